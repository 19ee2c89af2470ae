"""Deeds that concern a member whole."""

import datetime

from chibo.access import Scope
from chibo.audit.ledger import By, action, record
from chibo.dates import PartialDate
from chibo.fields import Unopened
from members.posts import actions as post_actions
from members.posts import queries as posts
from members.roster import actions as roster_actions
from members.roster.models import Member, Membership


@action
def reveal(*, by: By, member: Member) -> list[str]:
    """Open what lies sealed of a member to somebody; return the names of what was opened.

    The log keeps who and which facts, never the facts.
    """
    opened = [
        name
        for name in Member.SEALED
        if getattr(member, name) and not isinstance(getattr(member, name), Unopened)
    ]
    record(
        by=by,
        verb="reveal",
        subject=member,
        organization_id=member.organization_id,
        values={"fields": opened},
    )
    return opened


@action
def leave(
    *,
    by: By,
    membership: Membership,
    ended: str,
    ends: PartialDate,
    elsewhere: str = "",
    decision: str = "",
    today: datetime.date,
) -> Membership:
    """Take a member off the roll and end the posts that go with it, from the same day.

    Whoever is transferred gives up the posts of this organisation; whoever dies or leaves the
    Party gives up all. Each part is recorded by its own room.
    """
    roster_actions.end_membership(
        by=by,
        membership=membership,
        ended=ended,
        ends=ends,
        elsewhere=elsewhere,
        decision=decision,
        today=today,
    )
    if membership.is_temporary:
        return membership
    held = posts.holdings_of(Scope.whole(), membership.member).filter(ends_latest__isnull=True)
    if ended == Membership.Ended.TRANSFERRED:
        held = held.filter(organization=membership.organization)
    for holding in held:
        post_actions.end_post(by=by, holding=holding, ends=ends, today=today)
    return membership
