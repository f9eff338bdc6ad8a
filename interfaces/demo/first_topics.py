"""March 2024: the topics of the first year on their way to the heads."""

from application.commands import topics as ask_to
from interfaces.demo import first_call
from interfaces.demo.routines import (
    CHANGES,
    NO,
    YES,
    agree_on,
    approve,
    ask,
    opine,
    research,
    revise,
    submit,
    version,
)
from interfaces.demo.stage import Play, by_telephone


def prepare(play: Play) -> None:
    """Bring the topics, research them, ask round, declare consensus."""
    play.on("2024-03-04")
    _bring(play)
    play.on("2024-03-05")
    _put_right(play)
    play.on("2024-03-06")
    _ask_round(play)
    play.on("2024-03-08")
    _hear_opinions(play)
    play.on("2024-03-11")
    _declare(play)


def _bring(play: Play) -> None:
    submit(play, "xi", "station", 2024, call="call_2024", suggestions=("s_rest", "s_courier"))
    submit(play, "xi", "mutual_aid", 2024, call="call_2024", suggestions=("s_property",))
    submit(play, "xi", "relief_fund", 2024)
    submit(play, "lang", "safety", 2024)
    submit(play, "xi", "skills", 2024)
    submit(play, "xi", "pay", 2024)
    submit(play, "xi", "legal_aid", 2024)
    submit(play, "xi", "sports", 2024)
    submit(play, "xi", "welfare", 2024)
    first_call.answer(play)


def _put_right(play: Play) -> None:
    reason = "所需经费测算缺项，涉及单位未列全，请补正后重新提交。"
    play.act("chi", ask_to.ReturnTopic(topic=play["station"], reason=reason))
    background = (
        "全镇现有环卫、快递、外卖、绿化养护等户外劳动者约一千二百人，固定休息点仅三处；新建、改造一处站点约需三万元。"
    )
    revise(play, "xi", "station", "按办公室意见补充经费测算。", background=background)
    play.act("xi", ask_to.ResubmitTopic(topic=play["station"]))
    play.act("qi", ask_to.JoinTopic(topic=play["skills"]))
    reason = "内容并入医疗互助议题统筹研究，避免资金渠道重复。"
    play.act("xi", ask_to.MergeTopic(topic=play["relief_fund"], into=play["mutual_aid"], reason=reason))
    reason = "与镇文体活动中心错时开放事项正在落实，待评估后再提。"
    play.act("xi", ask_to.WithdrawTopic(topic=play["sports"], reason=reason))


def _ask_round(play: Play) -> None:
    research(play, "xi", "station", "走访十四个作业点，问卷回收二百一十六份，饮水、避暑、充电需求居前三位。")
    research(play, "xi", "mutual_aid", "抽样小微企业四十家，参保率百分之三十八，主要困难为经费和告知不到位。")
    research(play, "lang", "safety", "分析近三年事故和隐患数据，班组岗位风险告知不到位占六成。")
    research(play, "xi", "skills", "走访园区企业二十二家，缺口岗位集中在数控、装配和电工。")
    research(play, "xi", "pay", "比较周边三镇标准，本镇岗位补贴居第三，人均月差约二百元。")
    research(play, "xi", "legal_aid", "职工平均往返两点六次，材料一次告知率不足五成。")
    research(play, "xi", "welfare", "座谈会反映集中在生日、结婚等慰问标准，涉及事业单位统一政策。")
    said = "道班房产权属城投公司，可先以协议方式使用；临街点位需避开消防通道。"
    play.act("xi", ask_to.NoteConsultation(topic=play["station"], unit="planning", manner="电话沟通", said=said))
    ask(play, "xi", "station", ("urban", "streets", "planning", "sanitation"))
    ask(play, "xi", "mutual_aid", ("finance", "social"))
    ask(play, "lang", "safety", ("town_union", "park"))
    ask(play, "xi", "skills", ("social", "park"))
    ask(play, "xi", "pay", ("finance", "urban", "sanitation"))
    ask(play, "xi", "legal_aid", ("justice", "labour"))
    ask(play, "xi", "welfare", ("finance",))


