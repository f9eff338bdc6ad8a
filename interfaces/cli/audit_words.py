"""The words of ``lianxi audit`` and ``lianxi erase``, in Chinese and English."""

from collections.abc import Mapping

AUDIT_WORDS: Mapping[str, tuple[str, str]] = {
    # what was looked at
    "comparing_views": ("核对视图", "comparing the views"),
    "log_sound": (
        "{slug}：{records} 条记录与写入时一致；检查点 {checkpoints} 个，最近一个大小 {size}",
        "{slug}: {records} records are as they were written; {checkpoints} checkpoints, the last of size {size}",
    ),
    "views_sound": ("{slug}：视图与记录一致", "{slug}: the views are what the records make"),
    "unsound": ("发现 {count} 处不符。系统没有改动任何内容。", "{count} flaws. Nothing was changed."),
    "not_witnessed": (
        "没有见证人：不能排除向不同的人出示不同的记录（见 docs/audit.md）",
        "no witness: it is not excluded that others are shown another history (see docs/audit.md)",
    ),
    "standing": (
        "{origin}\n  记录 {position} 条；检查点 {size}，签于 {at}\n  密钥 {vkey}\n  见证规则 {quorum}；{witnessed}",
        "{origin}\n  {position} records; checkpoint {size}, signed {at}\n  key {vkey}\n  quorum {quorum}; {witnessed}",
    ),
    "seen_to": ("已见证至 {size}，{at}", "witnessed up to {size}, at {at}"),
    "seen_by_nobody": ("没有经过见证的检查点", "no checkpoint is witnessed"),
    "hand_it_over": (
        "请当面或另行可靠的途径交给审计人员，不要与导出包放在一起",
        "hand it to the auditor in person or by another sure way, never with the package itself",
    ),
    "erase_again": (
        "{conference} 的 {person} 在备份之后已被删除个人信息：请再次运行 lianxi erase，使记录说明",
        "{person} of {conference} was erased after the backup: run lianxi erase once more, so that the log says so",
    ),
    # flaws
    "flaw_table_disagrees": ("附属表与记录不符", "a table does not agree with the records"),
    "flaw_records_missing": ("缺少记录", "records are missing"),
    "flaw_record_altered": ("记录被改动", "a record was altered"),
    "flaw_tile_altered": ("哈希块被改动", "a tile was altered"),
    "flaw_tile_missing": ("缺少哈希块", "a tile is missing"),
    "flaw_unreadable": ("内容不能读出", "it cannot be read"),
    "flaw_epoch_undeclared": ("纪元未经声明", "the epoch was never declared"),
    "flaw_key_otherwise": ("签名密钥不是系统日志所载的", "the key that signs is not the one the system log names"),
    "flaw_signed_otherwise": ("与已签署的检查点矛盾", "contradicts what was signed"),
    "flaw_checkpoint_missing": ("已签署的检查点缺失", "a checkpoint that was signed is missing"),
    "flaw_checkpoint_unrecorded": ("检查点未记入系统日志", "a checkpoint that the system log does not tell"),
    "flaw_checkpoint_altered": ("检查点被改动", "a checkpoint was altered"),
    "flaw_checkpoint_foreign": ("检查点不是本系统签署的", "a checkpoint that was never signed here"),
    "flaw_opening_altered": ("个人信息与承诺值不符或不能解开", "a personal value does not open its commitment"),
    "flaw_view_differs": ("视图与记录不符", "a view is not what the records make"),
    # what an operator does
    "epoch_declared": (
        "{origin}：已声明第 {epoch} 纪元，自大小 {size} 继续；其后至 {abandoned} 的记录已放弃，记入系统日志。",
        "{origin}: epoch {epoch} goes on from size {size}; what came up to {abandoned} is given up, as recorded.",
    ),
    "new_key": ("新的密钥 {vkey}", "new key {vkey}"),
    "tell_witness": (
        "请见证人 {witness} 运行：lianxi witness add-log '{vkey}' --state 其状态文件",
        "let the witness {witness} run: lianxi witness add-log '{vkey}' --state ITS_STATE_FILE",
    ),
    "reason_missing": ("须写明缘由", "a reason must be given"),
    "nothing_to_declare": (
        "{conference} 的记录承接已签署的检查点，不需要新的纪元",
        "the log of {conference} continues what was signed; there is no epoch to declare",
    ),
    "log_contradicts": (
        (
            "{origin} 签署过大小 {signed} 的检查点，现有 {found} 条记录与之不符。\n"
            "如确系恢复了较早的备份，用 lianxi audit epoch 声明新的纪元；否则先用 lianxi audit verify 查明。"
        ),
        (
            "{origin} was signed at size {signed}, and the {found} records that are there do not continue it.\n"
            "If an older backup was restored, declare a new epoch with lianxi audit epoch; otherwise look with lianxi audit verify."
        ),
    ),
    "log_altered": (
        "记录与写入时不符，不再签署：{error}",
        "the log is not what was recorded, and is signed no more: {error}",
    ),
    "key_rotated": (
        "更换已由新旧密钥共同签署，记入系统日志。",
        "Both keys attest the change in the system log.",
    ),
    "not_in_backup": (
        "{keys} 是个人信息的密钥，请与备份分开保管，只留最新的一份。备份不含 signer/，请另行保管 signer/keys。",
        "{keys} holds the keys of persons: keep it apart, the newest alone. signer/ is in no backup: keep signer/keys elsewhere.",
    ),
    "now_cosigned": ("检查点 {size} 已由 {names} 见证", "checkpoint {size} is now witnessed by {names}"),
    "not_cosigned": (
        "{path} 中没有政策所列见证人的有效签名",
        "{path} holds no good cosignature of a witness of the policy",
    ),
    "witness_unknown": (
        "政策文件中没有见证人 {given}；有 {known}",
        "the policy has no witness {given}; it has {known}",
    ),
    "bad_policy": ("政策文件有误：{error}", "the policy file is wrong: {error}"),
    "no_checkpoint": ("{conference} 还没有检查点", "{conference} has no checkpoint yet"),
    "position_beyond": ("{conference} 只有 {head} 条记录", "{conference} has only {head} records"),
    "erased": (
        "已删除 {values} 项个人信息，记录在位置 {position}；原记录的证明仍然有效。\n请同时销毁旧的密钥备份（*.keys）。",
        (
            "{values} personal values are erased, as position {position} says; all proofs stay valid.\n"
            "Destroy old backups of the keys (*.keys) as well."
        ),
    ),
}
