"""Who can sign in to the demonstration: every one of its people, with what is made anew each time and kept nowhere."""

from secrets import token_urlsafe
from typing import NamedTuple

from application.access.accounts import digest_of
from application.access.journal import AT_THE_MACHINE
from application.access.tokens import PREFIX, Token
from application.ledger import institution_id
from domain.charter import Charter
from domain.facts.roster import PersonEntered
from domain.roster import Roster
from domain.stream import Sealed
from domain.units import Unit
from domain.vocabulary import Role
from interfaces.demo.tables import names
from interfaces.services import Services

_ROLES = {Role.AUDITOR: "审计人员", Role.ADMINISTRATOR: "系统管理员", Role.ARCHIVIST: "档案人员"}


class Player(NamedTuple):
    """One of the people as he signs in: his name, what he performs today, his login name, and what stands for him."""

    name: str
    duty: str
    login: str
    token: str


def sign_in(services: Services, slug: str) -> dict[str, Player]:
    """A token for everybody of the script, by what it calls him, and for nobody who was entered since.

    Those who perform a duty, or have a role, come first.
    """
    ledger = services.desk.ledger(slug)
    key = ledger.conference_key
    today = services.log.time_of(key, services.log.head(key)).date()
    standing, charter, units = ledger.roster.standing(today), ledger.conference.charter_on(today), ledger.units.units
    called = {name: script_name for script_name, name in names().items()}
    people = {}
    for person, name in _entered(services, slug).items():
        if name not in called:
            continue
        duties = "、".join(_called(duty, charter, units) for duty in standing.duties_of(person))
        people[called[name]] = Player(name, duties, called[name], _token(services, key, person))
    return dict(sorted(people.items(), key=lambda entry: not entry[1].duty))


def open_accounts(services: Services, slug: str, people: dict[str, Player]) -> str:
    """Accounts for all of them under one password of this time, which it returns; three without a seat have a role."""
    accounts, (key, _) = services.access.accounts, services.log.conference(slug)
    password, roles = token_urlsafe(12), iter(_ROLES.items())
    by_name = {name: person for person, name in _entered(services, slug).items()}
    for login, player in tuple(people.items()):
        person = by_name[player.name]
        role, called = (None, "") if player.duty else next(roles, (None, ""))
        people[login] = player._replace(duty=player.duty or called)
        if accounts.find(key, person) is None:
            accounts.open(key, person, login, by=AT_THE_MACHINE, role=role)
        elif role is not None:
            accounts.grant(key, person, role, seats=(), by=AT_THE_MACHINE)
        accounts.choose_password(accounts.get(key, person), password)
    return password


def _entered(services: Services, slug: str) -> dict[str, str]:
    """The names on the roll by the ids of the people."""
    key, origin = services.log.conference(slug)
    history = services.log.history(key, institution_id(origin, Roster))
    sealed = {
        recorded.fact.name.commitment: recorded.fact.person
        for recorded in history
        if isinstance(recorded.fact, PersonEntered) and isinstance(recorded.fact.name, Sealed)
    }
    opened = services.log.openings(key, sealed)
    return {person: opened[commitment].value for commitment, person in sealed.items() if commitment in opened}


def _called(duty: str, charter: Charter, units: dict[str, Unit]) -> str:
    """A duty in words: 财政所负责人."""
    key, _, unit = duty.partition("@")
    name = charter.duties[key].name.zh
    return f"{units[unit].name_zh}（{name}）" if unit else name


def _token(services: Services, key: int, person: str) -> str:
    """Good for any day of the story and long after it, and recorded nowhere: it is made anew each time."""
    made, at = f"{PREFIX}{token_urlsafe(32)}", services.log.time_of(key, services.log.head(key))
    services.access.tokens.add(
        Token(digest=digest_of(made), conference=key, person=person, label="演示", created_at=at)
    )
    return made
