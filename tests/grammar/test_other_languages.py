"""Spelling in other languages by the dictionaries of Hunspell; where there is none, the result says so."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from vitae.analyzers.grammar_checker import GrammarResult
from vitae.analyzers.grammar_checker.checker import check_grammar
from vitae.analyzers.grammar_checker.hunspell import find_dictionary
from vitae.domain.options import DICTIONARY_FOLDERS, Options
from vitae.facts import AnalysisContext

BuildContext = Callable[..., AnalysisContext]
CheckIn = Callable[..., GrammarResult]

AFFIXES = """SET UTF-8
TRY esianrtolcdugmphbyfvkwzä
PFX A Y 1
PFX A 0 vor .
SFX B Y 2
SFX B 0 en [^e]
SFX B e en e
"""
WORDS = """7
Leitung
Projekt/B
Kunde/B
Bank
Daten
Werkstatt
bereitung/A
"""


@pytest.fixture
def folder(tmp_path: Path) -> str:
    (tmp_path / "de_DE.aff").write_text(AFFIXES, encoding="utf-8")
    (tmp_path / "de_DE.dic").write_text(WORDS, encoding="utf-8")
    return str(tmp_path)


@pytest.fixture
def check_in(build_context: BuildContext) -> CheckIn:
    def check(text: str, language: str, folder: str) -> GrammarResult:
        context = build_context(text, language=language)
        return check_grammar(replace(context, options=Options(dictionary_folders=(folder,))))

    return check


def test_a_word_one_letter_away_from_one_of_the_dictionary_is_reported_with_it(check_in: CheckIn, folder: str) -> None:
    result = check_in("- Mitarbeit im Proejkt und in der Leitung", "de", folder)

    assert [(f.code, f.anchors[0].quote, f.replacements, f.rule.id) for f in result.findings] == [
        ("misspelling", "Proejkt", ("Projekt",), "hunspell.spelling")
    ]
    assert (result.checked, result.reason) == (True, None)


def test_affixes_and_compounds_are_known(folder: str) -> None:
    dictionary = find_dictionary("de", (folder,))

    assert dictionary is not None
    known = [
        word for word in ("Projekten", "Kunden", "vorbereitung", "Kundendaten", "Datenbank") if dictionary.knows(word)
    ]
    assert known == ["Projekten", "Kunden", "vorbereitung", "Kundendaten", "Datenbank"]
    assert not dictionary.knows("Projektx")


def test_without_a_dictionary_nothing_was_checked_and_the_result_says_why(check_in: CheckIn, tmp_path: Path) -> None:
    result = check_in("- Mitarbeit im Proejkt und in der Leitung", "de", str(tmp_path))

    assert (result.checked, result.reason, result.findings) == (False, "no_dictionary", ())


def test_a_dictionary_is_read_once_for_the_life_of_the_process(folder: str) -> None:
    assert find_dictionary("de", (folder,)) is find_dictionary("de", (folder,))


@pytest.mark.parametrize(
    ("language", "text", "wrong", "right"),
    [
        ("de", "- Seit oktober 2020 in der Leitung der Werkstatt", "oktober", "Oktober"),
        ("fr", "- Gestion des stocks, de Juillet 2015 à août 2016, dans le magasin", "Juillet", "juillet"),
        ("es", "- Contrato de Abril de 2018 a mayo de 2020 con la empresa", "Abril", "abril"),
        ("ru", "- Работаю в музее с Октября 2019 года", "Октября", "октября"),
    ],
)
def test_months_have_the_case_of_their_language(
    check_in: CheckIn, tmp_path: Path, language: str, text: str, wrong: str, right: str
) -> None:
    result = check_in(text, language, str(tmp_path))

    assert [(f.code, f.anchors[0].quote, f.replacements) for f in result.findings] == [("month_case", wrong, (right,))]


INSTALLED = [language for language in ("de", "fr", "es", "ru") if find_dictionary(language, DICTIONARY_FOLDERS)]
SLIPS = {
    "de": ("- Nach dem Studuim der Geschichte in der Werkstatt und im Lager", "Studuim", "Studium"),
    "fr": ("- Accueil télephonique des clients et prise de rendez-vous", "télephonique", "téléphonique"),
    "es": ("- Control de los invetarios y de los pedidos de la tienda", "invetarios", "inventarios"),
    "ru": ("- Расчёт зарплаты и обучение новых сотрудиков работе с кассой", "сотрудиков", "сотрудников"),
}


@pytest.mark.skipif(not INSTALLED, reason="no dictionary of Hunspell is installed: hunspell-de-de, -fr, -es, -ru")
@pytest.mark.parametrize("language", INSTALLED)
def test_the_dictionaries_of_the_system_find_slips(build_context: BuildContext, language: str) -> None:
    text, wrong, right = SLIPS[language]

    findings = check_grammar(build_context(text, language=language)).findings

    assert [(f.anchors[0].quote, f.replacements[0]) for f in findings] == [(wrong, right)]
