"""What was found: findings and remarks with the place they concern, counted all and told up to a limit."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from interfaces.audit.verifier.codes import FINDINGS
from interfaces.audit.verifier.reasons import REASONS
from interfaces.audit.verifier.remarks import REMARKS
from interfaces.audit.verifier.sentences import HEADINGS, Sentence

MOST_TOLD = 20
MOST_REMARKED = 3
LONGEST_FACT = 300
LIMITS = (
    (
        {"no_state_kept", "nothing_kept"},
        ("末尾未被截去（未曾保存检查点）", "that no tail was cut (no state kept before)"),
    ),
    ({"no_quorum_asked"}, ("未向他人出示另一份历史（不要求见证）", "that others saw the same history (quorum none)")),
    (
        {"records_left_out"},
        ("系统日志中未附的记录", "the records of the system log that are left out"),
    ),
    ({"incremental"}, ("此前各包的记录（增量包）", "the records of earlier packages (an increment)")),
    ({"views_counted"}, ("视图（未重算）", "the views (not recomputed)")),
)


class Broken(Exception):
    """Bytes are not what they should be; the reason is one of ``REASONS``."""

    def __init__(self, why: str) -> None:
        super().__init__(REASONS[why][1])
        self.why = why


class Unusable(Exception):
    """Nothing can be said: the policy, the folder or the auditor's own state cannot be used."""


class Where(NamedTuple):
    """The place something concerns: a file, or a record of a log."""

    log: str = ""
    seq: int | None = None
    stream: str = ""
    type: str = ""
    file: str = ""


class Told(NamedTuple):
    """One finding or remark."""

    code: str
    where: Where
    facts: dict[str, Any]


NOWHERE = Where()


class Report:
    """Collects findings and remarks; of one code only the first few are kept whole."""

    def __init__(self) -> None:
        self.findings: list[Told] = []
        self.remarks: list[Told] = []
        self.counts: Counter[str] = Counter()

    @property
    def is_sound(self) -> bool:
        """Whether nothing was found."""
        return not self.counts

    def find(self, code: str, where: Where = NOWHERE, **facts: Any) -> None:
        """Add a finding."""
        self.counts[code] += 1
        if self.counts[code] <= MOST_TOLD:
            self.findings.append(Told(code, where, facts))

    def tell(self, code: str, where: Where = NOWHERE, **facts: Any) -> None:
        """Add a remark, which is no finding."""
        self.remarks.append(Told(code, where, facts))


def sentences(told: Told) -> tuple[Sentence, str, str]:
    """The sentence of a finding or remark, and what it says in Chinese and English."""
    sentence = FINDINGS.get(told.code) or REMARKS[told.code]
    return sentence, _filled(sentence.zh, told.facts, 0), _filled(sentence.en, told.facts, 1)


def place(where: Where) -> str:
    """The place in a few words."""
    parts = [where.log, "" if where.seq is None else f"seq {where.seq}", where.stream, where.type, where.file]
    return " ".join(clean(part) for part in parts if part)


def clean(fact: Any) -> str:
    """A fact as it can be printed: nothing in it commands the terminal, and it is not endless."""
    text = str(fact)
    kept = "".join(letter if letter.isprintable() else "\ufffd" for letter in text[:LONGEST_FACT])
    return kept if len(text) <= LONGEST_FACT else kept + "…"


def as_text(report: Report, languages: tuple[str, ...]) -> str:
    """The report for people."""
    lines: list[str] = []
    for heading, names in HEADINGS.items():
        lines.append("== " + _in(languages, names, " ") + " ==")
        lines.extend(_lines(report, heading, languages))
        lines.append("")
    lines.append(_in(languages, _verdict(report), " "))
    return "\n".join(lines) + "\n"


def as_json(report: Report, code: int) -> dict[str, Any]:
    """The same as plain values."""
    return {
        "sound": report.is_sound,
        "exit": code,
        "counts": dict(sorted(report.counts.items())),
        "findings": [_plain(told) for told in report.findings],
        "remarks": [_plain(told) for told in report.remarks],
    }


def _lines(report: Report, heading: str, languages: tuple[str, ...]) -> list[str]:
    lines = [_line(f"✗ [{told.code}]", told, languages) for told in report.findings if _under(told.code) == heading]
    for code, count in sorted(report.counts.items()):
        if count > MOST_TOLD and _under(code) == heading:
            lines.append(_more(f"✗ [{code}]", count - MOST_TOLD, languages))
    return lines + _remarked([told for told in report.remarks if _under(told.code) == heading], languages)


def _remarked(remarks: list[Told], languages: tuple[str, ...]) -> list[str]:
    """Remarks, of those about records only the first few of each code: ``--json`` has them all."""
    lines, told_of = [], Counter(told.code for told in remarks if told.where.seq is not None)
    shown: Counter[str] = Counter()
    for told in remarks:
        shown[told.code] += 1
        if told_of[told.code] <= MOST_REMARKED + 1 or shown[told.code] <= MOST_REMARKED:
            lines.append(_line("·", told, languages))
        elif shown[told.code] == told_of[told.code]:
            lines.append(_more("·", told_of[told.code] - MOST_REMARKED, languages))
    return lines


def _under(code: str) -> str:
    """The heading that a code stands under."""
    return (FINDINGS.get(code) or REMARKS[code]).heading


def _line(mark: str, told: Told, languages: tuple[str, ...]) -> str:
    _, zh, en = sentences(told)
    at = place(told.where)
    return f"{mark} {at + ': ' if at else ''}{_in(languages, (zh, en), ' / ')}"


def _more(mark: str, count: int, languages: tuple[str, ...]) -> str:
    both = (f"另有 {count} 处同类（--json 全部列出）", f"and {count} more of the kind (--json lists remarks whole)")
    return f"{mark} {_in(languages, both, ' / ')}"


def _verdict(report: Report) -> tuple[str, str]:
    found = sum(report.counts.values())
    if not found:
        told = {each.code for each in report.remarks}
        limits = [limit for codes, limit in LIMITS if told & codes]
        zh, en = "、".join(limit[0] for limit in limits), "; ".join(limit[1] for limit in limits)
        if not limits:
            return "结论：未发现问题。", "Verdict: nothing was found."
        return f"结论：未发现问题；未证明：{zh}。", f"Verdict: nothing was found; not proved: {en}."
    return f"结论：发现 {found} 处问题。", f"Verdict: {found} findings."


def _plain(told: Told) -> dict[str, Any]:
    sentence, zh, en = sentences(told)
    where = {name: value for name, value in told.where._asdict().items() if value not in {"", None}}
    facts = {name: value if isinstance(value, int) else clean(value) for name, value in told.facts.items()}
    return {"code": told.code, "heading": sentence.heading, "where": where, "facts": facts, "zh": zh, "en": en}


def _filled(template: str, facts: dict[str, Any], language: int) -> str:
    spoken = {name: _spoken(value, language) for name, value in facts.items()}
    return template.format(**spoken)


def _spoken(value: Any, language: int) -> str:
    return REASONS[value][language] if isinstance(value, str) and value in REASONS else clean(value)


def _in(languages: tuple[str, ...], both: tuple[str, str], between: str) -> str:
    return between.join(said for language, said in zip(("zh", "en"), both) if language in languages)
