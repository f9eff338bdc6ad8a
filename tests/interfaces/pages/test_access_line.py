"""A page that was looked at leaves its line in the access log, with who looked."""

from interfaces.http.access_log import AccessLog
from interfaces.http.app import api
from interfaces.pages.site import add_pages
from tests.interfaces.http.accounts import Member
from tests.interfaces.http.asking import asked
from tests.interfaces.http.test_access_log import lines_in


class TestPage:
    def test_leaves_a_line_that_says_who_looked(self, town, tmp_path):
        li = Member(town, "li").equipped()
        session = li.signed_in()
        access = AccessLog(tmp_path / "access")
        app = api(town.services, access=access)
        add_pages(app)
        answer = asked(app, "GET", "/topics", {"cookie": f"__Host-lianxi={session}"})
        access.start()
        access.close()
        (line,) = lines_in(access.folder)
        assert answer.status_code == 200
        assert (line["person"], line["conference"], line["status"]) == (li.person, "chengqiao", 200)
        assert line["credential"]
        assert session not in access.folder.joinpath(next(access.folder.iterdir()).name).read_text()
