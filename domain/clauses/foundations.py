"""The preamble and parts 一 to 三 of the measures: on what the conference rests, what it is for, and who sits where."""

from domain.clauses.clause import Clause, Force, hard, principle
from domain.rules.rule import Held

FOUNDATIONS = (
    principle(
        "S0-a",
        "引言",
        "根据《中华人民共和国工会法》……(沪崇府办发〔2019〕6号)文件精神",
        "The measures rest on the Trade Union Law, the national opinions on labour relations, 沪府办发〔2018〕42号 and "
        "沪崇府办发〔2019〕6号.",
    ),
    principle(
        "S1-a",
        "一",
        "切实保障职工群众的知情权、参与权、表达权和监督权；有利于工会从宏观上、源头上参与协调劳动关系",
        "Workers know, take part, speak and supervise; the union takes part at the source.",
    ),
    principle(
        "S2.1-a",
        "二(一)",
        "在镇党委的领导下，在区总工会的指导下",
        "The conference works under the town Party committee's leadership and the district union's guidance.",
    ),
    principle(
        "S2.2-a",
        "二(二)",
        "坚持围绕中心、服务大局……坚持严格程序、规范运作，坚持协商协调、合力落实",
        "Five principles guide it, strict procedure and joint implementation among them.",
    ),
    principle(
        "S2.2-b",
        "二(二)",
        "政府为工会依法独立自主地开展工作创造有利条件",
        "Government creates the conditions for the union to work independently according to law.",
    ),
    principle(
        "S2.2-c",
        "二(二)",
        "工会围绕党委、政府中心工作，在推动经济社会发展……等方面发挥积极作用",
        "The union plays its part in development, ecology, workers' rights, harmony at work and workers' abilities.",
    ),
    hard(
        "S3-a",
        "三",
        "成立以镇长为组长、分管党群工作的党委副书记为副组长，各分管副镇长、镇总工会主席为组员的领导小组",
        "The leading group has the mayor as head, the deputy Party secretary for mass organisations as deputy head, "
        "the deputy mayors and the union chair as members.",
        Held.CHECK,
    ),
    hard(
        "S3-b",
        "三",
        "负责镇政府与工会联席会议的组织领导工作",
        "The leading group gives organisational leadership.",
        Held.CHECK,
    ),
    hard(
        "S3-c",
        "三",
        "领导小组下设协调小组……组长由镇政府联系工会工作的行政副镇长和镇总工会主席担任",
        "The coordination group under it has two heads: the deputy mayor liaising with the union, and the union chair.",
        Held.CHECK,
    ),
    hard(
        "S3-d",
        "三",
        "副组长由镇党政办主任、镇总工会专职副主席担任",
        "Its deputy heads are the director of the Party-and-government office and the union's full-time vice-chair.",
        Held.CHECK,
    ),
    Clause(
        "S3-e",
        "小组成员包括机关、事业单位部门负责人",
        "Its members include the heads of departments and institutions.",
        "三",
        (Force.HARD, Force.OPEN),
        (Held.CHECK,),
        "包括",
    ),
    hard(
        "S3-f",
        "三",
        "协调小组下设办公室，设在镇总工会，负责日常沟通联系工作",
        "The coordination group's office sits in the town union and does the daily liaison.",
        Held.CHECK,
        Held.REFUSAL,
    ),
    hard(
        "S3-g",
        "三",
        "办公室主任由镇党政办主任、镇总工会专职副主席兼任",
        "The office has two directors, who are the deputy heads concurrently.",
        Held.CHECK,
    ),
    hard(
        "S3-h",
        "三",
        "成员由镇党政办和镇总工会办公室相关人员担任",
        "The office's members are staff of the Party-and-government office and of the union's office.",
        Held.CHECK,
    ),
    hard(
        "S3-i",
        "三",
        "相关人员如有岗位变动，由继续履行其职责的同志自然替补",
        "Whoever goes on performing the duty fills the seat by itself.",
        Held.REFUSAL,
        Held.FINDING,
    ),
)
