"""Where somebody lives, from what stands among contact data: more freely than a place is read beside a job.

The town need not be known: the order of an address tells it (``address_order``), or words such as ``based in`` before
it. What is said about moving is none of it.
"""

import re
from collections.abc import Iterable

from vitae.parsing.address_order import BY_FORM, read_address
from vitae.parsing.contact_labels import contact_label
from vitae.parsing.name_letters import are_letters
from vitae.parsing.places import (
    PlaceParts,
    Slice,
    countries_of,
    country_named,
    is_big_city,
    may_be_place,
    parse_place,
    region_of,
)
from vitae.parsing.residence_words import (
    area_behind,
    comment_before,
    comment_behind,
    has_street_word,
    lives_in,
    near_before,
    town_in_sentence,
)
from vitae.parsing.rows import Piece
from vitae.parsing.titles import is_field
from vitae.parsing.town_names import are_common, is_acronym, is_of_work, is_rather_region, is_vouched
from vitae.parsing.wording import folded_words

_LONGEST = 160
_PERIOD = re.compile(r"\b(?:19|20)\d\d\s*[–—-]|[–—-]\s*(?:\d\d?[./])?(?:19|20)\d\d\b")
_TWO = re.compile(
    r"(?P<one>[^\W\d_].*?)(?P<sign>\s*[/&+]\s*|\s+(?:and|or|und|oder|et|ou|y|o|e|i|и|или|en|of)\s+)(?P<other>[^\W\d_].*)"
)
_BLANK = re.compile(r" ")
_MOST_BESIDE = 3
"""Words of a town or a label beside which nothing divides the rest."""
_COUNTRY_LETTERS = re.compile(r"[A-Z]{1,3}(?:[-–] ?(?=[A-ZÀ-Þ][a-zß-ÿ]{2})|[ -](?=\d))")
_SYMBOLS = re.compile(r"[^\w\"'’(#]+")
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*\Z")


def read_residence(piece: Piece) -> tuple[Piece, PlaceParts] | None:
    """Return the stretch that says where somebody lives, and its parts with a town; None where there is none."""
    if len(piece.text) > _LONGEST or _PERIOD.search(piece.text):
        return None
    core, is_said = _without_opening(_without_comments(piece))
    found = _of_two(core) or read_address(core) or _known(core)
    if found is not None:
        return found
    for shorter in _shorter(core):
        found = _known(shorter) or _of_two(shorter)
        if found is not None:
            return found
    return _unknown(core) if is_said else _with_quarter(core)


def said_residence(piece: Piece) -> tuple[Piece, PlaceParts] | None:
    """Return where somebody says to live within a sentence (``I am 34 and live in Leeds``)."""
    said = town_in_sentence().search(piece.text)
    if said is None:
        return None
    town = piece.cut(said.start("town"), said.end("town")).trimmed(" .,;")
    return _known(town) or (_unknown(town) if may_be_place(town.text) else None)


def _known(piece: Piece) -> tuple[Piece, PlaceParts] | None:
    """Return a place by its form or the gazetteer, unless its town is a job, a firm or a region."""
    parts = parse_place(piece.text)
    if parts is None or parts.city is None:
        return None
    city = piece.text[parts.city.start : parts.city.end]
    if countries_of(city) is None:
        is_work = is_of_work(city) or (parts.postal_code is None and are_common(city)) or are_letters(city)
        is_work = is_work or is_acronym(city, piece.text)
        is_work = is_work or has_street_word(folded_words(city)[-1:])
        region = piece.text[parts.region.start : parts.region.end] if parts.region is not None else ""
        is_work = is_work and not is_vouched(city, region)
        return None if is_work else (piece, parts)
    return None if parts.region is None and is_rather_region(city) else (piece, parts)


