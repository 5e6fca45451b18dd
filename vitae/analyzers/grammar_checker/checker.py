"""The main path of the grammar checker: prose, rules, engine, findings."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache

from msgspec import structs

from vitae.analyzers.grammar_checker.engine import CheckingEngine, default_engine
from vitae.analyzers.grammar_checker.filter import protected_words
from vitae.analyzers.grammar_checker.foreign import find_foreign_slips
from vitae.analyzers.grammar_checker.hunspell import find_dictionary
from vitae.analyzers.grammar_checker.languagetool import LANGUAGETOOL_CATEGORIES, LanguageTool
from vitae.analyzers.grammar_checker.opinions import ask_for_opinions
from vitae.analyzers.grammar_checker.prose import Passage, find_other_lines, find_passages
from vitae.analyzers.grammar_checker.result import MOST_LISTED, Category, GrammarResult, Notice
from vitae.analyzers.grammar_checker.rules.table import RULES
from vitae.analyzers.grammar_checker.spelling import check_spelling
from vitae.analyzers.grammar_checker.spot import Prose, Scope, Spot
from vitae.analyzers.grammar_checker.titles import find_misspelt_titles
from vitae.domain.findings import Finding, Rule, Severity, order_findings
from vitae.domain.options import Options
from vitae.facts import AnalysisContext
from vitae.lexicons import read_toml

_ENGINE_VERSION = 1
_ENGINE_CATEGORIES = {
    "engine_agreement": Category.GRAMMAR,
    "engine_grammar": Category.GRAMMAR,
    "engine_confusion": Category.CONFUSION,
}
ENGINE_CODES = (
    "misspelling",
    "small_name",
    "misspelt_title",
    *_ENGINE_CATEGORIES,
    *(f"languagetool_{category}" for category in LANGUAGETOOL_CATEGORIES),
)
"""The codes of what engines and dictionaries find; those of our own rules are their names."""

EngineFactory = Callable[[], CheckingEngine]


def check_grammar(context: AnalysisContext, engine: EngineFactory = default_engine) -> GrammarResult:
    """Return the slips of the prose; a document in another language gets the rules that hold in all of them.

    `engine` is called only when there is English prose, so that nothing is built in vain.
    """
    passages = find_passages(context.document, context.sections, context.resume)
    language = context.document.language or _main_language(passages)
    english = tuple(p for p in passages if p.language == "en" or (p.language is None and language == "en"))
    is_english = language == "en" and bool(english)
    prose, everything = Prose(context, english if is_english else ()), Prose(context, passages)
    others = Prose(context, find_other_lines(context.document, passages) if language in ("en", None) else ())
    findings = list(_rule_findings(_readings(prose, everything, others)))
    findings += _title_findings(others, engine)
    findings += _foreign_findings(everything)
    if is_english:
        findings += _engine_findings(prose, engine())
    opinions, notices = _opinions(everything, language)
    reason = None if is_english else _why_unchecked(context, passages, language)
    return _result(reason, language, notices, _without_overlaps(_as_asked([*findings, *opinions], context.options)))


def _readings(prose: Prose, everything: Prose, others: Prose) -> Mapping[Scope, Sequence[Prose]]:
    return {
        Scope.ENGLISH: (prose,),
        Scope.EVERY_LANGUAGE: (prose if prose.passages == everything.passages else everything,),
        Scope.LINES: (prose, others),
        Scope.DOCUMENT: (prose if prose.passages else others,),
    }


def _why_unchecked(context: AnalysisContext, passages: Sequence[Passage], language: str | None) -> str | None:
    """Return why a document that is not in English was not checked; None where a dictionary of its language was."""
    if not passages or language in ("en", None):
        return "no_prose"
    return None if find_dictionary(str(language), context.options.dictionary_folders) else "no_dictionary"


def _as_asked(findings: Iterable[Finding], options: Options) -> list[Finding]:
    """Return the findings whose rules are not switched off, with the severities that were asked for."""
    return [
        structs.replace(finding, severity=options.severity_of(finding.code, finding.severity))
        for finding in findings
        if not options.is_off(finding.code)
    ]


def _foreign_findings(prose: Prose) -> Iterator[Finding]:
    made_by = Rule("hunspell.spelling")
    for spot in find_foreign_slips(prose, prose.context.options.dictionary_folders):
        yield _finding(
            prose, spot, "misspelling", Category.SPELLING, Severity.WARNING, made_by, "Correct the spelling."
        )


def _opinions(prose: Prose, language: str | None) -> tuple[list[Finding], tuple[Notice, ...]]:
    """Return what LanguageTool says, where its address is given, and why it said nothing."""
    options = prose.context.options
    if options.languagetool_url is None or not prose.passages:
        return [], ()
    findings, notices = [], []
    tool = LanguageTool(options.languagetool_url, options.languagetool_seconds)
    for opinion in ask_for_opinions(prose, language, tool):
        if isinstance(opinion, Notice):
            notices.append(opinion)
            continue
        match, spot = opinion
        rule = Rule(f"languagetool.{match.rule}")
        code = f"languagetool_{match.category}"
        findings.append(_finding(prose, spot, code, match.category, Severity.WARNING, rule, "Look at the wording."))
    return findings, tuple(notices)


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


def _result(
    reason: str | None, language: str | None, notices: tuple[Notice, ...], findings: list[Finding]
) -> GrammarResult:
    counts = Counter(finding.category for finding in findings)
    return GrammarResult(
        checked=reason is None,
        reason=reason,
        language=language,
        counts={category.value: counts[category.value] for category in Category if counts[category.value]},
        findings=order_findings("grammar", findings[:MOST_LISTED]),
        omitted=max(0, len(findings) - MOST_LISTED),
        notices=notices,
    )
