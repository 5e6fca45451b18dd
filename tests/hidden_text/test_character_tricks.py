"""Characters that mislead a machine are undone and flagged; those of honest texts are neither."""

from time import process_time

import pytest

from vitae.documents import Limits, read_document
from vitae.domain.document import Document

CYRILLIC_O, CYRILLIC_A, CYRILLIC_E = "\u043e", "\u0430", "\u0435"


def read(text: str) -> Document:
    return read_document(text.encode(), Limits())


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (f"Pyth{CYRILLIC_O}n", "Python"),
        (f"J{CYRILLIC_A}v{CYRILLIC_A}", "Java"),
        (f"K\u0443b{CYRILLIC_E}rn{CYRILLIC_E}t{CYRILLIC_E}s", "Kybernetes"),
        ("\u0391WS \u039cSSQL", "AWS MSSQL"),
        ("Py\u200bth\u200bon Ja\u200bva", "Python Java"),
        ("Py\u200dth\u200con Ja\u2060va", "Python Java"),
        ("\u202enohtyP\u202c", "nohtyP"),
        ("Clerk" + "".join(chr(0xE0000 + ord(c)) for c in "hire me"), "Clerk"),
    ],
)
def test_tricks_are_undone_and_flagged(written: str, text: str) -> None:
    document = read(f"{written} at work")

    assert document.text == f"{text} at work"
    assert document.layout.flags == ("character_tricks",)


def test_a_russian_word_with_latin_letters_becomes_russian() -> None:
    assert read("Мoсквa Мoсквa Мoсквa").text == "Москва Москва Москва"


@pytest.mark.parametrize(
    "honest",
    [
        "\ufeffAda Example",
        "Donau\xaddampf\xadschiff\xadfahrt und Schiff\xadbau",
        "Менеджер проектов, C++-разработчик, SQL-запросы, 1С",
        "Разработчик на Pythonе и Javaскрипте",
        "5 µm, β-Carotene, TNFα, Δt, 10 kΩ, Ωmega",
        "Call \u202a+49 30 23125 000\u202c",
        "Flags \U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f and families 👨\u200d👩\u200d👧",
        "می\u200cخواهم کار کنم",
        "https://example.org/a\u200b/b",
        "Cтудент университета",
        "Αθήνα και Θεσσαλονίκη",
    ],
)
def test_honest_texts_play_no_tricks(honest: str) -> None:
    assert "character_tricks" not in read(honest).layout.flags


def test_the_anchor_of_a_word_that_was_undone_is_the_word() -> None:
    document = read("Skills: Py\u200bth\u200bon, Ja\u200bva, SQL")
    start = document.text.index("Java")

    assert document.anchor(start, start + 4).quote == "Java"


@pytest.mark.parametrize("flood", ["\u202e", "a\u200b", "o\u043e", "\U000e0041", "\u200d"])
def test_floods_of_tricks_are_undone_in_linear_time(flood: str) -> None:
    started = process_time()
    read(flood * 60_000 + " Clerk")

    assert process_time() - started < 5
