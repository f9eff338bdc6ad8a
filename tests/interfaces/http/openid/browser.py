"""A browser that keeps cookies and follows nothing by itself, and the town whose people sign in by providers with it."""

from dataclasses import replace
from http.cookies import SimpleCookie
from urllib.parse import parse_qsl, urlencode, urlsplit

from application.access.openid import fetching
from application.access.openid.fetching import Fetcher
from application.access.openid.flows import Flows
from application.access.openid.openid import OpenID
from application.log import SYSTEM
from domain.facts.installation import SignedIn

ORIGIN = "http://localhost:8000"
API = "/api/v1"
SESSION, STATE = "__Host-lianxi", "__Host-lianxi-openid"
SECONDS = 0.6
"""As long as a provider may take for an answer where it is slow on purpose."""


def return_of(name):
    return f"{ORIGIN}{API}/sign-in/openid/{name}/return"


def with_providers(town, *providers, seconds=fetching.SECONDS):
    """Let a town's people sign in by providers, which answer within so many seconds."""
    services, access = town.services, town.services.access
    openid = OpenID(
        providers,
        origin=ORIGIN,
        clock=town.clock,
        journal=access.journal,
        accounts=access.accounts,
        sessions=access.sessions,
        identities=access.identities,
        flows=Flows(access.store, town.clock),
        conference_of=lambda slug: town.key if slug == "chengqiao" else None,
        fetcher=lambda each: Fetcher(each, seconds=seconds),
    )
    town.services = replace(services, access=replace(access, openid=openid))
    town.client.app.state.services = town.services
    return town


def account(town, name):
    """Somebody's account, opened now or before."""
    accounts, person = town.services.access.accounts, town.people[name]
    if accounts.find(town.key, person) is None:
        accounts.open(town.key, person, name, by="operator")
    return accounts.get(town.key, person)


def sign_ins(town):
    """How often anybody signed in, as the installation's own log has it."""
    return sum(isinstance(each.fact, SignedIn) for each in town.services.log.read(SYSTEM, 0, 1_000_000))


class Browser:
    """Somebody's browser."""

    def __init__(self, town, name=None, *, strong=False):
        self.town = town
        self.cookies = {}
        if name:
            account(town, name)
            begin = town.services.access.sessions.begin
            self.cookies[SESSION] = begin(town.key, town.people[name], means="password", strong=strong, agent="")[0]

    def get(self, address, **headers):
        """An answer; an address of the origin or a path."""
        return self._asked("GET", address.removeprefix(ORIGIN), headers)

    def post(self, path, body=None, **headers):
        return self._asked("POST", API + path, {"sec-fetch-site": "same-origin", **headers}, body or {})

    def starts(self, provider="gov", **asked):
        """Where it is sent to sign in."""
        query = "&".join(f"{name}={value}" for name, value in {"conference": "chengqiao", **asked}.items())
        answer = self.get(f"{API}/sign-in/openid/{provider}?{query}")
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    def goes(self, path, provider="gov"):
        """Where it is sent from a session."""
        answer = self.post(path, {"provider": provider})
        assert answer.status_code == 201, answer.text
        return answer.json()["location"]

    def me(self):
        """Who is signed in in it, or None."""
        answer = self.get(f"{API}/session")
        return answer.json() if answer.status_code == 200 else None

    def _asked(self, method, path, headers, body=None):
        self.town.client.cookies.clear()
        sent = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = self.town.client.request(
            method, path, headers={**told, **({"cookie": sent} if sent else {})}, json=body, follow_redirects=False
        )
        for line in answer.headers.get_list("set-cookie"):
            for name, kept in SimpleCookie(line).items():
                self.cookies[name] = kept.value
                if kept["max-age"] == "0":
                    del self.cookies[name]
        return answer


def told_in(address):
    """What an address says in its query."""
    return dict(parse_qsl(urlsplit(address).query))


def changed(address, **told):
    """The address with other things in its query; None: without it."""
    said = {name: value for name, value in (told_in(address) | told).items() if value is not None}
    return urlsplit(address)._replace(query=urlencode(said)).geturl()
