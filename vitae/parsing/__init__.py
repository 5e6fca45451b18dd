"""A `Document` in, its sections and the parsed résumé out, every value with its evidence."""

from vitae.parsing.json_resume import evidence_of, to_json_resume
from vitae.parsing.resume import parse_resume
from vitae.parsing.sections import find_sections

__all__ = ["evidence_of", "find_sections", "parse_resume", "to_json_resume"]