def _hear_opinions(play: Play) -> None:
    opine(play, "mu", "station", YES, "同意，可提供城运网格巡查力量协助管理。")
    opine(play, "ke", "station", CHANGES, "原则同意，道班房改造须保留工具存放间。")
    opine(play, "lin", "station", YES, "同意，选址在控规允许范围内。")
    opine(play, "zhuang", "station", YES, "同意，环卫职工可担任站点义务管理员。")
    for who, topic in (("fei", "mutual_aid"), ("wu", "mutual_aid"), ("bai", "safety"), ("zhi", "safety")):
        opine(play, who, topic, YES, "无意见。")
    opine(play, "wu", "skills", YES, "同意，可对接区级培训补贴目录。")
    opine(play, "zhi", "skills", CHANGES, "建议增加企业带教师傅津贴的表述。")
    opine(play, "fei", "pay", NO, "不同意一次性提高百分之二十，超出年度预算安排，且易引发其他编外岗位攀比。")
    opine(play, "mu", "pay", CHANGES, "建议与作业质量考核挂钩，分步到位。")
    opine(play, "zhuang", "pay", YES, "同意。")
    opine(play, "yu", "legal_aid", YES, "同意设立联络点。")
    said = ask_to.GiveOpinion(
        topic=play["legal_aid"], text_version=version(play, "legal_aid"), opinion=YES, text="电话答复：同意。"
    )
    play.act("xi", said, behalf=by_telephone("labour"))


def _declare(play: Play) -> None:
    agree_on(play, "xi", "station", dissent="市容所建议保留工具存放间，已采纳。")
    agree_on(play, "xi", "mutual_aid", full=True)
    agree_on(play, "lang", "safety", full=True)
    agree_on(play, "xi", "skills", dissent="园区联合工会建议增加带教津贴，留会上讨论。")
    agree_on(play, "xi", "legal_aid", full=True)
    views = "工会方：岗位补贴四年未调整，应提高百分之二十。财政所：超出预算，建议两年内分步到位。"
    play.act(
        "xi",
        ask_to.DeclareNoConsensus(topic=play["pay"], text_version=version(play, "pay"), views=views),
    )
    opine(play, "zhi", "safety", CHANGES, "补充意见：隐患随手报应明确奖励办法。")
    agree_on(play, "lang", "safety", dissent="园区联合工会提出明确奖励办法。")


def decide(play: Play) -> None:
    """Let the heads agree, on two days and one on paper; refuse, refer, decline; void an agreement by a revision."""
    play.on("2024-03-12")
    for topic in ("station", "mutual_aid", "safety", "skills", "legal_aid"):
        approve(play, "shen", topic)
    open_still = {"approved_without_consensus": "职工反映强烈，双方同意带着分歧上会，由会议协商。"}
    approve(play, "bai", "pay", because=open_still)
    reason = {"approved_without_consensus": "涉及统一政策，请领导小组掌握，先行表明工会意见。"}
    approve(play, "bai", "welfare", because=reason)
    play.on("2024-03-13")
    _disagree(play)
    change = "并入困难职工帮扶内容，并明确正常增长机制的比例。"
    request = "请政府每年安排专项资金支持小微企业和困难职工参加医疗互助，并按不低于上年百分之五的比例增长。"
    revise(play, "xi", "mutual_aid", change, request=request)
    ask(play, "xi", "mutual_aid", ("finance", "social"))
    approve(play, "shen", "pay", because=open_still)
    play.on("2024-03-14")
    opine(play, "fei", "mutual_aid", CHANGES, "同意安排，增长比例建议表述为“逐步增长”。")
    opine(play, "wu", "mutual_aid", YES, "同意。")
    agree_on(play, "xi", "mutual_aid", dissent="财政所对固定增长比例持保留意见。")
    approve(play, "shen", "mutual_aid")
    for topic in ("station", "safety", "skills"):
        approve(play, "bai", topic)
    play.on("2024-03-15")
    _on_paper(play)
    _decline(play)


def _disagree(play: Play) -> None:
    present = version(play, "welfare")
    reason = "福利费标准由上级统一规定，镇级无权调整，建议不上会。"
    play.act("shen", ask_to.RefuseTopicAgreement(topic=play["welfare"], text_version=present, reason=reason))
    reason = "双方对是否上会意见不一，提请领导小组组长明确。"
    play.act("bai", ask_to.ReferTopic(topic=play["welfare"], reason=reason))


def _on_paper(play: Play) -> None:
    for topic in ("mutual_aid", "legal_aid"):
        command = ask_to.AgreeToTopic(topic=play[topic], text_version=version(play, topic))
        play.act("xi", command, on="2024-03-14", behalf=play.on_paper("bai", f"{topic} 议题审批单（柏向荣签字）"))


def _decline(play: Play) -> None:
    answer = "福利费标准属上级事权，可由镇总工会形成专题建议向区总工会反映，本次不列入。"
    play.act("gu", ask_to.AnswerReferral(topic=play["welfare"], answer=answer))
    reason = "按领导小组组长意见，不列入本次会议。"
    for who in ("shen", "bai"):
        play.act(who, ask_to.DeclineTopic(topic=play["welfare"], reason=reason))
