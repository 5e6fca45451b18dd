"""Numbers that look like dates and are none, and years that count only where they stand alone."""

import pytest

from vitae.parsing.dates import find_dates


@pytest.mark.parametrize(
    "text",
    [
        "+7 2017 032 021",
        "+44 20 7946 2018",
        "(312) 555-2017",
        "0171 2018 234",
        "0157 2019 2020",
        "IntelliJ 2018.1",
        "$2018",
        "2,018 customers",
        "1,2018",
        "2018%",
        "2000 users in 12 countries",
        "about 2000",
        "10435 Berlin",
        "1014",
        "ISO 9001:2015",
        "EN 50126-1:2017",
        "BS 7671:2018",
        "COVID-2019",
        "SQL Server 2019",
        "Windows 2000, Office 2019",
        "Horizon 2020",
        "Python 3.11, Node 20.10, v2018.1",
        "10.20.2019.4",
        "3/4 of all, 24/7, 9/11",
        "j.doe1990@example.org",
        "https://example.org/2018/03/post",
        "example.com/2018-03",
        "github.com/someone/x-2019",
        "2D6F 4-2-2019x",
        "the 1990s",
        "set 2019 targets for the team",
        "",
    ],
)
def test_no_date_is_found_in(text: str) -> None:
    assert find_dates(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "2018",
        "B.Sc., Example University, 2018",
        "AWS Certified (2018)",
        "2018\tAWS Certified",
        "AWS Certified\t2018",
        "in 2018 I moved",
    ],
)
def test_a_year_that_stands_alone_is_a_date(text: str) -> None:
    (found,) = find_dates(text)

    assert found.raw == "2018"


def test_a_year_in_running_text_is_less_sure_than_one_in_its_own_cell() -> None:
    (prose,), (cell,), (month,) = (find_dates(text) for text in ("in 2018 I moved", "2018", "May 2018"))

    assert prose.confidence < cell.confidence < month.confidence


def test_a_telephone_number_beside_a_period_does_not_hide_it() -> None:
    found = find_dates("+49 30 23125 412\n06/2017 – 03/2021\n030 23125 2018")

    assert [period.raw for period in found] == ["06/2017 – 03/2021"]


def test_the_number_of_an_edition_beside_a_year_is_no_telephone_number() -> None:
    (found,) = find_dates("2019 18th Edition Wiring Regulations")

    assert found.raw == "2019"
