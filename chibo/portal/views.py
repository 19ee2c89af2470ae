"""Pages of the roof: what stands above every wing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chibo.access import public


@public
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say in plain words that the form came from an old page and what to do."""
    return render(request, "403_csrf.html", status=403)
