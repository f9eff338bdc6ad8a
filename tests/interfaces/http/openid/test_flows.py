"""Flows that are not the browser's own, not this provider's, over, or sent elsewhere: nobody is signed in by them."""

from datetime import timedelta

import pytest

from domain.facts.installation import AccessRefused
from tests.interfaces.http.openid.attacked import why
from tests.interfaces.http.openid.browser import API, STATE, Browser, account, changed, sign_ins, with_providers
from tests.interfaces.http.openid.own_provider import SUBJECT, served

OVER = ("openid_state_unknown", None)


class TestState:
    def test_is_good_once(self, honest):
        browser = Browser(honest.town)
        back, kept = honest.provider.authorizes(browser.starts()), dict(browser.cookies)
        assert browser.get(back).status_code == 303
        browser.cookies |= kept
        assert why(browser.get(back)) == OVER

    def test_is_used_up_by_a_refusal_as_well(self, honest):
        browser = Browser(honest.town)
        location = browser.starts()
        assert (
            why(browser.get(honest.provider.authorizes(location, code=None, error="access_denied")))[0]
            == "openid_refused"
        )
        assert why(browser.get(honest.provider.authorizes(location))) == OVER

    @pytest.mark.parametrize("state", ["", "made-up", None])
    def test_that_was_never_given_is_unknown(self, honest, state):
        assert honest.refuses(state=state) == OVER

    def test_of_another_browser_is_unknown(self, honest):
        """Who sends somebody his own answer does not sign him in as himself (login CSRF)."""
        attacker, victim = Browser(honest.town), Browser(honest.town)
        back = honest.provider.authorizes(attacker.starts())
        victim.starts()
        assert why(victim.get(back)) == OVER
        assert victim.me() is None
        assert why(attacker.get(back)) == OVER, "it was used up"

    def test_of_a_browser_that_keeps_nothing_is_unknown(self, honest):
        browser = Browser(honest.town)
        back = honest.provider.authorizes(browser.starts())
        del browser.cookies[STATE]
        assert why(browser.get(back)) == OVER

    @pytest.mark.parametrize(("minutes", "lets_in"), [(9.99, True), (10, False)])
    def test_is_over_after_ten_minutes(self, honest, minutes, lets_in):
        browser = Browser(honest.town)
        location = browser.starts()
        honest.town.clock.at += timedelta(minutes=minutes)
        assert (browser.get(honest.provider.authorizes(location)).status_code == 303) is lets_in

    def test_leaves_nothing_behind_when_it_is_over(self, honest):
        store = honest.town.services.access.store
        Browser(honest.town).starts()
        honest.town.clock.at += timedelta(minutes=11)
        Browser(honest.town).starts()
        assert store.one("SELECT count(*) FROM pending")[0] == 1


class TestCode:
    def test_of_another_flow_is_refused_by_its_nonce(self, honest):
        """Even where a provider does not look at the verifier (PKCE)."""
        before, victim, thief = sign_ins(honest.town), Browser(honest.town), Browser(honest.town)
        honest.provider.authorizes(victim.starts())
        stolen = next(iter(honest.provider.codes))
        back = thief.get(honest.provider.authorizes(thief.starts(), code=stolen))
        assert why(back) == ("openid_token_bad", "nonce")
        assert (thief.me(), sign_ins(honest.town)) == (None, before)

    def test_goes_with_the_verifier_and_the_secret_to_the_provider_alone(self, honest):
        assert honest.lets_in()
        [(_, headers, body)] = [each for each in honest.provider.asked if each[0] == "/token"]
        assert headers["Authorization"] == "Basic bGlhbnhpOmErc2VjcmV0JTNBK3dpdGgrc2lnbnM="
        assert {"grant_type=authorization_code", "code=code-0"} <= set(body.split("&"))
        assert "secret" not in body

    @pytest.mark.parametrize(
        ("error", "told"), [("access_denied", "access_denied"), ("<script>alert(1)</script>", "other")]
    )
    def test_that_the_provider_does_not_give_lets_nobody_in(self, honest, error, told):
        browser = Browser(honest.town)
        back = browser.get(honest.provider.authorizes(browser.starts(), code=None, error=error))
        assert why(back) == ("openid_refused", told)
        assert "script" not in back.text


