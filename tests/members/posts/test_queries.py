"""Who held which post on a day, and the terms of an organisation."""

import datetime

import pytest

from chibo.access import Place, Scope
from chibo.dates import parse
from chibo.organizations.models import NumberingMode
from members.posts import queries
from members.posts.models import PositionHolding
from tests.chibo.factories import CommitteeFactory, OrganizationFactory
from tests.members.factories import TODAY, HoldingFactory, MemberFactory, TermFactory

pytestmark = pytest.mark.django_db
WHOLE = Scope.whole()


def _only(organization):
    return Scope((Place(organization.path, below=True),))


def test_posts_are_printed_from_the_highest_down_the_government_last():
    committee = CommitteeFactory()
    member = MemberFactory(organization=OrganizationFactory(parent=committee))
    HoldingFactory(member=member, post="government", title="Giám đốc Sở")
    HoldingFactory(member=member)
    HoldingFactory(member=member, post="committee_member", organization=committee)
    titles = queries.titles_on(WHOLE, [member.pk], as_of=TODAY)
    assert titles == {member.pk: "Đảng ủy viên, Bí thư Chi bộ, Giám đốc Sở"}
    titles = queries.titles_on(WHOLE, [member.pk], as_of=TODAY, of_party=True)
    assert titles == {member.pk: "Đảng ủy viên, Bí thư Chi bộ"}


def test_whoever_holds_a_government_post_only_has_no_post_of_the_party_to_print():
    holding = HoldingFactory(post="government", title="Chuyên viên")
    ids = [holding.member_id]
    assert queries.titles_on(WHOLE, ids, as_of=TODAY) == {holding.member_id: "Chuyên viên"}
    assert queries.titles_on(WHOLE, ids, as_of=TODAY, of_party=True) == {}


def test_posts_are_those_held_on_the_day():
    holding = HoldingFactory(starts=parse("2020"), ends=parse("14/05/2025"))
    ids = [holding.member_id]
    assert queries.titles_on(WHOLE, ids, as_of=datetime.date(2025, 5, 13))
    assert queries.titles_on(WHOLE, ids, as_of=datetime.date(2025, 5, 14)) == {}
    assert queries.titles_on(WHOLE, ids, as_of=datetime.date(2019, 12, 31)) == {}


def test_a_cell_sees_posts_of_its_members_above_it_but_not_those_of_neighbours():
    committee = CommitteeFactory()
    own, sibling = (OrganizationFactory(parent=committee) for _ in range(2))
    above = HoldingFactory(member=MemberFactory(organization=own), organization=committee)
    hidden = HoldingFactory(member=MemberFactory(organization=sibling))
    ids = [above.member_id, hidden.member_id]
    assert queries.holdings_on(_only(own), ids, as_of=TODAY) == {above.member_id: [above]}
    assert not queries.holding(_only(own), above.pk).exists()
    assert not queries.holding(_only(own), hidden.pk).exists()
    assert queries.secretary_of(_only(own), sibling, as_of=TODAY) is None


def test_the_secretary_is_the_one_of_the_day():
    first = HoldingFactory(starts=parse("2022"), ends=parse("14/05/2025"))
    cell = first.organization
    second = HoldingFactory(member=MemberFactory(organization=cell))
    HoldingFactory(member=MemberFactory(organization=cell), post="deputy")
    assert queries.secretary_of(WHOLE, cell, as_of=TODAY) == second
    assert queries.secretary_of(WHOLE, cell, as_of=datetime.date(2024, 1, 1)) == first
    assert queries.secretary_of(WHOLE, cell, as_of=datetime.date(2020, 1, 1)) is None
    held = queries.holdings_at(WHOLE, cell, as_of=TODAY)
    assert [holding.post for holding in held] == ["secretary", "deputy"]


def test_a_term_lasts_until_the_next_one_begins():
    old = TermFactory(label="2020–2022", starts=parse("2020"), ends=parse("2022"))
    cell = old.organization
    new = TermFactory(organization=cell)
    assert queries.term_on(WHOLE, cell, as_of=datetime.date(2025, 5, 13)) == old
    assert queries.term_on(WHOLE, cell, as_of=TODAY) == new
    assert queries.term_on(WHOLE, cell, as_of=datetime.date(2019, 1, 1)) is None
    assert list(queries.terms(WHOLE, cell)) == [new, old]
    assert queries.term_on(_only(OrganizationFactory()), cell, as_of=TODAY) is None


def test_numbers_run_within_the_term_or_within_the_year():
    cell = TermFactory(label="2022–2025", starts=parse("2022")).organization
    assert queries.run_on(WHOLE, cell, as_of=datetime.date(2024, 1, 1)) == "2022–2025"
    assert queries.run_on(WHOLE, cell, as_of=datetime.date(2021, 12, 31)) == ""
    cell.numbering = NumberingMode.YEAR
    assert queries.run_on(WHOLE, cell, as_of=datetime.date(2024, 1, 1)) == "2024"


@pytest.mark.parametrize("members", [1, 30])
def test_posts_of_a_whole_roll_cost_one_statement(members, django_assert_num_queries):
    ids = [HoldingFactory().member_id for _ in range(members)]
    with django_assert_num_queries(1):
        assert len(queries.titles_on(WHOLE, ids, as_of=TODAY)) == members
    assert PositionHolding.objects.count() == members
