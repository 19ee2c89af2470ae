"""The organisation one works for: chosen by address, remembered in the session."""

from django.http import Http404, HttpRequest

from chibo.access import Permission, Scope
from chibo.clock import today
from chibo.organizations import queries
from chibo.organizations.models import Organization

_KEY, _RECENT = "place", "recent_places"
_MOST_RECENT = 5


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
        found = queries.by_code(scope, named).first()
        if found is None:
            raise Http404
        request.session[_KEY] = found.code
        before = [code for code in request.session.get(_RECENT, []) if code != found.code]
        request.session[_RECENT] = [found.code, *before][:_MOST_RECENT]
        return found
    remembered = request.session.get(_KEY)
    found = queries.by_code(scope, remembered).first() if remembered else None
    found = found or queries.tree(scope).first()
    if found is None:
        raise Http404
    return found


def recent(request: HttpRequest, here: Organization | None = None) -> list[Organization]:
    """Return the last few places that were chosen, the latest first; those still in scope.

    One statement, none while no place but `here` was chosen.
    """
    codes = request.session.get(_RECENT, [])
    if not codes or (here is not None and codes == [here.code]):
        return []
    scope = request.user.scope(Permission.VIEW_ORGANIZATIONS, on=today())  # type: ignore[union-attr]
    found = queries.by_codes(scope, codes)
    return sorted(found, key=lambda organization: codes.index(organization.code))
