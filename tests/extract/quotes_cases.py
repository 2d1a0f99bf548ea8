"""Invented news sentences with the quotes they must give; quotes_parses.jsonl holds their parses.

A quote is written `kind | speaker | words`: the speaker as written, or `text=Name` where a pronoun
or title must be resolved; the words in full, or with `...` between their beginning and their end.
`names` are the mentions to build: `words=Name/PARTY` (a person), `words=Name/PARTY/form` or
`words=Name/PARTY/form/id`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Case:
    """One text, its mentions and the quotes it must give."""

    id: str
    language: str
    text: str
    quotes: tuple[str, ...]
    names: tuple[str, ...] = ()
    wide: bool = False


CASES = (
    # English: words in quotation marks
    Case(
        "speaker after",
        "en",
        "“The bridge will open in March,” said Helena Brandt.",
        ("direct | Helena Brandt | The bridge will open in March",),
        ("Helena Brandt=Helena Brandt/DEU",),
    ),
    Case(
        "speaker before the verb after the words",
        "en",
        '"We will not sign this treaty," Foreign Minister Luis Ortega told reporters in Quito.',
        ("direct | Foreign Minister Luis Ortega=Luis Ortega | We will not sign this treaty",),
        ("Luis Ortega=Luis Ortega/ECU",),
    ),
    Case(
        "colon before the words",
        "en",
        "Minister Dana Okoro said: “The port is closed. Nobody may enter.”",
        ("direct | Minister Dana Okoro=Dana Okoro | The port is closed. Nobody may enter.",),
        ("Dana Okoro=Dana Okoro/NGA",),
    ),
    Case(
        "comma before the words",
        "en",
        "Governor Pavel Novak said, “The dam is holding and the town is safe.”",
        ("direct | Governor Pavel Novak=Pavel Novak | The dam is holding and the town is safe.",),
        ("Pavel Novak=Pavel Novak/CZE",),
    ),
    Case(
        "two quotations around an attribution",
        "en",
        "“The talks have failed,” Maria Lind said. “We are going home tomorrow.”",
        (
            "direct | Maria Lind | The talks have failed",
            "direct | Maria Lind | We are going home tomorrow.",
        ),
        ("Maria Lind=Maria Lind/SWE",),
    ),
    Case(
        "one sentence around an attribution",
        "en",
        "“The ships left at dawn,” Maria Lind said, “and they will not return.”",
        (
            "direct | Maria Lind | The ships left at dawn",
            "direct | Maria Lind | and they will not return.",
        ),
        ("Maria Lind=Maria Lind/SWE",),
    ),
    Case(
        "speech carried over paragraphs",
        "en",
        "General Amir Rahimi said: “Our soldiers hold the pass.\n“They will stay until spring.”",
        (
            "direct | General Amir Rahimi=Amir Rahimi | Our soldiers hold the pass.",
            "direct | General Amir Rahimi=Amir Rahimi | They will stay until spring.",
        ),
        ("Amir Rahimi=Amir Rahimi/AFG",),
    ),
    Case(
        "a paragraph that is a quotation continues the last speaker",
        "en",
        "“The border stays shut,” said Ana Petrov.\n“Traders have been told to wait.”",
        (
            "direct | Ana Petrov | The border stays shut",
            "direct | Ana Petrov | Traders have been told to wait.",
        ),
        ("Ana Petrov=Ana Petrov/BGR",),
    ),
    Case(
        "announced at the end of the paragraph before",
        "en",
        "Ana Petrov warned the assembly:\n“Winter will be harder than anyone expects.”",
        ("direct | Ana Petrov | Winter will be harder than anyone expects.",),
        ("Ana Petrov=Ana Petrov/BGR",),
    ),
    Case(
        "pronoun takes the last speaker",
        "en",
        "Ana Petrov opened the session. “The budget is ready,” she said.",
        ("direct | she=Ana Petrov | The budget is ready",),
        ("Ana Petrov=Ana Petrov/BGR",),
    ),
    Case(
        "subject of the sentence before",
        "en",
        "Ana Petrov rejected the plan. “It would ruin every village on the coast.”",
        ("direct | Ana Petrov | It would ruin every village on the coast.",),
        ("Ana Petrov=Ana Petrov/BGR",),
    ),
    Case(
        "question as a quotation",
        "en",
        "“When will the convoy arrive?” asked mayor Tomas Reyes.",
        ("direct | mayor Tomas Reyes | When will the convoy arrive?",),
        ("mayor Tomas Reyes=Tomas Reyes/PHL/title",),
    ),
    Case(
        "guillemets",
        "en",
        "«We accept the offer», said Ivan Horvat on Tuesday.",
        ("direct | Ivan Horvat | We accept the offer",),
        ("Ivan Horvat=Ivan Horvat/HRV",),
    ),
    Case(
        "single quotation marks and apostrophes",
        "en",
        "‘We don’t want a war,’ said Nora Quinn. The workers’ union agreed.",
        ("direct | Nora Quinn | We don’t want a war",),
        ("Nora Quinn=Nora Quinn/IRL",),
    ),
    Case(
        "nested quotation",
        "en",
        "“He told me ‘never again’ and left,” said Nora Quinn.",
        ("direct | Nora Quinn | He told me ‘never again’ and left",),
        ("Nora Quinn=Nora Quinn/IRL",),
    ),
    Case(
        "unnamed speaker",
        "en",
        "“The planes are ready,” said a senior official who asked not to be named.",
        ("direct | a senior official | The planes are ready",),
    ),
    Case(
        "signed quotation",
        "en",
        "“Nobody asked us before the road was built.” – Elena Duarte",
        ("direct | Elena Duarte | Nobody asked us before the road was built.",),
        ("Elena Duarte=Elena Duarte/BRA",),
    ),
    # English: not quotes
    Case("scare quotes", "en", "The “open door” policy has split the alliance for years.", ()),
    Case(
        "sub-heading in quotation marks",
        "en",
        "The council met in Riga on Monday to discuss the treaty.\n‘Point of No Return’\n"
        "Ministers left the building without a word.",
        (),
    ),
    Case(
        "title of a programme",
        "en",
        "On his show “The Morning Hour,” the host repeatedly mocked the senator.",
        (),
    ),
    Case(
        "question of whether",
        "en",
        "Ana Petrov declined to say whether the army had crossed the river.",
        (),
        ("Ana Petrov=Ana Petrov/BGR",),
    ),
    Case("no speaker", "en", "It is said that the lake once covered the valley.", ()),
    Case(
        "negated report",
        "en",
        "Ana Petrov did not say that the army had crossed the river.",
        (),
        ("Ana Petrov=Ana Petrov/BGR",),
    ),
    # English: mixed
    Case(
        "words used of a thing",
        "en",
        "Ana Petrov described the meeting as a “moment of truth” on Friday.",
        ("mixed | Ana Petrov | the meeting as a “moment of truth”",),
        ("Ana Petrov=Ana Petrov/BGR",),
    ),
    Case(
        "called in quotation marks",
        "en",
        "Ana Petrov called the decision “a grave mistake”.",
        ("mixed | Ana Petrov | the decision “a grave mistake”",),
        ("Ana Petrov=Ana Petrov/BGR",),
    ),
    Case(
        "reported clause with quoted words",
        "en",
        "Ana Petrov said the treaty was “dead and buried” after the vote.",
        ("mixed | Ana Petrov | the treaty was “dead and buried” after the vote",),
        ("Ana Petrov=Ana Petrov/BGR",),
    ),
    Case(
        "reported clause wholly in quotation marks",
        "en",
        "Ana Petrov said that “the army will never leave the valley.”",
        ("direct | Ana Petrov | the army will never leave the valley.",),
        ("Ana Petrov=Ana Petrov/BGR",),
    ),
    # English: indirect
    Case(
        "that-clause",
        "en",
        "Ana Petrov said that the ceasefire had collapsed in the east.",
        ("indirect | Ana Petrov | the ceasefire had collapsed in the east",),
        ("Ana Petrov=Ana Petrov/BGR",),
    ),
    Case(
        "bare clause",
        "en",
        "The ministry said the ceasefire had collapsed in the east.",
        ("indirect | The ministry | the ceasefire had collapsed in the east",),
    ),
    Case(
        "clause before the verb",
        "en",
        "The ceasefire has collapsed in the east, a spokesman said on Monday.",
        ("indirect | a spokesman | The ceasefire has collapsed in the east",),
    ),
    Case(
        "verb before its speaker",
        "en",
        "The road to the airport is open again, said Colonel Idris Bello.",
        ("indirect | Colonel Idris Bello | The road to the airport is open again",),
        ("Colonel Idris Bello=Idris Bello/NGA/title",),
    ),
    Case(
        "report inside its clause",
        "en",
        "The new road, officials said, will open before winter.",
        ("indirect | officials | The new road, officials said, will open before winter",),
    ),
    Case(
        "coordinated reports",
        "en",
        "Ana Petrov said that the talks had failed and warned that winter would be hard.",
        (
            "indirect | Ana Petrov | the talks had failed",
            "indirect | Ana Petrov | winter would be hard",
        ),
        ("Ana Petrov=Ana Petrov/BGR",),
    ),
    Case(
        "participle after a report",
        "en",
        "Ana Petrov said the talks had failed, adding that winter would be hard.",
        (
            "indirect | Ana Petrov | the talks had failed",
            "indirect | Ana Petrov | winter would be hard",
        ),
        ("Ana Petrov=Ana Petrov/BGR",),
    ),
    Case(
        "addressee",
        "en",
        "Ana Petrov told lawmakers that the talks had failed.",
        ("indirect | Ana Petrov | the talks had failed",),
        ("Ana Petrov=Ana Petrov/BGR",),
    ),
    Case(
        "according to, first",
        "en",
        "According to Ana Petrov, the river has risen by two metres.",
        ("indirect | Ana Petrov | the river has risen by two metres",),
        ("Ana Petrov=Ana Petrov/BGR",),
    ),
    Case(
        "according to, last",
        "en",
        "The river has risen by two metres, according to Ana Petrov.",
        ("indirect | Ana Petrov | The river has risen by two metres",),
        ("Ana Petrov=Ana Petrov/BGR",),
    ),
    Case(
        "denial",
        "en",
        "The army denied that its planes had bombed the market.",
        ("indirect | The army | its planes had bombed the market",),
    ),
    Case(
        "promise",
        "en",
        "Ana Petrov promised to withdraw the troops by June.",
        ("indirect | Ana Petrov | to withdraw the troops by June",),
        ("Ana Petrov=Ana Petrov/BGR",),
    ),
    Case(
        "urged another to act",
        "en",
        "Ana Petrov urged both parties to return to the table.",
        ("indirect | Ana Petrov | both parties to return to the table",),
        ("Ana Petrov=Ana Petrov/BGR",),
    ),
    Case(
        "noun with a clause",
        "en",
        "Ana Petrov issued a warning that the dam could burst.",
        ("indirect | Ana Petrov | the dam could burst",),
        ("Ana Petrov=Ana Petrov/BGR",),
    ),
    Case(
        "time between verb and clause",
        "en",
        "Ana Petrov said on Friday that the talks had failed.",
        ("indirect | Ana Petrov | the talks had failed",),
        ("Ana Petrov=Ana Petrov/BGR",),
    ),
    Case(
        "thought counts only when asked for",
        "en",
        "Ana Petrov believes that the talks have failed.",
        (),
        ("Ana Petrov=Ana Petrov/BGR",),
    ),
    Case(
        "thought in wide reach",
        "en",
        "Ana Petrov believes that the talks have failed.",
        ("indirect | Ana Petrov | the talks have failed",),
        ("Ana Petrov=Ana Petrov/BGR",),
        wide=True,
    ),
    # Indonesian: words in quotation marks
    Case(
        "pembicara sesudah",
        "id",
        "“Jembatan itu akan dibuka pada bulan Maret,” kata Ratna Dewanti.",
        ("direct | Ratna Dewanti | Jembatan itu akan dibuka pada bulan Maret",),
        ("Ratna Dewanti=Ratna Dewanti/IDN",),
    ),
    Case(
        "titik dua",
        "id",
        "Menteri Pertahanan Budi Hartawan mengatakan: “Pelabuhan ditutup. Pasar juga ditutup.”",
        ("direct | Menteri Pertahanan Budi Hartawan | Pelabuhan ditutup. Pasar juga ditutup.",),
        ("Menteri Pertahanan Budi Hartawan=Budi Hartawan/IDN/title",),
    ),
    Case(
        "klitik -nya",
        "id",
        "Ratna Dewanti membuka sidang itu. “Anggaran sudah siap,” ujarnya.",
        ("direct | nya=Ratna Dewanti | Anggaran sudah siap",),
        ("Ratna Dewanti=Ratna Dewanti/IDN",),
    ),
    Case(
        "klitik sesudah paragraf lain",
        "id",
        "“Kami menolak usulan itu,” kata Ratna Dewanti.\n“Rakyat sudah lelah,” tambahnya.",
        (
            "direct | Ratna Dewanti | Kami menolak usulan itu",
            "direct | nya=Ratna Dewanti | Rakyat sudah lelah",
        ),
        ("Ratna Dewanti=Ratna Dewanti/IDN",),
    ),
    Case(
        "dia memperingatkan",
        "id",
        "Ratna Dewanti menemui wartawan. “Musim dingin akan lebih berat,” dia memperingatkan.",
        ("direct | dia=Ratna Dewanti | Musim dingin akan lebih berat",),
        ("Ratna Dewanti=Ratna Dewanti/IDN",),
    ),
    Case(
        "dua kutipan mengapit",
        "id",
        "“Perundingan gagal,” katanya. “Kami akan pulang besok.”",
        (
            "direct | nya | Perundingan gagal",
            "direct | nya | Kami akan pulang besok.",
        ),
    ),
    Case(
        "kutipan berlanjut",
        "id",
        "Jenderal Agus Maulana mengatakan: “Pasukan kami menguasai celah itu.\n"
        "“Mereka akan bertahan sampai musim semi.”",
        (
            "direct | Jenderal Agus Maulana | Pasukan kami menguasai celah itu.",
            "direct | Jenderal Agus Maulana | Mereka akan bertahan sampai musim semi.",
        ),
        ("Jenderal Agus Maulana=Agus Maulana/IDN/title",),
    ),
    Case(
        "memperingatkan di akhir paragraf",
        "id",
        "Ratna Dewanti memperingatkan para wakil rakyat:\n"
        "“Musim kering akan lebih panjang daripada tahun lalu.”",
        ("direct | Ratna Dewanti | Musim kering akan lebih panjang daripada tahun lalu.",),
        ("Ratna Dewanti=Ratna Dewanti/IDN",),
    ),
    Case(
        "tanda kutip penutup di kedua sisi",
        "id",
        "”Harga beras sudah turun di semua pasar,” tutur Ratna Dewanti.",
        ("direct | Ratna Dewanti | Harga beras sudah turun di semua pasar",),
        ("Ratna Dewanti=Ratna Dewanti/IDN",),
    ),
    Case(
        "atribusi kacau",
        "id",
        "“Kami belum menerima jawaban,” Menteri Perdagangan Ratna Kata Dewanti, niaga, kata.",
        ("direct | Ratna Kata Dewanti | Kami belum menerima jawaban",),
        ("Ratna Kata Dewanti=Ratna Dewanti/IDN",),
    ),
    Case(
        "pejabat tanpa nama",
        "id",
        "“Pesawat sudah siap,” kata seorang pejabat senior yang enggan disebut namanya.",
        ("direct | seorang pejabat senior | Pesawat sudah siap",),
    ),
    # Indonesian: not quotes
    Case("kutip sindiran", "id", "Kebijakan “pintu tertutup” itu memecah aliansi sejak lama.", ()),
    Case(
        "anak judul",
        "id",
        "Dewan bertemu di Bandung pada hari Senin untuk membahas perjanjian itu.\n"
        "‘Titik Balik’\nPara menteri meninggalkan gedung tanpa sepatah kata pun.",
        (),
    ),
    Case(
        "pertanyaan apakah",
        "id",
        "Ratna Dewanti tidak mengatakan apakah pasukan telah menyeberangi sungai.",
        (),
        ("Ratna Dewanti=Ratna Dewanti/IDN",),
    ),
    # Indonesian: mixed and indirect
    Case(
        "menggambarkan sebagai",
        "id",
        "Ratna Dewanti menggambarkan pertemuan itu sebagai “titik balik” pada hari Jumat.",
        ("mixed | Ratna Dewanti | pertemuan itu sebagai “titik balik”",),
        ("Ratna Dewanti=Ratna Dewanti/IDN",),
    ),
    Case(
        "klausa dengan kata terkutip",
        "id",
        "Ratna Dewanti mengatakan bahwa perjanjian itu “sudah mati” setelah pemungutan suara.",
        ("mixed | Ratna Dewanti | perjanjian itu “sudah mati” setelah pemungutan suara",),
        ("Ratna Dewanti=Ratna Dewanti/IDN",),
    ),
    Case(
        "bahwa",
        "id",
        "Ratna Dewanti mengatakan bahwa gencatan senjata telah gagal di timur.",
        ("indirect | Ratna Dewanti | gencatan senjata telah gagal di timur",),
        ("Ratna Dewanti=Ratna Dewanti/IDN",),
    ),
    Case(
        "tanpa bahwa",
        "id",
        "Ratna Dewanti mengatakan pasukan asing tidak akan memasuki wilayah itu.",
        ("indirect | Ratna Dewanti | pasukan asing tidak akan memasuki wilayah itu",),
        ("Ratna Dewanti=Ratna Dewanti/IDN",),
    ),
    Case(
        "koma sesudah kata kerja",
        "id",
        "Ratna Dewanti menegaskan, bantuan akan tiba sebelum akhir pekan.",
        ("indirect | Ratna Dewanti | bantuan akan tiba sebelum akhir pekan",),
        ("Ratna Dewanti=Ratna Dewanti/IDN",),
    ),
    Case(
        "menurut di depan",
        "id",
        "Menurut Ratna Dewanti, permukaan sungai naik dua meter.",
        ("indirect | Ratna Dewanti | permukaan sungai naik dua meter",),
        ("Ratna Dewanti=Ratna Dewanti/IDN",),
    ),
    Case(
        "menurut di belakang",
        "id",
        "Permukaan sungai naik dua meter menurut Ratna Dewanti.",
        ("indirect | Ratna Dewanti | Permukaan sungai naik dua meter",),
        ("Ratna Dewanti=Ratna Dewanti/IDN",),
    ),
    Case(
        "kata di tengah",
        "id",
        "Jalan baru itu, kata Ratna Dewanti, akan dibuka sebelum Lebaran.",
        (
            "indirect | Ratna Dewanti | Jalan baru itu, kata Ratna Dewanti, "
            "akan dibuka sebelum Lebaran",
        ),
        ("Ratna Dewanti=Ratna Dewanti/IDN",),
    ),
    Case(
        "dan memperingatkan bahwa",
        "id",
        "Ratna Dewanti mengatakan perundingan telah gagal, dan memperingatkan bahwa musim kering "
        "akan berat.",
        (
            "indirect | Ratna Dewanti | perundingan telah gagal",
            "indirect | Ratna Dewanti | musim kering akan berat",
        ),
        ("Ratna Dewanti=Ratna Dewanti/IDN",),
    ),
    Case(
        "membantah",
        "id",
        "Kementerian itu membantah bahwa pesawatnya mengebom pasar.",
        ("indirect | Kementerian itu | pesawatnya mengebom pasar",),
    ),
    Case(
        "mendesak agar",
        "id",
        "Ratna Dewanti mendesak kedua pihak untuk kembali ke meja perundingan.",
        ("indirect | Ratna Dewanti | kedua pihak untuk kembali ke meja perundingan",),
        ("Ratna Dewanti=Ratna Dewanti/IDN",),
    ),
    Case(
        "keterangan waktu sebelum pembicara",
        "id",
        "Sebelum perundingan dimulai, Ratna Dewanti mengatakan: “Kami datang untuk berdamai.”",
        ("direct | Ratna Dewanti | Kami datang untuk berdamai.",),
        ("Ratna Dewanti=Ratna Dewanti/IDN",),
    ),
    # words in quotation marks inside a clause that judges
    Case(
        "verdict after as",
        "en",
        "Ortania condemned the blockade as “a slow strangling of the coast” and left.",
        ("direct | Ortania=Ortania | a slow strangling of the coast",),
        ("Ortania=Ortania/ORT",),
    ),
    Case(
        "verdict of a coordinated verb",
        "en",
        "Minister Dana Okoro met crews, condemned the “reckless conduct” of the fleet and left.",
        ("direct | Minister Dana Okoro=Dana Okoro | reckless conduct",),
        ("Dana Okoro=Dana Okoro/NGA",),
    ),
    Case(
        "praised for speaking",
        "en",
        "President Luis Ortega praised the envoys for speaking “with one voice and no fear”.",
        ("direct | President Luis Ortega=Luis Ortega | with one voice and no fear",),
        ("Luis Ortega=Luis Ortega/ECU",),
    ),
    Case(
        "passive verdict",
        "en",
        "The raid, condemned by Ortania as “an act of piracy”, killed three sailors.",
        ("direct | Ortania | an act of piracy",),
        ("Ortania=Ortania/ORT",),
    ),
    Case(
        "two verdicts of one verb",
        "en",
        "Ana Petrov dismissed the vote as “a farce” and “a stain on the republic”.",
        ("direct | Ana Petrov | a farce", "direct | Ana Petrov | a stain on the republic"),
        ("Ana Petrov=Ana Petrov/BGR",),
    ),
    Case(
        "verdict after a participle with having",
        "en",
        "Ana Petrov was back in the hall, having described the vote last week as a “bad joke”.",
        ("mixed | Ana Petrov | the vote last week as a “bad joke”",),
        ("Ana Petrov=Ana Petrov/BGR",),
    ),
    Case(
        "names, titles and what is defended are no verdicts",
        "en",
        "Ana Petrov praised the film “Winter Road”. Ana Petrov defended the “open harbour” policy.",
        (),
        ("Ana Petrov=Ana Petrov/BGR",),
    ),
    Case(
        "verdict, Indonesian",
        "id",
        "Ortania mengecam blokade itu sebagai “pencekikan yang pelan-pelan” dan menarik dutanya.",
        ("direct | Ortania | pencekikan yang pelan-pelan",),
        ("Ortania=Ortania/ORT",),
    ),
    Case(
        "called, with another verb after, Indonesian",
        "id",
        "Menteri Bagas Wirawan menyebut razia itu “aib bagi kota kita” dan meminta camat mundur.",
        ("mixed | Menteri Bagas Wirawan=Bagas Wirawan | razia itu “aib bagi kota kita”",),
        ("Bagas Wirawan=Bagas Wirawan/IDN",),
    ),
    Case(
        "passive verdict, Indonesian",
        "id",
        "Serangan itu dikecam Ortania sebagai “kejahatan yang tak termaafkan”.",
        ("direct | Ortania | kejahatan yang tak termaafkan",),
        ("Ortania=Ortania/ORT",),
    ),
    Case(
        "a quotation closed before the next cue, Indonesian",
        "id",
        "Bagas Wirawan menyatakan razia itu “tidak sah” dan menjanjikan “ganti rugi penuh”.",
        (
            "mixed | Bagas Wirawan | razia itu “tidak sah”",
            "direct | Bagas Wirawan | ganti rugi penuh",
        ),
        ("Bagas Wirawan=Bagas Wirawan/IDN",),
    ),
    # names that the tables know only in part, or not at all
    Case(
        "a particle carries the name on",
        "en",
        "“The maps keep changing,” senior negotiator Talib al-Rashwan said.",
        ("direct | negotiator Talib al-Rashwan=Talib al-Rashwan | The maps keep changing",),
        ("negotiator Talib=Talib/ORT/title/person:talib",),
    ),
    Case(
        "a known name carried on is somebody else",
        "en",
        "The mayor, Marina dos Anjos, said: “Nobody warned the harbour.”",
        ("direct | Marina dos Anjos=Marina dos Anjos | Nobody warned the harbour.",),
        ("Marina=Marina Costa/PRT",),
    ),
    Case(
        "office, then the name between commas",
        "en",
        "“Nobody will sign this,” the rebels' spokesman, Dr. Tamu, said by phone.",
        ("direct | Dr. Tamu=Tamu | Nobody will sign this",),
        ("spokesman=ORT spokesperson/ORT/title/role:ORT.spokesperson", "Dr. Tamu=Tamu/ORT"),
    ),
    Case(
        "one word names the speaker",
        "en",
        "“The river took everything,” Suparti, a rice trader, said.",
        ("direct | Suparti=Suparti | The river took everything",),
    ),
    Case(
        "a lower-case description has no name",
        "en",
        "“The river took everything,” said a rice trader from the delta.",
        ("direct | a rice trader from the delta=None | The river took everything",),
    ),
    Case(
        "somebody no table knows, Indonesian",
        "id",
        '"Kami datang sendiri," kata Laras Pratiwi bin Saleh, mahasiswa semester lima.',
        ("direct | Laras Pratiwi bin Saleh=Laras Pratiwi bin Saleh | Kami datang sendiri",),
    ),
    Case(
        "member, then the name between commas, Indonesian",
        "id",
        'Seorang anggotanya, Andika Wijanarko, menuding koalisi "membajak aturan main".',
        ("direct | Andika Wijanarko | membajak aturan main",),
        ("Andika Wijanarko=Andika Wijanarko/IDN",),
    ),
)
