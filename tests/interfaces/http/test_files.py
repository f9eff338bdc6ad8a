from datetime import timedelta
from urllib.parse import quote

import pytest

from application.files.limits import Limits
from application.files.register import State
from tests.application.files.made import PDF, SOUND, WORD, packed
from tests.interfaces.http.problems import is_problem
from tests.interfaces.http.sending import announced, named, research, send, sha, submit
from tests.interfaces.http.town import SLUG, town

DIGEST = sha(PDF)
FILE = f"/files/{DIGEST}"


@pytest.fixture(scope="module")
def served():
    with town() as served:
        yield served


class TestUpload:
    def test_answers_what_it_is(self, town):
        name = f"attachment; filename*=UTF-8''{quote('纪要.pdf')}"
        answer = send(town, "wei", content_disposition=name, content_digest=announced(PDF))
        told = answer.json()
        assert answer.status_code == 201
        assert answer.headers["location"] == told["href"] == f"/api/v1/conferences/{SLUG}{FILE}"
        assert (told["sha256"], told["size"], told["media_type"]) == (DIGEST, len(PDF), "application/pdf")
        assert (told["state"], told["name"], told["remarks"]) == ("unscanned", "纪要.pdf", [])
        assert (told["uploaded_by"], told["named_by"]) == (town.people["wei"], [])
        assert told["kept_until"] == (town.clock.at + timedelta(days=7)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def test_of_the_same_bytes_is_there_already(self, town):
        assert send(town, "wei").status_code == 201
        again = send(town, "wei", path="/files?name=b.pdf")
        assert (again.status_code, again.json()["name"]) == (200, "b.pdf")

    @pytest.mark.parametrize("kind", SOUND)
    def test_takes_every_type(self, served, kind):
        name, declared, content = SOUND[kind]
        answer = send(served, "wei", content, f"/files?name={quote(name)}", content_type=declared)
        assert answer.status_code == 201, answer.text
        given = served.get(f"/files/{sha(content)}", "wei")
        assert given.content == content
        assert given.headers["content-type"].partition(";")[0] == answer.json()["media_type"]

    @pytest.mark.parametrize(
        ("content", "headers", "path", "status", "code"),
        [
            (b"", {}, "/files", 422, "file_empty"),
            (b"<svg/>", {"content_type": "image/svg+xml"}, "/files", 415, "file_type_not_allowed"),
            (b"<html>", {"content_type": "text/html"}, "/files", 415, "file_type_not_allowed"),
            (b"<html>", {"content_type": "text/plain"}, "/files?name=a.txt", 422, "file_type_differs"),
            (PDF, {}, "/files?name=a.html", 415, "file_type_not_allowed"),
            (PDF, {}, "/files?name=a.png", 422, "file_type_differs"),
            (PDF, {"content_encoding": "gzip"}, "/files", 415, "file_type_not_allowed"),
            (PDF, {"content_digest": announced(b"other")}, "/files", 422, "file_digest_differs"),
            (PDF, {"content_digest": "sha-256=:AAAA:"}, "/files", 422, "malformed"),
            (PDF + packed(WORD), {}, "/files", 422, "archive_unsafe"),
        ],
    )
    def test_that_is_refused_says_why_and_leaves_nothing(self, town, content, headers, path, status, code):
        is_problem(send(town, "wei", content, path, **headers), status, code)
        assert town.get("/files", "wei").json()["items"] == []
        assert [path for path in (town.services.folder / "files").rglob("*") if path.is_file()] == []
        assert ("upload_file", code) in town.refusals() or code == "malformed"

    def test_takes_a_digest_of_another_kind_for_nothing(self, served):
        assert send(served, "wei", PDF + b"9", content_digest="md5=:AAAA:").status_code == 201

    def test_is_refused_where_it_is_too_large(self, served, monkeypatch):
        monkeypatch.setattr(served.services.files, "limits", Limits(largest=10))
        is_problem(send(served, "wei"), 413, "file_too_large")
        is_problem(send(served, "wei", content_length="5"), 413, "file_too_large")

    def test_needs_somebody_who_is_signed_in(self, served):
        is_problem(send(served, None), 401, "not_signed_in")
        is_problem(served.get(FILE, None), 401, "not_signed_in")

    @pytest.mark.parametrize(
        ("given", "shown"),
        [
            ("../../../etc/cron.d/x.pdf", "x.pdf"),
            ("a\r\nSet-Cookie: s=1.pdf", "aSet-Cookie_ s=1.pdf"),
            ("\u202efdp.pdf", "fdp.pdf"),
        ],
    )
    def test_with_a_hostile_name_is_harmless(self, town, given, shown):
        assert send(town, "wei", path=f"/files?name={quote(given)}").json()["name"] == shown
        sent = town.get(FILE, "wei").headers
        assert "set-cookie" not in sent
        assert sent["content-disposition"].endswith(f"; filename*=UTF-8''{quote(shown, safe='')}")


class TestFile:
    def test_is_given_to_keep_and_not_to_show(self, town):
        send(town, "wei")
        given = town.get(FILE, "wei", accept_encoding="gzip")
        assert given.content == PDF
        assert given.headers["content-disposition"].startswith(f'attachment; filename="{DIGEST[:12]}.pdf"')
        assert given.headers["content-digest"] == announced(PDF)
        assert given.headers["content-length"] == str(len(PDF))
        assert given.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in given.headers["content-security-policy"]
        assert given.headers["cross-origin-resource-policy"] == "same-origin"
        assert "content-encoding" not in given.headers

    def test_is_given_to_nobody_once_it_is_infected(self, town):
        send(town, "wei")
        town.services.files.register.mark(DIGEST, State.INFECTED)
        is_problem(town.get(FILE, "wei"), 409, "file_infected")
        assert town.get(f"{FILE}/about", "wei").json()["state"] == "infected"

    def test_is_not_given_when_it_is_no_longer_what_came(self, town):
        send(town, "wei")
        town.services.files.blobs.path(DIGEST).write_bytes(PDF + b"!")
        is_problem(town.get(FILE, "wei"), 503, "file_altered")

    @pytest.mark.parametrize("digest", ["0" * 64, "abc", "..%2f..%2flog.db", "A" * 64])
    def test_that_is_not_there_is_unknown(self, served, digest):
        is_problem(served.get(f"/files/{digest}", "wei"), 404)
        is_problem(served.get(f"/files/{digest}/about", "wei"), 404)


class TestAttachment:
    def test_says_whether_it_is_held(self, town):
        topic = submit(town)
        send(town, "wei", path=f"/files?name={quote('走访.pdf')}")
        done = research(town, topic, PDF)
        [found] = attachments(done["state"])
        assert found == {**named(PDF), "held": True, "state": "unscanned", "name": "走访.pdf"}
        assert attachments(town.get(topic, "li").json()) == [found]
        assert attachments(town.get("/topics", "li").json()) == [found]

    def test_may_be_of_a_file_that_nobody_has_uploaded(self, town):
        topic = submit(town)
        [found] = attachments(research(town, topic, PDF)["state"])
        assert found == {**named(PDF), "held": False, "state": None, "name": None}
        is_problem(town.get(FILE, "wei"), 404, "file_unknown")
        assert send(town, "wei").status_code == 201
        assert [each["held"] for each in attachments(town.get(topic, "li").json())] == [True]
        assert town.get(FILE, "li").content == PDF

    def test_is_no_longer_listed_as_unnamed(self, town):
        topic = submit(town)
        send(town, "wei")
        assert [each["sha256"] for each in town.get("/files", "wei").json()["items"]] == [DIGEST]
        position = research(town, topic, PDF)["position"]
        assert town.get("/files", "wei").json()["items"] == []
        told = town.get(f"{FILE}/about", "wei").json()
        assert (told["kept_until"], told["position"]) == (None, position)
        [by] = told["named_by"]
        assert (by["position"], by["type"], by["kind"]) == (position, "topic.researched/1", "topic")


def attachments(told):
    """Every attachment in an answer."""
    if isinstance(told, list):
        return [found for item in told for found in attachments(item)]
    if not isinstance(told, dict):
        return []
    here = [told] if {"sha256", "media_type", "size"} <= told.keys() else []
    return here + [found for item in told.values() for found in attachments(item)]
