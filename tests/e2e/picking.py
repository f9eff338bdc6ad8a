"""Picking among what is there."""

from typing import Any

from hypothesis import strategies as st

from tests.e2e.town import STRANGER


def some_of(values: Any, *, most: int = 3) -> st.SearchStrategy[Any]:
    """Some of these, each once."""
    found = list(values)
    if not found:
        return st.just(())
    return st.lists(st.sampled_from(found), unique=True, max_size=most).map(tuple)


def one_of(values: Any) -> st.SearchStrategy[Any]:
    """One of these; where there are none, a stranger."""
    return st.sampled_from(list(values) or [STRANGER])
