"""Lemmas: dictionary forms in lower case, mended where the tables are wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabar.languages.load import load_language
from kabar.parse.lemmas import lemmatize

LANGUAGES = {code: load_language(code) for code in ("en", "id")}


def lemma(word: str, upos: str, code: str) -> str:
    return lemmatize([word], [upos], LANGUAGES[code])[0]


@pytest.mark.parametrize(
    ("word", "upos", "expected"),
    [
        ("withdrew", "VERB", "withdraw"),
        ("freed", "VERB", "free"),
        ("playing", "VERB", "play"),
        ("following", "VERB", "follow"),
        ("developed", "VERB", "develop"),
        ("left", "VERB", "leave"),
        ("means", "VERB", "mean"),
        ("shelling", "NOUN", "shelling"),
        ("talks", "NOUN", "talk"),
        ("meetings", "NOUN", "meeting"),
        ("Sanctions", "NOUN", "sanction"),
        ("Talavia", "PROPN", "talavia"),
        ("’s", "AUX", "be"),
        ("n't", "PART", "not"),
        ("cease-fire", "NOUN", "ceasefire"),
        ("annexed", "VERB", "annex"),
        ("hoping", "VERB", "hope"),
        ("2022", "NUM", "2022"),
        ("”", "PUNCT", "”"),
    ],
)
def test_english_lemmas(word: str, upos: str, expected: str):
    assert lemma(word, upos, "en") == expected


@pytest.mark.parametrize(
    ("word", "upos", "expected"),
    [
        ("menyerang", "VERB", "serang"),
        ("diserang", "VERB", "serang"),
        ("memutuskan", "VERB", "putus"),
        ("negara-negara", "NOUN", "negara"),
        ("Pasukan", "NOUN", "pasukan"),
        ("tersebut", "DET", "tersebut"),
        ("pemerintah", "NOUN", "pemerintah"),
    ],
)
def test_indonesian_lemmas(word: str, upos: str, expected: str):
    assert lemma(word, upos, "id") == expected


@given(word=st.text(min_size=1, max_size=12), upos=st.sampled_from(["VERB", "NOUN", "PROPN", "X"]))
def test_any_word_has_a_lemma(word: str, upos: str):
    for code in LANGUAGES:
        assert lemma(word, upos, code)
