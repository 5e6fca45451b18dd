"""Where blocks of lines begin, in documents that have any."""

from vitae.domain.document import Document

_LONGEST_BLOCK = 25
"""Lines of a block, on an average, from which on space between lines says nothing."""


def opens_block(document: Document, index: int) -> bool:
    """Return whether a line is the first of its block; where there are no blocks, each line may be."""
    if index == 0:
        return True
    above, line = document.lines[index - 1], document.lines[index]
    return above.block != line.block or above.column != line.column or not _has_blocks(document)


def _has_blocks(document: Document) -> bool:
    """Return whether a document parts its lines by space: a text without one empty line does not."""
    lines = document.lines
    more = lines[-1].block - lines[0].block
    return more > 0 and (more + 1) * _LONGEST_BLOCK > len(lines)
