"""The town of the candidate, in the addresses of many countries and in what people write about it."""

from collections.abc import Callable
from typing import Any

import pytest

Parse = Callable[..., Any]


def _head(line: str) -> str:
    return f"# Jane Doe\n{line}\njane@example.org\n\n## Skills\nCare of the old, care of the young"


def _town(parse: Parse, line: str) -> str | None:
    location = parse(_head(line)).resume.contact.location
    return location.city.value if location is not None and location.city is not None else None


@pytest.mark.parametrize(
    ("line", "town"),
    [
        ("The Old Forge, Kilsampla, Co. Offaly", "Kilsampla"),
        ('"Ardmore", 9 Station Parade, Sample Village, North Yorkshire, DL10 0ZZ', "Sample Village"),
        ("Rose Cottage, Nether Sample, Hants SO20 8EX", "Nether Sample"),
        ("Balnasample Farm, by Sampledy, Perthshire", "Sampledy"),
        ("RD 2, Ōtauira 3198", "Ōtauira"),
        ("14 Kauri Street, Ōtauira 3121, New Zealand", "Ōtauira"),
        ("Lot 4 Yarra Rd, Sample Park VIC 3115", "Sample Park"),
        ("2218 Garfield Ct., Apt 4, Lincoln, NE 68502", "Lincoln"),
        ("Saint-Exemple (Québec) J4P 1A1", "Saint-Exemple"),
        ("At Post Namuna, Tal. Namunagaon, Dist. Pune 410503", "Pune"),
        ("House No. 7, St. 3, Mohalla Misalpura, Okara, Punjab, Pakistan", "Okara"),
        ("Brgy. Halimbawa Sur, Badoc, Ilocos Norte", "Badoc"),
        ("Purok 5, Brgy. San Halimbawa, Talisay City, Cebu", "Talisay City"),
        ("Flat C, 18/F, Sample Court, Shau Kei Wan, Hong Kong", "Hong Kong"),
        ("Tai Po, New Territories, Hong Kong", "Tai Po"),
        ("P.O. Box 45, Nyeri - 10100, Kenya", "Nyeri"),
        ("Law Library, Dublin 7", "Dublin"),
        ("Nizwa, Sultanate of Oman", "Nizwa"),
        ("Nilüfer / BURSA", "BURSA"),
        ("Atatürk Mah. 12. Sok. No:5 D:3, Kadıköy/İstanbul", "İstanbul"),
        ("Ленинградская область, п. Примерово, ул. Новая, 3", "Примерово"),
        ("Dorfstr. 4, A-6380 St. Beispiel in Tirol", "St. Beispiel in Tirol"),
        ("3818 Beispielwald BE", "Beispielwald"),
        ("Loc. Pieve 3, 52010 Esempio della Verna AR", "Esempio della Verna"),
        ("Hagen (Westf.)", "Hagen"),
        ("Getafe, Madrid", "Getafe"),
        ("Av. Brasil 123, Jesús María, Lima", "Lima"),
        ("Peckham, SE London", "London"),
        ("Moema - São Paulo/SP", "São Paulo"),
        ("Cork Ireland", "Cork"),
        ("Puno, Perú", "Puno"),
        ("Berlin-Kreuzberg", "Berlin-Kreuzberg"),
        ("Beispiel-si, Gangwon-do, Republic of Korea", "Beispiel"),
        ("Reishi-shi, Nagano-ken, Japan", "Reishi"),
        ("Sampletown, St. Lucy, Barbados", "Sampletown"),
        ("May Pen, Manchester, Jamaica", "May Pen"),
        ("Linstead, St. Catherine, Jamaica", "Linstead"),
        ("Poblacion, Halimbawa City, Bohol", "Halimbawa City"),
        ("Udaharan Nagar, Anand 388 001, Gujarat", "Anand"),
        ("12 Section B, Rocklands, Kimberley, 8345", "Kimberley"),
        ("39042 Beispielen/Esempiano (BZ)", "Beispielen"),
        ("Zugdidi, Samegrelo, Georgia", "Zugdidi"),
    ],
)
def test_the_order_of_an_address_tells_its_town(parse: Parse, line: str, town: str) -> None:
    assert _town(parse, line) == town


@pytest.mark.parametrize(
    ("line", "town"),
    [
        ("Leeds or remote", "Leeds"),
        ("Remote (Leeds)", "Leeds"),
        ("Leeds (willing to relocate)", "Leeds"),
        ("Leeds; will move anywhere", "Leeds"),
        ("Greater Boston Area", "Boston"),
        ("Großraum Hannover", "Hannover"),
        ("nr. Sampleham", "Sampleham"),
        ("zam. Przykładowo", "Przykładowo"),
        ("Currently living in Leeds, originally from Lagos", "Leeds"),
        ("Vancouver and Halifax", "Vancouver"),
        ("Hull and East Riding", "Hull"),
        ("Residenza: Poggio Esempio (GR)", "Poggio Esempio"),
        ("Im 34 and live in Barnsley", "Barnsley"),
    ],
)
def test_what_is_said_about_a_town_is_none_of_it(parse: Parse, line: str, town: str) -> None:
    assert _town(parse, line) == town