class TestMixUp:
    """One of the providers is an attacker's, or was taken over by one."""

    @pytest.fixture
    def two(self, honest):
        with served(honest.town.clock) as other:
            with_providers(honest.town, honest.provider.known(), other.known(name="bad"))
            yield honest, other
            with_providers(honest.town, honest.provider.known())

    def test_of_providers_is_seen_by_the_address_that_the_browser_comes_back_to(self, two):
        honest, other = two
        browser = Browser(honest.town)
        back = honest.provider.authorizes(browser.starts("bad"))
        assert why(browser.get(back.replace("/bad/", "/gov/"))) == OVER
        assert other.asked[1:] == [], "the code was not brought to the attacker"

    def test_of_providers_is_seen_by_who_says_it_answers(self, two):
        honest, other = two
        browser = Browser(honest.town)
        back = honest.provider.authorizes(browser.starts("bad"))
        assert why(browser.get(back)) == ("openid_token_bad", "issuer")
        assert [path for path, _, _ in other.asked] == ["/.well-known/openid-configuration"]

    @pytest.mark.parametrize("error", [None, "access_denied"])
    @pytest.mark.parametrize("issuer", [None, "https://elsewhere.example", ""])
    def test_is_not_possible_where_a_provider_names_itself(self, honest, issuer, error):
        assert honest.refuses(iss=issuer, error=error) == ("openid_token_bad", "issuer")

    def test_is_looked_for_where_a_provider_need_not_name_itself(self, honest):
        del honest.provider.document["authorization_response_iss_parameter_supported"]
        assert honest.lets_in(iss=None)
        assert honest.refuses(iss="https://elsewhere.example") == ("openid_token_bad", "issuer")

    def test_of_subjects_is_not_possible(self, two):
        """Another provider calls somebody by the same name: he is somebody else."""
        honest, other = two
        browser = Browser(honest.town)
        assert why(browser.get(other.authorizes(browser.starts("bad")))) == ("identity_unknown", None)
        other.claims = {"iss": honest.provider.issuer}
        assert why(browser.get(other.authorizes(browser.starts("bad")))) == ("openid_token_bad", "issuer")
        assert browser.me() is None


class TestSession:
    def test_that_ended_meanwhile_gets_no_identity(self, honest):
        browser = Browser(honest.town, "li")
        location = browser.goes("/account/identities")
        browser.post("/session/end")
        assert why(browser.get(honest.provider.authorizes(location))) == OVER

    def test_of_somebody_else_in_the_same_browser_gets_no_identity(self, honest):
        browser, other = Browser(honest.town, "li"), Browser(honest.town, "zhou")
        location = browser.goes("/account/identities")
        browser.cookies |= {name: kept for name, kept in other.cookies.items() if name != STATE}
        assert why(browser.get(honest.provider.authorizes(location))) == OVER
        assert honest.town.services.access.identities.all(account(honest.town, "zhou")) == []

    def test_without_a_second_factor_links_nothing_to_an_account_that_has_one(self, honest):
        town, browser = honest.town, Browser(honest.town, "zhou")
        town.services.access.store.do("UPDATE accounts SET totp_on = 1 WHERE person = ?", town.people["zhou"])
        answer = browser.post("/account/identities", {"provider": "gov"})
        assert (answer.status_code, answer.json()["code"]) == (403, "factor_needed")

    def test_of_a_token_links_nothing(self, honest):
        answer = honest.town.ask("wang", "/account/identities", {"provider": "gov"}, base=API)
        assert (answer.status_code, answer.json()["code"]) == (403, "session_needed")


