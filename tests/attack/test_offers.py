"""What a page offers, its reader may do: no link and no form leads to a refusal.

For each person: every page they can open, at the own cell and at places below, each link and
form on it followed once; links that differ only in the record of the same place count as one.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import lxml.html
import pytest

from tests.attack.world import World, inside, is_page, places_of, shape, undone
from tests.cast import PEOPLE

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.sweep]

REFUSALS = {400, 403, 404, 405, 500}
SHOWN_ONLY = {"gallery"}  # invented samples of every component
FORM_ANSWERS = {200, 302, 400, 409, 429}


@dataclass(frozen=True)
class Offer:
    """A link or a form: where it leads, by which method, and on which page it stands."""

    method: str
    url: str
    stands_on: str


def _offers(world: World, person: str) -> Iterator[Offer]:
    """Yield what is offered to a person, each kind of link once for each place."""
    known = set()
    for place in places_of(person):
        for address in world.addresses(place):
            if address.page.get is None or address.page.name in SHOWN_ONLY:
                continue
            answer = world.get(person, address.url)
            if not is_page(answer):
                continue
            for offer in _on(answer.content.decode(), address.url):
                key = (place, offer.method, shape(offer.url))
                if key not in known:
                    known.add(key)
                    yield offer


def _on(page: str, stands_on: str) -> Iterator[Offer]:
    tree = lxml.html.document_fromstring(page)
    for link in tree.iter("a", "area"):
        url = inside(link.get("href") or "", stands_on)
        if link.get("href") and url:
            yield Offer("get", url, stands_on)
    for form in tree.iter("form"):
        method = (form.get("method") or "get").lower()
        url = inside(form.get("action") or stands_on, stands_on)
        yield Offer(method, url, stands_on)
        for button in form.xpath(".//*[@formaction]"):
            yield Offer(method, inside(button.get("formaction"), stands_on), stands_on)


def _is_kept(world: World, person: str, offer: Offer) -> int:
    if offer.method == "get":
        return world.get(person, offer.url).status_code
    with undone():
        return world.browser(person).post(offer.url, {}).status_code


@pytest.mark.parametrize("person", PEOPLE)
def test_what_is_offered_is_allowed(world, person):
    broken = []
    for offer in _offers(world, person):
        status = _is_kept(world, person, offer)
        fine = status in FORM_ANSWERS if offer.method == "post" else status not in REFUSALS
        if not fine:
            broken.append(f"{offer.method} {offer.url} on {offer.stands_on}: {status}")
    assert not broken, "\n".join(broken)
