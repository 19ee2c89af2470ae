"""The attacker's view of the site: everybody's browser, every address, what stands on a page.

Knows no page by name: addresses come from the table of the access matrix, which a test keeps
complete, and their records from the cast.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from tests.cast import PLACES, Cast, assemble, samples
from tests.test_access_matrix import BACKEND, PAGES, Page

SHOWN_ONLY = {"HEAD", "OPTIONS"}


@dataclass(frozen=True)
class Address:
    """Where a page of the table is, for the record of one place."""

    page: Page
    place: str
    url: str


@dataclass
class World:
    """The cast, the sessions of its people, one record of every kind at every place."""

    cast: Cast
    sessions: dict[str, str]
    records: dict[str, dict[str, list[Any]]]
    asked: dict[tuple[str, str], HttpResponse] = field(default_factory=dict)

    def browser(self, person: str, **how: Any) -> Client:
        """Return a browser with this person's session and nothing else in it."""
        browser = Client(**how)
        if person in self.sessions:
            browser.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[person]
        return browser

    def addresses(self, place: str = "own") -> list[Address]:
        """Return every address of the site at a place; pages without a record stand once."""
        return [
            Address(page, place, reverse(page.name, args=[*self._record(page, place), *page.more]))
            for page in PAGES
            if page.kind or place == "own"
        ]

    def _record(self, page: Page, place: str) -> list[Any]:
        return self.records[place][page.kind] if page.kind else []

    def get(self, person: str, url: str) -> HttpResponse:
        """Return what a person gets at an address; asked once, then remembered."""
        if (person, url) not in self.asked:
            with undone():
                self.asked[person, url] = self.browser(person).get(url)
        return self.asked[person, url]


def built() -> World:
    """Assemble the cast, record one thing of every kind at every place, sign everybody in."""
    cast = assemble()
    records = {place: samples(cast.places[place]) for place in PLACES}
    sessions = {}
    for person, user in cast.people.items():
        if user is not None:
            client = Client()
            client.force_login(user, backend=BACKEND)
            sessions[person] = client.session.session_key
    return World(cast, sessions, records)


@contextlib.contextmanager
def undone() -> Iterator[None]:
    """Let nothing that happens inside remain."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def is_page(answer: HttpResponse) -> bool:
    """Return whether an answer is a page to look at."""
    return answer.status_code == 200 and answer["Content-Type"].startswith("text/html")


def places_of(person: str) -> list[str]:
    """Return the own cell, which lies below a committee's people, and where those write."""
    return ["own", "committee"] if person in {"staff", "leader"} else ["own"]


def inside(url: str, stands_on: str) -> str:
    """Return where a link leads within the site, empty where it leads out or is no page."""
    whole = urljoin(f"http://testserver{stands_on}", url)
    parts = urlsplit(whole)
    if parts.netloc != "testserver" or parts.path.startswith(settings.STATIC_URL):
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def shape(url: str) -> tuple[Any, ...]:
    """Return what two links have in common that lead to the same page."""
    try:
        return (resolve(urlsplit(url).path).url_name,)
    except Resolver404:
        return (url,)
