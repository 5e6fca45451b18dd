"""Dates into periods: what stands between two of them, before one, or after it."""

import re
from bisect import bisect_right
from functools import cache, lru_cache

from msgspec.structs import replace

from vitae.domain.dates import DateIssue, DateRange, PartialDate, Precision
from vitae.domain.months import Month
from vitae.parsing.dates.atoms import Atom, Form, month_date, quarter_date, season_date
from vitae.parsing.dates.guards import is_part_of_a_number, is_part_of_an_address, phone_spans, standing_confidence
from vitae.parsing.dates.numeric import find_numeric, number_starts
from vitae.parsing.dates.worded import find_worded
from vitae.parsing.dates.words import DASHES, PLAIN_DASH, Opening, date_words

_LONGEST_SEPARATOR = 28
_LONGEST_OPENING = 24
_NEAR = 8
"""Dates before and behind one, in which others are looked for that are written as it is."""
_BULLET = re.compile(r"\s*\n\s*-\s*")
_DANGLING = re.compile(r"[ \u00a0]{0,3}[-–—―→][ \u00a0]{0,3}(?=[\n\t),;|]|\Z)")
_BEFORE_CELL = frozenset(("", "\n", "\t", "("))
_BEFORE_PART = frozenset("\t\n|·•▪*([–—-‑→,;:/")
_SLASH = re.compile(r"[ \u00a0]?/[ \u00a0]?")
_COMMA = re.compile(r",[ \u00a0\n]")
_LAST_WORD = re.compile(rf"(?<![^\W\d_])([^\W\d_]++)[.'’]?[{DASHES}\s:]{{0,8}}\Z")
_BLANKS = re.compile(r"[ \u00a0]{1,4}|[ \u00a0]{0,4}\t[ \u00a0]{0,4}")
_CLASS_OF = re.compile(r"\b(?:[Cc]lass of|CLASS OF|[Pp]romo) \Z")
_REST_OF_CELL = re.compile(r"[ \u00a0]{0,4}(?=[\n\t),;|]|\Z)")


@lru_cache(maxsize=2)  # sections, parser and entity extractor ask for the dates of the same text
def find_dates(text: str) -> tuple[DateRange, ...]:
    """Return every period and single date of a text in order of position, never overlapping.

    Offsets count code points of `text`. Dates keep the precision that was written. Telephone
    numbers, amounts, norms, versions and addresses are no dates; what claims to be a date and
    is none (``Jan 20202``) has no `start` and the issue ``INVALID``.
    """
    atoms = _atoms(text)
    found: list[DateRange] = []
    index = 0
    while index < len(atoms):
        floor = found[-1].finish if found else 0
        period, used = _period_at(text, atoms, index, floor)
        if period is not None:
            found.append(period)
        index += used
    return tuple(found)


def _atoms(text: str) -> list[Atom]:
    """Return the single dates without overlaps: the leftmost is meant, of two at one place the longer."""
    phones, numbers = phone_spans(text), number_starts(text)
    starts = [begin for begin, _ in phones]
    kept: list[Atom] = []
    found = (*find_worded(text, numbers), *find_numeric(text, numbers))
    candidates = sorted(found, key=lambda atom: (atom.begin, -atom.finish))
    for atom in candidates:
        if kept and atom.begin < kept[-1].finish:
            continue
        phone = bisect_right(starts, atom.begin) - 1
        if phone >= 0 and phones[phone][1] > atom.begin:
            continue
        if not is_part_of_a_number(text, atom) and not is_part_of_an_address(text, atom):
            kept.append(_with_part(text, atom, kept[-1].finish if kept else 0))
    return kept


def _with_part(text: str, atom: Atom, floor: int) -> Atom:
    """Return a year or a month with the words that say which part of it is meant (``end of 2018``).

    Where other words stand before them, they may belong to those (``Berlin Mitte 2018``).
    """
    if atom.form not in (Form.YEAR, Form.WORDED, Form.NUMERIC):
        return atom
    begin = _opening(text, atom, floor, date_words().part)
    if begin == atom.begin:
        return atom
    before = text[max(0, begin - _LONGEST_OPENING) : begin].rstrip(" \u00a0")
    word = _LAST_WORD.search(before)
    if (
        before
        and before[-1] not in _BEFORE_PART
        and (word is None or word[1].casefold() not in date_words().before_parts)
    ):
        return atom
    return replace(atom, begin=begin)


