"""Nobody is sent to another site: every parameter, header and address that could lead away."""

import re
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from chibo.access import Role
from tests.chibo.factories import PASSWORD, OrganizationFactory, UserFactory, holder
from tests.chibo.portal.pages import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]

AWAY = [
    "https://vi-du.example/",
    "http:vi-du.example",
    "//vi-du.example/",
    "///vi-du.example/",
    "////vi-du.example",
    "/\\vi-du.example",
    "\\\\vi-du.example",
    "/\t/vi-du.example",
    "\t//vi-du.example",
    "/\n/vi-du.example",
    "/\x00/vi-du.example",
    "//testserver@vi-du.example/",
    "//vi-du.example#@testserver/",
    "https:///vi-du.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "/a\r\nSet-Cookie: x=1",
    "ftp://testserver/",
    "http://testserver:81/",
    "vi-du.example",
    "",
]


def stays_here(location: str) -> bool:
    """Return whether a browser that follows stays on this site: read as browsers read."""
    plain = "".join(c for c in location if c not in "\t\r\n").strip("\x00 ").replace("\\", "/")
    parts = urlsplit(plain)
    return not parts.scheme and re.match(r"/(?!/)", plain) is not None and plain == location


def test_the_reading_of_addresses_is_as_suspicious_as_a_browser():
    assert [stays_here(one) for one in ("/", "/a/?next=https://vi-du.example/")] == [True, True]
    away = set(AWAY) - {"/\x00/vi-du.example"}
    assert [one for one in away if stays_here(one)] == []


@pytest.fixture
def user():
    return UserFactory(username="do.an")


def _signed_in(wanted, where="data"):
    browser = Client()
    asked = {"username": "do.an", "password": PASSWORD}
    if where == "data":
        return browser.post("/dang-nhap/", {**asked, "next": wanted})
    return browser.post("/dang-nhap/", asked, query_params={"next": wanted})


@pytest.mark.parametrize("where", ["data", "address"])
@pytest.mark.parametrize("wanted", AWAY)
def test_signing_in_leads_nowhere_else(user, wanted, where):
    answer = _signed_in(wanted, where)
    assert answer.status_code == 302
    assert stays_here(answer.url)
    assert "vi-du" not in answer.url or answer.url.startswith("/%00/")
    assert "Set-Cookie: x" not in str(answer.headers)


@pytest.mark.parametrize("wanted", AWAY)
def test_who_is_in_is_sent_nowhere_else(user, wanted):
    browser = client_of(user)
    for answer in (
        browser.get("/dang-nhap/", {"next": wanted}),
        browser.post("/chu-lon/", {"next": wanted}),
    ):
        assert answer.status_code == 302
        assert stays_here(answer.url)


@pytest.mark.parametrize(
    "stood",
    [
        "https://vi-du.example//vi-du.example/a",
        "https://testserver//vi-du.example/",
        "https://testserver/\\vi-du.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "//vi-du.example",
        "https://vi-du.example/?next=//vi-du.example",
        "\x00",
    ],
)
def test_the_page_where_a_form_stood_leads_nowhere_else(user, stood):
    """Who must sign in meets the door on the spot: whatever the browser says, all of it stays here."""
    answer = Client().post("/chu-lon/", headers={"referer": stood})
    page = answer.content.decode()
    led = re.findall(r'(?:href|action|src)="([^"]+)"', page)
    assert answer.status_code == 401
    assert "/chu-lon/" in led
    assert [one for one in led if not stays_here(one)] == []


@pytest.mark.parametrize(
    "path",
    [
        "//vi-du.example/dang-nhap",
        "//vi-du.example/..;/dang-nhap",
        "/\\vi-du.example/dang-nhap",
        "/dang-nhap\r\nSet-Cookie: x=1",
        "/%0d%0aSet-Cookie:%20x=1/dang-nhap",
    ],
)
def test_a_slash_that_is_added_adds_no_host(path):
    answer = Client().get("/", PATH_INFO=path)
    assert answer.status_code == 404
    assert "Location" not in answer.headers
    assert "x=1" not in str(answer.headers)


def test_the_slash_is_added_within_the_site():
    answer = Client().get("/dang-nhap", {"next": "//vi-du.example"})
    assert answer.status_code == 301
    assert stays_here(answer.url)


def test_the_door_repeats_what_was_wanted_harmlessly():
    page = Client().get("/dang-nhap/", {"next": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in page


LEADING = ("next", "url", "to", "back", "ve", "lai", "return", "redirect", "continue", "goto")
LEADING += ("insert", "open", "them", "mo", "to-chuc", "nam", "xem", "luu", "ReturnUrl", "q")


@pytest.mark.parametrize(
    "wanted", ["//vi-du.example/", "https://vi-du.example/", "/\\vi-du.example"]
)
def test_no_parameter_of_a_deed_leads_away(wanted):
    """Deeds of the own cell that end with a redirect, every name that could lead it set."""
    cell = OrganizationFactory(code="chi-bo")
    browser = client_of(holder(Role.SECRETARY, cell))
    asked = dict.fromkeys(LEADING, wanted)
    for name, arguments in (
        ("large_text", []),
        ("open_rating_sheet", [cell.code, 2026]),
        ("open_dues_month", [cell.code, 2026, 3]),
        ("sign_out", []),
    ):
        answer = browser.post(reverse(name, args=arguments), asked, query_params=asked)
        assert answer.status_code == 302, name
        assert stays_here(answer.url), name
