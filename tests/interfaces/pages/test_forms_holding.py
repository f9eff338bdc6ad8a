"""Forms hold their ground: nothing typed is lost, whatever stands against it."""

import re
from datetime import timedelta

from interfaces.http.examples import EXAMPLES
from interfaces.pages.form_kept import KeptForms
from tests.interfaces.http.accounts import PASSWORD, Member
from tests.interfaces.pages.acts import PDF, REVISED, researched, submitted
from tests.interfaces.pages.filling import Form, address_of, opened, send, send_with_file
from tests.interfaces.pages.reading import Browser


class TestWhatIsLacking:
    def test_is_told_beside_the_field_and_on_top_and_nothing_typed_is_lost(self, zhou, town):
        form, before = opened(zhou, "/do/submit_topic"), town.head
        typed = submitted(background="", links=EXAMPLES["submit_topic"]["links"])
        page = send(zhou, form, **typed, background="")
        again = Form(page)
        assert page.status == 422
        assert re.search(r"<title>\s*错误：", page.html)
        [link] = re.findall(r'<li><a href="#(f-[^"]+)">', page.html)
        assert link == "f-background"
        assert link in again.ids
        for name, value in typed.items():
            assert again.data[name] == value
        assert town.head == before

    def test_an_example_filled_in_is_recorded(self, zhou, town):
        form = opened(zhou, "/do/submit_topic")
        page = send(zhou, form, **submitted())
        assert page.status == 303, page.text
        found = re.fullmatch(r"/topics/([0-9a-f-]{36})\?done=\d+&did=submit_topic", page.goes_to)
        assert found
        assert town.get(f"/topics/{found[1]}").json()["title"] == EXAMPLES["submit_topic"]["title"]

    def test_one_more_group_comes_with_all_that_was_typed(self, zhou):
        form = opened(zhou, "/do/submit_topic")
        page = send(zhou, form, title=["一"], links__count=["0"], more=["links"])
        again = Form(page)
        assert again.data["links.count"] == ["1"]
        assert again.data["title"] == ["一"]
        assert "f-links.0.kind" in again.ids

    def test_a_fault_in_a_group_is_told_beside_its_field(self, zhou):
        form = opened(zhou, "/do/submit_topic")
        typed = submitted(links=EXAMPLES["submit_topic"]["links"]) | {"links.0.to": ["不是编号"]}
        page = send(zhou, form, **typed)
        assert page.status == 422
        assert 'href="#f-links.0.to"' in page.html
        assert 'id="e-links.0.to"' in page.html

    def test_what_is_no_day_comes_back_as_it_was_typed(self, town, topic):
        form = opened(Browser(town, "zhou"), f"/do/ask_opinion?topic={topic}")
        page = send(Browser(town, "zhou"), form, unit=["finance"], due__y=["2025"], due__m=["13"], due__d=["1"])
        again = Form(page)
        assert page.status == 422
        assert [again.data[f"due.{part}"] for part in "ymd"] == [["2025"], ["13"], ["1"]]
        assert 'href="#f-due"' in page.html

    def test_what_is_too_long_comes_back_whole_with_how_much_is_too_much(self, zhou):
        form = opened(zhou, "/do/submit_topic")
        page = send(zhou, form, **submitted(title="题" * 203, background="字" * 6007))
        again = Form(page)
        assert page.status == 422
        assert "超出 3 字：最多 200 字，现有 203 字" in page.text
        assert "超出 7 字：最多 6000 字，现有 6007 字" in page.text
        assert {"f-title", "e-title", "f-background", "e-background"} <= again.ids
        assert (len(again.data["title"][0]), len(again.data["background"][0])) == (203, 6007)
        assert "maxlength" not in page.html

    def test_what_is_not_there_any_more_is_told_beside_where_it_was_named(self, zhou):
        page = send(zhou, opened(zhou, "/do/submit_topic"), **submitted(concerned=["finance", "no_such_unit"]))
        assert page.status == 409
        assert 'href="#f-concerned"' in page.html
        assert 'id="e-concerned"' in page.html
        assert Form(page).data["concerned"] == ["finance", "no_such_unit"]

    def test_words_of_secrecy_are_refused_in_plain_words(self, town, topic):
        browser = Browser(town, "zhou")
        form = opened(browser, f"/do/report_research?topic={topic}")
        page = send(browser, form, findings=["机密★一年"])
        assert page.status == 422
        assert "不得载入国家秘密" in page.text
        assert Form(page).data["findings"] == ["机密★一年"]
        assert 'id="e-findings"' in page.html


