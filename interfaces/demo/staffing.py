"""What changes in the institution: a succession entered late, units merged, renamed, closed and split, a portfolio moved."""

from datetime import date

from application.commands import decisions
from application.commands import institution as ask_to
from domain.vocabulary import UnitKind
from interfaces.demo.routines import progress
from interfaces.demo.stage import Play

_DEPARTMENT = UnitKind.DEPARTMENT


def change_vice_chair(play: Play) -> None:
    """The union's vice-chair changes in July; that is entered in August, and what happened in between is ratified."""
    play.on("2024-07-22")
    text = "暑托班开班在即，请报送场地安全检查情况。"
    play.act("mao", decisions.UrgeUnit(decision=play["day_care"], unit="culture", text=text))
    urged = play.decision("day_care").version
    play.on("2024-07-25")
    answer = "两处场地已完成消防和监控检查，七月二十九日开班。"
    play.act("fu", decisions.AnswerUrge(decision=play["day_care"], number=1, text=answer))
    play.on("2024-08-12")
    play.enter("xi", "huan")
    command = ask_to.TakeDuty(duty="union_vice_chair", person=play.person("huan"), since=date(2024, 7, 15))
    play.act("xi", command)
    reason = "岗位变动于七月十五日生效、八月十二日登记，其间前任所作催办予以追认。"
    ratified = ask_to.Ratify(duty="union_vice_chair", stream=play["day_care"], version=urged, reason=reason)
    play.act("huan", ratified)


def merge_streets(play: Play) -> None:
    """Street cleaning becomes part of urban operations, with the decision it leads; a campaign office is closed."""
    play.on("2024-11-11")
    name_zh, name_en = "经济发展和营商环境办公室", "Economic Development and Business Environment Office"
    play.act("wei", ask_to.RenameUnit(unit="economy", name_zh=name_zh, name_en=name_en))
    play.act("wei", ask_to.MergeUnit(unit="streets", into="urban"))
    today = play.clock.today
    play.act("wei", ask_to.LayDownDuty(duty="head@streets", person=play.person("ke"), until=today))
    play.act("wei", ask_to.TakeDuty(duty="staff@urban", person=play.person("ke"), since=today))
    play.act("wei", ask_to.CloseUnit(unit="creation"))
    play.on("2024-11-20")
    progress(play, "mu", "rooms", "机构合并后由本中心承接，第四处道班房本周完成移交。")


def lend_liaison(play: Play) -> None:
    """The liaison is away for training; another vice mayor acts for him."""
    away = (date(2025, 2, 24), date(2025, 3, 10))
    command = ask_to.RecordAbsence(person=play.person("shen"), since=away[0], until=away[1], reason="参加市级专题培训")
    play.act("chi", command)
    play.act("chi", ask_to.NameDeputy(duty="liaison", person=play.person("lu"), since=away[0], until=away[1]))


def move_portfolio(play: Play) -> None:
    """Another vice mayor takes over the liaison with the union; the former keeps a field of his own."""
    play.on("2025-05-12")
    today = play.clock.today
    play.act("wei", ask_to.TakeDuty(duty="liaison", person=play.person("lu"), since=today))
    play.act("wei", ask_to.TakeDuty(duty="vice_mayor", person=play.person("shen"), since=today))


def split_economy(play: Play) -> None:
    """The economic office becomes two."""
    play.on("2025-11-17")
    for unit, name_zh, name_en in (
        ("economy_growth", "产业发展办公室", "Industry Office"),
        ("investment", "投资促进服务中心", "Investment Promotion Centre"),
    ):
        command = ask_to.OpenUnit(unit=unit, kind=_DEPARTMENT, name_zh=name_zh, name_en=name_en)
        play.act("wei", command)
    play.act("wei", ask_to.SplitUnit(unit="economy", into=("economy_growth", "investment")))
    today = play.clock.today
    play.act("wei", ask_to.LayDownDuty(duty="head@economy", person=play.person("qi"), until=today))
    play.act("wei", ask_to.TakeDuty(duty="head@economy_growth", person=play.person("qi"), since=today))
    play.enter("chi", "tang")
    play.act("wei", ask_to.TakeDuty(duty="head@investment", person=play.person("tang"), since=today))
