"""Which things are named where, and which mentions name the same thing."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest

from vitae.analyzers.ner_extractor import ANALYZER, Entity, EntityResult
from vitae.domain.document import Document, Link
from vitae.domain.resume import (
    Certificate,
    Contact,
    EducationEntry,
    EmploymentType,
    Extracted,
    LanguageSkill,
    Location,
    NameParts,
    ParsedResume,
    PersonalItem,
    Reference,
    Text,
    WorkEntry,
)
from vitae.facts import AnalysisContext

MakeContext = Callable[..., AnalysisContext]


def value(document: Document, quote: str, shown: str | None = None, *, occurrence: int = 0) -> Text:
    start = -1
    for _ in range(occurrence + 1):
        start = document.text.index(quote, start + 1)
    return Extracted(shown or quote, 0.9, (document.anchor(start, start + len(quote)),))


def entities(context: AnalysisContext) -> tuple[Entity, ...]:
    result = ANALYZER.run(context)
    assert isinstance(result, EntityResult)
    return result.entities


def labelled(context: AnalysisContext, label: str) -> list[Entity]:
    return [entity for entity in entities(context) if entity.label == label]


def test_the_candidates_own_data_are_theirs(context_of: MakeContext) -> None:
    def resume(document: Document) -> ParsedResume:
        return ParsedResume(
            contact=Contact(
                name=value(document, "JANE Q. DOE", "Jane Q. Doe"),
                emails=(value(document, "Jane@Example.org"),),
                phones=(value(document, "(312) 555-0123", "+13125550123"),),
            )
        )

    context = context_of(contact="JANE Q. DOE\nJane@Example.org\t(312) 555-0123", resume=resume)

    assert [(e.label, e.text, e.normalized, e.role) for e in entities(context)] == [
        ("PERSON", "JANE Q. DOE", "Jane Q. Doe", "candidate"),
        ("EMAIL", "Jane@Example.org", "jane@example.org", "candidate"),
        ("PHONE", "(312) 555-0123", "+13125550123", "candidate"),
    ]


def test_a_referee_is_a_person_but_not_the_candidate(context_of: MakeContext) -> None:
    def resume(document: Document) -> ParsedResume:
        return ParsedResume(
            contact=Contact(name=value(document, "Jane Doe"), emails=(value(document, "jane@example.org"),)),
            references=(Reference(value(document, "Ada Quill")),),
        )

    context = context_of(
        contact="Jane Doe\njane@example.org",
        references="Ada Quill, ada@example.net, +44 20 7946 0958",
        resume=resume,
    )

    assert [(e.normalized, e.role) for e in labelled(context, "PERSON")] == [
        ("Jane Doe", "candidate"),
        ("Ada Quill", "reference"),
    ]
    assert [(e.normalized, e.role) for e in labelled(context, "EMAIL")] == [
        ("jane@example.org", "candidate"),
        ("ada@example.net", "reference"),
    ]
    assert [(e.normalized, e.role) for e in labelled(context, "PHONE")] == [("+442079460958", "reference")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("06/2017 – 03/2021", ["2017-06/2021-03"]),
        ("Jan 2019 – Present", ["2019-01/.."]),
        ("05.10.1986", ["1986-10-05"]),
        ("Graduated in 2017", ["2017"]),
        ("Sept. 2020", ["2020-09"]),
    ],
)
def test_dates_keep_the_precision_that_was_written(context_of: MakeContext, line: str, expected: list[str]) -> None:
    context = context_of(work=line)

    assert [entity.normalized for entity in labelled(context, "DATE")] == expected
    assert labelled(context, "PHONE") == []


@pytest.mark.parametrize("line", ["ISBN 978-3-16-148410-0", "Order +1 of 3", "+99 12", "SSN 000-12-3456"])
def test_other_numbers_are_no_telephone_numbers(context_of: MakeContext, line: str) -> None:
    assert labelled(context_of(work=line), "PHONE") == []


def test_addresses_are_found_anywhere_without_the_stop_behind_them(context_of: MakeContext) -> None:
    context = context_of(projects="See https://tools.example.org/a_b?c=1. Mail to o.neill+cv@mail.example.co.")

    assert [e.text for e in labelled(context, "URL")] == ["https://tools.example.org/a_b?c=1"]
    assert [e.text for e in labelled(context, "EMAIL")] == ["o.neill+cv@mail.example.co"]


def test_one_address_behind_a_word_and_in_the_text_is_the_same(context_of: MakeContext) -> None:
    context = context_of(contact="Website or https://www.jane.example.org/")
    document = replace(context.document, links=(Link(0, 7, "https://jane.example.org"),))

    first, second = labelled(replace(context, document=document), "URL")

    assert (first.text, second.same_as) == ("Website", first.id)


def test_an_employer_named_again_is_linked_to_its_first_mention(context_of: MakeContext) -> None:
    def resume(document: Document) -> ParsedResume:
        anchor = document.anchor(0, 20)
        return ParsedResume(work=(WorkEntry(anchor, name=value(document, "Northwind Traders GmbH")),))

    context = context_of(work="Northwind Traders GmbH\nRan the depot of Northwind Traders", resume=resume)

    first, again = labelled(context, "ORG")

    assert (again.text, again.same_as, again.normalized) == ("Northwind Traders", first.id, "Northwind Traders GmbH")


def test_the_initials_of_an_employer_are_the_employer_with_less_confidence(context_of: MakeContext) -> None:
    def resume(document: Document) -> ParsedResume:
        return ParsedResume(work=(WorkEntry(document.anchor(0, 5), name=value(document, "Intl. Balance Machines")),))

    context = context_of(work="Intl. Balance Machines\nLed the move of IBM to new halls", resume=resume)

    first, again = labelled(context, "ORG")

    assert (again.text, again.same_as) == ("IBM", first.id)
    assert again.confidence < first.confidence


def test_a_university_is_an_employer_where_someone_worked_and_a_school_where_they_studied(
    context_of: MakeContext,
) -> None:
    def resume(document: Document) -> ParsedResume:
        name, again = (value(document, "University of Elmfield", occurrence=nth) for nth in (0, 1))
        return ParsedResume(
            work=(WorkEntry(document.anchor(0, 1), name=name),),
            education=(EducationEntry(document.anchor(0, 1), institution=again),),
        )

    context = context_of(work="University of Elmfield", education="University of Elmfield", resume=resume)

    first, second = labelled(context, "ORG")
    assert (first.role, second.role, second.same_as) == ("employer", "school", first.id)


def test_a_town_is_the_same_with_and_without_its_country(context_of: MakeContext) -> None:
    def resume(document: Document) -> ParsedResume:
        home = Location(city=value(document, "Leeds"), country_code=value(document, "GB"))
        job = WorkEntry(document.anchor(0, 1), location=value(document, "Leeds", occurrence=1))
        return ParsedResume(contact=Contact(location=home), work=(job,))

    first, again = labelled(context_of(contact="Leeds GB", work="Depot in Leeds", resume=resume), "LOCATION")

    assert (first.normalized, again.normalized, again.same_as) == ("Leeds, GB", "Leeds", first.id)


def test_a_career_break_is_no_title(context_of: MakeContext) -> None:
    def resume(document: Document) -> ParsedResume:
        title = value(document, "Parental leave")
        return ParsedResume(
            work=(WorkEntry(document.anchor(0, 1), position=title, employment_type=EmploymentType.CAREER_BREAK),)
        )

    assert labelled(context_of(work="Parental leave", resume=resume), "TITLE") == []


def test_a_company_is_not_seen_where_its_initials_are_a_skill(context_of: MakeContext) -> None:
    def resume(document: Document) -> ParsedResume:
        certificate = Certificate(value(document, "Architect"), value(document, "Aqua Web Shops"))
        return ParsedResume(certificates=(certificate,))

    context = context_of(certificates="Architect, Aqua Web Shops", skills="AWS, Docker", resume=resume)

    assert [entity.text for entity in labelled(context, "ORG")] == ["Aqua Web Shops"]


@pytest.mark.parametrize(
    ("written", "again"),
    [("ООО «Ромашка»", "Ромашка"), ("Marlow, Inc.", "Marlow"), ("Halde GmbH & Co. KG", "Halde")],
)
def test_a_legal_form_does_not_part_two_mentions(context_of: MakeContext, written: str, again: str) -> None:
    def resume(document: Document) -> ParsedResume:
        return ParsedResume(work=(WorkEntry(document.anchor(0, 1), name=value(document, written)),))

    found = labelled(context_of(work=f"{written}\nWorked at {again} for years", resume=resume), "ORG")

    assert [(entity.text, entity.same_as) for entity in found] == [(written, None), (again, found[0].id)]


def test_a_name_that_is_an_everyday_word_is_not_found_in_prose(context_of: MakeContext) -> None:
    def resume(document: Document) -> ParsedResume:
        return ParsedResume(work=(WorkEntry(document.anchor(0, 5), name=value(document, "Target")),))

    context = context_of(work="Target\nMet every target of the year", resume=resume)

    assert [entity.text for entity in labelled(context, "ORG")] == ["Target"]


def test_personal_data_are_sensitive_and_nothing_else_is(context_of: MakeContext) -> None:
    def resume(document: Document) -> ParsedResume:
        return ParsedResume(
            personal=(
                PersonalItem("birth_date", value(document, "14.07.1988")),
                PersonalItem("marital_status", value(document, "verheiratet")),
            )
        )

    context = context_of(work="01/2020 – 12/2020", personal="geboren 14.07.1988, verheiratet", resume=resume)

    assert [(e.label, e.text) for e in entities(context) if e.sensitive] == [
        ("DATE", "14.07.1988"),
        ("PERSONAL", "14.07.1988"),
        ("PERSONAL", "verheiratet"),
    ]


def test_a_programming_language_is_a_skill_and_a_spoken_one_a_language(context_of: MakeContext) -> None:
    def resume(document: Document) -> ParsedResume:
        return ParsedResume(languages=(LanguageSkill(value(document, "English"), "en"),))

    context = context_of(skills="Python", languages="English C1", resume=resume)

    assert [(e.label, e.text) for e in entities(context)] == [("SKILL", "Python"), ("LANGUAGE", "English")]


def test_degrees_places_and_certificates_have_labels_of_their_own(context_of: MakeContext) -> None:
    def resume(document: Document) -> ParsedResume:
        return ParsedResume(
            contact=Contact(location=Location(city=value(document, "Austin"), region=value(document, "TX"))),
            education=(
                EducationEntry(
                    document.anchor(0, 1),
                    institution=value(document, "University of Elmfield"),
                    study_type=value(document, "B.Sc.(Hons)"),
                ),
            ),
            certificates=(Certificate(value(document, "Harbour Pilot Licence")),),
        )

    context = context_of(
        contact="Austin, TX",
        education="B.Sc.(Hons), University of Elmfield",
        certificates="Harbour Pilot Licence",
        resume=resume,
    )

    assert [(e.label, e.text, e.normalized) for e in entities(context)] == [
        ("LOCATION", "Austin", "Austin, TX"),
        ("DEGREE", "B.Sc.(Hons)", "B.Sc.(Hons)"),
        ("ORG", "University of Elmfield", "University of Elmfield"),
        ("CERTIFICATION", "Harbour Pilot Licence", "Harbour Pilot Licence"),
    ]


def test_ids_follow_the_position_and_no_two_of_a_label_overlap(context_of: MakeContext) -> None:
    context = context_of(work="2019 – 2020 Python, Java, AWS (EC2) https://a.example.org b@example.org\n2021 Java")

    found = entities(context)

    assert [entity.id for entity in found] == [f"e{number}" for number in range(1, len(found) + 1)]
    starts = [entity.anchors[0].start for entity in found]
    assert starts == sorted(starts)
    for label in {entity.label for entity in found}:
        ends = [(e.anchors[0].start, e.anchors[0].end) for e in found if e.label == label]
        assert all(one[1] <= other[0] for one, other in pairwise(ends))


def test_every_anchor_quotes_the_text_composed_letters_and_emoji_included(context_of: MakeContext) -> None:
    context = context_of(work="😀 Zoë’s Übung: Python, 2019 – 2020, zoe@example.org")

    found = entities(context)

    assert found
    for entity in found:
        (anchor,) = entity.anchors
        assert context.document.text[anchor.start : anchor.end] == anchor.quote == entity.text


def test_an_absent_thing_is_absent_and_never_invented(context_of: MakeContext) -> None:
    assert entities(context_of(work="Swept floors with care")) == ()


def test_the_parts_of_a_name_stand_beside_it(context_of: MakeContext) -> None:
    def resume(document: Document) -> ParsedResume:
        return ParsedResume(contact=Contact(name=value(document, "Dr JANE VAN DOORN", "Jane van Doorn")))

    (person,) = labelled(context_of(contact="Dr JANE VAN DOORN", resume=resume), "PERSON")

    assert person.name_parts == NameParts(prefix="Dr", given="Jane", particle="van", family="Doorn")


def test_a_name_whose_letters_stood_apart_is_divided_as_it_was_put_together(context_of: MakeContext) -> None:
    def resume(document: Document) -> ParsedResume:
        return ParsedResume(contact=Contact(name=value(document, "J A N E  D O E", "Jane Doe")))

    (person,) = labelled(context_of(contact="J A N E  D O E", resume=resume), "PERSON")

    assert person.name_parts == NameParts(given="Jane", family="Doe")


def test_only_persons_have_the_parts_of_a_name(context_of: MakeContext) -> None:
    def resume(document: Document) -> ParsedResume:
        return ParsedResume(work=(WorkEntry(document.anchor(0, 5), name=value(document, "Marlow Harcourt")),))

    context = context_of(work="Marlow Harcourt", resume=resume)

    assert [entity.name_parts for entity in labelled(context, "ORG")] == [None]
