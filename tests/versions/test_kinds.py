"""Each kind of change is called by its name."""

from __future__ import annotations

import pytest

from congruence.versions import ChangeKind, Op, Weight, compare_versions

BASE = [
    "Artikel 1",
    "1. Het team voert binnen twee weken een gesprek met het gezin over de gevraagde hulp.",
    "2. Van het gesprek maakt het team een verslag dat het gezin kan aanvullen.",
    "Artikel 2",
    "1. De gemeente draagt de kosten van de hulp tot een door de raad vast te stellen bedrag.",
    "2. Het bestuur kan regels stellen over de wijze waarop kosten worden verantwoord.",
    "Artikel 3",
    "1. Wie het met een besluit niet eens is, kan binnen zes weken om heroverweging vragen.",
    "2. Een heroverweging wordt gedaan door iemand die bij het besluit niet betrokken was.",
]


def diff(make, old, new):
    return compare_versions(make.document(old, "o"), make.document(new, "n"))


def only(result, kind):
    found = [change for change in result.changes if change.kind is kind]
    assert len(found) == 1, [(c.kind, c.old_text, c.new_text) for c in result.changes]
    return found[0]


def test_a_new_verb_is_one_edit_with_a_signal(make):
    new = [line.replace("kan regels stellen", "moet regels stellen") for line in BASE]
    result = diff(make, BASE, new)
    change = only(result, ChangeKind.EDITED)
    assert [w.text for w in change.words if w.op is not Op.EQUAL] == ["kan", "moet"]
    assert change.weight is Weight.SUBSTANTIVE
    assert [signal.kind for signal in change.signals] == ["strength"]
    assert result.summary["unchanged"] == len(BASE) - 1


def test_an_article_put_in_front_renumbers_the_rest_and_edits_nothing(make):
    new = ["Artikel 1", "1. Deze regeling geldt voor inwoners van de gemeente.",
           *(line.replace("Artikel 3", "Artikel 4").replace("Artikel 2", "Artikel 3")
             .replace("Artikel 1", "Artikel 2") for line in BASE)]  # fmt: skip
    result = diff(make, BASE, new)
    assert result.summary["edited"] == result.summary["moved"] == 0
    assert result.summary["relabelled"] == 3
    assert result.summary["inserted"] == 2
    assert [(row.old, row.new) for row in result.labels] == [
        ("Artikel 1", "Artikel 2"), ("Artikel 2", "Artikel 3"), ("Artikel 3", "Artikel 4"),
    ]  # fmt: skip


def test_an_article_moved_whole(make):
    new = [*BASE[:3], *BASE[6:], *BASE[3:6]]
    result = diff(make, BASE, new)
    moved = {c.old_text for c in result.changes if c.kind is ChangeKind.MOVED}
    assert result.summary["deleted"] == result.summary["inserted"] == 0
    assert len(moved) == 3


def test_moved_and_edited(make):
    new = [BASE[0], BASE[2], *BASE[3:], BASE[1].replace("twee weken", "vier weken")]
    change = only(diff(make, BASE, new), ChangeKind.MOVED_EDITED)
    assert change.new_text.startswith("Het team voert binnen vier weken")


def test_split_and_merge(make):
    one = (
        "1. Het team voert binnen twee weken een gesprek met het gezin over de gevraagde hulp. "
        "Van het gesprek maakt het team een verslag dat het gezin kan aanvullen."
    )
    joined = [BASE[0], one, *BASE[3:]]
    change = only(diff(make, joined, BASE), ChangeKind.SPLIT)
    assert (len(change.old), len(change.new)) == (1, 2)
    assert change.weight is not Weight.SUBSTANTIVE
    change = only(diff(make, BASE, joined), ChangeKind.MERGED)
    assert (len(change.old), len(change.new)) == (2, 1)


