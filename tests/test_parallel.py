"""Work over workers: the same outcome for any executor, and one sentence when a worker dies."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import numpy as np
import pytest

import congruence
from congruence import parallel, schema
from congruence.corpus import Corpus
from congruence.embed import PooledEncoder, load_encoder
from congruence.errors import InputError
from congruence.messages import using_language
from congruence.parallel import AHEAD, WorkerError, mapped, pool
from congruence.reading import read_corpus, read_tasks, task_for, workers_for
from tests.conftest import ROOT

DEMO = ROOT / "corpora" / "demo"
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


@pytest.fixture(scope="module")
def two():
    with pool(2) as executor:
        yield executor


def as_json(documents) -> list[str]:
    return [schema.dumps(schema.document_json(document)) for document in documents]


def test_a_corpus_reads_the_same_over_any_executor(two):
    corpus = Corpus.open(DEMO)
    alone = as_json(read_corpus(corpus))
    assert len(alone) == len(corpus.config.documents) > 1
    with ThreadPoolExecutor(3) as threads, ProcessPoolExecutor(2) as ordinary:
        for executor in (two, threads, ordinary):
            assert as_json(read_corpus(corpus, executor)) == alone
    paths = [corpus.path(entry) for entry in corpus]
    assert congruence.read_many(paths, executor=two) == congruence.read_many(paths)


@pytest.mark.parametrize("name", ["embedded", "embedded-context"])
def test_vectors_are_the_same_over_any_executor(two, name):
    if name == "embedded-context":
        pytest.importorskip("onnxruntime")
    document = congruence.read(DEMO / "statuut-1.0.docx")
    texts = [block.text for block in document.blocks] * 3
    alone = PooledEncoder(name)
    with ThreadPoolExecutor(3) as threads:
        for executor in (two, threads):
            pooled = PooledEncoder(name, executor)
            assert (pooled.id, pooled.dimensions) == (alone.id, alone.dimensions)
            assert np.array_equal(pooled.encode(texts), alone.encode(texts))
    assert alone.id == load_encoder(name).id
    assert alone.encode([]).shape == (0, alone.dimensions)


def test_warnings_are_in_the_language_in_use_in_every_worker(two, tmp_path):
    file = tmp_path / "lijst.csv"
    file.write_text("id;text\n1;Het team werkt.\n2;\n", encoding="utf-8")
    for code in ("nl", "en"):
        with using_language(code):
            task = task_for(file)
            [alone], [worked] = read_tasks([task]), read_tasks([task], two)
        assert alone.warnings == worked.warnings
        assert ("passed over" in worked.warnings[0].message) == (code == "en")


def test_the_first_bad_file_in_order_is_named_and_the_pool_stays_of_use(two, tmp_path):
    good = DEMO / "statuut-1.0.docx"
    bad = tmp_path / "leeg.docx"
    bad.write_bytes(b"")
    with pytest.raises(InputError, match=r"leeg\.docx.*leeg"):
        congruence.read_many([good, bad, tmp_path / "weg.txt", good], executor=two)
    assert congruence.read_many([good], executor=two)[0].blocks


def test_few_results_wait_at_a_time():
    begun, fetched, most = [], 0, 0
    with ThreadPoolExecutor(2) as executor:
        for _result in mapped(begun.append, range(200), executor):
            fetched += 1
            most = max(most, len(begun) - fetched)
    assert fetched == 200
    assert most <= AHEAD


def _die(number: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return number


@posix
def test_a_killed_worker_is_one_sentence():
    with pytest.raises(WorkerError, match="--workers 1"), pool(2) as executor:
        list(mapped(_die, range(3), executor))


def _pid(_number: int) -> int:
    time.sleep(0.1)
    return os.getpid()


def gone(pid: int) -> bool:
    for _time in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


@posix
def test_no_worker_outlives_a_failure():
    with pytest.raises(ZeroDivisionError), pool(2) as executor:  # noqa: PT012
        pids = set(mapped(_pid, range(4), executor))
        executor.submit(time.sleep, 60)
        raise ZeroDivisionError
    assert pids
    assert all(gone(pid) for pid in pids)


@posix
def test_no_worker_outlives_a_killed_command(tmp_path):
    script = tmp_path / "langzaam.py"
    script.write_text(
        "import sys, time\n"
        "from congruence.parallel import mapped, pool\n"
        "from tests.test_parallel import _pid\n"
        "if __name__ == '__main__':\n"
        "    with pool(2) as executor:\n"
        "        print(*mapped(_pid, range(4), executor), flush=True)\n"
        "        time.sleep(60)\n"
    )
    process = subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True,
                               env={**os.environ, "PYTHONPATH": str(ROOT)})  # fmt: skip
    pids = [int(pid) for pid in process.stdout.readline().split()]
    process.kill()
    process.communicate()
    assert pids
    assert all(gone(pid) for pid in pids)


def test_workers_come_only_where_they_pay(tmp_path, monkeypatch):
    monkeypatch.setattr("congruence.reading.processors", lambda: 8)
    small = tmp_path / "klein.txt"
    small.write_text("Het team werkt.")
    large = tmp_path / "groot.pdf"
    with large.open("wb") as stream:
        stream.truncate(5 << 20)
    assert workers_for([task_for(small)] * 6) == 1
    assert workers_for([task_for(small)] * 60) == 4
    assert workers_for([task_for(large)] * 2) == 2
    assert workers_for([]) == 1
    monkeypatch.setattr("congruence.reading.processors", lambda: 1)
    assert workers_for([task_for(small)] * 60) == 1


def program(*arguments, cwd) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "congruence", *arguments], cwd=cwd, capture_output=True,
        text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


@pytest.mark.parametrize(
    "arguments",
    [
        ("terms", str(DEMO), "--discover"),
        ("passages", str(DEMO), "--kind", "norms"),
        ("matrix", "statuut-1.0", "kader-concept", "reactie-juristen", "--corpus", str(DEMO)),
        ("check", "reactie-juristen", "--against", "statuut-1.0", "--corpus", str(DEMO)),
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_command_says_the_same_with_any_number_of_workers(arguments, tmp_path):
    runs = [program(*arguments, "--json", "--workers", count, cwd=tmp_path) for count in "12"]
    for run in runs:
        assert run.returncode == 0, run.stderr
    assert runs[0].stdout == runs[1].stdout
    assert runs[0].stderr == runs[1].stderr
    assert json.loads(runs[0].stdout)


def test_embed_fills_the_same_cache_with_any_number_of_workers(tmp_path):
    import shutil
    import sqlite3

    kept = []
    for count in "12":
        folder = tmp_path / count
        shutil.copytree(DEMO, folder, ignore=shutil.ignore_patterns(".congruence"))
        run = program("embed", ".", "--workers", count, "--json", cwd=folder)
        assert run.returncode == 0, run.stderr
        with sqlite3.connect(folder / ".congruence" / "vectors.sqlite") as connection:
            kept.append((run.stdout, sorted(connection.execute("SELECT * FROM vectors"))))
    assert kept[0] == kept[1]
    assert kept[0][1]


def test_one_worker_is_this_process():
    with pool(1) as executor:
        assert executor is None
    assert list(mapped(lambda n: (n, threading.get_ident()), [1, 2])) == [
        (1, threading.get_ident()),
        (2, threading.get_ident()),
    ]
    assert parallel.processors() >= 1
