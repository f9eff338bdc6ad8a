"""A table of a charter file, read key by key; what is wrong is noted, not raised, so that all of it is told at once."""

import json
import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

Word = TypeVar("Word", bound=StrEnum)
Value = TypeVar("Value")

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_FIT = re.compile(r"[a-z][a-z0-9_]{0,39}")
_LONGEST_TOLD = 80
_WORDS_FOR: Mapping[type, str] = {
    bool: "true_or_false",
    int: "whole_number",
    float: "number",
    str: "text",
    date: "date",
    datetime: "date_and_time",
    list: "list",
    dict: "table",
}


class Table:
    """One table under its key. Every key is asked for once by a method that says what it must be."""

    def __init__(self, content: Mapping[str, Any], key: str, faults: list[dict[str, Any]]) -> None:
        self._content = content
        self._key = key
        self._faults = faults
        self._asked: set[str] = set()
        self._inner: list[Table] = []

    def __contains__(self, key: object) -> bool:
        return key in self._content

    def note(self, key: str, problem: str, **more: Any) -> None:
        """Note what is wrong with the value of a key."""
        self._faults.append({"key": self._path(key), "problem": problem, **more})

    def note_itself(self, problem: str) -> None:
        """Note what is wrong with the table's own key."""
        self._faults.append({"key": self._key, "problem": problem})

    def note_strangers(self) -> None:
        """Note every key, here and further in, that nothing asked for."""
        for key in self._content:
            if key not in self._asked:
                self.note(_quoted(key), "unknown_key")
        for inner in self._inner:
            inner.note_strangers()

    def text(self, key: str) -> str:
        """A text that must be there."""
        return self._required(key, self.text_if_given(key), "")

    def text_if_given(self, key: str) -> str | None:
        """A text, or None when the key is left out."""
        value = self._taken(key, str)
        if value is not None and not value.strip():
            self.note(key, "empty")
        return value

    def key(self, key: str) -> str:
        """A text of small letters, digits and underscores that must be there."""
        value = self.text(key)
        if value and not _FIT.fullmatch(value):
            self.note(key, "unfit_key", given=value[:_LONGEST_TOLD])
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, none of them twice; empty when the key is left out."""
        values = self._taken(key, list) or []
        return tuple(self._each(key, values))

    def text_or_texts(self, key: str) -> str | tuple[str, ...]:
        """One text or a list of texts; an empty list when the key is left out."""
        if isinstance(self._content.get(key), str):
            return self.text(key)
        return self.texts(key)

    def number_if_given(self, key: str) -> int | None:
        """A whole number from one on, or None when the key is left out."""
        value = self._taken(key, int)
        if value is not None and value < 1:
            self.note(key, "below_one", given=str(value)[:_LONGEST_TOLD])
        return value

    def flag(self, key: str) -> bool:
        """True or false; false when the key is left out, for then nothing is asked."""
        return self._taken(key, bool) or False

    def day_if_given(self, key: str) -> date | None:
        """A date, or None when the key is left out."""
        return self._taken(key, date)

    def word(self, key: str, among: Iterable[Word]) -> Word:
        """One of a closed list of words; it must be there."""
        words = tuple(among)
        return self._required(key, self.word_if_given(key, words), words[0])

    def word_if_given(self, key: str, among: Iterable[Word]) -> Word | None:
        """One of a closed list of words, or None when the key is left out."""
        value = self._taken(key, str)
        return None if value is None else self._word(key, value, tuple(among))

    def words(self, key: str, among: Iterable[Word]) -> tuple[Word, ...]:
        """Some of a closed list of words, none of them twice; empty when the key is left out."""
        words = tuple(among)
        found = [self._word(f"{key}[{place}]", text, words) for place, text in enumerate(self.texts(key), start=1)]
        return tuple(word for word in found if word is not None)

    def known_if_given(self, key: str, known: Collection[str], problem: str) -> str | None:
        """A key that stands elsewhere in the charter, or None when this one is left out."""
        value = self.text_if_given(key)
        if value is not None and value not in known:
            self.note(key, problem, given=value[:_LONGEST_TOLD])
        return value

    def require(self, key: str) -> None:
        """Note the key as missing when it is left out."""
        if key not in self._content:
            self.note(key, "missing_key")

    def section(self, key: str) -> "Table":
        """The table under a key; an empty one when the key is left out."""
        return self._table(_quoted(key), self._taken(key, dict) or {})

    def section_if_given(self, key: str) -> "Table | None":
        """The table under a key, or None when the key is left out."""
        value = self._taken(key, dict)
        return None if value is None else self._table(_quoted(key), value)

    def tables(self) -> dict[str, "Table"]:
        """All tables in this one, by their keys."""
        inner = {name: self.section_if_given(name) for name in self._content}
        return {name: table for name, table in inner.items() if table is not None}

    def named(self, key: str) -> dict[str, "Table"]:
        """The tables under a key, where their own keys are small letters, digits and underscores."""
        tables = self.section(key).tables()
        for name, table in tables.items():
            if not _FIT.fullmatch(name):
                table.note_itself("unfit_key")
        return tables

    def rows(self, key: str) -> list["Table"]:
        """The tables of a list, in their order; none when the key is left out."""
        values = self._taken(key, list) or []
        places = ((f"{key}[{place}]", value) for place, value in enumerate(values, start=1))
        return [self._table(place, value) for place, value in places if self._is_a(place, value, dict)]

    def _table(self, key: str, content: Mapping[str, Any]) -> "Table":
        inner = Table(content, self._path(key), self._faults)
        self._inner.append(inner)
        return inner

    def _taken(self, key: str, kind: type[Value]) -> Value | None:
        self._asked.add(key)
        value = self._content.get(key)
        return value if value is not None and self._is_a(_quoted(key), value, kind) else None

    def _required(self, key: str, value: Value | None, stand_in: Value) -> Value:
        self.require(key)
        return stand_in if value is None else value

    def _is_a(self, key: str, value: Any, kind: type) -> bool:
        """Exactly of a kind: a truth is no number, a date with a time is no date."""
        if type(value) is not kind:
            self.note(key, "wrong_type", expected=_WORDS_FOR[kind], given=_WORDS_FOR.get(type(value), "time"))
            return False
        return True

    def _word(self, key: str, value: str, among: tuple[Word, ...]) -> Word | None:
        for word in among:
            if word.value == value:
                return word
        self.note(key, "unknown_value", given=value[:_LONGEST_TOLD], allowed=[word.value for word in among])
        return None

    def _each(self, key: str, values: list[Any]) -> Iterable[str]:
        seen: set[str] = set()
        for place, value in enumerate(values, start=1):
            if not self._is_a(f"{key}[{place}]", value, str):
                continue
            if value in seen:
                self.note(f"{key}[{place}]", "twice", given=value[:_LONGEST_TOLD])
            seen.add(value)
            yield value

    def _path(self, key: str) -> str:
        return f"{self._key}.{key}" if self._key else key


def _quoted(key: str) -> str:
    return key if _BARE.fullmatch(key) else json.dumps(key, ensure_ascii=False)
