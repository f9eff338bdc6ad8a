"""One spoken rule a file: pure functions that take the charter in force as a value.

``require_…`` is hard: nothing, or a refusal. ``breach_of_…`` is soft: the breach, which ``Act.departing_from`` turns into
a departure with its reason. ``is_… has_… may_…`` answer. Every rule is a named ``Rule`` at the top of its file.
"""

from importlib import import_module
from pkgutil import iter_modules

from domain.rules.rule import Rule


def every_rule() -> dict[str, Rule]:
    """All rules by code, found in the modules of this package in the order of their names."""
    found: dict[str, Rule] = {}
    for info in iter_modules(__path__, f"{__name__}."):
        module = import_module(info.name)
        found |= {rule.code: rule for rule in vars(module).values() if isinstance(rule, Rule)}
    return found


def module_of(rule: Rule) -> str:
    """The module that holds a rule: its one address in the tree."""
    for info in iter_modules(__path__, f"{__name__}."):
        if any(value is rule for value in vars(import_module(info.name)).values()):
            return info.name
    raise LookupError(rule.code)