def _period_at(text: str, atoms: list[Atom], index: int, floor: int) -> tuple[DateRange | None, int]:
    """Return the period that begins with an atom, and how many atoms it uses up."""
    atom = atoms[index]
    following = atoms[index + 1] if index + 1 < len(atoms) else None
    if following is not None and _is_separated(text, atom, following):
        return _between(text, atom, following, floor), 2
    last = _last_of_years(text, atoms, index)
    if last > index:
        return _between(text, atom, atoms[last], floor), last - index + 1
    current = _until_now(text, atom, floor, is_habit=_ends_periods(text, atoms, index) if atom.is_weak else False)
    if current is not None:
        return current, 1
    if following is not None and _lost_its_dash(text, atoms, index):
        joined = _between(text, atom, following, floor)
        return replace(joined, confidence=0.5, issues=(DateIssue.DASH_MISSING, *joined.issues)), 2
    return _alone(text, atom, floor), 1


def _is_separated(text: str, atom: Atom, following: Atom) -> bool:
    """Tell whether a dash or a word such as ``to``, and nothing else, stands between two dates."""
    between = text[atom.finish : following.begin]
    if len(between) > _LONGEST_SEPARATOR or _BULLET.fullmatch(between):
        return False
    if Form.SHORT in (atom.form, following.form) and atom.form is not following.form:
        return False
    if (PLAIN_DASH.fullmatch(between) or date_words().separator.fullmatch(between)) is not None:
        return True
    return _SLASH.fullmatch(between) is not None and _are_months_in_order(atom, following)


def _are_months_in_order(atom: Atom, following: Atom) -> bool:
    if atom.form is not Form.WORDED or following.form is not Form.WORDED:
        return False
    return atom.date is not None and following.date is not None and atom.date.last < following.date.first


def _last_of_years(text: str, atoms: list[Atom], index: int) -> int:
    """Return which date ends a list of years: ``2009 and 2010``, ``2007/08 y 2008/09``, ``2004, 2005 e 2006``."""
    last = index
    while last + 1 < len(atoms) and _is_next_year(atoms[last], atoms[last + 1]):
        between = (atoms[last].finish, atoms[last + 1].begin)
        if date_words().one_more.fullmatch(text, *between) is not None:
            last += 1
            third = atoms[last + 1] if last + 1 < len(atoms) else None
            return index if third is not None and _is_separated(text, atoms[last], third) else last
        if _COMMA.fullmatch(text, *between) is None:
            break
        last += 1
    return index


def _is_next_year(atom: Atom, following: Atom) -> bool:
    if atom.form not in (Form.YEAR, Form.SPAN) or following.form is not atom.form:
        return False
    before, after = atom.until or atom.date, following.date
    return before is not None and after is not None and after.first.year - before.first.year == (atom.form is Form.YEAR)


def _ends_periods(text: str, atoms: list[Atom], index: int) -> bool:
    """Tell whether a period of two dates that are written as briefly (``'19 – '22``) stands near this one."""
    form, near = atoms[index].form, range(max(0, index - _NEAR), min(len(atoms) - 1, index + _NEAR))
    return any(
        atoms[at].is_weak
        and atoms[at].form is form is atoms[at + 1].form
        and _is_separated(text, atoms[at], atoms[at + 1])
        for at in near
    )


def _between(text: str, atom: Atom, following: Atom, floor: int) -> DateRange:
    end = following.until or following.date
    start = atom.date
    issues = {*atom.issues, *following.issues}
    if start is not None and end is not None and end.last < start.first:
        end = _winter_after(start, end)
        if end.last < start.first:
            issues.add(DateIssue.REVERSED)
    begin = _opening(text, atom, floor, date_words().origin, date_words().since)
    return DateRange(
        start=start,
        end=end,
        is_current=False,
        raw=text[begin : following.finish],
        begin=begin,
        finish=following.finish,
        confidence=min(atom.confidence, following.confidence),
        issues=tuple(sorted(issues)),
    )


def _winter_after(start: PartialDate, end: PartialDate) -> PartialDate:
    """Return the winter that begins in the year that is written, when the other one lies before the start."""
    if end.precision is not Precision.SEASON or end.first.month != 1 or end.first.year != start.first.year:
        return end
    december = Month(end.first.year, 12)
    return replace(end, first=december, last=december.plus(2))


