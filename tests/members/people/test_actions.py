"""Leaving the roll with the posts that go with it."""

import pytest

from chibo.access import Role
from chibo.accounts.models import User
from chibo.audit.models import Entry
from chibo.dates import UNKNOWN, parse
from chibo.reasons import Refusal
from members.people import actions
from members.posts.models import PositionHolding
from members.roster.models import Member
from tests.chibo.factories import (
    AssignmentFactory,
    CommitteeFactory,
    OrganizationFactory,
    UserFactory,
    holder,
)
from tests.members.factories import TODAY, HoldingFactory, MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    committee = CommitteeFactory()
    member = MemberFactory(organization=OrganizationFactory(parent=committee))
    HoldingFactory(member=member)
    HoldingFactory(member=member, organization=committee, post="committee_member")
    return member


def _leave(member, ended, ends="01/09/2026"):
    actions.leave(
        by=None, membership=member.memberships.get(), ended=ended, ends=parse(ends), today=TODAY
    )


def _running_posts():
    return [holding.post for holding in PositionHolding.objects.filter(ends_latest=None)]


def test_whoever_is_transferred_gives_up_the_posts_of_this_cell_only(member):
    _leave(member, "transferred")
    assert _running_posts() == ["committee_member"]


def test_whoever_dies_gives_up_all_posts(member):
    _leave(member, "died")
    assert _running_posts() == []
    assert {str(holding.ends) for holding in PositionHolding.objects.all()} == {"01/09/2026"}


def test_a_guest_who_leaves_keeps_the_posts_held_elsewhere():
    guest = MemberFactory(is_temporary=True)
    HoldingFactory(member=guest, organization=OrganizationFactory())
    _leave(guest, "transferred")
    assert _running_posts() == ["secretary"]


def test_when_a_post_cannot_end_on_that_day_nothing_is_written(member):
    with pytest.raises(Refusal):
        _leave(member, "died", "2024")
    assert member.memberships.get().ends == UNKNOWN
    assert _running_posts() == ["secretary", "committee_member"]


# Accounts ----------------------------------------------------------------------------------------


@pytest.fixture
def clerk(member):
    """The account of the member: a clerk here, staff of the committee, a clerk elsewhere."""
    user = holder(Role.CLERK, member.organization)
    for role, place in (
        (Role.COMMITTEE_STAFF, member.organization.parent),
        (Role.CLERK, OrganizationFactory()),
    ):
        AssignmentFactory(user=user, role=role, organization=place)
    actions.link_account(by=None, member=member, user=user, sees_sealed=True)
    return user


def _roles(user, on=TODAY):
    return [role for role, _ in User.objects.get(pk=user.pk).roles_on(on)]


def test_whoever_is_transferred_reads_no_more_of_this_cell(member, clerk):
    _leave(member, "transferred")
    assert _roles(clerk) == [Role.COMMITTEE_STAFF, Role.CLERK]
    entry = Entry.objects.get(verb="end_assignment")
    assert (entry.chain_key, entry.values["because"]) == (member.organization_id, "leave")


@pytest.mark.parametrize("ended", ["died", "left", "expelled"])
def test_whoever_leaves_the_party_opens_nothing_any_more(member, clerk, ended):
    _leave(member, ended)
    assert _roles(clerk) == []


def test_a_guest_who_leaves_keeps_the_roles_elsewhere():
    guest = MemberFactory(is_temporary=True)
    user = holder(Role.CLERK, guest.organization)
    AssignmentFactory(user=user, role=Role.MEMBER)
    actions.link_account(by=None, member=guest, user=user, sees_sealed=True)
    _leave(guest, "transferred")
    assert _roles(user) == [Role.MEMBER]


def test_whoever_leaves_in_some_month_has_no_access_today(member, clerk):
    _leave(member, "died", ends="2026")
    assert _roles(clerk) == []


def test_a_refused_leaving_keeps_the_roles(member, clerk):
    with pytest.raises(Refusal):
        _leave(member, "transferred", ends="01/09/2027")
    assert len(_roles(clerk)) == 3


def test_an_account_is_one_members_and_that_is_logged(member, clerk):
    entry = Entry.objects.get(verb="link_account")
    assert (entry.chain_key, entry.values) == (member.organization_id, {"user": [None, clerk.pk]})
    other = MemberFactory(full_name="Lê Thị Khác")
    with pytest.raises(Refusal) as refused:
        actions.link_account(by=None, member=other, user=clerk, sees_sealed=True)
    assert "đồng chí khác" in refused.value.reasons[0].text
    assert member.full_name not in refused.value.reasons[0].text
    with pytest.raises(Refusal, match="đã có tài khoản"):
        actions.link_account(by=None, member=member, user=UserFactory(), sees_sealed=True)


def test_one_links_oneself_and_another_takes_it_back(member):
    user = UserFactory()
    actions.link_account(by=user, member=member, user=user, sees_sealed=True)
    with pytest.raises(Refusal, match="Không tự bỏ"):
        actions.unlink_account(by=user, member=member)
    actions.unlink_account(by=UserFactory(), member=member)
    assert Entry.objects.get(verb="unlink_account").values == {"user": [user.pk, None]}
    assert Member.objects.get(pk=member.pk).user is None
    with pytest.raises(Refusal, match="chưa có tài khoản"):
        actions.unlink_account(by=None, member=member)
