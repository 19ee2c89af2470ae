"""Opening accounts, giving and ending roles, changing passwords."""

import datetime

from django.db import IntegrityError, transaction

from chibo.access import Role, Scope
from chibo.accounts import queries, rules
from chibo.accounts.models import Assignment, User
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
def bind_identity(*, by: By, user: User, identity: str) -> None:
    """Bind an account to one identity of the single sign-on provider, «issuer subject»."""
    try:
        with transaction.atomic():
            bound = User.objects.filter(pk=user.pk, identity="").update(identity=identity)
    except IntegrityError:
        bound = 0
    if not bound:
        refuse([Reason("Tài khoản này đã gắn với một người khác ở nơi đăng nhập một lần.")])
    user.identity = identity
    record(by=by, verb="bind_identity", subject=user, values={"identity": identity})


@action
def unbind_identity(*, by: By, scope: Scope, user: User) -> None:
    """Take the single sign-on identity from an account and end its sessions.

    Whoever comes next from the provider with this user name is bound to it.
    """
    refuse(rules.obstacles_to_unbinding(bool(user.identity), queries.reaches_beyond(scope, user)))
    taken, user.identity = user.identity, ""
    user.save(update_fields=["identity"])
    user.sessions.all().delete()
    record(by=by, verb="unbind_identity", subject=user, values={"identity": [taken, ""]})


@action
def set_large_text(*, by: By, user: User, on: bool) -> None:
    """Switch larger letters on or off for one person."""
    user.large_text = on
    user.save()
    record(by=by, verb="set_large_text", subject=user, values={"on": on})
