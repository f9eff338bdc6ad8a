"""Every command and its handler; every act on a thing and its guard."""

from collections.abc import Mapping

from application import calls, decisions, institution, meetings, minutes, sessions, topics
from application.commands.command import Command
from application.straight import Guard, Handler

_MODULES = (institution, calls, topics, meetings, sessions, minutes, decisions)

HANDLERS: Mapping[type[Command], Handler] = {
    command: handler for module in _MODULES for command, handler in module.HANDLERS.items()
}
GUARDS: Mapping[type[Command], Guard] = {
    command: guard for module in _MODULES for command, guard in getattr(module, "GUARDS", {}).items()
}
