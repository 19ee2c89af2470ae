"""The door: what who is not signed in, or must show again who they are, meets on any page.

A link leads through the sign-in page and back. A form that was sent is not lost: the door is drawn
right there with all that was sent, and once the person is in, the same POST goes on to its view.
What was sent to an `uncarried` view, passwords, is kept nowhere: its form is drawn anew then.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.contrib import messages
from django.contrib.auth import login
from django.core import signing
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from chibo.access import Scope, SignInNeeded
from chibo.accounts import provider, queries
from chibo.accounts.forms import SignInForm
from chibo.accounts.models import User

PREFIX = "door"
"""Names the fields of the door among those of the page; alone it is the field that says whose the
words are, as a signed id: only that person may go on with them."""
FILES = f"{PREFIX}-files"
"""Says through every step that a file was sent, too, and is lost."""
_ANEW = "Phiên làm việc đã hết trước khi ghi nên chưa đổi gì. Ghi lại mật khẩu rồi bấm nút."
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field


class Door:
    """Answers `SignInNeeded`, and lets a form go on whose sender came in through the door on it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; note afterwards that the session is in use."""
        response = self.get_response(request)
        request.session.touch()  # type: ignore[attr-defined]
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Where a form comes with the door's fields: check them, take them out, let it go on.

        Stands behind the check of the form's token. Whoever sends these fields anywhere gets no
        more than the sign-in page gives.
        """
        if request.method != "POST" or getattr(view, "csrf_exempt", False):
            return None
        if PREFIX not in request.POST:
            return None
        request.sensitive_post_parameters = "__ALL__"  # type: ignore[attr-defined]
        given = request.POST
        request.POST = _without_door(given)  # type: ignore[assignment]
        holder = _owner(given[PREFIX]) or _holder(request)
        form = SignInForm(request, given, holder=holder, prefix=PREFIX)
        if not form.is_valid() or form.user is None:
            return _ask(request, form, again=request.user == holder, files=FILES in given)
        if request.user == form.user:
            request.session.cycle_key()
        login(request, form.user)
        if not _is_carried(request):
            messages.warning(request, _ANEW)
            return redirect(request.get_full_path())
        return None

    def process_exception(self, request: HttpRequest, raised: Exception) -> HttpResponse | None:
        """Send to the sign-in page and back here; where a form was sent, ask on the spot."""
        if not isinstance(raised, SignInNeeded):
            return None
        if request.method != "POST":
            wanted = urlencode({"next": request.get_full_path()})
            return redirect(f"{reverse('sign_in')}?{wanted}")
        form = SignInForm(request, holder=_holder(request), prefix=PREFIX)
        return _ask(request, form, again=raised.again)


def _ask(
    request: HttpRequest, form: SignInForm, *, again: bool, files: bool = False
) -> HttpResponse:
    """Draw the door over the sent form.

    401: nobody is signed in. 403: it is known who asks, and refused until they show it again.
    429: too many failures. A script gets a word instead of a page, and keeps what it has. `files`:
    one was sent with the form when the door was drawn first.
    """
    locked = getattr(request, "axes_locked_out", False)
    status = 429 if locked else 403 if again else 401
    response: HttpResponse
    if request.accepts("text/html"):
        context = {
            "form": form,
            "again": again,
            "locked": locked,
            "door": PREFIX,
            "owner": signing.dumps(form.holder.pk, salt=PREFIX) if form.holder else "",
            "is_carried": _is_carried(request),
            "sent": _pairs(request.POST) if _is_carried(request) else [],
            "files": FILES if files or request.FILES else "",
            **_at_the_provider(request, again),
        }
        response = render(request, "chibo/accounts/in_place.html", context, status=status)
    else:
        response = JsonResponse({"error": "Phiên làm việc đã hết."}, status=status)
    if status == 401:
        response["WWW-Authenticate"] = "Form"
    add_never_cache_headers(response)
    return response


def _at_the_provider(request: HttpRequest, again: bool) -> dict[str, str]:
    """Return how whoever came by single sign-on, and may know no password, shows it again."""
    if not (again and request.session.get(provider.VOUCHED)):
        return {}
    stood = urlsplit(request.headers.get("Referer", ""))
    return {
        "provider": provider.name(),
        "next": urlunsplit(("", "", stood.path, stood.query, "")) or "/",
    }


def _holder(request: HttpRequest) -> User | None:
    """Return who is signed in, or was until the session in the cookie was over; None: unknown."""
    whose = request.session.whose  # type: ignore[attr-defined]
    return queries.person(Scope.whole(), whose) if whose else None


def _owner(signed: str) -> User | None:
    """Return whose words a form says it carries."""
    try:
        pk = signing.loads(signed, salt=PREFIX)
    except signing.BadSignature:
        return None
    return queries.person(Scope.whole(), pk)


def _without_door(given: QueryDict) -> QueryDict:
    kept = given.copy()
    for name in given:
        if name == PREFIX or name.startswith(f"{PREFIX}-"):
            del kept[name]
    return kept


def _is_carried(request: HttpRequest) -> bool:
    """Return whether what was sent may stand in the page of the door and go on from there."""
    match = request.resolver_match
    return match is None or not getattr(match.func, "is_uncarried", False)


def _pairs(sent: QueryDict) -> list[tuple[str, str]]:
    """Return names and values in the order in which they were sent, but the old token."""
    return [(name, value) for name, values in sent.lists() for value in values if name != TOKEN]