@pytest.mark.parametrize(
    ("old", "new", "weight"),
    [
        ('de "stabiele" veiligheid', "de ‘stabiele’ veiligheid", Weight.EDITORIAL),
        ("in multi-probleemgezinnen", "in multiprobleemgezinnen", Weight.EDITORIAL),
        ("de gemeente  draagt", "de gemeente draagt", Weight.EDITORIAL),
        ("de kinderbeschermingmaatregel", "de kinderbeschermingsmaatregel", Weight.EDITORIAL),
        ("de hulp wordt gebodne", "de hulp wordt geboden", Weight.EDITORIAL),
        ("het college kan", "het college dan", Weight.SUBSTANTIVE),
        ("het gewenste gedrag", "het ongewenste gedrag", Weight.SUBSTANTIVE),
        ("de gemeenten dragen", "de gemeente draagt", Weight.SUBSTANTIVE),
        ("binnen 6 weken", "binnen 8 weken", Weight.SUBSTANTIVE),
        ("ouders, voogden", "ouders voogden", Weight.SUBSTANTIVE),
    ],
)
def test_weight_of_small_differences(make, old, new, weight):
    rest = " betreft de hulp aan inwoners die daarom zelf hebben gevraagd."
    change = diff(make, [old + rest], [new + rest]).changes[0]
    assert change.weight is weight


def test_marks_of_publication_are_editorial(make):
    noise = "Treedt in werking per 01-01-2031"
    result = diff(make, [BASE[0], noise, *BASE[1:]], BASE)
    assert only(result, ChangeKind.DELETED).weight is Weight.EDITORIAL


def test_punctuation_at_the_end_of_a_list_is_editorial_but_or_is_not(make):
    old = ["a. een verslag van het gesprek;", "b. een plan voor de hulp."]
    new = ["a. een verslag van het gesprek;", "b. een plan voor de hulp; en", "c. een begroting."]
    changes = {c.old_text: c for c in diff(make, old, new).changes}
    assert changes["een plan voor de hulp."].weight is Weight.EDITORIAL
    old = ["een plan, en", "een begroting."]
    new = ["een plan, of", "een begroting."]
    assert diff(make, old, new).changes[0].weight is Weight.SUBSTANTIVE


def test_phrases_are_struck_whole(make):
    old = "De hulp omvat een gesprek met de ouder, een bezoek aan huis en een verslag."
    new = "De hulp omvat een onderzoek door een arts, een bezoek aan huis en een verslag."
    change = diff(make, [old], [new]).changes[0]
    assert [w.text for w in change.words if w.op is not Op.EQUAL] == [
        "gesprek met de ouder", "onderzoek door een arts",
    ]  # fmt: skip


def test_an_insertion_begins_where_a_clause_begins(make):
    old = "Het team spreekt met de ouder, met het kind en met de school."
    new = "Het team spreekt met de ouder, met de huisarts, met het kind en met de school."
    change = diff(make, [old], [new]).changes[0]
    assert [w.text.strip() for w in change.words if w.op is Op.INSERT] == ["met de huisarts,"]


def test_a_cell_is_edited_and_a_row_comes_and_goes(make):
    old = make.table([["jaar", "bedrag"], ["2023", "honderd euro"], ["2024", "tweehonderd euro"]])
    new = make.table([["jaar", "bedrag"], ["2024", "tweehonderd tien euro"], ["2025", "niets"]])
    result = compare_versions(old, new)
    assert {c.old_text for c in result.changes if c.kind is ChangeKind.DELETED} == {
        "2023", "honderd euro",
    }  # fmt: skip
    assert {c.new_text for c in result.changes if c.kind is ChangeKind.INSERTED} == {
        "2025", "niets",
    }  # fmt: skip
    assert only(result, ChangeKind.EDITED).new_text == "tweehonderd tien euro"


def test_a_paragraph_put_into_a_table_moved(make):
    text = "Het team voert binnen twee weken een gesprek met het gezin."
    result = compare_versions(make.document([text], "o"), make.table([[text, ""]], "n"))
    assert only(result, ChangeKind.MOVED).old_text == text


def test_a_term_replaced_everywhere_is_a_signal(make):
    new = [line.replace("het gezin", "de inwoner") for line in BASE]
    result = diff(make, BASE, new)
    terms = [s for c in result.changes for s in c.signals if s.kind == "term"]
    assert {(s.first, s.second) for s in terms} == {("het gezin", "de inwoner")}


def test_notes_say_what_kind_of_pair_this_is(make):
    assert [n.code for n in diff(make, BASE, BASE).notes] == ["identical"]
    assert [n.code for n in diff(make, [], BASE).notes] == ["empty"]
    other = [f"Over {word} wordt hier niets gezegd dat ertoe doet." for word in
             ("bomen", "bruggen", "paarden", "zeilen")]  # fmt: skip
    assert [n.code for n in diff(make, BASE, other).notes] == ["unrelated"]
    assert diff(make, BASE, BASE[:-1]).notes == ()
