"""The clause reader on trees drawn by hand: who is subject, object and agent, and what is a clause
of its own."""

from __future__ import annotations

import pytest

from kabar.parse.clauses import Clauses
from tests.hand_trees import draw


def subjects(rows: str, verb: str, code: str = "en") -> list[str]:
    sentence = draw(rows, code)
    return sentence.words(sentence.clauses.subjects(sentence.at(verb)))


# Subjects.


def test_subject_is_the_nominal_subject():
    rows = "The/DET/det/2 minister/NOUN/nsubj/3 resigned/VERB/root/0"
    assert subjects(rows, "resigned") == ["minister"]


def test_coordinated_verb_inherits_the_subject():
    rows = (
        "Iran/PROPN/nsubj/2 met/VERB/root/0 Oman/PROPN/obj/2 "
        "and/CCONJ/cc/5 left/VERB/conj/2 Geneva/PROPN/obj/5"
    )
    assert subjects(rows, "left") == ["Iran"]


def test_coordinated_verb_with_a_subject_keeps_its_own():
    rows = (
        "Iran/PROPN/nsubj/2 stayed/VERB/root/0 but/CCONJ/cc/5 Oman/PROPN/nsubj/5 left/VERB/conj/2"
    )
    assert subjects(rows, "left") == ["Oman"]


def test_coordinated_noun_inherits_no_subject():
    rows = "Iran/PROPN/nsubj/2 rejected/VERB/root/0 talks/NOUN/obj/2 and/CCONJ/cc/5 aid/NOUN/conj/3"
    assert subjects(rows, "aid") == []


def test_controlled_verb_takes_the_object_as_its_subject():
    rows = (
        "France/PROPN/nsubj/2 urged/VERB/root/0 Iran/PROPN/obj/2 "
        "to/PART/mark/5 withdraw/VERB/xcomp/2"
    )
    assert subjects(rows, "withdraw") == ["Iran"]


def test_controlled_verb_without_an_object_above_takes_the_subject():
    rows = "France/PROPN/nsubj/2 refused/VERB/root/0 to/PART/mark/4 withdraw/VERB/xcomp/2"
    assert subjects(rows, "withdraw") == ["France"]


def test_complement_clause_without_a_subject_takes_the_governors():
    rows = "Iran/PROPN/nsubj/2 menyatakan/VERB/root/0 mundur/VERB/ccomp/2"
    assert subjects(rows, "mundur", "id") == ["Iran"]


def test_side_clause_without_a_subject_takes_the_governors():
    rows = (
        "Iran/PROPN/nsubj/2 left/VERB/root/0 ,/PUNCT/punct/4 citing/VERB/advcl/2 costs/NOUN/obj/4"
    )
    assert subjects(rows, "citing") == ["Iran"]


def test_relative_pronoun_stands_for_its_antecedent():
    rows = (
        "troops/NOUN/nsubj/5 who/PRON/nsubj/3 attacked/VERB/acl:relcl/1 Mali/PROPN/obj/3 "
        "left/VERB/root/0"
    )
    assert subjects(rows, "attacked") == ["troops"]


def test_coordinated_relative_verb_has_the_antecedent_too():
    rows = (
        "troops/NOUN/nsubj/7 who/PRON/nsubj/3 attacked/VERB/acl:relcl/1 Mali/PROPN/obj/3 "
        "and/CCONJ/cc/6 burned/VERB/conj/3 left/VERB/root/0"
    )
    assert subjects(rows, "burned") == ["troops"]


def test_participle_after_a_noun_has_the_noun_as_its_subject():
    rows = "troops/NOUN/nsubj/4 deployed/VERB/acl/1 there/ADV/advmod/2 left/VERB/root/0"
    assert subjects(rows, "deployed") == ["troops"]


def test_root_without_a_subject_has_none():
    assert subjects("Arrested/VERB/root/0 yesterday/ADV/advmod/1", "Arrested") == []


def test_raised_verb_takes_the_subject_of_the_verb_it_belongs_with():
    sentence = draw(
        "Iran/PROPN/nsubj/2 asked/VERB/root/0 Oman/PROPN/obj/2 to/PART/mark/5 leave/VERB/xcomp/2 "
        "and/CCONJ/cc/7 demanded/VERB/conj/5 talks/NOUN/obj/7"
    )
    clauses = sentence.clauses
    assert sentence.words(clauses.subjects(sentence.at("demanded"))) == ["Oman"]
    clauses.raised[sentence.at("demanded")] = sentence.at("asked")
    assert sentence.words(clauses.subjects(sentence.at("demanded"))) == ["Iran"]


