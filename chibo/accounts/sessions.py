"""Sessions in rows that say whose they are: the engine behind `SESSION_ENGINE`."""

import hashlib
from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from chibo.accounts.models import PortalSession, User
from chibo.clock import now

SHOWN_AT = "shown_at"
"""When the person last showed who they are, in seconds of the epoch."""


def public_id(session_key: str) -> str:
    """Return the name by which pages speak of a session, 32 hexadecimal digits."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:32]


class SessionStore(DatabaseStore):
    """Django's store in the database, with the columns of `PortalSession`."""

    @classmethod
    def get_model_class(cls) -> type[PortalSession]:
        """Return the model of the rows."""
        return PortalSession

    def create_model_instance(self, data: dict[str, Any]) -> PortalSession:
        """Return the row to save: whose it is stands beside what it holds."""
        row = cast(PortalSession, super().create_model_instance(data))
        row.user_id = data.get(SESSION_KEY)
        row.public_id = public_id(row.session_key)
        return row


def note_sign_in(sender: Any, request: Any, user: User, **kwargs: Any) -> None:
    """Write into the session when its person showed who they are; Django signals each sign-in."""
    request.session[SHOWN_AT] = now().timestamp()
