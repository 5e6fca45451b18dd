"""Résumés as the themes of the JSON Resume community set them, in HTML.

The themes are not part of this repository. Install some of them where you like, such as
``npm install jsonresume-theme-elegant``, and name that folder with ``--themes``. A theme shows
what it likes to show: the recall of what it leaves out is 0.
"""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

from benchmarks.accuracy.json_resume import json_resume, with_months
from benchmarks.accuracy.layouts import Layout
from benchmarks.accuracy.person import Person, people

_SCRIPT = """
const [name] = process.argv.slice(1);
const theme = await import(name);
const render = theme.render ?? theme.default.render;
let text = "";
for await (const part of process.stdin) text += part;
const pages = [];
for (const resume of JSON.parse(text)) pages.push(await render(resume));
process.stdout.write(JSON.stringify(pages));
"""


def themes(folder: Path) -> Iterator[Layout]:
    """Yield each installed theme as a layout; it sets everybody at once, in one process of Node."""
    for installed in sorted(folder.glob("node_modules/jsonresume-theme-*")):
        yield _theme(folder, installed.name)


def _theme(folder: Path, name: str) -> Layout:
    everybody = people()
    command = ["node", "--input-type=module", "--eval", _SCRIPT, name]
    resumes = json.dumps([json_resume(with_months(person)) for person in everybody])
    done = subprocess.run(command, cwd=folder, input=resumes, capture_output=True, check=True, text=True, timeout=120)
    texts: list[str] = json.loads(done.stdout)
    pages = {person.id: text.encode() for person, text in zip(everybody, texts, strict=True)}

    def render(person: Person) -> bytes:
        return pages[person.id]

    return Layout(name.removeprefix("jsonresume-theme-"), "html", render)
