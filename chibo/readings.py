"""Readings that are written down: which page shows what kept on whom, and to whom it showed it.

Under `@requires` stands `@logged("view")` or `@logged("print")`; the view says with `shows()` which
record its page is about. A reading is written when the page is ready and before it is sent: where
the log cannot be written, the page is not shown. Every opening counts, however soon it follows
another: one line too many harms less than a rule about which was left out. So does a form that was
refused and shows its page once more: an empty form would be a way to look unseen.
"""

import functools
from collections.abc import Callable
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse

from chibo.access import View
from chibo.audit.actions import note

_PAGES = frozenset({200, 409})
"""Answers that show the page; 409 is the form that a colleague's save refused."""


def shows(request: HttpRequest, subject: models.Model, organization_id: int, **values: Any) -> None:
    """Say which record a page shows, in whose chain the reading belongs, and what of it."""
    request.reading = (subject, organization_id, values)  # type: ignore[attr-defined]


def logged(verb: str) -> Callable[[View], View]:
    """Write down in the log who was shown the page; six statements each, none for HEAD.

    A page that says nothing with `shows()` showed nothing of the kind.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def written_down(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            answer = view(request, *args, **kwargs)
            reading = getattr(request, "reading", None)
            if reading and request.method != "HEAD" and answer.status_code in _PAGES:
                subject, organization_id, values = reading
                note(
                    by=request.user,  # type: ignore[arg-type]
                    verb=verb,
                    subject=subject,
                    organization_id=organization_id,
                    values=values,
                )
            return answer

        written_down.logs = verb  # type: ignore[attr-defined]
        return written_down

    return decorate
