"""Who may not act, whatever seats he holds: somebody with a role, and somebody whose token is for another seat."""

from datetime import timedelta
from uuid import UUID

import pytest

from application.commands import institution
from application.desk import Behalf
from domain.vocabulary import Basis, Role
from tests.application.desk.doing import agreeing, giving_opinion, last, planning, refused, researching
from tests.e2e.year import SHEET, submitting


@pytest.fixture
def roles(town):
    """The roles of people by their names, which a test may give."""
    given: dict[str, Role] = {}

    def role_of(conference, person):
        name = next(name for name, known in town.people.items() if known == person)
        return given.get(name) if conference == town.key else None

    town.desk._role_of = role_of
    return given


class TestRole:
    @pytest.mark.parametrize("role", Role)
    def test_does_no_business_in_whatever_seat(self, town, topic, roles, role):
        town.do("zhou", researching(topic))
        for name in ("wu", "zhou", "chen"):
            roles[name] = role
        for name, command in (
            ("wu", planning()),
            ("zhou", researching(topic)),
            ("chen", giving_opinion(topic)),
            ("wu", institution.EnterPerson(name="王同志")),
            ("zhou", submitting("防汛")),
        ):
            refusal = refused(town, name, command)
            assert (refusal.code, refusal.clause, refusal.facts) == ("role_does_no_business", "R-role", {"role": role})

    def test_bars_who_was_given_a_seat_later_too(self, town, roles):
        town.people["gao"] = str(town.make("wu", institution.EnterPerson(name="高同志")))
        roles["gao"] = Role.AUDITOR
        town.appoint("gao", "staff@safety")
        assert refused(town, "gao", submitting("防汛")).code == "role_does_no_business"

    def test_bars_the_office_from_entering_for_others(self, town, prepared, roles):
        roles["wang"] = Role.ARCHIVIST
        behalf = Behalf(basis=Basis.PAPER, evidence=SHEET, person=town.people["li"])
        assert refused(town, "wang", agreeing(prepared), behalf=behalf).code == "role_does_no_business"

    def test_bars_from_the_next_act_on_and_no_longer_than_it_lasts(self, town, topic, roles):
        town.do("zhou", researching(topic))
        roles["zhou"] = Role.ADMINISTRATOR
        refused(town, "zhou", researching(topic))
        del roles["zhou"]
        town.do("zhou", researching(topic))

    def test_bars_one_of_several_acts_and_so_all(self, town, topic, roles):
        roles["chen"] = Role.AUDITOR
        before = town.head
        acts = [town.asked("zhou", researching(topic)), town.asked("chen", giving_opinion(topic))]
        with pytest.raises(Exception, match="role_does_no_business"):
            town.desk.do_all(acts)
        assert town.head == before

    def test_is_found_out_by_a_dry_run(self, town, topic, roles):
        roles["zhou"] = Role.AUDITOR
        with pytest.raises(Exception, match="role_does_no_business"):
            town.desk.do_all([town.asked("zhou", researching(topic))], dry_run=True)

    def test_is_journalled_when_it_bars(self, town, topic, roles):
        roles["zhou"] = Role.AUDITOR
        refused(town, "zhou", researching(topic))
        (entry,) = [each for each in town.log.refusals(town.key) if each.code == "role_does_no_business"]
        assert (entry.person, entry.clause) == (town.people["zhou"], "R-role")


class TestOnlySeat:
    @pytest.fixture
    def both(self, town):
        """Somebody with two seats: in the office of the union and of the government."""
        town.appoint("zhou", "gov_office_staff")
        return "zhou"

    def test_is_the_one_he_acts_in(self, town, both):
        for seat, command in (("gov_office_staff", planning()), ("union_vice_chair", submitting("防汛"))):
            town.do(both, command, only=seat)
            assert last(town).fact.trace.by.seats == (seat,)
        assert refused(town, both, submitting("防汛"), only="gov_office_staff").code == "not_own_topic"

    def test_is_no_other_though_he_holds_that_too(self, town, both):
        for only in ("gov_office_staff", "mayor", "", "UNION_VICE_CHAIR"):
            refusal = refused(town, both, submitting("防汛"), only=only, seat="union_vice_chair")
            assert refusal.code == "seat_not_held", only

    def test_that_is_not_his_lets_him_do_nothing(self, town, topic):
        for only in ("mayor", "", "union_chair"):
            refused(town, "zhou", researching(topic), only=only)
            assert town.desk.seated(town.slug, town.people["zhou"], only).seats == ()

    def test_that_is_not_of_the_office_enters_for_nobody(self, town, prepared):
        town.appoint("chen", "gov_office_staff")
        behalf = Behalf(basis=Basis.PAPER, evidence=SHEET, person=town.people["li"])
        refusal = refused(town, "chen", agreeing(prepared), behalf=behalf, only="head@finance")
        assert refusal.code == "office_enters"
        town.do("chen", agreeing(prepared), behalf=behalf, only="gov_office_staff")
        assert last(town).fact.trace.entered_by.seat == "gov_office_staff"

    def test_is_all_of_them_where_none_is_named(self, town, both):
        assert set(town.desk.seated(town.slug, town.people[both]).seats) == {"union_vice_chair", "gov_office_staff"}
        assert town.desk.seated(town.slug, town.people[both], "union_vice_chair").seats == ("union_vice_chair",)

    def test_that_he_lost_is_none(self, town, both):
        laid_down = institution.LayDownDuty(
            duty="gov_office_staff", person=UUID(town.people[both]), until=town.clock.today - timedelta(days=1)
        )
        town.do("wu", laid_down)
        assert town.desk.seated(town.slug, town.people[both], "gov_office_staff").seats == ()
        refused(town, both, planning(), only="gov_office_staff")
