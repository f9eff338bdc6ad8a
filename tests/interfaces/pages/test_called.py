"""Refusals on the pages name units and seats, those of earlier editions too; keys stay with whoever may not read the names."""

import asyncio
import re

from starlette.datastructures import State

from domain.charter_reading import built_in
from interfaces.pages.called import name_in, refusals_in

HEAD = 'head = { zh = "部门负责人", en = "head of department"'
OLD = built_in()
PERSON, TOPIC, UNKNOWN = (f"01957000-0000-7000-8000-00000000000{n}" for n in (1, 2, 3))
NEW = built_in().replace(HEAD, 'head = { zh = "主要负责人", en = "head"')


async def _get(path, **query):
    return {
        "": {"editions": [{"edition": "old"}, {"edition": "new"}]},
        "/charter": {"text": {"old": OLD, "new": NEW}.get(query.get("edition", ""))},
        "/units": {"items": [{"unit": "finance", "name_zh": "财政所", "name_en": "Finance Office"}]},
    }[path]


async def _find(path):
    return {f"/people/{PERSON}": {"name": "陈永康"}, f"/topics/{TOPIC}": {"title": "关于食堂的议题"}}.get(path)


def _told(detail, language="zh-Hans", **facts):
    refusal = {"code": "x", "detail": detail, "next": detail, "facts": facts}
    asyncio.run(name_in(refusals_in({"actions": [{"refusal": refusal}]}), _get, _find, State(), language))
    return refusal["detail"]


class TestARefusal:
    def test_says_the_names_of_what_it_tells_by_key(self):
        seats = ["head@finance", "mayor"]
        told = _told("由“finance”办理，席位：head@finance、mayor。", unit="finance", seats=seats)
        assert told == "由“财政所”办理，席位：财政所 · 主要负责人、镇长。"

    def test_leaves_a_word_that_is_no_key_of_its_facts(self):
        assert (
            _told("The finance of head@finance.", "en", seats=["head@finance"])
            == "The finance of Finance Office · head."
        )

    def test_keeps_a_key_that_nothing_is_known_of(self):
        assert _told("席位：clerk。", seats=["clerk"]) == "席位：clerk。"

    def test_says_the_items_of_an_agenda_and_the_categories_by_their_names(self):
        assert _told("可用项目：topics、previous_decisions。", known=["topics", "previous_decisions"]).count("、") == 1
        assert not re.search("[a-z]", _told("可用项目：topics、union_venues。", known=["topics", "union_venues"]))

    def test_says_the_fields_of_the_api_by_what_they_are_called_on_the_form(self):
        assert _told("findings 中标有密级“机密”。") == "“调研情况”中标有密级“机密”。"
        assert _told("/links/0/to 所填就是该事项本身。") == "“关联到”所填就是该事项本身。"
        assert _told("将 act.on 改为不晚于今天的日期。") == "将“办理日期”改为不晚于今天的日期。"
        assert _told("将其记为邀请参加（invite）。") == "将其记为邀请参加。"
        assert (
            _told("Put the reason in the text as act.seat.", "en") == "Put the reason in the text as “In which seat”."
        )

    def test_says_people_and_things_by_their_names(self):
        told = _told(f"“{PERSON}”不在名单中；议题：{TOPIC}、{UNKNOWN}。")
        assert told == "“陈永康”不在名单中；议题：关于食堂的议题、（一项记录）。"

    def test_is_none_where_nothing_is_refused(self):
        assert refusals_in({"detail": "一项内容", "facts": {"stage": "closed"}}) == []
        assert refusals_in([]) == []
