"""``congruence embed``: fill a corpus's vector cache ahead of time."""

from __future__ import annotations

from pathlib import Path

import click

from congruence.cli.console import print_json, progress, remark, say, warn_of
from congruence.cli.options import common, load, load_model, modelled
from congruence.messages import _


@click.command(help=_("Encode every document of a corpus, so that later commands need not."))
@click.argument("corpus", type=click.Path(path_type=Path))
@modelled
@common
def command(
    corpus: Path,
    model: str | None,
    threads: int | None,
    as_json: bool,
    corpus_folder: Path | None,
) -> None:
    """Encode the passages of ``corpus``; absent documents are named and passed over."""
    from congruence.corpus import Corpus

    opened = Corpus.open(corpus)
    encoder = load_model(model, opened, threads)
    rows = []
    with progress(_("Encoding"), len(opened.config.documents)) as step:
        for entry in opened:
            if not opened.is_present(entry):
                remark(_("Note: {path} is listed but not there.").format(path=entry.path))
                continue
            step(entry.id)
            document = load(entry.id, opened)
            warn_of([document])
            texts = [block.text for block in document.passages()]
            encoder.encode(texts)
            rows.append({"id": entry.id, "passages": len(texts)})
    if as_json:
        print_json({"model": encoder.id, "documents": rows})
        return
    for row in rows:
        say(_("{id}: {passages} passages").format(**row))
    say(_("Model: {model}").format(model=encoder.id))
