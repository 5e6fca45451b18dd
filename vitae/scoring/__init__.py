"""The score: a published rubric over all findings; advice to the writer, not a prediction of being hired."""

from vitae.scoring.rubric import COSTS, PARTS, RUBRIC_VERSION
from vitae.scoring.score import score_report

__all__ = ["COSTS", "PARTS", "RUBRIC_VERSION", "score_report"]
