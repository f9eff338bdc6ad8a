import re
from pathlib import Path

from interfaces.audit.verifier.codes import FINDINGS
from interfaces.audit.verifier.sentences import HEADINGS
from interfaces.audit.verifier.shapes import FIELDS

GUIDE = (Path(__file__).parents[4] / "docs/audit.md").read_text(encoding="utf-8")
FACT = re.compile(r"{\w+}")


def table():
    """The findings as the guide lists them, heading by heading."""
    rows = []
    for heading, (zh, en) in HEADINGS.items():
        rows.append(f"| **{zh}** | | **{en}** |")
        under = {code: sentence for code, sentence in FINDINGS.items() if sentence.heading == heading}
        rows.extend(
            f"| `{code}` | {FACT.sub('…', each.zh)} | {FACT.sub('…', each.en)} |" for code, each in under.items()
        )
    return rows


class TestGuide:
    def test_says_what_every_finding_means(self):
        assert "\n".join(table()) in GUIDE

    def test_describes_every_field_of_a_record(self):
        rows = GUIDE.split("| 字段 Field |")[1].split("\n---\n")[0]
        named = {
            name
            for row in rows.splitlines()
            for name in re.findall(r"`(\w+)`", row.split("|")[1] if "|" in row else "")
        }
        assert named == FIELDS

    def test_says_what_cannot_be_proved_in_both_languages(self):
        assert GUIDE.index("不能证明什么") < GUIDE.index("What cannot be proved")
