"""The checking engine behind the grammar checker, and Harper as its one implementation.

Measured on Harper 2.13 (harper-py 0.2): a document of 600 words that it has not seen before costs 100 to 200 ms of
CPU when all rules run over it: 20 ms for reading, about 0.15 ms for each of 900 rules, and 0.6 ms for the suggestions
to each unknown word. So only the rules that hold in résumé prose are switched on, only passages that one of them may
concern are shown, and spelling is asked word by word, with a memory: the verdict depends on nothing but the word.
The first word that is like no word of the dictionary costs more than a second, for which Harper builds an index then.
Few documents have one, so a program that reads one document does not pay for it; a worker meets one as it starts.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from vitae.domain.values import Value
from vitae.lexicons import read_toml

if TYPE_CHECKING:
    from harper import Lint

_REMEMBERED_WORDS = 50_000


class Remark(Value, frozen=True):
    """What the engine says about ``text[start:end]``; offsets count code points."""

    start: int
    end: int
    rule: str
    message: str
    replacements: tuple[str, ...]


class CheckingEngine(Protocol):
    """Checks English sentences and words."""

    def check(self, text: str) -> tuple[Remark, ...]:
        """Return the remarks on paragraphs with an empty line between two, in order of position."""
        ...

    def suggest(self, words: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        """Return the words that are in no dictionary, each with its suggestions, the best first."""
        ...


class HarperEngine:
    """Harper in this process: most of a CPU second and about 150 MB to build, so once per process."""

    def __init__(self) -> None:
        from harper import Linter

        chosen = {rule for rules in read_toml("grammar")["harper"]["rules"].values() for rule in rules}
        self._rules = Linter()
        every = self._rules.get_lint_config()
        self._rules.set_lint_config({name: name in chosen for name in every})
        self._speller = Linter()
        self._speller.set_lint_config({name: name == "SpellCheck" for name in every})
        self._known: dict[str, tuple[str, ...] | None] = {}
        self._lock = Lock()  # a Linter raises when two threads are inside it

    def check(self, text: str) -> tuple[Remark, ...]:
        """Return the remarks of the chosen rules, in order of position."""
        with self._lock:
            found = self._rules.organized_lints(text, language="plaintext")
        remarks = [_remark(name, lint) for name in sorted(found) for lint in found[name]]
        return tuple(sorted(remarks, key=lambda remark: (remark.start, remark.end, remark.rule)))

    def suggest(self, words: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Return the words of no dictionary with their suggestions; each word is looked up once per process."""
        wanted = sorted(set(words))
        with self._lock:
            if len(self._known) > _REMEMBERED_WORDS:
                self._known.clear()
            self._learn([word for word in wanted if word not in self._known])
            verdicts = [(word, self._known[word]) for word in wanted]
        return {word: suggestions for word, suggestions in verdicts if suggestions is not None}

    def _learn(self, words: list[str]) -> None:
        if not words:
            return
        self._known.update(dict.fromkeys(words))
        for lint in self._speller.lint("\n\n".join(words), language="plaintext"):
            if lint.problem_text in self._known:
                self._known[lint.problem_text] = _replacements(lint)


@cache
def default_engine() -> CheckingEngine:
    """Return the engine of this process, built at the first call."""
    return HarperEngine()


def _remark(rule: str, lint: "Lint") -> Remark:
    return Remark(lint.span.start, lint.span.end, rule, lint.message, _replacements(lint))


def _replacements(lint: "Lint") -> tuple[str, ...]:
    from harper import SuggestionKind

    texts = []
    for suggestion in lint.suggestions:
        if suggestion.kind == SuggestionKind.INSERT_AFTER:
            texts.append(lint.problem_text + suggestion.replacement_text)
        else:
            texts.append(suggestion.replacement_text)
    return tuple(dict.fromkeys(texts))
