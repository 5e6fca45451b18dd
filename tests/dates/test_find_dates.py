"""The forms in which résumés write dates, each with what it means."""

from itertools import pairwise

import pytest

from vitae.domain.dates import DateIssue, DateRange, Precision
from vitae.parsing.dates import find_dates


def only(text: str) -> DateRange:
    """Return the one period of a text."""
    found = find_dates(text)
    assert len(found) == 1, found
    return found[0]


def written(period: DateRange) -> tuple[str | None, str | None]:
    """Return both ends as a report writes them; ``present`` for what lasts."""
    start = period.start.iso() if period.start else None
    end = period.end.iso(as_end=True) if period.end else None
    return start, "present" if period.is_current else end


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Jan 2019 – Present", "2019-01", "present"),
        ("JAN 2019 - PRESENT", "2019-01", "present"),
        ("Aug-21 to till date", "2021-08", "present"),
        ("Apr 2019 - until now", "2019-04", "present"),
        ("01/2020–12/2020", "2020-01", "2020-12"),
        ("1/2020 - 12/2020", "2020-01", "2020-12"),
        ("03.2018 – 05.2019", "2018-03", "2019-05"),
        ("03.2018-05.2019", "2018-03", "2019-05"),
        ("01.03.2018 – 31.05.2019", "2018-03-01", "2019-05-31"),
        ("2019-04 – 2022-10", "2019-04", "2022-10"),
        ("2019-04-2022-10", "2019-04", "2022-10"),
        ("2023-02 to present", "2023-02", "present"),
        ("2020-01-15 – 2020-02-14", "2020-01-15", "2020-02-14"),
        ("2020/01/15 – 2020/02/14", "2020-01-15", "2020-02-14"),
        ("2017–2019", "2017", "2019"),
        ("2018-present", "2018", "present"),
        ("Mar 2018 – 2019", "2018-03", "2019"),
        ("2018 – May 2019", "2018", "2019-05"),
        ("Jan '19 – Dec '20", "2019-01", "2020-12"),
        ("Jan ’19 – Dec ’20", "2019-01", "2020-12"),
        ("Jan 19 – Dec 20", "2019-01", "2020-12"),
        ("'19 – '20", "2019", "2020"),
        ("03/18 – 05/19", "2018-03", "2019-05"),
        ("03.18 – 05.19", "2018-03", "2019-05"),
        ("03/18 – present", "2018-03", "present"),
        ("Sept. 2019 – Jan. 2020", "2019-09", "2020-01"),
        ("January, 2019 to March, 2020", "2019-01", "2020-03"),
        ("Jan-2019 – Mar-2020", "2019-01", "2020-03"),
        ("Jan 15, 2019 – Feb 3rd, 2020", "2019-01-15", "2020-02-03"),
        ("15 May 2019 – 3 June 2020", "2019-05-15", "2020-06-03"),
        ("2019 Mar – 2020 May", "2019-03", "2020-05"),
        ("from May 2018 until June 2019", "2018-05", "2019-06"),
        ("Jan 2020 to date", "2020-01", "present"),
        ("Jan 2020 till date", "2020-01", "present"),
        ("Jan 2020 – the present", "2020-01", "present"),
        ("since 2018", "2018", "present"),
        ("since Mar 2018", "2018-03", "present"),
        ("until May 2018", None, "2018-05"),
        ("bis 06/16", None, "2016-06"),
        ("2016 > 2020", "2016", "2020"),
        ("2019 > today", "2019", "present"),
        ("(2018-05 → )", "2018-05", "present"),
        ("VII 2019 – obecnie", "2019-07", "present"),
        ("05.2022 – halen (present)", "2022-05", "present"),
        ("maart 2019 – heden", "2019-03", "present"),
        ("kesäkuu 2019 – elokuu 2020", "2019-06", "2020-08"),
        ("Summers 2005 to 2008", "2005", "2008"),
        ("2009 and 2010", "2009", "2010"),
        ("temporadas 2007/08 y 2008/09", "2007", "2009"),
        ("III.2018 – nadal", "2018-03", "present"),
        ("do XII 2019", None, "2019-12"),
        ("VI\n2012 – IX 2012", "2012-06", "2012-09"),
        ("From: 01/2019 To: 03/2020", "2019-01", "2020-03"),
        ("Start: 01/2019\nEnd: 03/2020", "2019-01", "2020-03"),
        ("Present – Jan 2019", "2019-01", "present"),
        ("2018.4 – 2020.3", "2018-04", "2020-03"),
    ],
)
def test_an_english_or_numeric_form_means(text: str, start: str | None, end: str) -> None:
    assert written(only(text)) == (start, end)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("März 2018 – heute", "2018-03", "present"),
        ("1. März 2018 bis 31. Mai 2019", "2018-03-01", "2019-05-31"),
        ("seit Jänner 2018", "2018-01", "present"),
        ("Dez. 2018 bis zum 31.05.2019", "2018-12", "2019-05-31"),
        ("mars 2018 – aujourd’hui", "2018-03", "present"),
        ("depuis sept. 2019", "2019-09", "present"),
        ("de févr. 2010 à juil. 2010", "2010-02", "2010-07"),
        ("1er août 2018 au 31 déc. 2019", "2018-08-01", "2019-12-31"),
        ("marzo 2018 – actualidad", "2018-03", "present"),
        ("desde enero de 2018 hasta la actualidad", "2018-01", "present"),
        ("1 de enero de 2019 a 31 de mayo de 2020", "2019-01-01", "2020-05-31"),
        ("de março de 2018 a dezembro de 2019", "2018-03", "2019-12"),
        ("fevereiro de 2018 até o momento", "2018-02", "present"),
        ("marzo 2018 – oggi", "2018-03", "present"),
        ("dal maggio 2018 al giugno 2019", "2018-05", "2019-06"),
        ("marzec 2018 – obecnie", "2018-03", "present"),
        ("od 03.2024 do chwili obecnej", "2024-03", "present"),
        ("od 03.2024 do chwili\nobecnej", "2024-03", "present"),
        ("od stycznia 2018 r. do grudnia 2019 r.", "2018-01", "2019-12"),
        ("март 2018 – май 2019", "2018-03", "2019-05"),
        ("с марта 2018 по настоящее время", "2018-03", "present"),
        ("с марта 2018 г. по н.в.", "2018-03", "present"),
        ("2018 г. – 2020 г.", "2018", "2020"),
        ("2018年3月 – 至今", "2018-03", "present"),
        ("2018年3月至今", "2018-03", "present"),
        ("2018年3月〜2019年5月", "2018-03", "2019-05"),
        ("2018年4月から2020年3月", "2018-04", "2020-03"),
        ("III 2018 – V 2019", "2018-03", "2019-05"),
    ],
)
def test_a_form_of_another_language_means(text: str, start: str, end: str) -> None:
    assert written(only(text)) == (start, end)


