"""What scripts add to a form: long lists narrowed by typing, texts counted, days looked up; and the same form without."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import measuring
from tests.browser.serving import OFFICE

TAKE_OVER = "/do/propose_take_over"


@pytest.fixture(scope="module")
def visit(window):
    with window.visit(OFFICE) as visit:
        yield visit


class TestALongList:
    @pytest.mark.parametrize("typed", ["czs", "财政", "caizheng"])
    def test_is_narrowed_by_characters_and_by_how_they_sound(self, visit, typed):
        page = visit.open("/do/take_duty?person=" + visit.served.people["mao"])
        page.locator("#q-duty").fill(typed)
        found = page.locator("#f-duty option[data-sound]:not([hidden])")
        assert found.count() >= 1
        assert all("财政所" in each for each in found.all_inner_texts())
        expect(page.locator("#q-duty + [role=status]")).to_have_text(f"有 {found.count()} 项")

    def test_takes_the_first_that_was_found_by_the_enter_key(self, visit):
        page = visit.open("/do/take_duty?person=" + visit.served.people["mao"])
        page.locator("#q-duty").fill("czs")
        page.keyboard.press("Enter")
        expect(page.locator("#f-duty")).to_have_value("head@finance")
        expect(page.locator("#f-duty")).to_be_focused()
        page.locator("#q-duty").fill("")
        assert page.locator("#f-duty option[hidden]").count() == 0

    def test_keeps_what_was_ticked(self, visit):
        page = visit.open("/do/invite_further?meeting=" + visit.served.ids["meeting"])
        page.get_by_label("赵志远").first.check()
        page.locator("#q-guests").fill("cyk")
        shown = page.locator("#f-guests .choice:not([hidden])").all_inner_texts()
        assert [each[:3] for each in shown] == ["陈永康", "赵志远"]
        expect(page.get_by_label("赵志远").first).to_be_checked()


class TestAText:
    def test_can_be_longer_than_what_is_recorded_and_says_by_how_much(self, visit):
        page = visit.open(TAKE_OVER)
        told = page.locator(".count[data-for=f-text]")
        expect(told).to_be_hidden()
        page.locator("[name=text]").fill("字" * 5990)
        expect(told).to_have_text("还可以写 10 字")
        page.locator("[name=text]").fill("字" * 6007)
        expect(told).to_have_text("超出 7 字，请删减")


class TestADay:
    def typed(self, page, day):
        for part, number in zip("ymd", day.split("-"), strict=True):
            page.locator(f'[name="due.{part}"]').fill(number)
        return page.locator("#f-due [data-day]")

    @pytest.mark.parametrize(
        ("day", "said"),
        [
            ("2026-12-5", "2026年12月5日是星期六，按工作日将在12月4日提醒，期限顺延至12月7日。"),
            ("2026-2-17", "2026年2月17日（星期二）是放假日，按工作日将在2月14日提醒，期限顺延至2月24日。"),
        ],
    )
    def test_of_rest_says_when_one_is_reminded(self, visit, day, said):
        expect(self.typed(visit.open(TAKE_OVER), day)).to_have_text(said)

    def test_of_a_year_that_is_not_published_says_so(self, visit):
        told = self.typed(visit.open(TAKE_OVER), "2030-3-6")
        expect(told).to_have_text("2030年放假安排尚未公布，暂按双休日和已登记的放假日计算。")

    def test_of_work_says_nothing(self, visit):
        expect(self.typed(visit.open(TAKE_OVER), "2026-2-14")).to_have_text("")

    def test_is_taken_from_a_calendar(self, visit):
        page = visit.open(TAKE_OVER)
        page.locator("[data-calendar=f-due]").click()
        page.locator("#f-due [type=date]").fill("2026-12-05")
        expect(page.locator('[name="due.m"]')).to_have_value("12")
        expect(page.locator("#f-due [data-day]")).to_contain_text("星期六")


def test_without_scripts_nothing_stands_there_that_needs_them(window):
    with window.visit(OFFICE, scripts=False, width=320) as visit:
        page = visit.open(TAKE_OVER)
        expect(page.locator(".finder").first).to_be_hidden()
        expect(page.locator("[data-calendar]").first).to_be_hidden()
        assert page.locator("#f-assisting .choice:visible").count() >= 6


def test_everything_fits_a_narrow_window(visit):
    page = visit.open(TAKE_OVER)
    assert not measuring.too_wide(page)
    assert not measuring.too_small(page)
    page.set_viewport_size({"width": 1280, "height": 900})


class TestALink:
    def linking(self, visit):
        """The form of a topic with the first link open."""
        page = visit.open("/do/submit_topic")
        page.locator("button[name=more][value=links]").click()
        return page

    def test_is_found_as_one_types_and_picked_by_keys_alone(self, visit):
        page = self.linking(visit)
        box, listed = page.locator('[name="find.links.0.to"]'), page.locator("#f-links\\.0\\.to")
        before = listed.locator("option").all_inner_texts()
        words = before[1][:3]
        box.fill(words)
        expect(page.locator(".seeker [role=status]")).to_have_text(re.compile("^有 [1-9]"))
        assert listed.locator("option").nth(1).inner_text().startswith(words)
        box.press("Enter")
        expect(listed).to_be_focused()
        page.keyboard.press("ArrowDown")
        picked = listed.input_value()
        assert picked
        box.fill("没有这样的事")
        expect(listed.locator("option")).to_have_count(2)
        expect(listed).to_have_value(picked)
        box.fill("")
        expect(page.locator(".seeker [role=status]")).to_have_text("下面列出最近的议题和决定，更早的请查找")
        assert listed.locator("option").count() >= len(before)
        expect(listed).to_have_value(picked)

    def test_is_found_without_scripts_by_its_button(self, window):
        with window.visit(OFFICE, scripts=False, width=320) as visit:
            page = self.linking(visit)
            page.locator('[name="title"]').fill("再议食堂")
            words = page.locator("#f-links\\.0\\.to option").nth(1).inner_text()[:3]
            page.locator('[name="find.links.0.to"]').fill(words)
            page.locator('button[name=find][value="links.0.to"]').click()
            assert page.url.endswith("#f-links.0.to")
            expect(page.locator('[name="title"]')).to_have_value("再议食堂")
            assert page.locator("#f-links\\.0\\.to option").nth(1).inner_text().startswith(words)
            assert not measuring.too_wide(page)
            assert not measuring.too_small(page)