def test_ring_of_verbs_ends():
    chain = "a/VERB/root/0 " + " ".join(f"v{i}/VERB/conj/{i}" for i in range(1, 12))
    assert subjects(chain, "v11") == []


# Coordination of nominals.


def test_conjuncts_are_all_coordinated_nominals_in_text_order():
    sentence = draw(
        "France/PROPN/nsubj/6 ,/PUNCT/punct/3 Germany/PROPN/conj/1 and/CCONJ/cc/5 "
        "Poland/PROPN/conj/1 left/VERB/root/0"
    )
    assert sentence.words(sentence.clauses.conjuncts(0)) == ["France", "Germany", "Poland"]


def test_conjuncts_hung_in_a_chain_are_found_and_verbs_are_not():
    sentence = draw(
        "France/PROPN/nsubj/5 Germany/PROPN/conj/1 Poland/PROPN/conj/2 ran/VERB/conj/1 "
        "left/VERB/root/0"
    )
    assert sentence.words(sentence.clauses.conjuncts(0)) == ["France", "Germany", "Poland"]


# Passives and agents.

BY = (
    "Crimea/PROPN/nsubj:pass/3 was/AUX/aux:pass/3 annexed/VERB/root/0 by/ADP/case/5 "
    "Russia/PROPN/obl/3"
)


def test_passive_turns_subject_and_agent_round():
    sentence = draw(BY)
    clauses, verb = sentence.clauses, sentence.at("annexed")
    assert clauses.is_passive(verb, "participle")
    assert sentence.words(clauses.logical_subject(verb, passive=True)) == ["Russia"]
    assert sentence.words(clauses.logical_object(verb, passive=True)) == ["Crimea"]


def test_passive_auxiliary_alone_makes_a_passive():
    sentence = draw("Talks/NOUN/nsubj/3 were/AUX/aux/3 suspended/VERB/root/0")
    assert sentence.clauses.is_passive(2, "participle")


def test_past_tense_is_no_passive():
    sentence = draw("Iran/PROPN/nsubj/2 suspended/VERB/root/0 talks/NOUN/obj/2")
    assert not sentence.clauses.is_passive(1, "participle")
    assert not sentence.clauses.is_passive(1, "active")


def test_bare_participle_on_a_noun_is_passive_unless_it_has_an_object():
    bare = draw("troops/NOUN/nsubj/4 deployed/VERB/acl/1 there/ADV/advmod/2 left/VERB/root/0")
    assert bare.clauses.is_passive(1, "participle")
    with_object = draw("states/NOUN/root/0 hosting/VERB/acl/1 talks/NOUN/obj/2")
    assert not with_object.clauses.is_passive(1, None)


def test_coordinated_participle_is_passive_with_its_governor():
    sentence = draw(
        "Envoys/NOUN/nsubj:pass/3 were/AUX/aux:pass/3 detained/VERB/root/0 and/CCONJ/cc/5 "
        "expelled/VERB/conj/3"
    )
    assert sentence.clauses.is_passive(sentence.at("expelled"), "participle")


def test_finite_verb_of_a_whole_sentence_is_no_passive_for_want_of_an_auxiliary():
    rows = (
        "Fiji/PROPN/nmod:poss/3 's/PART/case/1 opposition/NOUN/nsubj:pass/4 called/VERB/root/0 "
        "for/ADP/case/6 protests/NOUN/obl/4"
    )
    headline, whole = draw(rows), draw(f"{rows} ./PUNCT/punct/4")
    assert headline.clauses.is_passive(3, "participle")
    assert not whole.clauses.is_passive(3, "participle")


def test_whole_sentence_with_an_auxiliary_is_passive():
    sentence = draw(
        "Two/NUM/nummod/2 sailors/NOUN/nsubj:pass/4 were/AUX/aux:pass/4 held/VERB/root/0 "
        "./PUNCT/punct/4"
    )
    assert sentence.clauses.is_passive(3, "participle")


def test_coordinated_participle_with_an_agent_of_its_own_is_passive():
    rows = (
        "The/DET/det/2 minister/NOUN/nsubj/3 landed/VERB/root/0 and/CCONJ/cc/5 "
        "condemned/VERB/conj/3 {0}/ADP/case/7 Fiji/PROPN/obl/5"
    )
    by, on = draw(rows.format("by")), draw(rows.format("on"))
    assert by.clauses.is_passive(4, "participle")
    assert by.words(by.clauses.agents(4)) == ["Fiji"]
    assert not on.clauses.is_passive(4, "participle")


@pytest.mark.parametrize("voice", ["passive", "active"])
def test_form_that_tells_its_voice_decides(voice: str):
    sentence = draw("Krimea/PROPN/nsubj/2 dianeksasi/VERB/root/0 Rusia/PROPN/obj/2", "id")
    assert sentence.clauses.is_passive(1, voice) == (voice == "passive")


