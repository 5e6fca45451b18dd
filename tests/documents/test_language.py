"""The language of the prose."""

import pytest

from vitae.documents import Limits, read_document

PROSE = {
    "en": "Led a team of five engineers and moved the billing system to a new platform.\n"
    "Wrote the guidance on data retention together with the legal department of the firm.\n",
    "de": "Leitung eines Teams von fünf Personen und Einführung eines neuen Systems für die Abrechnung.\n"
    "Erstellung der monatlichen Berichte für die Geschäftsführung und die Banken des Unternehmens.\n",
    "es": "Dirigió un equipo de cinco personas y trasladó el sistema de facturación a una nueva plataforma.\n"
    "Redactó las normas sobre conservación de datos junto con el departamento jurídico de la empresa.\n",
    "fr": "Encadrement d'une équipe de cinq personnes et mise en place d'un nouveau système de facturation.\n"
    "Rédaction des rapports mensuels destinés à la direction et aux banques de l'entreprise régionale.\n",
    "pl": "Kierowanie zespołem pięciu osób i wdrożenie nowego systemu rozliczeń w całej firmie handlowej.\n"
    "Przygotowanie miesięcznych raportów dla zarządu oraz banków współpracujących z przedsiębiorstwem od lat.\n",
    "ru": "Руководство командой из пяти человек и внедрение новой системы расчётов на всём предприятии.\n"
    "Подготовка ежемесячных отчётов для руководства и банков, а также обучение новых сотрудников отдела.\n",
}


@pytest.mark.parametrize("code", sorted(PROSE))
def test_prose_tells_its_language(code: str) -> None:
    document = read_document(PROSE[code].encode(), Limits())

    assert document.language == code


def test_a_list_of_skills_has_no_language() -> None:
    skills = "Python, Django, Kubernetes, Terraform, Ansible, Grafana, Prometheus, Redis\n" * 5

    document = read_document(skills.encode(), Limits())

    assert document.language is None
    assert document.languages == ()


def test_too_few_words_tell_no_language() -> None:
    document = read_document(b"Led a team of five engineers in Leeds\n", Limits())

    assert document.language is None


def test_two_languages_share_the_prose() -> None:
    document = read_document((PROSE["de"] * 2 + PROSE["en"]).encode(), Limits())

    assert document.language == "de"
    assert {share.code for share in document.languages} == {"de", "en"}
    assert sum(share.share for share in document.languages) == pytest.approx(1, abs=0.01)
    assert document.languages[0].share > document.languages[1].share
