"""The English event lexicon: its tables, its verb forms, and what the words mean."""

from __future__ import annotations

import csv
import re
from collections import Counter
from functools import cache

import pytest

from kabar.coder import Coder, read
from kabar.extract.lexicon import Lexicon, load_lexicon
from kabar.languages.load import SHIPPED, load_language
from kabar.ontology.load import load_ontology
from kabar.records import Event

FOLDER = SHIPPED / "en"
RELATION = re.compile(
    r"subj|gsubj|obj|poss|agent|speaker|none|(obj\.)?prep:[a-z]+(\|[a-z]+)*|obj\.poss"
)
FLAGS = {"recip", "dyad", "inv"}
TABLES = {
    "acts": ["pattern", "pos", "act", "frame", "note"],
    "operators": ["pattern", "pos", "operator", "frame", "note"],
    "classes": ["class", "lemma"],
    "irregular": ["base", "form", "voice"],
}


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(tuple(cells) for cells in csv.reader(lines))


@cache
def tables() -> Lexicon:
    return load_lexicon(load_language("en"), load_ontology())


@cache
def coder() -> Coder:
    return Coder()


@cache
def events(sentence: str) -> tuple[Event, ...]:
    return read(sentence, language="en", published="2024-03-06", coder=coder()).events


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_sorted_and_complete(name: str) -> None:
    header, *body = rows(name)
    assert list(header) == TABLES[name]
    assert all(len(row) == len(header) for row in body)
    assert body == sorted(body)


@pytest.mark.parametrize("name", ["acts", "operators"])
def test_no_pattern_stands_twice(name: str) -> None:
    counts = Counter((pattern, pos) for pattern, pos, *_ in rows(name)[1:])
    assert [key for key, n in counts.items() if n > 1] == []


@pytest.mark.parametrize("name", ["acts", "operators"])
def test_patterns_ask_for_known_classes_and_no_word_twice(name: str) -> None:
    classes = {row[0] for row in rows("classes")[1:]}
    for pattern, *_ in rows(name)[1:]:
        words = pattern.split()
        assert len(words) == len(set(words)), pattern
        assert not words[0].startswith(("@", "#")), pattern
        assert {w[1:] for w in words if w.startswith(("@", "&"))} <= classes, pattern


@pytest.mark.parametrize("name", ["acts", "operators"])
def test_frames_are_made_of_known_relations(name: str) -> None:
    for pattern, _, _, frame, _ in rows(name)[1:]:
        for part in filter(None, frame.split(";")):
            role, equals, relations = part.partition("=")
            known = part in FLAGS or (
                role in "ST" and all(map(RELATION.fullmatch, relations.split(",")))
            )
            assert known, (pattern, frame)
            assert equals or part in FLAGS


def test_every_type_act_and_operator_has_words() -> None:
    ontology = load_ontology()
    used = {row[2] for row in rows("acts")[1:]}
    assert {ontology.acts[name].type for name in used} == {a.type for a in ontology.acts.values()}
    assert {row[2] for row in rows("operators")[1:]} <= set(ontology.operators)
    assert len(rows("acts")) > 3_500


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("attack", {"attack", "attacks", "attacked", "attacking"}),
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("ban", {"ban", "bans", "banned", "banning"}),
        ("seize", {"seize", "seizes", "seized", "seizing"}),
        ("withdraw", {"withdraw", "withdraws", "withdrew", "withdrawn", "withdrawing"}),
        ("shoot", {"shoot", "shoots", "shot", "shooting"}),
        ("flee", {"flee", "flees", "fled", "fleeing"}),
        ("veto", {"veto", "vetoes", "vetoed", "vetoing"}),
        ("overthrow", {"overthrow", "overthrew", "overthrown", "overthrowing"}),
    ],
)
def test_verbs_reach_their_entry_in_every_form(base: str, forms: set[str]) -> None:
    lexicon = tables()
    for form in forms:
        assert base in {entry.first for entry, _ in lexicon.by_form.get(form, ())}, form


