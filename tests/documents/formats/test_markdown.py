"""Markdown is read as the page it stands for."""

from vitae.documents import Limits, read_document
from vitae.domain.document import Document


def read(source: str) -> Document:
    return read_document(source.encode(), Limits())


def lines(source: str) -> list[str]:
    document = read(source)
    return [document.line_text(line) for line in document.lines]


def test_marks_are_no_text_and_line_breaks_stay() -> None:
    source = "# Ada *Example*\nEngineer  \n`Go`, **Rust**, [site](https://example.org)\n"

    assert lines(source) == ["Ada Example", "Engineer", "Go, Rust, site"]


def test_headings_lists_tables_links_and_bold_letters_are_kept() -> None:
    document = read(
        "Ada Example\n===========\n\n## Jobs\n\n1. **Engineer**\n   - built [it](https://example.org)\n\n"
        "| Year | Place |\n|------|-------|\n| 2019 | Leeds |\n"
    )

    by_text = {document.line_text(line): line for line in document.lines}
    assert (by_text["Ada Example"].heading_level, by_text["Jobs"].heading_level) == (1, 2)
    assert by_text["Engineer"].style.bold
    assert by_text["Engineer"].is_list_item
    assert by_text["built it"].is_list_item
    assert (by_text["2019"].cell, by_text["Leeds"].cell) != (None, None)
    assert [link.url for link in document.links] == ["https://example.org"]
    assert document.media_type == "text/markdown"


def test_the_fields_of_a_front_matter_are_lines() -> None:
    assert lines("---\nname: Ada Example\nmail: ada@example.org\n---\n# CV\n## Jobs\nEngineer\n") == [
        "name: Ada Example",
        "mail: ada@example.org",
        "CV",
        "Jobs",
        "Engineer",
    ]


def test_a_comment_and_what_html_hides_are_no_text() -> None:
    document = read("# Ada\n\n## Jobs\n\n<!-- to do -->\n\n<p hidden>ten years of Go</p>\n\nEngineer<br>Leeds\n")

    assert document.text == "Ada\nJobs\nEngineer\nLeeds"
    assert [piece.text for piece in document.hidden] == ["ten years of Go"]


def test_a_source_far_longer_than_what_is_kept_is_cut_with_a_reason() -> None:
    document = read_document(b"# Ada\n\n## Jobs\n\n" + b"[" * 100_000, Limits(max_characters=1_000))

    assert len(document.text) <= 1_000
    assert any("4,000 characters of the source" in reason for reason in document.quality.reasons)
