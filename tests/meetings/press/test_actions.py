"""Writing down, correcting and removing what was published."""

import datetime

import pytest

from chibo.audit.models import Entry
from chibo.dates import parse
from chibo.files import store
from chibo.files.models import StoredFile
from chibo.files.rules import Upload
from chibo.reasons import Refusal
from meetings.press import actions
from meetings.press.models import Photo, PressItem
from tests.chibo.factories import OrganizationFactory
from tests.chibo.files.pictures import EXE, picture
from tests.meetings.press.factories import PhotoFactory, PressItemFactory, meeting

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 22)


def _values(item, **changed):
    names = ("title", "outlet", "author", "published", "summary", "meeting")
    return {name: getattr(item, name) for name in names} | changed


def _captions(item) -> list[tuple[int, str]]:
    return [(photo.order, photo.caption) for photo in Photo.objects.filter(press_item=item)]


def test_an_item_is_written_down_as_said_and_logged():
    item = PressItemFactory(
        title="  Sinh hoạt\n chi bộ ", outlet="Báo Đảng", author="Thu Nga", summary="Một. "
    )
    item.refresh_from_db()
    assert (item.title, item.outlet, item.author) == ("Sinh hoạt chi bộ", "Báo Đảng", "Thu Nga")
    assert (str(item.published), item.summary) == ("26/12/2023", "Một.")
    entry = Entry.objects.get(verb="record_press_item", chain_key=item.organization_id)
    assert entry.values["author"] == "Thu Nga"


def test_an_item_about_a_meeting_of_another_place_is_refused():
    with pytest.raises(Refusal, match="tổ chức khác"):
        PressItemFactory(meeting=meeting(OrganizationFactory()))
    assert not PressItem.objects.exists()


def test_an_item_of_tomorrow_is_refused():
    with pytest.raises(Refusal, match="tương lai"):
        PressItemFactory(published=parse("23/11/2026"), today=TODAY)


def test_a_correction_logs_what_changed_and_only_that():
    item = PressItemFactory(author="Thu Nga")
    actions.correct_press_item(by=None, item=item, **_values(item, author="Xuân Thường"))
    item.refresh_from_db()
    assert item.author == "Xuân Thường"
    entry = Entry.objects.get(verb="correct_press_item")
    assert entry.values == {"author": ["Thu Nga", "Xuân Thường"]}


def test_a_correction_of_nothing_is_no_deed():
    item = PressItemFactory()
    actions.correct_press_item(by=None, item=item, **_values(item))
    assert not Entry.objects.filter(verb="correct_press_item").exists()


def test_photos_are_numbered_as_they_come():
    item = PressItemFactory()
    for caption in ("một", "hai"):
        PhotoFactory(item=item, caption=caption)
    assert _captions(item) == [(1, "một"), (2, "hai")]
    assert Entry.objects.filter(verb="add_photo").count() == 2


@pytest.mark.parametrize(
    "wrong", [{"upload": Upload("a.png", EXE)}, {"caption": " "}, {"is_classified": True}]
)
def test_a_refused_photo_leaves_nothing_behind(wrong):
    item = PressItemFactory()
    with pytest.raises(Refusal):
        PhotoFactory(item=item, **wrong)
    assert not Photo.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_photo_moves_to_another_place_and_the_others_close_up():
    item = PressItemFactory()
    *_, last = (PhotoFactory(item=item, caption=caption) for caption in ("một", "hai", "ba"))
    actions.correct_photo(by=None, photo=last, caption="ba sửa", order=1)
    assert _captions(item) == [(1, "ba sửa"), (2, "một"), (3, "hai")]
    entry = Entry.objects.get(verb="correct_photo")
    assert entry.values == {"photo": last.pk, "caption": ["ba", "ba sửa"], "order": [3, 1]}


def test_a_removed_photo_is_gone_with_its_bytes_and_the_reason_stays(
    django_capture_on_commit_callbacks,
):
    item = PressItemFactory()
    first, second = (PhotoFactory(item=item, caption=caption) for caption in ("một", "hai"))
    digests = [first.file.sha256, first.thumbnail.sha256]
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_photo(by=None, photo=first, reason="không đồng ý đăng")
    assert _captions(item) == [(1, "hai")]
    assert StoredFile.objects.count() == 2
    for digest in digests:
        with pytest.raises(FileNotFoundError):
            store.get(digest)
    assert store.get(second.file.sha256)
    assert Entry.objects.get(verb="remove_photo").values["reason"] == "không đồng ý đăng"


def test_the_same_photo_in_two_items_outlives_one_of_them(django_capture_on_commit_callbacks):
    upload = Upload("a.jpg", picture((50, 50)))
    one, other = PhotoFactory(upload=upload), PhotoFactory(upload=upload)
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_press_item(by=None, item=one.press_item, reason="ghi nhầm")
    assert store.get(other.file.sha256)


def test_a_removed_item_takes_its_photos_with_it():
    photo = PhotoFactory(item__title="Bài ghi nhầm")
    actions.remove_press_item(by=None, item=photo.press_item, reason="ghi nhầm chi bộ")
    assert not PressItem.objects.exists()
    assert not Photo.objects.exists()
    assert not StoredFile.objects.exists()
    values = Entry.objects.get(verb="remove_press_item").values
    assert (values["title"], values["reason"]) == ("Bài ghi nhầm", "ghi nhầm chi bộ")


def test_nothing_is_removed_without_a_reason():
    photo = PhotoFactory()
    with pytest.raises(Refusal):
        actions.remove_photo(by=None, photo=photo, reason=" ")
    with pytest.raises(Refusal):
        actions.remove_press_item(by=None, item=photo.press_item, reason="")
    assert Photo.objects.count() == 1


def test_an_item_outlives_the_draft_of_its_meeting():
    organization = OrganizationFactory()
    held = meeting(organization)
    item = PressItemFactory(organization=organization, meeting=held)
    held.delete()
    item.refresh_from_db()
    assert item.meeting is None
