"""What a bigger lexicon costs: the search for 2,500 and for 10,000 spellings in the same texts."""

from collections.abc import Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from benchmarks.clock import median_cpu_ms
from benchmarks.figures import Figures, Row
from vitae.documents import Limits, read_document
from vitae.facts.skill_matcher import find_candidates
from vitae.lexicons.folding import FoldedText, fold_text
from vitae.lexicons.skills import Form, Skill, SkillLexicon, skill_lexicon

FEW, MANY = 2_500, 10_000


def measure_lexicon(files: Sequence[Path], rounds: int) -> Figures:
    """Return the table; the spellings that are added stand in no text, so that only the search is measured."""
    texts = [fold_text(read_document(path.read_bytes(), Limits(), "none").text) for path in files]
    rows: dict[str, Row] = {}
    for size in (FEW, MANY):
        search = partial(_search, lexicon_of(size))
        search(texts[0])  # builds the automaton
        rows[f"{size:,} spellings"] = {"CPU ms": median_cpu_ms(search, texts, rounds)}
    return {"The search for skills in a résumé": rows}


def lexicon_of(size: int) -> SkillLexicon:
    """Return `FEW` of our spellings, and as many invented ones as make up the size."""
    own = skill_lexicon()
    invented = Skill("Invented", "method", "invented")
    forms = dict(islice(own.forms.items(), FEW))
    forms |= {
        f"zq{number} xylograph craft": Form(f"zq{number} xylograph craft", invented) for number in range(size - FEW)
    }
    return SkillLexicon(own.skills, MappingProxyType(forms), f"{size} spellings")


def _search(lexicon: SkillLexicon, text: FoldedText) -> None:
    find_candidates(text, lexicon)
