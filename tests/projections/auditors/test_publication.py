"""What the public saw that the heads had not been asked about, and what was undone by somebody else."""

from dataclasses import replace

import pytest

from domain.facts import conference
from domain.facts import decision_publication as facts
from domain.facts.decision import Adopted
from tests.projections.auditors.planting import acted, altered, by, follow_on, lawful, put, under, with_body, without

RECEIVED = next(event for event in lawful() if event.fact.TOPIC == "decision.received")
TEXT = next(each.fact.text for each in lawful() if isinstance(each.fact, Adopted) and each.stream == RECEIVED.stream)
ON = RECEIVED.fact.trace.on
WANG = by("wang", "union_office_staff", ON)
HEADS = [by("sun", "liaison", ON), by("li", "union_chair", ON)]
PUT = facts.PublicationProposed(number=1, text_version=1, note="已发放", review="可以公开", trace=WANG)
LIFE = (
    PUT,
    *(facts.PublicationAgreed(number=1, trace=head) for head in HEADS),
    facts.Published(number=1, text_version=1, text=TEXT, note="已发放", trace=HEADS[1]),
)


def off(trace):
    return facts.TakenOffBoard(reason="含个人信息", trace=trace)


def with_life(*more, of=None):
    """The lawful history with a decision on its way to the public, and more facts after it."""
    events = list(of or lawful())
    place = next(p for p, event in enumerate(events) if event.fact.TOPIC == "decision.received")
    beside = events[place]
    made = [replace(fact, originator_id=beside.stream) for fact in (*LIFE, *more)]
    told = [replace(beside, fact=fact, type=f"{fact.TOPIC}/1") for fact in made]
    return follow_on([*events[: place + 1], *told, *events[place + 1 :]])


class TestAPublication:
    @pytest.mark.parametrize("by_whom", [WANG, *HEADS])
    def test_g10_that_was_put_agreed_to_and_taken_off_again_is_lawful(self, planted, by_whom):
        assert planted(with_life(off(by_whom))) == {}

    @pytest.mark.parametrize("name", ["decision.publication_agreed", "decision.publication_proposed"])
    def test_g10_that_lacks_what_must_come_before_is_found(self, planted, name):
        assert "published_without_agreements" in planted(without(name, of=with_life()))

    @pytest.mark.parametrize("changed", [{"text": "另一句话"}, {"text_version": 2}, {"note": "另一说明"}])
    def test_g10_of_other_words_is_found(self, planted, changed):
        rows = planted(altered("decision.published", with_body(**changed), of=with_life()))
        assert set(rows) == {"published_other_words"}
        assert rows["published_other_words"][0]["clause"] == "G10"

    def test_g10_put_of_another_version_is_found(self, planted):
        rows = planted(altered("decision.publication_proposed", with_body(text_version=3), of=with_life()))
        assert set(rows) == {"published_other_words"}

    @pytest.mark.parametrize("between", [[], [off(HEADS[0])]])
    def test_g10_made_again_on_old_agreements_is_found(self, planted, between):
        rows = planted(with_life(*between, LIFE[3]))
        assert rows["step_out_of_sequence"][0]["facts"]["what"] == "decision.published"

    def test_g10_where_nobody_is_named_is_found(self, planted):
        settled_by = 'settled_by = { how = "one_per_side", seats = "coordination_group.heads", stand_ins = '
        unnamed = under((settled_by + '"coordination_group.deputies" }', ""))
        assert "published_under_no_panel" in planted(with_life(of=unnamed))

    def test_g10_put_by_who_is_not_of_the_office_is_found(self, planted):
        rows = planted(altered("decision.publication_proposed", acted("chen", "head@finance"), of=with_life()))
        assert set(rows) == {"not_done_by_office"}


class TestUndoing:
    @pytest.mark.parametrize("name", ["decision.taken_off_board", "decision.publication_refused"])
    def test_g10_by_who_may_not_is_found(self, planted, name):
        mayor = by("feng", "vice_mayor", ON)
        refused = facts.PublicationRefused(number=2, reason="不宜", trace=mayor)
        asked = replace(PUT, number=2)
        more = [off(mayor)] if name == "decision.taken_off_board" else [asked, refused]
        rows = planted(with_life(*more))
        assert set(rows) == {"publication_undone_by_other"}
        assert rows["publication_undone_by_other"][0]["facts"]["what"] == name

    def test_g10_a_refusal_by_the_office_is_found(self, planted):
        refused = facts.PublicationRefused(number=2, reason="不宜", trace=WANG)
        assert "publication_undone_by_other" in planted(with_life(replace(PUT, number=2), refused))


OPENED = conference.BoardOpened(basis="会议议定", trace=WANG)
CLOSED = conference.BoardClosed(reason="改版", trace=WANG)


def board(*steps):
    """The lawful history with these steps of the board, one after the other."""
    history, after = None, "conference.calendar_set"
    for step in steps:
        nth = sum(after == each.fact.TOPIC for each in history or lawful()) - 1
        history, after = put(step, after=after, nth=nth, of=history), step.TOPIC
    return history


class TestTheBoard:
    def test_opened_closed_and_opened_again_is_lawful(self, planted):
        assert planted(board(OPENED, CLOSED, OPENED)) == {}

    @pytest.mark.parametrize("steps", [(OPENED, OPENED), (CLOSED,), (OPENED, CLOSED, CLOSED)])
    def test_opened_twice_or_closed_unopened_is_found(self, planted, steps):
        assert "step_out_of_sequence" in planted(board(*steps))

    def test_g10_opened_by_who_is_not_of_the_office_is_found(self, planted):
        assert set(planted(board(replace(OPENED, trace=HEADS[0])))) == {"not_done_by_office"}
