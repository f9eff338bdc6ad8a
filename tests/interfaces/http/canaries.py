"""A call for topics into which things of the union alone were brought, each with a word that stands nowhere else."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from tests.interfaces.http.town import OFFICE, Town, town
from tests.interfaces.http.wire import Reply

COLLECTOR, SENDER = "li", "shen"
"""The chair of the town union; the chair of the grassroots union whose suggestions they are."""
OTHERS = ("sun", "zhao", "chen", "jiang", "zheng", "han")
"""A head and the mayor, a head of department and his officer, the government's clerk, the chair of another union."""
FILE = "请增设饮水点附件鸲鹆"
WORDS = {
    "text": "请增设饮水点鹡鸰",
    "sender": "沈师傅鹪鹩",
    "reason": "已有安排鸊鷉",
    "file": FILE,
    "digest": sha256(FILE.encode()).hexdigest(),
}


@dataclass(frozen=True)
class Called:
    """The town with its call, two suggestions, of which one waits and one was not taken, and the person they came from."""

    town: Town
    call: str
    waiting: str
    left: str
    person: str

    def told(self, reply: Reply) -> set[str]:
        """Which of the union's words an answer holds."""
        whole = f"{_unpacked(reply.content)}{reply.headers}"
        return {name for name, word in WORDS.items() if word in whole}


def _unpacked(content: bytes) -> str:
    """What stands in an answer; a sheet is a packet of files."""
    if not content.startswith(b"PK"):
        return content.decode("utf-8", "replace")
    with ZipFile(BytesIO(content)) as packet:
        return "".join(packet.read(name).decode() for name in packet.namelist())


@contextmanager
def called() -> Iterator[Called]:
    """A town in which somebody whom no other fact names but the roll sent suggestions."""
    with town() as served:
        person = done(served.ask(OFFICE, "/people", {"name": "无名"}))["id"]
        call = done(served.ask(OFFICE, "/calls", {"year": 2025, "text": "征集议题"}))["id"]
        upload = served.ask(SENDER, "/files?name=a.txt", FILE.encode(), content_type="text/plain")
        held = {"sha256": WORDS["digest"], "size": len(FILE.encode()), "media_type": "text/plain"}
        assert done(upload)["sha256"] == held["sha256"]
        body = {"unit": "sanitation", "text": WORDS["text"], "sender": WORDS["sender"], "person": person}
        for who in (SENDER, COLLECTOR):
            done(served.ask(who, f"/calls/{call}/suggestions", body | {"attachments": [held]}))
        waiting, left = (row["id"] for row in served.get("/suggestions", COLLECTOR).json()["items"])
        refusal = {"reason": WORDS["reason"]}
        done(served.ask("zhou", f"/calls/{call}/suggestions/{left}/refusal", refusal))
        yield Called(served, call, waiting, left, person)


def done(answer: Reply) -> Any:
    assert answer.status_code in {200, 201}, answer.text
    return answer.json()
