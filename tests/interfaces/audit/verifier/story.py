"""A small honest history of a town, with everything a package can hold; each choice makes another honest one."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from hmac import digest as hmac_digest
from typing import Any

from tests.interfaces.audit.verifier.scribe import Scribe, canonical, digest
from tests.interfaces.audit.verifier.signing_keys import WITNESS, Signer, b64, checkpoint_body, leaf, root

ORIGIN, SYSTEM = "lianxi.example/chengqiao", "lianxi.example/system"
SIZE = 300
KEPT = (1, 40, 100, 200, 256, 280, SIZE)
ERASED_SEQ, OPENED_SEQ, WITHHELD_SEQ, ATTACHED_SEQ, ERASURE_SEQ = 20, 21, 22, 23, 250
PDF, SHEET = b"%PDF-1.7 a sheet that was signed", b"a sheet kept elsewhere"


@dataclass
class Town:
    """Everything a package is made of, and the keys."""

    key: Signer = field(default_factory=lambda: Signer(ORIGIN))
    system_key: Signer = field(default_factory=lambda: Signer(SYSTEM))
    gov: Signer = field(default_factory=lambda: Signer("witness.gov.example", WITNESS))
    union: Signer = field(default_factory=lambda: Signer("witness.union.example", WITNESS))
    archive: Signer = field(default_factory=lambda: Signer("witness.archive.example", WITNESS))
    log: Scribe = field(default_factory=lambda: Scribe(ORIGIN))
    system: Scribe = field(default_factory=lambda: Scribe(SYSTEM))
    notes: list[tuple[int, str]] = field(default_factory=list)
    system_notes: list[tuple[int, str]] = field(default_factory=list)
    openings: list[dict[str, Any]] = field(default_factory=list)
    withheld: list[dict[str, Any]] = field(default_factory=list)
    attachments: list[dict[str, Any]] = field(default_factory=list)
    erased: dict[str, Any] = field(default_factory=dict)
    epoch: int = 1
    witnesses: tuple[str, ...] = ("gov", "union", "archive")
    said: Callable[[str, Any], Any] = lambda _name, body: body
    rotation: dict[str, Any] = field(default_factory=dict)
    gives_up_keys: bool = True

    @property
    def line(self):
        return ORIGIN if self.epoch == 1 else f"{ORIGIN}/epoch/{self.epoch}"

    @property
    def state(self):
        return [
            {"fields": {"n": version}, "stream": stream, "version": version}
            for stream, version in sorted(self.log.versions.items())
        ]

    def checkpoint(self):
        """The log's checkpoint as it stands, with its cosignatures, recorded in the system log."""
        body = checkpoint_body(self.line, self.log.size, root(self.log.leaves))
        at = int(self.log.at.timestamp()) + 2
        lines = "".join(getattr(self, witness).cosign(body, at) for witness in self.witnesses)
        self.notes.append((self.log.size, f"{body}\n{self.key.line(body)}{lines}"))
        said = {"epoch": self.epoch, "origin": ORIGIN, "root": root(self.log.leaves).hex(), "size": self.log.size}
        self.installation("checkpoint_signed", said)

    def system_checkpoint(self):
        body = checkpoint_body(self.system_key.name, self.system.size, root(self.system.leaves))
        at = int(self.system.at.timestamp()) + 2
        lines = "".join(getattr(self, witness).cosign(body, at) for witness in self.witnesses)
        self.system_notes.append((self.system.size, f"{body}\n{self.system_key.line(body)}{lines}"))

    def installation(self, name, body):
        """A record of the system log, as the installation says it, or not at all."""
        self.system.at = max(self.system.at, self.log.at)
        body = self.said(name, body)
        if body is None:
            return
        self.system.write("installation", 1, f"installation.{name}", body, passed=1)

    def introduce(self, key, epoch=1):
        origin = SYSTEM if key.name.startswith(SYSTEM) else ORIGIN
        self.installation("key_introduced", {"epoch": epoch, "origin": origin, "vkey": key.vkey})

    def rotate(self, new):
        self.installation("key_rotated", {**rotation(ORIGIN, self.key, new), **self.rotation})
        self.key = new if self.gives_up_keys else self.key

    def note(self):
        """One command, of two records now and then."""
        size = self.log.size
        self.log.write("topic", size % 7, "topic.noted", {"n": size, "text": "议题"})
        if size % 11 == 5:
            self.log.write("decision", size % 3, "decision.noted", {"n": size}, cmd=f"{ORIGIN} {size}")

    def personal(self, path, value, salt):
        """A record whose value stands only behind a commitment."""
        message = b"lianxi/commit/v1\0" + canonical([path, value])
        seq = self.log.size
        self.log.write("roster", 1, "roster.person_entered", commit={path: b64(hmac_digest(salt, message, "sha256"))})
        return {"path": path, "person": f"p-{seq}", "salt": b64(salt), "seq": seq, "value": value}

    def attach(self, raw, *, held):
        file = {"media_type": "application/pdf", "sha256": digest(raw), "size": len(raw)}
        self.attachments.append({**file, "held": held, "seq": self.log.size})
        self.log.write("meeting", 1, "meeting.sheet_filed", attach=[file])


