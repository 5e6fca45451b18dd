"""Learn what speaks for the kind of a section: the weights of ``vitae.parsing.section_model``."""
