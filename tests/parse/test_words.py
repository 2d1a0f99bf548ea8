"""What the parser sees of a word."""

from hypothesis import given
from hypothesis import strategies as st

from kabar.parse.words import BUCKETS, MOST_AFFIXES, affix_buckets, word_shape


def test_shapes_tell_names_numbers_and_compounds():
    assert word_shape("Rusia") == "Xxx"
    assert word_shape("NATO") == "XX"
    assert word_shape("Su-35") == "Xx-dd"
    assert word_shape("12,5") == "dd,d"


def test_words_of_one_affix_share_its_bucket():
    shared = set(affix_buckets("menyerang")) & set(affix_buckets("diserang"))
    assert len(shared) >= 4  # the shape and the endings -g, -ng, -ang, -rang
    assert len(set(affix_buckets("menyerang")) & set(affix_buckets("menolak"))) >= 3


@given(word=st.text(min_size=1, max_size=12))
def test_buckets_are_few_and_in_range(word: str):
    found = affix_buckets(word)
    assert 0 < len(found) <= MOST_AFFIXES
    assert all(0 <= bucket < BUCKETS for bucket in found)
