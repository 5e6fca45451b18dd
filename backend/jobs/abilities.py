"""What the engine can be asked for; it is loaded at the first question."""

from functools import cache


@cache
def analyzer_versions() -> tuple[tuple[str, int], ...]:
    """Return name and version of every analyzer, in running order."""
    from vitae.analyzers.registry import ANALYZERS

    return tuple((analyzer.name, analyzer.version) for analyzer in ANALYZERS)


@cache
def document_types() -> tuple[str, ...]:
    """Return the media types that a reader handles."""
    from vitae.documents.sniff import MediaType

    return tuple(kind.value for kind in MediaType)
