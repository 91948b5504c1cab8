"""Hold two documents against each other, both directions: one finding per passage."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from congruence.compare.context import texts_in_context
from congruence.compare.evidence import with_evidence
from congruence.compare.null import (
    FEWEST_PASSAGES,
    Decoys,
    Floats,
    Ints,
    draws_for,
    null_rows,
    pruned_q,
)
from congruence.compare.result import (
    Band,
    Comparison,
    Finding,
    Link,
    Method,
    banded,
    summarise,
)
from congruence.compare.scores import FusedScores, Ranked, decoy_maxima
from congruence.compare.verbatim import first_verbatim
from congruence.compare.views import (
    LEXICAL,
    SEMANTIC,
    Side,
    View,
    lexical_rows,
    semantic_rows,
)
from congruence.embed import Encoder
from congruence.embed.lexical import LexicalView
from congruence.embed.static import NAME as EMBEDDED
from congruence.errors import InputError
from congruence.messages import _, ngettext
from congruence.model import Block, Document, ReadWarning
from congruence.text.language import reads_dutch
from congruence.text.tokens import words

UNRELATED_SHARE = 0.03
_SHOWN = 3
NOT_DUTCH = "not_dutch"
TOO_FEW = "too_few_passages"
# A quotation or two in another language is no reason for a remark on the whole document.
_FOREIGN_SHARE, _FEWEST_FOREIGN = 0.2, 3
Progress = Callable[[str], None]


@dataclass(frozen=True)
class _Rates:
    """False-discovery rates of one side: whole null, and per repeat (half the draws, one view)."""

    q: Floats
    repeats: dict[str, Floats]


def compare(
    a: Document,
    b: Document,
    *,
    encoder: Encoder,
    q_found: float = 0.10,
    q_possible: float = 0.30,
    draws: int | None = None,
    seed: int = 0,
    terms: Sequence[str] = (),
    progress: Progress = lambda step: None,
) -> Comparison:
    """Find for every passage of ``a`` and ``b`` what answers it on the other side.

    Args:
        a: one document.
        b: the other; the order of the two only decides which is called a.
        encoder: the semantic view beside the lexical one.
        q_found: false-discovery rate up to which a counterpart is called found.
        q_possible: rate up to which it is called possible.
        draws: decoy draws for the null; by default as many as the shorter side needs.
        seed: of the decoys.
        terms: contested terms; a counterpart that uses other words for one is a signal.
        progress: called with the name of each step as it begins.

    Raises:
        InputError: a document without a single passage.
    """
    sides = (_passages(a), _passages(b))
    # Scored on their own words: a chapeau or heading put before a passage dilutes the real score
    # and is cut off again by the halves of the decoys, which then win. Context is for evidence.
    texts = tuple([passage.text for passage in side] for side in sides)
    in_context = (texts_in_context(a), texts_in_context(b))
    progress(_("lexical view"))
    lexical = LexicalView().fit([*texts[0], *texts[1]])
    draws = draws or draws_for(min(len(side) for side in texts))
    decoys = tuple(Decoys.draw(side, draws=draws, seed=seed) for side in texts)
    wordings = [lexical_rows(lexical, halves) for halves in decoys]
    progress(_("semantic view"))
    meanings = [
        semantic_rows(encoder, side, halves) for side, halves in zip(texts, decoys, strict=True)
    ]
    forward: tuple[View, ...] = (Side(LEXICAL, *wordings), Side(SEMANTIC, *meanings))
    backward: tuple[View, ...] = (
        Side(LEXICAL, *reversed(wordings)),
        Side(SEMANTIC, *reversed(meanings)),
    )
    progress(_("scores"))
    scores = FusedScores(forward, len(texts[0]), len(texts[1]))
    maxima, ranked = scores.read()
    progress(_("null"))
    judged = [len(other) >= FEWEST_PASSAGES for other in reversed(texts)]
    method = Method(
        model=encoder.id,
        views=tuple(view.name for view in forward),
        q_found=q_found,
        q_possible=q_possible,
        decoys=draws,
        seed=seed,
    )
    bare: list[list[Finding]] = []
    for at, views in enumerate((forward, backward)):
        rates = None
        if judged[at]:
            rows = null_rows(len(texts[at]), seed=seed)
            null = decoy_maxima(views, scores, rows, draws)
            rates = _rates(maxima[at], null, rows, [view.name for view in views])
        bare.append(
            _findings("ab"[at], sides[at], sides[1 - at], maxima[at][0], ranked[at], rates, method)
        )
    for at in (0, 1):
        if judged[1 - at] and not judged[at]:
            bare[at] = _mirrored(bare[at], bare[1 - at], method)
    findings: list[Finding] = []
    for at in (0, 1):
        findings += with_evidence(
            bare[at],
            (b, a)[at],
            in_context[at],
            in_context[1 - at],
            lexical,
            encoder,
            terms=terms,
            seed=seed,
        )
    notes = (*_language_notes((a, b), encoder), *_notes((a, b), judged, findings))
    return Comparison(a, b, method, tuple(findings), notes, summarise(tuple(findings)))


def _passages(document: Document) -> list[Block]:
    passages = list(document.passages())
    if not passages:
        raise InputError(
            _("there is no paragraph to compare, only headings or nothing at all"),
            file=document.path,
            remedy=_("check the file, or use text recognition if it is a scan"),
        )
    return passages


def _rates(maxima: Floats, null: Floats, rows: Ints, names: Sequence[str]) -> _Rates:
    """Rates of the fused score, of the two halves of the draws, and of every view alone."""
    repeats = {
        "even": pruned_q(maxima[0], null[0, 0::2], rows),
        "odd": pruned_q(maxima[0], null[0, 1::2], rows),
    }
    for at, name in enumerate(names, start=1):
        repeats[name] = pruned_q(maxima[at], null[at], rows)
    return _Rates(pruned_q(maxima[0], null[0], rows), repeats)


def _findings(
    side: str,
    passages: Sequence[Block],
    others: Sequence[Block],
    scores: Floats,
    ranked: Ranked,
    rates: _Rates | None,
    method: Method,
) -> list[Finding]:
    findings = []
    wordings = {other.id: words(other.text) for other in others}
    links = _links(others, ranked)
    for at, passage in enumerate(passages):
        repeats = {} if rates is None else {
            name: round(float(q[at]), 6) for name, q in rates.repeats.items()
        }  # fmt: skip
        finding = Finding(
            id=f"{side}-{passage.id}",
            side=side,
            block=passage.id,
            label=passage.place,
            text=passage.text,
            band=Band.NONE,
            q=None if rates is None else round(float(rates.q[at]), 6),
            score=round(float(scores[at]), 4),
            stability=1.0,
            repeats=repeats,
            links=links[at],
        )
        finding = _verbatim_first(finding, wordings)
        findings.append(banded(finding, method.q_found, method.q_possible))
    return findings


def _mirrored(
    findings: Sequence[Finding], answers: Sequence[Finding], method: Method
) -> list[Finding]:
    """Findings of a side that has no null of its own, by what the other side found there.

    A passage has the rates of the passage that has it as first candidate, and that passage as
    its own first candidate; one that is nobody's first candidate has none.
    """
    claims: dict[str, Finding] = {}
    for answer in sorted(answers, key=lambda answer: (answer.band is not Band.FOUND, answer.q)):
        if answer.links:
            claims.setdefault(answer.links[0].block, answer)
    mirrored = []
    for finding in findings:
        claim = claims.get(finding.block)
        if claim is None:
            rates = dict.fromkeys(answers[0].repeats, 1.0)
            finding = replace(finding, q=1.0, repeats=rates)
        else:
            at = next(i for i, link in enumerate(finding.links) if link.block == claim.block)
            finding = replace(
                finding, q=claim.q, repeats=claim.repeats, verbatim=claim.verbatim,
                links=_first(finding.links, at),
            )  # fmt: skip
        mirrored.append(banded(finding, method.q_found, method.q_possible))
    return mirrored


def _first(links: Sequence[Link], taken: int) -> tuple[Link, ...]:
    """``links`` with one of them at their head."""
    moved = [links[taken], *links[:taken], *links[taken + 1 :]]
    return tuple(replace(link, rank=rank) for rank, link in enumerate(moved, start=1))


def _links(others: Sequence[Block], ranked: Ranked) -> list[tuple[Link, ...]]:
    """The candidates of every passage, best first."""
    scores = np.round(ranked.scores.astype(np.float64), 4).tolist()
    cosines = np.stack([*ranked.views.values()], axis=-1).astype(np.float64)
    names = tuple(ranked.views)
    return [
        tuple(
            Link(
                others[target].id,
                others[target].place,
                score,
                rank,
                dict(zip(names, views, strict=True)),
            )
            for rank, (target, score, views) in enumerate(zip(*row, strict=True), start=1)
        )
        for row in zip(ranked.targets.tolist(), scores, np.round(cosines, 4).tolist(), strict=True)
    ]


def _verbatim_first(finding: Finding, wordings: Mapping[str, Sequence[str]]) -> Finding:
    """``finding`` with the counterpart that has its very words at the head of the links."""
    taken = first_verbatim(finding.text, (wordings[link.block] for link in finding.links[:_SHOWN]))
    if taken is None:
        return finding
    return replace(finding, links=_first(finding.links, taken), verbatim=True)


def _language_notes(documents: Sequence[Document], encoder: Encoder) -> Iterator[ReadWarning]:
    """A remark on each document of which a good part is not Dutch."""
    dutch_only = encoder.id.startswith(EMBEDDED)
    for document in documents:
        told = [reads_dutch(passage.text) for passage in document.passages()]
        total, foreign = len(told) - told.count(None), told.count(False)
        if foreign < _FEWEST_FOREIGN or foreign < _FOREIGN_SHARE * total:
            continue
        message = _(
            "{title}: {count} of the {total} longer passages do not seem to be in Dutch."
        ).format(title=document.name, count=foreign, total=total)
        if dutch_only:
            message += " " + _(
                "The model that ships knows Dutch only, so those were compared by their spelling; "
                "a multilingual model (--model) finds more."
            )
        yield ReadWarning(NOT_DUTCH, message)


def _notes(
    documents: Sequence[Document], judged: Sequence[bool], findings: Sequence[Finding]
) -> tuple[ReadWarning, ...]:
    if not any(judged):
        message = _(
            "Both documents have fewer than {count} passages: too few to say what has a "
            "counterpart. The nearest passages are shown; read them yourself."
        ).format(count=FEWEST_PASSAGES)
        return (ReadWarning(TOO_FEW, message),)
    if all(judged):
        return _on_the_whole(findings)
    at = judged.index(True)
    message = _(
        "{small} has fewer than {count} passages: too few to judge those of {large} by "
        "themselves. Of {large} only what answers a passage of {small} is shown."
    ).format(small=documents[at].name, large=documents[1 - at].name, count=FEWEST_PASSAGES)
    return (ReadWarning(TOO_FEW, message),)


def _on_the_whole(findings: Sequence[Finding]) -> tuple[ReadWarning, ...]:
    """What to say where hardly any of the passages that were judged has a counterpart."""
    found = sum(finding.band is Band.FOUND for finding in findings)
    possible = sum(finding.band is Band.POSSIBLE for finding in findings)
    if found >= UNRELATED_SHARE * len(findings):
        return ()
    if any(finding.verbatim for finding in findings):
        return (
            ReadWarning(
                "few_shared",
                _(
                    "A few sentences stand in both documents; apart from those hardly any passage "
                    "has a counterpart."
                ),
            ),
        )
    if possible >= UNRELATED_SHARE * len(findings):
        return (
            ReadWarning(
                "few_clear",
                ngettext(
                    "Hardly any passage has a clear counterpart; {count} may have one. Look at it "
                    "yourself.",
                    "Hardly any passage has a clear counterpart; {count} may have one. Look at "
                    "those yourself.",
                    possible,
                ).format(count=possible),
            ),
        )
    return (
        ReadWarning(
            "hardly_related",
            _("Hardly any passage has a counterpart: these documents do not seem to be related."),
        ),
    )