def test_bare_agent_right_after_the_verb():
    sentence = draw("Krimea/PROPN/nsubj/2 dianeksasi/VERB/root/0 Rusia/PROPN/obj/2", "id")
    assert sentence.words(sentence.clauses.agents(1)) == ["Rusia"]


def test_bare_agent_is_no_agent_in_english():
    sentence = draw("Crimea/PROPN/nsubj:pass/2 annexed/VERB/root/0 Russia/PROPN/obj/2")
    assert sentence.clauses.agents(1) == []


def test_marked_agent_goes_before_a_bare_one():
    sentence = draw(
        "Krimea/PROPN/nsubj/2 direbut/VERB/root/0 Senin/NOUN/obl/2 oleh/ADP/case/5 "
        "Rusia/PROPN/obl/2",
        "id",
    )
    assert sentence.words(sentence.clauses.agents(1)) == ["Rusia"]


def test_agent_label_needs_no_preposition():
    sentence = draw("Crimea/PROPN/nsubj:pass/2 taken/VERB/root/0 Russia/PROPN/obl:agent/2")
    assert sentence.words(sentence.clauses.agents(1)) == ["Russia"]


# Objects, prepositions, relative clauses.


def test_object_relative_clause_lends_its_noun():
    sentence = draw(
        "sailors/NOUN/root/0 whom/PRON/obj/4 Iran/PROPN/nsubj/4 arrested/VERB/acl:relcl/1"
    )
    assert sentence.words(sentence.clauses.objects(3)) == ["sailors"]
    bare = draw("sailors/NOUN/root/0 Iran/PROPN/nsubj/3 arrested/VERB/acl:relcl/1")
    assert bare.words(bare.clauses.objects(2)) == ["sailors"]


def test_subject_relative_clause_lends_no_object():
    sentence = draw("troops/NOUN/root/0 that/PRON/nsubj/3 left/VERB/acl:relcl/1")
    assert sentence.clauses.objects(2) == []


def test_obliques_carry_their_prepositions_in_text_order():
    sentence = draw(
        "moved/VERB/root/0 from/ADP/case/3 Kyiv/PROPN/obl/1 to/ADP/case/5 Lviv/PROPN/obl/1 "
        "Monday/NOUN/obl/1"
    )
    found = [
        (sentence.tree.tokens[o.head].text, o.preposition) for o in sentence.clauses.obliques(0)
    ]
    assert found == [("Kyiv", "from"), ("Lviv", "to"), ("Monday", None)]


def test_relative_clause_is_told_by_its_label_or_its_pronoun():
    labelled = draw("troops/NOUN/root/0 who/PRON/nsubj/3 left/VERB/acl:relcl/1")
    assert labelled.clauses.is_relative(2)
    by_pronoun = draw("pasukan/NOUN/root/0 yang/PRON/nsubj/3 mundur/VERB/acl/1", "id")
    assert by_pronoun.clauses.is_relative(2)
    participle = draw("troops/NOUN/root/0 deployed/VERB/acl/1")
    assert not participle.clauses.is_relative(1)


# Conditions, marks, clauses that stand alone.

IF = (
    "Iran/PROPN/nsubj/3 will/AUX/aux/3 respond/VERB/root/0 if/SCONJ/mark/6 Israel/PROPN/nsubj/6 "
    "attacks/VERB/advcl/3"
)


def test_condition_is_found_and_what_stands_in_it_knows():
    sentence = draw(IF)
    clauses = sentence.clauses
    assert sentence.words(clauses.conditions(sentence.at("respond"))) == ["attacks"]
    assert clauses.in_condition(sentence.at("attacks"))
    assert clauses.in_condition(sentence.at("Israel"))
    assert not clauses.in_condition(sentence.at("respond"))


@pytest.mark.parametrize("mark", ["jika", "bila", "apabila", "kecuali"])
def test_condition_has_its_words_in_each_language(mark: str):
    sentence = draw(
        f"Iran/PROPN/nsubj/2 membalas/VERB/root/0 {mark}/SCONJ/mark/4 diserang/VERB/advcl/2", "id"
    )
    assert sentence.words(sentence.clauses.conditions(1)) == ["diserang"]


def test_condition_deep_in_the_clause_is_found():
    sentence = draw(
        "Iran/PROPN/nsubj/2 vowed/VERB/root/0 to/PART/mark/4 respond/VERB/xcomp/2 if/SCONJ/mark/6 "
        "attacked/VERB/advcl/4"
    )
    assert sentence.words(sentence.clauses.conditions(1)) == ["attacked"]


