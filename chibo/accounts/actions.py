"""Opening accounts, giving and ending roles, changing passwords, ending sessions."""

import datetime

from django.db import IntegrityError, transaction

from chibo.access import Role, Scope
from chibo.accounts import queries, rules
from chibo.accounts.models import Assignment, PortalSession, User
from chibo.audit.ledger import By, action, record
from chibo.organizations.models import Organization
from chibo.reasons import Reason, refuse
from chibo.vietnamese import fold, normalise


@action
def open_account(*, by: By, username: str, full_name: str, password: str) -> User:
    """Open an account without any role; the password is stored hashed (Argon2).

    User names are lower case: signing in does not care how they are typed.
    """
    username = normalise(username).lower()
    user = User(username=username, full_name=full_name, search=fold(f"{username} {full_name}"))
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:
        refuse([Reason(f"Tên đăng nhập «{username}» đã có người dùng.", field="username")])
    record(by=by, verb="open_account", subject=user, values={"username": username})
    return user


@action
def open_account_at(
    *,
    by: By,
    username: str,
    full_name: str,
    password: str,
    role: Role,
    organization: Organization,
    starts_on: datetime.date,
) -> User:
    """Open an account together with its first role, so that somebody administers it at once."""
    user = open_account(by=by, username=username, full_name=full_name, password=password)
    assign(by=by, user=user, role=role, organization=organization, starts_on=starts_on)
    return user


@action
def assign(
    *,
    by: By,
    user: User,
    role: Role,
    organization: Organization,
    starts_on: datetime.date,
    ends_on: datetime.date | None = None,
) -> Assignment:
    """Give a user a role at a place for a period."""
    held = list(
        user.assignments.filter(organization=organization).values_list(
            "role", "starts_on", "ends_on"
        )
    )
    refuse(rules.obstacles_to_assigning(role.value, starts_on, ends_on, held))
    assignment = Assignment.objects.create(
        user=user, role=role.value, organization=organization, starts_on=starts_on, ends_on=ends_on
    )
    record(
        by=by,
        verb="assign",
        subject=assignment,
        organization_id=organization.pk,
        values={
            "user": user.pk,
            "role": role.value,
            "starts_on": starts_on.isoformat(),
            "ends_on": ends_on and ends_on.isoformat(),
        },
    )
    return assignment


@action
def end_assignment(*, by: By, assignment: Assignment, on: datetime.date) -> Assignment:
    """End a role: from that day on it no longer holds."""
    refuse(rules.obstacles_to_ending(assignment.user_id, by.pk if by is not None else None))
    if assignment.ends_on is not None and assignment.ends_on <= on:
        refuse([Reason("Vai trò này đã kết thúc.")])
    assignment.ends_on = max(on, assignment.starts_on)
    assignment.save()
    record(
        by=by,
        verb="end_assignment",
        subject=assignment,
        organization_id=assignment.organization_id,
        values={"user": assignment.user_id, "on": on.isoformat()},
    )
    return assignment


@action
def sign_in(*, by: User, address: str) -> None:
    """Write down that somebody came in, or showed again who they are, and from where."""
    record(by=by, verb="sign_in", subject=by, values={"address": address})


@action
def sign_out(*, by: User, address: str) -> None:
    """Write down that somebody went out."""
    record(by=by, verb="sign_out", subject=by, values={"address": address})


@action
def end_session(*, by: User, scope: Scope, user: User, session: PortalSession) -> None:
    """End one session of a person: its browser must come in again. Its row still tells whose it was.

    `scope` is where `by` administers accounts; nobody needs one for their own sessions.
    """
    _refuse_others(by, scope, user)
    queries.sessions(Scope.whole(), user).filter(pk=session.pk).update(seen_at=None)
    record(by=by, verb="end_session", subject=user, values={"session": session.public_id})


@action
def end_sessions(
    *, by: User, scope: Scope, user: User, at: datetime.datetime, but: str = ""
) -> int:
    """End all sessions of a person that are alive, but the one with this public id; return how many."""
    _refuse_others(by, scope, user)
    ended = queries.sessions(Scope.whole(), user, at=at).exclude(public_id=but)
    count = ended.update(seen_at=None)
    record(by=by, verb="end_sessions", subject=user, values={"count": count})
    return count


def _refuse_others(by: User, scope: Scope, user: User) -> None:
    if user.pk != by.pk:
        refuse(rules.obstacles_to_seeing_sessions(queries.reaches_beyond(scope, user)))


@action
def change_password(*, by: By, user: User, password: str) -> None:
    """Store a new password; the log says that, never what it is."""
    user.set_password(password)
    user.save()
    record(by=by, verb="change_password", subject=user)


@action
def renew_password(*, by: By, scope: Scope, user: User, password: str) -> None:
    """Give an account a new temporary password; only where all its roles lie in the scope."""
    refuse(rules.obstacles_to_new_password(queries.reaches_beyond(scope, user)))
    user.set_password(password)
    user.save()
    record(by=by, verb="renew_password", subject=user)


@action
def set_large_text(*, by: By, user: User, on: bool) -> None:
    """Switch larger letters on or off for one person."""
    user.large_text = on
    user.save()
    record(by=by, verb="set_large_text", subject=user, values={"on": on})
