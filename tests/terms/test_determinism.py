"""The same text gives the same keywords and entities, whatever seed hashes strings."""

import os
import subprocess
import sys

SCRIPT = """
import json
from datetime import date
from vitae.analyzers import keyword_extractor, ner_extractor
from vitae.documents import Limits, read_document
from vitae.domain.encoding import to_jsonable
from vitae.facts import AnalysisContext
from vitae.parsing import find_sections, parse_resume

TEXT = '''Jane Doe
jane.doe@example.org  +44 20 7946 0958

Experience
Software Engineer, Northwind Traders Ltd
01/2019 - 12/2021
- Built beehive telemetry in Go, Python and Docker for Northwind Traders
- Moved beehive telemetry to Kubernetes, AWS (EC2, S3, Lambda)

Skills
Languages: Go, R, C, Python 3.11, SQL (advanced)
Other: teamwork, pear grafting, honey scoring, wax casting
'''
document = read_document(TEXT.encode(), Limits())
sections = find_sections(document)
context = AnalysisContext(document, sections, parse_resume(document, sections), date(2026, 11, 22))
results = [analyzer.ANALYZER.run(context) for analyzer in (keyword_extractor, ner_extractor)]
print(json.dumps(to_jsonable(results), sort_keys=True))
"""


def run(seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    return subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=True
    ).stdout


def test_three_hash_seeds_give_the_same_bytes() -> None:
    outputs = {run(seed) for seed in ("0", "1", "4242")}

    assert len(outputs) == 1
    assert '"canonical": "Kubernetes"' in outputs.pop()
