"""Leaving the roll with the posts that go with it."""

import pytest

from chibo.dates import UNKNOWN, parse
from chibo.reasons import Refusal
from members.people import actions
from members.posts.models import PositionHolding
from tests.chibo.factories import CommitteeFactory, OrganizationFactory
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
