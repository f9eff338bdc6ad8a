"""A whole package, checked from the files up to what the auditor has seen before."""

from __future__ import annotations

import time
from typing import Any, NamedTuple, Sequence

from interfaces.audit.verifier.backdating import BackDating
from interfaces.audit.verifier.bag import Bag
from interfaces.audit.verifier.contents import Commitments
from interfaces.audit.verifier.files import Attachments
from interfaces.audit.verifier.kept import Memory, Receipt, require_of_known_logs, sought
from interfaces.audit.verifier.keys import Keys
from interfaces.audit.verifier.log import Log, Sought
from interfaces.audit.verifier.notes import LOG_KEY, Checkpoint, Key, Note
from interfaces.audit.verifier.package import DESCRIPTION, Package, epoch_of, line_of, read_package
from interfaces.audit.verifier.policy import Policy
from interfaces.audit.verifier.report import Report, Where
from interfaces.audit.verifier.signing import Limits, Signatures, utc
from interfaces.audit.verifier.system import SystemLog
from interfaces.audit.verifier.tables import check_ocel, check_state, check_views
from interfaces.audit.verifier.times import breaches, counts, report_backwards


class Options(NamedTuple):
    """What the auditor asks for."""

    state: str | None = None
    slow: tuple[str, ...] = ()
    signatures: int = 400
    accepted: tuple[int, ...] = ()


class Signed(NamedTuple):
    """A log whose exported checkpoint could be read."""

    log: Log
    note: Note
    found: Checkpoint


def verify(folder: str, policy: Policy, options: Options, own: bytes | None = None) -> Report:
    """Everything that can be found in a package."""
    report = Report()
    bag = Bag(folder, report)
    bag.check_manifests()
    package = read_package(bag, report)
    if package is None:
        return report
    _Verification(report, bag, package, policy, options).run()
    bag.report_unused()
    if own is not None and bag.read("verify.py") not in {None, own}:
        report.tell("other_verifier")
    report.tell("reader", reader=package.reader, openings=package.openings)
    held = bag.files.values()
    report.tell("bag_checked", files=len(held), bytes=sum(each.size for each in held))
    return report


