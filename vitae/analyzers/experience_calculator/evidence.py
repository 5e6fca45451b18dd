"""Where a reader finds what a number of the work history rests on."""

from vitae.domain.anchors import Anchor
from vitae.domain.resume import WorkEntry


def period_anchors(entry: WorkEntry) -> tuple[Anchor, ...]:
    """Return where the dates or the stated duration of an entry stand; where its title stands without any."""
    if entry.period is not None:
        return (entry.period.anchor,)
    return (entry.stated_months.anchors if entry.stated_months else ()) or title_anchors(entry)


def title_anchors(entry: WorkEntry) -> tuple[Anchor, ...]:
    """Return where the title stands, else the employer, else the whole entry."""
    named = entry.position or entry.name
    return (named.anchors if named else ()) or (entry.anchor,)
