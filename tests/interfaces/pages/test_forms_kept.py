"""A form that was sent and is still open has an address of its own: Back and Reload find it, and nobody else does."""

import re

import pytest

from interfaces.pages.form_kept import Kept, KeptForms
from tests.interfaces.pages.acts import researched, submitted
from tests.interfaces.pages.filling import Form, address_of, opened, send
from tests.interfaces.pages.reading import Browser


def answered(browser, form, **given):
    """Where a form that is not done leads the browser."""
    page = browser.town.client.post(
        address_of(form), data=form.typed(**given), headers=browser._headers(), follow_redirects=False
    )
    assert page.status_code == 303, page.text
    return page.headers["location"]


class TestAFormThatWasRefused:
    def test_has_an_address_that_says_so_as_often_as_it_is_asked_for(self, zhou):
        at = answered(zhou, opened(zhou, "/do/submit_topic"), **submitted(background=""), background="")
        for _ in range(2):
            page = zhou.get(at)
            assert page.status == 422
            assert re.search(r"<title>\s*错误：", page.html)
            assert Form(page).data["title"] == submitted()["title"]

    def test_keeps_its_address_when_it_is_refused_again(self, zhou):
        at = answered(zhou, opened(zhou, "/do/submit_topic"), title=["一"])
        assert answered(zhou, opened_with_faults(zhou, at), title=["二"]) == at
        assert Form(zhou.get(at)).data["title"] == ["二"]

    def test_is_offered_where_it_was_begun_until_it_is_done(self, zhou):
        at = answered(zhou, opened(zhou, "/do/submit_topic?year=2025"), title=["一"])
        begun = zhou.get("/do/submit_topic?year=2025")
        assert at in begun.links()
        assert Form(begun).data["title"] == [""]
        assert at not in zhou.get("/do/submit_topic").links()
        assert send(zhou, opened_with_faults(zhou, at), **submitted()).goes_to.startswith("/topics/")
        assert at not in zhou.get("/do/submit_topic?year=2025").links()

    def test_is_offered_wherever_one_comes_from(self, zhou):
        at = answered(zhou, opened(zhou, "/do/submit_topic?then=/topics"), title=["一"])
        assert [link for link in zhou.get("/do/submit_topic").links() if at.partition("filled=")[2] in link]

    def test_is_offered_no_more_when_another_was_done_for_the_same(self, zhou):
        at = answered(zhou, opened(zhou, "/do/submit_topic"), title=["一"])
        assert send(zhou, opened(zhou, "/do/submit_topic"), **submitted()).goes_to.startswith("/topics/")
        assert not [link for link in zhou.get("/do/submit_topic").links() if "filled=" in link]
        assert Form(zhou.get(at)).data["title"] == [""]

    def test_that_is_done_says_so_and_does_nothing_twice(self, zhou, town):
        at = answered(zhou, opened(zhou, "/do/submit_topic"), title=["一"])
        done = send(zhou, opened_with_faults(zhou, at), **submitted())
        head, page = town.head, zhou.get(at)
        assert "已经办理" in page.text
        assert send(zhou, Form(page)).goes_to == done.goes_to
        assert town.head == head

    def test_is_nobody_elses(self, zhou, town):
        at = answered(zhou, opened(zhou, "/do/submit_topic"), title=["一"])
        page = Browser(town, "wang").get(at)
        assert page.status == 200
        assert Form(page).data["title"] == [""]


class TestAFormThatIsLookedOver:
    def test_has_an_address_too_and_no_password_is_kept(self, town, topic):
        researched(town, topic)
        sun = Browser(town, "sun")
        at = answered(sun, opened(sun, f"/do/agree_to_topic?topic={topic}"), remark=["同意"])
        assert "请核对" in sun.get(at).text
        answered(sun, Form(sun.get(at)), step=["done"], confirm__password=["a wrong password"])
        _, _, name = at.partition("filled=")
        kept = town.client.app.state.kept_forms._kept[name]
        assert kept.answer.failed
        assert "a wrong password" not in str(kept)


def opened_with_faults(browser, address):
    page = browser.get(address)
    assert page.status == 422
    return Form(page)


def kept(owner="li", text="", **more):
    return Kept(owner=("town", owner), about="x", pairs=[("title", text)], files={}, **more)


class TestWhatIsKept:
    def test_is_no_more_than_twenty_forms_of_one_person(self):
        forms = KeptForms()
        forms.keep("of-another", kept("sun"))
        for n in range(21):
            assert forms.keep(str(n), kept())
        assert forms.find(("town", "li"), "0") is None
        assert forms.find(("town", "li"), "1")
        assert forms.find(("town", "sun"), "of-another")

    def test_is_not_larger_than_memory_should_hold(self):
        forms = KeptForms()
        assert not forms.keep("large", kept(text="字" * 200_001))
        for n in range(200):
            forms.keep(str(n), kept(str(n), "字" * 150_000))
        assert forms.find(("town", "0"), "0") is None
        assert forms.find(("town", "199"), "199")

    def test_goes_after_half_a_day(self):
        forms = KeptForms()
        forms.keep("old", kept(at=-13 * 3600.0))
        assert forms.find(("town", "li"), "old") is None
        assert forms.left_open(("town", "li"), "x") == ""

    @pytest.mark.parametrize(("length", "owner"), [(200, ("town", "li")), (201, None)])
    def test_is_known_by_no_key_longer_than_the_api_takes(self, length, owner):
        forms = KeptForms()
        forms.show("k" * length, ("town", "li"))
        assert forms.shown_to("k" * length) == owner
