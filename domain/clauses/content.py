"""Part 四 of the measures: what the conference talks about."""

from domain.clauses.clause import Clause, hard, left_open, principle, soft
from domain.rules.rule import Held

_MAINLY = "主要包括"

CONTENT: tuple[Clause, ...] = (
    principle(
        "S4-a",
        "四",
        "联席会议主要围绕党委、政府中心工作……以及工会在维护职工合法权益、竭诚服务职工群众中对需要政府协助解决问题进行协商研究",
        "The conference treats the centre of the work of Party and government, reform, the workforce, lawful rights, "
        "education, disputes, and where the union needs the government's help.",
    ),
    soft(
        "S4.1-a",
        "四·一",
        _MAINLY,
        "通报本年度镇政府工作情况或工作思路",
        "Government briefs on the year's work or its ideas for it.",
        Held.DEPARTURE,
        Held.FINDING,
    ),
    soft(
        "S4.1-b",
        "四·一",
        _MAINLY,
        "在实施乡村振兴战略、推进崇明世界级生态岛及城桥核心镇建设中涉及职工切身利益和工会工作的政策措施",
        "Government briefs on policies that touch workers' vital interests and union work.",
        Held.DEPARTURE,
        Held.FINDING,
    ),
    soft(
        "S4.1-c",
        "四·一",
        _MAINLY,
        "通报工会服务镇党委、政府中心工作的举措",
        "The union briefs on how it serves the priorities of Party and government.",
        Held.DEPARTURE,
        Held.FINDING,
    ),
    soft(
        "S4.1-d",
        "四·一",
        _MAINLY,
        "对政府制订涉及职工切身利益政策措施的意见建议",
        "The union briefs on its opinions and suggestions about policies that touch workers.",
        Held.DEPARTURE,
        Held.FINDING,
    ),
    principle(
        "S4.2-a",
        "四·二",
        "围绕经济建设和社会发展目标，研究协调动员职工群众开展建功立业活动问题",
        "The conference studies how workers are mobilised for the goals of development.",
    ),
    principle(
        "S4.2-b",
        "四·二",
        "研究协助政府解决劳资关系矛盾突出问题，协助政府做好职工队伍维稳工作方面的问题",
        "It studies how to help government with prominent labour conflicts and the stability of the workforce.",
    ),
    principle(
        "S4.2-c",
        "四·二",
        "研究解决职工技能培训、宣传教育、劳资纠纷、劳动安全、职业健康等涉及职工切身利益的问题",
        "It studies training, education, labour disputes, labour safety and occupational health.",
    ),
    principle(
        "S4.2-d",
        "四·二",
        "研究支持协助工会依法创新开展工作，支持工会在推进群团改革、非公企业工会改革中需要政府支持的问题",
        "It studies support for the union's innovation and reforms.",
    ),
    left_open(
        "S4.2-e",
        "四·二",
        "研究其他需要联席会议解决的问题",
        "It studies other problems that need the conference.",
    ),
    hard(
        "S4.3-a",
        "四·三",
        "向联席会议报告上次会议议定事项落实情况",
        "All decisions of the previous meeting are reported to the meeting, carried out or not.",
        Held.REFUSAL,
        Held.DEPARTURE,
        Held.FINDING,
    ),
    hard(
        "S4.3-b",
        "四·三",
        "对未落实的事项作出说明，提出意见建议，研究解决推进措施",
        "What was not carried out is explained, proposals are made, and the meeting settles how to go on.",
        Held.REFUSAL,
        Held.DEPARTURE,
        Held.FINDING,
    ),
)
