"""Who sends a form signed out signs in as always and finds it with all he typed; nobody else finds anything of it."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.interfaces.http.accounts import PASSWORD, Member
from tests.interfaces.pages.acts import PDF
from tests.interfaces.pages.filling import Form, address_of, opened, send, send_with_file
from tests.interfaces.pages.reading import Browser

TYPED = "第一行\n第二行"


@pytest.fixture
def member(town):
    """The union's vice-chair, who can sign in."""
    return Member(town, "zhou").equipped()


@pytest.fixture
def form(town, topic, member):
    """A form that he opened before his session ended."""
    browser = Browser(town, member.signed_in())
    form = opened(browser, f"/do/report_research?topic={topic}")
    assert town.ask(browser.session, "/session/end", base="/api/v1").status_code == 204
    return form


def kept_at(page):
    """Where the form is found once somebody has signed in."""
    assert page.status == 303, page.text
    assert page.goes_to.startswith("/sign-in?next=%2Fdo%2Freport_research")
    return parse_qs(urlsplit(page.goes_to).query)["next"][0]


def signs_in(town, member, where):
    """Somebody who signs in where he was sent."""
    browser = Browser(town)
    page = browser.get(where)
    assert page.status == 200, page.text
    typed = {"conference": "chengqiao", "name": member.name, "password": PASSWORD, "code": member.shown()}
    browser.post("/sign-in", typed | {"next": page.value("next")})
    return browser, page.value("next")


class TestOwner:
    def test_finds_all_he_typed_at_an_address_after_signing_in(self, town, member, form):
        sent = send(Browser(town), form, findings=[TYPED])
        assert "您填写的内容已为您保留" in Browser(town).get(sent.goes_to).text
        browser, address = signs_in(town, member, sent.goes_to)
        for _ in range(2):  # and again when it is loaded anew
            page = browser.get(address)
            assert page.status == 200
            assert "已重新登录" in page.text
            assert "".join(Form(page).data["findings"]).split() == TYPED.split()
        done = send(browser, Form(page))
        assert done.status == 303, done.text
        assert done.goes_to.startswith("/topics/")

    def test_has_no_password_and_no_file_of_it_kept(self, town, member, form):
        sent = send_with_file(
            Browser(town), form, "attachments", PDF, findings=[TYPED], confirm__password=["geheim geheim"]
        )
        kept = town.client.app.state.kept_forms._kept[parse_qs(urlsplit(kept_at(sent)).query)["filled"][0]]
        assert "geheim" not in str(kept)
        assert not any(kept.files.values())

    def test_is_told_nothing_of_the_kind_when_he_only_signs_in(self, town):
        page = Browser(town).get("/sign-in?next=%2Ftopics%3Ffilled%3Dabc")
        assert "您填写的内容已为您保留" not in page.text


class TestOthers:
    def test_find_nothing_of_it_when_they_sign_in_after_him(self, town, form):
        address = kept_at(send(Browser(town), form, findings=[TYPED]))
        other = Member(town, "li").equipped()
        page = Browser(town, other.signed_in()).get(address)
        assert "第一行" not in page.text
        assert "没有办理" not in page.text

    def test_do_nothing_under_their_own_name_with_what_he_opened_before_they_have_looked_at_it(self, town, form):
        browser, before = Browser(town, Member(town, "li").equipped().signed_in()), town.head
        page = send(browser, form, findings=[TYPED])
        assert "另一账户登录时打开" in page.text
        assert "第一行" in page.text
        assert town.head == before
        assert "另一账户" not in send(browser, Form(page)).text

    def test_keep_nothing_for_anybody_by_a_key_of_their_own(self, town, topic, member):
        typed = {"findings": TYPED, "key": "0f0e0d0c-0b0a-4908-8706-050403020100"}
        page = Browser(town).post(f"/do/report_research?topic={topic}", typed)
        assert page.status == 401
        own = Browser(town, member.signed_in()).get(f"/do/report_research?topic={topic}")
        assert "您刚才填写的内容还没有办理" not in own.text

    def test_cannot_send_so_much_that_it_is_kept(self, town, form):
        page = Browser(town).post(address_of(form), form.typed(findings=["x" * 200_001]))
        assert page.status == 401
        assert "xxxx" in page.html