@pytest.mark.parametrize(
    "separator",
    ["–", "—", "-", "‑", "−", "~", "→", "to", "until", "till", "through", "thru", "bis", "--", "\n– ", "\t–\t"],
)
def test_every_separator_joins_two_dates(separator: str) -> None:
    assert written(only(f"May 2018 {separator} Jun 2019")) == ("2018-05", "2019-06")


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("Spring 2020 – Summer 2020", "2020-03", "2020-08", Precision.SEASON),
        ("Fall 2023 – Spring 2024", "2023-09", "2024-05", Precision.SEASON),
        ("Fall Semester 2023 – Spring Semester 2024", "2023-09", "2024-05", Precision.SEASON),
        ("Fall 2025 – Winter 2025", "2025-09", "2026-02", Precision.SEASON),
        ("Winter 2019/20 – Sommer 2021", "2019-12", "2021-08", Precision.SEASON),
        ("WS 2019/20 – SoSe 2021", "2019-10", "2021-09", Precision.SEASON),
        ("Q1 2019 – Q3 2019", "2019-01", "2019-09", Precision.QUARTER),
        ("Q1/2019 – Q3/2019", "2019-01", "2019-09", Precision.QUARTER),
        ("1. Quartal 2019 – 3. Quartal 2019", "2019-01", "2019-09", Precision.QUARTER),
        ("2019 Q1 – 2019 Q3", "2019-01", "2019-09", Precision.QUARTER),
    ],
)
def test_a_season_or_a_quarter_spans_its_months(text: str, start: str, end: str, precision: Precision) -> None:
    period = only(text)

    assert written(period) == (start, end)
    assert period.start is not None
    assert period.start.precision is precision


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Jan–Mar 2020", "2020-01", "2020-03"),
        ("Januar bis März 2020", "2020-01", "2020-03"),
        ("03–05/2019", "2019-03", "2019-05"),
        ("03.–05.2019", "2019-03", "2019-05"),
        ("01.03. – 31.05.2019", "2019-03-01", "2019-05-31"),
        ("Q1–Q3 2019", "2019-01", "2019-09"),
        ("Spring–Summer 2020", "2020-03", "2020-08"),
    ],
)
def test_a_year_that_is_written_once_holds_for_both_ends(text: str, start: str, end: str) -> None:
    assert written(only(text)) == (start, end)


