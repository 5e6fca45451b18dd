"""The output is JSON Resume 1.0.0, and every leaf of it has its evidence."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from vitae.domain.encoding import to_jsonable
from vitae.parsing import evidence_of, to_json_resume

Parse = Callable[..., Any]

FULL = """# Jane Doe
Senior Pastry Chef
Leeds, West Yorkshire | 0113 496 0652 | jane.doe@example.org | linkedin.com/in/jane-doe-example

## Summary
Bakes for large houses and small ones, and writes down how.

## Experience
* Pastry Chef, Example Hotel Ltd (Leeds)\tMar 2019 – Present
- Baked 400 rolls a day.
- Trained two apprentices.
* Baker, Sample Bakery Ltd\t05/2017

## Education
* BSc Food Science, University of Exampleton\t2012 – 2015

## Skills
Doughs: Puff, Choux

## Languages
English – native

## Certifications
- Certified Baker, Guild of Bakers, 2016

## Awards
Baker of the Year, Midwest Bakers Council, 2022

## Publications
"Ovens and Dwell Time", Midwest Review, 2024

## Projects
* Ferrytale\t2025
- Predicts delays.

## Volunteering
* Treasurer, Exampleton Rowing Club
2015 – 2019

## Hobbies
Chess

## References
Available upon request
"""

DATE = {"type": "string", "pattern": r"^[12]\d{3}(-[01]\d(-[0-3]\d)?)?$"}
TEXT = {"type": "string", "minLength": 1}
TEXTS = {"type": "array", "items": TEXT, "minItems": 1}
URI = {"type": "string", "pattern": r"^https?://\S+$"}


def closed(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "additionalProperties": False, "minProperties": 1}


def listed(**properties: Any) -> dict[str, Any]:
    return {"type": "array", "items": closed(**properties), "minItems": 1}


PERIOD = {"startDate": DATE, "endDate": DATE}
SCHEMA = closed(
    basics=closed(
        name=TEXT,
        label=TEXT,
        email={"type": "string", "pattern": "^[^@]+@[^@]+$"},
        phone=TEXT,
        url=URI,
        summary=TEXT,
        location=closed(
            address=TEXT,
            postalCode=TEXT,
            city=TEXT,
            countryCode={"type": "string", "pattern": "^[A-Z]{2}$"},
            region=TEXT,
        ),
        profiles=listed(network=TEXT, username=TEXT, url=URI),
    ),
    work=listed(name=TEXT, position=TEXT, location=TEXT, url=URI, summary=TEXT, highlights=TEXTS, **PERIOD),
    volunteer=listed(organization=TEXT, position=TEXT, highlights=TEXTS, **PERIOD),
    education=listed(institution=TEXT, area=TEXT, studyType=TEXT, score=TEXT, courses=TEXTS, **PERIOD),
    awards=listed(title=TEXT, awarder=TEXT, date=DATE),
    certificates=listed(name=TEXT, issuer=TEXT, date=DATE),
    publications=listed(name=TEXT, publisher=TEXT, releaseDate=DATE),
    skills=listed(name=TEXT, keywords=TEXTS),
    languages=listed(language=TEXT, fluency=TEXT),
    interests=listed(name=TEXT),
    references=listed(name=TEXT, reference=TEXT),
    projects=listed(name=TEXT, description=TEXT, highlights=TEXTS, url=URI, **PERIOD),
)
"""The keys of JSON Resume 1.0.0 that we write, and nothing beside them."""


def leaves(value: Any, pointer: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, child in value.items():
            yield from leaves(child, f"{pointer}/{key}")
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from leaves(child, f"{pointer}/{index}")
    else:
        yield pointer


@pytest.mark.parametrize("marked", [FULL, "# Jane Doe", "nothing to see here", ""])
def test_the_output_has_the_shape_of_json_resume(parse: Parse, marked: str) -> None:
    resume = parse(marked).json

    if resume:
        jsonschema.validate(resume, SCHEMA)


@pytest.mark.parametrize("marked", [FULL, "# Jane Doe", ""])
def test_the_output_is_valid_by_the_schema_of_json_resume(parse: Parse, marked: str) -> None:
    official = json.loads(Path(__file__).with_name("json_resume").joinpath("schema.json").read_bytes())
    checker = jsonschema.Draft4Validator.FORMAT_CHECKER

    jsonschema.validate(parse(marked).json, official, jsonschema.Draft4Validator, format_checker=checker)


def test_every_kind_of_section_reaches_the_output(parse: Parse) -> None:
    assert set(parse(FULL).json) == set(SCHEMA["properties"])


def test_every_leaf_has_its_evidence_and_every_evidence_its_leaf(parse: Parse) -> None:
    parsed = parse(FULL)

    assert list(evidence_of(parsed.resume)) == list(leaves(parsed.json))


def test_every_anchor_quotes_the_document(parse: Parse) -> None:
    parsed = parse(FULL)

    for pointer, evidence in evidence_of(parsed.resume).items():
        assert evidence.anchors, pointer
        assert 0 < evidence.confidence <= 1, pointer
        for anchor in evidence.anchors:
            assert parsed.document.text[anchor.start : anchor.end] == anchor.quote


def test_a_job_that_lasts_has_no_end(parse: Parse) -> None:
    first = parse(FULL).json["work"][0]

    assert first["startDate"] == "2019-03"
    assert "endDate" not in first


def test_one_month_alone_is_the_start_and_the_end_of_a_job(parse: Parse) -> None:
    second = parse(FULL).json["work"][1]

    assert (second["startDate"], second["endDate"]) == ("2017-05", "2017-05")


def test_what_is_missing_is_absent_with_a_reason(parse: Parse) -> None:
    absent = parse("# Jane Doe\n\n## Skills\nBaking").resume.absent

    assert absent["/basics/email"] == "not_found"
    assert absent["/work"] == "not_found"
    assert "/basics/name" not in absent
    assert "/skills" not in absent


def test_a_resume_is_likelier_to_be_one_than_a_letter(parse: Parse) -> None:
    letter = (
        "Dear all,\nwe thank you for the many kind words that reached us after the flood in the old mill last year."
    )

    assert parse(FULL).resume.is_resume > 0.9
    assert parse(letter).resume.is_resume < 0.3


def test_the_result_does_not_depend_on_the_hash_seed(parse: Parse) -> None:
    program = (
        "import json, sys\n"
        "from vitae.documents import Limits, read_document\n"
        "from vitae.domain.encoding import to_jsonable\n"
        "from vitae.parsing import find_sections, parse_resume\n"
        "document = read_document(sys.stdin.buffer.read(), Limits())\n"
        "print(json.dumps(to_jsonable(parse_resume(document, find_sections(document)))))\n"
    )
    plain = FULL.replace("# ", "").replace("#", "").replace("* ", "").encode()

    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            input=plain,
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(filter(None, sys.path))},
        ).stdout
        for seed in ("0", "1", "77")
    }

    assert len(outputs) == 1


def test_the_parsed_resume_can_be_encoded(parse: Parse) -> None:
    resume = parse(FULL).resume

    assert to_jsonable(resume)["contact"]["name"]["value"] == "Jane Doe"
    assert to_json_resume(resume)["basics"]["name"] == "Jane Doe"
