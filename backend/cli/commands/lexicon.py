"""``vitae lexicon import``: public lists of skills in, a lexicon file out."""

from pathlib import Path

import click

from backend.cli.files import write_whole
from backend.cli.messages import note


@click.group("lexicon")
def command() -> None:
    """Make a file of more skills from ESCO or O*NET."""


@command.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", required=True, metavar="FILE", type=click.Path(path_type=Path), help="Where to write it."
)
def import_files(files: tuple[Path, ...], output: Path) -> None:
    """Make a lexicon file from lists of skills that you have.

    FILE is `skills_<language>.csv` of ESCO, or `Technology Skills` or `Skills` of O*NET as text or CSV; what it is
    is told by its columns. The result is used with `vitae analyze --lexicon FILE`, or by the workers with the
    setting SKILLS_LEXICON.
    """
    from vitae import load_lexicon
    from vitae.lexicons.skills import skill_lexicon
    from vitae.lexicons.taxonomies import import_taxonomies, render_lexicon

    write_whole(output, render_lexicon(import_taxonomies(files)))
    own, lexicon = skill_lexicon(), load_lexicon(output)
    more, spellings = len(lexicon.skills) - len(own.skills), len(lexicon.forms) - len(own.forms)
    note(f"{output}: {more:,} more skills, {spellings:,} more spellings")
