from dataclasses import replace
from datetime import date

import pytest

from domain.errors import NotEntitled, OutOfOrder, RuleBroken
from domain.facts import minutes as facts
from domain.minutes import Minutes, Stage
from tests.cast import act, charter, named, standing
from tests.domain.meeting_stories import ADOPTED, DAY, ISSUED_ON, REVIEWED_ON
from tests.domain.minutes_stories import (
    DRAFTED_ON,
    a_decision,
    district,
    district_minutes,
    drafted_minutes,
    drafting,
    issued_minutes,
    issuing,
    minutes_text,
    reviewed_in_district,
    reviewed_minutes,
)
from tests.story import given


def without_review(**acting):
    silent = replace(charter(), minutes=replace(charter().minutes, reviewed_by=None))
    return act("zhou", under=silent, **acting)


class TestDraft:
    def test_s5_4_d_is_the_offices(self):
        with pytest.raises(NotEntitled, match="minutes_by_office") as refused:
            Minutes.draft(act("sun", on=DRAFTED_ON), named("minutes"), **drafting())
        assert refused.value.clause == "S5.4-d"

    def test_s5_4_c_is_of_a_meeting_that_is_closed(self):
        with pytest.raises(OutOfOrder, match="meeting_not_closed"):
            Minutes.draft(act("wang", on=DRAFTED_ON), named("minutes"), **drafting(closed_on=None))

    def test_follows_the_closing(self):
        with pytest.raises(RuleBroken, match="date_before_previous_step"):
            Minutes.draft(act("wang", on=date(2026, 5, 27)), named("minutes"), **drafting())

    @pytest.mark.parametrize(
        ("decisions", "adopted"),
        [((a_decision(),), ()), ((a_decision(),), (*ADOPTED, named("more"))), ((a_decision(), a_decision()), ADOPTED)],
        ids=["one too many", "one missing", "one twice"],
    )
    def test_holds_the_decisions_the_meeting_adopted(self, decisions, adopted):
        with pytest.raises(RuleBroken, match="minutes_decisions_differ"):
            Minutes.draft(
                act("wang", on=DRAFTED_ON),
                named("minutes"),
                **drafting(text=minutes_text(*decisions), adopted=adopted),
            )


class TestReview:
    def test_s5_4_e_is_the_heads(self):
        given(drafted_minutes()).when(Minutes.agree, act("feng", on=REVIEWED_ON), text_version=1).then_refused(
            "not_a_reviewer", "S5.4-e"
        )

    def test_g2_needs_a_head_of_each_side(self):
        story = given(drafted_minutes())
        story.when(Minutes.agree, act("li", on=REVIEWED_ON), text_version=1).then(facts.Agreed)
        assert story.stream.standing_at == "drafted"
        story.when(Minutes.agree, act("sun", on=REVIEWED_ON), text_version=1).then(facts.Agreed, facts.Reviewed)
        assert story.stream.stage is Stage.REVIEWED

    def test_g2_is_not_by_who_drafted(self):
        away = standing(absent=("li",))
        minutes = drafted_minutes("zhou")
        given(minutes).when(Minutes.agree, act("zhou", on=REVIEWED_ON, at=away), text_version=1).then_refused(
            "drafter_reviews", "G2"
        )

    def test_g2_is_by_a_deputy_head_while_the_head_is_absent(self):
        away = standing(absent=("li",))
        given(drafted_minutes()).when(Minutes.agree, act("zhou", on=REVIEWED_ON, at=away), text_version=1).then(
            facts.Agreed
        )

    def test_g2_is_by_who_drafted_only_an_earlier_version(self):
        away = standing(absent=("li",))
        minutes = drafted_minutes("zhou")
        minutes.redraft(act("wang", on=DRAFTED_ON), text=minutes_text(words="改"), reason="补充", adopted=ADOPTED)
        given(minutes).when(Minutes.agree, act("zhou", on=REVIEWED_ON, at=away), text_version=2).then(facts.Agreed)

    def test_is_of_the_present_version(self):
        minutes = drafted_minutes()
        minutes.redraft(act("wang", on=DRAFTED_ON), text=minutes_text(words="改"), reason="补充", adopted=ADOPTED)
        given(minutes).when(Minutes.agree, act("sun", on=REVIEWED_ON), text_version=1).then_refused("other_version")

    def test_is_void_for_a_new_version(self):
        story = given(reviewed_minutes()).when(
            Minutes.redraft, act("wang", on=REVIEWED_ON), text=minutes_text(words="改"), reason="补充", adopted=ADOPTED
        )
        story.then(facts.Redrafted)
        assert story.stream.standing_at == "drafted"
        story.when(Minutes.agree, act("sun", on=REVIEWED_ON), text_version=2).then(facts.Agreed)

    def test_goes_back_to_the_office_with_a_reason(self):
        story = given(drafted_minutes()).when(
            Minutes.return_, act("sun", on=REVIEWED_ON), text_version=1, reason="牵头单位有误"
        )
        story.then(facts.Returned)
        assert story.stream.stage is Stage.RETURNED
        story.when(Minutes.agree, act("li", on=REVIEWED_ON), text_version=1).then_refused("out_of_order")

    def test_goes_on_with_a_new_version_after_a_return(self):
        minutes = drafted_minutes()
        minutes.return_(act("sun", on=REVIEWED_ON), text_version=1, reason="牵头单位有误")
        given(minutes).when(
            Minutes.redraft, act("wang", on=REVIEWED_ON), text=minutes_text(), reason="更正", adopted=ADOPTED
        ).then_refused("text_unchanged")
        given(minutes).when(
            Minutes.redraft, act("wang", on=REVIEWED_ON), text=minutes_text(words="改"), reason="更正", adopted=ADOPTED
        ).then(facts.Redrafted)

    def test_goes_on_with_the_decisions_the_meeting_adopted(self):
        given(drafted_minutes()).when(
            Minutes.redraft, act("wang", on=REVIEWED_ON), text=minutes_text(words="改"), reason="更正", adopted=()
        ).then_refused("minutes_decisions_differ")

    def test_is_returned_by_a_head_only(self):
        given(drafted_minutes()).when(
            Minutes.return_, act("feng", on=REVIEWED_ON), text_version=1, reason="有误"
        ).then_refused("not_a_reviewer")

    def test_keeps_business_order(self):
        given(drafted_minutes()).when(Minutes.agree, act("sun", on=DAY), text_version=1).then_refused(
            "date_before_previous_step"
        )


