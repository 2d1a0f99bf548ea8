"""From a token of the tree to who stands there."""

from __future__ import annotations

from kabar.extract.side_sets import others, unique
from kabar.extract.side_sets import parties as party_set
from kabar.records import Side
from tests.hand_trees import draw, parties, said


def side(text: str, party: str | None = None, *, id: str | None = None, start: int = 0) -> Side:
    return Side(text, id, None, party, None, start, start + len(text))


def test_side_at_a_name_is_its_actor():
    sentence = draw("Iran/PROPN/nsubj/2/IRN.GOV left/VERB/root/0")
    (found,) = sentence.analysis().sides.at(0)
    assert (found.text, found.party, found.sector) == ("Iran", "IRN", "GOV")
    assert sentence.text[found.start : found.end] == "Iran"


def test_coordinated_names_are_all_sides():
    sentence = draw(
        "Iran/PROPN/nsubj/6/IRN ,/PUNCT/punct/3 Oman/PROPN/conj/1/OMN and/CCONJ/cc/5 "
        "Qatar/PROPN/conj/1/QAT left/VERB/root/0"
    )
    assert parties(sentence.analysis().sides.at(0)) == ["IRN", "OMN", "QAT"]


def test_noun_lends_whoever_is_named_in_its_phrase():
    sentence = draw("troops/NOUN/nsubj/4 of/ADP/case/3 Iran/PROPN/nmod/1/IRN left/VERB/root/0")
    assert parties(sentence.analysis().sides.at(0)) == ["IRN"]


def test_place_is_a_side_only_where_places_are_asked_for():
    sentence = draw("Tehran/PROPN/nsubj/2/@IRN shook/VERB/root/0")
    sides = sentence.analysis().sides
    assert sides.at(0) == []
    assert parties(sides.at(0, places=True)) == ["IRN"]


def test_word_without_an_actor_is_no_side():
    sentence = draw("clouds/NOUN/nsubj/2 drifted/VERB/root/0")
    assert sentence.analysis().sides.at(0) == []


def test_other_party_noun_is_not_whose_it_is():
    sentence = draw(
        "Iran/PROPN/nsubj/2/IRN attacked/VERB/root/0 Iran/PROPN/nmod:poss/5/IRN 's/PART/case/3 "
        "neighbour/NOUN/obj/2"
    )
    assert sentence.analysis().sides.at(sentence.at("neighbour")) == []


def test_adjective_tells_who_the_other_party_is():
    sentence = draw(
        "Iran/PROPN/nsubj/2/IRN met/VERB/root/0 his/PRON/nmod:poss/5 Omani/ADJ/amod/5/OMN "
        "counterpart/NOUN/obj/2"
    )
    assert parties(sentence.analysis().sides.at(sentence.at("counterpart"))) == ["OMN"]


def test_first_person_is_the_speaker():
    sentence = draw("We/PRON/nsubj/3 will/AUX/aux/3 respond/VERB/root/0")
    quote = said(side("Oman", "OMN", id="Oman"), 0, len(sentence.text), sentence.text)
    (found,) = sentence.analysis([quote]).sides.at(0)
    assert (found.text, found.party) == ("We", "OMN")
    assert sentence.analysis().sides.at(0) == []


def test_innermost_quotation_tells_whose_word_it_is():
    sentence = draw("We/PRON/nsubj/2 left/VERB/root/0 they/PRON/nsubj/4 said/VERB/parataxis/2")
    outer = said(side("Iran", "IRN"), 0, len(sentence.text), sentence.text)
    inner = said(side("Oman", "OMN"), 0, 7, sentence.text)
    analysis = sentence.analysis([outer, inner])
    assert analysis.speaker(0) == inner.speaker
    assert analysis.speaker(3) == outer.speaker


def test_possessor_is_the_genitive_or_the_of_phrase():
    genitive = draw("Iran/PROPN/nmod:poss/3/IRN 's/PART/case/1 demand/NOUN/root/0")
    assert parties(genitive.analysis().sides.possessor(2)) == ["IRN"]
    of_phrase = draw("demand/NOUN/root/0 of/ADP/case/3 Iran/PROPN/nmod/1/IRN")
    assert parties(of_phrase.analysis().sides.possessor(0)) == ["IRN"]


def test_of_phrase_after_a_deed_is_no_possessor():
    sentence = draw("arrest/NOUN/root/0 of/ADP/case/3 Iranians/NOUN/nmod/1/IRN")
    assert sentence.analysis().sides.possessor(0, objective=True) == []


def test_bare_neighbour_is_the_possessor_before_or_after():
    english = draw("Iranian/ADJ/dep/3/IRN new/ADJ/amod/3 demand/NOUN/root/0")
    assert parties(english.analysis().sides.possessor(2)) == ["IRN"]
    indonesian = draw("tuntutan/NOUN/root/0 baru/ADJ/amod/1 Iran/PROPN/dep/1/IRN", "id")
    assert parties(indonesian.analysis().sides.possessor(0)) == ["IRN"]


def test_preposition_marks_the_side_even_where_the_parser_hung_it_elsewhere():
    near = draw("attack/NOUN/root/0 on/ADP/case/3 Oman/PROPN/nmod/1/OMN")
    assert parties(near.analysis().sides.after_preposition(0, ["on"])) == ["OMN"]
    astray = draw(
        "attack/NOUN/root/0 late/ADV/dep/1 on/ADP/dep/2 Oman/PROPN/dep/2/OMN there/ADV/dep/1"
    )
    sides = astray.analysis().sides
    assert sides.after_preposition(0, ["on"]) == []
    assert parties(sides.after_preposition(0, ["on"], reach=6)) == ["OMN"]


def test_preposition_asked_for_first_goes_first():
    sentence = draw(
        "talks/NOUN/root/0 in/ADP/case/3 Qatar/PROPN/nmod/1/QAT with/ADP/case/5 "
        "Oman/PROPN/nmod/1/OMN"
    )
    found = sentence.analysis().sides.after_preposition(0, ["with", "in"])
    assert parties(found) == ["OMN"]


def test_in_phrase_lists_every_actor_of_a_noun_once():
    sentence = draw(
        "talks/NOUN/nsubj/6 between/ADP/case/3 Iran/PROPN/nmod/1/IRN and/CCONJ/cc/5 "
        "Oman/PROPN/conj/3/OMN ended/VERB/root/0"
    )
    assert parties(sentence.analysis().sides.in_phrase(0)) == ["IRN", "OMN"]


def test_unique_keeps_the_first_of_each_place():
    one, two = side("Iran", "IRN", id="i"), side("Iran", "IRN", id="i", start=9)
    assert unique([one, two, one]) == [one, two]


def test_others_are_neither_the_same_actor_nor_the_same_words():
    iran, again = side("Iran", "IRN", id="i"), side("Tehran", "IRN", id="i", start=9)
    oman = side("Oman", "OMN", id="o", start=20)
    assert others([iran, again, oman], [iran]) == [oman]
    unknown = side("rebels", start=30)
    assert others([unknown, oman], [unknown]) == [oman]


def test_party_stands_before_the_id():
    named, unnamed, unknown = side("a", "IRN", id="x"), side("b", id="y"), side("c")
    assert party_set([named, unnamed, unknown]) == {"IRN", "y"}
