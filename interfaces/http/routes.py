"""The table of commands: every act, and the noun it is posted to."""

from application.commands import institution, topics
from interfaces.http.commands import Route

INSTITUTION = (
    Route(path="/charters", command=institution.AdoptCharter, kind="institution"),
    Route(path="/calendars", command=institution.SetCalendar, kind="institution"),
    Route(path="/years/explanations", command=institution.ExplainYear, kind="institution"),
    Route(path="/series", command=institution.SetSeries, kind="institution"),
    Route(path="/units", command=institution.OpenUnit, kind="unit"),
    Route(path="/units/{unit}/name", command=institution.RenameUnit, kind="unit"),
    Route(path="/units/{unit}/merger", command=institution.MergeUnit, kind="unit"),
    Route(path="/units/{unit}/split", command=institution.SplitUnit, kind="unit"),
    Route(path="/units/{unit}/closure", command=institution.CloseUnit, kind="unit"),
    Route(path="/people", command=institution.EnterPerson, kind="person", begins=True),
    Route(path="/people/{person}/duties", command=institution.TakeDuty, kind="person"),
    Route(path="/people/{person}/duties/end", command=institution.LayDownDuty, kind="person"),
    Route(path="/people/{person}/absences", command=institution.RecordAbsence, kind="person"),
    Route(path="/people/{person}/deputyships", command=institution.NameDeputy, kind="person"),
    Route(path="/ratifications", command=institution.Ratify, kind="institution"),
)

TOPICS = (
    Route(path="/topics", command=topics.SubmitTopic, kind="topic", begins=True),
    Route(path="/topics/{topic}/joining", command=topics.JoinTopic, kind="topic"),
    Route(path="/topics/{topic}/return", command=topics.ReturnTopic, kind="topic"),
    Route(path="/topics/{topic}/text", command=topics.ReviseTopic, kind="topic"),
    Route(path="/topics/{topic}/resubmission", command=topics.ResubmitTopic, kind="topic"),
    Route(path="/topics/{topic}/withdrawal", command=topics.WithdrawTopic, kind="topic"),
    Route(path="/topics/{topic}/reopening", command=topics.ReopenTopic, kind="topic"),
    Route(path="/topics/{topic}/merger", command=topics.MergeTopic, kind="topic"),
    Route(path="/topics/{topic}/research", command=topics.ReportResearch, kind="topic"),
    Route(path="/topics/{topic}/consultations", command=topics.NoteConsultation, kind="topic"),
    Route(path="/topics/{topic}/opinions/requests", command=topics.AskOpinion, kind="topic"),
    Route(path="/topics/{topic}/opinions", command=topics.GiveOpinion, kind="topic"),
    Route(path="/topics/{topic}/consensus", command=topics.DeclareConsensus, kind="topic"),
    Route(path="/topics/{topic}/consensus/failure", command=topics.DeclareNoConsensus, kind="topic"),
    Route(path="/topics/{topic}/approval/agreements", command=topics.AgreeToTopic, kind="topic"),
    Route(path="/topics/{topic}/approval/return", command=topics.RefuseTopicAgreement, kind="topic"),
    Route(path="/topics/{topic}/approval/refusal", command=topics.DeclineTopic, kind="topic"),
    Route(path="/topics/{topic}/referral", command=topics.ReferTopic, kind="topic"),
    Route(path="/topics/{topic}/referral/answer", command=topics.AnswerReferral, kind="topic"),
    Route(path="/topics/{topic}/confirmation", command=topics.ConfirmTopic, kind="topic"),
)

ROUTES: tuple[Route, ...] = INSTITUTION + TOPICS
