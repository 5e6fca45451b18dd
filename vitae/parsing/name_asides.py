"""What stands about a name and is none of it: pronouns, names at birth and by marriage, names to call someone by."""

import re

_PRONOUN = r"(?:she|he|they|ze|xe|sie|er|elle|il|ella|él|ela|ele|lei|lui|ona|on|она|он)"
_BORN_OR_MARRIED = (
    r"(?:née?|nee|geb\.|geborene|z d\.|z domu|szül\.|roz\.|căs\.|урожд\.|урожд[её]нная|épouse|ép\.|épse\.?|veuve|vve\.?"
    r"|ved\.|verh\.|verw\.|viuda de|vda\. de|(?-i:aka|a\.k\.a\.|alias|dite?))\s"
)
_KNOWN_AS = (
    r"(?:formerly|previously|born|vormals|nacida|nascida|nata|known as|goes by|preferred|called|genannt|detto|detta"
    r"|conocid[oa] como)\b"
)
ASIDE = re.compile(
    rf"\s*[(\[]{_PRONOUN}\b[^()\[\]]{{0,20}}[)\]]|\s+{_PRONOUN}\s?/\s?[^\W\d_]{{2,6}}(?:\s?/\s?[^\W\d_]{{2,6}})?\Z"
    rf"|\s*[(\[](?:{_BORN_OR_MARRIED}|{_KNOWN_AS})[^()\[\]]*(?:[)\]]|\Z)|,?\s+{_BORN_OR_MARRIED}.*\Z|,\s+{_KNOWN_AS}.*\Z"
    r"|\s+@\s+[^\W\d_][^@.\d]*\Z",
    re.IGNORECASE,
)
"""Pronouns, and another name: at birth, before a marriage, by it, or beside the first (``Tan Ah Kow @ Peter Tan``)."""
_BY_MARRIAGE = re.compile(
    r"(?P<own>[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*)+) in [A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)?"
)
_CALLED = re.compile(r"[(“‘\"«„‹]\s?[^\W\d_][^()“”\"«»„‹›]{0,30}?\s?[)”’“\"»›](?=\s|\Z)|\S+")
_INNER = re.compile(r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){0,2}\.?")
_OTHER_NAME = re.compile(r"\s*\([^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){1,3}\)\Z")


def without_marriage(text: str, language: str | None) -> str:
    """Return an Italian name without the husband's, which ``in`` joins to it (``Anna Esempio in Prova``)."""
    married = _BY_MARRIAGE.fullmatch(text) if language == "it" and " in " in text else None
    return married["own"] if married is not None else text


def without_other_name(name: str) -> str:
    """Return a name without another in brackets behind it, which has several words."""
    return _OTHER_NAME.sub("", name) if name.endswith(")") else name


def without_called(name: str) -> str:
    """Return a name without what its bearer is called by in quotes, which may be a trade (``Ann “Chef Ann” Roe``)."""
    words = words_of_name(name)
    kept = [word for word in words if not (word[:1] in '“‘"«„‹' and is_called(word))]
    return " ".join(kept) if 0 < len(kept) < len(words) else name


def words_of_name(name: str) -> list[str]:
    """Return the words of a name, of which quotes or brackets are one (``« J S »``)."""
    return [match.group() for match in _CALLED.finditer(name)]


def is_called(word: str) -> bool:
    """Return whether a word of a name is what its bearer is called by, in quotes or brackets."""
    if word[:1] not in "(“‘'\"«„‹" or len(word) < 3:
        return False
    return _INNER.fullmatch(word[1:-1].strip(' "“”')) is not None
