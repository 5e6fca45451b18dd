"""Where a job was, as its head says it: no gazetteer has ``Leeds and remote`` or ``Mill Street``."""

from collections.abc import Callable
from typing import Any

import pytest

from vitae.parsing.whereabouts import says_where

Parse = Callable[..., Any]


@pytest.mark.parametrize(
    "text",
    [
        "Manchester and remote",
        "Hamburg und Umgebung",
        "Wien und Graz",
        "Madrid y alrededores",
        "Northumberland and the Borders",
        "various locations",
        "praca hybrydowa",
        "nr Marlow",
        "all over Te Waipounamu",
        "près de Muster",
        "Marlow depot",
        "филиал Мустер",
        "Mill Street",
        "14 Marlow Road",
        "High St, Marlow",
        "rue de la Paix",
        "Musterstraße 5",
    ],
)
def test_words_that_say_where_somebody_worked_are_told(text: str) -> None:
    assert says_where(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Marlow Depot",
        "Wall Street Journal",
        "Brot & Butter",
        "Berlin und Partner",
        "Warehouse and delivery",
        "Straße",
        "Near",
        "branch",
        "Head of branch office in the north of the country",
    ],
)
def test_other_words_are_not(text: str) -> None:
    assert not says_where(text)


@pytest.mark.parametrize(
    ("line", "employer"),
    [
        ("Muster Mutual, Manchester and remote", "Muster Mutual"),
        ("The Quiet Otter, Bristol and on tour", "The Quiet Otter"),
        ("Old Marlow's band, all over Cornwall", "Old Marlow's band"),
        ("Harlan Trams, Marlow depot", "Harlan Trams"),
        ("Brindle & Oat, Mill Street", "Brindle & Oat"),
    ],
)
def test_where_a_job_was_is_no_part_of_its_employer(parse: Parse, line: str, employer: str) -> None:
    found = parse(f"# Jane Doe\n\n## Experience\n* Driver\t2019 – 2021\n{line}\n- Drove.").json["work"][0]

    assert (found["name"], found["position"]) == (employer, "Driver")