@pytest.mark.parametrize("text", ["2019-20", "2019/20", "2019–20", "2019/2020"])
def test_two_years_in_one_are_a_period_of_years(text: str) -> None:
    period = only(text)

    assert written(period) == ("2019", "2020")
    assert period.start is not None
    assert period.start.precision is Precision.YEAR


def test_a_list_of_school_years_is_a_list_of_periods() -> None:
    assert [written(period) for period in find_dates("2015–16, 2018–19")] == [("2015", "2016"), ("2018", "2019")]


def test_a_year_with_a_month_is_december_unless_the_text_writes_years_so() -> None:
    alone, among_years = find_dates("2011-12")[0], find_dates("2011-12, 2014-15")[0]

    assert written(alone) == ("2011-12", None)
    assert written(among_years) == ("2011", "2012")


def test_a_lost_dash_is_put_back_with_little_confidence() -> None:
    period = only("Sep. 2023 Mar. 2024")

    assert written(period) == ("2023-09", "2024-03")
    assert period.issues == (DateIssue.DASH_MISSING,)
    assert period.confidence <= 0.5


def test_three_dates_in_a_row_are_three_dates() -> None:
    assert [written(period) for period in find_dates("Jan 2019 Feb 2019 Mar 2019")] == [
        ("2019-01", None),
        ("2019-02", None),
        ("2019-03", None),
    ]


def test_a_lost_dash_before_present_is_put_back_at_the_end_of_a_cell_only() -> None:
    assert only("Jan 2019 Present\tBerlin").is_current
    assert not only("Jan 2019 present the findings").is_current


@pytest.mark.parametrize(
    "text",
    [
        "31/03/2019, ongoing",
        "2019, en cours",
        "03/2019, actualmente",
        "marzec 2019, nadal",
        "03/2019, до сих пор",
        "01.03.2019 – zurzeit",
        "März 2019 – z. Zt.",
        "marzo 2019 – tuttora",
        "março de 2019 – em andamento",
        "March 2019 – present post",
        "mars 2019 – poste actuel",
        "March 2019 onwards",
        "de marzo de 2019 en adelante",
        "da marzo 2019 in poi",
    ],
)
def test_what_lasts_is_said_in_many_ways(text: str) -> None:
    period = only(text)

    assert (written(period)[1], period.raw, period.issues) == ("present", text, ())


@pytest.mark.parametrize(
    "text", ["2019, now a team of nine", "May 2019, current affairs", "2019, today\u2019s standard"]
)
def test_a_word_for_today_behind_a_comma_ends_its_cell(text: str) -> None:
    assert not only(text).is_current


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Tax seasons 2005 to 2008", "2005", "2008"),
        ("school year 2005/06 to school year 2008/09", "2005", "2009"),
        ("années scolaires 2011–2014", "2011", "2014"),
        ("Schuljahre 2011 bis 2014", "2011", "2014"),
        ("sezony 2011–2014", "2011", "2014"),
        ("Temporadas 2015 – 2017", "2015", "2017"),
        ("anos letivos 2015 a 2017", "2015", "2017"),
    ],
)
def test_the_kind_of_years_belongs_to_the_period(text: str, start: str, end: str) -> None:
    period = only(text)

    assert (*written(period), period.raw) == (start, end, text)


@pytest.mark.parametrize(
    "text",
    [
        "dal 1° marzo 2004 al 30\nsettembre 2011",
        "1. März 2004 bis 30.\nSeptember 2011",
        "1 March 2004 – 30\nSeptember 2011",
        "du 1er mars 2004 au 30\nseptembre 2011",
        "с 1 марта 2004 по 30\nсентября 2011",
    ],
)
def test_the_month_of_the_last_day_may_stand_on_the_next_line(text: str) -> None:
    assert written(only(text)) == ("2004-03-01", "2011-09-30")


def test_a_number_above_a_month_is_no_day_of_it() -> None:
    assert only("Staff of 30\nSeptember 2011").raw == "September 2011"


