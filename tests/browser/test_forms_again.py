"""Back and Reload at a form that was refused or is looked over: nothing that was typed is lost, scripts or none."""

import pytest
from playwright.sync_api import expect

from tests.browser.serving import OFFICE

TEXT = "机密★一年：走访十四个作业点。"
"""What is refused, for nothing that is secret is taken."""


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def page(window, request):
    with window.visit(OFFICE, scripts=request.param) as visit:
        yield visit.open(f"/do/report_research?topic={window.served.ids['other_topic']}")


def pressed(page, field="findings"):
    page.locator(f"[name={field}]").fill(TEXT)
    with page.expect_navigation():
        page.locator("main form.form .btns button").first.click()


def is_all_there(page):
    expect(page.locator("#errors")).to_contain_text("国家秘密")
    expect(page.locator("[name=findings]")).to_have_value(TEXT)


def went_away(page):
    page.locator("nav.side a[data-key=topics]").click()
    page.wait_for_url("**/topics")


def test_nothing_is_lost_by_going_away_and_coming_back(page):
    pressed(page)
    is_all_there(page)
    page.reload()
    is_all_there(page)
    went_away(page)
    page.go_back()
    is_all_there(page)


def test_who_goes_back_to_the_first_form_is_led_to_what_he_typed(page):
    pressed(page)
    page.go_back()
    if page.locator("[name=findings]").input_value() != TEXT:
        page.locator("main .note a[href*='filled=']").click()
        is_all_there(page)


def test_one_can_go_back_to_the_words_that_were_looked_over(page, window):
    page.goto(f"{window.served.address}/do/decline_topic?topic={window.served.ids['other_topic']}")
    pressed(page, "reason")
    over = page.locator("main")
    expect(over).to_contain_text("请核对")
    went_away(page)
    page.go_back()
    expect(over).to_contain_text("请核对")
    expect(over).to_contain_text(TEXT)
