"""What somebody typed into a form, as the body of a command; and back, so that nothing typed is lost."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from starlette.datastructures import FormData

from interfaces.pages.form_fields import Field
from interfaces.pages.numbers import whole

MOST_GROUPS = 200
Files = Mapping[str, Sequence[Mapping[str, Any]]]
Pairs = list[tuple[str, str]]
_DAY_PARTS = ("y", "m", "d")
_NOTHING: tuple[Any, ...] = ("", [], None)


def body_of(form: FormData, asked: Iterable[Field], files: Files) -> dict[str, Any]:
    """The body as JSON has it; what need not be sent and was left empty is left out."""
    return dict(_filled(form, asked, "", files))


def typed_of(form: FormData, asked: Iterable[Field], files: Files) -> Pairs:
    """The same as a form holds it; groups that say nothing yet of somebody named come last."""
    body = body_of(form, asked, files)
    for field in (each for each in asked if each.decisive):
        whole = _value(form, replace(field, decisive=""), field.name, files)
        body[field.name] = [*body.get(field.name, ()), *(each for each in whole if not each.get(field.decisive))]
    return pairs_of(asked, body)


def pairs_of(asked: Iterable[Field], body: Mapping[str, Any], prefix: str = "") -> Pairs:
    """A body as a form holds it, field by field: what ``body_of`` reads again."""
    return [
        pair for field in asked if field.name in body for pair in _pairs(field, prefix + field.name, body[field.name])
    ]


def lacking(asked: Iterable[Field], body: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    """The fields that must be filled in and are not, by their names on the form."""
    for field in asked:
        value = body.get(field.name)
        if field.required and value in _NOTHING:
            yield prefix + field.name
        if field.sort == "group":
            for index, each in enumerate(value or ()):
                yield from lacking(field.parts, each, f"{prefix}{field.name}.{index}.")


def named(asked: Iterable[Field], form: FormData) -> Iterator[tuple[str, Field]]:
    """Every field on the form by its full name, those in groups too."""
    for field in asked:
        yield field.name, field
        if field.sort == "group":
            for index in range(groups(form, field.name)):
                yield from ((f"{field.name}.{index}.{part.name}", part) for part in field.parts)


def day_of(form: FormData, name: str) -> str:
    """A day typed as year, month and day, as ISO 8601 has it; what is no day comes back as it was typed."""
    year, month, day = (str(form.get(f"{name}.{part}") or "").strip() for part in _DAY_PARTS)
    if not (year or month or day):
        return ""
    return f"{year.zfill(4)}-{month.zfill(2)}-{day.zfill(2)}"


def day_pairs(name: str, day: str) -> Pairs:
    """A day of ISO 8601 as its three fields."""
    parts = (*str(day).split("-", 2), "", "")[:3]
    return [(f"{name}.{part}", value.lstrip("0")) for part, value in zip(_DAY_PARTS, parts, strict=True)]


def groups(form: FormData, name: str) -> int:
    """How many groups of a field were on the form."""
    count = whole(str(form.get(f"{name}.count") or "1"))
    return 1 if count is None else min(count, MOST_GROUPS)


def moved(form: FormData, what: str) -> FormData:
    """The form with one thing picked a place higher or lower; ``what``: ``up`` or ``down``, the field, the value picked."""
    way, name, value = (*what.split(" ", 2), "", "")[:3]
    pairs = form.multi_items()
    places = [place for place, (each, _) in enumerate(pairs) if each == name]
    picked = [pairs[place][1] for place in places]
    at = picked.index(value) if value in picked else -1
    to = at + {"up": -1, "down": 1}.get(way, 0)
    if at >= 0 and 0 <= to < len(picked):
        pairs[places[at]], pairs[places[to]] = pairs[places[to]], pairs[places[at]]
    return FormData(pairs)


def _filled(form: FormData, asked: Iterable[Field], prefix: str, files: Files) -> Iterator[tuple[str, Any]]:
    for field in asked:
        value = _value(form, field, prefix + field.name, files)
        if value in _NOTHING:
            if field.sent:
                yield field.name, None if field.nullable else value
        else:
            yield field.name, value


def _value(form: FormData, field: Field, name: str, files: Files) -> Any:  # noqa: PLR0911 - one for each sort
    typed = str(form.get(name) or "").replace("\r\n", "\n").strip()
    match field.sort:
        case "files":
            return list(files.get(name, ()))
        case "file":
            return next((each["sha256"] for each in files.get(name, ())), "")
        case "group":
            made = (_group(form, field, f"{name}.{index}.", files) for index in range(groups(form, name)))
            return [each for each in made if each]
        case "pick" | "choice" if field.many:
            return [str(each) for each in form.getlist(name) if each]
        case "days" | "lines":
            return [line.strip() for line in typed.splitlines() if line.strip()]
        case "yes":
            return typed == "yes"
        case "answer":
            return {"yes": True, "no": False}.get(typed)
        case "day":
            return day_of(form, name)
    if field.sort == "number" or field.whole:
        number = whole(typed)
        return typed if number is None else number
    return typed


def _group(form: FormData, field: Field, prefix: str, files: Files) -> dict[str, Any] | None:
    """One group, or None where nothing was filled in, or not what makes it say something."""
    found = dict(_filled(form, field.parts, prefix, files))
    decisive = [found.get(field.decisive)] if field.decisive else found.values()
    return found if any(value not in (*_NOTHING, False) for value in decisive) else None


def _pairs(field: Field, name: str, value: Any) -> Pairs:  # noqa: PLR0911 - one for each sort
    if value in _NOTHING:
        return []
    match field.sort:
        case "files":
            return [(f"{name}.kept", f"{each['sha256']}|{each['size']}|{each['media_type']}") for each in value]
        case "file":
            return [(f"{name}.kept", f"{value}||")]
        case "group":
            inner = [
                pair for index, each in enumerate(value) for pair in pairs_of(field.parts, each, f"{name}.{index}.")
            ]
            return [(f"{name}.count", str(len(value))), *inner]
        case "pick" | "choice" if field.many:
            return [(name, str(each)) for each in value]
        case "days" | "lines":
            return [(name, "\n".join(str(each) for each in value))]
        case "yes" | "answer":
            return [(name, "yes" if value else "no")]
        case "day":
            return day_pairs(name, str(value))
    return [(name, str(value))]
