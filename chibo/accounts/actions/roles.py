"""Giving, lending, handing over and ending roles."""

import datetime
from typing import Any

from django.db.models import Q, QuerySet

from chibo.access import Role, Scope
from chibo.accounts import queries, rules
from chibo.accounts.models import Assignment, User
from chibo.audit.ledger import By, action, record
from chibo.organizations.models import Organization
from chibo.reasons import Reason, refuse


@action
def assign(
    *,
    by: By,
    user: User,
    role: Role,
    organization: Organization,
    starts_on: datetime.date,
    ends_on: datetime.date | None = None,
    with_post: bool = False,
) -> Assignment:
    """Give a user a role at a place for a period, or as long as the post of that name is held."""
    refuse(rules.obstacles_to_giving(user.pk, by.pk if by is not None else None))
    refuse(rules.obstacles_to_with_post(role.value, with_post))
    assignment = _give(
        Assignment(
            user=user,
            role=role.value,
            organization=organization,
            starts_on=starts_on,
            ends_on=ends_on,
            with_post=with_post,
        )
    )
    _record(by, "assign", assignment, _values(assignment))
    return assignment


@action
def end_assignment(*, by: By, assignment: Assignment, on: datetime.date) -> Assignment:
    """End a role: from that day on it no longer holds."""
    refuse(rules.obstacles_to_ending(assignment.user_id, by.pk if by is not None else None))
    _lock(assignment)
    if assignment.ends_on is not None and assignment.ends_on <= on:
        refuse([Reason("Vai trò này đã kết thúc.")])
    _end(by, assignment, on)
    return assignment


@action
def end_roles_with_post(
    *, by: By, user: User, organization: Organization, role: str, on: datetime.date
) -> list[Assignment]:
    """End what somebody holds here with a post of theirs that ended, their own too.

    A role that began after that day goes with another post.
    """
    held = user.assignments.filter(organization=organization, role=role, with_post=True)
    held = held.filter(starts_on__lte=on)
    return _end_all(by, held, on, "end_post")


@action
def end_roles_of_leaver(
    *, by: By, user: User, organization: Organization | None, on: datetime.date
) -> list[Assignment]:
    """End all roles of one who left a place, their own too; of one who left the Party everywhere."""
    held = user.assignments.all()
    if organization is not None:
        held = held.filter(organization=organization)
    return _end_all(by, held, on, "leave")


@action
def delegate(
    *,
    by: User,
    assignment: Assignment,
    user: User,
    starts_on: datetime.date,
    ends_on: datetime.date,
    today: datetime.date,
) -> Assignment:
    """Lend one's own role to somebody for a time; one keeps it oneself."""
    _lock(assignment)
    refuse(
        rules.obstacles_to_delegating(
            _handed(assignment),
            to_id=user.pk,
            by_id=by.pk,
            starts_on=starts_on,
            ends_on=ends_on,
            today=today,
        )
    )
    lent = _give(
        Assignment(
            user=user,
            role=assignment.role,
            organization=assignment.organization,
            starts_on=starts_on,
            ends_on=ends_on,
            delegated_by=by,
        )
    )
    _record(by, "delegate", lent, _values(lent))
    return lent


@action
def withdraw_delegation(
    *, by: User | None, assignment: Assignment, today: datetime.date
) -> Assignment:
    """Take back what was lent; from today on it no longer holds. No lent role takes back another."""
    _lock(assignment)
    refuse(
        rules.obstacles_to_withdrawing(
            assignment.delegated_by_id is not None,
            assignment.ends_on,
            in_own_right=by is None or _stands_over(by, assignment, today),
            today=today,
        )
    )
    before = assignment.ends_on
    assignment.ends_on = max(today, assignment.starts_on)
    assignment.save(update_fields=["ends_on"])
    changes = {"ends_on": [before and before.isoformat(), assignment.ends_on.isoformat()]}
    _record(by, "withdraw_delegation", assignment, {"user": assignment.user_id, **changes})
    return assignment


