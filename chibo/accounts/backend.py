"""Recognising an account by its password or by single sign-on; roles stand in assignments."""

from typing import Any

from django.http import HttpRequest

from chibo.accounts import actions
from chibo.accounts.models import User
from chibo.accounts.provider import Identity
from chibo.reasons import Refusal


class AccountBackend:
    """Checks a password in constant time, whether or not the account exists."""

    def authenticate(
        self, request: HttpRequest | None, username: str = "", password: str = "", **kwargs: Any
    ) -> User | None:
        """Return the active user with this name and password, else None."""
        user = User.objects.filter(username=username.strip().lower()).first()
        if user is None:
            User().set_password(password)
            return None
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id: int) -> User | None:
        """Return the active user with this id; asked on every request."""
        return User.objects.filter(pk=user_id, is_active=True).first()


def holder_of(identity: Identity) -> User | None:
    """Return the active account of who the provider says it is, else None; never a new one.

    Who is not known yet is bound to the account of their user name, if nobody is bound to that:
    from then on the user name alone opens nothing.
    """
    known = User.objects.filter(identity=identity.key).first()
    if known is None and identity.username:
        known = User.objects.filter(username=identity.username, identity="", is_active=True).first()
        if known is not None:
            try:
                actions.bind_identity(by=known, user=known, identity=identity.key)
            except Refusal:
                return None
    return known if known is not None and known.is_active else None
