"""The next year: a meeting hears what became of the decisions, completes one and carries the other over."""

from tests.browser.clicking import Values
from tests.browser.year_first import attendance_is_recorded
from tests.browser.year_people import CARE, CLERK, DEPARTMENT, MAYOR_SIDE, MEETING, STATION, People, in_room


def next_meeting_is_called(people: People) -> None:
    people.on(2026, 2, 9)
    people(CLERK).menu("meetings").act("plan_ordinary_meeting", year="2026")
    people.desk(CLERK, "propose_date", day="2026-03-20", starts="14:00", place="镇政府二楼会议室")
    people.heads("agree_to_date")
    people.desk(CLERK, "draw_up_agenda")
    people.desk(CLERK, "issue_notice")


def decisions_are_heard(people: People) -> None:
    people.on(2026, 3, 20)
    people.desk(MAYOR_SIDE, "open_meeting", delegated_by="镇长")
    people(MAYOR_SIDE).menu("meetings").follow(MEETING).sees("受镇长委托")
    attendance_is_recorded(people)
    done: Values = {"hearing": "completed", "text": "三处均已建成，同意办结。"}
    goes_on: Values = {
        "hearing": "carried_over",
        "text": "管理办法尚未印发，结转下一次会议。",
        "measure": "由财政所会同镇总工会三月底前印发。",
        "due": "2026-06-30",
    }
    in_room(people(CLERK), {STATION: done, CARE: goes_on})
    people.desk(MAYOR_SIDE, "close_meeting")


def minutes_close_the_year(people: People) -> None:
    people.on(2026, 3, 27)
    people.desk(CLERK, "draft_minutes")
    people.heads("agree_to_minutes")
    people.desk(CLERK, "issue_minutes", recipients="各部门")
    people.desk(CLERK, "archive_meeting", retention="长期")
    people(DEPARTMENT).menu("decisions").follow(STATION).sees("办结")
    people(DEPARTMENT).menu("decisions").follow(CARE).sees("三月底前印发")
