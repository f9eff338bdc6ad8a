"""The tool's own words, in Chinese and English; refusals have theirs in ``interfaces.sentences``."""

from collections.abc import Mapping

from interfaces.cli.access_words import ACCESS_WORDS
from interfaces.cli.audit_words import AUDIT_WORDS
from interfaces.cli.export_words import EXPORT_WORDS
from interfaces.cli.file_words import FILE_WORDS
from interfaces.cli.rights_words import RIGHTS_WORDS

WORDS: Mapping[str, tuple[str, str]] = {
    **ACCESS_WORDS,
    **AUDIT_WORDS,
    **EXPORT_WORDS,
    **FILE_WORDS,
    **RIGHTS_WORDS,
    # heads of tables
    "answer": ("结论", "answer"),
    "clause": ("条款", "clause"),
    "code": ("代码", "code"),
    "conference": ("会议", "conference"),
    "cosigned": ("见证于", "cosigned"),
    "created": ("发放", "issued"),
    "digest": ("摘要", "digest"),
    "duty": ("分工", "duty"),
    "expires": ("失效", "expires"),
    "head": ("末位", "head"),
    "here": ("本文", "here"),
    "key": ("键", "key"),
    "label": ("用途", "for"),
    "name": ("姓名", "name"),
    "origin": ("来源", "origin"),
    "person": ("人员", "person"),
    "records": ("记录数", "records"),
    "root": ("树根", "root"),
    "seen": ("所见", "seen"),
    "there": ("城桥", "城桥"),
    "scopes": ("权限", "rights"),
    "seat": ("席位", "seat"),
    "token": ("令牌", "token"),
    "used": ("最近使用", "last used"),
    # what was done
    "entered": ("人员 {person}\n令牌 {token}", "person {person}\ntoken {token}"),
    "founded": (
        "已建立 {conference}，数据在 {folder}。令牌只显示这一次。",
        "Founded {conference} in {folder}. The token is shown this once.",
    ),
    "look_here": ("共 {facts} 条记录，可以这样查看：", "{facts} facts are recorded. Where to look:"),
    "playing": ("演示", "playing"),
    "rebuilding": ("重建视图", "making views"),
    "rebuilt": ("视图已重建。", "The views are made anew."),
    "checking": ("核对记录", "checking records"),
    "put_aside": ("原文件保留为 {path}。", "The former file is kept as {path}."),
    "restored": ("记录已核对并恢复到 {folder}。", "The records are checked and restored to {folder}."),
    "serving": ("服务地址 {address}", "Serving at {address}"),
    "stopped": ("服务已停止。", "Stopped."),
    "size": ("大小 {bytes} 字节", "size {bytes} bytes"),
    "token_revoked": ("已撤销 {digest}…。", "Revoked {digest}…."),
    "witness_holds": ("证据 {path}", "evidence {path}"),
    "witness_knows": ("已认识日志 {origin}。", "The log {origin} is known."),
    # history and rules
    "acting_for": ("代", "for"),
    "departure": ("例外", "departure"),
    "entered_by": ("登记人", "entered by"),
    "left_out": ("当日之后", "dated later"),
    "nothing": ("无", "nothing"),
    "of_the_day": ("当日", "that day"),
    "recorded": ("记录于", "recorded"),
    "in_fact": ("事实", "fact"),
    "in_test": ("测试", "test"),
    "lacks_rule": ("缺少规则", "no rule holds it"),
    "lacks_test": ("缺少测试", "no test is named after it"),
    "clauses_lack": ("有缺失的条款：{clauses}", "Clauses that lack something: {clauses}"),
    # charters
    "charter_read": ("{edition} {title}", "{edition} {title}"),
    "charter_sound": ("文件完整，前后一致。", "The file is whole and agrees with itself."),
    "charter_unsound": ("有 {count} 处自相矛盾。", "It contradicts itself in {count} places."),
    "charter_faulty": ("有 {count} 处错误。", "{count} faults."),
    "differences": ("与城桥办法有 {count} 项不同。", "It differs from the 城桥 measures in {count} keys."),
    "edition": ("版本 {edition}，自 {since}", "edition {edition}, from {since}"),
    "edition_in_force": ("有效版本 {edition}，自 {since}", "edition in force {edition}, from {since}"),
    # what keeps it from being done
    "address_taken": ("不能在 {host}:{port} 上提供服务：{error}", "cannot listen on {host}:{port}: {error}"),
    "bad_setting": ("环境变量不能这样设置：{error}", "a variable of the environment cannot be so: {error}"),
    "certificate_and_key": (
        "--ssl-certfile 与 --ssl-keyfile 须同时给出",
        "--ssl-certfile and --ssl-keyfile go together",
    ),
    "charter_not_there": (
        "没有文件 {given}；内置的有 {built_in}",
        "there is no file {given}; built in are {built_in}",
    ),
    "database_failed": ("数据库不能读写：{error}", "the database cannot be read or written: {error}"),
    "folder_in_use": ("{folder} 正在使用，请先停止服务", "{folder} is in use; stop the server first"),
    "folder_not_empty": (
        "{folder} 不是空的；如要换下其中的记录，请加 --replace",
        "{folder} is not empty; --replace puts its log aside",
    ),
    "no_data": (
        "{folder} 里没有数据；请先运行 lianxi init 或 lianxi demo",
        "there is no data in {folder}; run lianxi init or lianxi demo first",
    ),
    "no_file": ("没有文件 {path}", "there is no file {path}"),
    "no_folder": ("没有文件夹 {path}", "there is no folder {path}"),
    "no_such_clause": ("没有条款 {given}", "there is no clause {given}"),
    "not_a_demonstration": (
        "{folder} 里不是演示数据，不向任何人发放演示令牌",
        "{folder} holds no demonstration, and nobody is let in to it",
    ),
    "not_utf8": ("{path} 不是 UTF-8 文本", "{path} is no UTF-8 text"),
    "nothing_in_it": ("文件里没有任何会议的记录", "the file holds the log of no conference"),
    "rebuild_busy": ("另一个进程正在重建视图", "another process is making the views"),
    "records_altered": (
        "{conference} 的记录与写入时不符，位置 {positions}",
        "records of {conference} are not as they were written, at positions {positions}",
    ),
    "records_missing": (
        "{conference} 应有 {head} 条记录，有缺失",
        "{conference} should have {head} records, and some are missing",
    ),
    "records_unreadable": ("{conference} 的记录不能读出", "records of {conference} cannot be read"),
    "source_in_use": (
        "{path} 旁边有 -wal 或 -shm 文件，不是完整的备份；请用 lianxi backup 制作",
        "{path} has a -wal or -shm file beside it and is no whole backup; make one with lianxi backup",
    ),
    "store_unavailable": ("现在不能写入：{error}", "nothing can be written now: {error}"),
    "stream_malformed": ("{given} 不是 类别/编号；类别有 {kinds}", "{given} is no KIND/UUID; the kinds are {kinds}"),
    "system_refused": ("系统不允许：{error}", "the system does not let it: {error}"),
    "target_exists": ("{path} 已经存在", "{path} exists"),
    "token_not_one": ("以 {given} 开头的令牌有 {found} 个", "{found} tokens begin with {given}"),
    "view_failed": ("视图不能重建：{error}", "a view cannot be made: {error}"),
    "witness_fork": (
        "日志 {origin} 在同一大小下签署了两个不同的树根：两份签名足以证明它出示了两种历史；证据已保存",
        "the log {origin} has signed two roots of one size: the two notes prove that it shows two histories, and are kept",
    ),
    "witness_no_key": ("不是公钥或不能作名称：{error}", "no verifier key, or no name for one: {error}"),
    "witness_not_a_log": ("{given} 不是日志的公钥", "{given} is not the key of a log"),
    "witness_refused": ("未见证（{status}）：{answer}", "not cosigned ({status}): {answer}"),
    "witness_taken": (
        "{path} 正由另一个见证进程使用，请先停止它",
        "another witness is at work on {path}; stop it first",
    ),
    "witness_unproved": (
        "日志 {origin} 签署的检查点未被证明是所见记录的延续：可能是另一种历史，也可能是请求有误；请求已保存",
        "nothing shows that what {origin} signed continues what was seen; the request is kept, for it may be another history",
    ),
    "witness_unreadable": (
        "{path} 不是见证人写下的原样：请换回完好的副本，或以新名称另立见证人；{error}",
        "{path} is not as a witness wrote it: put a whole copy back, or begin a witness of another name; {error}",
    ),
    "wrong_schema": ("数据属于另一个版本：{error}", "the data is of another release: {error}"),
}
