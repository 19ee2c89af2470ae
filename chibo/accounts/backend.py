"""Recognising an account: by password, then by what else one has shown, or by single sign-on;
roles stand in assignments, not in Django's groups.

Django signals who came in and went out, through whichever door; that is written down here.
"""

import datetime
from typing import Any

from django.http import HttpRequest

from chibo.access import Scope
from chibo.accounts import actions, passkeys, queries
from chibo.accounts.models import User
from chibo.accounts.provider import Identity
from chibo.accounts.sessions import address_of
from chibo.reasons import Refusal


class AccountBackend:
    """Checks a password in constant time, whether or not the account exists; or a second factor."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str = "",
        password: str = "",
        token: str = "",
        passkey: str = "",
        alone: bool = False,
        at: datetime.datetime | None = None,
        **kwargs: Any,
    ) -> User | None:
        """Return the active user with this name and password, else None.

        With a `token` (the code of an app, a recovery code) or the answer of a `passkey` it asks
        for that alone; that the password was right before is the form's to know. With `alone` the
        passkey stands for the password, too. `at` is now.
        """
        user = User.objects.filter(username=username.strip().lower()).first()
        if at is None or request is None:
            return self._by_password(user, password)
        if user is None or not user.is_active:
            return None
        try:
            if passkey:
                return self._by_passkey(request, user, passkey, alone, at)
            actions.use_code(by=user, user=user, code=token, at=at)
        except (Refusal, passkeys.Untrue):
            return None
        return user

    def get_user(self, user_id: int) -> User | None:
        """Return the active user with this id; asked on every request."""
        return User.objects.filter(pk=user_id, is_active=True).first()

    def _by_password(self, user: User | None, password: str) -> User | None:
        if user is None:
            User().set_password(password)
            return None
        return user if user.check_password(password) and user.is_active else None

    def _by_passkey(
        self, request: HttpRequest, user: User, answer: str, alone: bool, at: datetime.datetime
    ) -> User | None:
        found = queries.passkey(Scope.whole(), passkeys.named(answer))
        if found is None or found.user_id != user.pk:
            return None
        said = passkeys.signed(request, answer, found.secret, alone=alone, at=at)
        actions.use_passkey(
            by=user, passkey=found, counter=said.counter, asked_at=said.asked_at, at=at
        )
        return user


def log_sign_in(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Write down that somebody came in at a browser; a command that acts as somebody has none."""
    if address := address_of(request):
        actions.sign_in(by=user, address=address, at=request.session.started_at)  # type: ignore[attr-defined]


def log_sign_out(sender: Any, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    """Write down that somebody went out."""
    if user is not None and (address := address_of(request)):
        actions.sign_out(by=user, address=address, at=request.session.started_at)  # type: ignore[attr-defined]


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