class _Verification:
    def __init__(self, report: Report, bag: Bag, package: Package, policy: Policy, options: Options) -> None:
        self._report = report
        self._bag = bag
        self._package = package
        self._policy = policy
        self._limits = Limits(options.signatures, int(time.time()), options.slow)
        self._memory = Memory(options.state, options.accepted)
        self._receipts: list[Receipt] = self._memory.read_receipts(report)
        self._keys = Keys(report, policy)
        self._system = SystemLog(report, self._keys, package.origin)
        self._signed: list[Signed] = []

    def run(self) -> None:
        package, report = self._package, self._report
        if not self._policy.keys_of(package.origin, package.line):
            report.find("origin_unknown", Where(file=DESCRIPTION), origin=package.origin)
        report.tell("exported", origin=package.line, size=package.size, root=package.root)
        if self._policy.quorum is None:
            report.tell("no_quorum_asked")
        if self._memory.is_empty:
            report.tell("no_state_kept")
        self._run_system()
        self._run_conference()
        origins = [package.origin, *([package.system.origin] if package.system else [])]
        require_of_known_logs(report, self._receipts, origins)
        if report.is_sound:
            for each in self._signed:
                self._memory.advance(report, each.log, each.note)

    def _run_system(self) -> None:
        described = self._package.system
        if described is None:
            self._miss_system()
            return
        log = Log(self._bag, self._report, "system", described.origin, size=described.size)
        kept = self._read(log, self._system.take, ())
        final = self._final(log, described.root, None)
        epoch = 1 if final is None else epoch_of(log.origin, final.found.origin) or 1
        is_listed = self._is_listed(log.origin)
        if not is_listed:
            self._report.tell("system_not_verified", origin=log.origin)
        if final is not None and is_listed:
            self._check_system(log, final, epoch)
        epochs = self._system.epochs(log.origin)
        log.reach_again(each.size for each in epochs)
        self._system.check_epochs(log, epoch)
        self._memory.compare(self._report, log, kept, epoch, epochs)

    def _check_system(self, log: Log, final: Signed, epoch: int) -> None:
        signatures = Signatures(self._report, self._policy, log, self._limits, self._keys)
        trusted = self._trusted(log.origin)
        active = self._keys.in_force.get(line_of(log.origin, epoch))
        in_force = [active] if active is not None else []
        self._keys.is_vouched = signatures.check_final(final.note, final.found, trusted(epoch, 0), in_force)
        signatures.check_kept(trusted, _anyone)
        if not signatures.check_quorum(log.size):
            self._report.tell("system_not_witnessed", size=log.size)
        self._check_times(log, signatures)
        self._check_receipts(log)

    def _is_listed(self, origin: str) -> bool:
        """Whether the policy knows a key of the log, of whatever epoch."""
        return any(epoch_of(origin, key.name) is not None for key in self._policy.logs)

    def _miss_system(self) -> None:
        installation = self._package.origin.rpartition("/")[0]
        origin = f"{installation}/system"
        if self._is_listed(origin):
            self._report.find("system_log_missing", Where(file=DESCRIPTION), origin=origin)
        else:
            self._report.tell("no_system_log")

    def _run_conference(self) -> None:
        package, report = self._package, self._report
        log = Log(self._bag, report, "conference", package.origin, size=package.size, first=package.first)
        commitments = Commitments(self._bag, report, package.first)
        attachments = Attachments(self._bag, report)
        back_dating = BackDating(report)

        def take(record: dict[str, Any], where: Where) -> None:
            commitments.take(record, where)
            attachments.take(record, where)
            back_dating.take(record, where)
            last[0] = record["recorded_at"]

        last: list[str | None] = [None]
        epochs = self._system.epochs(log.origin)
        kept = self._read(log, take, [each.size for each in epochs])
        commitments.finish(package.openings)
        attachments.finish()
        back_dating.finish()
        self._check_description(log, last[0])
        final = self._final(log, package.root, package.line)
        if final is not None:
            self._check_conference(log, final)
        if package.system is not None:
            self._system.compare_kept(log)
        self._system.check_epochs(log, package.epoch)
        self._memory.compare(report, log, kept, package.epoch, epochs)
        anchored = self._system.states if self._keys.is_vouched else None
        versions = {stream: version for stream, (version, _) in log.records.streams.items()}
        check_state(self._bag, report, package, anchored, versions)
        check_views(self._bag, report, package)
        check_ocel(self._bag, report, range(min(package.first, package.size), package.size))

    def _check_conference(self, log: Log, final: Signed) -> None:
        signatures = Signatures(self._report, self._policy, log, self._limits, self._keys)
        trusted, package = self._trusted(log.origin), self._package
        in_force = self._in_force if self._keys.is_vouched else _anyone
        active = in_force(package.epoch, package.size)
        signatures.check_final(final.note, final.found, trusted(package.epoch, package.size), active)
        signatures.check_kept(trusted, in_force)
        signatures.report_quorum(package.size)
        self._check_times(log, signatures)
        self._check_receipts(log)

    def _read(self, log: Log, take: Any, sizes: Sequence[int]) -> Checkpoint | None:
        """Read a log, and the checkpoint the auditor keeps of it."""
        kept = self._memory.kept(log.origin)
        wanted, leaves = sought(kept, self._receipts, log.origin)
        log.read_kept(self._policy)
        bases = [0, *sizes] if log.name == "conference" else [0, *(each.size for each in log.kept)]
        log.read(take, Sought([*wanted, *bases], leaves))
        records = log.records
        self._report.tell("records_checked", log=log.name, count=records.count, streams=len(records.streams))
        if log.first:
            self._report.tell("incremental", Where(log.name), first=log.first)
        if records.left_out:
            self._report.tell("records_left_out", Where(log.name), count=records.left_out)
        for where in records.backwards:
            self._report.tell("clock_went_back", where, count=records.went_back)
        return kept

    def _final(self, log: Log, said_root: str, line: str | None) -> Signed | None:
        """The exported checkpoint, which says of the log what the package and the records say."""
        found = log.final()
        if found is None:
            return None
        note, checkpoint = found
        where = Where(log.name, file=log.folder + "checkpoint")
        if epoch_of(log.origin, checkpoint.origin) is None or checkpoint.origin != (line or checkpoint.origin):
            self._report.find("checkpoint_of_other_log", where, found=checkpoint.origin, origin=line or log.origin)
        if checkpoint.size != log.size:
            self._disagree("size", log.size, checkpoint.size)
        if checkpoint.root.hex() != said_root:
            self._disagree("root", said_root, checkpoint.root.hex())
        if log.root != checkpoint.root:
            self._report.find("root_differs", where, size=checkpoint.size)
        last = log.kept[-1] if log.kept else None
        if last is None or (last.size, last.root, line_of(log.origin, last.epoch)) != (
            *checkpoint[1:],
            checkpoint.origin,
        ):
            self._report.find("checkpoints_incomplete", Where(log.name, file=log.folder + "checkpoints.jsonl"))
        signed = Signed(log, note, checkpoint)
        self._signed.append(signed)
        return signed

    def _check_description(self, log: Log, last: str | None) -> None:
        short = log.origin.rpartition("/")[2]
        if self._package.conference != short:
            self._disagree("conference", self._package.conference, short)
        if log.first < log.size and log.records.count == log.size - log.first and self._package.at != last:
            self._disagree("at", self._package.at, last)

    def _check_times(self, log: Log, signatures: Signatures) -> None:
        records = log.records
        if not signatures.cosigned:
            self._report.tell("time_not_bracketed", log=log.name)
            return
        slow = self._limits.slow
        for breach in breaches(records.times, log.first, signatures.cosigned, slow):
            seen = breach.cosigned
            micro = records.times[breach.seq - log.first]
            self._report.find(
                "recorded_too_early" if breach.is_early else "recorded_too_late",
                log.where(breach.seq),
                recorded=utc(micro // 1_000_000),
                witness=seen.witness,
                time=utc(seen.time),
                size=seen.size,
            )
        found = counts(records.times, log.first, signatures.cosigned, slow)
        cosigned = len(signatures.cosigned)
        hours, minutes = divmod(found.widest, 60)
        self._report.tell(
            "time_bracketed",
            log=log.name,
            cosigned=cosigned,
            above=found.above,
            below=found.below,
            days=hours // 24,
            hours=hours % 24,
            minutes=minutes,
        )
        report_backwards(self._report, log.name, signatures.cosigned)

    def _check_receipts(self, log: Log) -> None:
        trusted, epochs = self._trusted(log.origin), self._system.epochs(log.origin)
        self._memory.check_receipts(self._report, log, self._receipts, trusted, epochs)

    def _trusted(self, origin: str) -> Any:
        return lambda epoch, _size: self._keys.trusted(origin, epoch)

    def _in_force(self, epoch: int, size: int) -> Sequence[Key]:
        """The key that the system log says signed this checkpoint."""
        _, public = self._system.signed.get((epoch, size), ("", None))
        if public is None:
            return ()
        return [Key(line_of(self._package.origin, epoch), LOG_KEY, public)]

    def _disagree(self, field: str, said: Any, found: Any) -> None:
        self._report.find("package_disagrees", Where(file=DESCRIPTION), field=field, said=said, found=found)


def _anyone(_epoch: int, _size: int) -> Sequence[Key]:
    return ()
