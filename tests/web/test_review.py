"""Reviewing on the page and by the API: verdicts, corrections, missed events, gold."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient

from kabar.cli import main
from kabar.evaluate import code_article, evaluate, load_gold
from kabar.settings import Settings
from kabar.store.reviews import Review, reviews_of
from kabar.store.store import Run, Store
from kabar.web.app import make_app
from kabar.web.site import make_site
from tests.build import harbour, position
from tests.coding import coder

EXAMPLES = Path(__file__).parents[2] / "examples" / "articles"
RUN = Run("r1", "1", "{}", "data")
ID = harbour().document.id
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(str(tmp_path / "store.db")) as found:
        found.begin(RUN)
        article = harbour()
        held = position("rejects", "a demand by Kesh", text=article.document.text, party="TOV")
        found.add(type(article)(**{**_fields(article), "positions": (held,)}), RUN)
        yield found


def _fields(coded):
    return {name: getattr(coded, name) for name in coded.__slots__}


def client_of(store: Store) -> TestClient:
    app = make_app(make_site(store, settings=Settings()))
    return TestClient(app, base_url="http://localhost", follow_redirects=False)


@pytest.fixture
def client(store: Store) -> TestClient:
    return client_of(store)


def seal(client: TestClient) -> str:
    found = re.search(r'name="seal" value="([^"]+)"', client.get("/review").text)
    assert found
    return found[1]


def post(client: TestClient, address: str, **form: str):
    return client.post(address, data={"seal": seal(client), **form})


def kept(store: Store, **asked: str) -> list[Review]:
    with store.reading() as connection:
        return reviews_of(connection, **asked)


def verdicts(store: Store) -> dict[str, str]:
    return {f"{each.kind}:{each.record}": each.verdict for each in kept(store)}


def judge(client: TestClient, record: str, verdict: str = "accepted", **body: object):
    given = {"document": ID, "kind": "event", "record": record, "verdict": verdict, **body}
    return client.post("/api/review", json=given)


# ── verdicts by forms ────────────────────────────────────────────────────────────────────────────


def test_cards_of_an_article_have_buttons_that_show_the_verdict(client, store):
    before = client.get(f"/articles/{ID}").text
    assert before.count('class="judge"') == len(harbour().events) + 2
    assert 'aria-pressed="true"' not in before
    answer = post(client, f"/review/{ID}/event/e1", verdict="accepted", back=f"/articles/{ID}")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/articles/{ID}#judge-event:e1"
    after = client.get(f"/articles/{ID}").text
    assert 'id="judge-event:e1"' in after and after.count('aria-pressed="true"') == 1
    assert verdicts(store) == {"event:e1": "accepted"}


def test_verdict_can_be_changed_and_taken_back(client, store):
    for verdict in ("accepted", "rejected"):
        post(client, f"/review/{ID}/quote/q1", verdict=verdict)
    assert verdicts(store) == {"quote:q1": "rejected"}
    assert post(client, f"/review/{ID}/quote/q1", verdict="back").status_code == 303
    assert verdicts(store) == {}
    assert post(client, f"/review/{ID}/quote/q1", verdict="back").status_code == 404


def test_correction_is_kept_beside_the_record(client, store):
    form = client.get(f"/review/{ID}/event/e1").text
    assert '<option value="REJECT" selected>' in form and 'value="TOV"' in form
    fields = {"type": "REJECT", "mode": "", "modality": "negated", "source": "TOV; NATO",
              "target": "KSH", "date": "2024-03-04", "place": "", "note": "see line 1"}  # fmt: skip
    answer = post(client, f"/review/{ID}/event/e1", verdict="corrected", **fields)
    assert answer.status_code == 303
    [review] = kept(store)
    assert review.correction == {"modality": "negated", "source": ["TOV", "NATO"]}
    assert (review.note, review.rule, review.run) == ("see line 1", "en/acts:2", "r1")
    page = client.get(f"/articles/{ID}").text
    assert "TOV; NATO" in page and "see line 1" in page
    assert 'value="TOV; NATO"' in client.get(f"/review/{ID}/event/e1").text
    assert store.coded(ID).events[0].modality == "asserted"


def test_quotes_and_positions_have_fields_of_their_own(client, store):
    post(client, f"/review/{ID}/quote/q1", verdict="corrected", speaker="Ann", party="TOV")
    post(client, f"/review/{ID}/position/p1", verdict="corrected", party="TOV",
         stance="opposes", toward="KSH")  # fmt: skip
    assert [each.correction for each in kept(store)] == [
        {"speaker": "Ann"},
        {"stance": "opposes", "toward": ["KSH"]},
    ]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"type": "REJCT"}, "unknown type 'REJCT'; did you mean REJECT?"),
        ({"type": "REJECT", "source": "indonesia"}, "'indonesia' is no party"),
        ({"type": "REJECT", "date": "soon"}, "'soon' is no day"),
        ({"type": "REJECT"}, "nothing is otherwise than in the record; accept it instead"),
    ],
)
def test_wrong_correction_is_told_over_the_form_that_keeps_what_was_given(
    client, store, fields, words
):
    answer = post(client, f"/review/{ID}/event/e1", verdict="corrected", note="mine", **fields)
    assert answer.status_code == 422
    assert re.search(r'role="alert">([^<]*)<', answer.text)
    assert words in unescape(answer.text) and ">mine</textarea>" in answer.text
    assert kept(store) == []


def test_hostile_text_is_shown_as_text(client):
    post(client, f"/review/{ID}/event/e1", verdict="corrected", place=HOSTILE, note=HOSTILE)
    post(client, f"/review/{ID}/quote/q1", verdict="corrected", speaker=HOSTILE)
    post(client, "/review/reviewer", reviewer=HOSTILE[:70])
    post(client, f"/review/{ID}/missing", words="dockers marched", type="PROTEST", note=HOSTILE)
    pages = ("/review?verdict=reviewed", "/review?kind=quote&verdict=reviewed", "/review",
             f"/articles/{ID}", f"/review/{ID}/event/e1", "/review/rules",
             f"/review?rule={HOSTILE}", f"/review/{ID}/missing?words={HOSTILE}",
             f"/review/{ID}/event/e1?back={HOSTILE}")  # fmt: skip
    for address in pages:
        text = client.get(address).text
        assert "<script>alert" not in text and "<img src=x" not in text, address
    assert "&lt;script&gt;alert(1)" in client.get("/review?verdict=reviewed").text


# ── what may not be done ─────────────────────────────────────────────────────────────────────────

POSTS = (
    f"/review/{ID}/event/e1",
    f"/review/{ID}/missing",
    f"/review/{ID}/finished",
    "/review/reviewer",
)


@pytest.mark.parametrize("address", POSTS)
def test_form_without_its_seal_changes_nothing(client, store, address):
    client.get("/review")
    form = {"verdict": "accepted", "words": "dockers", "type": "AID", "finished": "yes",
            "reviewer": "eve"}  # fmt: skip
    for given in (form, {**form, "seal": "0" * 64}):
        answer = client.post(address, data=given)
        assert answer.status_code == 403
        assert "kabar_reviewer" not in answer.cookies
    assert kept(store) == []


@pytest.mark.parametrize("path", ["", "/back", "/missing", "/finished"])
def test_api_takes_json_of_this_page_alone(client, store, path):
    body = json.dumps({"document": ID, "kind": "event", "record": "e1", "verdict": "accepted",
                       "words": "dockers", "event": {"type": "AID"}})  # fmt: skip
    address = f"/api/review{path}"
    for kind in ("text/plain", "application/x-www-form-urlencoded"):
        answer = client.post(address, content=body, headers={"content-type": kind})
        assert answer.status_code in (415, 422)
    foreign = {"content-type": "application/json", "origin": "http://evil.example"}
    assert client.post(address, content=body, headers=foreign).status_code == 403
    assert kept(store) == []


def test_reading_changes_nothing(client, store):
    for address in ("/review", "/review?verdict=reviewed", "/review/rules", "/review/rules.csv",
                    "/review/gold.zip", "/review/next", f"/review/{ID}/missing?words=dockers",
                    f"/review/{ID}/event/e1?verdict=accepted", f"/articles/{ID}?verdict=accepted",
                    "/api/review", "/api/review/rules", f"/api/review/articles/{ID}",
                    f"/review/{ID}/finished?finished=yes"):  # fmt: skip
        client.get(address)
    assert kept(store) == []
    for address in (f"/review/{ID}/finished", "/review/reviewer"):
        assert client.get(address).status_code in (404, 405)


@pytest.mark.parametrize(
    "where", [f"{ID}/event/none", f"{ID}/event/q1", f"{ID}/verb/e1", "none/event/e1"]
)
def test_unknown_record_is_not_found(client, store, where):
    assert client.get(f"/review/{where}").status_code == 404
    for verdict in ("accepted", "corrected", "back"):
        assert post(client, f"/review/{where}", verdict=verdict).status_code == 404
    assert kept(store) == []


def test_unknown_article_is_not_found(client, store):
    assert client.get("/review/none/missing").status_code == 404
    assert post(client, "/review/none/missing", words="x", type="AID").status_code == 404
    assert post(client, "/review/none/finished", finished="yes").status_code == 404
    assert client.get("/api/review/articles/none").status_code == 404
    body = {"document": "none", "kind": "event", "record": "e1", "verdict": "accepted"}
    assert client.post("/api/review", json=body).status_code == 404
    assert client.post("/api/review/finished", json={"document": "none"}).status_code == 404
    assert kept(store) == []


def test_unknown_verdict_is_told(client, store):
    answer = post(client, f"/review/{ID}/event/e1", verdict="perhaps")
    assert answer.status_code == 400
    assert "unknown verdict 'perhaps'; name one of" in unescape(answer.text)
    assert kept(store) == []


def test_form_leads_back_to_this_page_alone(client):
    for back in ("https://evil.example/", "//evil.example", "/\\evil.example"):
        answer = post(client, f"/review/{ID}/event/e1", verdict="accepted", back=back)
        assert answer.headers["location"] == "/#judge-event:e1"


# ── who reviews ──────────────────────────────────────────────────────────────────────────────────


def test_reviewer_is_the_machines_user_until_a_name_is_chosen(client, store, monkeypatch):
    monkeypatch.setattr("getpass.getuser", lambda: "ana")
    judge(client, "e1")
    post(client, "/review/reviewer", reviewer=" Budi  Ö; é ")
    judge(client, "e1", "rejected")
    judge(client, "e2", reviewer="Carl")
    found = {(each.reviewer, each.record): each.verdict for each in kept(store)}
    assert found == {("ana", "e1"): "accepted", ("Budi Ö; é", "e1"): "rejected",
                     ("Carl", "e2"): "accepted"}  # fmt: skip
    assert 'value="Budi Ö; é"' in client.get("/review").text


def test_reviewer_needs_a_name(client):
    assert post(client, "/review/reviewer", reviewer=" \t\u200b").status_code == 400


# ── the queue ────────────────────────────────────────────────────────────────────────────────────


def queue(client: TestClient, query: str = "") -> list[str]:
    answer = client.get(f"/api/review?{query}")
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert found["total"] == len(found["rows"])
    return sorted(row["record"] for row in found["rows"])


def test_queue_holds_what_waits_with_its_sentence(client):
    assert queue(client) == ["e1", "e2", "e3", "e4"]
    judge(client, "e1")
    assert queue(client) == ["e2", "e3", "e4"]
    page = client.get("/review").text
    assert "1 of 4" in page and "3 records" in page
    assert '<span class="w trigger">marched</span>' in page
    card = page.partition('data-record="event:e3"')[2].partition("</article>")[0]
    assert "in support." in card and "on Monday" not in card and "in Lisbon" not in card
    assert queue(client, "verdict=reviewed") == ["e1"]
    assert queue(client, "verdict=rejected") == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("type=PROTEST", ["e3"]),
        ("party=KSH", ["e1", "e2"]),
        ("language=id", []),
        ("rule=en/acts:2", ["e1", "e2", "e3", "e4"]),
        ("rule=en/acts:3", []),
        ("kind=quote", ["q1"]),
        ("kind=quote&type=indirect", []),
        ("kind=position&type=rejects&party=TOV", ["p1"]),
        ("kind=position&party=KSH", []),
        ("kind=position&text=dockers", ["p1"]),
        ("modality=future", ["e4"]),
    ],
)
def test_queue_can_be_filtered(client, query, found):
    assert queue(client, query) == found
    assert client.get(f"/review?{query}").status_code == 200


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("type=NOPE", "unknown type 'NOPE'; name one of: "),
        ("kind=position&type=direct", "unknown type 'direct'; name one of: accepts"),
        ("kind=quote&country=IDN", "These filter events alone: country."),
        ("verdict=reviewed&party=IDN", "These filter what waits alone: party."),
    ],
)
def test_filter_that_fits_not_is_told(client, query, words):
    answer = client.get(f"/review?{query}")
    assert answer.status_code == 400 and words in unescape(answer.text)
    assert client.get(f"/api/review?{query}").json()["detail"].startswith(words)


def test_negated_events_wait_too(tmp_path):
    from dataclasses import replace

    with Store(str(tmp_path / "other.db")) as store:
        store.begin(RUN)
        events = tuple(replace(each, modality="negated") for each in harbour().events)
        store.add(replace(harbour(), events=events), RUN)
        assert len(queue(client_of(store))) == 4


def test_finished_article_waits_no_more(client):
    post(client, f"/review/{ID}/finished", finished="yes")
    assert queue(client) == queue(client, "kind=quote") == []
    assert client.get("/review/next").headers["location"] == "/review"
    assert "Not finished after all" in client.get(f"/articles/{ID}").text
    post(client, f"/review/{ID}/finished", finished="no")
    assert len(queue(client)) == 4
    assert client.get("/review/next").headers["location"] == f"/articles/{ID}"


# ── missed events ────────────────────────────────────────────────────────────────────────────────


def test_missed_event_is_found_in_the_text(client, store):
    answer = post(client, f"/review/{ID}/missing", words=" 2,000\ndockers marched ",
                  type="PROTEST", mode="demo", source="TOV")  # fmt: skip
    assert answer.headers["location"] == f"/articles/{ID}#review"
    [review] = kept(store)
    fields = review.correction
    text = harbour().document.text
    assert review.verdict == "added" and fields["target"] == ["*"]
    assert text[fields["start"] : fields["end"]] == fields["words"] == "2,000 dockers marched"
    page = client.get(f"/articles/{ID}").text
    assert "Events you added" in page and review.record in page
    assert post(client, f"/review/{ID}/event/{review.record}", verdict="back").status_code == 303
    assert kept(store) == []


def test_words_that_stand_twice_are_told_apart_by_what_is_before(client, store):
    answer = post(client, f"/review/{ID}/missing", words="Marn", type="AID")
    assert answer.status_code == 422 and "stands 2 times" in unescape(answer.text)
    post(client, f"/review/{ID}/missing", words="Marn", before="told what to do,” ", type="AID")
    assert kept(store)[0].correction["start"] == harbour().document.text.rindex("Marn")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"words": "", "type": "AID"}, "copy the words"),
        ({"words": "no such words", "type": "AID"}, "is not in the text"),
        ({"words": "dockers", "type": ""}, "needs a type"),
        ({"words": "dockers", "type": "AD"}, "unknown type 'AD'"),
        ({"words": "dockers", "type": "AID", "target": "x"}, "'x' is no party"),
    ],
)
def test_wrong_missed_event_is_told(client, store, fields, words):
    answer = post(client, f"/review/{ID}/missing", **fields)
    assert answer.status_code == 422 and words in unescape(answer.text)
    assert kept(store) == []


# ── the API ──────────────────────────────────────────────────────────────────────────────────────


def test_api_judges_and_takes_back(client, store):
    answer = judge(client, "e1", "corrected", correction={"type": "ACCUSE"}, note="n")
    assert answer.status_code == 200
    assert answer.json()["correction"] == {"type": "ACCUSE"} and answer.json()["rule"]
    assert client.get(f"/api/review/articles/{ID}").json() == [answer.json()]
    body = {"document": ID, "kind": "event", "record": "e1"}
    assert client.post("/api/review/back", json=body).json() == {"done": True}
    assert client.post("/api/review/back", json=body).status_code == 404
    missed = {"document": ID, "words": "dockers marched", "event": {"type": "PROTEST"}}
    assert client.post("/api/review/missing", json=missed).json()["verdict"] == "added"
    client.post("/api/review/finished", json={"document": ID})
    assert sorted(verdicts(store).values()) == ["added", "finished"]


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({"correction": {"type": "NOPE"}}, 400, "unknown type 'NOPE'"),
        ({"correction": {"colour": "red"}}, 422, "colour"),
        ({"correction": {"speaker": "Ann"}}, 400, "'speaker' is no field of events"),
        ({}, 400, "nothing is otherwise"),
        ({"kind": "verb"}, 422, "kind"),
        ({"verdict": "perhaps"}, 422, "verdict"),
        ({"record": "none"}, 404, "no such record"),
        ({"note": "x" * 2001}, 422, "note"),
    ],
)
def test_api_says_what_is_wrong(client, store, body, status, words):
    answer = judge(client, **{"record": "e1", "verdict": "corrected", **body})
    assert answer.status_code == status and words in str(answer.json()["detail"])
    assert kept(store) == []


def test_api_is_described_with_its_models(client):
    paths = client.get("/api/openapi.json").json()["paths"]
    for path in ("", "/rules", "/articles/{document}", "/back", "/missing", "/finished"):
        for operation in paths[f"/api/review{path}"].values():
            schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
            assert "$ref" in str(schema)
    assert not [path for path in paths if path.startswith("/review")]


# ── precision by rule ────────────────────────────────────────────────────────────────────────────


def test_precision_of_rules_as_page_csv_and_json(client):
    assert "No record has a verdict yet" in client.get("/review/rules").text
    judge(client, "e1")
    judge(client, "e2", "rejected")
    judge(client, "e3", "corrected", correction={"mode": "riot"})
    [rule] = client.get("/api/review/rules").json()
    assert (rule["accepted"], rule["corrected"], rule["rejected"]) == (1, 1, 1)
    assert rule["precision"] == pytest.approx(1 / 3)
    lines = client.get("/review/rules.csv").text.splitlines()
    assert lines[0] == "rule,kind,accepted,corrected,rejected,judged,precision,low,high"
    assert lines[1].startswith("en/acts:2,event,1,1,1,3,0.333")
    page = client.get("/review/rules").text
    assert "/explain?name=en/acts%3A2" in page or "/explain?name=en%2Facts%3A2" in page
    link = re.search(r'href="(/review\?kind=event[^"]*)"', page)
    assert link and client.get(unescape(link[1])).text.count('class="card waiting"') == 3


# ── gold ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """Return a store with one coded article, and the article's id."""
    name = str(tmp_path_factory.mktemp("gold") / "store.db")
    coded = code_article(EXAMPLES / "south-china-sea-2024-06-18.en.txt", coder())
    with Store(name) as store:
        store.begin(RUN)
        store.add(coded, RUN)
    return name, coded.document.id


