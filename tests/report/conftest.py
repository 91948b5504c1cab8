"""A small comparison built by hand: every band, signals, hostile words, headings, a footnote."""

from __future__ import annotations

import pytest

from congruence.compare.result import (
    Band,
    Comparison,
    Finding,
    Link,
    Method,
    Uncovered,
    summarise,
)
from congruence.model import (
    Block,
    BlockKind,
    Counts,
    Document,
    Provenance,
    ReadWarning,
    Role,
    Signal,
)

HOSTILE = (
    '<script>alert("x")</script> =HYPERLINK("http://kwaad.example") javascript:alert(1) '
    "\u202ethcer ot tfel\u202c \x0b| pijp & ]]> 'aanhaling' <!-- -->"
)


def block(
    id: str, text: str, *, kind: BlockKind = BlockKind.PARAGRAPH, label: str | None = None,
    path: str | None = None, section: tuple[str, ...] = (), page: int | None = None,
    level: int | None = None,
) -> Block:  # fmt: skip
    return Block(
        id=id, kind=kind, text=text, label=label, path=path, section=section, level=level,
        provenance=Provenance(page=page),
    )  # fmt: skip


def heading(id: str, text: str, label: str | None = None, section: tuple[str, ...] = ()) -> Block:
    level = len(section) + 1
    return block(id, text, kind=BlockKind.HEADING, label=label, section=section, level=level)


STATUTE = Document(
    id="statuut",
    title="Statuut Goede Buren",
    path="map/statuut.docx",
    format="docx",
    sha256="a" * 64,
    role=Role.STATUTE,
    version="1.0",
    date="2031-03-01",
    holder="Stichting Voorbeeld",
    counts=Counts(700, 640, 60),
    warnings=(ReadWarning("lost-words", "twee tekens konden niet worden gelezen", page=2),),
    blocks=(
        heading("h1", "Toegang", "Hoofdstuk 1"),
        heading("h1a", "Melding", "Artikel 1", ("h1",)),
        block("p1", "Het buurtteam neemt binnen vijf werkdagen contact op met de inwoner die"
              " zich meldt.", path="Artikel 1, lid 1", label="1.", section=("h1", "h1a"), page=1),
        block("p2", "De inwoner mag altijd iemand meenemen naar het gesprek.",
              path="Artikel 1, lid 2", label="2.", section=("h1", "h1a"), page=1),
        heading("h2", "Vakmanschap", "Hoofdstuk 2"),
        block("p3", "Een medewerker kan een collega om tegenspraak vragen, en het team legt vast"
              " wat dat opleverde.", section=("h2",), page=2),
        block("p4", HOSTILE, section=("h2",), page=2),
        heading("h3", "Rekenschap", "Hoofdstuk 3"),
        block("p5", "Het team vertelt elk jaar in gewone taal wat het leerde.",
              section=("h3",), page=3),
        block("n1", "Zie ook de bijlage.", kind=BlockKind.FOOTNOTE, label="1", section=("h3",),
              page=3),
    ),
)  # fmt: skip

FRAMEWORK = Document(
    id="kader",
    title="Kader Veilige Straat",
    path="C:\\Users\\iemand\\kader.pdf",
    format="pdf",
    sha256="b" * 64,
    pages=9,
    role=Role.FRAMEWORK,
    date="2032-01-15",
    blocks=(
        heading("k1", "Eerste contact", "1"),
        block("q1", "Het buurtteam neemt binnen tien werkdagen contact op met de inwoner die"
              " zich meldt.", section=("k1",), page=4),
        heading("k2", "Samen kijken", "2"),
        block("q2", "Wie zorgen heeft, moet een collega om tegenspraak vragen.", section=("k2",),
              page=5),
        block("q3", "De burgemeester ontvangt ieder kwartaal cijfers over de buurt.",
              section=("k2",), page=6),
    ),
)  # fmt: skip


def link(target: Document, id: str, rank: int, score: float) -> Link:
    views = {"lexical": score / 4, "encoder": score / 3}
    return Link(id, target.by_id[id].label, score, rank, views)


def finding(
    side: str, id: str, band: Band, q: float | None, links: tuple[Link, ...], **more: object
) -> Finding:
    document = STATUTE if side == "a" else FRAMEWORK
    found = document.by_id[id]
    return Finding(
        id=f"{side}-{id}", side=side, block=id, label=found.label, text=found.text, band=band,
        q=q, score=links[0].score if links else 0.0,
        stability=1.0 if band is not Band.POSSIBLE else 0.5,
        links=links, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def sample() -> Comparison:
    a = {block.id: block for block in STATUTE.blocks}
    deadline = Signal("deadline", "binnen vijf werkdagen", "binnen tien werkdagen",
                      "De termijnen verschillen.")  # fmt: skip
    mirrored = Signal("deadline", deadline.second, deadline.first, deadline.detail)
    strength = Signal("strength", "kan", "moet", "Hier mag het, daar is het een plicht.")
    clause = "en het team legt vast wat dat opleverde"
    at = a["p3"].text.index(clause)
    to_b = [link(FRAMEWORK, id, rank, 3.0 - rank) for rank, id in enumerate(("q1", "q2", "q3"), 1)]
    findings = (
        finding("a", "p1", Band.FOUND, 0.01, tuple(to_b), coverage=0.9, signals=(deadline,),
                question="Welke termijn geldt: vijf of tien werkdagen?"),
        finding("a", "p2", Band.NONE, 0.8, tuple(to_b[:2]),
                question="Hoort dit ook in het kader te staan?"),
        finding("a", "p3", Band.POSSIBLE, 0.2, (link(FRAMEWORK, "q2", 1, 1.4),), coverage=0.5,
                uncovered=(Uncovered(at, at + len(clause), clause),), signals=(strength,),
                question="Is tegenspraak een keuze of een plicht?"),
        finding("a", "p4", Band.NONE, 0.9, (), question="Hoort dit ook in het kader te staan?"),
        finding("a", "p5", Band.NONE, 0.7, tuple(to_b[:1])),
        finding("a", "n1", Band.NONE, 0.95, ()),
        finding("b", "q1", Band.FOUND, 0.02, (link(STATUTE, "p1", 1, 2.0),),
                signals=(mirrored,)),
        finding("b", "q2", Band.POSSIBLE, 0.25, (link(STATUTE, "p3", 1, 1.2),)),
        finding("b", "q3", Band.NONE, 0.85, (link(STATUTE, "p5", 1, 0.2),)),
    )  # fmt: skip
    return Comparison(
        a=STATUTE, b=FRAMEWORK, method=Method("embedded", ("lexical", "encoder")),
        findings=findings, summary=summarise(findings),
        notes=(ReadWarning("few", "Er zijn weinig passages; lees de uitkomst met reserve."),),
    )  # fmt: skip


@pytest.fixture()
def comparison() -> Comparison:
    return sample()


@pytest.fixture()
def hostile() -> str:
    return HOSTILE
