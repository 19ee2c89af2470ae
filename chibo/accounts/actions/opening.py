"""Opening accounts with their first role, and what a person sets for themselves."""

import datetime

from django.db import IntegrityError, transaction

from chibo.access import Role
from chibo.accounts.actions.roles import assign
from chibo.accounts.models import User
from chibo.audit.ledger import By, action, record
from chibo.organizations.models import Organization
from chibo.reasons import Reason, refuse
from chibo.vietnamese import fold, normalise


@action
def open_account(
    *, by: By, username: str, full_name: str, password: str, is_temporary: bool = False
) -> User:
    """Open an account without any role; the password is stored hashed (Argon2).

    User names are lower case: signing in does not care how they are typed. A temporary password
    is replaced by its holder before anything else.
    """
    username = normalise(username).lower()
    user = User(
        username=username,
        full_name=full_name,
        search=fold(f"{username} {full_name}"),
        password_is_temporary=is_temporary,
    )
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
    is_temporary: bool = False,
    with_post: bool = False,
) -> User:
    """Open an account together with its first role, so that somebody administers it at once."""
    user = open_account(
        by=by,
        username=username,
        full_name=full_name,
        password=password,
        is_temporary=is_temporary,
    )
    assign(
        by=by,
        user=user,
        role=role,
        organization=organization,
        starts_on=starts_on,
        with_post=with_post,
    )
    return user


@action
def set_large_text(*, by: By, user: User, on: bool) -> None:
    """Switch larger letters on or off for one person."""
    user.large_text = on
    user.save()
    record(by=by, verb="set_large_text", subject=user, values={"on": on})
