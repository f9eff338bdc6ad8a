"""The register of official papers: what was issued, under which number, and which of it still holds."""

from domain.meeting_words import Change
from domain.minutes_text import Correction, CorrectionKind
from projections.document_register import DOCUMENTS
from tests.cast import act
from tests.domain.meeting_stories import APPOINTMENT, ISSUED_ON, NOTICED_ON, changed, expected, noticed
from tests.domain.minutes_stories import issued_minutes, issuing
from tests.projections.recording import Recording


def register_of(seen, *streams):
    recording = Recording()
    recording.save(*streams)
    seen.fold(recording.events)
    return sorted(seen.rows(DOCUMENTS).values(), key=lambda row: row["issued_on"])


class TestNotices:
    def test_are_entered_with_number_and_reach(self, seen):
        meeting = noticed()
        [row] = register_of(seen, meeting)
        assert (row["paper"], row["stage"], row["meeting"]) == ("notice", "issued", str(meeting.id))
        assert (row["number"], row["sent_to"]) == (meeting.notice_number, len(meeting.expected))
        assert row["year"] == NOTICED_ON.year

    def test_are_replaced_by_the_next_which_cites_them(self, seen):
        meeting = changed(noticed(), Change.POSTPONE)
        first = meeting.notice_number
        meeting.propose_date(act("zhou", on=NOTICED_ON), appointment=APPOINTMENT)
        for head in ("sun", "li"):
            meeting.agree_date(act(head, on=NOTICED_ON), date_version=meeting.date_matter.version)
        meeting.issue_notice(act("zhou", on=NOTICED_ON), number="城联办〔2026〕9号", expected=expected())
        rows = {row["number"]: row for row in register_of(seen, meeting)}
        assert rows[first]["stage"] == "replaced"
        assert (rows["城联办〔2026〕9号"]["stage"], rows["城联办〔2026〕9号"]["cites"]) == ("issued", first)

    def test_of_a_cancelled_meeting_are_void_and_say_why(self, seen):
        meeting = changed(noticed(), Change.CANCEL)
        [row] = register_of(seen, meeting)
        assert (row["stage"], row["reason"]) == ("void", meeting.change_reason)


class TestMinutes:
    def test_and_their_corrigenda_are_entered_when_they_are_issued(self, seen):
        minutes = issued_minutes()
        words = Correction(where="二", issued="误", corrected="正", decision=None)
        minutes.draft_correction(act("wang", on=ISSUED_ON), correction=words, kind=CorrectionKind.SLIP, reason="笔误")
        for head in ("sun", "li"):
            minutes.agree_correction(act(head, on=ISSUED_ON), correction_version=1)
        minutes.correct(act("wang", on=ISSUED_ON), **issuing(number="城联会更〔2026〕1号"))
        found = {row["paper"]: row for row in register_of(seen, minutes)}
        assert found.keys() == {"minutes", "corrigendum"}
        assert found["minutes"]["number"] == minutes.number
        assert found["corrigendum"]["cites"] == minutes.number
        assert all(row["minutes"] == str(minutes.id) for row in found.values())
