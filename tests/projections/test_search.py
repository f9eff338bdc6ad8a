"""Words of meetings, minutes, decisions and calls are found; those of a suggestion are not."""

import pytest

from projections.search import TEXTS
from tests.projections.town import IDEA, a_town_of_three_years


@pytest.fixture(scope="module")
def town():
    return a_town_of_three_years()


@pytest.fixture
def kinds(seen, town):
    """The kinds of things in which a word is found."""
    seen.fold(town.recording.events)

    def of(word):
        with seen.store.reading(seen.conference) as reading:
            page = reading.contains(TEXTS, "text", [word], limit=200)
            return {item.doc["kind"] for item in page.items}

    return of


class TestSearch:
    @pytest.mark.parametrize(
        ("word", "found"),
        [
            ("通报材料", {"meeting"}),
            ("城联〔2025〕1号", {"meeting"}),
            ("联席会议纪要", {"minutes"}),
            ("城联纪〔2025〕", {"minutes"}),
            ("防暑用品", {"decision", "minutes"}),
            ("预算未批", {"decision"}),
            ("征集", {"call"}),
            ("走访", {"topic"}),
        ],
    )
    def test_finds_what_each_kind_says(self, kinds, word, found):
        assert kinds(word) == found

    def test_does_not_find_a_suggestion(self, kinds):
        assert kinds(IDEA) == set()

    def test_does_not_find_ids_and_seats(self, kinds):
        assert kinds("union_office_staff") == set()
