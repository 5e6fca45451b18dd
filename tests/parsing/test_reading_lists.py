"""Skills, languages, certificates, awards, publications, interests and references."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from msgspec import structs

import vitae
from vitae.domain.anchors import Box
from vitae.domain.document import Document

Build = Callable[..., Document]
Parse = Callable[..., Any]
Print = Callable[..., Document]


def keywords(parse: Parse, marked: str) -> list[tuple[str | None, list[str]]]:
    groups = parse(f"# Jane Doe\n\n## Skills\n{marked}").json.get("skills", [])
    return [(group.get("name"), group["keywords"]) for group in groups]


def test_a_labelled_list_is_a_group(parse: Parse) -> None:
    assert keywords(parse, "Frontend: React, TypeScript\nData: SQL, Apache Kafka") == [
        ("Frontend", ["React", "TypeScript"]),
        ("Data", ["SQL", "Apache Kafka"]),
    ]


def test_items_of_a_web_page_are_whole_however_they_begin() -> None:
    items = "<ul style='list-style: none'><li>Spring Boot</li><li>gRPC</li></ul>"
    page = f"<html><h1>Jane Doe</h1><h2>Skills</h2>{items}</html>"

    report = vitae.analyze(page.encode(), isolation="none", analyzers=["experience_calculator"])

    assert report.resume is not None
    assert [group["keywords"] for group in report.resume["skills"]] == [["Spring Boot", "gRPC"]]


def test_a_colon_behind_nothing_is_no_label(parse: Parse) -> None:
    assert keywords(parse, ": Baking, Icing") == [(None, ["Baking", "Icing"])]


def test_what_stands_in_brackets_stays_with_its_head(parse: Parse) -> None:
    assert keywords(parse, "AWS (EC2, S3, Lambda), CI/CD, C++") == [(None, ["AWS (EC2, S3, Lambda)", "CI/CD", "C++"])]


def test_bullets_and_tags_are_items(parse: Parse) -> None:
    assert keywords(parse, "- Baking\n- Icing\nFilling · Rolling\tKneading") == [
        (None, ["Baking", "Icing", "Filling", "Rolling", "Kneading"])
    ]


def test_sentences_among_the_skills_are_none(parse: Parse) -> None:
    told = "- Sings at sight and keeps the beat.\n- Mends a clock neatly; repairs old shoes, too.\n- Baking"

    assert keywords(parse, told) == [(None, ["Baking"])]


def test_lists_that_end_with_a_full_stop_are_skills(parse: Parse) -> None:
    told = "- Baking, Icing, Rolling and cutting of dough.\n- Experience with Word, Excel and big ovens.\n- Till work."

    ((_, found),) = keywords(parse, told)

    assert {"Baking", "Icing", "Till work"} <= set(found)


def test_a_bold_line_is_the_label_of_the_list_under_it(parse: Parse) -> None:
    assert keywords(parse, "* Ovens\nDeck, Rotary\n* Doughs\nPuff, Choux") == [
        ("Ovens", ["Deck", "Rotary"]),
        ("Doughs", ["Puff", "Choux"]),
    ]


def test_a_skill_broken_at_the_edge_of_a_printed_line_is_one(parse: Parse, build: Build) -> None:
    document = build("# Jane Doe\n\n## Skills\nTools: Git, Visual\nStudio Code, Docker")
    widths = [200.0, 80.0, 300.0, 180.0]
    lines = tuple(
        structs.replace(line, page=1, box=Box(40.0, 50.0 + 20 * i, 40.0 + width, 60.0 + 20 * i))
        for i, (line, width) in enumerate(zip(document.lines, widths, strict=True))
    )

    parsed = parse(replace(document, lines=lines))

    assert [k.value for k in parsed.resume.skills[0].keywords] == ["Git", "Visual Studio Code", "Docker"]


SIDEBAR = ["# Jane Roe", "", "Sampleham, Norfolk, England", "jane.roe@example.org", "", "## Skills"]


def sidebar(printed: Print, *items: str) -> Document:
    """Return a narrow column in which somebody lists skills under where she lives."""
    return printed([(20, 30 + 13 * nth, line) for nth, line in enumerate([*SIDEBAR, *items]) if line])


def test_short_items_on_lines_of_their_own_are_not_joined_in_a_wider_column(parse: Parse, printed: Print) -> None:
    document = sidebar(printed, "Dyeing wool", "weaving", "Excel", "felt making")

    keywords = [k.value for group in parse(document).resume.skills for k in group.keywords]

    assert keywords == ["Dyeing wool", "weaving", "Excel", "felt making"]


def test_items_that_begin_small_stay_apart_where_their_line_is_full(parse: Parse, printed: Print) -> None:
    document = sidebar(printed, "Dyeing", "weaving", "felt making", "mending old spinning wheels", "carding")

    keywords = [k.value for group in parse(document).resume.skills for k in group.keywords]

    assert keywords == ["Dyeing", "weaving", "felt making", "mending old spinning wheels", "carding"]


@pytest.mark.parametrize(
    ("line", "items"),
    [
        ("obsługa wózka, obsługa Excel", ["obsługa wózka", "Excel"]),
        ("manejo de aves, cosecha", ["manejo de aves", "cosecha"]),
        ("Welding – advanced, milling", ["Welding", "milling"]),
    ],
)
def test_what_somebody_handles_is_no_skill_without_the_handling_nor_is_a_level(
    parse: Parse, line: str, items: list[str]
) -> None:
    assert keywords(parse, line) == [(None, items)]


def test_lists_on_lines_of_their_own_stay_apart(parse: Parse) -> None:
    assert keywords(parse, "Java, Spring, Kubernetes\nMS Office") == [
        (None, ["Java", "Spring", "Kubernetes", "MS Office"])
    ]


def test_languages_listed_among_the_skills_are_languages(parse: Parse) -> None:
    parsed = parse("# Jane Doe\n\n## Skills\nTools: Git\nLanguages: Spanish (fluent), French (B1)")

    assert [(s.code, s.fluency.value) for s in parsed.resume.languages] == [("es", "fluent"), ("fr", "B1")]
    assert [group.name.value for group in parsed.resume.skills] == ["Tools"]


def test_a_repeated_skill_is_listed_once_in_its_group(parse: Parse) -> None:
    assert keywords(parse, "Python, SQL, python") == [(None, ["Python", "SQL"])]


@pytest.mark.parametrize(
    ("line", "language", "code", "fluency"),
    [
        ("English – native", "English", "en", "native"),
        ("Deutsch: Muttersprache", "Deutsch", "de", "Muttersprache"),
        ("Французский – B2", "Французский", "fr", "B2"),
        ("Englisch – verhandlungssicher (C1)", "Englisch", "en", "verhandlungssicher (C1)"),
        ("Mandarin Chinese (fluent)", "Mandarin Chinese", "zh", "fluent"),
        ("English", "English", "en", None),
        ("Gikuyu – mother tongue", "Gikuyu", "ki", "mother tongue"),
        ("Irish Sign Language – basic", "Irish Sign Language", "isg", "basic"),
        ("Церковнославянский – со словарём", "Церковнославянский", "cu", "со словарём"),
        ("Mittelhochdeutsch: gut", "Mittelhochdeutsch", "gmh", "gut"),
        ("Latim (lido)", "Latim", "la", None),
    ],
)
def test_a_language_has_a_code_and_the_level_beside_it(
    parse: Parse, line: str, language: str, code: str, fluency: str | None
) -> None:
    spoken = parse(f"# Jane Doe\n\n## Languages\n{line}").resume.languages

    assert [(s.language.value, s.code, s.fluency and s.fluency.value) for s in spoken] == [(language, code, fluency)]


def test_several_languages_of_one_line_keep_their_own_levels(parse: Parse) -> None:
    spoken = parse("# Jane Doe\n\n## Languages\nEnglish – native · Dutch – fluent · Norwegian (B1)").resume.languages

    assert [(s.code, s.fluency.value) for s in spoken] == [("en", "native"), ("nl", "fluent"), ("no", "B1")]


def test_a_row_made_as_those_of_known_languages_names_one(parse: Parse) -> None:
    parsed = parse(
        "# Jane Roe\n\n## Languages\nEnglish – fluent\nSamplish – mother tongue\nReading – good\nHausa – fair\n"
    )
    assert [language["language"] for language in parsed.json["languages"]] == ["English", "Samplish", "Hausa"]


def test_languages_listed_line_by_line_among_the_skills_are_languages(parse: Parse) -> None:
    parsed = parse("# Jane Roe\n\n## Skills\nWelding, milling\nEnglish – native\nTamil – raised in it\nForklift\n")
    assert [language["language"] for language in parsed.json["languages"]] == ["English", "Tamil"]
    assert [skill for group in parsed.json["skills"] for skill in group["keywords"]] == [
        "Welding",
        "milling",
        "Forklift",
    ]


@pytest.mark.parametrize("name", ["Putonghua", "Urhobo", "Rumantsch", "Almanca", "Bahasa Malaysia", "Purépecha"])
def test_languages_of_many_countries_are_known(parse: Parse, name: str) -> None:
    parsed = parse(f"# Jane Roe\n\n## Languages\nCantonese\n{name}\n")
    assert [language["language"] for language in parsed.json["languages"]] == ["Cantonese", name]


def test_a_programming_language_is_no_language(parse: Parse) -> None:
    parsed = parse("# Jane Doe\n\n## Languages\nEnglish C1\nPython")

    assert [s.code for s in parsed.resume.languages] == ["en"]


def test_a_certificate_has_an_issuer_and_a_date(parse: Parse) -> None:
    parsed = parse("# Jane Doe\n\n## Certifications\n- Certified Baker, Guild of Bakers, 2016\n- First Aid")

    assert parsed.json["certificates"] == [
        {"name": "Certified Baker", "issuer": "Guild of Bakers", "date": "2016"},
        {"name": "First Aid"},
    ]


def test_an_award_has_an_awarder_and_a_date(parse: Parse) -> None:
    parsed = parse("# Jane Doe\n\n## Awards\nBaker of the Year, Midwest Bakers Council, 2022")

    assert parsed.json["awards"] == [
        {"title": "Baker of the Year", "awarder": "Midwest Bakers Council", "date": "2022"}
    ]


def test_the_title_of_a_publication_is_what_stands_in_quotation_marks(parse: Parse) -> None:
    parsed = parse('# Jane Doe\n\n## Publications\n"Ovens, Drafts and Dwell Time", Midwest Review, 2024')

    assert parsed.json["publications"] == [
        {"name": "Ovens, Drafts and Dwell Time", "publisher": "Midwest Review", "releaseDate": "2024"}
    ]


def test_interests_are_listed_one_by_one(parse: Parse) -> None:
    assert parse("# Jane Doe\n\n## Hobbies\nChess, long walks").json["interests"] == [
        {"name": "Chess"},
        {"name": "long walks"},
    ]


def test_references_on_request_name_nobody(parse: Parse) -> None:
    parsed = parse("# Jane Doe\n\n## References\nAvailable upon request")

    assert parsed.json["references"] == [{"reference": "Available upon request"}]


def test_a_volunteer_post_is_no_job(parse: Parse) -> None:
    parsed = parse("# Jane Doe\n\n## Volunteering\n* Treasurer, Exampleton Rowing Club\n2015 – 2019")

    assert parsed.resume.work == ()
    assert parsed.json["volunteer"] == [
        {
            "organization": "Exampleton Rowing Club",
            "position": "Treasurer",
            "startDate": "2015",
            "endDate": "2019",
        }
    ]


def test_a_project_has_a_name_an_address_and_a_text(parse: Parse) -> None:
    parsed = parse(
        "# Jane Doe\n\n## Projects\n* Ferrytale\t2025\n- Predicts delays; see github.com/jdoe-example/ferrytale"
    )

    project = parsed.json["projects"][0]
    assert (project["name"], project["url"]) == ("Ferrytale", "https://github.com/jdoe-example/ferrytale")


@pytest.mark.parametrize(
    ("line", "title", "publisher"),
    [
        (
            "Doe J, Roe R. A small study of large things. Journal of Examples, 12(3), 2019.",
            "A small study of large things",
            "Journal of Examples",
        ),
        (
            "Doe J. Bread at sea and on land. J. Imag. Ecol. 4, 11–20. 2020.",
            "Bread at sea and on land",
            "J. Imag. Ecol.",
        ),
        (
            "How to bake bread at sea, Maritime Cookery Quarterly, 2017",
            "How to bake bread at sea",
            "Maritime Cookery Quarterly",
        ),
        ("A thing that bakes bread (granted 2021)", "A thing that bakes bread (granted 2021)", None),
    ],
)
def test_a_publication_says_where_it_appeared(parse: Parse, line: str, title: str, publisher: str | None) -> None:
    found = parse(f"# Jane Doe\n\n## Publications\n{line}").resume.publications

    assert [(p.name.value, p.publisher and p.publisher.value) for p in found] == [(title, publisher)]


def test_the_next_line_of_a_certificate_that_is_listed_belongs_to_it(parse: Parse) -> None:
    found = parse(
        "# Jane Doe\n\n## Certifications\n- Certified Baker, Guild of\nMaster Bakers, 2021\n- Confectioner\n(IHK), 2019"
    )

    assert [c.name.value for c in found.resume.certificates] == ["Certified Baker", "Confectioner (IHK)"]


def certificates(parse: Parse, marked: str, **options: Any) -> list[tuple[str, str | None, str | None]]:
    found = parse(f"# Jane Doe\n\n## {marked}", **options).json.get("certificates", [])
    return [(one["name"], one.get("issuer"), one.get("date")) for one in found]


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("First Aid at Work (valid until June 2027)", "en"),
        ("First Aid at Work\texpires 06/2027", "en"),
        ("First Aid at Work, exp. 2027", "en"),
        ("First Aid at Work, gültig bis 06/2027", "de"),
        ("First Aid at Work (valable jusqu'en 2027)", "fr"),
        ("First Aid at Work, ważne do 2027", "pl"),
    ],
)
def test_until_when_a_certificate_is_valid_is_neither_its_date_nor_its_issuer(
    parse: Parse, line: str, language: str
) -> None:
    assert certificates(parse, f"Certificates\n- {line}", language=language) == [("First Aid at Work", None, None)]


def test_what_is_valid_for_a_time_is_no_course_of_study(parse: Parse) -> None:
    marked = (
        "Training\n* Basic Life Support\n_ Resuscitation Council\nvalid until 05/2026\n\n"
        "* Diploma in Nursing\n_ Elm College\n2008 – 2011"
    )

    assert certificates(parse, marked) == [("Basic Life Support", "Resuscitation Council", None)]
    assert [e.institution.value for e in parse(f"# Jane Doe\n\n## {marked}").resume.education] == ["Elm College"]


def test_a_skill_that_a_plain_text_broke_at_its_width_is_one(parse: Parse) -> None:
    wrapped = "Scaling, Periodontal Charting, Dental Radiography, Anaesthesia, Infection\nControl, Patient Education"
    prose = "Hygienist with a calm hand and ten years in small and in large practices\n" * 3

    found = parse(f"# Jane Doe\n\n## Summary\n{prose}\n## Skills\n{wrapped}").json["skills"][0]["keywords"]

    assert found[-2:] == ["Infection Control", "Patient Education"]


def test_lines_of_skills_that_had_room_are_lists_of_their_own(parse: Parse) -> None:
    prose = "Hygienist with a calm hand and ten years in small and in large practices\n" * 3

    found = parse(f"# Jane Doe\n\n## Summary\n{prose}\n## Skills\nScaling, Infection\nRecall, Teaching").json["skills"]

    assert found[0]["keywords"] == ["Scaling", "Infection", "Recall", "Teaching"]
