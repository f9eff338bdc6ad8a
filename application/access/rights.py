"""The rights a request may ask for, and what gives them: a seat of the day, or a role beyond the seats."""

from enum import StrEnum

from domain.vocabulary import Role


class Right(StrEnum):
    """What a request needs. A token carries some of them; a session all that its person has."""

    OWN = "own"
    """One's own account, sessions and tokens."""
    DIRECTORY = "directory"
    """To see the institution: its measures, units, people and numbers."""
    READ = "read"
    """To see what the conference does, as far as one's sides may."""
    WHOLE = "whole"
    """To see it whole, whichever side's it is, with records, receipts and exports."""
    WRITE = "write"
    """To act, in the seats one holds."""
    SIGN = "sign"
    """To act where the act is a signature: to agree, approve, review, issue."""
    LOGS = "logs"
    """To see who came in, who was refused, and what administrators did."""
    ACCOUNTS = "accounts"
    """To open and close accounts, and to grant roles."""
    FEED = "feed"
    """To read one's own dates at a feed's address, and nothing else; nobody has it but such an address."""


SEATED = frozenset({Right.OWN, Right.DIRECTORY, Right.READ, Right.WRITE, Right.SIGN})
"""What whoever holds a duty today may ask for. Whether an act is his to do, the rules of the act say."""
_BY_ROLE = {
    Role.ADMINISTRATOR: frozenset({Right.OWN, Right.DIRECTORY, Right.LOGS, Right.ACCOUNTS}),
    Role.AUDITOR: frozenset({Right.OWN, Right.DIRECTORY, Right.READ, Right.WHOLE, Right.LOGS}),
    Role.ARCHIVIST: frozenset({Right.OWN, Right.DIRECTORY, Right.READ, Right.WHOLE}),
}
GRANTABLE = frozenset({Right.DIRECTORY, Right.READ, Right.WHOLE, Right.WRITE, Right.SIGN, Right.LOGS})
"""What a token may carry: never the account it came from, nor the accounts of others."""
FEED = frozenset({Right.FEED})
"""What the address of a feed carries."""


def reads_whole(role: Role | None) -> bool:
    """Whether a role reads what one side alone may read."""
    return role is not None and Right.WHOLE in _BY_ROLE[role]


def rights_of(role: Role | None, *, seated: bool) -> frozenset[Right]:
    """The rights of a person: those of his role, which does no business, else those of a seat, else his account alone."""
    if role is not None:
        return _BY_ROLE[role]
    return SEATED if seated else frozenset({Right.OWN})
