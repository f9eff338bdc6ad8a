"""What somebody typed into a form, as the body of a command; and back, so that nothing typed is lost."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from starlette.datastructures import FormData

from interfaces.pages.form_fields import Field

_MOST_GROUPS = 100


def body_of(form: FormData, asked: Iterable[Field], files: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    """The body as JSON has it; a field that is not required and was left empty is left out."""
    found: dict[str, Any] = {}
    for field in asked:
        value = _value(form, field, field.name, files)
        if value is not None and (field.required or value != ([] if field.many else "")):
            found[field.name] = value
    return found


def day_of(form: FormData, name: str) -> str:
    """A day typed as year, month and day, as ISO 8601 has it; what is no day comes back as it was typed."""
    year, month, day = (str(form.get(f"{name}.{part}") or "").strip() for part in ("y", "m", "d"))
    if not (year or month or day):
        return ""
    return f"{year.zfill(4)}-{month.zfill(2)}-{day.zfill(2)}"


def groups(form: FormData, name: str) -> int:
    """How many groups of a field were on the form."""
    count = str(form.get(f"{name}.count") or "1")
    return min(int(count), _MOST_GROUPS) if count.isdecimal() else 1


def _value(form: FormData, field: Field, name: str, files: Mapping[str, Sequence[Any]]) -> Any:  # noqa: PLR0911 - one for each sort
    match field.sort:
        case "files":
            return list(files.get(name, ()))
        case "group":
            made = (_group(form, field.parts, f"{name}.{index}", files) for index in range(groups(form, name)))
            return [each for each in made if each]
        case "pick" | "choice" if field.many:
            return [str(each) for each in form.getlist(name) if each]
        case "days" | "lines":
            return [line.strip() for line in str(form.get(name) or "").splitlines() if line.strip()]
        case "yes":
            return form.get(name) == "yes"
        case "day":
            return day_of(form, name)
        case "number":
            typed = str(form.get(name) or "").strip()
            return int(typed) if typed.isdecimal() else typed
    return str(form.get(name) or "").replace("\r\n", "\n").strip()


def _group(
    form: FormData, parts: Iterable[Field], name: str, files: Mapping[str, Sequence[Any]]
) -> dict[str, Any] | None:
    """One group, or None where nothing was filled in."""
    found: dict[str, Any] = {}
    for part in parts:
        value = _value(form, part, f"{name}.{part.name}", files)
        if value in ("", [], None) and not part.required:
            continue
        found[part.name] = value
    typed = [value for name_, value in found.items() if value not in ("", [], None, False)]
    return found if typed else None
