"""The rows of minutes say how far each set has come, after every fact of its life."""

from datetime import date
from typing import Any

from domain.act import Act
from domain.minutes import Minutes
from domain.minutes_text import Correction, CorrectionKind
from projections.minutes_file import MINUTES
from tests.cast import act
from tests.domain.meeting_stories import ADOPTED, REVIEWED_ON
from tests.domain.minutes_stories import district, district_minutes, drafted_minutes, issuing, minutes_text
from tests.projections.recording import Seen
from tests.projections.walking import Deed, lived, topics_in, topics_of, walked


def acting(person: tuple[str, str], on: date) -> Act:
    """An act in the town, or in a duty of the example district."""
    name, duty = person
    return district(name, duty, on) if duty else act(name, on=on)


def agreeing(verb: str, number: str, *people: tuple[str, str]) -> Deed:
    """These people agree, one after the other, to the version at hand."""

    def deed(m: Any, on: date) -> None:
        clearing = m.correction_clearing if number == "correction_version" else m.clearing
        for person in people:
            getattr(m, verb)(acting(person, on), **{number: clearing.matter.version})

    return deed


def correction(m: Any, on: date, clerk: tuple[str, str]) -> None:
    words = Correction(where="二", issued=f"误{on}", corrected="正", decision=None)
    m.draft_correction(acting(clerk, on), correction=words, kind=CorrectionKind.SLIP, reason="笔误")


def deeds(clerk: tuple[str, str], heads: list[tuple[str, str]], signatory: tuple[str, str] | None) -> list[Deed]:
    """What can be done to minutes by a clerk of the office, those who review, and those who sign."""
    first, second = heads
    found: list[Deed] = [
        lambda m, on: m.redraft(
            acting(clerk, on), text=minutes_text(words=f"改于{on}"), reason="补充", adopted=ADOPTED
        ),
        *[agreeing("agree", "text_version", first), agreeing("agree", "text_version", second)],
        *[agreeing("agree", "text_version", second, first)] * 2,
        lambda m, on: m.return_(
            acting(first, on),
            text_version=m.clearing.matter.version,
            reason="重拟",
        ),
        *[lambda m, on: m.issue(acting(clerk, on), **issuing(number=f"纪{on}"))] * 3,
        *[lambda m, on: correction(m, on, clerk)] * 2,
        *[agreeing("agree_correction", "correction_version", first, second)] * 2,
        lambda m, on: m.return_correction(
            acting(first, on),
            correction_version=m.correction_clearing.matter.version,
            reason="不必",
        ),
        *[lambda m, on: m.correct(acting(clerk, on), **issuing(number=f"正{on}"))] * 3,
    ]
    if signatory:
        found += [agreeing("sign_off", "text_version", signatory)] * 3
        found += [agreeing("agree_correction", "correction_version", signatory)] * 3
    return found


OURS = deeds(("wang", ""), [("sun", ""), ("li", "")], None)
THEIRS = deeds(
    ("tang", "secretary"),
    [("ding", "convenor"), ("cui", "co_convenor")],
    ("hao", "district_head"),
)


def all_minutes() -> list[Minutes]:
    """Minutes under the measures of the town and of the example district, each with a long life."""
    ours = [walked(drafted_minutes(), OURS, seed, since=REVIEWED_ON) for seed in range(16)]
    theirs = [walked(district_minutes(), THEIRS, seed, since=REVIEWED_ON) for seed in range(16)]
    return [*ours, *theirs]  # type: ignore[list-item]


def said(row: dict[str, Any]) -> dict[str, Any]:
    """What the row says of what the stream keeps too."""
    under_way = row["corrections"][-1] if row["correction"] else None
    return {
        **{name: row[name] for name in ("stage", "open", "meeting", "number", "step", "text_version")},
        "title": row["title"],
        "words": [item["text"] for item in row["items"]],
        "agreed": [given["seat"] for given in row["agreements"]],
        "correction": under_way and (under_way["number"], under_way["issued"], under_way["step"]),
        "agreed_to_correction": [given["seat"] for given in under_way["agreements"]] if under_way else [],
        "corrections": [each["issued"] for each in row["corrections"] if each["outcome"] == "issued"],
    }


def kept(m: Any) -> dict[str, Any]:
    """The same of the stream."""
    matter, under_way = m.clearing.matter, m.correction_clearing
    return {
        "stage": m.stage,
        "open": m.is_open,
        "meeting": str(m.meeting),
        "number": m.number,
        "step": m.clearing.step,
        "text_version": matter.version,
        "title": m.text.header.title,
        "words": [item.text for item in m.text.items],
        "agreed": [given.seat for given in matter.agreements],
        "correction": m.correction and (under_way.matter.version, m.correction.issued, under_way.step),
        "agreed_to_correction": [given.seat for given in under_way.matter.agreements] if m.correction else [],
        "corrections": [each.issued for each in m.corrections],
    }


class TestMinutes:
    def test_say_after_every_fact_how_far_they_have_come(self, views):
        facts = set()
        for minutes in all_minutes():
            facts |= topics_in(minutes)
            for row, again in lived(Seen(views), MINUTES, minutes):
                assert said(row) == kept(again)
        assert facts == topics_of("minutes")

    def test_keep_every_version_and_who_passed_it(self, seen):
        minutes = drafted_minutes()
        minutes.return_(act("sun", on=REVIEWED_ON), text_version=1, reason="漏记一项")
        minutes.redraft(act("wang", on=REVIEWED_ON), text=minutes_text(words="改"), reason="补记", adopted=ADOPTED)
        for head in ("sun", "li"):
            minutes.agree(act(head, on=REVIEWED_ON), text_version=2)
        row = [row for row, _ in lived(seen, MINUTES, minutes)][-1]
        assert [(text["version"], text["reason"]) for text in row["texts"]] == [(1, ""), (2, "补记")]
        assert [each["reason"] for each in row["returns"]] == ["漏记一项"]
        [passed] = row["passed"]
        assert [given["seat"] for given in passed["agreements"]] == ["liaison", "union_chair"]
