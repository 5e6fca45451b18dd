"""A mention before it is numbered and linked, and how values of the parsed résumé become mentions."""

import re
from collections.abc import Iterator

from vitae.analyzers.ner_extractor.result import EntityLabel, Role
from vitae.domain.anchors import Anchor
from vitae.domain.resume import Text
from vitae.domain.values import Value
from vitae.lexicons.folding import fold

_LEGAL_FORM = re.compile(
    r"[\s,]+(?:gmbh(?: & co\.? kg)?|ag|se|kg|ohg|ug|e\. ?v\.|inc|llc|llp|ltd|limited|corp|corporation|plc|s\.?a\.?s?\.?"
    r"|s\.?l\.?|b\.?v\.?"
    r"|sp\. ?z ?o\. ?o\.|s\.?r\.?l\.?|pty|co)\.?$"
)
_RUSSIAN_FORM = re.compile(r"^(?:ооо|оао|зао|пао|ао|ип)\s+")
_PIECE_GAP = 2
"""Characters between two pieces of one value."""
_SCHEME = re.compile(r"^(?:https?://)?(?:www\.)?")
_WORD = re.compile(r"[^\W_]+")


class Mention(Value, frozen=True):
    """One place where something is named; offsets into ``Document.text``."""

    label: EntityLabel
    start: int
    end: int
    normalized: str
    confidence: float
    role: Role | None = None
    key: str = ""
    """What two mentions of the same thing share beside their label; the folded `normalized` when empty."""

    @property
    def identity(self) -> tuple[EntityLabel, str]:
        """What two mentions of the same thing share."""
        return self.label, self.key or fold(self.normalized)


def mentions_of(
    label: EntityLabel, value: Text | None, *, role: Role | None = None, normalized: str = ""
) -> Iterator[Mention]:
    """Yield a mention for every place that shows the value."""
    if value is None:
        return
    shown = normalized or " ".join(value.value.split())
    key = identity_of(label, shown)
    for start, end in _stretches(value.anchors):
        yield Mention(label, start, end, shown, value.confidence, role, key)


def _stretches(anchors: tuple[Anchor, ...]) -> list[tuple[int, int]]:
    """Return the places in order; pieces that only a comma parts, such as a town and its state, are one."""
    stretches: list[tuple[int, int]] = []
    for start, end in sorted([(anchor.start, anchor.end) for anchor in anchors if anchor.start < anchor.end]):
        if stretches and start <= stretches[-1][1] + _PIECE_GAP:
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], end))
        else:
            stretches.append((start, end))
    return stretches


def identity_of(label: EntityLabel, normalized: str) -> str:
    """Return what the spellings of one name share.

    No legal form for a company, no order of words for a person, the town alone for a place, no scheme for an address.
    """
    folded = fold(normalized)
    if label is EntityLabel.ORG:
        return " ".join(_WORD.findall(without_legal_form(folded)))
    if label is EntityLabel.PERSON:
        return " ".join(sorted(_WORD.findall(folded)))
    if label is EntityLabel.LOCATION:
        return folded.split(",")[0].strip()
    if label is EntityLabel.URL:
        return _SCHEME.sub("", folded).rstrip("/")
    return folded


def without_legal_form(folded: str) -> str:
    """Return the folded name of a company without ``GmbH``, ``Inc.``, ``ООО`` and their like."""
    return _RUSSIAN_FORM.sub("", _LEGAL_FORM.sub("", folded)).strip(" «»\"'„“”,")
