"""What an element is to a reader of the page: a block or a part of a line, a row, a column, a remark, a cell."""

from collections.abc import Collection, Iterator

from lxml import etree

from vitae.documents.html.looks import Look

BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "search", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
FLOWING = ("div", "p")
"""They may be set within a line; a heading or an item that is, says more as a line."""
_FLOAT_LENGTH = 60
"""Characters: a date or a place that floats beside its line; what is longer is a column of its own."""
_ROW_ELEMENTS = 40
CELLS = ("td", "th")
LISTS = ("ul", "ol", "dl")
_OF_COLUMNS = ("br", *LISTS, "table", "section")
"""What stands in no remark beside a line."""
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_FEWEST_BOXES = 2
_MAX_SPAN = 100


def inside(element: etree._Element, tags: tuple[str, ...]) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row, not those of tables inside it."""
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag not in ("table", "caption"):
            yield from inside(child, tags)


def span_of(cell: etree._Element) -> int:
    """Return over how many columns a cell goes."""
    value = cell.get("colspan") or ""
    return min(_MAX_SPAN, int(value)) if value.isdecimal() and len(value) < 4 and int(value) else 1


def are_under_heading(parts: list[etree._Element], passed: Collection[str]) -> bool:
    """Return whether one of the headings that were passed ranks between the page's own and those of the parts."""
    ranks = [int(heading.tag[1]) for part in parts for heading in part.iterdescendants(*HEADINGS)]
    rank = min(ranks, default=len(HEADINGS) + 1)
    return any(heading in passed for heading in HEADINGS[1 : rank - 1])


def is_group(element: etree._Element) -> bool:
    """Whether several blocks stand in an element beside lists, as in an entry and not in a bullet."""
    blocks = 0
    for child in element:
        blocks += child.tag in BLOCKS and child.tag not in LISTS
        if blocks > 1:
            return True
    return False


def holds_boxes(element: etree._Element) -> bool:
    """Whether a part of a page holds several boxes of several blocks each, as a sidebar does and a card does not."""
    children = [element]
    while len(children) == 1:
        children = [child for child in children[0] if child.tag in BLOCKS]
    return sum(map(is_group, children)) >= _FEWEST_BOXES


def is_icon(element: etree._Element) -> bool:
    """Whether it is an empty element that a style sheet fills with a picture."""
    return element.tag in ("i", "span") and len(element) == 0 and not element.text and element.get("class") is not None


def is_block(element: etree._Element, look: Look, parent: Look) -> bool:
    """Whether an element has lines of its own, by its tag, its style, or that of the box around it."""
    if look.is_block is False and element.tag in FLOWING:
        return any(child.tag in BLOCKS for child in element)
    return element.tag in BLOCKS or look.is_block is True or parent.display in ("stack", "grid")


def is_row_of_parts(element: etree._Element, look: Look) -> bool:
    """Whether the parts of a flexible box or grid stand on one line: each has text of its own and no blocks inside."""
    if look.display != "row" and not (look.display == "grid" and 1 < len(element) <= look.tracks):
        return False
    seen = 0
    for child in element:
        for inner in child.iterdescendants():
            seen += 1
            if seen > _ROW_ELEMENTS or inner.tag in BLOCKS or inner.tag == "br":
                return False
        if child.tag in ("ul", "ol", "table"):
            return False
    return True


def is_short(element: etree._Element) -> bool:
    """Whether a floating element is a remark at the margin of one line."""
    length = 0
    for seen, inner in enumerate(element.iter()):
        if seen > _ROW_ELEMENTS or inner.tag in _OF_COLUMNS or (inner is not element and inner.tag in HEADINGS):
            return False
        length += len(inner.text or "") + (len(inner.tail or "") if inner is not element else 0)
        if length > _FLOAT_LENGTH:
            return False
    return length > 0
