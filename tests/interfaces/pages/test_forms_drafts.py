"""A form that is not done yet is kept at the server when one says so, found when it is opened again, and gone once done."""

import re
from html import unescape

from tests.interfaces.pages.acts import submitted
from tests.interfaces.pages.filling import Form, address_of, opened, send, send_with_file
from tests.interfaces.pages.reading import Browser

NEW = "/do/submit_topic?year=2025"
PDF = b"%PDF-1.4 of no great use"


def kept(browser, address=NEW, **given):
    """The form as it stands when it was kept with this typed."""
    answer = send(browser, opened(browser, address), **given, step=["keep"])
    assert (answer.status, answer.goes_to) == (303, f"{address}&saved=yes")
    return browser.get(address)


class TestADraft:
    def test_stands_in_the_form_with_when_it_was_kept(self, zhou, town):
        before = town.head
        page = kept(zhou, title=["饮水点"], concerned=["finance"])
        assert re.search(r"已恢复 \d{4}年\d+月\d+日 \d\d:\d\d 保存的草稿", page.text)
        form = Form(page)
        assert (form.data["title"], form.data["background"]) == (["饮水点"], [""])
        assert town.head == before

    def test_says_that_it_is_kept_at_once_and_stands_there_alone(self, zhou):
        refused = send(zhou, opened(zhou, NEW), title=["旧的"])
        page = zhou.get(send(zhou, Form(refused), title=["新的"], step=["keep"]).goes_to)
        assert '<p role="status">草稿已保存' in page.html
        assert "保存的草稿" not in page.text
        assert "接着填写" not in page.text
        assert Form(page).data["title"] == ["新的"]
        assert "保存的草稿" in zhou.get(NEW).text

    def test_may_lack_anything(self, zhou):
        assert "请填写" not in kept(zhou, title=[""], request=["只写了这一句"]).text

    def test_is_of_this_form_alone(self, zhou, topic):
        kept(zhou, title=["饮水点"])
        assert Form(zhou.get("/do/submit_topic?year=2026")).data["title"] == [""]
        asks = f"/do/ask_opinion?topic={topic}"
        kept(zhou, asks, due__y=["2031"])
        assert Form(zhou.get(f"{asks}&then=%2F")).data["due.y"] == ["2031"]

    def test_is_nobody_elses(self, zhou, town):
        kept(zhou, title=["饮水点"])
        page = Browser(town, "li").get(NEW)
        assert Form(page).data["title"] == [""]
        assert "草稿，尚未提交" not in page.text

    def test_is_discarded_by_its_button(self, zhou):
        page = kept(zhou, title=["饮水点"])
        assert 'name="step" value="discard"' in page.html
        assert zhou.post(address_of(Form(page)), {"step": "discard"}).goes_to == NEW
        assert Form(zhou.get(NEW)).data["title"] == [""]

    def test_is_gone_when_the_act_is_done(self, zhou):
        page = kept(zhou, title=["饮水点"])
        assert send(zhou, Form(page), **submitted()).goes_to.startswith("/topics/")
        assert Form(zhou.get(NEW)).data["title"] == [""]

    def test_can_be_sent_after_the_same_was_sent_before(self, zhou):
        form = opened(zhou, NEW)
        send(zhou, form, **submitted(), step=["keep"])
        first = send(zhou, form, **submitted())
        send(zhou, form, **submitted(), step=["keep"])
        assert send(zhou, Form(zhou.get(NEW))).goes_to.partition("?")[0] != first.goes_to.partition("?")[0]

    def test_knows_the_files_that_were_chosen(self, zhou, topic):
        address = f"/do/report_research?topic={topic}"
        send_with_file(zhou, opened(zhou, address), "attachments", PDF, step=["keep"])
        assert "已上传" in zhou.get(address).text

    def test_with_the_mark_of_a_secret_is_not_kept(self, zhou):
        page = send(zhou, opened(zhou, NEW), title=["机密★十年"], step=["keep"])
        assert page.status == 422
        assert Form(page).data["title"] == ["机密★十年"]
        assert Form(zhou.get(NEW)).data["title"] == [""]

    def test_tells_the_script_where_it_is_kept(self, zhou, town):
        kept(zhou, title=["饮水点"])
        found = re.search(r'data-drafts="([^"]+)"', zhou.get(f"{NEW}&then=%2Ftopics").html)
        assert found
        answer = town.get(unescape(found[1]), "zhou", base="")
        assert answer.json()["values"]["title"] == ["饮水点"]