class TestWhatOthersChanged:
    def test_is_shown_beside_what_was_typed_and_can_be_sent_again(self, town, topic, zhou):
        form = opened(zhou, f"/do/revise_topic?topic={topic}")
        assert form.data["title"] == [EXAMPLES["submit_topic"]["title"]]
        body = REVISED | {"title": "先改的题目"}
        assert (
            town.ask("zhou", f"/topics/{topic}/text", body, if_match=f'"{form.data["version"][0]}"').status_code == 200
        )
        page = send(zhou, form, title=["后改的题目"], reason=["补充"])
        assert page.status == 412
        assert "先改的题目" in page.text
        assert "周晓梅" in page.text
        again = Form(page)
        assert again.data["title"] == ["后改的题目"]
        assert send(zhou, again).status == 303
        assert town.get(f"/topics/{topic}").json()["title"] == "后改的题目"

    def test_a_version_that_is_no_longer_the_present_one_is_said(self, town, topic):
        researched(town, topic)
        sun = Browser(town, "sun")
        form = opened(sun, f"/do/agree_to_topic?topic={topic}")
        assert form.data["text_version"] == ["1"]
        version = town.get(f"/topics/{topic}").json()["version"]
        assert town.ask("zhou", f"/topics/{topic}/text", REVISED, if_match=f'"{version}"').status_code == 200
        page = send(sun, form, remark=["同意"], step=["done"])
        assert page.status == 409
        assert Form(page).data["text_version"] == ["2"]
        assert Form(page).data["remark"] == ["同意"]
        assert "已经更新" in page.text

    def test_sending_twice_does_nothing_twice(self, town, zhou):
        form = opened(zhou, "/do/submit_topic")
        typed = submitted()
        first, head = send(zhou, form, **typed), town.head
        assert send(zhou, form, **typed).goes_to == first.goes_to
        assert town.head == head


class TestDepartures:
    def test_each_is_asked_its_reason_and_then_it_is_done(self, town, topic):
        researched(town, topic)
        sun = Browser(town, "sun")
        review = send(sun, opened(sun, f"/do/agree_to_topic?topic={topic}"), remark=["同意"])
        asked = send(sun, Form(review), step=["done"])
        assert asked.status == 409
        form = Form(asked)
        [name] = [name for name in form.data if name.startswith("departing.")]
        assert form.data["remark"] == ["同意"]
        review = send(sun, form, **{name: ["时间紧迫"]})
        assert "时间紧迫" in review.text
        assert send(sun, Form(review), step=["done"]).status == 303
        assert len(town.get(f"/topics/{topic}").json()["agreements"]) == 1


class TestOneMoreGroup:
    def test_is_where_the_browser_is_led_to(self, zhou):
        form = opened(zhou, "/do/submit_topic")
        sent = form.typed(more="links", links__count="0")
        answer = zhou.town.client.post(address_of(form), data=sent, headers=zhou._headers(), follow_redirects=False)
        address, _, place = answer.headers["location"].partition("#")
        page = zhou.get(address)
        assert place in Form(page).ids
        assert place.startswith("f-links.0.")
        assert "添加一项" not in page.text
        assert "添加一项" in zhou.get("/do/submit_topic").text


class TestAPaper:
    def test_is_called_by_its_own_name_where_it_is_read(self, town, topic, zhou):
        form = opened(zhou, f"/do/report_research?topic={topic}")
        assert send_with_file(zhou, form, "attachments", PDF, findings=["走访六家企业。"]).status == 303
        assert re.search(r"sheet\.pdf\s+不到 1 KiB", zhou.get(f"/topics/{topic}").text)


