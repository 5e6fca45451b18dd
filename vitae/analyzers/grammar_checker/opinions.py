"""What LanguageTool remarks, as far as it is about slips and not about names or taste."""

from collections import defaultdict
from collections.abc import Iterator

from vitae.analyzers.grammar_checker.filter import protected_words, trade_words
from vitae.analyzers.grammar_checker.languagetool import Match, SecondOpinion
from vitae.analyzers.grammar_checker.prose import Passage
from vitae.analyzers.grammar_checker.result import Category, Notice
from vitae.analyzers.grammar_checker.spot import Prose, Spot

_SURE = 0.75
"""Under what our own rules are: where both speak, ours is kept."""

Opinion = tuple[Match, Spot]


def ask_for_opinions(prose: Prose, language: str | None, opinion: SecondOpinion) -> Iterator[Opinion | Notice]:
    """Yield the remarks on all passages, language by language, and a notice for each language without an answer."""
    by_language: dict[str, list[Passage]] = defaultdict(list)
    for passage in prose.passages:
        if passage.language or language:
            by_language[passage.language or str(language)].append(passage)
    for code in sorted(by_language):
        shown = Prose(prose.context, tuple(by_language[code]))
        answer = opinion.check(shown.text, code)
        if isinstance(answer, Notice):
            yield answer
            return
        protected = protected_words(prose.context) | trade_words()
        for match in answer:
            if not _is_name(shown.text, match, protected) and "\n" not in shown.text[match.start : match.end]:
                place = shown.place(match.start, match.end)
                yield match, Spot(*place, match.message, match.replacements, _SURE)


def _is_name(text: str, match: Match, protected: frozenset[str]) -> bool:
    """Whether a word that is unknown to it is one that we leave alone."""
    word = text[match.start : match.end]
    if match.category is not Category.SPELLING:
        return False
    return word.lower() in protected or not word.isalpha() or not word[1:].islower() or not match.replacements
