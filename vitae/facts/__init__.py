"""Facts that several analyzers need, computed once and only when asked for."""

from vitae.facts.context import AnalysisContext

__all__ = ["AnalysisContext"]