def rotation(origin, old, new):
    """What both keys sign when one takes over from the other."""
    message = f"lianxi/key-rotation/v1\n{old.vkey}\n{new.vkey}\n".encode()
    signed = {"new_signature": b64(new.sign(message)), "old_signature": b64(old.sign(message))}
    return {"new": new.vkey, "old": old.vkey, "origin": origin, **signed}


def honest(
    *,
    erasing=True,
    rotating=False,
    epoch=False,
    restored="",
    witnesses=("gov", "union", "archive"),
    twists=None,
    town=None,
):
    """A whole history, as it should be; ``twists`` make it one that operator and witnesses forged together."""
    town = town or Town(witnesses=witnesses)
    town.log.twists = twists or {}
    begin(town)
    while town.log.size < SIZE:
        if town.log.size in KEPT:
            due(town, rotating=rotating, epoch=epoch)
        if town.log.size == 200 and restored:
            restore(town, restored)
        if town.log.size == 256 and restored == "twice":
            restore(town, restored, epoch=3)
        if town.log.size == ERASED_SEQ:
            enter_people(town, erasing=erasing)
        elif town.log.size == ERASURE_SEQ and erasing:
            erase(town)
        else:
            town.note()
    conclude(town)
    return town


def enter_people(town, *, erasing):
    """Three commitments, to be erased, opened and withheld, and two attachments."""
    first, second, third = [town.personal("name", f"人员{number}", bytes([number]) * 32) for number in (1, 2, 3)]
    town.erased = first
    town.openings = [second] if erasing else [first, second]
    town.withheld = [{"path": "name", "seq": third["seq"]}]
    town.attach(PDF, held=True)
    town.attach(SHEET, held=False)


def begin(town):
    town.installation("begun", {"name": "Lianxi"})
    town.introduce(town.system_key)
    town.installation("conference_created", {"origin": ORIGIN, "slug": "chengqiao"})
    town.introduce(town.key)


def due(town, *, rotating, epoch):
    town.checkpoint()
    if town.log.size == 200 and rotating:
        town.rotate(Signer(ORIGIN, seed="a second key"))
    if town.log.size == 200 and epoch:
        same = {"root": root(town.log.leaves).hex(), "size": 200}
        given_up = {"abandoned_root": "ab" * 32, "abandoned_size": 210}
        town.epoch = 2
        town.key = Signer(town.line, seed="the key of the second epoch")
        town.installation("epoch_declared", {**same, **given_up, "epoch": 2, "origin": ORIGIN, "reason": "restored"})
        town.introduce(town.key, epoch=2)
    if town.log.size in {40, 200}:
        town.system_checkpoint()


def restore(town, how, epoch=2):
    """The installation's own log was put back, and goes on in a new epoch, the later ones from where nothing is kept."""
    size = town.system_notes[-1][0] if epoch == 2 else town.system.size - 1
    base = {"root": root(town.system.leaves[:size]).hex(), "size": size}
    given_up = {"abandoned_root": "ab" * 32, "abandoned_size": size + 5}
    new = Signer(f"{SYSTEM}/epoch/{epoch}", seed=f"after restore {epoch}")
    town.installation("epoch_declared", {**base, **given_up, "epoch": epoch, "origin": SYSTEM, "reason": "restored"})
    if how == "attested":
        town.installation("key_rotated", rotation(SYSTEM, town.system_key, new))
    else:
        town.introduce(new, epoch=epoch)
    town.system_key = new


def erase(town):
    opening = town.erased
    erased = [{"path": opening["path"], "position": opening["seq"] + 1}]
    town.log.write(
        "roster", 1, "roster.person_erased", {"basis": "asked", "erased": erased, "person": opening["person"]}
    )


def conclude(town):
    """The last checkpoint, the root of the state, and the system log up to there."""
    town.log.at += timedelta(seconds=1)
    state_root = root([leaf(canonical(line)) for line in town.state]).hex()
    town.installation("state_rooted", {"origin": ORIGIN, "root": state_root, "schema": 1, "size": town.log.size})
    town.checkpoint()
    town.system_checkpoint()
