"""CoNLL-U: what is written is what was read; what is wrong is named."""

import lzma

import pytest

from kabar.errors import BadInput
from kabar.parse.conllu import read_conllu, write_conllu

SAMPLE = """# text = Kirim pasukannya.
1\tKirim\tkirim\tVERB\tVB\tVoice=Act\t0\troot\t_\t_
2-3\tpasukannya\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
2\tpasukan\tpasukan\tNOUN\tNN\t_\t1\tobj\t_\t_
3\tnya\tdia\tPRON\tPR\t_\t2\tnmod:poss\t_\t_
4\t.\t.\tPUNCT\tZ\t_\t1\tpunct\t_\t_

"""


def test_reads_words_and_skips_their_joined_form(tmp_path):
    path = tmp_path / "a.conllu"
    path.write_text(SAMPLE, encoding="utf-8")
    (sentence,) = read_conllu(path)
    assert sentence.forms == ("Kirim", "pasukan", "nya", ".")
    assert sentence.heads == (-1, 0, 1, 0)
    assert sentence.relations[2] == "nmod:poss"
    assert [row.upos for row in sentence.rows()] == ["VERB", "NOUN", "PRON", "PUNCT"]


def test_reads_what_it_writes_packed_or_not(tmp_path):
    path = tmp_path / "a.conllu"
    path.write_text(SAMPLE, encoding="utf-8")
    sentences = read_conllu(path)
    again = tmp_path / "b.conllu.xz"
    again.write_bytes(lzma.compress(write_conllu(sentences).encode()))
    assert read_conllu(again) == sentences


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1\tdua kolom", r"line 1: 2 columns"),
        (SAMPLE.replace("\t0\troot", "\t_\troot"), "without a head"),
        (SAMPLE.replace("\t0\troot", "\t9\troot"), "outside its sentence"),
    ],
)
def test_names_what_is_wrong(tmp_path, text: str, message: str):
    path = tmp_path / "a.conllu"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=message):
        read_conllu(path)


def test_missing_or_damaged_file_is_bad_input(tmp_path):
    damaged = tmp_path / "a.conllu.xz"
    damaged.write_bytes(b"not packed")
    for path in (damaged, tmp_path / "none.conllu"):
        with pytest.raises(BadInput, match="cannot be read"):
            read_conllu(path)