MEANS = {
    "ACCUSE": (
        "Ukraine accused Russia of war crimes.",
        "The United Nations condemned the attack by Israel.",
        "Paris criticised London over the deal.",
        "Prosecutors charged the former president of Brazil with corruption.",
        "The United States blamed Iran for the attack.",
        "Pakistan summoned the Indian ambassador.",
        "Police opened an investigation into the mayor.",
        "Japan lodged a protest with China.",
        "Germany expressed concern over the arrests in Turkey.",
        "South Africa sued Israel at the world court.",
        "The president of Poland was put on trial.",
    ),
    "AGREE": (
        "Germany promised to send tanks to Ukraine.",
        "Greece agreed to extradite the suspect.",
        "Norway offered to host talks.",
        "Japan pledged aid to the Philippines.",
        "The Taliban accepted the proposal of Qatar.",
    ),
    "AID": (
        "The United States sent weapons to Ukraine.",
        "China sent food to Afghanistan.",
        "The World Bank approved a loan for Egypt.",
        "Germany granted asylum to the Belarusian activist.",
        "The United Nations sent peacekeepers to Mali.",
        "Turkey evacuated its citizens from Sudan.",
        "Britain trains Ukrainian soldiers.",
        "The European Union donated vaccines to Vietnam.",
        "Japan lent two billion dollars to Pakistan.",
    ),
    "ASSAULT": (
        "Russian forces shelled the Ukrainian city of Kharkiv on Tuesday.",
        "Israeli warplanes carried out air strikes on Hamas positions in Gaza.",
        "A Turkish drone strike killed four Kurdish fighters in northern Syria.",
        "Rebels ambushed an army convoy in eastern Congo.",
        "A suicide bomber blew himself up outside a police station in Kabul.",
        "Gunmen shot dead two soldiers in Mali.",
        "Police fired tear gas at protesters in Nairobi.",
        "Militants kidnapped six aid workers in Somalia.",
        "Ethiopia and Eritrea fought a war over the border town.",
        "Houthi rebels fired missiles at Saudi Arabia.",
        "Syrian troops captured the town from the rebels.",
        "Armenia violated the ceasefire, Azerbaijan said.",
        "Protesters clashed with police in Dhaka.",
        "Guards tortured prisoners in a Libyan jail.",
        "Boko Haram fighters massacred villagers in Nigeria.",
        "Iran executed a dissident on Monday.",
        "Indian soldiers exchanged fire with Pakistani troops in Kashmir.",
        "A car bomb attack on the Somali parliament left ten people dead.",
    ),
    "COERCE": (
        "Police arrested 12 activists in Minsk.",
        "The government imposed a curfew in the capital of Sri Lanka.",
        "The president of Peru declared a state of emergency.",
        "Thailand deported two Chinese dissidents.",
        "Russian police raided the offices of an opposition party.",
        "China blocked access to the website.",
        "Iran shut down the internet.",
        "The Ugandan government banned opposition rallies.",
        "Hackers from North Korea hacked a South Korean ministry.",
        "Iran seized a British tanker in the strait.",
        "The Myanmar army overthrew the government.",
        "Russia annexed Crimea in 2014.",
        "Hungary closed its border with Serbia.",
        "Chinese jets violated Taiwan's airspace.",
        "Saudi Arabia put the prince under house arrest.",
        "Russia cut off gas supplies to Poland.",
        "Saudi Arabia banned a Lebanese television channel.",
        "The Ethiopian government evicted families from the region.",
    ),
    "CONCEDE": (
        "The United States lifted sanctions on Sudan.",
        "The Italian government eased restrictions on migrants.",
        "The government of Chile lifted the curfew.",
        "The rebels declared a ceasefire with the Colombian government.",
        "The president of Tunisia called early elections.",
        "Kenya's government bowed to the demands of the protesters.",
        "Spain granted autonomy to the region.",
        "Israel handed over power to the Palestinian Authority.",
    ),
    "CONSULT": (
        "The Chinese president met the French president in Paris.",
        "The foreign ministers of Egypt and Turkey held talks in Cairo.",
        "The pope visited Iraq.",
        "Qatar mediated between Hamas and Israel.",
        "India hosted the Russian president.",
        "Israel and Lebanon negotiated over the border.",
        "The Russian and Ukrainian delegations began peace talks in Istanbul.",
    ),
    "COOPERATE": (
        "Japan and South Korea held joint military exercises.",
        "France extradited the suspect to Rwanda.",
        "The United States shared intelligence with Ukraine.",
        "Russia and China cooperate in space.",
        "Venezuela held elections on Sunday.",
        "India and Russia signed a trade deal and expanded trade with Iran.",
    ),
    "MOBILIZE": (
        "Russia deployed troops near the Ukrainian border.",
        "The United States sent an aircraft carrier to the Gulf.",
        "North Korea fired a ballistic missile into the sea.",
        "China held military exercises near Taiwan.",
        "Poland put its army on high alert.",
        "Iran began enriching uranium to 60 percent.",
        "The minister deployed riot police in Santiago.",
        "Russia carried out a nuclear test.",
    ),
    "PROTEST": (
        "Thousands of protesters marched on parliament in Tbilisi.",
        "Students demonstrated against the government in Dhaka.",
        "Nurses went on strike in Britain.",
        "Opposition supporters took to the streets of Caracas.",
        "The opposition boycotted the election in Venezuela.",
        "Farmers blocked roads in France.",
        "Rioters torched cars in Paris.",
        "Kurdish prisoners went on hunger strike in Turkey.",
        "Protesters burned the American flag in Tehran.",
    ),
    "REJECT": (
        "Iran rejected the American proposal.",
        "Russia vetoed the resolution.",
        "Moscow denied the accusations.",
        "Hungary refused to send weapons to Ukraine.",
        "The Taliban turned down the offer of talks.",
        "Spain ruled out talks with Catalonia.",
        "China cancelled a meeting with the United States.",
        "North Korea defied the United Nations.",
    ),
    "REQUEST": (
        "Ukraine urged Germany to send tanks.",
        "The United States called on Iran to release the prisoners.",
        "Kyiv asked NATO for weapons.",
        "The opposition demanded the resignation of the president.",
        "Finland applied to join NATO.",
        "France invited Algeria to the summit.",
        "The United Nations appealed for aid for Yemen.",
    ),
    "RETREAT": (
        "Russia withdrew its troops from Kherson.",
        "Israel released 50 Palestinian prisoners.",
        "The prime minister of Ukraine resigned.",
        "The rebels in Colombia laid down their weapons.",
        "Syria allowed inspectors into the country.",
        "The workers in Argentina called off the strike.",
        "A court in Spain acquitted the minister.",
        "Rebel fighters surrendered to the army in Chad.",
        "France pulled its soldiers out of Niger.",
        "The United States dropped charges against the Saudi prince.",
    ),
    "SANCTION": (
        "The European Union imposed sanctions on Belarus.",
        "Washington imposed tariffs on Chinese steel.",
        "Britain expelled 23 Russian diplomats.",
        "Morocco cut diplomatic ties with Iran.",
        "France recalled its ambassador from Italy.",
        "The African Union suspended Sudan.",
        "A court in Turkey sentenced the opposition leader to ten years in prison.",
        "Parliament impeached the president of South Korea.",
        "The king dismissed the prime minister of Jordan.",
        "Britain left the European Union.",
        "Germany suspended aid to Mali.",
        "Israel fined the Palestinian Authority.",
        "The party expelled three lawmakers in Malaysia.",
        "Catalonia declared independence from Spain.",
        "The United States froze the assets of a Venezuelan minister.",
    ),
    "SUPPORT": (
        "China and Russia signed an agreement.",
        "Poland praised Ukraine.",
        "Spain recognised Palestine as a state.",
        "The prime minister of Greece congratulated the new president of Turkey.",
        "Saudi Arabia and Iran restored diplomatic relations.",
        "Canada apologised to the Haitian government.",
        "Parliament passed a law on asylum in Denmark.",
        "Turkey ratified the treaty.",
        "The parliament of Nepal elected a new president.",
    ),
    "THREATEN": (
        "Russia threatened to attack Poland.",
        "Beijing warned Taipei against declaring independence.",
        "Iran vowed revenge against Israel.",
        "The United States threatened Turkey with sanctions.",
        "North Korea threatened war against South Korea.",
    ),
}