class TestWayHome:
    def test_is_always_the_same(self, honest):
        browser = Browser(honest.town)
        location = browser.starts(next="https://elsewhere.example", redirect_uri="https://elsewhere.example")
        assert "elsewhere" not in location
        back = browser.get(
            changed(honest.provider.authorizes(location), next="//elsewhere.example", url="/\\elsewhere")
        )
        assert (back.status_code, back.headers["location"]) == (303, "/")

    def test_is_of_the_origin_that_was_laid_down_and_not_of_what_a_request_says(self, honest):
        asked = f"{API}/sign-in/openid/gov?conference=chengqiao"
        answer = Browser(honest.town).get(asked, x_forwarded_host="elsewhere.example", host="elsewhere.example")
        assert "redirect_uri=http%3A%2F%2Flocalhost%3A8000%2Fapi" in answer.headers["location"]

    @pytest.mark.parametrize(
        "asked", ["bad?conference=chengqiao", "gov?conference=elsewhere", "..%2Fgov?conference=chengqiao"]
    )
    def test_begins_at_no_provider_that_the_conference_has_not(self, honest, asked):
        answer = Browser(honest.town).get(f"{API}/sign-in/openid/{asked}")
        assert (answer.status_code, answer.json()["code"]) in {(404, "provider_unknown"), (404, "route_unknown")}

    @pytest.mark.parametrize(
        ("site", "begins"), [("none", True), ("same-origin", True), ("same-site", False), ("cross-site", False)]
    )
    def test_is_not_gone_because_another_site_sends_there(self, honest, site, begins):
        answer = Browser(honest.town).get(f"{API}/sign-in/openid/gov?conference=chengqiao", sec_fetch_site=site)
        assert (answer.status_code == 303) is begins
        assert begins or answer.json()["code"] == "cross_site"

    def test_begins_at_no_provider_of_another_conference(self, honest):
        with_providers(honest.town, honest.provider.known(conferences=frozenset({"elsewhere"})))
        answer = Browser(honest.town).get(f"{API}/sign-in/openid/gov?conference=chengqiao")
        assert (answer.status_code, answer.json()["code"]) == (404, "provider_unknown")
        with_providers(honest.town, honest.provider.known())

    def test_does_nothing_else_when_it_begins(self, honest):
        before = sign_ins(honest.town), honest.town.head
        answer = Browser(honest.town, None).get(f"{API}/sign-in/openid/gov?conference=chengqiao")
        assert [each.partition("=")[0] for each in answer.headers.get_list("set-cookie")] == [STATE]
        assert answer.headers["cache-control"] == "no-store"
        assert (sign_ins(honest.town), honest.town.head) == before


class TestRefusal:
    def test_meets_whose_account_is_closed(self, honest):
        access, chen = honest.town.services.access, account(honest.town, "chen")
        access.accounts.close(honest.town.key, chen.person, by="operator")
        access.identities.link(chen, honest.provider.issuer, "chen-at-the-provider", by="operator")
        honest.provider.claims = {"sub": "chen-at-the-provider"}
        assert honest.refuses() == ("identity_unknown", None)

    def test_meets_who_was_unlinked_just_now(self, honest, monkeypatch):
        access, wang = honest.town.services.access, account(honest.town, "wang")
        held = access.accounts.held

        def unlinked(found):
            for linked in access.identities.all(wang):
                access.identities.unlink(wang, linked.id, by="operator")
            return held(found)

        monkeypatch.setattr(access.accounts, "held", unlinked)
        assert honest.refuses() == ("identity_unknown", None)
        monkeypatch.undo()
        honest.link()
        assert honest.lets_in()

    def test_is_recorded(self, honest):
        honest.provider.claims = {"nonce": "another"}
        honest.refuses()
        told = [each.fact for each in honest.town.services.log.read(0, 0, 1_000_000)]
        refused = [fact for fact in told if isinstance(fact, AccessRefused)]
        assert (refused[-1].what, refused[-1].code) == ("sign_in_by_provider", "openid_token_bad")

    def test_by_an_administrators_link_is_lifted(self, honest):
        honest.provider.claims = {"sub": "li-at-the-provider"}
        assert honest.refuses() == ("identity_unknown", None)
        identities, li = honest.town.services.access.identities, account(honest.town, "li")
        identities.link(li, honest.provider.issuer, "li-at-the-provider", by="operator")
        browser, _ = honest.tries()
        assert browser.me()["person"] == honest.town.people["li"]
        assert SUBJECT not in [each.subject for each in identities.all(li)]
