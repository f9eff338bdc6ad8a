"""What good order asks, whatever the measures say: the R clauses. A new one is a line here and a rule that cites it."""

from domain.clauses.clause import order

GOOD_ORDER = (
    order("R-order", "步骤依次进行", "Steps are taken in their order."),
    order(
        "R-dates", "日期不得在未来，并按办理先后排列", "Nothing is dated in the future, or before the step it follows."
    ),
    order("R-version", "针对文本的现行版本", "What is said of a text is said of its present version."),
    order("R-seat", "以何席位行事须明确", "Who acts says in which seat, and the seat entitles."),
    order("R-role", "管理、审计、档案人员不办理会议事务", "Who administers, audits or archives does no business."),
    order("R-access", "进入系统者身份须可确知", "Whoever comes in is known, and comes in as himself alone."),
    order("R-known", "所指事项须已登记", "What is referred to is known."),
    order("R-text", "文字和数据须适于记载", "What is to be recorded is fit to be recorded."),
    order(
        "R-secrecy", "不得载入国家秘密（保密法第三十一条）", "No state secret enters a system that is not classified."
    ),
    order(
        "R-paper", "据纸质件登记的，须附签字件的摘要", "An act on paper is entered with the digest of the signed sheet."
    ),
    order("R-two-persons", "须由两人分别办理", "What needs two persons is not done by one."),
    order(
        "R-erasure",
        "个人信息的删除须有依据并留痕",
        "What is erased about a person is erased for a reason and leaves its trace.",
    ),
    order("R-unique", "不得重复", "What must be unique is not taken twice."),
    order(
        "R-charter", "实施办法数据自身须完整一致", "A charter agrees with itself; an item of its own rests on itself."
    ),
)
