"""Every command as a form: it shows in the words of the page's language, and asks for what the command asks for."""

import re

import pytest
from starlette.datastructures import FormData

from interfaces.http.examples import EXAMPLES, KEYS
from interfaces.http.routes import ROUTES
from interfaces.pages.form_fields import fields_of
from interfaces.pages.form_reading import lacking, pairs_of
from interfaces.pages.form_sending import Filled
from interfaces.pages.texts import has, text, texts
from tests.interfaces.http.life import lived
from tests.interfaces.http.town import OFFICE
from tests.interfaces.pages.reading import HAN, Browser
from tests.interfaces.pages.story import served

NAMES = [route.command.called() for route in ROUTES]
LABEL = re.compile(r"<(label|legend|button|summary|h1|h2)\b[^>]*>(.*?)</\1>", re.DOTALL)
NAMED = re.compile(r"<bdi\b.*?</bdi>", re.DOTALL)
CHOICE = re.compile(r'<div class="choice"[^>]*>.*?</div>|<span class="who">.*?</span>', re.DOTALL)
LATIN = re.compile(r"[A-Za-z]{3,}")


@pytest.fixture(scope="module")
def lived_in():
    """A town that has lived, with pages."""
    with served() as town:
        yield lived(town)


def address(route, life):
    ids = {**KEYS, "person": life.town.people["gu"], **life.ids}
    return f"/do/{route.command.called()}?" + "&".join(f"{name}={ids[name]}" for name in route.parameters)


@pytest.fixture(scope="module")
def pages(lived_in):
    """The page of every form, as it was shown first."""
    found = {}

    def page_of(route, language="zh-CN"):
        key = route.command, language
        if key not in found:
            found[key] = Browser(lived_in.town, OFFICE, language).get(address(route, lived_in))
        return found[key]

    return page_of


def labels(page):
    """What the page itself says beside its fields and on its buttons, without what can be chosen or is named."""
    main = CHOICE.sub("", page.html.partition("<main")[2].partition("</main>")[0])
    return [re.sub(r"<[^>]+>", "", found[2]) for found in LABEL.finditer(NAMED.sub("", main))]


def every_field(route):
    for field in fields_of(route.command, route.parameters):
        yield field
        yield from field.parts


def read(route, form):
    asked = fields_of(route.command, route.parameters)
    kept = {name.removesuffix(".kept") for name, _ in form.multi_items() if name.endswith(".kept")}
    files = {name: [as_file(each) for each in form.getlist(f"{name}.kept")] for name in kept}
    return Filled(form, asked, files).body


def as_file(kept):
    sha256, size, media_type = kept.split("|")
    return {"sha256": sha256, "size": int(size or 0), "media_type": media_type}


@pytest.mark.parametrize("route", ROUTES, ids=NAMES)
class TestForm:
    def test_shows_in_chinese_with_no_english_field_name(self, route, pages):
        page = pages(route)
        assert page.status == 200
        assert [label for label in labels(page) if LATIN.search(label)] == []

    def test_shows_in_english_with_no_chinese_but_names(self, route, pages):
        page = pages(route, "en-GB")
        assert page.status == 200
        assert [label for label in labels(page) if HAN.search(label)] == []

    def test_has_labels_of_its_own_fields_and_no_id_twice(self, route, pages):
        html = pages(route).html
        ids = re.findall(r'\bid="([^"]+)"', html)
        assert sorted(ids) == sorted(set(ids))
        assert set(re.findall(r'<label[^>]* for="([^"]+)"', html)) <= set(ids)
        assert {each for found in re.findall(r'aria-describedby="([^"]+)"', html) for each in found.split()} <= set(ids)

    def test_has_a_word_for_every_field(self, route):
        for language in ("zh-Hans", "en"):
            for field in every_field(route):
                own, common = f"field.{route.command.called()}.{field.name}", f"field.{field.name}"
                assert has(language, own) or has(language, common)

    def test_sends_the_example_that_was_typed(self, route):
        asked, example = fields_of(route.command, route.parameters), EXAMPLES[route.command.called()]
        sent = read(route, FormData(pairs_of(asked, example)))
        trimmed = {name: value.strip() if isinstance(value, str) else value for name, value in example.items()}
        assert sent == trimmed | {"act": {"departing": {}}}

    def test_is_shown_again_as_it_was_typed(self, route):
        asked, example = fields_of(route.command, route.parameters), EXAMPLES[route.command.called()]
        typed = FormData(pairs_of(asked, example))
        kept = {name.removesuffix(".kept") for name, _ in typed.multi_items() if name.endswith(".kept")}
        files = {name: [as_file(each) for each in typed.getlist(f"{name}.kept")] for name in kept}
        again = Filled(typed, asked, files).typed
        assert read(route, again) == read(route, typed)

    def test_lacks_nothing_in_its_example_and_all_that_must_be_filled_in_when_empty(self, route):
        asked = fields_of(route.command, route.parameters)
        assert list(lacking(asked, EXAMPLES[route.command.called()])) == []
        empty = read(route, FormData([]))
        assert list(lacking(asked, empty)) == [field.name for field in asked if field.required]


def test_both_languages_have_the_same_words_of_forms():
    own = ("field.", "hint.", "doing.", "consequence.")
    chinese, english = ({key for key in texts(each) if key.startswith(own)} for each in ("zh-Hans", "en"))
    assert chinese == english


def test_hints_and_own_words_are_of_fields_that_are_asked_for():
    asked = [(route.command.called(), field) for route in ROUTES for field in every_field(route)]
    known = {f"{within}.{field.name}" for command, field in asked for within in (command, field.within)}
    own = {
        key.partition(".")[2] for key in texts("zh-Hans") if key.startswith(("field.", "hint.")) and key.count(".") == 2
    }
    assert own - known == set()


def test_what_comes_of_an_act_is_told_of_acts_only():
    told = {key.partition(".")[2] for key in texts("en") if key.startswith("consequence.")}
    assert told <= set(NAMES)
    assert text("en", "consequence.receive_decision")


@pytest.mark.parametrize(("count", "said"), [(1, "1 day"), (2, "2 days"), ("#", "# days")])
def test_what_is_counted_stands_in_its_number(count, said):
    assert text("en", "desk.days", days=count) == said
