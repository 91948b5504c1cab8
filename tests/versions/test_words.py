"""The words of a change as a lawyer reads them: [-struck-] and [+new+], to the letter."""

from __future__ import annotations

import pytest

from congruence.versions import Op
from congruence.versions.words import compare_words

FORM = {Op.EQUAL: "{}", Op.DELETE: "[-{}-]", Op.INSERT: "[+{}+]"}
IMAGE = "\U000f0000"


def marked(old, new):
    return "".join(FORM[words.op].format(words.text) for words in compare_words(old, new))


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("Het team belt. Het team schrijft.",
         "Het team belt. Het team komt. Het team schrijft.",
         "Het team belt. [+Het team komt. +]Het team schrijft."),
        ("Het gezin krijgt hulp. Het gezin krijgt hulp.",
         "Het gezin krijgt hulp. Het gezin krijgt steun. Het gezin krijgt hulp.",
         "Het gezin krijgt hulp. [+Het gezin krijgt steun. +]Het gezin krijgt hulp."),
        ("spreekt met de ouder; spreekt met de school",
         "spreekt met de ouder; spreekt met de voogd; spreekt met de school",
         "spreekt met de ouder; [+spreekt met de voogd; +]spreekt met de school"),
        ("de ouder en de school", "de voogd, de ouder en de school",
         "[+de voogd, +]de ouder en de school"),
        ("de ouder, de school", "de ouder, de voogd, de school",
         "de ouder, [+de voogd, +]de school"),
        ("een twee drie", "een twee drie, vier", "een twee drie[+, vier+]"),
        ("een plan", "een heel plan", "een [+heel +]plan"),
    ],
)  # fmt: skip
def test_what_came_or_went_begins_and_ends_where_a_clause_does(old, new, shown):
    assert marked(old, new) == shown
    assert marked(new, old) == shown.replace("[+", "[-").replace("+]", "-]")


def test_a_clause_that_ends_with_a_comma_goes_before_words_that_do_not():
    # "b, " and ", b" say the same; where no clause begins the mark goes with what it closes.
    assert marked("x a, c", "x a, b, c") == "x a, [+b, +]c"
    # The beginning of a sentence counts for more than a comma.
    assert marked("Zo: a, b", "Zo: a, a, b") == "Zo: [+a, +]a, b"
    assert marked("Zo; de wet geldt", "Zo; de raad en de wet geldt") == (
        "Zo; [+de raad en +]de wet geldt"
    )
    assert marked("de wet geldt", "de raad en de wet geldt") == "[+de raad en +]de wet geldt"
    assert marked("met de wet nu", "met de raad en de wet nu") == "met de [+raad en de +]wet nu"


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        # only marks between them: joined from nine letters on
        ("wit, rood", "geel, blij", "[-wit-][+geel+], [-rood-][+blij+]"),
        ("wit, groen", "geel, blauw", "[-wit, groen-][+geel, blauw+]"),
        # shared words as long as the smaller change, and longer
        ("kleine woord grote", "zwarte woord lange",
         "[-kleine woord grote-][+zwarte woord lange+]"),
        ("kleine woord lage", "zwarte woord hoge",
         "[-kleine-][+zwarte+] woord [-lage-][+hoge+]"),
        # as many shared words as changed ones, and more
        ("gemeente van de provincie", "stadsdeel van de waterschap",
         "[-gemeente van de provincie-][+stadsdeel van de waterschap+]"),
        ("gemeente van de in provincie", "stadsdeel van de in waterschap",
         "[-gemeente-][+stadsdeel+] van de in [-provincie-][+waterschap+]"),
        ("iedere gemeente van de in provincie", "elk stadsdeel van de in waterschap",
         "[-iedere gemeente van de in provincie-][+elk stadsdeel van de in waterschap+]"),
        # never more than three shared words
        ("iedere gemeente van de in al kleine provincie",
         "elk stadsdeel van de in al groot waterschap",
         "[-iedere gemeente-][+elk stadsdeel+] van de in al "
         "[-kleine provincie-][+groot waterschap+]"),
        # never over the end of a clause, nor over a thing in the line
        ("rode. groene", "gele. blauwe", "[-rode-][+gele+]. [-groene-][+blauwe+]"),
        ("rode; groene", "gele; blauwe", "[-rode-][+gele+]; [-groene-][+blauwe+]"),
        (f"rode{IMAGE} groene", f"gele{IMAGE} blauwe",
         f"[-rode-][+gele+]{IMAGE} [-groene-][+blauwe+]"),
    ],
)  # fmt: skip
def test_a_few_shared_words_do_not_break_a_change_up(old, new, shown):
    assert marked(old, new) == shown


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("", "", ""),
        ("oud", "", "[-oud-]"),
        ("", "nieuw", "[+nieuw+]"),
        ("de hulp", "de hulp", "de hulp"),
        ("binnen 6 weken", "binnen 8 weken", "binnen [-6-][+8+] weken"),
        ("zin.¹ Meer", "zin.² Meer", "zin.[-¹-][+²+] Meer"),
        ("de  ouder", "de ouder", "de [- -]ouder"),
        (" de ouder ", "de ouder", "[- -]de ouder[- -]"),
        ("auto's rijden", "auto’s rijden", "[-auto's-][+auto’s+] rijden"),
        ("jeugd-hulp thuis", "jeugdhulp thuis", "[-jeugd-hulp-][+jeugdhulp+] thuis"),
        ("de hulp van de raad", "hulp door de raad", "[-de -]hulp [-van-][+door+] de raad"),
        ("de vader de moeder", "de moeder de vader", "de [-vader de moeder-][+moeder de vader+]"),
    ],
)
def test_words_are_struck_as_words_and_shared_space_stays(old, new, shown):
    assert marked(old, new) == shown
