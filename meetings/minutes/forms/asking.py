"""Records that an address asks about: `?buoi=` a meeting, `?van-ban=` a guiding document."""

import datetime
from collections.abc import Callable
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest

from chibo.access import Permission
from meetings.library import queries as library
from meetings.library.models import GuidingDocument
from meetings.minutes import queries
from meetings.minutes.models import Meeting

_Record = TypeVar("_Record", bound=Model)
_LONGEST_KEY = 18  # digits of the key of a record


def asked_meeting(request: HttpRequest, *, on: datetime.date) -> Meeting | None:
    """Return the meeting of `?buoi=`, None where none is asked for; 404 for one not to be read."""
    readable = request.user.scope(Permission.VIEW_MEETINGS, on=on)  # type: ignore[union-attr]
    drafts = request.user.scope(Permission.VIEW_ACTIVITIES, on=on)  # type: ignore[union-attr]
    return _asked(request, "buoi", lambda key: queries.meeting(readable, key, drafts=drafts))


def asked_document(request: HttpRequest, *, on: datetime.date) -> GuidingDocument | None:
    """Return the document of `?van-ban=`, None where none is asked for; 404 as for a meeting."""
    readable = request.user.scope(Permission.VIEW_DOCUMENTS, on=on)  # type: ignore[union-attr]
    return _asked(request, "van-ban", lambda key: library.document(readable, key))


def _asked(
    request: HttpRequest, name: str, find: Callable[[int], QuerySet[_Record]]
) -> _Record | None:
    asked = request.GET.get(name, "")
    if not asked:
        return None
    is_key = asked.isascii() and asked.isdecimal() and len(asked) <= _LONGEST_KEY
    found = find(int(asked)).first() if is_key else None
    if found is None:
        raise Http404
    return found
