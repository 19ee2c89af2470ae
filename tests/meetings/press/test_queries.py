"""Finding what was published."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.access import Place, Scope
from chibo.dates import parse
from meetings.press import queries
from tests.chibo.factories import CommitteeFactory, OrganizationFactory
from tests.meetings.press.factories import PhotoFactory, PressItemFactory, meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    committee = CommitteeFactory()
    return committee, OrganizationFactory(parent=committee), OrganizationFactory(parent=committee)


def _scope(organization) -> Scope:
    return Scope((Place(organization.path, below=True),))


def _titles(found) -> list[str]:
    return [item.title for item in found]


def test_items_of_a_place_and_all_below_come_newest_first_and_undated_last(tree):
    committee, one, two = tree
    PressItemFactory(organization=one, title="không rõ", published=parse(""))
    PressItemFactory(organization=one, title="2023", published=parse("2023"))
    PressItemFactory(organization=two, title="8/2024", published=parse("8/2024"))
    PressItemFactory(organization=committee, title="2013", published=parse("06/08/2013"))
    assert _titles(queries.press_items(_scope(committee), committee)) == [
        "8/2024", "2023", "2013", "không rõ",
    ]  # fmt: skip
    assert _titles(queries.press_items(_scope(committee), one)) == ["2023", "không rõ"]
    assert _titles(queries.press_items(_scope(committee), committee, year=2013)) == ["2013"]
    assert _titles(queries.undated(_scope(committee), committee)) == ["không rõ"]
    assert queries.years(_scope(committee), committee) == [2024, 2023, 2013]


def test_a_neighbours_items_and_photos_are_not_found(tree):
    committee, one, two = tree
    photo = PhotoFactory(item__organization=two)
    item = photo.press_item
    for scope, count in ((_scope(two), 1), (_scope(one), 0), (Scope(), 0)):
        assert queries.press_item(scope, item.pk).count() == count
        assert queries.photo(scope, photo.pk).count() == count
        assert queries.press_items(scope, committee).count() == count
        assert len(queries.years(scope, committee)) == count


def test_the_items_of_a_meeting_are_found_in_scope_only(tree):
    _, one, two = tree
    held = meeting(one)
    PressItemFactory(organization=one, title="về buổi ấy", meeting=held)
    PressItemFactory(organization=one, title="về việc khác")
    assert _titles(queries.items_of_meeting(_scope(one), held)) == ["về buổi ấy"]
    assert not queries.items_of_meeting(_scope(two), held).exists()


def test_an_item_can_be_about_a_meeting_of_its_very_own_place(tree):
    committee, one, two = tree
    meeting(two)
    early, late = meeting(one, held="3/2023"), meeting(one, held="26/12/2023")
    assert list(queries.possible_meetings(_scope(committee), one)) == [late, early]
    assert not queries.possible_meetings(_scope(two), one).exists()


def test_photos_are_at_hand_in_their_order(tree):
    _, one, _ = tree
    item = PressItemFactory(organization=one)
    for caption in ("một", "hai", "ba"):
        PhotoFactory(item=item, caption=caption)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        (found,) = queries.press_items(_scope(one), one)
        assert [photo.caption for photo in found.photos.all()] == ["một", "hai", "ba"]
    assert len(asked) == 2