class TestIssue:
    def issue(self, minutes, acting=None, **changes):
        return given(minutes).when(Minutes.issue, acting or act("zhou", on=ISSUED_ON), **issuing(**changes))

    def test_s5_4_e_follows_the_review(self):
        self.issue(drafted_minutes()).then_refused("minutes_not_reviewed", "S5.4-e")
        self.issue(reviewed_minutes()).then(facts.Issued)

    def test_s5_4_e_waits_while_one_side_has_not_agreed(self):
        minutes = drafted_minutes()
        minutes.agree(act("sun", on=REVIEWED_ON), text_version=1)
        self.issue(minutes).then_refused("minutes_not_reviewed", "S5.4-e")

    def test_s5_4_e_asks_for_no_review_where_the_charter_has_none(self):
        self.issue(drafted_minutes(), without_review(on=ISSUED_ON)).then(facts.Issued)
        acting = replace(without_review(on=REVIEWED_ON), by=act("sun").by)
        given(drafted_minutes()).when(Minutes.agree, acting, text_version=1).then_refused("out_of_order")

    def test_waits_after_a_return(self):
        minutes = drafted_minutes()
        minutes.return_(act("sun", on=REVIEWED_ON), text_version=1, reason="有误")
        self.issue(minutes, without_review(on=ISSUED_ON)).then_refused("out_of_order")

    def test_g15_names_the_decisions_that_bind_from_here(self):
        story = self.issue(reviewed_minutes())
        story.then(facts.Issued)
        assert story.stream.decisions == ADOPTED
        assert {"G15", "G17"} <= set(story.recorded[0].trace.assumptions)

    def test_g6_waits_for_no_signature_unless_the_charter_adds_one(self):
        given(reviewed_minutes()).when(Minutes.sign_off, act("zhao", on=REVIEWED_ON), text_version=1).then_refused(
            "not_a_signatory", "G6"
        )

    def test_is_the_offices(self):
        self.issue(reviewed_minutes(), act("sun", on=ISSUED_ON)).then_refused("office_only")

    def test_goes_to_somebody(self):
        self.issue(reviewed_minutes(), recipients=()).then_refused("recipients_missing")

    def test_follows_the_last_agreement(self):
        self.issue(reviewed_minutes(), act("zhou", on=date(2026, 6, 3))).then_refused("date_before_previous_step")

    def test_is_for_ever(self):
        self.issue(issued_minutes()).then_refused("issued_minutes_stand", "R-version")
        given(issued_minutes()).when(
            Minutes.redraft, act("wang"), text=minutes_text(words="改"), reason="更正", adopted=ADOPTED
        ).then_refused("issued_minutes_stand")
        given(issued_minutes()).when(Minutes.return_, act("sun"), text_version=1, reason="有误").then_refused(
            "out_of_order"
        )


class TestSigningOff:
    def test_g6_follows_the_review(self):
        given(district_minutes()).when(Minutes.sign_off, district("hao", "district_head"), text_version=1).then_refused(
            "minutes_not_reviewed", "S5.4-e"
        )

    def test_g6_holds_up_the_issue(self):
        minutes = reviewed_in_district()
        issue = {"acting": district("tang", "secretary", ISSUED_ON)}
        given(minutes).when(Minutes.issue, issue["acting"], **issuing()).then_refused("minutes_not_signed_off", "G6")
        minutes.sign_off(district("hao", "district_head"), text_version=1)
        assert minutes.stage is Stage.SIGNED_OFF
        given(minutes).when(Minutes.issue, issue["acting"], **issuing()).then(facts.Issued)

    def test_g6_is_a_fact_of_its_own_beside_the_review(self):
        given(reviewed_in_district()).when(Minutes.sign_off, district("hao", "district_head"), text_version=1).then(
            facts.SignOffGiven, facts.SignedOff
        )

    def test_g6_is_by_the_seat_the_charter_names(self):
        given(reviewed_in_district()).when(
            Minutes.sign_off, district("cui", "co_convenor"), text_version=1
        ).then_refused("not_a_signatory", "G6")

    def test_may_send_the_text_back(self):
        given(reviewed_in_district()).when(
            Minutes.return_, district("hao", "district_head"), text_version=1, reason="措辞"
        ).then(facts.Returned)

    def test_is_not_agreeing(self):
        given(reviewed_in_district()).when(
            Minutes.agree, district("hao", "district_head"), text_version=1
        ).then_refused("out_of_order")