def export(name: str, folder: Path):
    """Return what evaluating the exported gold gives, and the data of its one file."""
    result = CliRunner().invoke(
        main, ["export", "--store", name, "--as", "gold", "-o", str(folder)]
    )
    assert result.exit_code == 0, result.output
    [path] = (folder / "gold").glob("*.json")
    gold = load_gold(path)
    return evaluate([gold], coder()).total, gold.data


def test_gold_of_what_was_accepted_scores_full_and_of_the_rest_as_by_hand(example, tmp_path):
    name, document = example
    with Store(name) as store:
        client = client_of(store)
        coded = store.coded(document)
        result = CliRunner().invoke(
            main, ["export", "--store", name, "--as", "gold", "-o", str(tmp_path / "none")]
        )
        assert result.exit_code == 1 and "no article is reviewed" in result.output
        for kind in ("event", "quote", "position"):
            for record in getattr(coded, f"{kind}s"):
                body = {"document": document, "kind": kind, "record": record.id}
                answer = client.post("/api/review", json={**body, "verdict": "accepted"})
                assert answer.status_code == 200
        score, gold = export(name, tmp_path / "all")
        assert (score.events.precision, score.events.recall) == (1.0, 1.0)
        assert score.events.hit == len(coded.events) == len(gold["events"])
        assert (score.quotes.precision, score.quotes.recall) == (1.0, 1.0)
        assert score.dates.right == score.dates.asked > 0
        assert score.places.right == score.places.asked > 0
        assert score.modality.right == score.modality.asked == len(coded.events)

        wrong = next(each for each in coded.events if each.modality == "asserted")
        body = {"document": document, "kind": "event", "record": wrong.id}
        client.post("/api/review", json={**body, "verdict": "rejected"})
        words = coded.document.text.rstrip().rpartition("\n")[2]
        event = {"type": "AID", "source": "ABC", "target": "XYZ"}
        body = {"document": document, "words": words, "event": event}
        assert client.post("/api/review/missing", json=body).status_code == 200
        score, _ = export(name, tmp_path / "two")
        number = len(coded.events)
        assert (score.events.hit, score.events.missed, score.events.wrong) == (number - 1, 1, 1)

        other = next(each for each in coded.events if each is not wrong)
        body = {"document": document, "kind": "event", "record": other.id, "verdict": "corrected"}
        client.post("/api/review", json={**body, "correction": {"source": "ABC"}})
        score, gold = export(name, tmp_path / "three")
        assert (score.events.hit, score.events.missed, score.events.wrong) == (number - 2, 2, 2)
        assert ["ABC"] in [each["source"] for each in gold["events"]]