def test_condition_of_another_story_is_not_this_ones():
    sentence = draw(
        "Iran/PROPN/nsubj/2 left/VERB/root/0 and/CCONJ/cc/6 Oman/PROPN/nsubj/6 will/AUX/aux/6 "
        "stay/VERB/conj/2 if/SCONJ/mark/8 asked/VERB/advcl/6"
    )
    assert sentence.clauses.conditions(1) == []
    assert sentence.words(sentence.clauses.conditions(sentence.at("stay"))) == ["asked"]


def test_question_clause_counts_as_open():
    sentence = draw(
        "Experts/NOUN/nsubj/2 asked/VERB/root/0 whether/SCONJ/mark/5 Iran/PROPN/nsubj/5 "
        "attacks/VERB/ccomp/2"
    )
    assert sentence.clauses.in_condition(sentence.at("attacks"))


def _side_clause(mark: str, relation: str = "advcl", subject: bool = True) -> tuple[Clauses, int]:
    rows = ["Iran/PROPN/nsubj/2", "left/VERB/root/0"]
    joined = relation == "conj"
    at = len(rows) + 1 + bool(mark) + joined + subject
    rows += [f"but/CCONJ/cc/{at}"] if joined else []
    rows += [f"{mark}/SCONJ/mark/{at}"] if mark else []
    rows += [f"Oman/PROPN/nsubj/{at}"] if subject else []
    rows += [f"stayed/VERB/{relation}/2"]
    sentence = draw(" ".join(rows))
    return sentence.clauses, sentence.at("stayed")


@pytest.mark.parametrize("mark", ["while", "although", "after", "because", ""])
def test_side_clause_with_a_story_of_its_own_stands_alone(mark: str):
    clauses, k = _side_clause(mark)
    assert clauses.stands_alone(k)


@pytest.mark.parametrize("mark", ["if", "unless", "that", "whether"])
def test_dependent_clause_does_not_stand_alone(mark: str):
    clauses, k = _side_clause(mark)
    assert not clauses.stands_alone(k)


def test_aim_complement_and_bare_side_clause_do_not_stand_alone():
    clauses, k = _side_clause("to", subject=False)
    assert not clauses.stands_alone(k)
    clauses, k = _side_clause("", subject=False)
    assert not clauses.stands_alone(k)
    clauses, k = _side_clause("that", relation="ccomp")
    assert not clauses.stands_alone(k)


def test_coordinated_clause_stands_alone_with_a_subject_only():
    clauses, k = _side_clause("", relation="conj")
    assert clauses.stands_alone(k)
    clauses, k = _side_clause("", relation="conj", subject=False)
    assert not clauses.stands_alone(k)


# Modifiers and the clause's own words.


def test_modifiers_are_inherited_by_a_coordinated_verb():
    sentence = draw(
        "Iran/PROPN/nsubj/3 will/AUX/aux/3 meet/VERB/root/0 Oman/PROPN/obj/3 and/CCONJ/cc/6 "
        "sign/VERB/conj/3"
    )
    assert "will" in sentence.words(sentence.clauses.modifiers(sentence.at("sign")))


def test_modifiers_are_not_inherited_by_a_verb_with_its_own_subject():
    sentence = draw(
        "Iran/PROPN/nsubj/3 will/AUX/aux/3 stay/VERB/root/0 but/CCONJ/cc/6 Oman/PROPN/nsubj/6 "
        "left/VERB/conj/3"
    )
    assert sentence.words(sentence.clauses.modifiers(sentence.at("left"))) == ["but"]


def test_clause_tokens_leave_out_other_clauses():
    sentence = draw(
        "Iran/PROPN/nsubj/2 attacked/VERB/root/0 Erbil/PROPN/obj/2 after/SCONJ/mark/6 "
        "Oman/PROPN/nsubj/6 left/VERB/advcl/2 Doha/PROPN/obj/6"
    )
    clauses = sentence.clauses
    inside = sentence.words(sorted(clauses.clause_tokens(sentence.at("attacked"))))
    assert inside == ["Iran", "attacked", "Erbil"]
    assert clauses.governor_clause(sentence.at("left")) == sentence.at("attacked")
    assert clauses.governor_clause(sentence.at("attacked")) is None


def test_predicate_noun_is_a_nominal_but_no_noun_phrase():
    sentence = draw("Iran/PROPN/nsubj/4 is/AUX/cop/4 an/DET/det/4 aggressor/NOUN/root/0")
    assert sentence.clauses.is_nominal(3)
    assert not sentence.clauses.is_noun_phrase(3)
    assert sentence.clauses.is_noun_phrase(0)
