"""Sessions in rows that say whose they are and when they were used: what `SESSION_ENGINE` names.

A session that was idle or lasted too long is over, not gone: for every page nobody is signed in,
and its row still tells whose it was, so that the door can ask that person to come in again.
"""

import datetime
import hashlib
import ipaddress
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import transaction
from django.http import HttpRequest

from chibo.accounts import rules
from chibo.accounts.models import PortalSession, User
from chibo.clock import now

SHOWN_AT = "shown_at"
"""When the person last showed who they are, in seconds of the epoch."""
GUARDED = "has_second_factor"
"""Where a session keeps of whom one need not ask again whether there is a second factor."""
SEEN_EVERY = datetime.timedelta(minutes=5)
"""How exactly a row knows when it was used last: one `UPDATE` in five minutes of work, no more."""


def public_id(session_key: str) -> str:
    """Return the name by which pages speak of a session, 32 hexadecimal digits."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:32]


def address_of(request: HttpRequest) -> str:
    """Return the address a request comes from; empty where it comes from no browser.

    `CHIBO_PROXIES` proxies stand in front; each appends to X-Forwarded-For whom it heard, so only
    as many entries are believed, counted from the end. What stands before them anybody may write.
    """
    heard = request.META.get("REMOTE_ADDR", "")
    if settings.PROXIES:
        chain = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        heard = chain[-settings.PROXIES].strip() if len(chain) >= settings.PROXIES else heard
    try:
        return str(ipaddress.ip_address(heard))
    except ValueError:
        return ""


class SessionStore(DatabaseStore):
    """Django's store in the database, with the columns of `PortalSession`.

    `whose` is the id of the person whose session the cookie names or named; `is_over` says that it
    no longer lets anybody in.
    """

    def __init__(self, session_key: str | None = None) -> None:
        super().__init__(session_key)
        self._whose: int | None = None
        self.is_over = False
        self._columns: dict[str, Any] = {"started_at": None, "address": "", "agent": ""}
        self._seen_at: datetime.datetime | None = None

    @classmethod
    def get_model_class(cls) -> type[PortalSession]:
        """Return the model of the rows."""
        return PortalSession

    @property
    def whose(self) -> int | None:
        """The id of the person; asks the database where nobody has asked before."""
        self._get_session()  # type: ignore[attr-defined]
        return self._whose

    @property
    def started_at(self) -> datetime.datetime | None:
        """When its person last showed who they are."""
        self._get_session()  # type: ignore[attr-defined]
        return self._columns["started_at"]

    def begin(self, request: HttpRequest) -> None:
        """Note that a person has just shown, from this browser, who they are."""
        at = now()
        self[SHOWN_AT] = at.timestamp()
        self.is_over, self._seen_at = False, at
        self._columns = {
            "started_at": at,
            "address": address_of(request),
            "agent": request.META.get("HTTP_USER_AGENT", "")[:300],
        }

    def load(self) -> dict[str, Any]:
        """Return what the session holds; of one that is over only what was put in since."""
        row = self._get_session_from_db()  # type: ignore[attr-defined]
        if row is None:
            return {}
        self._whose, self._seen_at = row.user_id, row.seen_at
        self._columns = {name: getattr(row, name) for name in self._columns}
        self.is_over = row.user_id is not None and not rules.is_alive(
            row.started_at,
            row.seen_at,
            at=now(),
            idle=settings.SESSION_IDLE,
            absolute=settings.SESSION_ABSOLUTE,
        )
        data = self.decode(row.session_data)
        return {} if self.is_over and SESSION_KEY in data else data

    def create_model_instance(self, data: dict[str, Any]) -> PortalSession:
        """Return the row to save: whose it is stands beside what it holds."""
        row = cast(PortalSession, super().create_model_instance(data))
        row.user_id = data.get(SESSION_KEY)
        row.public_id = public_id(row.session_key)
        row.seen_at = now()
        for name, value in self._columns.items():
            setattr(row, name, value)
        return row

    def save(self, must_create: bool = False) -> None:
        """Save; never bring back a session that was ended elsewhere in the meantime.

        One that is over keeps saying whose it was and that it is over.
        """
        if must_create or self.session_key is None:
            super().save(must_create)
            return
        row = self.create_model_instance(self._get_session())  # type: ignore[attr-defined]
        kept = self.model.objects.filter(session_key=row.session_key)
        with transaction.atomic():
            if self.is_over:
                changed = kept.update(session_data=row.session_data)
            else:
                names = ["session_data", "expire_date", "user_id", "seen_at", *self._columns]
                changed = kept.filter(seen_at__isnull=False).update(
                    **{name: getattr(row, name) for name in names}
                )
        if not changed:
            raise UpdateError

    def touch(self) -> None:
        """Note that the session is being used: one `UPDATE`, at most every `SEEN_EVERY`."""
        if not self.accessed or self.modified or self.is_over or self._seen_at is None:
            return
        at = now()
        if self.session_key and self.get(SESSION_KEY) and at - self._seen_at > SEEN_EVERY:
            row = self.model.objects.filter(session_key=self.session_key)
            row.filter(seen_at=self._seen_at).update(seen_at=at)


def note_sign_in(sender: Any, request: Any, user: User, **kwargs: Any) -> None:
    """Begin the session of whoever showed who they are; Django signals each sign-in."""
    request.session.begin(request)
