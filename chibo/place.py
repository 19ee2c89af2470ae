"""The organisation one works for: chosen by address, remembered in the session."""

from django.http import Http404, HttpRequest

from chibo.access import Permission, Scope
from chibo.clock import today
from chibo.organizations import queries
from chibo.organizations.models import Organization
from chibo.vietnamese import normalise

_KEY = "place"


def place(request: HttpRequest, scope: Scope | None = None) -> Organization:
    """Return the organisation that a list or desk page is about.

    `?to-chuc=CODE` names it and is remembered; otherwise the remembered one, otherwise the first
    in scope. One outside the scope is 404 when named, forgotten when remembered. Pages that write
    never use this: their address names the organisation, so that two open tabs cannot mix.
    """
    if scope is None:
        scope = request.user.scope(Permission.VIEW_ORGANIZATIONS, on=today())  # type: ignore[union-attr]
    named = request.GET.get("to-chuc")
    if named is not None:
        found = queries.by_code(scope, normalise(named)).first()
        if found is None:
            raise Http404
        request.session[_KEY] = found.code
        return found
    remembered = request.session.get(_KEY)
    found = queries.by_code(scope, remembered).first() if remembered else None
    found = found or queries.tree(scope).first()
    if found is None:
        raise Http404
    return found
