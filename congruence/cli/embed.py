"""``congruence embed``: fill a corpus's vector cache ahead of time."""

from __future__ import annotations

from pathlib import Path

import click

from congruence.cli.console import print_json, progress, remark, say, warn_of
from congruence.cli.options import common, modelled, spread, task_of
from congruence.messages import _


@click.command(help=_("Encode every document of a corpus, so that later commands need not."))
@click.argument("corpus", type=click.Path(path_type=Path))
@modelled
@spread
@common
def command(
    corpus: Path,
    model: str | None,
    threads: int | None,
    workers: int | None,
    as_json: bool,
    corpus_folder: Path | None,
) -> None:
    """Encode the passages of ``corpus``; absent documents are named and passed over."""
    from congruence.corpus import Corpus
    from congruence.embed import CachedEncoder, PooledEncoder
    from congruence.embed.loading import ships
    from congruence.parallel import pool, processors
    from congruence.reading import read_tasks, workers_for

    opened = Corpus.open(corpus)
    for entry in opened:
        if not opened.is_present(entry):
            remark(_("Note: {path} is listed but not there.").format(path=entry.path))
    tasks = [task_of(entry.id, opened) for entry in opened if opened.is_present(entry)]
    rows = []
    name = model or opened.config.model
    # Every worker opens the model: one that we do not know may be too large to open twice.
    workers = workers or (workers_for(tasks) if ships(name) else 1)
    with pool(workers) as executor:
        threads = threads or (max(1, processors() // workers) if executor else None)
        pooled = PooledEncoder(name, executor, threads=threads)
        encoder = CachedEncoder(pooled, opened.vector_cache())
        with progress(_("Encoding"), len(tasks)) as step:
            for document in read_tasks(tasks, executor):
                step(document.id)
                warn_of([document])
                texts = [block.text for block in document.passages()]
                encoder.encode(texts)
                rows.append({"id": document.id, "passages": len(texts)})
    if as_json:
        print_json({"model": encoder.id, "documents": rows})
        return
    for row in rows:
        say(_("{id}: {passages} passages").format(**row))
    say(_("Model: {model}").format(model=encoder.id))
