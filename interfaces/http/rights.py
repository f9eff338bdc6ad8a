"""What right each operation needs: to look needs one, to act another; the few that need more, or less, stand here."""

from fastapi import Request

from application.access.rights import Right

_OF_THE_INSTITUTION = (
    "get_conference",
    "list_beginnings",
    "get_charter",
    "list_seats",
    "list_units",
    "get_unit",
    "list_people",
    "get_person",
    "list_names",
)
_OF_ACCOUNTS = (
    "list_accounts",
    "open_account",
    "give_code",
    "remove_device_of",
    "give_role",
    "end_sessions_of",
    "close_account",
)
NEEDS: dict[str, Right] = {
    **dict.fromkeys(_OF_THE_INSTITUTION, Right.DIRECTORY),
    **dict.fromkeys(("list_tokens", "issue_token", "revoke_token"), Right.OWN),
    **dict.fromkeys(("list_feeds", "make_feed", "revoke_feed"), Right.OWN),
    "get_draft": Right.WRITE,
    **dict.fromkeys(("list_access", "list_refusals", "get_upkeep"), Right.LOGS),
    **dict.fromkeys(_OF_ACCOUNTS, Right.ACCOUNTS),
}
"""The operations that need another right than their method says, by operation id."""


def needed_by(request: Request) -> Right:
    """The right that the operation asked for needs: to look, to read; to change anything, to act; or what stands above."""
    operation = getattr(request.scope.get("route"), "operation_id", None) or ""
    return NEEDS.get(operation, Right.READ if request.method in {"GET", "HEAD"} else Right.WRITE)
