"""Deeds that concern a member whole: leaving, and whose account is theirs."""

import datetime

from chibo.access import Scope
from chibo.accounts import actions as accounts
from chibo.accounts.models import User
from chibo.audit.ledger import By, action, record
from chibo.dates import PartialDate
from chibo.fields import Unopened
from chibo.reasons import refuse
from members.people import rules
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
    """Take a member off the roll and end the posts and roles that go with it, from the same day.

    Whoever is transferred gives up the posts and all roles of this organisation; whoever dies or
    leaves the Party gives up all. Each part is recorded by its own room.
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
    _end_roles(by, membership, today)
    if membership.is_temporary:
        return membership
    held = posts.holdings_of(Scope.whole(), membership.member).filter(ends_latest__isnull=True)
    if ended == Membership.Ended.TRANSFERRED:
        held = held.filter(organization=membership.organization)
    for holding in held:
        post_actions.end_post(by=by, holding=holding, ends=ends, today=today)
    return membership


def _end_roles(by: By, membership: Membership, today: datetime.date) -> None:
    """End what the account of one who left still opens: what is read here is for those here.

    All roles, not only those with a post: a clerk who moved on would go on reading the book. On
    the day of leaving, today at the latest.
    """
    user, ends = membership.member.user, membership.ends.latest
    if user is None or ends is None:
        return
    left_the_place = membership.is_temporary or membership.ended == Membership.Ended.TRANSFERRED
    accounts.end_roles_of_leaver(
        by=by,
        user=user,
        organization=membership.organization if left_the_place else None,
        on=min(ends, today),
    )


@action
def link_account(*, by: By, member: Member, user: User, sees_sealed: bool) -> Member:
    """Say that an account is this member's: it then ends with their posts and judges not itself.

    `sees_sealed`: whether `by` may see what lies sealed of the member.
    """
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    member.lock()
    refuse(
        rules.obstacles_to_linking(
            is_linked=member.user_id is not None,
            is_anothers=Member.objects.filter(user=user).exclude(pk=member.pk).exists(),
            sees_sealed=sees_sealed,
        )
    )
    member.user = user
    member.write("user")
    _record(by, "link_account", member, {"user": [None, user.pk]})
    return member


@action
def unlink_account(*, by: By, member: Member) -> Member:
    """Take back that an account is this member's."""
    member.lock()
    before = member.user_id
    refuse(rules.obstacles_to_unlinking(user_id=before, by_id=by.pk if by is not None else None))
    member.user = None
    member.write("user")
    _record(by, "unlink_account", member, {"user": [before, None]})
    return member


def _record(by: By, verb: str, member: Member, values: dict[str, list[int | None]]) -> None:
    record(
        by=by,
        verb=verb,
        subject=member,
        organization_id=member.organization_id,
        values=values,
    )