def test_a_dangling_dash_means_current_with_little_confidence() -> None:
    period = only("2017 –")

    assert written(period) == ("2017", "present")
    assert period.issues == (DateIssue.OPEN_END,)
    assert period.confidence <= 0.5


def test_a_dash_before_other_words_leaves_a_single_date() -> None:
    assert only("May 2017 – Engineer").is_single


def test_bullets_of_years_are_no_period() -> None:
    assert len(find_dates("- May 2017\n- June 2018")) == 2


def test_a_period_that_the_line_breaks_is_one() -> None:
    assert written(only("March 2017 – May\n2022")) == ("2017-03", "2022-05")


@pytest.mark.parametrize("text", ["Jan 20202", "13/2019", "31.02.2019", "00/2019", "Mar 1014"])
def test_what_claims_to_be_a_date_and_is_none_is_invalid(text: str) -> None:
    period = only(text)

    assert (period.start, period.end) == (None, None)
    assert period.issues == (DateIssue.INVALID,)


def test_day_and_month_that_cannot_be_told_apart_are_bounds() -> None:
    period = only("05/06/2020")

    assert period.issues == (DateIssue.AMBIGUOUS,)
    assert period.start is not None
    assert (period.start.first.isoformat(), period.start.last.isoformat()) == ("2020-05", "2020-06")
    assert period.start.iso() == "2020"


def test_a_clear_date_settles_the_unclear_ones_of_its_text() -> None:
    day_first, month_first = find_dates("05/06/2020, 25/12/2020"), find_dates("05/06/2020, 12/25/2020")

    assert written(day_first[0])[0] == "2020-06-05"
    assert written(month_first[0])[0] == "2020-05-06"


def test_a_period_that_ends_before_it_begins_says_so() -> None:
    period = only("Dec 2021 – Jan 2019")

    assert period.issues == (DateIssue.REVERSED,)
    assert written(period) == ("2021-12", "2019-01")


def test_offsets_lead_back_to_the_text() -> None:
    text = "Инженер 🚀\tс марта 2018 по настоящее время\nKøge, (2015–16); Berlin: 03.2010 – 05.2012."

    found = find_dates(text)

    assert [text[period.begin : period.finish] for period in found] == [period.raw for period in found]
    assert [period.raw for period in found] == ["с марта 2018 по настоящее время", "2015–16", "03.2010 – 05.2012"]


def test_periods_come_in_order_and_never_overlap() -> None:
    text = "2015 – 2018 2018-03 – present Jan–Mar 2020, since 2018; 05/2019 2019/20 Q1 2019 – Q3 2019 'til 2020"

    found = find_dates(text)

    assert all(one.finish <= other.begin for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Engineer II 2019 – 2021", "2019", "2021"),
        ("Engineer II 2019 – Present", "2019", "present"),
        ("Engineer II\t2019-04 – 2022-10", "2019-04", "2022-10"),
        ("Assistant to Ms May\t2019 – 2021", "2019", "2021"),
    ],
)
def test_a_word_of_the_title_is_no_part_of_the_period(text: str, start: str, end: str) -> None:
    assert written(only(text)) == (start, end)


def test_a_roman_month_stands_alone_where_others_are_periods() -> None:
    found = find_dates("Kurs, XI 2016\nEngineer II 2018\nKelner\tIV 2013 – VI 2015")

    assert [written(period) for period in found] == [("2016-11", None), ("2018", None), ("2013-04", "2015-06")]


@pytest.mark.parametrize(
    "text",
    [
        "Engineer II 2019 – present",
        "Ward Clerk III 2019 – today",
        "Engineer, II 2019 – present",
        "Software Engineer, II\n2019 – present",
        "Level 2, V\n2019 – present",
        "Engineer\tII\n2019 – present",
        "phase I, II 2019 – present",
    ],
)
def test_a_grade_before_a_year_is_no_roman_month(text: str) -> None:
    assert written(only(text)) == ("2019", "present")


@pytest.mark.parametrize("text", ["Open until 06/12 each day", "scored 10/12"])
def test_month_and_two_digits_within_a_sentence_are_no_date(text: str) -> None:
    assert find_dates(text) == ()