def _until_now(text: str, atom: Atom, floor: int, *, is_habit: bool) -> DateRange | None:
    """Return the period from a date to the present, if it says so after or before the date, or ends in a dash.

    What is written briefly (``'22 –``) must fill its cell for that, or others are written so (`is_habit`).
    """
    finish = _end_of_present(text, atom)
    if finish is not None:
        issues = atom.issues if finish[1] else (DateIssue.DASH_MISSING, *atom.issues)
        return _current(text, atom, floor, finish[0], atom.confidence if finish[1] else 0.6, issues)
    words = date_words()
    if _opening(text, atom, floor, words.since, words.present_first) < atom.begin and atom.form is not Form.SHORT:
        return _current(text, atom, floor, atom.finish, min(atom.confidence, 0.9), atom.issues)
    dangling = _DANGLING.match(text, atom.finish)
    is_date = not atom.is_weak or is_habit or text[max(0, atom.begin - 1) : atom.begin] in _BEFORE_CELL
    if dangling is not None and is_date and atom.date is not None:
        return _current(text, atom, floor, dangling.end(), 0.4, (DateIssue.OPEN_END, *atom.issues))
    return None


def _end_of_present(text: str, atom: Atom) -> tuple[int, bool] | None:
    """Return where the word for today after a date ends, and whether what belongs before it stands there.

    Behind a comma (``2019, ongoing``) or a blank it must end its cell, as it may qualify what follows.
    """
    match = date_words().present.match(text, atom.finish)
    if match is None:
        return None
    join = "," if match["onwards"] is not None else match["join"].strip(" \t\n\u00a0(")
    is_separated = bool(join) or not match["word"][0].isascii()
    if (join.startswith(",") or not is_separated) and not _REST_OF_CELL.match(text, match.end()):
        return None
    again = date_words().present_again.match(text, match.end())
    return again.end() if again is not None else match.end(), is_separated


def _current(
    text: str, atom: Atom, floor: int, finish: int, confidence: float, issues: tuple[DateIssue, ...]
) -> DateRange:
    words = date_words()
    begin = _opening(text, atom, floor, words.origin, words.since, words.present_first)
    return DateRange(
        start=atom.date,
        end=None,
        is_current=True,
        raw=text[begin:finish],
        begin=begin,
        finish=finish,
        confidence=confidence,
        issues=tuple(sorted(set(issues))),
    )


def _lost_its_dash(text: str, atoms: list[Atom], index: int) -> bool:
    """Tell whether exactly two dates of one form, in order, stand side by side."""
    atom, following = atoms[index], atoms[index + 1]
    start, end = atom.date, following.date
    if start is None or end is None or atom.is_weak or atom.form is not following.form:
        return False
    if atom.form not in (Form.WORDED, Form.NUMERIC) or start.precision is not end.precision or end.last < start.first:
        return False
    if not _BLANKS.fullmatch(text[atom.finish : following.begin]):
        return False
    if index and _BLANKS.fullmatch(text[atoms[index - 1].finish : atom.begin]):
        return False
    third = atoms[index + 2] if index + 2 < len(atoms) else None
    if third is not None and (
        _is_separated(text, following, third) or _BLANKS.fullmatch(text[following.finish : third.begin])
    ):
        return False
    return _end_of_present(text, following) is None


def _alone(text: str, atom: Atom, floor: int) -> DateRange | None:
    """Return a date that stands for itself, with the first half of a period whose year is written once."""
    if atom.until is not None:
        begin = _opening(text, atom, floor, date_words().origin)
        return _single(atom, text, begin, atom.date, atom.until, atom.confidence)
    first = _first_half(text, atom, floor)
    if first is not None:
        begin, start = first
        return _single(atom, text, begin, start, atom.date, min(atom.confidence, 0.9))
    begin = _opening(text, atom, floor, date_words().until)
    if atom.is_weak and not _is_of_a_class(text, atom) and (begin == atom.begin or not _is_short_end(text, atom)):
        return None
    if begin < atom.begin and atom.date is not None:
        return _single(atom, text, begin, None, atom.date, min(atom.confidence, 0.7))
    confidence = standing_confidence(text, atom) if atom.form is Form.YEAR else atom.confidence
    return _single(atom, text, atom.begin, atom.date, None, confidence) if confidence else None


