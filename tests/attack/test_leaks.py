"""No page says a word of what its reader may not see, however it is asked; not even by counting."""

import re
from collections.abc import Iterator
from itertools import islice, zip_longest

import pytest
from django.http import HttpResponse

from tests.attack.sentinels import COMMON, Word, forbidden, plant
from tests.attack.world import World, undone
from tests.cast import PLACES, samples
from tests.chibo.factories import OrganizationFactory
from tests.test_access_matrix import PAGES

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.sweep]

CRAWLERS = ("nobody", "stranger", "member", "collector", "clerk", "neighbour", "reviewer")
CRAWLERS += ("administrator",)
ONE_TIME = re.compile(rb'((?:name="csrfmiddlewaretoken" value=|nonce=|"X-CSRFToken": )")[^"]+')


@pytest.fixture(scope="module")
def planted(world) -> set[Word]:
    """The words that stand in the book."""
    return plant(world.cast)


@pytest.fixture(autouse=True)
def refusals_are_shown(settings):
    """Pages of refusal are pages too."""
    settings.DEBUG = False


def _asked(world: World, person: str) -> Iterator[str]:
    """Yield every address one can ask for at one's own cell, and every list asked in other ways."""
    for address in world.addresses():
        if address.page.get is None:
            continue
        yield address.url
        if address.page.kind or world.get(person, address.url).status_code != 200:
            continue
        yield f"{address.url}?q={COMMON}"
        for place in ("sibling", "elsewhere"):
            yield f"{address.url}?to-chuc={world.cast.places[place].code}&q={COMMON}"


def _said(answer: HttpResponse) -> str:
    content = b"" if answer.streaming else answer.content
    return f"{answer.headers} {answer.cookies} {content.decode(errors='replace')}"


def test_every_kind_of_word_is_planted_at_every_place(planted):
    kinds = {"plain", "discipline", "dues", "ratings", "sealed", "library"}
    assert {(word.place, word.kind) for word in planted} == {
        (place, kind) for place in PLACES for kind in kinds
    }


def test_who_may_see_words_does_meet_them(world, planted):
    """The crawl looks where they stand."""
    met = "".join(_said(world.get("secretary", url)) for url in _asked(world, "secretary"))
    missed = {word.kind for word in planted if word.place == "own" and str(word) not in met}
    assert missed <= {"sealed"}  # shown when asked for, one at a time


@pytest.mark.parametrize("person", CRAWLERS)
def test_nobody_meets_a_word_that_is_not_for_them(world, planted, person):
    never = [str(word) for word in forbidden(world.cast, world.cast.people[person]) & planted]
    assert never
    leaks = []
    for url in _asked(world, person):
        said = _said(world.get(person, url))
        if COMMON in said:
            leaks += [f"{word} at {url}" for word in never if word in said]
    assert not leaks, "\n".join(leaks)


def _page(world: World, person: str, url: str) -> bytes:
    answer = world.browser(person).get(url)
    return ONE_TIME.sub(rb"\1", b"" if answer.streaming else answer.content)


def _told(before: dict[str, bytes], after: dict[str, bytes]) -> list[str]:
    """Return the first line of each page that is not what it was."""
    return [
        f"{url}: {old.strip().decode()} → {new.strip().decode()}"
        for url in before
        for old, new in islice(_changed_lines(before[url], after[url]), 1)
    ]


def _changed_lines(before: bytes, after: bytes) -> Iterator[tuple[bytes, bytes]]:
    pairs = zip_longest(before.splitlines(), after.splitlines(), fillvalue=b"")
    return ((old, new) for old, new in pairs if old != new)


ALWAYS_NEW = {"add_app", "add_passkey"}  # a secret, a challenge for each visit
LISTS = sorted({page.name for page in PAGES if not page.kind and page.get == 200} - ALWAYS_NEW)


@pytest.mark.parametrize("person", ["collector", "clerk", "neighbour"])
def test_a_page_is_the_same_to_the_letter_whatever_else_is_recorded_elsewhere(world, person):
    """Counts, years to choose from and pages to turn tell nothing of places one may not see."""
    known = [a.url for a in world.addresses() if a.page.name in LISTS]
    known = [url for url in known if world.get(person, url).status_code == 200]
    known += [f"{url}?q={COMMON}" for url in known]
    with undone():
        before = {url: _page(world, person, url) for url in known}
    with undone():
        committee = world.cast.places["committee"]
        samples(OrganizationFactory(code="chi-bo-moi", parent=committee))
        samples(OrganizationFactory(code="noi-moi"))
        after = {url: _page(world, person, url) for url in known}
    assert before
    assert _told(before, after) == []
