"""What a caller may ask of the analyzers beside the document itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from vitae.domain.errors import InvalidOption
from vitae.domain.findings import Severity

OFF = "off"
DICTIONARY_FOLDERS = ("/usr/share/hunspell", "/usr/share/myspell/dicts", "/usr/share/myspell")
"""Where systems keep Hunspell's dictionaries."""
_SETTINGS = (OFF, *(severity.value for severity in Severity))
_SCHEMES = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Options:
    """How findings are made; the defaults need nothing but this machine.

    Raises:
        InvalidOption: a rule is set to something else than ``off`` or a severity, or an address is none.
    """

    rules: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Code of a finding -> ``off``, or the severity that its findings have in this analysis."""
    languagetool_url: str | None = None
    """Root of a LanguageTool server, such as ``http://localhost:8081``: a second opinion on language."""
    languagetool_seconds: float = 5.0
    """How long it may take in all; then the report goes on without it and says so."""
    dictionary_folders: tuple[str, ...] = DICTIONARY_FOLDERS
    """Where dictionaries of Hunspell lie, for languages other than English."""

    def __post_init__(self) -> None:
        for code, setting in self.rules.items():
            if setting not in _SETTINGS:
                raise InvalidOption(f"The rule {code} is set to {setting!r}; it may be {', '.join(_SETTINGS)}.")
        if self.languagetool_url is not None and not self.languagetool_url.startswith(_SCHEMES):
            raise InvalidOption(f"{self.languagetool_url!r} is no address of a LanguageTool server.")

    def is_off(self, code: str) -> bool:
        """Whether no finding with this code is wanted."""
        return self.rules.get(code) == OFF

    def severity_of(self, code: str, severity: Severity) -> Severity:
        """Return the severity that was asked for, else the finding's own."""
        asked = self.rules.get(code, OFF)
        return severity if asked == OFF else Severity(asked)


def read_rules(settings: Iterable[str]) -> dict[str, str]:
    """Return the rules that are written as ``CODE=SETTING``, the last setting of each.

    Raises:
        InvalidOption: one is written in another way.
    """
    pairs = [setting.partition("=") for setting in settings]
    if any(not code.strip() or not sign for code, sign, _ in pairs):
        raise InvalidOption("A rule is set as CODE=off or CODE=SEVERITY, such as gap=info.")
    return {code.strip(): setting.strip() for code, _, setting in pairs}