def _is_of_a_class(text: str, atom: Atom) -> bool:
    """Tell whether two digits of a year say when pupils left school together: ``Class of '94``."""
    return atom.form is Form.YEAR and _CLASS_OF.search(text, max(0, atom.begin - 10), atom.begin) is not None


def _is_short_end(text: str, atom: Atom) -> bool:
    """Tell whether month and two digits behind a word such as ``until`` end their line or cell: ``bis 06/06``."""
    return atom.form is Form.SHORT and _REST_OF_CELL.match(text, atom.finish) is not None


def _single(
    atom: Atom, text: str, begin: int, start: PartialDate | None, end: PartialDate | None, confidence: float
) -> DateRange:
    return DateRange(
        start=start,
        end=end,
        is_current=False,
        raw=text[begin : atom.finish],
        begin=begin,
        finish=atom.finish,
        confidence=confidence,
        issues=atom.issues,
    )


def _opening(text: str, atom: Atom, floor: int, *openings: Opening) -> int:
    """Return where the word before a date begins, such as ``since``; the date's own beginning without one."""
    before = max(floor, atom.begin - _LONGEST_OPENING)
    head = text[before : atom.begin]
    last = _LAST_WORD.search(head)
    word = last[1].casefold() if last is not None else ""
    for opening in openings:
        match = opening.pattern.search(head) if word in opening.ends else None
        if match is not None:
            return before + match.start()
    return atom.begin


@cache
def _first_half_pattern() -> re.Pattern[str]:
    words = date_words()
    return re.compile(
        rf"(?<![\w./-])(?:(?P<day>[0-2]?[0-9]|3[01])(?:\.|st|nd|rd|th|er|º|°|ª)?[ \u00a0](?:{words.of_words} )?)?"
        rf"(?P<half>[QTК]\s?[1-4]|[IVX]{{1,4}}|[^\W\d_]{{3,14}}+|[0-9]{{1,2}}(?:\.[0-9]{{1,2}})?)\.?"
        rf"(?:\s{{0,2}}[{DASHES}/]|{words.separator.pattern}|(?P<and>{words.one_more.pattern}))\s{{0,2}}\Z",
        re.IGNORECASE,
    )


def _first_half(text: str, atom: Atom, floor: int) -> tuple[int, PartialDate] | None:
    """Return the beginning of ``Jan–Mar 2020``, ``7 May to 9 June 2019`` or ``03–05/2019``: its year is the end's."""
    if atom.date is None or atom.form not in (Form.WORDED, Form.NUMERIC, Form.ROMAN) or atom.issues:
        return None
    before = max(floor, atom.begin - _LONGEST_OPENING)
    match = _first_half_pattern().search(text[before : atom.begin])
    if match is None:
        return None
    start = _without_year(match["half"], atom.date, atom.form)
    if start is not None and start.precision is Precision.MONTH and match["day"] is not None:
        start = month_date(start.first.year, start.first.month, match["half"], int(match["day"]))
    if start is None or start.first > atom.date.last:
        return None
    if match["and"] is not None and start.last.plus(1) != atom.date.first:
        return None
    return before + match.start(), start


def _without_year(half: str, end: PartialDate, form: Form) -> PartialDate | None:
    """Return the date that `half` names in the year of `end`, if both are written alike."""
    year, words, key = end.first.year, date_words(), half.casefold()
    if end.precision is Precision.QUARTER and half[-1].isdigit():
        return quarter_date(year, int(half[-1]), half)
    if end.precision is Precision.SEASON and key in words.seasons:
        return season_date(year, words.seasons[key], half)
    if form is Form.WORDED and end.precision in (Precision.MONTH, Precision.DAY) and key in words.months:
        return month_date(year, words.months[key], half)
    if form is Form.ROMAN and half in words.romans:
        return month_date(year, words.romans[half], half)
    if form is Form.NUMERIC and end.precision is Precision.MONTH and half.isdigit():
        return month_date(year, int(half), half)
    if form is Form.NUMERIC and end.precision is Precision.DAY and "." in half:
        day, month = half.split(".")
        return month_date(year, int(month), half, int(day))
    return None
