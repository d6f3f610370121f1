"""Text-free signatures of captures: the same text is found by the lock alone, and no text can be read out of one."""

from __future__ import annotations

import base64
import hashlib
import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from support.small import Small

from dossier.model.signatures import ENOUGH, FEWEST, RUN, SLOTS, Signature, runs, same_texts, share, signature
from dossier.pipeline import check
from dossier.store.lock import HEAD, Lock, Signed, dump, parse
from dossier.verify import verified

VOCABULARY = [f"word{n}" for n in range(2_000)]
ARABIC = [f"{a}{b}{c}" for a in "ابتثجحخدذر" for b in "زسشصضطظعغف" for c in "قكلمنهوي"]
HAN = [chr(0x4E00 + n) for n in range(2_000)]
THAI = [chr(0x0E01 + n) for n in range(44)]


def words(seed: int, count: int, vocabulary: Sequence[str] = VOCABULARY) -> list[str]:
    """A text of random words, the same for a seed."""
    return random.Random(seed).choices(vocabulary, k=count)


def signed(*blocks: str) -> Signature:
    return signature(["A headline", *blocks])


def prose(parts: Sequence[str], between: str = " ") -> str:
    return between.join(parts)


def test_a_text_has_one_signature_on_every_machine() -> None:
    """Locks are compared by their bytes: another hash, order or platform would make every one of them stale."""
    found = signed(prose(words(1, 400)), prose(words(2, 400)))
    assert found.runs == 797
    assert hashlib.sha256(found.slots).hexdigest()[:32] == "2e8124e23bca10eba8b962db5965f8e4"
    assert signed(prose(words(1, 400)), prose(words(2, 400))) == found


def test_the_headline_case_punctuation_and_paragraphs_make_no_difference() -> None:
    text = words(3, 200)
    plain = signature(["One headline", prose(text)])
    assert signature(["Another", prose(text).upper() + ".", ""]) == plain
    assert signature(["Another", prose(text[:90], ", "), "«" + prose(text[90:], " – ") + "»"]) == plain


@pytest.mark.parametrize("count", [4, 23, 400, pytest.param(40_000, marks=pytest.mark.slow)])
def test_it_has_512_bytes_however_long_the_text_is(count: int) -> None:
    assert len(signed(prose(words(4, count))).slots) == SLOTS == 512


@pytest.mark.parametrize("count", [0, 1, RUN - 1])
def test_less_than_a_run_has_none(count: int) -> None:
    assert signed(prose(words(5, count))) == Signature(0, b"")


def test_a_text_of_few_runs_is_compared_with_none() -> None:
    short = signed(prose(words(6, FEWEST + RUN - 2)))
    enough = signed(prose(words(6, FEWEST + RUN - 1)))
    assert (short.runs, share(short, short)) == (FEWEST - 1, 0.0)
    assert (enough.runs, share(enough, enough)) == (FEWEST, 1.0)
    assert same_texts({"a": short, "b": short}) == []
    assert [(p.one, p.other) for p in same_texts({"b": enough, "a": enough})] == [("a", "b")]


