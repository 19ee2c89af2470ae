"""Every address × every person × every method but GET and POST: no more than GET gives, no write."""

import os

import pytest

from chibo.audit.models import Entry
from tests.attack.world import World, undone
from tests.cast import PEOPLE
from tests.clumsy import digest
from tests.test_access_matrix import DOOR, FORBIDDEN, HOLDS, NOT_FOUND, WRONG_METHOD

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.sweep]

NEVER = ("options", "put", "patch", "delete", "trace", "connect", "propfind")
NO = {*DOOR.values(), FORBIDDEN, NOT_FOUND, WRONG_METHOD}
POWERS = {power for power, people in HOLDS.items() if "secretary" in people}
FULL = os.environ.get("CHIBO_METHODS") == "all"
BY = PEOPLE if FULL else ("nobody", "member", "secretary", "staff", "administrator")


def _answer(world: World, person: str, method: str, url: str) -> int:
    browser = world.browser(person)
    return browser.generic(method.upper(), url, b"reason=x&is_secret=1").status_code


@pytest.mark.parametrize("person", BY)
def test_no_method_but_get_and_post_gives_or_writes_anything(world, person):
    """Each person tries two of the methods at an address, together all; `make drill-methods` all."""
    wrong = []
    with undone():
        before, entries = digest(), Entry.objects.count()
        for number, address in enumerate(world.addresses()):
            first = number + 2 * BY.index(person)
            tried = NEVER if FULL else [NEVER[(first + step) % len(NEVER)] for step in (0, 1)]
            for method in tried:
                status = _answer(world, person, method, address.url)
                is_hers = person == "secretary" and address.page.get == 200
                may = {*POWERS, "public"} if is_hers else set()
                if status not in NO or (address.page.power in may and status != WRONG_METHOD):
                    wrong.append(f"{method} {address.url}: {status}")
        assert (digest(), Entry.objects.count()) == (before, entries)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("person", ["member", "secretary"])
def test_head_answers_as_get_does_without_a_word(world, person):
    wrong = []
    for address in world.addresses():
        with undone():
            head = world.browser(person).head(address.url)
        if head.content:
            wrong.append(f"HEAD {address.url} has a body")
        if address.page.get is None and head.status_code not in NO:
            wrong.append(f"HEAD {address.url}: {head.status_code} where GET is refused")
        if address.page.get is not None:
            status = world.get(person, address.url).status_code
            if head.status_code not in {status, WRONG_METHOD}:
                wrong.append(f"HEAD {address.url}: {head.status_code}, GET: {status}")
    assert not wrong, "\n".join(wrong)
