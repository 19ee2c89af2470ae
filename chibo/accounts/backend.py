"""Signing in by user name and password; roles stand in assignments, not in Django's groups."""

from typing import Any

from django.http import HttpRequest

from chibo.accounts.models import User


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