def reprinted(text: Sequence[str], every: int, seed: int) -> list[str]:
    """A reprint: a lead of its own, the last tenth cut, and a word changed in each so many."""
    other = words(seed, len(text))
    changed = [other[n] if n % every == 7 else word for n, word in enumerate(text[: len(text) * 9 // 10])]
    return [*words(seed + 1, 25), *changed]


@pytest.mark.parametrize("seed", range(8))
def test_a_reprint_with_a_lead_of_its_own_and_words_changed_is_found(seed: int) -> None:
    text = words(seed, 600)
    copy = reprinted(text, 60, seed + 100)
    exact = len(runs(["", prose(text)]) & runs(["", prose(copy)])) / len(runs(["", prose(copy)]))
    estimated = share(signed(prose(text)), signed(prose(copy)))
    assert 0.8 < exact < 0.92
    assert estimated == pytest.approx(exact, abs=0.08)
    assert same_texts({"text": signed(prose(text)), "copy": signed(prose(copy))})


@pytest.mark.parametrize("seed", range(8))
def test_two_reports_that_quote_one_statement_are_two_texts(seed: int) -> None:
    """More than half of either is the statement: that is no reprint, and 0.57 was the most that was measured."""
    statement = words(seed, 220)
    one, other = (prose([*words(seed + n, 90), *statement, *words(seed + n + 1, 90)]) for n in (200, 300))
    assert share(signed(one), signed(other)) == pytest.approx(0.55, abs=0.08)
    assert share(signed(one), signed(other)) < ENOUGH
    assert same_texts({"one": signed(one), "other": signed(other)}) == []


def test_different_texts_have_nothing_in_common() -> None:
    found = {f"text-{seed}": signed(prose(words(seed, 500))) for seed in range(40)}
    assert same_texts(found) == []
    shares = [share(found["text-0"], other) for id_, other in found.items() if id_ != "text-0"]
    assert max(shares) < 0.1


@pytest.mark.slow
def test_a_short_text_does_not_seem_to_stand_in_a_long_one_by_chance() -> None:
    """A slot in 256 is equal by chance: of 22,500 such pairs 389 would seem to be one text, were all lengths compared."""
    short = [signed(prose(words(n, FEWEST + RUN))) for n in range(150)]
    long = [signed(prose(words(10_000 + n, 1_500))) for n in range(150)]
    assert {share(one, other) for one in short for other in long} == {0.0}


@pytest.mark.parametrize("part", [80, 200, 300])
def test_an_opening_is_found_in_the_full_text(part: int) -> None:
    """Who read the opening alone has the same text as who read all of it: the share is of the shorter of the two."""
    text = words(9, 400)
    pairs = same_texts({"opening": signed(prose(text[:part])), "full": signed(prose(text))})
    assert [(p.one, p.other) for p in pairs] == [("full", "opening")]


@pytest.mark.parametrize(
    ("vocabulary", "between"),
    [(HAN, ""), (THAI, ""), (ARABIC, " "), (["Süß", "Île", "Ñandú", "жить", *ARABIC[:200]], " ")],
    ids=["Chinese", "Thai", "Arabic", "mixed"],
)
def test_scripts_without_blanks_and_without_capitals(vocabulary: Sequence[str], between: str) -> None:
    text = words(10, 500, vocabulary)
    copy = [*words(11, 30, vocabulary), *text[:450]]
    other = words(12, 500, vocabulary)
    pairs = same_texts(
        {
            "text": signed(prose(text, between)),
            "copy": signed(prose(copy, between)),
            "other": signed(prose(other, between)),
        }
    )
    assert [(p.one, p.other) for p in pairs] == [("copy", "text")]


def test_vowel_signs_and_letter_forms_make_no_difference_in_arabic() -> None:
    text = (
        "وَقَالَ الوَزِيرُ إنَّ المِينَاءَ سَيُفتَحُ غَدًا أمَامَ السُّفُنِ كُلِّهَا "
        "بَعدَ أن أُغلِقَ أيَّامًا بِسَبَبِ الضَّبَابِ الكَثِيفِ الَّذِي غَطَّى "
        "السَّاحِلَ كُلَّهُ مُنذُ مَسَاءِ الأحَدِ المَاضِي"
    )
    plain = (
        "وقال الوزير إن الميناء سيفتح غدا أمام السفن كلها "
        "بعد أن أغلق أياما بسبب الضباب الكثيف الذي غطى "
        "الساحل كله منذ مساء الأحد الماضي"
    )
    assert signed(text) == signed(plain)


def test_no_sentence_can_be_rebuilt_since_thousands_of_millions_of_runs_fit_each_slot() -> None:
    """A slot holds eight bits of a hash: of the runs that can be written, one in 256 has them, whatever the text says.

    Of 2,000 words 16 million million runs can be made, so that each slot fits some 60 thousand million of them.
    """
    target = signed(prose(words(13, 300)))
    tried = 3_000
    singles = [signed(prose(run)).slots for run in (words(20_000 + n, RUN) for n in range(tried))]
    fits = [sum(slots[at] == target.slots[at] for slots in singles) for at in range(SLOTS)]
    assert sum(fits) / SLOTS == pytest.approx(tried / 256, rel=0.1)
    assert max(fits) < 5 * tried / 256
    assert len(VOCABULARY) ** RUN / 256 > 60e9


def test_a_run_of_the_text_fits_no_better_than_one_that_is_not_in_it() -> None:
    """Who guesses a run cannot tell by the signature: a run decides one slot in as many as the text has runs."""
    text = words(14, 2_000)
    target = signed(prose(text))
    inside = [signed(prose(text[at : at + RUN])).slots for at in range(0, 1_996, 2)]
    outside = [signed(prose(words(40_000 + n, RUN))).slots for n in range(998)]
    equal = [sum(map(int.__eq__, slots, target.slots)) for slots in inside]
    chance = [sum(map(int.__eq__, slots, target.slots)) for slots in outside]
    assert sum(equal) / len(equal) < sum(chance) / len(chance) + 0.5
    assert max(equal) < 12


def test_the_order_of_sentences_is_not_in_it() -> None:
    sentences = [prose(words(500 + n, 20)) for n in range(40)]
    shuffled = random.Random(15).sample(sentences, len(sentences))
    one, other = signed(*sentences), signed(*shuffled)
    assert sentences != shuffled
    assert share(one, other) > 0.8
    assert sum(map(int.__eq__, one.slots, other.slots)) > 0.7 * SLOTS


def test_the_lock_holds_no_word_of_a_text() -> None:
    text = prose(words(16, 300))
    line = dump([], {"a": Signed("0" * 64, signed(text))})
    assert line.startswith(HEAD + "a\tsignature\t")
    assert not any(word in line for word in text.split())
    assert parse(line) == Lock({}, {"a": Signed("0" * 64, signed(text))})
    assert base64.b64decode(line.split("\t")[-1]) == signed(text).slots


def article(id_: str) -> str:
    return (
        f"---\ntitle: {id_}\npublisher: {id_}-post\npublished: 2031-06-01\naccessed: 2031-06-02\nlanguage: en\n"
        "read: full\nclaims:\n  - {claim: mast-fell, stance: asserts, basis: witnessed, rests_on: [own]}\n---\n\nA text.\n"
    )


def test_a_fresh_clone_without_captures_finds_the_same_text(tmp_path: Path) -> None:
    text = words(17, 300)
    files = {f"content/articles/{id_}.md": article(id_) for id_ in ("one", "other", "third")}
    files |= {
        f"content/publishers/{id_}-post.md": f"---\ntitle: {id_} Post\n---\n\nA paper.\n"
        for id_ in ("one", "other", "third")
    }
    files["content/places/hill.md"] = "---\ntitle: The hill\ntype: site\n---\n\nA hill.\n"
    files["content/claims/mast-fell.md"] = "---\ntitle: The mast fell\nabout: [hill]\n---\n\nAt issue.\n"
    captures = {
        "captures/one.txt": f"One\n\n{prose(text)}\n",
        "captures/other.txt": f"Other\n\n{prose(reprinted(text, 60, 18))}\n",
        "captures/third.txt": f"Third\n\n{prose(words(19, 300))}\n",
    }
    desk = Small(tmp_path / "desk")
    settings = desk.write({**files, **captures})
    done = verified(check(settings), desk.project / "captures", settings)
    lock = dump((*done.found, *done.kept), done.signed)
    clone = Small(tmp_path / "clone").check({**files, "content/dossier.lock": lock})
    assert [d.code for d in clone.diagnostics] == ["same-text"]
    assert (
        clone.figures.claims["mast-fell"].line
        == "Reported by 3 articles, from 2 independent origins. No dissent."
    )
    assert dict(clone.figures.claims["mast-fell"].same_text) == {"other": "one"}
