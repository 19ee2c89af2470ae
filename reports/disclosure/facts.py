"""Whose data is due, and why it may not be erased yet."""

import datetime

from chibo.access import Scope
from chibo.audit.ledger import By
from chibo.organizations.models import Organization
from chibo.reasons import Reason
from members.roster.models import Member
from reports.disclosure import queries, rules


def due(
    scope: Scope, organization: Organization, *, today: datetime.date
) -> list[tuple[Member, list[Reason]]]:
    """Return the members of a place and below whose data is to be erased, with the reasons."""
    schedule = queries.schedule(scope, as_of=today)
    until = rules.left_before(schedule, today=today)
    found = []
    for member in queries.left_members(scope, organization, until=until):
        leaving = queries.leaving_of(member.memberships.all())
        kept = rules.kept_until(leaving, schedule)
        if reasons := rules.due_for_erasure(kept, today=today):
            found.append((member, reasons))
    return found


def due_reasons(member: Member, *, today: datetime.date) -> list[Reason]:
    """Return why the data of a member is to be erased by the schedule; empty while it is kept."""
    return rules.due_for_erasure(kept(member, today=today), today=today)


def kept(member: Member, *, today: datetime.date) -> rules.Kept:
    """Return by which period a member's data is kept, and until when."""
    leaving = queries.leaving_of(member.memberships.all())
    return rules.kept_until(leaving, queries.schedule(Scope.whole(), as_of=today))


def obstacles_to_erasure(
    member: Member, *, by: By, basis: str, today: datetime.date
) -> list[Reason]:
    """Return why a member's data may not be erased on this basis."""
    return rules.obstacles_to_erasure(
        is_erased=member.erased_on is not None,
        is_own=by is not None and by.pk == member.user_id,
        leaving=queries.leaving_of(member.memberships.all()),
        kept=kept(member, today=today),
        open_sheets=queries.open_sheets(Scope.whole(), member),
        basis=basis,
        today=today,
    )
