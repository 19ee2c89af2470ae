"""Signing in by user name and password; roles stand in assignments, not in Django's groups.

Django signals who came in and went out, through whichever door; that is written down here.
"""

from typing import Any

from django.http import HttpRequest

from chibo.accounts import actions
from chibo.accounts.models import User
from chibo.accounts.sessions import address_of


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


def log_sign_in(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Write down that somebody came in at a browser; a command that acts as somebody has none."""
    if address := address_of(request):
        actions.sign_in(by=user, address=address)


def log_sign_out(sender: Any, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    """Write down that somebody went out."""
    if user is not None and (address := address_of(request)):
        actions.sign_out(by=user, address=address)
