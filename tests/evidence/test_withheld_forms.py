"""A withheld name in the forms in which languages write it, and the words that are others."""

from __future__ import annotations

import pytest

from dossier.store.withheld import search

FORMS = {
    "hebrew": ("משה", ["ומשה אמר", "למשה", "שלמשה", "במשה", "כשמשה", "המשה"]),
    "hebrew, short": ("דן", ["ודן הלך", "לדן"]),
    "turkish": ("Ali", ["Alinin evi", "Aliye sordu", "Aliyi", "Aliden", "Alide", "Aliyle", "Aliler"]),
    "turkish, behind a consonant": ("Umut", ["Umutun şapkası", "Umuta değil", "Umuttan aldı", "Umutla çıktı"]),
    "turkish, ı": ("Işık", ["Işıkın kızı", "Işıka"]),
    "greek": ("Νίκος", ["του Νίκου", "τον Νίκο", "Νίκε"]),
    "greek, feminine": ("Μαρία", ["της Μαρίας"]),
    "greek, a surname": ("Παπαδόπουλος", ["του Παπαδόπουλου"]),
    "greek, -ης": ("Γιάννης", ["του Γιάννη"]),
    "polish": ("Nowak", ["powiedział Nowakowi", "z Nowakiem żył", "Nowaka śledzili"]),
    "polish, feminine": ("Marta", ["Marcie dał książkę", "Martę", "Marty ślad"]),
    "polish, e that goes": ("Marek", ["Marka śledzili", "z Markiem żył"]),
    "polish, -ski": ("Górski", ["Górska śledziła"]),
    "czech": ("Jana", ["Janě řekl", "s Janou říká", "Janu viděl, řekl"]),
    "ukrainian": ("Ольга", ["Ользі"]),
    "ukrainian, e that goes": ("Кравець", ["Кравця", "Кравцеві"]),
    "ukrainian, masculine": ("Андрій", ["Андрієві", "Андрієм"]),
    "russian, e that goes": ("Павел", ["Павла", "с Павлом"]),
    "persian": ("رستم", ["رستم‌های", "رستمرا", "رستم‌شان"]),
    "sorani": ("هێمن", ["هێمنەکە", "هێمنیان", "هێمندا"]),
    "kurmanji": ("Azad", ["Azadî got", "Azadê min", "bi Azadên"]),
    "kurmanji, behind a vowel": ("Rojda", ["Rojdayê dît"]),
    "german": ("Otmar", ["Otmars Haus"]),
    "english": ("Omar", ["Omars house", "the two Omars"]),
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text"),
    [(name, text) for name, texts in FORMS.values() for text in texts],
)
def test_a_form_of_the_name_is_the_name(name: str, text: str) -> None:
    page = f"<p>It was said: {text}.</p>"
    assert [hit.actor for hit in search({"a/index.html": page.encode()}, {"x": (name,)})] == ["x"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("משה", "משהו קרה"),  # something
        ("דן", "אדן, עדן"),
        ("Ali", "Alia, Aliya, Alida, Alina, Alice, the align of aliens, alinin in lower case"),
        ("Mark", "the marks on the wall"),
        ("Mark", "Markets, a Marker"),
        ("Umut", "Umutun, Umuta"),  # no letter here is Turkish
        ("Jan", "Jane, Jana and Janis went"),
        ("Jan", "Jane, Janis: für Jürgen"),
        ("Bill", "pay the bills"),
        ("Nowak", "Nowakowska"),
        ("Marta", "Martin, Martha: świat"),
        ("Μαρία", "ο Μάριος"),
        ("Νίκος", "η Νίκη"),
        ("Ольга", "Олька"),
        ("Павел", "Павлин"),
        ("Кравець", "Кравчук"),
        ("رستم", "رستاخیز, رستوران"),
        ("هێمن", "هێمنایەتی"),
        ("Azad", "Azadi, Azade"),  # no letter here is Kurdish
        ("Omar", "Omarska, the Romans"),
        ("Otto", "mottos, the ottos"),
    ],
)
def test_another_word_is_not(name: str, text: str) -> None:
    assert not search({"a/index.html": f"<p>{text}.</p>".encode()}, {"x": (name,)})


def test_any_record_may_have_spellings_and_an_article_the_words_of_a_quotation() -> None:
    names = {"old-mill": ("Mlyn",), "a-report": ("we hid in the cellar of the mill",)}
    page = {"a/index.html": b"they were at the Mlyn; <q>We hid in the cellar, of the <b>mill</b></q>"}
    assert {hit.actor for hit in search(page, names)} == {"a-report", "old-mill"}
