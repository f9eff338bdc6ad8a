"""Part 五 of the measures: topics, meetings, minutes, and carrying out what was settled."""

from domain.clauses.clause import Clause, Force, hard, left_open, soft
from domain.rules.rule import Held

_MAINLY = "主要包括"

TOPICS: tuple[Clause, ...] = (
    hard(
        "S5.1-a",
        "五(一)",
        "政府方提出的议题，由镇政府相关职能部门提出",
        "Government topics are proposed by the functional departments concerned.",
        Held.REFUSAL,
    ),
    hard(
        "S5.1-b",
        "五(一)",
        "工会方提出的议题，由镇总工会负责征集",
        "Union topics are collected by the town union.",
        Held.REFUSAL,
        Held.FINDING,
    ),
    hard("S5.1-c", "五(一)", "提出方围绕议题组织调研", "The proposer organises research on the topic.", Held.REFUSAL),
    hard(
        "S5.1-d",
        "五(一)",
        "加强与所涉议题相关部门的沟通协调",
        "The proposer consults the departments the topic concerns.",
        Held.REFUSAL,
    ),
    soft(
        "S5.1-e",
        "五(一)",
        "一般……基本",
        "确保上会议题一般能在会前基本达成共识",
        "Topics going to the meeting generally reach basic consensus beforehand.",
        Held.DEPARTURE,
    ),
    left_open("S5.1-f", "五(一)", "议题征集确定", "Topics are collected and fixed; who fixes them is not said."),
)

PREPARATION: tuple[Clause, ...] = (
    hard(
        "S5.2-a",
        "五(二)",
        "联席会议由协调小组办公室负责筹备",
        "The office prepares the meeting.",
        Held.REFUSAL,
        Held.FINDING,
    ),
    hard("S5.2-b", "五(二)", "拟定印发会议通知", "The office drafts and issues the notice.", Held.REFUSAL),
    hard("S5.2-c", "五(二)", "拟定印发会议通知、会议材料", "The office drafts and issues the papers.", Held.REFUSAL),
    hard(
        "S5.2-d",
        "五(二)",
        "协调政府方和工会方参加会议人员",
        "The office coordinates who takes part for both sides.",
        Held.REFUSAL,
        Held.FINDING,
    ),
    soft(
        "S5.2-e",
        "五(二)",
        "原则上",
        "镇政府与工会联席会议原则上每年召开一次",
        "In principle the conference meets once a year.",
        Held.DEPARTURE,
        Held.FINDING,
    ),
    hard(
        "S5.2-f",
        "五(二)",
        "召开时间由协调小组办公室报协调小组领导确定",
        "The office reports to the coordination heads, who fix the date.",
        Held.REFUSAL,
    ),
    Clause(
        "S5.2-g",
        "如遇特殊情况或重大问题，经向政府主要领导商请后，适时召开",
        "In special circumstances or on a major problem the conference meets when fitting, once the government's "
        "principal leader has been asked.",
        "五(二)",
        (Force.SOFT, Force.HARD),
        (Held.REFUSAL,),
        "如遇……适时",
    ),
)

ATTENDANCE: tuple[Clause, ...] = (
    hard(
        "S5.3-a",
        "五(三)",
        "出席联席会议人员包括镇政府班子领导、分管党群工作的党委副书记、镇总工会主席、协调小组办公室成员、"
        "与议题内容相关的政府职能部门负责人和基层工会主席及工会干部",
        "The town government's leaders, the deputy Party secretary, the union chair, the office, the heads of the "
        "departments the topics concern, and grassroots union chairs and cadres attend.",
        Held.REFUSAL,
        Held.FINDING,
    ),
    soft(
        "S5.3-b",
        "五(三)",
        "可",
        "联席会议可邀请基层党政干部、职工代表、劳模先进代表等参加",
        "Grassroots cadres, worker representatives and model workers may be invited.",
    ),
)

AGENDA: tuple[Clause, ...] = (
    soft(
        "S5.4-a",
        "五(四)",
        "原则上",
        "联席会议原则上由镇政府领导主持",
        "In principle a town government leader chairs the meeting.",
        Held.DEPARTURE,
    ),
    soft(
        "S5.4-b1",
        "五(四)",
        _MAINLY,
        "通报政府和工会相关工作情况",
        "The agenda ordinarily has briefings by government and union.",
        Held.DEPARTURE,
    ),
    hard(
        "S5.4-b2",
        "五(四)",
        "报告上次联席会议议定事项落实情况，对未落实事项提出意见建议",
        "The agenda has the report on the previous meeting's decisions, with opinions on those not carried out.",
        Held.REFUSAL,
    ),
    soft(
        "S5.4-b3",
        "五(四)",
        _MAINLY,
        "通报本次联席会议议题及主要内容",
        "The agenda ordinarily introduces this meeting's topics.",
        Held.DEPARTURE,
    ),
    soft(
        "S5.4-b4",
        "五(四)",
        _MAINLY,
        "讨论并协商确定本次联席会议涉及工会或会员权益等需要政府协助解决的议题",
        "The agenda ordinarily has the topics that need the government's help discussed and settled by consultation.",
        Held.DEPARTURE,
    ),
    soft(
        "S5.4-b5",
        "五(四)",
        _MAINLY,
        "政府和工会领导就落实联席会议事项进行部署",
        "The agenda ordinarily has a leader of each side give instructions for carrying out.",
        Held.DEPARTURE,
    ),
    left_open("S5.4-b6", "五(四)", "其他需要联席会议研究讨论的问题", "The agenda may have other problems."),
)

MINUTES: tuple[Clause, ...] = (
    hard("S5.4-c", "五(四)", "联席会议形成会议纪要", "The meeting produces minutes.", Held.REFUSAL, Held.FINDING),
    hard("S5.4-d", "五(四)", "由协调小组办公室拟定", "The office drafts the minutes.", Held.REFUSAL),
    hard(
        "S5.4-e",
        "五(四)",
        "报协调小组领导审核后印发",
        "The coordination heads review the minutes; only then are they issued.",
        Held.REFUSAL,
    ),
)

FOLLOW_UP: tuple[Clause, ...] = (
    hard(
        "S5.5-a",
        "五(五)",
        "由协调小组办公室负责协调推进，进行督促检查",
        "The office coordinates progress and checks.",
        Held.REFUSAL,
        Held.FINDING,
    ),
    Clause(
        "S5.5-b",
        "相关职能部门及时将落实情况形成书面报告",
        "The departments turn progress into a written report, promptly.",
        "五(五)",
        (Force.HARD, Force.SOFT),
        (Held.REFUSAL, Held.FINDING),
        "及时",
    ),
    hard("S5.5-c", "五(五)", "向协调小组领导汇报", "They report to the coordination heads.", Held.REFUSAL),
    hard(
        "S5.5-d",
        "五(五)",
        "并向下一次联席会议报告",
        "And they report to the next meeting.",
        Held.REFUSAL,
        Held.DEPARTURE,
        Held.FINDING,
    ),
)

PROCEDURE = TOPICS + PREPARATION + ATTENDANCE + AGENDA + MINUTES + FOLLOW_UP
