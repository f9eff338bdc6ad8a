"""Every finding by its code: the heading it stands under, and its sentence in Chinese and English."""

from __future__ import annotations

from interfaces.audit.verifier.sentences import sentences_in

FINDINGS = sentences_in("""
[authenticity]
origin_unknown
  策略文件中没有日志 {origin}，无从验证其签名
  the policy names no log {origin}, so nothing signed can be verified
checkpoint_malformed
  检查点不成格式：{why}
  this is no checkpoint: {why}
checkpoint_unsigned
  大小为 {size} 的检查点没有策略所信任的有效签名
  the checkpoint of size {size} bears no valid signature of a key that the policy trusts
checkpoint_wrong_key
  大小为 {size} 的检查点由当时已不在用或尚未启用的密钥签署
  the checkpoint of size {size} is signed by a key that was not in force then
checkpoint_of_other_log
  检查点属于日志 {found}，而非 {origin}
  the checkpoint is of the log {found}, not of {origin}
split_view
  同一日志同一大小 {size} 有两个均经签署的不同根：分叉的证据
  one log has two signed roots for one size, {size}: proof that two histories were shown
quorum_not_met
  所导出的检查点（大小 {size}）未达到策略要求的见证法定数；仅有 {witnesses}；已达到法定数的最大检查点：{covered}
  the exported checkpoint (size {size}) lacks the policy's quorum of witnesses; it has {witnesses}; the largest checkpoint
    found with the quorum: {covered}
cosignature_bad
  大小为 {size} 的检查点上 {witness} 的见证签名无效
  the cosignature of {witness} on the checkpoint of size {size} is not valid
cosignature_from_future
  {witness} 对大小 {size} 的见证时间 {time} 晚于现在
  the cosignature of {witness} on size {size} is from the future: {time}
key_chain_broken
  日志 {origin} 的密钥更替不成立：{why}
  the change of the key of {origin} does not hold: {why}
epoch_key_unknown
  策略没有列 {origin} 的新密钥 {vkey}，该纪元的签名无从验证。这只是运营者所称；请从双方各自取得此密钥，核对后列入策略
  the policy does not list the new key of {origin}, {vkey}, so nothing signed in that epoch is verified. It is what the
    operator claims: get it from both sides and list it
epoch_undeclared
  日志处于第 {epoch} 纪元，但系统日志中没有相应的声明
  the log is in epoch {epoch}, and the system log declares no such epoch
receipt_bad
  回执不成立：{why}
  the receipt does not hold: {why}
[integrity]
file_missing
  文件缺失
  the file is missing
file_extra
  清单中没有此文件
  no manifest names this file
file_altered
  文件与清单中的摘要不符
  the file differs from the digest in its manifest
file_unexpected
  包中不应有此文件
  such a file has no place in a package
manifest_malformed
  清单不成格式：{why}
  the manifest is malformed: {why}
oxum_wrong
  数据的字节数与文件数为 {found}，而非 {said}
  the payload has {found} bytes and files, not {said}
package_malformed
  包的说明不成格式：{why}
  the description of the package is malformed: {why}
package_disagrees
  包的说明中 {field} 为 {said}，实为 {found}
  the description of the package says {field} {said}; it is {found}
record_not_canonical
  记录不是规范的 JSON（RFC 8785）：{why}
  the record is not canonical JSON (RFC 8785): {why}
record_fields
  记录的字段不是规定的那些：{why}
  the record has not just the fields of a record: {why}
record_field_malformed
  记录的字段 {field} 不合格式
  the record's field {field} is malformed
record_of_other_log
  记录属于另一日志 {found}
  the record belongs to another log, {found}
record_seq
  记录自称序号为 {found}
  the record says it is number {found}
record_version
  流的版本为 {found}，应为 {wanted}
  the version of the stream is {found} where {wanted} comes next
record_prev
  prev 不是本流上一记录的叶哈希
  prev is not the leaf hash of the stream's previous record
command_replayed
  命令 {cmd} 此前已出现过
  the command {cmd} was already recorded earlier
command_times_differ
  同一命令 {cmd} 的记录时间不一
  records of one command, {cmd}, have different times
leaf_differs
  记录与哈希片中的叶不符
  the record does not hash to its leaf in the tiles
bundle_missing
  记录束缺失
  a bundle of records is missing
bundle_malformed
  记录束不成格式：{why}
  the bundle of records is malformed: {why}
tile_missing
  哈希片缺失
  a tile of hashes is missing
tile_differs
  哈希片与由记录算出的不符
  the tile differs from what the records give
root_differs
  由记录算出的根不是检查点所签的根（大小 {size}）
  the root that the records give is not the one the checkpoint of size {size} signs
checkpoint_root_differs
  所保存的大小为 {size} 的检查点与记录不符；最后相符的大小为 {good}，改动在两者之间或之前
  the kept checkpoint of size {size} disagrees with the records; the last that agrees has size {good}: the change lies
    between them
checkpoint_not_kept
  系统日志记有大小为 {size} 的检查点，包中没有
  the system log has a checkpoint of size {size} that the package does not keep
checkpoint_not_in_system
  所保存的大小为 {size} 的检查点未记入系统日志
  the kept checkpoint of size {size} does not stand in the system log
checkpoint_contradicts_system
  大小为 {size} 的检查点的根与系统日志所记不同
  the root of the checkpoint of size {size} is not the one in the system log
checkpoints_incomplete
  checkpoints.jsonl 的最后一行不是所导出的检查点
  the exported checkpoint is not the last of checkpoints.jsonl
system_log_missing
  策略列有系统日志 {origin}，包中却没有
  the policy names the system log {origin}, and the package has none
system_record_malformed
  系统日志的记录内容不合格式：{why}
  the body of a record of the system log is malformed: {why}
epoch_disagrees
  第 {epoch} 纪元的声明不成立：{why}
  the declaration of epoch {epoch} does not hold: {why}
history_cut
  此包（大小 {size}）比您已见过的（大小 {kept}）更旧：末尾被截去，或给了您旧包
  the package (size {size}) is older than what you have seen (size {kept}): its tail was cut, or it is an old one
history_rewritten
  您所保存的大小为 {kept} 的检查点不是此历史的开头：历史被截断或改写
  the checkpoint of size {kept} that you keep is not the beginning of this history: it was cut or rewritten
increment_gap
  您已核对到大小 {kept}，此包的记录自第 {first} 号起：其间的记录谁也没有核对
  you have checked up to size {kept}, and the records of this package begin at number {first}: nobody checked those between
epoch_gave_up_seen
  您见过大小 {kept}；第 {epoch} 纪元自大小 {size} 起重新开始，其后您见过的记录已被放弃。若接受：--accept-epoch {epoch}
  you have seen size {kept}; epoch {epoch} begins again at size {size}, and gives up what you saw after it. To accept that:
    --accept-epoch {epoch}
receipt_contradicted
  回执证明第 {index} 号记录是另一条：它被改动或替换
  the receipt proves another record at number {index}: it was altered or replaced
receipt_not_covered
  回执证明有第 {index} 号记录，包中没有：被删去，或此包更旧
  the receipt proves a record number {index} that the package does not hold: it was removed, or the package is older
recorded_too_early
  记录时间 {recorded} 早于 {witness} 在 {time} 对尚无此记录的检查点（大小 {size}）的见证：倒签
  recorded at {recorded}, before {witness} cosigned, at {time}, a checkpoint (size {size}) without it: back-dated
recorded_too_late
  记录时间 {recorded} 晚于 {witness} 在 {time} 对已含此记录的检查点（大小 {size}）的见证：时间不实
  recorded at {recorded}, after {witness} cosigned, at {time}, a checkpoint (size {size}) that holds it: the time is false
commitment_unexplained
  承诺 {path} 既未打开、也未删除、也未列为不予提供
  the commitment {path} is neither opened, nor erased, nor listed as withheld
opening_wrong
  {path} 的打开值与承诺不符
  the opening of {path} does not match its commitment
opening_unfounded
  {path} 的打开值没有相应的承诺
  the opening of {path} belongs to no commitment
withheld_unfounded
  列为不予提供的 {path} 没有相应的承诺
  {path} is listed as withheld, and there is no such commitment
withheld_though_erased
  {path} 已删除，却列为不予提供
  {path} is listed as withheld although it was erased
erasure_unfounded
  删除记录所指的 {path}（序号 {erased}）没有承诺
  the erasure names {path} of number {erased}, where there is no commitment
attachment_unlisted
  附件 {sha256} 未列出
  the attachment {sha256} is not listed
attachment_unfounded
  所列附件 {sha256} 与记录不符
  the attachment {sha256} is listed otherwise than the record names it
attachment_missing
  附件 {sha256} 称已附上，却没有
  the attachment {sha256} is said to be held, and is not there
attachment_altered
  附件 {sha256} 的内容与其摘要或大小不符
  the contents of the attachment {sha256} differ from its digest or size
state_not_rooted
  系统日志中没有大小 {size} 的状态根，也没有更大者：状态无从核对
  the system log has no root of the state at size {size}, nor at a larger one: the state cannot be checked
state_root_differs
  状态根与 {source} 所载不符
  the root over the state is not the one in {source}
[usability]
json_malformed
  不是规范的 JSON：{why}
  this is not canonical JSON: {why}
line_malformed
  第 {line} 行不合格式：{why}
  line {line} is malformed: {why}
line_unsorted
  第 {line} 行不按次序或重复
  line {line} is out of order, or repeated
view_missing
  所称的视图 {view} 不在包中
  the view {view} is named and not there
view_undeclared
  包中有未说明的视图 {view}
  there is a view {view} that the package does not name
ocel_malformed
  OCEL 文件不合格式：{why}
  the OCEL file is malformed: {why}
[security]
symlink
  包中有符号链接，不予跟随
  there is a symbolic link in the package; it was not followed
special_file
  包中有既非文件也非目录之物
  there is something that is neither a file nor a folder
path_unsafe
  路径不安全：{path}
  the path is not safe: {path}
file_too_large
  文件过大（{size} 字节），未读
  the file is too large ({size} bytes), and was not read
opening_of_erased
  已删除的 {path} 又被打开
  {path} was erased, and is opened again
openings_not_as_said
  包称打开值为 {said}，与内容不符
  the package says its openings are {said}; they are not
""")
