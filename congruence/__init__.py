"""Compare Dutch policy documents side by side: overlaps, gaps and contested terms, cited, offline.

The public verbs load what they need when they are called.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

# The subpackages `compare` and `terms` bear the names of verbs. Importing them first keeps a later
# import from putting the module in the place of the function.
import congruence.compare
import congruence.terms  # noqa: F401

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from congruence.compare.check import Check
    from congruence.compare.result import Comparison
    from congruence.embed import Encoder
    from congruence.model import Document, View
    from congruence.terms.result import Dossier, Passages
    from congruence.versions import VersionDiff

__version__ = "0.1.0"


def read(path: str | Path, *, view: View | str = "accepted") -> Document:
    """Read a document (pdf, docx, html, md, txt, odt, csv, xlsx, jsonl) into blocks.

    Args:
        path: the file.
        view: which reading of tracked changes is wanted: accepted, original or marked.

    Raises:
        InputError: the file cannot be read; the message says why and what to do.
    """
    from congruence.extract import read as read_document

    return read_document(path, view=view)


def read_many(
    paths: Iterable[str | Path],
    *,
    view: View | str = "accepted",
    executor: Executor | None = None,
) -> list[Document]:
    """Read documents as `read` does, in order, over ``executor`` where one is given.

    Any `concurrent.futures.Executor` serves; the outcome is the same with each, and without.

    Raises:
        InputError: the first file, in order, that cannot be read.
        WorkerError: a worker of the executor was killed.
    """
    from congruence.reading import read_tasks, task_for

    return list(read_tasks((task_for(path, view=view) for path in paths), executor))


def compare(
    a: Document,
    b: Document,
    *,
    encoder: Encoder | None = None,
    q_found: float = 0.10,
    q_possible: float = 0.30,
    seed: int = 0,
) -> Comparison:
    """Hold two documents against each other, both directions; see `congruence.compare.result`.

    ``encoder`` is the semantic view (default: the best that is installed).
    """
    from congruence.compare.comparison import compare as compare_documents
    from congruence.embed import load_encoder

    return compare_documents(
        a,
        b,
        encoder=encoder or load_encoder(),
        q_found=q_found,
        q_possible=q_possible,
        seed=seed,
    )


def check(
    draft: Document, against: Sequence[Document], *, encoder: Encoder | None = None, seed: int = 0
) -> Check:
    """Hold a draft against one or more documents; its remarks are anchored on the draft's words.

    ``encoder`` is the semantic view (default: the best that is installed).
    """
    from congruence.compare.check import check as check_draft
    from congruence.embed import load_encoder

    return check_draft(draft, against, encoder=encoder or load_encoder(), seed=seed)


def diff(old: Document, new: Document) -> VersionDiff:
    """Say what changed, moved or became weaker between two versions of one document."""
    from congruence.versions import compare_versions

    return compare_versions(old, new)


def terms(
    documents: Sequence[Document], words: Sequence[str], *, discover: bool = False
) -> Dossier:
    """Gather all that ``documents`` say about each of ``words``: uses, definitions, objections.

    ``discover`` adds contested terms that nobody listed, each with its cited evidence.
    """
    from congruence.terms.dossier import build_dossier
    from congruence.terms.termfile import make_terms

    return build_dossier(documents, make_terms(words), discover=discover)


def passages(documents: Sequence[Document], *, kind: str) -> Passages:
    """List every passage of one kind: norms, definitions, objections or quotes."""
    from congruence.terms.dossier import read_passages

    return read_passages(documents, kind)
