"""The index: words folded alike, the same bytes twice, no label in it, and no file of it large."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.small import Small

from dossier.config import load
from dossier.export.search.entries import entry
from dossier.export.search.shards import DIGITS, FINAL, MARKS, cut, number
from dossier.model.pages import Page
from dossier.model.words import COMMON, chunks, forms, words
from dossier.pipeline import compose

ALIKE = [
    ("Jolani", "jolani"), ("JOLANI", "jolani"), ("al-Jolani", "jolani"), ("Al‑Jolani,", "jolani"), ("ash-Sham", "sham"),
    ("Jolani's", "jolani"), ("Jolani’s", "jolani"), ("Hay'at", "hayat"), ("Ḥayʾat", "hayat"), ("Straße", "strasse"),
    ("İdlib", "idlib"), ("IĞDIR", "igdir"), ("ığdır", "igdir"), ("Şara", "sara"), ("Efrîn", "efrin"), ("Søren", "soren"),
    ("الجولاني", "جولاني"), ("والجولاني", "جولاني"), ("للجولاني", "جولاني"), ("جولانى", "جولاني"),
    ("إدلب", "ادلب"), ("أحمد", "احمد"), ("آفرين", "افرين"), ("هيئة", "هييه"), ("مُحَمَّد", "محمد"), ("محـــمد", "محمد"),
    ("کردستان", "كردستان"), ("الله", "الله"), ("٢٠٢٢", "2022"), ("Джулани", "джулани"), ("Шойгу", "шоигу"),
    ("Фёдор", "федор"), ("ﷲ", "الله"), ("Ὀδυσσεύς", "οδυσσευσ"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "folded"), ALIKE)
def test_a_word_is_folded(written: str, folded: str) -> None:
    assert words(written)[0][0] == folded


def test_other_forms_of_a_word_are_found_too() -> None:
    assert forms("al-Jolani") == ("jolani", "aljolani")
    assert forms("Erdoğan'ın") == ("erdoganin", "erdogan")
    assert forms("Turkey-Syria") == ("turkey", "turkeysyria", "syria")
    assert forms("新华社") == ("新", "华", "社")
    assert forms("—") == ()


SPELLINGS = [
    ("F-16", "F16"), ("F‑16", "f16"), ("S-400", "S400"), ("COVID-19", "COVID19"), ("e-mail", "email"),
    ("co-operation", "cooperation"), ("P.K.K.", "PKK"), ("U.S.", "US"), ("U.N.’s", "UN"), ("U.S.-led", "usled"),
    ("م.ت.ف", "متف"),
    ("1,500", "1500"), ("10.000", "10000"), ("1,50,000", "150000"), ("12 000", "12000"), ("12\u00a0000", "12000"),
    ("12\u202f000", "12000"), ("١٬٥٠٠", "1500"), ("Deir ez-Zor", "Ezzor"), ("es-Suwayda", "Essuwayda"),
    ("Deir-ez-Zor", "Deirezzor"),
    ("Al Jazeera", "Aljazeera"), ("ash-Sham", "Sham"),
    # scripts without blanks
    ("ท่าเรือถูกปิดเพราะพายุ", "พายุ"), ("ທ່າເຮືອຖືກປິດ", "ຖືກ"), ("កំពង់ផែត្រូវបានបិទ", "បានបិទ"), ("ဆိပ်ကမ်းပိတ်", "ပိတ်"),
    ("港のクレーン", "クレーン"), ("みなとがとじた", "とじた"), ("みなとがとじた", "た"), ("ｸﾚｰﾝ", "クレーン"),
    # joined, and apart
    ("رئیس‌جمهور", "جمهور"), ("رئیس‌جمهور", "رئیس"), ("عبدالله", "الله"), ("عبدالرحمن", "عبد"), ("הנמל", "נמל"),
    ("והנמל", "נמל"),
    ('צה"ל', "צהל"), ("צה״ל", "צהל"),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "looked_for"), SPELLINGS)
def test_one_spelling_finds_another(printed: str, looked_for: str) -> None:
    indexed = {form for chunk in chunks(printed) for form in forms(chunk)}
    assert indexed.issuperset(word[0] for chunk in chunks(looked_for) for word in words(chunk))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("दिल", "दल"), ("दिल", "दाल"), ("দিন", "দান"), ("தமிழ்", "தமழ"), ("かき", "がき"), ("はな", "ばな"), ("ދިވެހި", "ދވހ"),
        ("2012 300", "2012300"), ("3.14", "314"), ("as much", "asmuch"),
    ],
)  # fmt: skip
def test_what_differs_stays_apart(one: str, two: str) -> None:
    indexed = {form for chunk in chunks(one) for form in forms(chunk)}
    assert not indexed.issuperset(word[0] for chunk in chunks(two) for word in words(chunk))


def test_vowel_points_and_accents_are_dropped() -> None:
    assert words("שָׁלוֹם") == words("שלום")
    assert words("مُحَمَّد") == words("محمد")
    assert words("क़लम") == words("कलम")


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_and_leaves_nothing_to_fold(text: str) -> None:
    for chunk in text.split():
        for form in forms(chunk):
            assert form
            assert not set(form) & set(" ~" + MARKS)
            assert form == form.lower()


def read(text: str) -> list[int]:
    found, higher = [], 0
    for digit in text:
        value = DIGITS.index(digit)
        if value >= FINAL:
            higher = higher * (len(DIGITS) - FINAL) + value - FINAL + 1
        else:
            found.append(higher * FINAL + value)
            higher = 0
    return found


@given(st.lists(st.integers(0, 2_000_000)))
def test_numbers_are_read_as_they_were_written(numbers: list[int]) -> None:
    assert read("".join(map(number, numbers))) == numbers


def test_digits_spell_no_name_and_end_no_record() -> None:
    assert len(set(DIGITS)) == len(DIGITS)
    assert not set(DIGITS) & set('aeiouyAEIOUY~"\\' + MARKS)


@given(st.lists(st.integers(0, 50)), st.integers(1, 60))
def test_parts_are_whole_in_order_and_light(weights: list[int], most: int) -> None:
    parts = list(cut(weights, most))
    assert [at for part in parts for at in part] == list(range(len(weights)))
    assert all(len(part) == 1 or sum(weights[at] for at in part) <= most for part in parts)


FILES = {
    "content/index.md": "---\ntitle: Home\n---\n\nA text of ours.\n",
    "content/publishers/paper.md": "---\ntitle: The Paper\ncountry: SY\n---\n\nAn outlet.\n",
    "content/actors/leader.md": "---\ntitle: Abu Example al-Leader\ntype: person\n"
    "names: [{name: Abu Example al-Leader, lang: en}, {name: القائد, lang: ar}]\n---\n\nA leader.\n",
    "content/articles/report.md": "---\ntitle: A report\npublisher: paper\npublished: 2022-10\n"
    "published_because: it says so\naccessed: 2022-11-01\nlanguage: en\nread: full\n"
    "actors:\n  leader: {named: [Leeder], called: [zealotlabel]}\n---\n\nIt </script> reports <b>much</b> of [[leader]].\n",
}  # fmt: skip


def index(small: Small) -> dict[str, bytes]:
    checked = small.check(FILES)
    site = compose(checked, load(small.project / "mkdocs.yml"))
    return {name: data for name, data in site.files.items() if name.startswith("search/")}


def parts(files: dict[str, bytes], kind: str) -> list[object]:
    found = [re.fullmatch(rb'dossierSearch\.part\("([^"]+)",(.*)\);\n', data) for data in files.values()]
    return [json.loads(match[2]) for match in found if match and match[1].decode().startswith(kind)]


def test_every_file_is_a_script_that_hands_over_one_piece(small: Small) -> None:
    files = index(small)
    assert {name for name in files if name.count("/") == 1} == {
        "search/directory.js", "search/addresses.js", "search/spellings.js",
    }  # fmt: skip
    for name, data in files.items():
        piece = name.removeprefix("search/").removesuffix(".js")
        assert data.startswith(f'dossierSearch.part("{piece}",'.encode()), name
        assert len(data) < 12_000, name


def test_the_same_dossier_gives_the_same_bytes(small: Small) -> None:
    assert index(small) == index(small)


def test_a_label_is_nowhere_in_the_index_and_a_printed_name_is(small: Small) -> None:
    whole = b"".join(index(small).values()).lower()
    assert b"zealotlabel" not in whole
    assert b"leeder" in whole


def test_a_result_holds_its_kind_its_names_and_its_text_as_text(small: Small) -> None:
    files = index(small)
    rows = {row[0]: row for shard in parts(files, "rows/") for row in shard}  # type: ignore[attr-defined]
    title, note = rows["articles/report/"][1:3]
    assert "A report" in title
    assert note.startswith("Source")
    assert "The Paper" in title + note
    assert rows["actors/leader/"][2] == "Actor"
    assert "القائد" in rows["actors/leader/"][3]
    assert rows["articles/report/"][4] == "en"
    shard, at = rows["articles/report/"][5:]
    [number] = [n for n, part in enumerate(parts(files, "rows/")) if rows["articles/report/"] in part]  # type: ignore[operator]
    [texts] = parts(files, f"texts/{number}-{shard}")
    assert texts[at].startswith("It </script> reports <b>much</b> of Abu Example al-Leader.")  # type: ignore[index]


def test_a_headline_is_no_suggestion(small: Small) -> None:
    spelled = json.dumps(parts(index(small), "spellings"), ensure_ascii=False).casefold()
    assert "leeder" in spelled, "an actor's name is one"
    for article in small.check().corpus.articles:
        words_of = [word.casefold() for word in article.title.split() if len(word) > 5]
        assert words_of
        assert not [word for word in words_of if f'"{word}"' in spelled]


def test_bylines_quotations_and_values_are_in_the_index_with_their_article_alone(small: Small) -> None:
    article = FILES["content/articles/report.md"].replace(
        "actors:\n",
        "authors: [Иван Петров, '{Pier Quay}']\n"
        "title_translated: {en: headlinetranslated}\n"
        "rests_on: [{chain: unknown, because: chainreason}]\n"
        "claims:\n  - {claim: seen, stance: differs, value: fortyships, by: a dockhand}\n"
        "  - claim: seen\n    stance: asserts\n    quotes:\n"
        "      - {text: متوعدًا بإسقاط, lang: ar, translation: vowing}\n"
        "      - {publish: withhold, at: ¶ 3}\n"
        "  - {claim: seen, publish: withhold}\n"
        "actors:\n",
    )
    files = FILES | {
        "content/articles/report.md": article,
        "content/claims/seen.md": "---\ntitle: It was seen\nabout: [leader]\n---\n\nA claim.\n",
        "content/actors/leader.md": FILES["content/actors/leader.md"].replace(
            "type: person\n", "type: person\nroles: [{as: harbourmaster}]\nidentifiers: {wikidata: Q77}\n"
        ),
    }
    corpus = small.check(files).corpus
    found = {
        record.address: entry(corpus, Page(record.address, record.title, "", ""), record)
        for record in corpus.records.values()
    }
    text = found["articles/report/"].text
    for shown in (
        *("Иван Петров", "Pier Quay", "متوعدًا بإسقاط", "vowing", "fortyships", "a dockhand"),
        *("headlinetranslated", "chainreason", "it says so"),
    ):
        assert shown in text, shown
        words_of = {form for chunk in chunks(shown) for form in forms(chunk)} - COMMON
        assert words_of <= {word for field in found["articles/report/"].fields for word in field.split()}
    assert "{Pier" not in text
    assert "zealotlabel" not in text
    assert not [
        address for address, each in found.items() if "vowing" in each.text and "report" not in address
    ]
    assert "harbourmaster" in found["actors/leader/"].text
    assert "Q77" in found["actors/leader/"].text


def test_a_title_of_ours_is_shown_as_its_page_shows_it(small: Small) -> None:
    files = FILES | {
        "content/claims/seen.md": "---\ntitle: 'It was \"seen\"'\nabout: [leader]\n---\n\nA claim.\n",
        "content/articles/report.md": FILES["content/articles/report.md"].replace(
            "title: A report", "title: 'A \"report\"'"
        ),
    }
    corpus = small.check(files).corpus
    records = corpus.records
    titles = {
        id_: entry(corpus, Page(records[id_].address, records[id_].title, "", ""), records[id_]).title
        for id_ in ("seen", "report")
    }
    assert titles == {"seen": "It was “seen”", "report": 'A "report"'}  # its page's title


def test_a_text_is_shown_as_its_page_shows_it_and_found_in_both_spellings(small: Small) -> None:
    texts = (
        "He called it \"seen\", and the harbour's crew didn't. [[seen]] says so.",
        "He called it “seen”, and the harbour’s crew didn’t. [[seen]] says so.",
    )
    found = []
    for text in texts:
        files = FILES | {
            "content/claims/seen.md": "---\ntitle: 'It was \"seen\"'\nabout: [leader]\n---\n\nA claim.\n",
            "content/claims/other.md": f"---\ntitle: Another\nabout: [leader]\n---\n\n{text}\n",
        }
        corpus = small.check(files).corpus
        record = corpus.records["other"]
        found.append(entry(corpus, Page(record.address, record.title, "", ""), record))
    straight, typographic = found
    assert "He called it “seen”, and the harbour’s crew didn’t. It was “seen” says so." in straight.text
    assert straight == typographic
    assert {"seen", "harbour", "didnt"} <= {term for field in straight.fields for term in field.split()}
