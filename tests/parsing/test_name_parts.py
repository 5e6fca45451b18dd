"""Which word of a name is what, and which is not told."""

import pytest

from vitae.domain.resume import NameParts
from vitae.parsing.name_parts import split_name


def parts(written: str, language: str | None) -> dict[str, str]:
    found = split_name(written, language) or NameParts()
    return {name: part for name in NameParts.__struct_fields__ if (part := getattr(found, name)) is not None}


@pytest.mark.parametrize(
    ("written", "language", "expected"),
    [
        ("Orla J. Fennimore", "en", {"given": "Orla", "middle": "J.", "family": "Fennimore"}),
        ("PETRA JANE HOLLOWAY", "en", {"given": "Petra", "middle": "Jane", "family": "Holloway"}),
        ("Gerwin von der Aue", "de", {"given": "Gerwin", "particle": "von der", "family": "Aue"}),
        ("Odile d'Arcourt-Lemaire Roche", "fr", {"given": "Odile", "family": "d'Arcourt-Lemaire Roche"}),
        ("Blanca Arrieta Olmos", "es", {"given": "Blanca", "family": "Arrieta Olmos"}),
        ("João Pedro da Fonseca", "pt", {"given": "João", "middle": "Pedro", "particle": "da", "family": "Fonseca"}),
        ("Fiammetta De Rosis", "it", {"given": "Fiammetta", "particle": "De", "family": "Rosis"}),
        ("Bożena Krzesińska-Dąb", "pl", {"given": "Bożena", "family": "Krzesińska-Dąb"}),
        ("Марина Громова", "ru", {"given": "Марина", "family": "Громова"}),
        ("Aoife Ní Riordan", "en", {"given": "Aoife", "particle": "Ní", "family": "Riordan"}),
    ],
)
def test_a_name_is_taken_apart_as_its_language_writes_names(
    written: str, language: str, expected: dict[str, str]
) -> None:
    assert parts(written, language) == expected


@pytest.mark.parametrize(
    ("written", "language", "expected"),
    [
        ("Dr.-Ing. Anke zur Nieden, MBA", "de", {"prefix": "Dr.-Ing.", "given": "Anke", "suffix": "MBA"}),
        ("Prof. Dr. rer. nat. Ulf Brahms", "de", {"prefix": "Prof. Dr. rer. nat.", "given": "Ulf"}),
        ("M. Yann Kerleo", "fr", {"prefix": "M.", "given": "Yann"}),
        ("Dott.ssa Livia Sartoris", "it", {"prefix": "Dott.ssa", "given": "Livia"}),
        ("mgr inż. Olga Wrona", "pl", {"prefix": "mgr inż.", "given": "Olga"}),
        ("Leopold T. Ashcombe III", "en", {"given": "Leopold", "suffix": "III"}),
        ("Ruben Hartnell Jr., Ph.D., PMP", "en", {"given": "Ruben", "suffix": "Jr., Ph.D., PMP"}),
        ("Naledi Khumalo-Steyn CA(SA)", "en", {"given": "Naledi", "suffix": "CA(SA)"}),
        ("Phil Sandoval", "en", {"given": "Phil"}),
        ("Sheikh Omar Sandoval", "en", {"prefix": "Sheikh", "given": "Omar"}),
        ("Sheikh Sandoval", "en", {"given": "Sheikh"}),
        ("Don Pemberton", "en", {"given": "Don"}),
    ],
)
def test_titles_and_additions_are_no_part_of_the_name(written: str, language: str, expected: dict[str, str]) -> None:
    found = parts(written, language)

    assert {name: found[name] for name in ("prefix", "given", "suffix") if name in found} == expected
    assert "family" in found


@pytest.mark.parametrize(
    "written", ["Lindgren, Amara Ruth", "LINDGREN Amara Ruth", "Amara Ruth LINDGREN", "Amara Ruth Lindgren"]
)
def test_commas_and_capitals_tell_which_end_is_the_family_name(written: str) -> None:
    assert parts(written, "fr") == {"given": "Amara", "middle": "Ruth", "family": "Lindgren"}


@pytest.mark.parametrize(
    ("written", "language"),
    [("Громов Тимофей Ильич", "ru"), ("Тимофей Ильич Громов", "ru"), ("Громов, Тимофей Ильич", None)],
)
def test_a_patronymic_tells_where_the_family_name_stands(written: str, language: str | None) -> None:
    assert parts(written, language) == {"given": "Тимофей", "patronymic": "Ильич", "family": "Громов"}


def test_a_patronymic_in_latin_letters_is_known_as_well() -> None:
    assert parts("Gromova Darya Andreevna", "en") == {"given": "Darya", "patronymic": "Andreevna", "family": "Gromova"}


@pytest.mark.parametrize(
    ("written", "language", "expected"),
    [
        ("王小明", "zh", {"family": "王", "given": "小明"}),
        ("欧阳娜娜", "zh", {"family": "欧阳", "given": "娜娜"}),
        ("김민준", "ko", {"family": "김", "given": "민준"}),
        ("山田 太郎", "ja", {"family": "山田", "given": "太郎"}),
        ("Zhang Xiaomei", "en", {"family": "Zhang", "given": "Xiaomei"}),
        ("Xiaomei Zhang", "en", {"given": "Xiaomei", "family": "Zhang"}),
    ],
)
def test_east_asian_family_names_are_known_where_they_stand(
    written: str, language: str, expected: dict[str, str]
) -> None:
    assert parts(written, language) == expected


@pytest.mark.parametrize(
    ("written", "language", "certain"),
    [
        ("Chen Li", "en", {}),
        ("Park Ji-woo", "en", {}),
        ("Nguyen Van An", "en", {}),
        ("山田太郎", "ja", {}),
        ("Nagy Piroska", "hu", {}),
        ("Павел Иван", "ru", {}),
        ("Иван Абрамович", "ru", {"given": "Иван"}),
        ("Gabrielle St-Onge Pereira", "en", {"given": "Gabrielle"}),
        ("María de los Ángeles Ponce", "es", {"given": "María"}),
        ("Khalid bin Sattar", "en", {"given": "Khalid"}),
        ("Thaís", "pt", {}),
    ],
)
def test_what_two_readings_are_possible_for_is_absent(written: str, language: str, certain: dict[str, str]) -> None:
    assert parts(written, language) == certain


@pytest.mark.parametrize("written", ["", ",", "Dr.", "Dr. ,", "von", "- -", "...", ", ,", "A,", "III", "王"])
def test_what_is_no_name_has_no_parts_that_matter(written: str) -> None:
    assert not {"given", "family"} <= parts(written, "de").keys()
