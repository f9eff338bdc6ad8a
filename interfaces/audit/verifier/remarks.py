"""What is told without being a finding: remarks by their code."""

from __future__ import annotations

from interfaces.audit.verifier.sentences import sentences_in

REMARKS = sentences_in("""
[authenticity]
exported
  日志 {origin}，大小 {size}，根 {root}
  the log {origin}, size {size}, root {root}
signed_by
  大小 {size} 的检查点由 {key} 签署
  the checkpoint of size {size} is signed by {key}
witnessed_by
  大小 {size} 由 {witness} 于 {time} 见证
  size {size} was cosigned by {witness} at {time}
no_quorum_asked
  策略不要求见证：未证明运营者没有向他人出示另一份历史，也未证明记录时间
  the policy asks for no witness: it is not proved that others were shown the same history, nor when anything was recorded
system_not_witnessed
  系统日志在大小 {size} 处未达到见证法定数
  the system log has no quorum of witnesses at size {size}
system_not_verified
  策略未列系统日志 {origin}：其签名未经验证，密钥更替与纪元仅凭包中所述
  the policy does not name the system log {origin}: its signature is not verified, and it vouches for nothing
no_system_log
  包中没有系统日志：密钥更替、纪元、检查点的完整性均未核对
  the package has no system log: changes of keys, epochs and the list of checkpoints were not checked
signatures_checked
  {log}：{kept} 个检查点全部与记录的根比对；其中 {signed} 个验了日志签名，{cosigned} 个见证签名中验了 {checked} 个
  {log}: all {kept} kept checkpoints were compared with the records' roots; {signed} had the log's signature verified, and
    {checked} of {cosigned} cosignatures were verified
key_rotated
  日志 {origin} 的密钥已更替，新旧密钥均已签署
  the key of {origin} was changed; the old and the new key signed it
epoch_declared
  第 {epoch} 纪元：日志自大小 {size} 起继续，其后至 {abandoned} 的记录被放弃。理由：{reason}
  epoch {epoch}: the log went on from size {size}; what came after it up to {abandoned} was given up. Reason: {reason}
compared_same
  两个检查点是同一个（大小 {size}）
  the two checkpoints are the same (size {size})
[integrity]
records_checked
  {log}：逐条核对 {count} 条记录、{streams} 个流
  {log}: {count} records of {streams} streams were checked one by one
incremental
  增量包：第 {first} 号之前的记录在此前的包中，此处只凭哈希。其内容、命令与承诺须由此前的包核对
  an incremental package: records before number {first} are in the earlier package, here only as hashes; their contents,
    commands and commitments rest on it
records_left_out
  系统日志中有 {count} 条不属于此读者的记录未附，只凭哈希：未证明其中没有本日志的另一份检查点；给运营者的包附有全部
  {count} records of the system log are not this reader's and left out, here only as hashes: it is not proved that no other
    checkpoint of this log is among them; a package made for the operator has them all
erased_before
  删除记录所指的 {count} 项承诺在此前的包中，未核对
  {count} commitments named by erasures lie in the earlier package, and were not checked
clock_went_back
  有 {count} 处记录时间早于前一条（时钟回拨），首处如下
  the clock ran backwards {count} times; the first of them
time_bracketed
  {log}：{cosigned} 个有效见证；{above} 条记录的时间有上界，{below} 条有下界（容差 120 秒）；
    相邻两次见证最多相隔 {days} 天 {hours} 小时 {minutes} 分钟，其间的先后由记录次序证明，时间仅为运营者自述
  {log}: {cosigned} valid cosignatures; the time of {above} records is bounded from above, of {below} from below (120 s of
    skew); at most {days} d {hours} h {minutes} min lie between two of them, where the order is proved and the time is the
    operator's word
time_not_bracketed
  {log}：没有有效见证，记录时间仅为运营者自述
  {log}: no valid cosignature, so the times recorded are the operator's word
cosignature_went_back
  {witness} 对较大的检查点（{size}）的见证时间反而更早
  {witness} cosigned a larger checkpoint ({size}) at an earlier time
back_dated
  有 {count} 条记录的业务日期早于记录日期，最长 {days} 天；依据：{bases}
  {count} records have a business date before the day they were recorded, by {days} days at most; on the basis of: {bases}
back_dated_record
  业务日期 {effective}，{days} 天后记录；依据：{basis}
  of {effective}, recorded {days} days later; basis: {basis}
commitments
  个人数据的承诺 {count} 项：已打开并相符 {opened}，不予提供 {withheld}，已删除 {erased}
  {count} commitments: {opened} opened and matching, {withheld} withheld, {erased} erased
attachments
  附件 {count} 个：{held} 个已附并相符，{absent} 个未附
  {count} attachments: {held} held and matching, {absent} not held
attachment_not_held
  未附：{sha256}（{size} 字节）
  not held: {sha256} ({size} bytes)
state_anchored
  状态 {count} 行，其根已记入系统日志
  {count} lines of state; the system log holds their root
state_not_anchored
  状态 {count} 行，其根在此大小未记入已验证的系统日志：仅凭包中所述
  {count} lines of state; no verified system log holds their root at this size, so they rest on the package's word
kept_agrees
  您保存的检查点（{origin}，大小 {kept}）是此历史的开头
  the checkpoint you keep ({origin}, size {kept}) is the beginning of this history
nothing_kept
  您没有保存过 {origin} 的检查点：末尾被截去而出示较旧的真检查点，此次无从发现
  you keep no checkpoint of {origin}: a tail cut back to an older genuine checkpoint cannot be found this time
no_state_kept
  未给 --state：不与您此前所见比对，末尾被截去无从发现
  no --state was given: nothing is compared with what you saw before, and a cut tail cannot be found
state_advanced
  已为您保存 {origin} 大小 {size} 的检查点
  the checkpoint of {origin}, size {size}, is kept for you
receipt_holds
  回执成立：第 {index} 号记录
  the receipt holds: record number {index}
receipt_given_up
  回执证明第 {index} 号记录，已在第 {epoch} 纪元被放弃（您已接受该纪元）
  the receipt proves record {index}, given up in epoch {epoch}, which you accept
receipt_of_other_log
  回执属于日志 {origin}，未核对
  the receipt is of the log {origin}, and was not checked
compared_consistent
  大小 {old} 与 {new} 的检查点都是此历史的开头
  the checkpoints of sizes {old} and {new} are both beginnings of this history
[usability]
views_counted
  视图 {count} 个共 {rows} 行，格式与次序良好；离开本产品无法由记录重算，故未证明
  {count} views of {rows} rows, well-formed and in order; they cannot be recomputed without the product, so they are not
    proved
state_not_recomputed
  data/state.jsonl 的各字段离开本产品无法由记录重算；只核对了其根
  the fields of data/state.jsonl cannot be recomputed from the records without the product; only their root was checked
ocel_counted
  OCEL：{events} 个事件，{objects} 个对象；未证明
  OCEL: {events} events, {objects} objects; not proved
ocel_not_read
  OCEL 文件过大，未读其内容
  the OCEL file is too large; what it says was not read
[security]
other_verifier
  包中的 verify.py 与正在运行的不同；请从别处取得验证程序并核对其摘要
  the verify.py in the package is not the one that is running; get the verifier elsewhere and compare its digest
bag_checked
  {files} 个文件，{bytes} 字节，与清单逐一相符
  {files} files, {bytes} bytes, each as its manifest says
reader
  此包为 {reader} 导出，打开值：{openings}
  the package was made for {reader}; openings: {openings}
""")
