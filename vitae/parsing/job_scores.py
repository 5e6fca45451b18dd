"""How far the words in the head of a job speak for a title, an employer or a place: the table of the evidence."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from vitae.domain.resume import EmploymentType
from vitae.domain.values import Value
from vitae.lexicons.files import read_toml
from vitae.parsing.atoms import Edge
from vitae.parsing.breaks import names_break
from vitae.parsing.employment import employment_type, is_duration, is_employment_word, is_schedule, is_training
from vitae.parsing.grades import is_grade
from vitae.parsing.labelling import BODY, HEAD, PLACE, REST, Group, Role
from vitae.parsing.places import is_city, may_be_place, parse_place
from vitae.parsing.prose import ends_sentence
from vitae.parsing.titles import (
    CLEARLY,
    closes_in_legal_form,
    is_field,
    is_trade,
    names_site,
    organization_evidence,
    title_evidence,
)
from vitae.parsing.whereabouts import says_where
from vitae.parsing.wording import folded_words

WEB_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\b[\w-]+\.(?:com|org|net|io|de|fr|es|pl|it|ru|co\.uk)(?:/\S*)?\Z", re.IGNORECASE
)
_LONGEST_ACRONYM = 4
"""Letters; ``ICU`` is a department and no town."""
_TRAINING = 2.0
"""What ``Stage`` or ``Praktikum`` alone is worth as a title, in points."""
_SURNAME = r"[^\W\d_][\w'’-]+"
_SURNAMES = re.compile(rf"((?:{_SURNAME}, )+{_SURNAME}),? (?:&|and|und) ({_SURNAME})(?:,? (?:LLP|LLC|PLLC|Ltd|PC)\.?)?")
_PARTICLES = r"(?:(?:[Dd](?:e|u|es|i|a|el|os)|[Ll](?:a|e|es)|[Vv][ao]n|der|den|ter) ){0,3}(?:d['’])?"
_PARTNERSHIP = 5.0
"""What ``Harrow, Pike & Dunn`` is worth as an employer, in points: more than a place and another employer together."""
_GRADED = 2.5
"""Points for reading a pay grade as a part of the title before it."""
_PROPER = re.compile(
    r"(?:M/[VSTFY]|S/[VY]|[FR]/V|MV|HMS|HMNZS|HMCS|HMAS|USS|USCGC|RFA|RRS) (?=[^\W\d_a-zа-я]|[«\"“])"
    r"|(?:[Ff]amil(?:y|ie|le|ia|ija)|[Ff]amille|[Ff]amiglia|[Ff]amília|[Rr]odzina|Семья) (?=[^\W\d_a-zа-я])"
    r"|[^\W\d_a-zа-я][\w'’-]+ [Ff]amily(?=\Z| \(|,)"
    r"|(?:Mrs?|Ms|Miss|Mme|Mmes|Lord|Lady|Sir|Herr|Frau|Sra?|Señora?|Sig\.ra|Signora?|Państwo)\.? (?=[^\W\d_a-zа-я])"
    r"|[^\W\d_a-zа-я][\w.]+['’]s(?=\Z| [^\W\d_a-zа-я])"
)
"""A ship, a family or a person that may employ somebody, or what is called after one (``Dr Salah's Pharmacy``)."""
_NAMED = 1.5
_NO_NAME = -4.0
_NO_PLACE = -3.5
_BESIDE: Mapping[Edge, float] = {Edge.BRACKET: 0.7, Edge.COMMA: 0.6, Edge.TAB: 0.6, Edge.DASH: 0.3}
"""Points for a place that no gazetteer has, by what stands before it."""
_NOT_BESIDE = -0.9
_OPENS_WITH_FIELD = 1.6
"""What it costs an employer to open with the name of a field or a department."""
_ASIDE = 3.0
"""What it costs an employer to open with the days of work or a duration (``samstags, Muster Bau``)."""
_CLOSED = 1.2
"""What it costs an employer to go on behind the legal form that closes its name (``Muster Bau GmbH, Werk Ost``)."""
_IN_BRACKETS = -0.6
"""Points against nothing for what says in brackets how somebody was employed: there it may belong to a title."""
_SKIPPED = 1.5
"""What it costs to read the beginning of a line, where names stand, as none: the middle of another is seldom one."""
_TITLE_BEHIND: Mapping[Edge, float] = {Edge.AT: -1.0, Edge.BRACKET: -4.0}
_EMPLOYER_BEHIND: Mapping[Edge, float] = {Edge.AT: 2.0, Edge.BRACKET: -4.0}
"""Points by what stands before the words."""


class _Evidence(Value, frozen=True):
    """What words say by themselves, wherever they stand: the points for each role, and what else is asked of them."""

    as_title: float
    as_employer: float
    as_place: float | None
    """None where neither the gazetteer nor the form of an address makes them a place."""
    as_rest: float
    company: float
    """Points for an organisation."""
    may_be_place: bool
    """Whether they may be the name of another place."""
    is_name: bool
    """Whether they may be a name at all, and not a number or a web address."""
    is_field: bool
    is_trade: bool
    is_employment: bool
    """Whether they say nothing but how somebody was employed."""
    is_only_employment: bool
    """Whether they say that, and no more speaks for a title."""
    as_field: float
    """Points for reading them, behind a title, as a part of it: ``Director, Supply Chain``."""
    is_aside: bool
    """Whether they are an address, a duration, or the days on which somebody works."""
    closes: bool
    """Whether a legal form ends the name of a firm here."""
    is_short: bool
    """Whether they are a few words and neither an organisation nor a place (``ICU``)."""


@lru_cache(maxsize=2048)
def _evidence(text: str) -> _Evidence:
    bare = text.strip("()")
    title, company = title_evidence(text), organization_evidence(text) + _PARTNERSHIP * _is_partnership(text)
    if not company and title < CLEARLY and _PROPER.search(text):
        company = _NAMED
    is_address, is_employment = WEB_ADDRESS.fullmatch(text) is not None, is_employment_word(bare)
    is_place = parse_place(bare) is not None or (company < CLEARLY and (names_site(bare) or says_where(bare)))
    is_aside = is_address or is_duration(text) or is_schedule(bare) or (title < CLEARLY and names_break(bare))
    training, field, grade = is_training(text), is_field(text), is_grade(text)
    is_only_employment = is_employment and title < CLEARLY and not training and not is_aside
    is_freelance = employment_type(text) is EmploymentType.FREELANCE and is_employment_word(text)
    opens_small = not text[:1].isupper() and not text[:1].isdigit() and text[:1] not in '«„"“'
    no_name = 2.0 * ends_sentence(text) + 0.25 * max(0, len(folded_words(text)) - 8)
    return _Evidence(
        as_title=(max(title, _TRAINING * training) or 0.3) - 2.5 * (is_place and title < CLEARLY) - no_name,
        as_employer=0.8
        + company
        - (1.0 if company < CLEARLY else 0.32) * min(title, 3.0)
        - 3.0 * (is_place and company < 1.0)
        + 1.6 * is_freelance
        - 1.0 * opens_small
        - no_name,
        as_place=3.2 - 0.6 * min(title, 3.0) - 0.5 * min(company, 3.0) if is_place else None,
        as_rest=2.5 if is_aside else 1.5 if is_only_employment else -0.3 - 0.3 * (min(title, 3.0) + min(company, 3.0)),
        company=company,
        may_be_place=title < CLEARLY
        and company < 1.0
        and not is_employment
        and not grade
        and not (text.isupper() and len(text) <= _LONGEST_ACRONYM)
        and may_be_place(bare),
        is_name=any(map(str.isalpha, text)) and not is_address,
        is_field=field,
        is_trade=is_trade(text),
        is_employment=is_employment,
        is_only_employment=is_only_employment,
        as_field=field + _GRADED * grade,
        is_aside=is_aside,
        closes=company >= CLEARLY and closes_in_legal_form(text),
        is_short=len(text.split()) <= 3 and company < 1.0 and parse_place(text) is None,
    )


@cache
def _partners() -> re.Pattern[str]:
    """Return what matches the surnames of partners behind the kind of their firm.

    There they are joined in every language, and may have particles.
    """
    kinds = "|".join(map(re.escape, read_toml("organizations")["partnerships"]["kinds"]))
    surname = _PARTICLES + _SURNAME
    return re.compile(rf"(?:{kinds}) ((?:{surname}, )+{surname}),? (?:&|and|und|et|y|e|i) ({surname})")


def _is_partnership(text: str) -> bool:
    """Return whether `text` is a list of surnames that a firm is called by, and none of fields, trades or towns."""
    match = (_SURNAMES.fullmatch(text) or _partners().fullmatch(text)) if ", " in text else None
    if match is None:
        return False
    names = [*match[1].split(", "), match[2]]
    if not all(name.rpartition(" ")[2][0].isupper() for name in names) or all(map(is_city, names)):
        return False
    return not any(is_field(name) or is_trade(name) or title_evidence(name) >= CLEARLY for name in names)


def score_job(group: Group) -> Mapping[Role, float]:
    """Return how far the words of a group speak for each role, in points."""
    said = _evidence(group.text)
    return {
        HEAD: _score_title(group, said) if said.is_name else _NO_NAME,
        BODY: _score_employer(group, said) if said.is_name else _NO_NAME,
        PLACE: _score_place(group.edge, said),
        REST: _score_rest(group, said),
    }


def _score_title(group: Group, said: _Evidence) -> float:
    points = said.as_title + _TITLE_BEHIND.get(group.edge, 0.0)
    if said.company >= CLEARLY or not group.is_whole_part:
        points -= 0.7 * said.company
    return points + _points_of_later_atoms(group) if len(group.atoms) > 1 else points


def _score_employer(group: Group, said: _Evidence) -> float:
    points = said.as_employer + _EMPLOYER_BEHIND.get(group.edge, 0.0)
    if said.is_trade and group.edge is Edge.COMMA:
        points -= 0.8
    if len(group.atoms) == 1:
        return points - _OPENS_WITH_FIELD * said.is_field
    first, last = group.atoms[0], group.atoms[-1]
    # brackets that only say how someone was employed, such as ``(part-time)``, end no name
    ends_in_employment = _evidence(last.piece.text).is_employment and last.edge is Edge.BRACKET
    opening = _evidence(first.piece.text)
    return (
        points
        - _OPENS_WITH_FIELD * opening.is_field
        - 1.5 * ends_in_employment
        - _CLOSED * opening.closes
        - _ASIDE * opening.is_aside
    )


def _score_place(edge: Edge, said: _Evidence) -> float:
    if said.as_place is not None:
        return said.as_place
    return _BESIDE.get(edge, _NOT_BESIDE) - 1.5 * said.is_field if said.may_be_place else _NO_PLACE


def _score_rest(group: Group, said: _Evidence) -> float:
    if said.is_only_employment:
        return _IN_BRACKETS if group.edge is Edge.BRACKET else said.as_rest
    opens_line = group.edge is Edge.LINE and group.atoms[0].slot[0] > 0  # the first may be a caption over the entry
    return said.as_rest - _SKIPPED * (opens_line and not said.is_aside)


def _points_of_later_atoms(group: Group) -> float:
    """Return what speaks for reading the atoms behind a title as its fields (``Staff Nurse, ICU``)."""
    later = [_evidence(atom.piece.text) for atom in group.atoms[1:]]
    is_short = later[0].is_short and len(later) == 1 and group.atoms[1].edge is Edge.COMMA
    return sum([said.as_field for said in later]) + 0.45 * is_short
