"""Two marked parties in, the relation of one to the other out."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from kabar.cli import main
from kabar.errors import BadInput
from kabar.relate import Relation, relate, unmark
from tests.coding import coder

RELATIONS = [
    ("<s>France</s> accused <t>Mali</t> of delays.", "ACCUSE", 3),
    ("<t>Mali</t> was accused by <s>France</s> of delays.", "ACCUSE", 3),
    ("<s>Kenya</s> sent grain to <t>Somalia</t> on Monday.", "AID", 2),
    ("<s>Egypt</s> said that <t>Ethiopia</t> must do more.", "REQUEST", 3),
    ("<s>Norway</s> issued a statement condemning <t>Iran</t>.", "ACCUSE", 3),
    ("<s>Iran</s> freed two sailors from <t>Greece</t>.", "RETREAT", 2),
    ("<s>Niger</s> lifted the ban on trucks from <t>Benin</t>.", "CONCEDE", 2),
    ("<s>Turkey</s> shelled <t>Syria</t>, and Iran praised Iraq.", "ASSAULT", 4),
    ("Turkey shelled Syria, and <s>Iran</s> praised <t>Iraq</t>.", "SUPPORT", 1),
]

HEADLINES = [
    ("<s>Kenya</s> Lifts Travel Ban on <t>Chad</t>", "CONCEDE"),
    ("<s>Oman</s> Rejects <t>Qatar</t>'s Offer of Talks Over Border", "REJECT"),
    ("<s>Putin</s> Threatens to Cut Gas Supplies to <t>Moldova</t>", "THREATEN"),
]

CONVENTIONS = [
    ("<s>Mali</s> and <t>Niger</t> have agreed on a trade deal.", "SUPPORT", "AGREE"),
    ("<s>Norway</s> said that <t>Iran</t> had tortured a journalist.", "ACCUSE", "ASSAULT"),
    ("<s>Peru</s> said that it had arrested <t>a Bolivian smuggler</t>.", "COERCE", "COERCE"),
    ("<s>Chad</s> will impose sanctions on <t>Libya</t>.", "THREATEN", "SANCTION"),
]
"""Sentences with the type by the conventions of relation sets, and without."""


def related(marked: str, language: str = "en") -> Relation | None:
    text, source, target = unmark(marked)
    return relate(text, source, target, language=language, coder=coder())


@pytest.mark.parametrize(("marked", "kind", "quad"), RELATIONS)
def test_pair_gets_the_type_of_what_links_it(marked: str, kind: str, quad: int) -> None:
    found = related(marked)
    assert found is not None
    assert (found.type, found.quad) == (kind, quad)


def test_trigger_quotes_the_text_and_the_derivation_cites_the_tables() -> None:
    marked = "<s>Norwegia</s> mengecam <t>Iran</t>."
    found = related(marked, "id")
    text, _, _ = unmark(marked)
    assert found is not None
    assert text[found.trigger.start : found.trigger.end] == found.trigger.text == "mengecam"
    assert found.rule in found.derivation[0]


def test_sentence_without_an_act_has_no_relation() -> None:
    assert related("<s>Kenya</s> borders <t>Somalia</t>.") is None


def test_conventions_of_relation_sets_are_named_where_they_decide() -> None:
    found = related("<s>The European Union</s> imposed sanctions on <t>Belarus</t>.")
    assert found is not None
    assert found.type == "COERCE"
    assert any("relation_conventions" in line for line in found.derivation)


@pytest.mark.parametrize(("marked", "kind"), HEADLINES)
def test_headlines_in_title_case_are_read_and_quoted_as_they_stand(marked: str, kind: str) -> None:
    found = related(marked)
    text, _, _ = unmark(marked)
    assert found is not None
    assert found.type == kind
    assert text[found.trigger.start : found.trigger.end] == found.trigger.text


@pytest.mark.parametrize(("marked", "kind", "plain"), CONVENTIONS)
def test_conventions_ask_who_says_it_and_who_is_joined(marked: str, kind: str, plain: str) -> None:
    text, source, target = unmark(marked)
    found = [
        relate(text, source, target, language="en", coder=coder(), conventions=conventions)
        for conventions in (True, False)
    ]
    assert [each and each.type for each in found] == [kind, plain]


def test_without_conventions_the_type_is_that_of_records() -> None:
    text, source, target = unmark("<s>The European Union</s> imposed sanctions on <t>Belarus</t>.")
    found = relate(text, source, target, language="en", coder=coder(), conventions=False)
    assert found is not None
    assert (found.type, found.quad) == ("SANCTION", 4)
    assert not any("convention" in line for line in found.derivation)


def test_conventions_may_be_left_out_on_the_command_line() -> None:
    marked = "<s>The European Union</s> imposed sanctions on <t>Belarus</t>."
    run = CliRunner().invoke
    assert run(main, ["relate", marked, "--format", "tsv"]).stdout == "COERCE\t4\n"
    plain = run(main, ["relate", marked, "--format", "tsv", "--no-conventions"])
    assert plain.stdout == "SANCTION\t4\n"


def test_unmark_gives_spans_of_the_bare_text() -> None:
    text, source, target = unmark("<t>Mali</t> met <s>Chad</s> and <s>Togo</s>.")
    assert text == "Mali met Chad and Togo."
    assert [text[a:b] for a, b in source] == ["Chad", "Togo"]
    assert [text[a:b] for a, b in target] == ["Mali"]


@pytest.mark.parametrize("marked", ["no mark", "<s>Mali met Chad."])
def test_bad_marks_are_refused(marked: str) -> None:
    with pytest.raises(BadInput):
        unmark(marked)


@pytest.mark.parametrize("span", [(5, 5), (-1, 3), (0, 999)])
def test_spans_outside_the_text_are_refused(span: tuple[int, int]) -> None:
    with pytest.raises(BadInput):
        relate("Mali met Chad.", span, (9, 13), language="en", coder=coder())


def test_table_of_sentences_gives_a_line_each_in_order(tmp_path: Path) -> None:
    table = tmp_path / "pairs.tsv"
    rows = [
        "id\tmarked_sentence",
        "1\t" + RELATIONS[0][0],
        "2\tnothing marked",
        "3\t" + RELATIONS[2][0],
    ]
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["relate", str(table), "--format", "tsv"])
    assert result.stdout.splitlines() == ["ACCUSE\t3", "\t", "AID\t2"]
    assert result.exit_code == 1
    assert "line 2" in result.stderr


def test_table_without_the_column_is_refused_in_one_line(tmp_path: Path) -> None:
    table = tmp_path / "pairs.tsv"
    table.write_text("a\tb\n1\t2\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["relate", str(table)])
    assert result.exit_code == 1
    assert "no column 'marked_sentence'" in result.stderr
