"""The profile as a reader looks it over: every value with how sure we are and where it stands."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from backend.web.wording import in_words
from vitae.exports.digest import period_in_words

SURE, FAIRLY_SURE = 0.85, 0.6

PERSON_FIELDS = (
    ("/basics/name", "Name"),
    ("/basics/label", "Title"),
    ("/basics/email", "E-mail"),
    ("/basics/phone", "Telephone"),
    ("/basics/location/city", "Place"),
    ("/basics/location/region", "Region"),
    ("/basics/location/countryCode", "Country"),
    ("/basics/url", "Address"),
)

Anchors = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Row:
    """One value of the profile."""

    label: str
    value: str | None
    """None where the document does not say; `note` has the reason."""
    note: str = ""
    confidence: float | None = None
    place: str | None = None
    """The id of the spot on the page; None where it stands nowhere."""
    anchors: Anchors = ()

    @property
    def certainty(self) -> str:
        """``high``, ``medium`` or ``low``."""
        if self.confidence is None:
            return "low"
        return "high" if self.confidence >= SURE else "medium" if self.confidence >= FAIRLY_SURE else "low"


@dataclass(frozen=True, slots=True)
class Group:
    """Values that belong together."""

    title: str
    rows: tuple[Row, ...]


def build_profile(report: Mapping[str, Any]) -> tuple[Group, ...]:
    """Return the groups of the profile that have anything in them."""
    reader = _Reader(report["resume"] or {}, report["evidence"] or {}, report["absent"] or {})
    groups = (
        Group("Person", tuple(reader.person())),
        Group("Experience", tuple(reader.entries("work", ("position", "name"), ("name", "location")))),
        Group("Education", tuple(reader.entries("education", ("studyType", "area"), ("institution",)))),
        Group("Languages", tuple(reader.entries("languages", ("language",), ("fluency",)))),
        Group("Certificates", tuple(reader.entries("certificates", ("name",), ("issuer", "date")))),
    )
    return tuple(group for group in groups if group.rows)


class _Reader:
    """Finds values of a JSON Resume together with their evidence."""

    def __init__(
        self, resume: Mapping[str, Any], evidence: Mapping[str, Mapping[str, Any]], absent: Mapping[str, str]
    ) -> None:
        self._resume = resume
        self._evidence = evidence
        self._absent = absent

    def person(self) -> Iterator[Row]:
        for pointer, label in PERSON_FIELDS:
            value = self._value(pointer)
            if value is not None:
                yield self._row(label, str(value), [pointer])
            elif pointer in self._absent:
                yield Row(label, None, in_words(self._absent[pointer]))
        for index, profile in enumerate(self._resume.get("basics", {}).get("profiles", ())):
            if profile.get("url"):
                yield self._row(profile.get("network") or "Profile", profile["url"], [f"/basics/profiles/{index}/url"])

    def entries(self, key: str, titles: Sequence[str], notes: Sequence[str]) -> Iterator[Row]:
        """Yield a row for each entry of a list: its title, its period and remarks as the note."""
        for index, entry in enumerate(self._resume.get(key, ())):
            title = next((str(entry[name]) for name in titles if entry.get(name)), "Unnamed")
            period = period_in_words(entry.get("startDate"), entry.get("endDate"), is_current=False)
            when = period if entry.get("startDate") or entry.get("endDate") else ""
            details = [str(entry[name]) for name in notes if entry.get(name) and str(entry[name]) != title]
            pointers = [f"/{key}/{index}/{name}" for name in (*titles, *notes, "startDate", "endDate")]
            yield self._row(when, title, pointers, ", ".join(details))

    def _row(self, label: str, value: str, pointers: Sequence[str], note: str = "") -> Row:
        found = [self._evidence[pointer] for pointer in pointers if pointer in self._evidence]
        anchors = [anchor for evidence in found for anchor in evidence["anchors"]]
        confidence = min((evidence["confidence"] for evidence in found), default=None)
        place = "place" + pointers[0].replace("/", "-") if anchors else None
        return Row(label, value, note, confidence, place, anchors)

    def _value(self, pointer: str) -> Any:
        value: Any = self._resume
        for key in pointer.split("/")[1:]:
            value = value.get(key) if isinstance(value, Mapping) else None
        return value
