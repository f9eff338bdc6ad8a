"""A link among more topics and decisions than can be shown: the latest are offered, the others found by words, and kept."""

import re

import pytest

from tests.interfaces.pages.acts import SUBMITTED, submitted
from tests.interfaces.pages.filling import Form, opened, send

SUBMIT = "/do/submit_topic"
ONE = {"links__count": ["1"], "links__0__kind": ["takes_up"]}


def offered(page, name="links.0.to"):
    """What can be picked in a field: what it is called, by its id."""
    (listed,) = re.findall(rf'<select id="f-{re.escape(name)}".*?</select>', page.html, re.DOTALL)
    found = re.findall(r'<option value="([^"]*)"[^>]*>([^<]*)</option>', listed)
    return {key: said for key, said in found if key}


def told(page, name="links.0.to"):
    """What is said of the list of a field."""
    (seeker,) = re.findall(rf'<div class="finder seeker" data-for="f-{re.escape(name)}".*?</div>', page.html, re.DOTALL)
    return re.search(r'role="status">([^<]*)<', seeker)[1]


@pytest.fixture
def topics(town):
    """Thirty topics, the first of them of another matter than the rest."""
    ids = []
    for number in range(30):
        body = SUBMITTED | {"title": f"站点建设第{number}项" if number else "食堂改善"}
        if not number:
            body |= {"background": "食堂饭菜单一。", "request": "请改善食堂。"}
        answer = town.ask("zhou", "/topics", body)
        assert answer.status_code == 201, answer.text
        ids.append(answer.json()["id"])
    return ids


class TestLink:
    def test_is_offered_to_the_latest(self, zhou, topics):
        page = send(zhou, opened(zhou, SUBMIT), more=["links"], links__count=["0"])
        assert list(offered(page)) == topics[:4:-1]
        assert offered(page)[topics[-1]] == "站点建设第29项（2025年议题）"
        assert told(page) == "下面列出最近的议题和决定，更早的请查找"

    @pytest.mark.parametrize("words", ["食堂", " 食堂　改善 ", "改善"])
    def test_is_found_by_words_with_all_that_was_typed(self, zhou, topics, words):
        page = send(
            zhou, opened(zhou, SUBMIT), **ONE, title=["再议食堂"], find__links__0__to=[words], find=["links.0.to"]
        )
        form = Form(page)
        assert offered(page) == {topics[0]: "食堂改善（2025年议题）"}
        assert told(page) == "有 1 项"
        assert form.data["title"] == ["再议食堂"]
        assert form.data["links.0.kind"] == ["takes_up"]
        assert form.data["find.links.0.to"] == [" ".join(words.split())]

    def test_that_leads_to_too_many_says_so(self, zhou, topics):
        page = send(zhou, opened(zhou, SUBMIT), **ONE, find__links__0__to=["站点"], find=["links.0.to"])
        assert list(offered(page)) == topics[:4:-1]
        assert told(page) == "只列出 25 项，请再加字词"

    def test_that_leads_nowhere_leaves_nothing_to_pick(self, zhou, topics):
        page = send(zhou, opened(zhou, SUBMIT), **ONE, find__links__0__to=["码头"], find=["links.0.to"])
        assert (offered(page), told(page)) == ({}, "有 0 项")

    def test_that_was_picked_stays_whatever_is_sought_after(self, zhou, topics):
        picked = ONE | {"links__0__to": [topics[0]]}
        for words in ("站点", ""):
            page = send(zhou, opened(zhou, SUBMIT), **picked, find__links__0__to=[words], find=["links.0.to"])
            assert Form(page).data["links.0.to"] == [topics[0]]
            assert offered(page)[topics[0]] == "食堂改善（2025年议题）"

    def test_has_words_of_its_own_beside_another(self, zhou, topics):
        two = ONE | {"links__count": ["2"], "find__links__0__to": ["食堂"], "links__1__kind": ["takes_up"]}
        page = send(zhou, opened(zhou, SUBMIT), **two, find=["links.0.to"])
        assert list(offered(page)) == [topics[0]]
        assert list(offered(page, "links.1.to")) == topics[:4:-1]

    @pytest.mark.parametrize("words", ["食堂", ""])
    def test_of_which_nothing_is_said_yet_is_there_still_when_it_was_sought(self, zhou, topics, words):
        page = send(zhou, opened(zhou, SUBMIT), find__links__1__to=[words], find=["links.1.to"])
        assert Form(page).data["links.count"] == ["2"]
        assert list(offered(page, "links.1.to")) == ([topics[0]] if words else topics[:4:-1])

    @pytest.mark.parametrize(
        "name", ["links", "links.", "links.x.to", "links.-1.to", "links.99999.to", "title", "x" * 500]
    )
    def test_that_is_sought_at_no_field_is_no_harm(self, zhou, topics, name):
        page = send(zhou, opened(zhou, SUBMIT), **{f"find__{name.replace('.', '__')}": ["食堂"]}, find=[name])
        assert page.status == 200

    def test_is_shown_where_it_was_sought(self, town, zhou, topics):
        form = opened(zhou, SUBMIT)
        typed = form.typed(**ONE, find__links__0__to=["食堂"], find=["links.0.to"])
        answer = town.client.post(SUBMIT, data=typed, headers=zhou._headers(), follow_redirects=False)
        assert answer.headers["location"].endswith("#f-links.0.to")

    def test_that_was_found_is_recorded(self, town, zhou, topics):
        typed = submitted(links=[{"kind": "takes_up", "to": topics[0]}]) | {"find.links.0.to": ["食堂"]}
        page = send(zhou, opened(zhou, SUBMIT), **typed)
        assert page.status == 303, page.text
        made = page.goes_to.partition("?")[0]
        assert town.get(made).json()["links"] == [{"kind": "takes_up", "to": topics[0]}]

    def test_without_a_place_in_the_list_is_offered_nowhere(self, zhou, topics):
        assert 'name="find.' not in zhou.get("/do/merge_topic?topic=" + topics[0]).html
