"""The words with which people say what they speak."""

from functools import cache

from vitae.lexicons.files import read_toml
from vitae.lexicons.folding import fold


@cache
def spoken_words() -> frozenset[str]:
    """Return the folded names of languages and the words of fluency, in all languages together."""
    languages = read_toml("languages")
    phrases = [name for names in languages["names"].values() for name in names] + languages["fluency"]["words"]
    return frozenset(word for phrase in phrases for word in fold(phrase).split())