def test_zip_holds_the_same_files_as_the_folder(client, store, tmp_path):
    for event in harbour().events:
        judge(client, event.id)
    answer = client.get("/review/gold.zip")
    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    stem = f"harbour-2024-03-05-{ID[:10]}.en"
    assert sorted(files) == sorted(
        [f"articles/{stem}.txt", f"gold/{stem}.json", f"positions/{stem}.json"]
    )
    assert files[f"articles/{stem}.txt"] == harbour().document.text
    assert client.get("/review/gold.zip").content == answer.content


def golds(client: TestClient) -> dict[str, dict]:
    with zipfile.ZipFile(io.BytesIO(client.get("/review/gold.zip").content)) as archive:
        names = [name for name in archive.namelist() if name.startswith("gold/")]
        return {name: json.loads(archive.read(name)) for name in names}


def test_article_is_gold_when_all_its_events_have_a_verdict(client):
    for event in harbour().events[:-1]:
        judge(client, event.id)
    assert golds(client) == {}
    judge(client, harbour().events[-1].id, "rejected")
    [gold] = golds(client).values()
    assert len(gold["events"]) == 3
    first = {"line": 1, "types": ["REJECT"], "source": ["TOV"], "target": ["KSH"],
             "modality": "asserted", "date": "2024-03-04", "about": "“rejected”"}  # fmt: skip
    assert gold["events"][0] == first
    assert [each["optional"] for each in gold["quotes"]] == [True]


def test_what_has_no_verdict_in_a_finished_article_is_optional(client):
    judge(client, "e1", "corrected", correction={"target": ["KSH|NATO"]}, note="both")
    client.post("/api/review/finished", json={"document": ID})
    [gold] = golds(client).values()
    assert [each.get("optional", False) for each in gold["events"]] == [False, True, True, True]
    assert gold["events"][0]["target"] == ["KSH|NATO"]
    assert gold["events"][0]["about"] == "“rejected”; both"


def test_two_reviewers_give_two_golds_of_one_article(client):
    for name in ("ana", "budi"):
        body = {"document": ID, "reviewer": name}
        client.post("/api/review/finished", json=body)
    found = golds(client)
    assert [gold["reviewer"] for gold in found.values()] == ["ana", "budi"]
    assert len({gold["document"] for gold in found.values()}) == 1