class TestLookingOver:
    def test_a_signature_is_shown_in_words_before_it_is_recorded(self, town, topic):
        researched(town, topic)
        sun, before = Browser(town, "sun"), town.head
        page = send(sun, opened(sun, f"/do/agree_to_topic?topic={topic}"), remark=["同意提交"])
        assert page.status == 200
        assert "同意提交" in page.text
        assert "联系工会工作的" in page.text
        assert "双方组长都同意后" in page.text
        assert town.head == before

    def test_one_can_go_back_with_all_that_was_typed(self, town, topic):
        sun = Browser(town, "sun")
        review = send(sun, opened(sun, f"/do/decline_topic?topic={topic}"), reason=["另行办理"])
        back = send(sun, Form(review), step=["back"])
        assert Form(back).data["reason"] == ["另行办理"]

    def test_a_date_on_a_day_off_is_said_before_it_is_recorded(self, town, topic, zhou):
        form = opened(zhou, f"/do/ask_opinion?topic={topic}")
        page = send(zhou, form, unit=["finance"], due__y=["2025"], due__m=["4"], due__d=["5"])
        assert "2025年4月5日是星期六" in page.text
        assert send(zhou, Form(page), step=["done"]).status == 303
        assert town.get(f"/topics/{topic}").json()["asked"][0]["due"] == "2025-04-05"

    def test_a_date_on_a_working_day_is_recorded_at_once(self, town, topic, zhou):
        form = opened(zhou, f"/do/ask_opinion?topic={topic}")
        assert send(zhou, form, unit=["finance"], due__y=["2025"], due__m=["4"], due__d=["7"]).status == 303


class TestWhoSitsThere:
    def test_is_asked_where_it_is_needed_and_nothing_is_lost(self, town, topic):
        researched(town, topic)
        member = Member(town, "sun").equipped()
        sun = Browser(town, member.signed_in())
        form = opened(sun, f"/do/decline_topic?topic={topic}")
        town.clock.at += timedelta(minutes=20)
        asked = send(sun, Form(send(sun, form, reason=["另行办理"])), step=["done"])
        assert asked.status == 401
        assert "在下面填写口令" in asked.text
        assert "/api/" not in asked.text
        assert 'form="do" autofocus' in asked.field("confirm.password")
        assert asked.html.index("confirm.password") < asked.html.index("另行办理")
        assert Form(asked).data["reason"] == ["另行办理"]
        wrong = send(sun, Form(asked), step=["done"], confirm__password=["不是这个口令"])
        assert wrong.status in {401, 422}
        assert Form(wrong).data["reason"] == ["另行办理"]
        done = send(sun, Form(wrong), step=["done"], confirm__password=[PASSWORD], confirm__code=[member.shown()])
        assert done.status == 303, done.text

    def test_whose_form_is_known_no_more_signs_in_below_it_and_finds_all_that_he_typed(self, town, topic):
        member = Member(town, "zhou").equipped()
        browser = Browser(town, member.signed_in())
        form = opened(browser, f"/do/report_research?topic={topic}")
        assert town.ask(browser.session, "/session/end", base="/api/v1").status_code == 204
        town.client.app.state.kept_forms = KeptForms()  # as after a restart
        page = send(browser, form, findings=["第一行\n第二行"])
        assert page.status == 401
        again = Form(page)
        assert "findings" in again.data
        given = {"conference": "chengqiao", "name": "zhou", "password": PASSWORD, "code": member.shown()}
        signed = {f"signin.{name}": [value] for name, value in given.items()}
        gone = send(browser, again, **signed)
        assert gone.status == 307
        back = browser.post(gone.goes_to, again.typed(**signed))
        assert back.status == 200
        assert "已重新登录" in back.text
        assert [line.strip() for line in Form(back).data["findings"][0].splitlines()] == ["第一行", "第二行"]
        assert send(browser, Form(back)).status == 303
