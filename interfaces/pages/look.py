"""How a page is made of a template: words of both languages, days and times as people write them, nothing unescaped."""

from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from babel.core import Locale
from babel.dates import format_date, format_datetime
from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from interfaces import sentences
from interfaces.http.headers import page_headers
from interfaces.pages.texts import has, text
from interfaces.wording.cited import cited

_LOCALES = {"zh-Hans": Locale("zh", "CN", "Hans"), "en": Locale("en", "GB")}
_FULL = {"zh-Hans": "y年M月d日 EEEE", "en": "EEEE d MMMM y"}
_SHORT = {"zh-Hans": "M月d日", "en": "d MMMM"}
_MINUTE = {"zh-Hans": "y年M月d日 HH:mm", "en": "d MMM y, HH:mm"}
ZONE = ZoneInfo("Asia/Shanghai")
LANGUAGE = "lianxi-language"
_YEAR = 365 * 86_400
_DAY = len("2026-12-04")


@cache
def environment() -> Environment:
    """The templates of the pages."""
    made = Environment(
        loader=PackageLoader("interfaces.pages"),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "t": _text,
        "has_text": _has,
        "word": _word,
        "field": _field,
        "act_title": _act,
        "fact_title": _fact,
        "cited": _cited,
    }
    made.filters |= {
        "day": _day,
        "full_day": _full_day,
        "time": _time,
        "typed_day": _typed_day,
        "weekday": _weekday,
        "day_of": _day_of,
    }
    return made


def rendered(request: Request, template: str, status: int = 200, **told: Any) -> HTMLResponse:
    """A page. What every page shows comes from ``request.state.shell``."""
    shell = getattr(request.state, "shell", {})
    made = environment().get_template(template).render({**shell, **told})
    page = HTMLResponse(made, status, headers=page_headers())
    if "lang" in request.query_params:
        page.set_cookie(LANGUAGE, shell["language"], max_age=_YEAR, samesite="lax", httponly=True, secure=True)
    return page


@cache
def statics() -> dict[str, bytes]:
    """The files that pages load, by name."""
    return {each.name: each.read_bytes() for each in files("interfaces.pages").joinpath("static").iterdir()}


@pass_context
def _text(context: Context, key: str, **facts: Any) -> str:
    return text(context["language"], key, **facts)


@pass_context
def _has(context: Context, key: str) -> bool:
    return has(context["language"], key)


@pass_context
def _word(context: Context, value: Any, *within: str) -> str:
    return sentences.word(context["language"], str(value), *within)


@pass_context
def _field(context: Context, name: str, *within: str) -> str:
    """What a field is called, in the command of the page or in the first of ``within`` that has its own word for it."""
    language = context["language"]
    keys = [f"field.{each}.{name}" for each in (*within, context.get("command")) if each] + [f"field.{name}"]
    return next((text(language, key) for key in keys if has(language, key)), name.replace("_", " "))


@pass_context
def _act(context: Context, command: str) -> str:
    return sentences.act_title(context["language"], command)


@pass_context
def _fact(context: Context, stored: str) -> str:
    return sentences.fact_title(context["language"], stored.partition("/")[0])


@pass_context
def _cited(context: Context, clause: str) -> str:
    return cited(context["language"], clause)


@pass_context
def _day(context: Context, given: str | date | None) -> str:
    return format_date(_date(given), "long", locale=_LOCALES[context["language"]]) if given else "–"


@pass_context
def _full_day(context: Context, given: str | date | None) -> str:
    language = context["language"]
    return format_date(_date(given), _FULL[language], locale=_LOCALES[language]) if given else "–"


@pass_context
def _weekday(context: Context, given: date) -> str:
    return format_date(given, "EEEE", locale=_LOCALES[context["language"]])


@pass_context
def _day_of(context: Context, given: date, beside: date) -> str:
    """A day beside another that was named in full: without its year where it is the same."""
    language = context["language"]
    form = _SHORT[language] if given.year == beside.year else "long"
    return format_date(given, form, locale=_LOCALES[language])


@pass_context
def _typed_day(context: Context, given: str) -> str:
    """A day as somebody typed it, in full; what is no day as it is."""
    try:
        return _full_day(context, given)
    except ValueError:
        return given


@pass_context
def _time(context: Context, given: str | datetime | None) -> str:
    language = context["language"]
    if not given:
        return "–"
    at = given if isinstance(given, datetime) else datetime.fromisoformat(given)
    return format_datetime(at.astimezone(ZONE), _MINUTE[language], locale=_LOCALES[language])


def _date(given: str | date) -> date:
    return given if isinstance(given, date) else date.fromisoformat(given[:_DAY])
