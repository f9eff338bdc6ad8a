"""Refusals on the pages name units and seats, those of earlier editions too; keys stay with whoever may not read the names."""

import asyncio

from starlette.datastructures import State

from domain.charter_reading import built_in
from interfaces.pages.called import name_in, refusals_in

HEAD = 'head = { zh = "部门负责人", en = "head of department"'
OLD = built_in()
NEW = built_in().replace(HEAD, 'head = { zh = "主要负责人", en = "head"')


async def _get(path, **query):
    return {
        "": {"editions": [{"edition": "old"}, {"edition": "new"}]},
        "/charter": {"text": {"old": OLD, "new": NEW}.get(query.get("edition", ""))},
        "/units": {"items": [{"unit": "finance", "name_zh": "财政所", "name_en": "Finance Office"}]},
    }[path]


def _told(detail, language="zh-Hans", **facts):
    refusal = {"detail": detail, "facts": facts}
    asyncio.run(name_in(refusals_in({"actions": [{"refusal": refusal}]}), _get, State(), language))
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

    def test_of_an_answer_without_keys_is_left_alone(self):
        assert refusals_in({"detail": "顺序不符", "facts": {"stage": "closed"}}) == []
        assert refusals_in([]) == []