@pytest.mark.parametrize(
    ("kind", "sentence"), [(kind, s) for kind, sentences in MEANS.items() for s in sentences]
)
def test_words_mean_their_type(kind: str, sentence: str) -> None:
    assert kind in {event.type for event in events(sentence)}


QUIET = (
    "Liverpool attacked from the start and deserved the win.",
    "France beat Brazil 3-1 in the final.",
    "England thrashed Scotland at Twickenham on Saturday.",
    "Argentina defended their title against Chile.",
    "The striker fired wide in the second half.",
    "Germany crushed Portugal in the opening match of the tournament.",
    "India bowled out Australia for 180 runs.",
    "The Japanese swimmer broke the world record.",
    "Chelsea sacked their coach after a run of defeats.",
    "The referee sent off two Croatian players.",
    "Kenya won gold in the marathon.",
    "The US team lost to Canada in the shootout.",
    "The company released its results on Thursday.",
    "The carmaker cut 3,000 jobs in Germany.",
    "Shares in Tokyo rallied after the bank kept rates on hold.",
    "Oil prices hit a record high in London.",
    "The bank raised its growth forecast for China.",
    "Inflation in Turkey eased to 40 percent in May.",
    "The airline launched a new route from Paris to Seoul.",
    "A French retailer bought its Spanish rival for two billion euros.",
    "The startup raised 20 million dollars from investors.",
    "The German carmaker unveiled an electric model.",
    "The dollar strengthened against the yen.",
    "The storm hit Florida on Monday.",
    "Heavy rain battered the coast of Portugal.",
    "Floods destroyed hundreds of homes in Pakistan.",
    "A heatwave is expected in Spain next week.",
    "The weather service warned residents of strong winds.",
    "Wildfires swept through forests in Greece.",
    "Snow blocked roads in the Alps.",
    "The volcano erupted in Iceland for the third time this year.",
    "The film won praise from French critics.",
    "Her novel was released in Britain last year.",
    "The museum in Berlin opened a new exhibition.",
    "The singer will tour Japan in the spring.",
    "The play is set in wartime Poland.",
    "The band released its third album.",
    "The director received an award in Venice.",
    "The actor fought cancer for two years.",
    "He was born in India and studied in London.",
    "She met her husband in Paris.",
    "He worked as a teacher in Ghana.",
    "The chef returned to Italy to open a restaurant.",
    "Scientists in Japan discovered a new species of frog.",
    "Researchers in China tested a new battery.",
    "The spacecraft entered the orbit of Mars.",
    "A new study examined diets in Finland.",
    "The train from Vienna arrived late.",
    "Tourists visited the beaches of Thailand.",
    "Thousands of runners took part in the Berlin marathon.",
    "The recipe calls for two spoons of Greek yoghurt.",
    "Fans queued for tickets in Mexico City.",
    "A lorry driver died in an accident near Lyon.",
    "The bridge over the river will reopen next month.",
    "The school in Sydney celebrated its centenary.",
    "The price of coffee fell in Brazil.",
    "The population of Nigeria is growing fast.",
    "Ireland has a long tradition of storytelling.",
    "The museum displays weapons from the war.",
    "The heart attack came without warning.",
    "The debate about pineapple on pizza rages on in Italy.",
    "Farmers in Spain expect a good harvest.",
    "The drug was approved for use in children.",
    "The game was postponed because of fog in Glasgow.",
)
"""Sport, business, weather, culture and lives: nothing that a political actor did."""


@pytest.mark.parametrize("sentence", QUIET)
def test_other_news_gives_no_event(sentence: str) -> None:
    assert events(sentence) == ()
