"""Résumés as people save, export and type them in formats without pages: a suite beside the layouts."""

from benchmarks.accuracy.formats import exported, generated, hand_written, typed

FORMATS = (*hand_written.LAYOUTS, *exported.LAYOUTS, *generated.LAYOUTS, *typed.LAYOUTS)

__all__ = ["FORMATS"]
