"""The pages of minutes: the text as it will be read, its way through review, corrections, and the sheet that goes round."""

import pytest

from tests.interfaces.pages.meeting_stages import closed, drafted, issued
from tests.interfaces.pages.reading import HAN, Browser


@pytest.fixture(scope="module")
def done():
    with issued() as stage:
        yield stage


@pytest.fixture(scope="module")
def reviewed():
    with drafted() as stage:
        yield stage


def text_of(page):
    """The minutes themselves, without what surrounds them."""
    return page.text.partition("会议情况纪要如下")[2].partition("审核与签发")[0]


class TestList:
    def test_shows_the_minutes_and_their_meeting(self, done):
        page = done.page("/minutes")
        assert "联席会议纪要（修改稿）" in page.text
        assert {f"/minutes/{done.year.id['minutes']}", f"/meetings/{done.meeting}"} <= set(page.links())

    def test_is_narrowed_by_state(self, done):
        assert "联席会议纪要（修改稿）" in done.page("/minutes?stage=issued").text
        assert "没有处于该状态的纪要" in done.page("/minutes?stage=drafted").text

    def test_names_the_meeting_that_has_none_yet(self):
        with closed() as stage:
            page = stage.page("/minutes")
            assert "尚未拟定纪要" in page.text
            assert f"/do/draft_minutes?meeting={stage.meeting}" in page.links()


class TestText:
    def test_is_numbered_as_papers_are(self, done):
        text = text_of(done.of_minutes())
        assert "一、通报政府和工会相关工作情况" in text
        assert "（一）" in text
        assert "（二）" in text

    def test_has_each_decision_under_its_topic_with_who_carries_it_out(self, done):
        text = text_of(done.of_minutes())
        station = text.partition("关于增设户外职工爱心接力站的议题")[2].partition("关于开展职工安全生产培训的议题")[0]
        assert "会议议定" in station
        assert "年内建成接力站三处。" in station
        assert "2025年12月20日" in station
        assert "组织安全培训三期。" not in station

    def test_says_what_was_settled_and_which_side_spoke(self, done):
        text = text_of(done.of_minutes())
        station = text.partition("关于增设户外职工爱心接力站的议题")[2].partition("关于开展职工安全生产培训的议题")[0]
        assert "会议意见：协商一致，同意。" in station
        assert "（一）政府方：请抓好落实。" in text

    def test_names_who_was_there_and_who_was_on_leave(self, done):
        text = text_of(done.of_minutes())
        assert "冯国栋" in text.partition("请假：")[2]
        assert "赵志远" in text.partition("出席：")[2].partition("请假：")[0]

    def test_stays_chinese_on_an_english_page_whose_own_words_are_english(self, done):
        page = done.of_minutes("", "wang", "en")
        assert "一、通报政府和工会相关工作情况" in page.text
        aside = page.html.partition("<aside")[2].partition("</aside>")[0]
        heads = [part.partition("</h2>")[0] for part in aside.split("<h2")[1:]]
        assert heads
        assert not [head for head in heads if HAN.search(head)]

    def test_of_an_earlier_version_is_marked_as_replaced(self, done):
        page = done.of_minutes("?version=1")
        assert "已被后来的文稿替代" in page.text
        assert "请补充不同意见" in page.text


class TestReview:
    def test_names_who_agreed_and_whose_word_is_missing(self, reviewed):
        text = reviewed.of_minutes().text.partition("审核与签发")[2]
        assert "李文秀" in text
        assert "文字可以。" in text
        assert "待同意 联系工会工作的行政副镇长" in text

    def test_leads_the_reviewer_to_his_form(self, reviewed):
        minutes = reviewed.year.id["minutes"]
        assert f"/do/agree_to_minutes?minutes={minutes}" in reviewed.of_minutes("", "sun").links()
        assert (
            f"/do/agree_to_minutes?minutes={minutes}&then=%2Fminutes%2F{minutes}"
            in reviewed.of_minutes("", "sun").links()
        )
        assert "等您办理" in reviewed.of_minutes("", "sun").text
        assert f"/do/agree_to_minutes?minutes={minutes}" not in reviewed.of_minutes("", "chen").links()

    def test_tells_why_a_version_went_back(self, done):
        assert "请补充不同意见" in done.of_minutes().text

    def test_goes_round_on_a_sheet_with_a_line_for_each_reviewer(self, reviewed):
        text = reviewed.of_minutes("/circulation").text
        assert "联系工会工作的行政副镇长" in text
        assert "镇总工会主席 同意" in text


class TestIssued:
    def test_leads_to_the_receipt_of_the_record_that_issued_it(self, done):
        page = done.of_minutes()
        [receipt] = [link for link in page.links() if "/audit/receipts/" in link]
        position = receipt.rpartition("/")[2]
        record = Browser(done.town, "wang").get(f"/minutes/{done.year.id['minutes']}?at={position}")
        assert "已印发" in record.text
        before = Browser(done.town, "wang").get(f"/minutes/{done.year.id['minutes']}?at={int(position) - 1}")
        assert "未印发" in before.text
        assert not [link for link in before.links() if link.startswith("/do/")]

    def test_has_a_slip_corrected_beside_it(self):
        with issued() as stage:
            words = {"where": "第一项", "issued": "通报有关工作情况。", "corrected": "通报工作情况。", "reason": "衍字"}
            stage.year.acts("minutes", "draft_correction", **words)
            stage.year.acts("minutes", "agree_to_correction", "li", correction_version=1)
            text = stage.of_minutes().text.partition("更正")[2]
            assert "通报工作情况。" in text
            assert "李文秀" in text
            assert "待同意 联系工会工作的行政副镇长" in text
