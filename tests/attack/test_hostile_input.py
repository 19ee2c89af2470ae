"""Hostile input over all forms: never a crash, never raw on a page, nothing written that was refused.

A fixed seed; `CHIBO_FUZZ` says how many requests, of some eight inputs each (`make drill-fuzz`).
"""

import datetime
import os
import random
from collections.abc import Iterator

import pytest
from django.test import Client

from tests import clumsy
from tests.attack.world import undone
from tests.clumsy import Typed
from tests.desks import Desk, Site, desks_of
from tests.test_access_matrix import PAGES

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]

SEED = int(os.environ.get("CHIBO_FUZZ_SEED", "20261122"))
REQUESTS = int(os.environ.get("CHIBO_FUZZ", "240"))
MARK = "<zqx onload=alert(1)>"
RAW = (MARK, '"zqx-attribute=', "zqx49")
HOSTILE = [
    f"'{MARK}",
    f'"{MARK}',
    f"</textarea></script>{MARK}",
    '"zqx-attribute="x',
    "{{ 7|add:42 }}zqx{{ 7*7 }}{% debug %}${7*7}#{7*7}",
    "' OR '1'='1' --",
    "1; DROP TABLE chibo_user; --",
    "%' UNION SELECT password FROM chibo_user --",
    "javascript:alert(1)",
    "../../../../etc/passwd",
    "\x00",
    "a\x00b\x1b[31m",
    "\ud800",
    "\u202egnort\u202c",
    "\u200b\ufeff",
    "é" * 3 + "e\u0301" * 300,
    "\U0001f9ff" * 400,
    "9" * 400,
    "-1",
    "-0",
    "1e400",
    "NaN",
    "Infinity",
    "0x10",
    str(2**63),
    str(-(2**63) - 1),
    "٣",
    "01/01/0001",
    "31/12/9999",
    "0000-00-00",
    "29/02/2025",
    "2026-11-22T25:61",
    "[" * 5_000,
    '{"a":' * 5_000,
    "null",
    "",
    " ",
    "=cmd|'/c calc'!A0",
    "\r\nSet-Cookie: zqx=1",
    "x" * 1_000_000,
]
BODIES = [
    ("application/json", b"[" * 50_000),
    ("application/json", b'{"a": 1}'),
    ("text/xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\n\x00\xff"),
    ("multipart/form-data", b"no boundary"),
    ("multipart/form-data; boundary=x", b"--x\r\n" * 5_000),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="file"; '
     b'filename="../../a.pdf"\r\n\r\n%PDF\r\n--x--'),
    ("application/x-www-form-urlencoded; charset=utf-7", b"+ADw-script+AD4-=1"),
    ("application/x-www-form-urlencoded", b"%ff%fe=%00&" * 500),
    ("application/x-www-form-urlencoded", b"reason=a&reason=b&" * 500),
    ("application/x-www-form-urlencoded; charset=khong-co", b"reason=a"),
    ("\xff\xfe", b"\xff"),
]  # fmt: skip
FINE = {200, 302, 400, 409, 429}


def _desks(site: Site) -> list[Desk]:
    pages = [page for page in PAGES if page.post is not None]
    return [desk for page in pages for desk in desks_of(site, page)]


def _tries(desks: list[Desk], dice: random.Random) -> Iterator[tuple[Desk, Typed]]:
    """Yield forms in turn: filled in with sense but for some fields, or with hostility alone."""
    for turn in range(REQUESTS):
        desk = desks[turn % len(desks)]
        names = [name for name in desk.typed if name != "csrfmiddlewaretoken"]
        share = dice.choice([0.2, 0.5, 1])
        hostile = {
            name: dice.choices(HOSTILE, k=dice.choice([1, 1, 1, 3]))
            for name in names
            if dice.random() < share
        }
        yield desk, desk.typed | hostile


def _wrong(site: Site, desk: Desk, typed: Typed) -> list[str]:
    with undone():
        browser = site.browser(desk.page)
        browser.raise_request_exception = False
        with clumsy.watched() as did:
            answer = after = browser.post(desk.paper.address, encodable(typed))
        if answer.status_code == 302:
            after = browser.get(answer["Location"], follow=True)
        wrong = [] if answer.status_code in FINE else [f"answered {answer.status_code}"]
        wrong += [f"then {after.status_code}"] if after.status_code >= 500 else []
        page = b"" if after.streaming else after.content
        wrong += [f"raw {raw}" for raw in RAW if raw.encode() in page]
        if "zqx" in answer.cookies:
            wrong.append("set a cookie of the attacker's")
        if did.errors() and did.changed and clumsy.digest() != site.before:
            wrong.append("refused, yet wrote")
    return wrong


def encodable(typed: Typed) -> Typed:
    """Return what a form can carry: halves of letters as the bytes that a broken client sends."""
    return {
        name: [value.encode("utf-8", "replace").decode() for value in values]
        for name, values in typed.items()
    }


def test_hostile_input_breaks_no_form(site):
    desks = _desks(site)
    assert len(desks) > 50
    dice = random.Random(SEED)
    dice.shuffle(desks)
    faults = []
    for turn, (desk, typed) in enumerate(_tries(desks, dice)):
        for wrong in _wrong(site, desk, typed):
            sent = {name: [v[:40] for v in values] for name, values in typed.items()}
            faults.append(f"{turn}: {desk.paper.address}: {wrong}: {sent}")
    assert not faults, "\n".join(faults)


def test_bodies_that_are_no_form_break_no_address(site):
    dice = random.Random(SEED)
    wrong = []
    with undone():
        for page in [page for page in PAGES if page.post is not None]:
            for content_type, body in dice.sample(BODIES, 3):
                browser: Client = site.browser(page)
                browser.raise_request_exception = False
                with clumsy.watched() as did, undone():
                    answer = browser.generic(
                        "POST", site.address(page), body, content_type=content_type
                    )
                    wrote = bool(did.errors() and did.changed) and clumsy.digest() != site.before
                if answer.status_code not in {*FINE, 403, 404}:
                    wrong.append(f"{page.name}: {content_type[:60]}: {answer.status_code}")
                if wrote:
                    wrong.append(f"{page.name}: {content_type[:60]}: refused, yet wrote")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("pk", ["-1", "0", "9" * 30, "1e3", "%00", "..", "%2e%2e%2f", "١"])
def test_keys_that_are_none_lead_nowhere(site, pk):
    """Each address with a key, with this in its place."""
    wrong = []
    for page in [page for page in PAGES if page.kind and page.get is not None]:
        known = str(site.records[page.kind][-1])
        address = site.address(page).replace(f"/{known}/", f"/{pk}/", 1)
        browser = site.browser(page)
        browser.raise_request_exception = False
        status = browser.get(address).status_code
        if status not in {403, 404} and address != site.address(page):
            wrong.append(f"{address}: {status}")
    assert not wrong, "\n".join(wrong)


def test_the_days_at_the_ends_of_time_break_no_list(site):
    ends = [datetime.date.min.isoformat(), datetime.date.max.isoformat(), "0000", "9999", "-9999"]
    for page in [page for page in PAGES if page.get == 200 and not page.kind]:
        browser = site.browser(page)
        for end in ends[:2] if page.power == "public" else ends:
            asked = dict.fromkeys(("tinh-den", "nam", "thang", "ngay", "ky", "trang"), end)
            assert browser.get(site.address(page), asked).status_code in {200, 302, 404}