@action
def hand_over_role(
    *,
    by: User,
    assignment: Assignment,
    user: User,
    on: datetime.date,
    is_checked: bool,
    left_open: list[list[Any]],
    today: datetime.date,
) -> Assignment:
    """Hand one's own role over for good: from a day on it is another's; what one lent ends.

    `left_open` is what the giver showed to be open, [words, number]; the log keeps it, and the
    record of the hand-over is printed from there.
    """
    _lock(assignment)
    refuse(
        rules.obstacles_to_handing_over(
            _handed(assignment),
            to_id=user.pk,
            by_id=by.pk,
            on=on,
            is_checked=is_checked,
            today=today,
        )
    )
    until = assignment.ends_on
    _end(by, assignment, on, because="hand_over")
    taken = _give(
        Assignment(
            user=user,
            role=assignment.role,
            organization=assignment.organization,
            starts_on=on,
            ends_on=until,
            with_post=assignment.with_post,
        ),
        field="user",
    )
    values = {**_values(taken), "from": by.pk, "left_open": left_open}
    _record(by, "hand_over", taken, values)
    return taken


def _lock(assignment: Assignment) -> None:
    rows = Assignment.objects.select_for_update(no_key=True)
    assignment.refresh_from_db(from_queryset=rows)


def _give(assignment: Assignment, *, field: str = "role") -> Assignment:
    """Write a role that its holder does not have yet at that place and time."""
    User.objects.select_for_update(no_key=True).get(pk=assignment.user_id)
    held = Assignment.objects.filter(
        user=assignment.user_id, organization=assignment.organization_id
    ).values_list("role", "starts_on", "ends_on")
    refuse(
        rules.obstacles_to_assigning(
            assignment.role, assignment.starts_on, assignment.ends_on, list(held), field=field
        )
    )
    assignment.save()
    return assignment


def _end(by: By, assignment: Assignment, on: datetime.date, *, because: str = "") -> None:
    """End a role, and with it what its holder lent of it: nothing lent outlives the role."""
    assignment.ends_on = max(on, assignment.starts_on)
    assignment.save(update_fields=["ends_on"])
    values = {"user": assignment.user_id, "on": on.isoformat()}
    _record(by, "end_assignment", assignment, values | ({"because": because} if because else {}))
    if assignment.delegated_by_id is None:
        lent = Assignment.objects.filter(
            delegated_by=assignment.user_id,
            role=assignment.role,
            organization=assignment.organization_id,
        )
        _end_all(by, lent, on, "delegation")


def _end_all(
    by: By, held: QuerySet[Assignment], on: datetime.date, because: str
) -> list[Assignment]:
    lasting = Q(ends_on__isnull=True) | Q(ends_on__gt=on)
    ended = list(held.filter(lasting).select_for_update(no_key=True, of=("self",)).order_by("pk"))
    for one in ended:
        _end(by, one, on, because=because)
    return ended


def _stands_over(user: User, lent: Assignment, today: datetime.date) -> bool:
    """Return whether somebody lent this role, or may hand on a role of their own at its place."""
    own = queries.own_at(Scope.whole(), lent.organization, user, as_of=today)
    return lent.delegated_by_id == user.pk or own.exists()


def _handed(assignment: Assignment) -> rules.Handed:
    return rules.Handed(
        assignment.role,
        assignment.user_id,
        assignment.delegated_by_id is not None,
        assignment.starts_on,
        assignment.ends_on,
    )


def _values(assignment: Assignment) -> dict[str, Any]:
    ends = assignment.ends_on
    values: dict[str, Any] = {
        "user": assignment.user_id,
        "role": assignment.role,
        "starts_on": assignment.starts_on.isoformat(),
        "ends_on": ends and ends.isoformat(),
    }
    if assignment.with_post:
        values["with_post"] = True
    if assignment.delegated_by_id is not None:
        values["delegated_by"] = assignment.delegated_by_id
    return values


def _record(by: By, verb: str, assignment: Assignment, values: dict[str, Any]) -> None:
    record(
        by=by,
        verb=verb,
        subject=assignment,
        organization_id=assignment.organization_id,
        values=values,
    )