def _unknown(piece: Piece) -> tuple[Piece, PlaceParts] | None:
    """Return a town that only its form vouches for."""
    town = piece.cut(0, len(piece.text.partition(",")[0])).trimmed()
    if not may_be_place(town.text) or is_of_work(town.text) or is_field(town.text) or are_common(town.text):
        return None
    return town, PlaceParts(city=Slice(0, len(town.text)), confidence=BY_FORM)


def _without_comments(piece: Piece) -> Piece:
    """Return a place without what is said about moving and working elsewhere, behind or before it."""
    symbols = _SYMBOLS.match(piece.text)
    if symbols is not None:
        piece = piece.cut(symbols.end(), len(piece.text))
    before = comment_before().match(piece.text)
    if before is not None:
        piece = piece.cut(before.end(), len(piece.text)).trimmed(" ()")
    behind = comment_behind().search(piece.text)
    return piece.cut(0, behind.start()).trimmed() if behind is not None else piece


def _without_opening(piece: Piece) -> tuple[Piece, bool]:
    """Return a place without the words before it that say that somebody lives there, and whether there were some."""
    said = lives_in().match(piece.text)
    return (piece.cut(said.end(), len(piece.text)), True) if said is not None else (piece, False)


def _shorter(piece: Piece) -> Iterable[Piece]:
    """Yield a place without brackets behind it, without ``area`` behind it and without ``near`` before it."""
    label = next((end for end in _ends_of_words(piece.text) if contact_label(piece.text[:end]) == "address"), 0)
    if label:
        yield piece.cut(label, len(piece.text)).trimmed()
    yield from _without_country(piece)
    brackets = _BRACKETS.search(piece.text)
    if brackets is not None and brackets.start():
        piece = piece.cut(0, brackets.start())
        yield piece
    before = near_before().match(piece.text)
    if before is not None and before.end() < len(piece.text):
        piece = piece.cut(before.end(), len(piece.text))
        yield piece
    behind = area_behind().search(piece.text)
    if behind is not None and behind.start():
        yield piece.cut(0, behind.start())


def _ends_of_words(text: str) -> list[int]:
    """Return where the first words of a text end, but for the last word of all."""
    return [match.start() for match in _BLANK.finditer(text)][:_MOST_BESIDE]


def _without_country(piece: Piece) -> Iterable[Piece]:
    """Yield a town without the country that stands behind it with no comma, or by its letters before it."""
    for end in reversed(_ends_of_words(piece.text)):
        countries = countries_of(piece.text[:end])
        if countries is not None and country_named(piece.text[end:]) in countries:
            yield piece.cut(0, end)
    letters = _COUNTRY_LETTERS.match(piece.text)
    if letters is not None:
        yield piece.cut(letters.end(), len(piece.text))


def _with_quarter(piece: Piece) -> tuple[Piece, PlaceParts] | None:
    """Return a big city with the quarter that a hyphen joins to it (``Berlin-Kreuzberg``)."""
    city, hyphen, quarter = piece.text.partition("-")
    if not hyphen or " " in piece.text or not quarter[:1].isupper() or not is_big_city(city):
        return None
    countries = countries_of(city) or frozenset()
    code = next(iter(countries)) if len(countries) == 1 else None
    return piece, PlaceParts(city=Slice(0, len(piece.text)), country_code=code, confidence=BY_FORM)


def _of_two(piece: Piece) -> tuple[Piece, PlaceParts] | None:
    """Return the first of two places between which one word stands; in Turkey the city stands behind its district."""
    two = _TWO.fullmatch(piece.text) if "," not in piece.text else None
    if two is None:
        return None
    one, other = (piece.cut(two.start(name), two.end(name)) for name in ("one", "other"))
    first, second = countries_of(one.text), countries_of(other.text)
    if "/" in two["sign"] and second is not None and "TR" in second:
        return _known(other)
    if first is None or (second is not None and first.isdisjoint(second)):
        return None  # in which of two countries is not said
    is_second = second is not None or region_of(other.text) is not None or country_named(other.text) is not None
    return _known(one) if is_second else None
