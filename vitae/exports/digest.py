"""What every format for people shows of a report, taken out of the JSON once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_SEVERITIES = ("critical", "warning", "info")
_SAID_BY = {"pronoun": "first_person", "mixed_dates": "mixed_date_formats"}
"""What the grammar checker remarks -> what the error detector says of the same thing; a reader is told it once."""
_FINDERS = ("error_detector", "grammar_checker", "experience_calculator")


@dataclass(frozen=True, slots=True)
class Digest:
    """The parts of a report that a reader looks for first."""

    title: str
    """The candidate's name, else the file's name."""
    report: Mapping[str, Any]
    basics: Mapping[str, Any]
    findings: tuple[Mapping[str, Any], ...]
    """Of all analyzers, the worst first; what two of them say of the same thing stands once."""
    keywords: tuple[Mapping[str, Any], ...]
    experience: Mapping[str, Any]
    """The result of the experience calculator; empty when it has none."""

    def rows(self, key: str) -> Sequence[Mapping[str, Any]]:
        """Return a list of the JSON Resume, such as ``work``; empty when it is absent."""
        rows: Sequence[Mapping[str, Any]] = (self.report["resume"] or {}).get(key, [])
        return rows

    def count(self, severity: str) -> int:
        """Return how many findings have this severity."""
        return sum(finding["severity"] == severity for finding in self.findings)

    @property
    def contact(self) -> tuple[str, ...]:
        """E-mail, phone, place and addresses, as far as they were found."""
        place = self.basics.get("location") or {}
        where = ", ".join(place[key] for key in ("city", "region", "countryCode") if place.get(key))
        urls = [profile["url"] for profile in self.basics.get("profiles", []) if profile.get("url")]
        candidates = [self.basics.get("email"), self.basics.get("phone"), where, self.basics.get("url"), *urls]
        return tuple(value for value in candidates if value)

    @property
    def outcomes(self) -> tuple[tuple[str, str], ...]:
        """Each analyzer with ``completed``, or with what kept it from completing."""
        return tuple((name, _outcome_in_words(outcome)) for name, outcome in (self.report["analyzers"] or {}).items())


def page_in_words(anchor: Mapping[str, Any]) -> str:
    """Return ``page 1``, or ``pages 1–2`` of what runs over a page break; empty in a format without pages."""
    if not anchor["page"]:
        return ""
    continued = anchor.get("continued")  # which reports of an older engine do not have
    return f"pages {anchor['page']}–{continued[-1]['page']}" if continued else f"page {anchor['page']}"  # a dash


def digest_of(report: Mapping[str, Any]) -> Digest:
    """Return the digest of a report given as JSON values."""
    basics = (report["resume"] or {}).get("basics", {})
    return Digest(
        title=basics.get("name") or report["run"]["filename"] or "Résumé",
        report=report,
        basics=basics,
        findings=tuple(_findings(report)),
        keywords=tuple(_result(report, "keyword_extractor").get("keywords", ())),
        experience=_result(report, "experience_calculator"),
    )


def duration_in_words(months: int | None) -> str:
    """Return months as a person says them, such as ``7 years 11 months``."""
    if months is None:
        return "unknown"
    years, rest = divmod(months, 12)
    parts = [_counted(years, "year")] if years else []
    parts += [_counted(rest, "month")] if rest or not years else []
    return " ".join(parts)


def period_in_words(start: str | None, end: str | None, *, is_current: bool) -> str:
    """Return a period such as ``2019-01 – present``."""
    last = "present" if is_current else end
    return " – ".join(part for part in (start, last) if part) or "undated"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _result(report: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    outcome = (report["analyzers"] or {}).get(name) or {}
    return outcome.get("result") or {}


def _outcome_in_words(outcome: Mapping[str, Any]) -> str:
    status: str = outcome["status"]
    why = outcome["reason"] or (outcome["error"] or {}).get("detail")
    return f"{status}: {why}" if why else status


def _findings(report: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    seen: set[tuple[str, int]] = set()
    found = [finding for name in _FINDERS for finding in _result(report, name).get("findings", ())]
    codes = {finding["code"] for finding in found}
    for finding in sorted(found, key=_worst_first):
        if _SAID_BY.get(finding["code"]) in codes:
            continue
        place = (finding["code"], finding["anchors"][0]["start"] if finding["anchors"] else -1)
        if place not in seen:
            seen.add(place)
            yield finding


def _worst_first(finding: Mapping[str, Any]) -> tuple[int, int, str]:
    start = finding["anchors"][0]["start"] if finding["anchors"] else -1
    return (_SEVERITIES.index(finding["severity"]), start, finding["id"])
