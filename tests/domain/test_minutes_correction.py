from dataclasses import replace
from datetime import date

from domain.facts import minutes as facts
from domain.minutes import Minutes
from domain.minutes_text import Correction, CorrectionKind
from tests.cast import act, named, person, standing
from tests.domain.meeting_stories import ADOPTED, ISSUED_ON, replayed, state
from tests.domain.minutes_stories import (
    district,
    issued_minutes,
    issuing,
    minutes_text,
    reviewed_in_district,
    reviewed_minutes,
)
from tests.story import given

LATER = date(2026, 6, 20)


SLIP = Correction(where="议定事项一", issued="爱心驿占", corrected="爱心驿站", decision=ADOPTED[0])


class TestCorrigendum:
    def draft(self, minutes, acting=None, **changes):
        form = {"correction": SLIP, "kind": CorrectionKind.SLIP, "reason": "错别字"} | changes
        return given(minutes).when(Minutes.draft_correction, acting or act("wang", on=LATER), **form)

    def drafted(self):
        minutes = issued_minutes()
        minutes.draft_correction(act("wang", on=LATER), correction=SLIP, kind=CorrectionKind.SLIP, reason="错别字")
        return minutes

    def agreed(self):
        minutes = self.drafted()
        minutes.agree_correction(act("sun", on=LATER), correction_version=1)
        minutes.agree_correction(act("li", on=LATER), correction_version=1)
        return minutes

    def test_is_of_issued_minutes(self):
        self.draft(reviewed_minutes()).then_refused("out_of_order")

    def test_s5_4_d_is_drafted_by_the_office(self):
        self.draft(issued_minutes(), act("sun", on=LATER)).then_refused("minutes_by_office", "S5.4-d")

    def test_mends_a_slip_only(self):
        self.draft(issued_minutes(), kind=CorrectionKind.SUBSTANCE).then_refused("correction_of_substance", "R-version")

    def test_changes_something(self):
        self.draft(issued_minutes(), correction=replace(SLIP, corrected=SLIP.issued)).then_refused("text_unchanged")

    def test_is_of_a_decision_of_these_minutes_or_of_none(self):
        self.draft(issued_minutes(), correction=replace(SLIP, decision=named("other"))).then_refused(
            "corrected_decision_unknown"
        )
        self.draft(issued_minutes(), correction=replace(SLIP, decision=None)).then(facts.CorrectionDrafted)

    def test_s5_4_e_goes_through_the_review(self):
        given(self.drafted()).when(Minutes.correct, act("zhou", on=LATER), **issuing()).then_refused(
            "minutes_not_reviewed", "S5.4-e"
        )

    def test_g2_needs_a_head_of_each_side_and_not_who_drafted_it(self):
        story = given(self.drafted()).when(Minutes.agree_correction, act("sun", on=LATER), correction_version=1)
        story.then(facts.CorrectionAgreed)
        story.when(Minutes.agree_correction, act("li", on=LATER), correction_version=1)
        story.then(facts.CorrectionAgreed, facts.CorrectionPassed)
        away = standing(absent=("li",), also={"union_vice_chair": "wang"})
        given(self.drafted()).when(
            Minutes.agree_correction, act("wang", on=LATER, at=away), correction_version=1
        ).then_refused("drafter_reviews", "G2")

    def test_cites_the_minutes_and_leaves_them_as_they_are(self):
        minutes = self.agreed()
        story = given(minutes).when(Minutes.correct, act("zhou", on=LATER), **issuing(number="城联纪〔2026〕2号"))
        story.then(facts.Corrected)
        assert (story.recorded[0].cites, story.recorded[0].number) == ("城联纪〔2026〕1号", "城联纪〔2026〕2号")
        assert (minutes.text, minutes.corrections, minutes.is_open) == (minutes_text(), (SLIP,), False)

    def test_g6_goes_through_every_signature_too(self):
        minutes = reviewed_in_district()
        minutes.sign_off(district("hao", "district_head"), text_version=1)
        minutes.issue(district("tang", "secretary", ISSUED_ON), **issuing())
        clerk = district("tang", "secretary", LATER)
        minutes.draft_correction(clerk, correction=SLIP, kind=CorrectionKind.SLIP, reason="错别字")
        for name, duty in (("ding", "convenor"), ("cui", "co_convenor")):
            minutes.agree_correction(district(name, duty, LATER), correction_version=1)
        given(minutes).when(Minutes.correct, clerk, **issuing()).then_refused("minutes_not_signed_off", "G6")
        minutes.agree_correction(district("hao", "district_head", LATER), correction_version=1)
        given(minutes).when(Minutes.correct, clerk, **issuing()).then(facts.Corrected)

    def test_is_turned_down_with_a_reason(self):
        story = given(self.drafted()).when(
            Minutes.return_correction, act("li", on=LATER), correction_version=1, reason="无误"
        )
        story.then(facts.CorrectionReturned)
        assert story.stream.correction is None
        story.when(Minutes.agree_correction, act("sun", on=LATER), correction_version=1).then_refused("out_of_order")

    def test_is_of_the_present_draft(self):
        minutes = self.drafted()
        minutes.draft_correction(
            act("wang", on=LATER), correction=replace(SLIP, where="标题"), kind=CorrectionKind.SLIP, reason="错别字"
        )
        given(minutes).when(Minutes.agree_correction, act("sun", on=LATER), correction_version=1).then_refused(
            "other_version"
        )

    def test_goes_to_somebody(self):
        given(self.agreed()).when(Minutes.correct, act("zhou", on=LATER), **issuing(recipients=())).then_refused(
            "recipients_missing"
        )

    def test_is_issued_by_the_office_and_once(self):
        minutes = self.agreed()
        given(minutes).when(Minutes.correct, act("sun", on=LATER), **issuing()).then_refused("office_only")
        given(minutes).when(Minutes.correct, act("zhou", on=LATER), **issuing()).then(facts.Corrected)
        given(minutes).when(Minutes.correct, act("zhou", on=LATER), **issuing()).then_refused("out_of_order")

    def test_may_be_followed_by_another(self):
        minutes = self.agreed()
        minutes.correct(act("zhou", on=LATER), **issuing())
        story = self.draft(minutes)
        story.then(facts.CorrectionDrafted)
        assert story.recorded[0].correction_version == 2

    def test_replays_to_the_same(self):
        minutes = self.agreed()
        minutes.correct(act("zhou", on=LATER), **issuing())
        assert state(replayed(minutes)) == state(minutes)
        assert minutes.text.header.chair == person("sun")
