"""Numbers of lists nobody chose: random ones and those of real files, held against LibreOffice."""

from __future__ import annotations

import random
import shutil
import subprocess

import pytest

from .office import differences, printed_by_office, printed_by_us, with_marks
from .word import abstract, docx, level, num, p

pytestmark = pytest.mark.office
FORMATS = ("decimal", "lowerLetter", "upperRoman", "lowerRoman", "upperLetter")


def _random_list(draw: random.Random) -> bytes:
    """Lists of four levels, several instances of one of them, jumps, and paragraphs between."""
    lists = ""
    for key in (1, 2):
        levels = []
        for at in range(4):
            whole = ".".join(f"%{above + 1}" for above in range(at + 1))
            text = draw.choice(
                (whole, f"{whole}.", f"%{at + 1})", f"Lid %{at + 1}", f"(%{at + 1})")
            )
            start = draw.choice((1, 1, 1, 3, 0))
            levels.append(level(at, draw.choice(FORMATS), text, start=start))
        lists += abstract(key, *levels)
    for key in (1, 2, 3):
        # LibreOffice takes only the first overridden start of an instance, so there is one.
        at, start = draw.randint(0, 1), draw.choice((1, 4))
        override = f'<w:startOverride w:val="{start}"/>'
        override = f'<w:lvlOverride w:ilvl="{at}">{override}</w:lvlOverride>'
        lists += num(key, draw.randint(1, 2), override if draw.random() < 0.5 else "")
    body, at, key = "", 0, 1
    for _step in range(24):
        at = draw.choice((at, at, min(at + 1, 3), draw.randint(0, 3)))
        key = draw.choice((key, key, key, draw.randint(1, 3)))
        body += p("tussen") if draw.random() < 0.1 else p("woord", num=f"{key}", level=f"{at}")
    return docx(body, numbering=lists)


def _to_odt(files, folder) -> None:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    subprocess.run(
        [
            str(program), f"-env:UserInstallation=file://{folder}/profiel", "--headless",
            "--convert-to", "odt", "--outdir", str(folder), *map(str, files),
        ],
        check=True, capture_output=True, timeout=600,
    )  # fmt: skip


def _compare(files, folder) -> tuple[int, list[tuple[str, list]]]:
    """How many list paragraphs there are, and those that are printed with another number."""
    marked = {name: with_marks(data) for name, data in files.items()}
    printed = printed_by_office(marked, folder)
    count, other = 0, []
    for name, data in marked.items():
        ours = printed_by_us(data, name)
        count += sum(bool(ours.get(at) or label) for at, label in printed[name].items())
        if found := differences(ours, printed[name]):
            other.append((name, list(found)))
    return count, other


@pytest.mark.parametrize("suffix", ["docx", "odt"])
def test_random_lists_are_numbered_as_libreoffice_does(tmp_path, suffix):
    draw = random.Random(17)
    files = {f"lijst{at}.docx": _random_list(draw) for at in range(20)}
    if suffix == "odt":
        for name, data in files.items():
            (tmp_path / name).write_bytes(data)
        _to_odt([tmp_path / name for name in files], tmp_path)
        files = {path.name: path.read_bytes() for path in sorted(tmp_path.glob("*.odt"))}
    count, other = _compare(files, tmp_path)
    assert count > 350 and other == []


@pytest.mark.parametrize("suffix", ["docx", "odt"])
def test_real_files_are_numbered_as_libreoffice_does(shared_data, tmp_path, suffix):
    paths = sorted(shared_data.glob("docx*/**/*.docx"))
    if suffix == "odt":
        paths = sorted(shared_data.glob("docx/*.docx"))
        _to_odt(paths, tmp_path)
        paths = sorted(tmp_path.glob("*.odt"))
    count, other = _compare({path.name: path.read_bytes() for path in paths}, tmp_path)
    assert count >= 401 and other == []
