"""Norm strength, sentence by sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congruence.text.norms import Genre, Mode, NormLabel, read_norms
from congruence.text.sentences import sentences

POLICY = """
obligation     | De meldcode moet bij elke training worden besproken.
obligation     | Het college dient binnen zes weken een besluit te nemen.
obligation     | Iedere medewerker heeft zich aan de beroepscode te houden.
obligation     | De gegevens dienen te worden vernietigd.
obligation     | Als het team twijfelt, moet het overleggen.
obligation     | De professional moet niet alleen luisteren, maar ook handelen.
obligation     | Teams zijn gehouden aan de meldcode.
obligation     | De aanbieder draagt zorg voor een veilige omgeving.
obligation     | Partijen zullen elkaar tijdig informeren.
obligation     | Het is noodzakelijk dat alle partijen tekenen.
recommendation | Gemeenten zouden dit vaker moeten doen.
recommendation | Het verdient aanbeveling de ouders te betrekken.
recommendation | Wij raden gemeenten aan om dit vast te leggen.
recommendation | Het is wenselijk dat elke gemeente een aanspreekpunt heeft.
recommendation | Betrek de jongere bij elk besluit.
recommendation | Zorg voor een warme overdracht.
prohibition    | Zonder toestemming mogen gegevens niet worden gedeeld.
prohibition    | Dit mag nooit een reden zijn om hulp te weigeren.
prohibition    | Het is niet de bedoeling dat teams zelf gaan opsporen.
prohibition    | Het is verboden beelden te bewaren.
permission     | Professionals hoeven niet elk signaal te registreren.
permission     | De gemeente kan een tegemoetkoming verstrekken.
permission     | De teams mogen zelf bepalen hoe zij dit inrichten.
permission     | De inwoner kan te allen tijde zijn toestemming intrekken.
permission     | Vrijwilligers staat het vrij een andere aanpak te kiezen.
permission     | Inwoners hebben recht op een onafhankelijke ondersteuner.
permission     | De aanvrager is niet verplicht een reden te geven.
permission     | De jongere hoeft zijn verhaal maar één keer te vertellen.
obligation     | Er wordt van het team verwacht dat het wekelijks overlegt.
recommendation | Medewerkers wordt gevraagd hun agenda te delen.
none           | De vraag is of teams dit zelf moeten doen.
none           | Een team kan nooit alle risico's uitsluiten.
none           | Het is een lijst van vragen om samen over na te denken.
none           | Een statuut dient als spiegel voor de beroepsgroep.
none           | De aanvrager dient een verzoek in bij het college.
none           | Wij zullen het komende jaar verder bouwen.
none           | Dat kan leiden tot onrust.
none           | De wachttijd bedroeg vorig jaar zes weken.
none           | Jongeren moesten vroeger lang wachten.
none           | Wat moet een team doen?
none           | We onderzoeken of gemeenten dit moeten regelen.
none           | Het project heet 'samen moet het lukken'.
obligation     | Om later te kunnen tonen wat is gedaan, moet het team een dossier bijhouden.
obligation     | Om zich te kunnen verantwoorden zal een team dit moeten kunnen aantonen.
obligation     | De gegevens die een team moet delen, dient het vooraf aan de ouder te tonen.
recommendation | Daarbij zou, gelet op de drukte, gestreefd moeten worden naar spreiding.
recommendation | Het is, gezien de risico's, aangewezen dat de raad dit vooraf bespreekt.
recommendation | Vul bestaande lijsten aan.
recommendation | Als er geen lijst is, overweeg dan om er een te maken.
recommendation | Houd er rekening mee dat een intake een middag kan duren.
prohibition    | Dat zou niet zijn toegestaan.
none           | Deze werkwijze borgt de rust in het gezin.
none           | Hulp aan gezinnen kan sneller en dichterbij.
none           | Het stuk zegt hoe het team zich moet verantwoorden en wat er nodig moet zijn.
none           | Geregeld is welke gegevens (van ouders of anderen) het team mag bewaren.
none           | Dat de gegevens niet mogen worden gedeeld, wordt gewaarborgd door een slot.
none           | Uit de brief kan worden opgemaakt dat het team begint.
none           | Er is niet voor gekozen om de rust te waarborgen.
none           | De vereniging heeft in haar vergadering besloten een statuut op te stellen.
none           | Daarbij wordt rekening gehouden met vakanties.
"""
STATUTE = """
obligation  | Het college verstrekt de jeugdige een afschrift van het besluit.
obligation  | De raad stelt bij verordening regels.
obligation  | Het besluit wordt schriftelijk bekendgemaakt.
prohibition | De aanbieder verwerkt geen persoonsgegevens zonder toestemming.
permission  | Het college kan nadere regels stellen.
permission  | Bij ministeriële regeling kunnen nadere regels worden gesteld.
none        | In deze wet wordt verstaan onder college: het college van de gemeente.
none        | Artikel 3 is van overeenkomstige toepassing.
none        | Deze wet treedt in werking op een nader te bepalen tijdstip.
obligation  | Zorgloket zal de wijkbewoner binnen een week antwoorden.
none        | als bedoeld in artikel 3 en voor zover bewoners daarin zijn opgenomen;
"""


def rows(table: str) -> list[tuple[str, str]]:
    cells = (line.split("|") for line in table.strip().splitlines())
    return [(label.strip(), sentence.strip()) for label, sentence in cells]


@pytest.mark.parametrize(("label", "sentence"), rows(POLICY))
def test_policy_prose_is_read_by_its_modal_verbs(label, sentence):
    (norm,) = read_norms(sentence)
    assert norm.label == label


@pytest.mark.parametrize(("label", "sentence"), rows(STATUTE))
def test_in_a_statute_the_bare_present_binds(label, sentence):
    (norm,) = read_norms(sentence, genre=Genre.STATUTE)
    assert norm.label == label


def test_the_bare_present_binds_nobody_in_policy_prose():
    (norm,) = read_norms("De raad stelt jaarlijks een plan vast.")
    assert norm.label is NormLabel.NONE


@pytest.mark.parametrize(
    ("sentence", "mode"),
    [
        ("Moet het team dit melden?", Mode.QUESTION),
        ("De vraag is wie dit moet betalen.", Mode.EMBEDDED),
        ("Indien het college dit moet melden, hoort de inwoner dat.", Mode.EMBEDDED),
        ("De inspectie schrijft dat het team vaker moet overleggen.", Mode.REPORTED),
        ("Volgens de raad moet het team vaker overleggen.", Mode.REPORTED),
        ("Wij vinden dat het team vaker moet overleggen.", Mode.DIRECT),
    ],
)
def test_who_says_it_and_how(sentence, mode):
    assert read_norms(sentence)[0].mode is mode


@pytest.mark.parametrize(
    ("sentence", "bearer"),
    [
        ("Het lokale team moet binnen een week reageren.", "Het lokale team"),
        ("Daarom moet het college binnen een week reageren.", "het college"),
        ("Bij twijfel moet je overleggen.", "je"),
        ("Daarbij moet worden gekeken naar de wensen van het gezin.", "(passief)"),
    ],
)
def test_the_bearer_is_the_one_who_is_bound(sentence, bearer):
    assert read_norms(sentence)[0].bearer == bearer


def test_a_marker_is_quoted_from_its_place():
    text = "Eerst een zin. Het team mag dit beslist niet doorgeven."
    norm = read_norms(text)[1]
    assert norm.marker == "mag dit beslist niet"
    assert text[slice(*norm.marker_span)] == norm.marker
    assert text[slice(*norm.span)] == "Het team mag dit beslist niet doorgeven."


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("De raad kan regels stellen over de toegang tot de speeltuin.", NormLabel.PERMISSION),
        ("De raad stelt regels over de toegang tot de speeltuin.", NormLabel.NONE),
        ("Wij raden het team aan eerst te bellen.", NormLabel.RECOMMENDATION),
        ("De jurist raadt dit af.", NormLabel.RECOMMENDATION),
        ("Het staat vast hoe een bezwaar in te dienen en te motiveren is.", NormLabel.NONE),
        ("Er is een kamer om een tuchtklacht te lezen of in te dienen.", NormLabel.NONE),
        ("Hij is bang een tuchtklacht in te dienen en zo te zorgen voor onrust.", NormLabel.NONE),
        ("De leden hebben recht een tuchtklacht in te dienen.", NormLabel.PERMISSION),
        (
            "Daartoe zijn de in artikel 9.2 genoemde leden bevoegd een tuchtklacht in te dienen.",
            NormLabel.PERMISSION,
        ),
        ("Het team dient een plan in te dienen.", NormLabel.OBLIGATION),
        ("Overleg is niet alleen noodzakelijk bij twijfel.", NormLabel.OBLIGATION),
        ("Overleg is niet noodzakelijk bij twijfel.", NormLabel.PERMISSION),
    ],
)
def test_look_alikes_of_a_verb_that_norms(sentence, label):
    assert read_norms(sentence)[0].label is label


@given(st.text(alphabet="moet kan niet te mag dient ,.:?'‘’\n", max_size=120))
def test_every_sentence_has_one_reading(text):
    norms = read_norms(text)
    assert [norm.span for norm in norms] == sentences(text)
    for norm in norms:
        if norm.marker_span is not None:
            assert norm.span.start <= norm.marker_span.start < norm.marker_span.end <= norm.span.end
