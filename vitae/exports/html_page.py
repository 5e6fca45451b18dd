"""The report as one HTML file that needs nothing else: no script, no font, no network."""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from vitae.exports.digest import digest_of, duration_in_words, page_in_words
from vitae.exports.marked_text import mark_text
from vitae.exports.score_words import improvement_in_words, score_in_words
from vitae.exports.timeline_svg import timeline_of

if TYPE_CHECKING:
    from jinja2 import Template


def render_html(report: Mapping[str, Any]) -> str:
    """Return the page; whatever comes from the document is escaped."""
    digest = digest_of(report)
    work = digest.rows("work")
    positions = {position["work_index"]: position for position in digest.experience.get("positions", ())}
    segments = list(mark_text(report["document"]["text"], digest.findings))
    return _template().render(
        digest=digest,
        report=report,
        score=score_in_words(report),
        work=[(job, positions.get(index, {})) for index, job in enumerate(work)],
        timeline=timeline_of(digest),
        segments=segments,
        marked={segment.finding["id"] for segment in segments if segment.finding is not None},
    )


@cache
def _template() -> "Template":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("vitae.exports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["duration"] = duration_in_words
    environment.filters["page"] = page_in_words
    environment.filters["improvement"] = improvement_in_words
    return environment.get_template("report.html.j2")
