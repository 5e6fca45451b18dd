"""Makes the model by which names are told apart that no lexicon has: ``python -m training``."""
