"""What an analyzer is given: the parsed résumé, and facts that several analyzers need."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from vitae.domain.document import Document
from vitae.domain.options import Options
from vitae.domain.resume import ParsedResume
from vitae.domain.sections import Section
from vitae.facts.claims import StatedYears, find_stated_years
from vitae.facts.skill_surroundings import Surroundings
from vitae.facts.skill_use import SkillUse, use_of_skills
from vitae.facts.skills import SkillMatch, find_skills
from vitae.facts.timeline import Timeline, build_timeline
from vitae.facts.wording import Wording
from vitae.lexicons.folding import FoldedText, fold_text
from vitae.lexicons.skills import SkillLexicon, skill_lexicon


@dataclass(frozen=True)
class AnalysisContext:
    """Frozen input of every analyzer; a fact is computed when it is first asked for, and once."""

    document: Document
    sections: tuple[Section, ...]
    resume: ParsedResume
    as_of: date
    """The day that ``present`` means."""
    lexicon: SkillLexicon = field(default_factory=skill_lexicon)
    """The skills that are known by name."""
    options: Options = Options()
    """What the caller asked of the analyzers."""

    @cached_property
    def wording(self) -> Wording:
        """The words of the text."""
        return Wording(self.document.text)

    @cached_property
    def timeline(self) -> Timeline:
        """The jobs as sets of calendar months."""
        return build_timeline(self.resume, self.as_of)

    @cached_property
    def stated_years(self) -> StatedYears | None:
        """The largest number of years of experience that is claimed above the work history."""
        return find_stated_years(self.document, self.sections)

    @cached_property
    def folded(self) -> FoldedText:
        """The text as it is compared with the names of skills."""
        return fold_text(self.document.text)

    @cached_property
    def surroundings(self) -> Surroundings:
        """Where in the résumé a piece of its text stands."""
        return Surroundings(self.document, self.sections, self.resume)

    @cached_property
    def skills(self) -> tuple[SkillMatch, ...]:
        """Every mention of a skill of the lexicon, in order of position."""
        if not self.document.lines:
            return ()
        return find_skills(self.document.text, self.folded, self.surroundings, self.lexicon)

    @cached_property
    def skill_use(self) -> Mapping[str, SkillUse]:
        """How long and how recently each skill of `skills` was used at work, by its canonical name."""
        return use_of_skills(self.skills, self.timeline)
