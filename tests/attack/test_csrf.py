"""Every address that takes a form refuses it without the token of this very browser."""

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.test import RequestFactory

from chibo.audit.models import Entry
from tests.attack.world import Address, World, undone
from tests.clumsy import digest
from tests.test_access_matrix import FORBIDDEN

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.sweep]


@pytest.fixture(autouse=True)
def pages_of_refusal_are_bare(settings):
    """That it is refused is asked here, not how that looks."""
    settings.CSRF_FAILURE_VIEW = "tests.attack.test_csrf.bare"


def bare(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Refuse without a word."""
    return HttpResponse(status=FORBIDDEN)


OWN = "https://testserver"


def _token() -> str:
    """Return a token as a browser gets one."""
    return get_token(RequestFactory().get("/"))


def _posts(world: World) -> list[Address]:
    return [address for address in world.addresses() if address.page.post is not None]


def _answers(world: World, typed, **headers) -> dict[str, int]:
    """Return what the secretary gets everywhere for a form over TLS; nothing remains."""
    found = {}
    own = _token()
    sent = {name: own if value == "own" else value for name, value in typed.items()}
    with undone():
        before, entries = digest(), Entry.objects.count()
        browser = world.browser("secretary", enforce_csrf_checks=True)
        browser.cookies[settings.CSRF_COOKIE_NAME] = own
        for address in _posts(world):
            answer = browser.post(address.url, sent, secure=True, headers=headers)
            found[address.url] = answer.status_code
        assert (digest(), Entry.objects.count()) == (before, entries)
    return found


@pytest.mark.parametrize(
    ("typed", "headers"),
    [
        ({}, {"referer": f"{OWN}/"}),
        ({"csrfmiddlewaretoken": ""}, {"origin": OWN}),
        ({"csrfmiddlewaretoken": "x" * 64}, {"origin": OWN}),
        ({"csrfmiddlewaretoken": _token()}, {"origin": OWN}),
        ({"csrfmiddlewaretoken": "own"}, {"origin": "https://testserver.evil.vn"}),
        ({"csrfmiddlewaretoken": "own"}, {"origin": "http://testserver"}),
        ({"csrfmiddlewaretoken": "own"}, {"origin": "null"}),
        ({"csrfmiddlewaretoken": "own"}, {"referer": "https://evil.vn/"}),
        ({"csrfmiddlewaretoken": "own"}, {"referer": "http://testserver/"}),
        ({"csrfmiddlewaretoken": "own"}, {}),
    ],
    ids=[
        "no token", "an empty token", "an invented token", "somebody else's token",
        "another host", "without TLS", "a hidden origin", "another page",
        "a page without TLS", "no page",
    ],
)  # fmt: skip
def test_a_form_from_elsewhere_is_refused_at_every_address(world, typed, headers):
    answers = _answers(world, typed, **headers)
    assert answers
    assert {url: status for url, status in answers.items() if status != FORBIDDEN} == {}


def test_with_its_own_token_the_same_form_is_looked_at(world):
    own = _token()
    with undone():
        browser = world.browser("secretary", enforce_csrf_checks=True)
        browser.cookies[settings.CSRF_COOKIE_NAME] = own
        url = next(a.url for a in _posts(world) if a.page.name == "add_task")
        answer = browser.post(
            url, {"csrfmiddlewaretoken": own}, secure=True, headers={"origin": OWN}
        )
    assert answer.status_code == 200