@pytest.mark.parametrize("months", ["VI – IX", "VI–IX"])
def test_a_roman_month_has_the_year_of_the_one_after_it(months: str) -> None:
    assert [written(period) for period in find_dates(f"VII 2009 – XII 2011\n{months} 2006")] == [
        ("2009-07", "2011-12"),
        ("2006-06", "2006-09"),
    ]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("mid-2021 – late 2023", "2021", "2023"),
        ("early 2018 to end of June 2019", "2018", "2019-06"),
        ("Anfang 2018 – Ende März 2020", "2018", "2020-03"),
        ("mi-2018 à fin 2020", "2018", "2020"),
        ("de mediados de 2018 a finales de 2020", "2018", "2020"),
        ("início de 2018 – meados de 2020", "2018", "2020"),
        ("da metà 2018 a fine 2020", "2018", "2020"),
        ("od połowy 2018 do końca 2020", "2018", "2020"),
        ("с начала 2018 до конца 2020", "2018", "2020"),
        ("since late 2019", "2019", "present"),
        ("07.09.2018 – at present", "2018-09-07", "present"),
        ("Sept 2018 – (current)", "2018-09", "present"),
        ("2019 – onwards", "2019", "present"),
        ("'21 –", "2021", "present"),
        ("05/21-", "2021-05", "present"),
        ("May 2021 →, Leeds", "2021-05", "present"),
        ("07/2021–, Mill Lane", "2021-07", "present"),
        ("Nov 2018 / Mar 2019", "2018-11", "2019-03"),
        ("estati 2014, 2015 e 2016", "2014", "2016"),
        ("July and August 2019", "2019-07", "2019-08"),
        ("de 5 de marzo a 28 de mayo de 2019", "2019-03-05", "2019-05-28"),
        ("from 5 March to 28 May 2019", "2019-03-05", "2019-05-28"),
        ("5. März bis 28. Mai 2019", "2019-03-05", "2019-05-28"),
        ("campaña de 2011/2012", "2011", "2012"),
        ("Praktyka\tVII–VIII 2019", "2019-07", "2019-08"),
    ],
)
def test_further_ways_to_write_a_period(text: str, start: str, end: str) -> None:
    assert written(only(text)) == (start, end)


def test_a_number_that_ends_a_sentence_is_no_day_of_the_month_below() -> None:
    assert written(find_dates("from 24 to 41.\nApril 2010 – December\n2013")[-1]) == ("2010-04", "2013-12")


def test_a_number_on_the_line_above_is_no_day() -> None:
    assert written(find_dates("Lido 14\ngiugno – settembre 2019")[-1]) == ("2019-06", "2019-09")


def test_a_roman_month_may_stand_behind_words_where_others_are_a_period() -> None:
    assert [written(period) for period in find_dates("Elm Works IV 2018 – nadal\nAsh Works IX 2011 – III 2018")] == [
        ("2018-04", "present"),
        ("2011-09", "2018-03"),
    ]


def test_a_brief_year_lasts_behind_words_where_others_are_written_so() -> None:
    assert [written(period) for period in find_dates("Elm Electric '22 –\nAsh Power '19 – '22")] == [
        ("2022", "present"),
        ("2019", "2022"),
    ]
    assert find_dates("Elm Electric '22 –\nAsh Power") == ()


@pytest.mark.parametrize(
    ("text", "raw"), [("Clerk, Berlin Mitte 2018", "2018"), ("March and August 2019", "August 2019"), ("X-2019", "")]
)
def test_words_before_a_date_that_are_no_part_of_it(text: str, raw: str) -> None:
    assert [period.raw for period in find_dates(text)] == [raw] * bool(raw)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("01-08-2015 to 10-03-2018", "2015-08-01"),
        ("08/01/2015 to 03/10/2018", "2015-08-01"),
        ("11/09/2015 to 09/12/2015", "2015-09-11"),
        ("(503) 555-0117, 06/05/2020", "2020-06-05"),
        ("+1 503 555 0117, 06/05/2020", "2020-06-05"),
        ("+44 7700 900123, 06/05/2020", "2020-05-06"),
    ],
)
def test_signs_tell_day_from_month_where_a_date_stays_ambiguous(text: str, start: str) -> None:
    period = find_dates(text)[-1]

    assert written(period)[0] == start
    assert period.issues == (DateIssue.AMBIGUOUS,)


def test_the_day_is_first_where_words_of_other_languages_than_english_open_the_dates() -> None:
    assert written(only("dal 10/1/2022 al 8/6/2022")) == ("2022-01-10", "2022-06-08")
    assert written(only("from 4/2/2022 to 8/6/2022")) == ("2022", "2022")
