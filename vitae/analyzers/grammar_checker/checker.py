"""The main path of the grammar checker: prose, rules, engine, findings."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from vitae.analyzers.grammar_checker.engine import CheckingEngine, default_engine
from vitae.analyzers.grammar_checker.filter import protected_words
from vitae.analyzers.grammar_checker.prose import Passage, find_other_lines, find_passages
from vitae.analyzers.grammar_checker.result import MOST_LISTED, Category, GrammarResult
from vitae.analyzers.grammar_checker.rules.table import RULES
from vitae.analyzers.grammar_checker.spelling import check_spelling
from vitae.analyzers.grammar_checker.spot import Prose, Scope, Spot
from vitae.analyzers.grammar_checker.titles import find_misspelt_titles
from vitae.domain.findings import Finding, Rule, Severity, order_findings
from vitae.facts import AnalysisContext
from vitae.lexicons import read_toml

_ENGINE_VERSION = 1
_ENGINE_CATEGORIES = {
    "engine_agreement": Category.GRAMMAR,
    "engine_grammar": Category.GRAMMAR,
    "engine_confusion": Category.CONFUSION,
}
ENGINE_CODES = ("misspelling", "small_name", "misspelt_title", *_ENGINE_CATEGORIES)
"""The codes of what the engine finds; those of our own rules are their names."""

EngineFactory = Callable[[], CheckingEngine]


def check_grammar(context: AnalysisContext, engine: EngineFactory = default_engine) -> GrammarResult:
    """Return the slips of the prose; a document in another language gets the rules that hold in all of them.

    `engine` is called only when there is English prose, so that nothing is built in vain.
    """
    passages = find_passages(context.document, context.sections, context.resume)
    language = context.document.language or _main_language(passages)
    english = tuple(p for p in passages if p.language == "en" or (p.language is None and language == "en"))
    is_english = language == "en" and bool(english)
    prose = Prose(context, english if is_english else ())
    may_be_english = language in ("en", None)
    others = Prose(context, find_other_lines(context.document, passages) if may_be_english else ())
    read = {
        Scope.ENGLISH: (prose,),
        Scope.EVERY_LANGUAGE: (prose if prose.passages == passages else Prose(context, passages),),
        Scope.LINES: (prose, others),
        Scope.DOCUMENT: (prose if prose.passages else others,),
    }
    findings = list(_rule_findings(read))
    findings += _title_findings(others, engine)
    if is_english:
        findings += _engine_findings(prose, engine())
    reason = None if is_english else "language_not_supported" if passages and language != "en" else "no_prose"
    return _result(is_english=is_english, reason=reason, language=language, findings=_without_overlaps(findings))


def _main_language(passages: Sequence[Passage]) -> str | None:
    """Return the language of most characters, for a document too short to tell by itself."""
    sizes: Counter[str] = Counter()
    for passage in passages:
        if passage.language:
            sizes[passage.language] += len(passage.text)
    return min(sizes, key=lambda code: (-sizes[code], code)) if sizes else None


def _rule_findings(read: Mapping[Scope, Sequence[Prose]]) -> Iterator[Finding]:
    for rule in RULES:
        made_by = Rule(f"resume.{rule.name}", rule.version)
        for prose in read[rule.scope]:
            for spot in rule.find(prose) if prose.passages else ():
                yield _finding(prose, spot, rule.name, rule.category, rule.severity, made_by, rule.suggestion)


def _engine_findings(prose: Prose, engine: CheckingEngine) -> Iterator[Finding]:
    spelling = check_spelling(prose.passages, protected_words(prose.context), engine)
    made_by = Rule("harper.SpellCheck", _ENGINE_VERSION)
    for spot in spelling.misspellings:
        yield _finding(
            prose, spot, "misspelling", Category.SPELLING, Severity.WARNING, made_by, "Correct the spelling."
        )
    for spot in spelling.small_names:
        yield _finding(
            prose, spot, "small_name", Category.CAPITALISATION, Severity.WARNING, made_by, "Write it with a capital."
        )
    for name, spot in _remarks(prose, engine):
        code = _codes_of_rules()[name]
        made_by = Rule(f"harper.{name}", _ENGINE_VERSION)
        yield _finding(prose, spot, code, _ENGINE_CATEGORIES[code], Severity.WARNING, made_by, "Change the wording.")


def _title_findings(lines: Prose, engine: EngineFactory) -> Iterator[Finding]:
    made_by = Rule("resume.misspelt_title")
    for spot in find_misspelt_titles(lines, engine):
        yield _finding(
            lines, spot, "misspelt_title", Category.SPELLING, Severity.WARNING, made_by, "Correct the spelling."
        )


def _remarks(prose: Prose, engine: CheckingEngine) -> Iterator[tuple[str, Spot]]:
    """Yield the engine's remarks on the passages that it may have something to say about, asked in one call."""
    cues = _cues()
    shown = Prose(prose.context, tuple(p for p in prose.passages if not cues.isdisjoint(p.text.lower().split())))
    for remark in engine.check(shown.text) if shown.passages else ():
        if remark.replacements and "\n" not in shown.text[remark.start : remark.end]:
            yield remark.rule, Spot(*shown.place(remark.start, remark.end), remark.message, remark.replacements, 0.8)


@cache
def _cues() -> frozenset[str]:
    return frozenset(read_toml("grammar")["harper"]["cues"].split())


@cache
def _codes_of_rules() -> dict[str, str]:
    return {rule: code for code, rules in read_toml("grammar")["harper"]["rules"].items() for rule in rules}


def _finding(
    prose: Prose, spot: Spot, code: str, category: Category, severity: Severity, rule: Rule, suggestion: str
) -> Finding:
    document = prose.context.document
    places = ((spot.start, spot.end), *spot.also)
    return Finding(
        code=code,
        severity=severity,
        category=category,
        message=spot.message,
        rule=rule,
        anchors=tuple(document.anchor(start, end) for start, end in places),
        suggestion=suggestion,
        replacements=spot.replacements,
        confidence=spot.confidence,
    )


def _by_certainty(finding: Finding) -> tuple[float, int, str, str]:
    return (-finding.confidence, finding.anchors[0].start, finding.code, finding.message)


def _without_overlaps(findings: list[Finding]) -> list[Finding]:
    """Return the findings, the most certain first, without those that point at a place already spoken for.

    What is said about the document as a whole (consistency) takes no place and loses none.
    """
    kept: list[Finding] = []
    taken: set[int] = set()
    for finding in sorted(findings, key=_by_certainty):
        place = range(finding.anchors[0].start, max(finding.anchors[0].end, finding.anchors[0].start + 1))
        if finding.category == Category.CONSISTENCY:
            kept.append(finding)
        elif taken.isdisjoint(place):
            kept.append(finding)
            taken.update(place)
    return kept


def _result(*, is_english: bool, reason: str | None, language: str | None, findings: list[Finding]) -> GrammarResult:
    counts = Counter(finding.category for finding in findings)
    return GrammarResult(
        checked=is_english,
        reason=reason,
        language=language,
        counts={category.value: counts[category.value] for category in Category if counts[category.value]},
        findings=order_findings("grammar", findings[:MOST_LISTED]),
        omitted=max(0, len(findings) - MOST_LISTED),
    )
