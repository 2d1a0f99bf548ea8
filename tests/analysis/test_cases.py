"""A case file names the parties and issues; what is wrong in it is told in one line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kabar.analysis.cases import CaseParty, Issue, load_case
from kabar.errors import BadInput
from tests.build import case, event, issue, side

PARTY = '[[parties]]\nid = "RUS"\nmembers = ["RUS"]\n'
ISSUE = '[[issues]]\nid = "forces"\nwords = ["troops"]\n'
GOOD = f'title = "A case"\n{PARTY}{ISSUE}'


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "case.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_case_is_read_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = (
        'title = "Winter"\nstart = 2021-12-01\nend = "2022-02-28"\n'
        '[[parties]]\nid = "RUS"\nname = "Russia"\nmembers = ["RUS"]\n'
        '[[parties]]\nid = "DPR"\nmembers = ["IDN/LEG", "Jens Stoltenberg"]\n'
        '[[issues]]\nid = "veto"\nname = "A veto"\nwords = ["veto*"]\nacts = ["impose-sanctions"]\n'
        '[[issues]]\nid = "forces"\nacts = ["RETREAT withdraw", "ASSAULT"]\nwithout = ["visa"]\n'
    )
    found = load_case(write(tmp_path, text))
    assert (found.title, found.start, found.end) == (
        "Winter",
        date(2021, 12, 1),
        date(2022, 2, 28),
    )
    assert found.parties == (
        CaseParty("RUS", "Russia", ("RUS",)),
        CaseParty("DPR", "DPR", ("IDN/LEG", "Jens Stoltenberg")),
    )
    assert found.issues == (
        Issue("veto", "A veto", ("veto*",), ("impose-sanctions",)),
        Issue("forces", "forces", (), ("RETREAT withdraw", "ASSAULT"), ("visa",)),
    )


def test_words_may_be_given_by_language(tmp_path: Path) -> None:
    text = GOOD.replace('["troops"]', '{ en = ["troops"], id = ["pasukan"], zh = ["撤军"] }')
    (forces,) = load_case(write(tmp_path, text)).issues
    assert forces.words == ("troops", "pasukan", "撤军")


def test_byte_order_mark_of_an_editor_is_no_fault(tmp_path: Path) -> None:
    assert load_case(write(tmp_path, b"\xef\xbb\xbf" + GOOD.encode())).title == "A case"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(PARTY + ISSUE, 'no title; begin the file with: title = "…"', id="no title"),
        pytest.param(GOOD.replace('"A case"', '" "'), "no title", id="empty title"),
        pytest.param(GOOD.replace('"A case"', "3"), "no title", id="title a number"),
        pytest.param('title = "A"\n' + ISSUE, "no parties; write each under", id="no parties"),
        pytest.param('title = "A"\n' + PARTY, "no issues; write each under", id="no issues"),
        pytest.param('title = "A"\nparties = "RUS"\n' + ISSUE, "'parties' is no list of tables",
                     id="parties a text"),
        pytest.param('title = "A"\nissues = [1]\n' + PARTY, "'issues' is no list of tables",
                     id="issues of numbers"),
        pytest.param(GOOD + PARTY, "two of the party entries have the id 'RUS'", id="same party"),
        pytest.param(GOOD + ISSUE, "two of the issue entries have the id 'forces'",
                     id="same issue"),
        pytest.param(GOOD.replace('id = "RUS"', ""), "party 1 has no id", id="party without id"),
        pytest.param(GOOD + ISSUE.replace('"forces"', '" "'), "issue 2 has no id",
                     id="issue without id"),
        pytest.param(GOOD.replace('id = "RUS"', 'id = "RUS"\nname = 4'), "party 1: its name is no "
                     "text", id="name a number"),
        pytest.param(GOOD.replace('["RUS"]', "[]"), "party 'RUS' has no members", id="no members"),
        pytest.param(GOOD.replace('["RUS"]', '"RUS"'), "party 1: 'members' is no list of words",
                     id="members a text"),
        pytest.param(GOOD.replace('["troops"]', "[]"), "issue 'forces' has neither words nor acts",
                     id="issue of nothing"),
        pytest.param(GOOD.replace('["troops"]', '["troops", "*"]'), "issue 1: 'words' is no list",
                     id="word of a star"),
        pytest.param(GOOD.replace('["troops"]', '{ en = "troops" }'), "issue 1: words: 'en' is no "
                     "list", id="language without list"),
        pytest.param(GOOD + 'acts = ["impose-sanction"]', "issue 'forces': unknown act "
                     "'impose-sanction'", id="unknown act"),
        pytest.param(GOOD + 'acts = ["RETREAT dance"]', "unknown act 'RETREAT dance'",
                     id="unknown mode"),
        pytest.param('start = "1/12/2021"\n' + GOOD, "start: '1/12/2021' is no date; write it as "
                     "YYYY-MM-DD", id="bad date"),
        pytest.param("end = 2021\n" + GOOD, "end is no day; write it as YYYY-MM-DD", id="year"),
        pytest.param("end = 2021-12-01T10:00:00\n" + GOOD, "end is no day", id="hour"),
        pytest.param("start = 2022-03-01\nend = 2022-02-01\n" + GOOD, "start 2022-03-01 is after "
                     "end 2022-02-01", id="ends before it starts"),
        pytest.param("title: A case", "no case file, not TOML", id="not TOML"),
        pytest.param("a = " + "[" * 100_000, "no case file, not TOML", id="too deep"),
        pytest.param(b'title = "\xff\xfe"', "no case file, not TOML", id="not UTF-8"),
    ],
)  # fmt: skip
def test_a_fault_is_told_in_one_line_with_file_and_entry(
    text: str | bytes, said: str, tmp_path: Path
) -> None:
    path = write(tmp_path, text)
    with pytest.raises(BadInput) as caught:
        load_case(path)
    message = str(caught.value)
    assert message.startswith(f"{path}: ")
    assert said in message
    assert len(message.splitlines()) == 1


def test_missing_file_and_folder_are_told(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.toml", tmp_path):
        with pytest.raises(BadInput, match="cannot be read") as caught:
            load_case(path)
        assert str(caught.value).startswith(f"{path}: ")


@pytest.mark.parametrize(
    ("word", "text", "found"),
    [
        ("veto", "A veto for Moscow", "veto"),
        ("veto", "A VETO", "VETO"),
        ("Veto", "no veto.", "veto"),
        ("veto", "vetoes, vetoed, preveto", None),
        ("veto*", "it vetoed that", "vetoed"),
        ("veto*", "no veto", "veto"),
        ("veto*", "preveto", None),
        ("open door", "the open\n  door", "open\n  door"),
        ("open door", "the open-door policy", "open-door"),
        ("open door", "the open – door", "open – door"),
        ("open door", "the opendoor policy", None),
        ("open door", "the open and door", None),
        ("open door*", "open doors", "open doors"),
        ("kapal perang", "kapal\u00a0perang", "kapal\u00a0perang"),
        ("1997", "the lines of 1997", "1997"),
        ("1997", "11997", None),
        ("C++ (old)", "their C++ (old) code", "C++ (old)"),
        ("a.b", "axb", None),
        ("撤军", "要求立即撤军的决议", "撤军"),
        ("หยุดยิง", "เรียกร้องให้หยุดยิงทันที", "หยุดยิง"),
        ("ЕС", "санкции ЕС", "ЕС"),
        ("санкци*", "САНКЦИЯМИ", "САНКЦИЯМИ"),
        ("هدنة", "إلى هدنة دائمة", "هدنة"),
    ],
)
def test_a_word_is_whole_in_any_case_and_script(word: str, text: str, found: str | None) -> None:
    assert issue("i", word).word_in(text) == found


def test_the_longest_of_the_words_is_told() -> None:
    assert issue("i", "open", "open door").word_in("the open door") == "open door"


def test_words_that_rule_an_issue_out_do_so_wherever_they_stand() -> None:
    visas = issue("i", "sanction*", without=("visa*", "open door"))
    assert visas.word_in("sanctions on trade") == "sanctions"
    assert visas.word_in("sanctions on VISAS") is None
    assert visas.word_in("open-door sanctions") is None


def test_issue_without_words_is_told_by_no_text() -> None:
    assert issue("i", acts=("impose-sanctions",)).word_in("impose-sanctions, any text") is None


def test_an_act_is_told_by_name_by_type_or_by_type_and_mode_at_any_depth() -> None:
    withdraw = event("RETREAT", mode="withdraw")
    request = event("REQUEST", about=withdraw)
    for acts, told in [
        (("withdraw-forces",), "withdraw-forces"),
        (("RETREAT",), "RETREAT"),
        (("RETREAT withdraw",), "RETREAT withdraw"),
        (("RETREAT release",), None),
        (("AID", "REQUEST"), "REQUEST"),
        ((), None),
    ]:
        assert issue("i", acts=acts).act_in(["withdraw-forces"], request) == told
    assert issue("i", acts=("RETREAT",)).act_in([], None) is None


MARN = side("minister Marn", id="marn", name="Ilse Marn", party="TOV", sector="LEG")


@pytest.mark.parametrize(
    ("members", "exact"),
    [
        (("TOV",), 1),
        (("TOV/LEG",), 2),
        (("TOV", "TOV/LEG"), 2),
        (("Ilse Marn",), 3),
        (("ilse  marn",), 3),
        (("marn",), 3),
        (("minister Marn",), 3),
        (("TOV", "Ilse Marn"), 3),
        (("TOV/GOV",), 0),
        (("KSH/LEG",), 0),
        (("Marn Ilse", "KSH"), 0),
        (("tov",), 0),
    ],
)
def test_a_member_names_a_side_more_or_less_exactly(members: tuple[str, ...], exact: int) -> None:
    assert CaseParty("p", "p", members).claim(MARN) == exact


def test_a_side_without_party_is_named_by_its_words_alone() -> None:
    dockers = side("the dockers", name=None)
    assert CaseParty("p", "p", ("The Dockers",)).claim(dockers) == 3
    assert CaseParty("p", "p", ("TOV",)).claim(dockers) == 0


def test_the_most_exact_party_wins_and_the_first_of_equals() -> None:
    parties = [
        CaseParty("country", "", ("TOV",)),
        CaseParty("again", "", ("TOV",)),
        CaseParty("parliament", "", ("TOV/LEG",)),
        CaseParty("minister", "", ("Ilse Marn",)),
    ]
    found = case(parties)
    assert found.party_of(MARN) == "minister"
    assert found.party_of(side("members", party="TOV", sector="LEG")) == "parliament"
    assert found.party_of(side("army", party="TOV", sector="MIL")) == "country"
    assert found.party_of(side("Kesh", party="KSH")) is None


def test_both_ends_of_the_days_belong_to_the_case() -> None:
    first, last = date(2024, 3, 1), date(2024, 3, 31)
    window = case(start=first, end=last)
    assert [window.covers(date(2024, m, d)) for m, d in ((2, 29), (3, 1), (3, 31), (4, 1))] == [
        *(False, True, True, False)
    ]
    assert case(start=first).covers(date.max) and not case(start=first).covers(date.min)
    assert case(end=last).covers(date.min) and not case(end=last).covers(date.max)
    assert case().covers(first)
