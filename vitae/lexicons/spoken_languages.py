"""The words with which people say what they speak."""

from functools import cache

from vitae.lexicons.files import read_toml
from vitae.lexicons.folding import fold


@cache
def spoken_words() -> frozenset[str]:
    """Return the folded names of languages that are not signed and the words of fluency, in all languages together."""
    languages = read_toml("languages")
    signed = frozenset(languages["signed"]["codes"])
    names = [name for code, names in languages["names"].items() if code not in signed for name in names]
    phrases = names + languages["fluency"]["words"]
    return frozenset(word for phrase in phrases for word in fold(phrase).split())
