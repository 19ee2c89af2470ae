"""The door: what who is not signed in, or must show again who they are, meets on any page."""

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from chibo.access import SignInNeeded


class Door:
    """Answers `SignInNeeded`, wherever a view raised it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, raised: Exception) -> HttpResponse | None:
        """Send to the sign-in page and back: to this page, or to the one with the sent form."""
        if not isinstance(raised, SignInNeeded):
            return None
        wanted = request.get_full_path()
        if request.method == "POST":
            stood = urlsplit(request.headers.get("Referer", ""))
            wanted = urlunsplit(("", "", stood.path, stood.query, "")) if stood.path else "/"
        return redirect(f"{reverse('sign_in')}?{urlencode({'next': wanted})}")
