"""A problem as a page, for browsers that asked for one where no page could be made."""

from collections.abc import Mapping
from html import escape
from typing import Any

from interfaces import sentences

_PAGE = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><link rel="icon" href="/static/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/static/app.css">
<link rel="stylesheet" href="/static/dark.css" media="screen and (prefers-color-scheme: dark)"></head>
<body><main id="main"><div class="narrow"><h1>{title}</h1><div class="panel"><p>{detail}</p><p>{next}</p>
<p class="hint"><code>{code}</code> · <code>{trace_id}</code></p>
<p><a class="btn sec" href="/">{home}</a></p></div></div></main></body></html>
"""
_HOME = {"zh-Hans": "回到首页", "en": "To the first page"}


def wants_page(path: str, accept: str) -> bool:
    """Whether a browser asked for a page, and not a program for the API."""
    return "text/html" in accept and not path.startswith(("/api/", "/logs/"))


def as_page(told: Mapping[str, Any], accept_language: str | None) -> str:
    """The problem in words, and nothing of what is behind it."""
    language = sentences.chosen(accept_language)
    shown = {name: escape(str(told.get(name) or "")) for name in ("title", "detail", "next", "code", "trace_id")}
    return _PAGE.format(lang="zh-CN" if language == "zh-Hans" else "en", home=_HOME[language], **shown)
