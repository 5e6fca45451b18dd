"""The part of CSS that decides what can be seen and what stands out: rules, the cascade, inheritance."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_COMPOUND = re.compile(r"(?P<tag>[a-z][a-z0-9]*|\*)?(?P<rest>(?:[.#][\w-]+)*)$", re.IGNORECASE)
_PART = re.compile(r"([.#])([\w-]+)")
_IMPORTANT = re.compile(r"\s*!\s*important\s*$", re.IGNORECASE)
_MAX_RULES = 2_000
_MAX_COMPOUNDS = 4
_MAX_TESTS = 2_000_000
"""Comparisons of an element with a rule; style sheets of strangers are not followed beyond."""

Declarations = dict[str, str]


@dataclass(frozen=True, slots=True)
class _Compound:
    """One step of a selector, such as ``p.intro``."""

    tag: str = ""
    identity: str = ""
    classes: frozenset[str] = frozenset()

    def matches(self, element: etree._Element) -> bool:
        if self.tag and element.tag != self.tag:
            return False
        if self.identity and element.get("id") != self.identity:
            return False
        return not self.classes or self.classes <= set((element.get("class") or "").split())


@dataclass(frozen=True, slots=True)
class _Rule:
    """A selector, its steps from the outermost to the element itself, and what it says."""

    compounds: tuple[_Compound, ...]
    rank: tuple[int, int, int, int]
    """Specificity (ids, classes, tags), then the order in the sheet."""
    normal: Declarations
    important: Declarations


@dataclass(slots=True)
class StyleRules:
    """The rules of a page's ``<style>`` elements, found by the id, class or tag that their element must have.

    Selectors of tags, classes and ids, alone or one inside the other, are understood; what
    depends on the medium, the state or the position of an element is not followed.
    """

    _by_key: dict[str, list[_Rule]] = field(default_factory=lambda: defaultdict(list))
    _count: int = 0
    _tests: int = 0
    has_layers: bool = False
    """Whether something with a background is laid under or over the text by its position."""

    def add_sheet(self, css: str) -> None:
        """Take in the text of a style sheet."""
        for selectors, body in _blocks(_COMMENT.sub("", css)):
            normal, important = parse_declarations(body)
            position = normal.get("position", "")
            if position in ("absolute", "fixed") and any(name.startswith("background") for name in normal):
                self.has_layers = True
            for selector in selectors.split(","):
                compounds = _compounds(selector)
                if compounds and self._count < _MAX_RULES:
                    self._add(_Rule(compounds, (*_specificity(compounds), self._count), normal, important))

    def declarations(self, element: etree._Element) -> Declarations:
        """Return what the sheets and the element's own ``style`` say of it, the winner of each property."""
        matched = sorted((rule for rule in self._candidates(element) if self._matches(rule, element)), key=_rank)
        said: Declarations = {}
        for rule in matched:
            said.update(rule.normal)
        normal, important = parse_declarations(element.get("style") or "")
        said.update(normal)
        for rule in matched:
            said.update(rule.important)
        said.update(important)
        return said

    def _add(self, rule: _Rule) -> None:
        self._count += 1
        last = rule.compounds[-1]
        key = f"#{last.identity}" if last.identity else f".{min(last.classes)}" if last.classes else last.tag or "*"
        self._by_key[key].append(rule)

    def _candidates(self, element: etree._Element) -> Iterator[_Rule]:
        if not self._count:
            return
        keys = ["*", str(element.tag), f"#{element.get('id')}"]
        keys += [f".{name}" for name in dict.fromkeys((element.get("class") or "").split())]
        for key in keys:
            yield from self._by_key.get(key, ())

    def _matches(self, rule: _Rule, element: etree._Element) -> bool:
        self._tests += 1
        if self._tests > _MAX_TESTS or not rule.compounds[-1].matches(element):
            return False
        waiting = list(rule.compounds[:-1])
        above = element.getparent()
        while waiting and above is not None:
            self._tests += 1
            if waiting[-1].matches(above):
                waiting.pop()
            above = above.getparent()
        return not waiting


def parse_declarations(body: str) -> tuple[Declarations, Declarations]:
    """Return the properties of ``name: value; …``, and those marked important; only fonts keep their capitals."""
    normal: Declarations = {}
    important: Declarations = {}
    for declaration in body.split(";"):
        name, colon, value = declaration.partition(":")
        name, value = name.strip().lower(), value.strip()
        if colon and value:
            plain = _IMPORTANT.sub("", value)
            (normal if plain == value else important)[name] = plain if name.startswith("font") else plain.lower()
    return normal, important


def _blocks(css: str) -> Iterator[tuple[str, str]]:
    """Yield selectors and bodies; at-rules are passed over with everything inside them."""
    position = 0
    while (opening := css.find("{", position)) >= 0:
        prelude = css[position:opening].rpartition(";")[2].strip()
        closing = _end_of_block(css, opening) if prelude.startswith("@") else css.find("}", opening)
        if closing < 0:
            return
        if prelude and not prelude.startswith("@"):
            yield prelude, css[opening + 1 : closing]
        position = closing + 1


def _end_of_block(css: str, opening: int) -> int:
    depth = 0
    for found in re.compile(r"[{}]").finditer(css, opening):
        depth += 1 if found[0] == "{" else -1
        if depth == 0:
            return found.start()
    return -1


def _compounds(selector: str) -> tuple[_Compound, ...] | None:
    """Return the steps of a selector, or None when it says something that is not understood."""
    steps = selector.replace(">", " ").split()
    compounds = []
    for step in steps:
        found = _COMPOUND.match(step)
        if not found:
            return None
        parts = _PART.findall(found["rest"])
        tag = (found["tag"] or "").lower().replace("*", "")
        identity = next((name for kind, name in parts if kind == "#"), "")
        compounds.append(_Compound(tag, identity, frozenset(name for kind, name in parts if kind == ".")))
    return tuple(compounds) if 0 < len(compounds) <= _MAX_COMPOUNDS else None


def _specificity(compounds: tuple[_Compound, ...]) -> tuple[int, int, int]:
    return (
        sum(bool(step.identity) for step in compounds),
        sum(len(step.classes) for step in compounds),
        sum(bool(step.tag) for step in compounds),
    )


def _rank(rule: _Rule) -> tuple[int, int, int, int]:
    return rule.rank
