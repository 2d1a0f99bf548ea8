"""A store to search in many scripts, some of it hostile, and a browser of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from fastapi.testclient import TestClient

from kabar.records import Coded
from kabar.settings import Settings
from kabar.store.store import Store
from kabar.web.app import make_app
from kabar.web.site import make_site
from tests.build import actor, coded, event, position, quote, side, span, when
from tests.store.stored import NEW, fill

ARABIC = "قال مُحَمَّد الأحمد إن المُفاوضات مستمرة في القاهرة."
CHINESE = "中国外交部发言人林剑说,中美两国将在北京举行会谈。"
THAI = "นายกรัฐมนตรีไทยกล่าวว่าการเจรจาสันติภาพจะดำเนินต่อไป"
INDONESIAN = (
    "Menteri Luar Negeri Retno Marsudi menolak usulan itu di Jakarta. “Kami menolak,” kata Retno."
)
HOSTILE = (
    "The <script>alert(1)</script> minister \u202eevil\u202c said “<b onclick=x>stop</b>” today."
)
ODD = "role:RUS.chargé d'affaires/à Paris?x=1#y"


def articles() -> list[Coded]:
    """Return the articles of the store besides those of `stored`."""
    chinese, thai = _foreign("zh1", CHINESE, "zh"), _foreign("th1", THAI, "th")
    return [_arabic(), chinese, thai, _indonesian(), _hostile()]


def _foreign(name: str, text: str, language: str) -> Coded:
    document = {"id": name, "language": language, "published": date(2024, 5, 1)}
    return coded(text, document={**document, "origin": f"{name}.txt"})


def _arabic() -> Coded:
    speaker = side("مُحَمَّد الأحمد", ARABIC, id="person:ahmad", party="EGY", sector="GOV")
    said = quote("المُفاوضات مستمرة في القاهرة", text=ARABIC, speaker=speaker, kind="indirect")
    known = actor("محمد الأحمد", id="person:ahmad", kind="person", party="EGY", role="وزير")
    base = _foreign("ar1", ARABIC, "ar")
    return replace(base, quotes=(said,), actors=(replace(known, mentions=(speaker_span(),)),))


def speaker_span() -> object:
    """Return where the speaker of the Arabic article is named."""
    return span("مُحَمَّد الأحمد", ARABIC)


def _indonesian() -> Coded:
    retno = side("Retno Marsudi", INDONESIAN, id="wd:Q1", party="IDN", sector="GOV")
    no = event("REJECT", text=INDONESIAN, trigger="menolak", source=[retno], score=-2.0)
    no = replace(no, date=when("", date(2024, 4, 30)))
    held = position("rejects", "usulan itu", text=INDONESIAN, party="IDN", holder="IDN")
    return coded(
        INDONESIAN,
        events=[replace(no, target=(side("usulan", INDONESIAN, id=ODD, party="RUS"),))],
        quotes=[quote("Kami menolak,", text=INDONESIAN, speaker=retno, cue="kata")],
        positions=[replace(held, holder=(retno,))],
        actors=[
            actor("Retno Marsudi", id="wd:Q1", kind="person", party="IDN", role="Menteri"),
            actor("chargé d'affaires", id=ODD, kind="role", party="RUS"),
        ],
        document={"id": "id1", "language": "id", "published": date(2024, 5, 2), "title": "Retno"},
    )


def _hostile() -> Coded:
    words = "<b onclick=x>stop</b>"
    evil = side(
        "\u202eevil\u202c", HOSTILE, name="<img src=x>\u202eevil", id="person:<i>", party="TOV"
    )
    return coded(
        HOSTILE,
        quotes=[quote(words, text=HOSTILE, speaker=evil, cue="said")],
        actors=[actor("<img src=x>\u202eevil", id="person:<i>", kind="person", party="TOV")],
        document={"id": "bad", "title": "<script>alert(2)</script>", "origin": "<u>.txt"},
    )


@cache
def search_store() -> Store:
    """Return the store, made once; its folder goes when the tests end."""
    folder = TemporaryDirectory()
    path = Path(folder.name) / "found.db"
    fill(str(path))
    store = Store(str(path))
    store.folder = folder  # type: ignore[attr-defined]
    for each in articles():
        store.add(each, NEW)
    return store


@cache
def search_client() -> TestClient:
    """Return a browser of the page on the store."""
    site = make_site(search_store(), settings=Settings())
    return TestClient(make_app(site), base_url="http://localhost")