@pytest.mark.parametrize(
    "line",
    [
        "Place of birth: Cork, Ireland",
        "Desired location: London",
        "County: Cork",
        "Lagos & London",
        "Registered Nurse, Texas",
        "Notary Public, Florida",
        "St. Sample Memorial Hospital, Duluth, MN (current)",
        "Staff Nurse, Leeds General Infirmary, Leeds",
        "Waller, hedger, mender of gates",
        "Bavaria, Germany",
        "12.2019 – present Site Engineer, Leeds",
        "Contract / B2B / C2C",
        "ICU / CCU / ER",
        "Senior Underwriter – DE / FAR / LPP",
    ],
)
def test_no_town_is_made_of_another_place_or_of_work(parse: Parse, line: str) -> None:
    assert _town(parse, line) is None


def test_a_labelled_address_comes_before_that_of_an_agency(parse: Parse) -> None:
    assert _town(parse, "2nd Floor, 40 Quay Parade, Cork\nLocation: Mallow, Co. Cork") == "Mallow"


def test_lines_of_one_address_are_read_together(parse: Parse) -> None:
    assert _town(parse, "Rose Cottage\nSampleham\nNorfolk, England") == "Sampleham"


def test_numbers_and_addresses_below_a_town_are_no_part_of_it(parse: Parse) -> None:
    location = parse(_head("10435 Berlin\n030 23125 412")).resume.contact.location

    assert (location.city.value, location.address) == ("Berlin", None)


def test_a_name_among_other_sections_is_found_by_its_account(parse: Parse) -> None:
    parsed = parse(
        "## Contact\nlinkedin.com/in/janedoe-sre\n\n## Top Skills\nKubernetes\nJane Doe\n"
        "Denver, Colorado, United States\n\n## Experience\nNurse, Mercy Hospital\n2019 - 2021"
    )

    assert parsed.resume.contact.name.value == "Jane Doe"
    assert parsed.resume.contact.location.city.value == "Denver"


@pytest.mark.parametrize("line", ["Outside Sales | Heavy Equipment", "MD, MPH, FAAP", "Near Miss"])
def test_no_town_is_made_of_letters_and_of_what_somebody_sells(parse: Parse, line: str) -> None:
    assert _town(parse, line) is None


def test_an_address_goes_on_behind_the_comma_at_the_end_of_its_line(parse: Parse) -> None:
    assert _town(parse, "1180 Plum Street, Apt. 3B,\nMankato, MN 56001 | 507-555-0162") == "Mankato"


def test_contact_data_stand_about_an_address_in_any_section(parse: Parse) -> None:
    contact = parse(
        "# Jane Doe\n\n## Experience\nNurse, Mercy Hospital\n2019 - 2021\nCare of the old, care of the young\n"
        "\nul. Różana 5, 98-300 Wieluń\n600 123 456\njane.doe@example.pl",
        language="pl",
    ).resume.contact

    assert contact.location.city.value == "Wieluń"
    assert [phone.value for phone in contact.phones] == ["+48600123456"]


@pytest.mark.parametrize(
    ("line", "country"),
    [
        ("Berlin, DE", "DE"),
        ("3011 AB Rotterdam, NL", "NL"),
        ("Toronto, CA", "CA"),
        ("Mumbai, IN", "IN"),
        ("12 Main St, Dover, DE 19901", "US"),
        ("Gander, NL", "CA"),
        ("San Jose, CA", "US"),
        ("Via Roma 5, 20121 Milano (MI)", "IT"),
        ("Cagliari (CA)", "IT"),
        ("4 Smith Street, Fitzroy, Victoria 3065", "AU"),
    ],
)
def test_letters_of_a_region_abroad_do_not_move_a_town(parse: Parse, line: str, country: str) -> None:
    location = parse(_head(line)).resume.contact.location

    assert location.country_code.value == country


def test_a_number_is_read_in_the_country_of_the_town(parse: Parse) -> None:
    phones = parse(_head("Utrecht, NL | 030 123 4567")).resume.contact.phones

    assert [phone.value for phone in phones] == ["+31301234567"]


def test_the_label_of_a_number_behind_an_address_is_no_part_of_it(parse: Parse) -> None:
    location = parse(_head("via Roma 9, 22100 Como, tel. 031 123456")).resume.contact.location

    assert location.address.value == "via Roma 9, 22100 Como"


@pytest.mark.parametrize(
    ("line", "town"),
    [
        ("Mason, OH", "Mason"),
        ("Orange, CA", "Orange"),
        ("Macon, GA", "Macon"),
        ("Sandwich, Kent", "Sandwich"),
        ("Sale, Victoria", "Sale"),
        ("Nurse, Kent", None),
        ("Sales, NY", None),
        ("Registered Nurse, CA", None),
    ],
)
def test_a_region_vouches_for_a_town_that_is_another_word_too(parse: Parse, line: str, town: str | None) -> None:
    assert _town(parse, line) == town
