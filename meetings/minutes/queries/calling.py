"""Whom a meeting calls: the roll of its day, or the committee where the committee alone meets."""

import datetime
from collections.abc import Collection
from dataclasses import replace

from chibo.access import Scope
from chibo.organizations.models import Organization
from meetings.minutes.models import Attendance, Kind
from meetings.minutes.queries.values import Called, copied
from members.posts import queries as posts
from members.posts.models import Post
from members.roster import queries as roster

_COMMITTEE = {Post.SECRETARY, Post.DEPUTY, Post.COMMITTEE_MEMBER, Post.STANDING_MEMBER}


def called(
    scope: Scope, organization: Organization, kinds: Collection[str], *, as_of: datetime.date
) -> list[Called]:
    """Return whom a meeting of these kinds calls on a day, each member once, by name.

    A meeting of the committee only calls who held a post of it then, where any are recorded. At
    most two statements.
    """
    lines: dict[int, Called] = {}
    for row in roster.roll(scope, organization, as_of=as_of):
        first = lines.get(row.member_id)
        if first is None:
            lines[row.member_id] = copied(Called, row)
        elif first.status == Attendance.State.AWAY:
            # Away from one roll below and a guest on another: still here.
            lines[row.member_id] = replace(first, status=row.status)
    if set(kinds) != {Kind.COMMITTEE}:
        return list(lines.values())
    holders = {
        holding.member_id
        for holding in posts.holdings_at(scope, organization, as_of=as_of)
        if holding.post in _COMMITTEE
    }
    if not holders:
        return list(lines.values())
    guests = [Called(member_id, is_official=True) for member_id in sorted(holders - set(lines))]
    return [line for line in lines.values() if line.member_id in holders] + guests
