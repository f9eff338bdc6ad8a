"""A town that is served to a browser: the API with its pages at an address of this machine, and people who sign in there."""

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pyotp
import uvicorn

from application.access.openid.provider import Provider
from interfaces import bootstrap
from interfaces.http.app import api
from interfaces.pages.site import add_pages
from interfaces.services import Services
from interfaces.settings import Entry
from tests.interfaces.http.accounts import Member
from tests.interfaces.http.life import lived
from tests.interfaces.http.living import Life
from tests.interfaces.http.town import HandClock, Town
from tests.interfaces.http.town import town as a_town

OFFICE, HEADS, DEPARTMENT = "wang", ("sun", "li"), "zhu"
AUDITOR, ADMINISTRATOR = "mao", "gu"
ROLES = {AUDITOR: "auditor", ADMINISTRATOR: "administrator"}
ALSO = ("zhou", "chen", "zhao", "zheng")
EVERYBODY = (OFFICE, *HEADS, DEPARTMENT, *ALSO, *ROLES)


class Served:
    """A served town: its address, the people who have accounts, and the ids of what it lived through."""

    def __init__(self, address: str, services: Services, clock: HandClock, story: "Story") -> None:
        self.address = address
        self.services = services
        self.clock = clock
        self.people = story.people
        self.secrets = story.secrets
        self.ids = story.ids
        self.key, _ = services.log.conference("chengqiao")

    @property
    def head(self) -> int:
        """The last position of the conference."""
        return self.services.log.head(self.key)

    def code_of(self, name: str) -> str:
        """What somebody's device shows; a minute passes, so that it is a new code each time."""
        self.clock.at += timedelta(seconds=60)
        return pyotp.TOTP(self.secrets[name]).at(self.clock.at)


class Story:
    """What a town was when its server was stopped: a folder, an hour, its people and their devices."""

    def __init__(self, town: Town, folder: Path, ids: dict[str, str]) -> None:
        self.folder = folder
        self.ids = ids
        members = {name: Member(town, name, ROLES.get(name)).equipped() for name in EVERYBODY if name in town.people}
        self.people = dict(town.people)
        self.secrets = {name: member.secret for name, member in members.items()}
        self.at = town.clock.at


@cache
def after_a_life() -> Story:
    """The town that has lived, in 2027; it is lived once, and every served town begins with a copy."""
    folder = Path(mkdtemp(prefix="lianxi-browser-"))
    with a_town(folder) as town:
        life: Life = lived(town)
        return Story(town, folder, life.ids)


@cache
def first_day() -> Story:
    """The town on its first day."""
    folder = Path(mkdtemp(prefix="lianxi-browser-"))
    with a_town(folder) as town:
        return Story(town, folder, {})


@contextmanager
def served(story: Story, *providers: Provider) -> Iterator[Served]:
    """Serve a copy of a town until it is no longer looked at."""
    folder = Path(mkdtemp(prefix="lianxi-browser-"))
    shutil.copytree(story.folder, folder, dirs_exist_ok=True)
    clock = HandClock(story.at.date())
    clock.at = story.at
    with socket.create_server(("127.0.0.1", 0)) as heard:
        address = f"http://localhost:{heard.getsockname()[1]}"
        services = bootstrap.build(folder, clock=clock, entry=Entry(origin=address), providers=providers)
        app = api(services)
        add_pages(app)
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=2))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [heard]})
        thread.start()
        try:
            yield Served(address, services, clock, story)
        finally:
            server.should_exit = True
            thread.join()
            shutil.rmtree(folder, ignore_errors=True)
