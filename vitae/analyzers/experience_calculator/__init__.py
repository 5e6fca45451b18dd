"""How long the candidate worked, as what, where the gaps are, and what every number rests on."""

from vitae.analyzers.analyzer import Analyzer
from vitae.analyzers.experience_calculator.calculator import calculate_experience
from vitae.analyzers.experience_calculator.result import ExperienceResult

__all__ = ["ANALYZER", "ExperienceResult"]

ANALYZER = Analyzer(
    name="experience_calculator", version=1, result_type=ExperienceResult, run=calculate_experience, listed="positions"
)
