"""Public lists of skills that a user has, made into a lexicon file: ESCO and O*NET. None of them comes with Vitae."""

from vitae.lexicons.taxonomies.importing import import_taxonomies
from vitae.lexicons.taxonomies.writing import render_lexicon

__all__ = ["import_taxonomies", "render_lexicon"]
