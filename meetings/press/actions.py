"""Writing down what was published, adding its photos, correcting and removing both."""

import datetime
from typing import Any

from chibo.audit.ledger import By, action, changed, record
from chibo.dates import UNKNOWN, PartialDate
from chibo.files import actions as files
from chibo.files.rules import Upload
from chibo.organizations.models import Organization
from chibo.reasons import refuse
from chibo.vietnamese import fold, normalise
from meetings.minutes.models import Meeting
from meetings.press import rules
from meetings.press.models import Photo, PressItem


@action
def record_press_item(
    *,
    by: By,
    organization: Organization,
    title: str,
    outlet: str = "",
    author: str = "",
    published: PartialDate = UNKNOWN,
    summary: str = "",
    meeting: Meeting | None = None,
    today: datetime.date | None = None,
) -> PressItem:
    """Write down a news item about an organisation."""
    item = PressItem(organization=organization)
    _fill(item, title, outlet, author, published, summary, meeting, today)
    item.save()
    _record(by, "record_press_item", item, _values(item))
    return item


@action
def correct_press_item(
    *,
    by: By,
    item: PressItem,
    title: str,
    outlet: str,
    author: str,
    published: PartialDate,
    summary: str,
    meeting: Meeting | None,
    today: datetime.date | None = None,
) -> PressItem:
    """Correct what was written down of a news item; what it was stays in the log."""
    before = _values(item)
    _fill(item, title, outlet, author, published, summary, meeting, today)
    after = _values(item)
    if changes := changed(before, after):
        item.save()
        _record(by, "correct_press_item", item, changes)
    return item


@action
def remove_press_item(*, by: By, item: PressItem, reason: str) -> None:
    """Remove a news item with its photos; the log keeps what it said, with the reason."""
    reason = normalise(reason)
    refuse(rules.obstacles_to_removing(reason))
    item.lock()
    for photo in _photos(item):
        remove_photo(by=by, photo=photo, reason=reason)
    _record(by, "remove_press_item", item, _values(item) | {"reason": reason})
    item.delete()


@action
def add_photo(
    *, by: By, item: PressItem, upload: Upload, caption: str, is_classified: bool = False
) -> Photo:
    """Add a photo with its caption, after those that the item has."""
    caption = normalise(caption)
    refuse(rules.obstacles_to_caption(caption))
    kept = files.store_photo(
        by=by, organization=item.organization, upload=upload, is_classified=is_classified
    )
    photo = Photo.objects.create(
        press_item=item,
        file=kept.file,
        thumbnail=kept.thumbnail,
        width=kept.width,
        height=kept.height,
        caption=caption,
        order=len(_photos(item)) + 1,
    )
    _record(by, "add_photo", item, _photo_values(photo) | {"sha256": kept.file.sha256})
    return photo


@action
def correct_photo(*, by: By, photo: Photo, caption: str, order: int) -> Photo:
    """Correct a caption, or move the photo to another place among those of its item."""
    caption = normalise(caption)
    refuse(rules.obstacles_to_caption(caption))
    before = _photo_values(photo)
    photo.caption = caption
    photo.save(update_fields=["caption"])
    _number(rules.moved(_photos(photo.press_item), photo, order))
    photo.refresh_from_db(fields=["order"])
    after = _photo_values(photo)
    if changes := changed(before, after):
        _record(by, "correct_photo", photo.press_item, {"photo": photo.pk} | changes)
    return photo


@action
def remove_photo(*, by: By, photo: Photo, reason: str) -> None:
    """Remove a photo and its files; the log keeps the caption, with the reason."""
    reason = normalise(reason)
    refuse(rules.obstacles_to_removing(reason))
    photo.lock()
    item, kept = photo.press_item, (photo.file, photo.thumbnail)
    _record(by, "remove_photo", item, _photo_values(photo) | {"reason": reason})
    photo.delete()
    for stored in kept:
        files.discard(by=by, stored=stored, reason=reason)
    _number(_photos(item))


def _fill(
    item: PressItem,
    title: str,
    outlet: str,
    author: str,
    published: PartialDate,
    summary: str,
    meeting: Meeting | None,
    today: datetime.date | None,
) -> None:
    title = " ".join(normalise(title).split())
    is_own = meeting is None or meeting.organization_id == item.organization_id
    refuse(rules.obstacles_to_press_item(title, published, is_own_meeting=is_own, today=today))
    item.title, item.outlet, item.author = title, normalise(outlet), normalise(author)
    item.published, item.summary, item.meeting = published, normalise(summary), meeting
    item.search = fold(" ".join([item.title, item.outlet, item.author, item.summary]))


def _photos(item: PressItem) -> list[Photo]:
    """Return the photos of an item in order; one who renumbers them waits for another who does."""
    PressItem.hold(item.pk)
    found = Photo.objects.filter(press_item=item).select_related("file", "thumbnail", "press_item")
    return list(found.order_by("order", "pk"))


def _number(photos: list[Photo]) -> None:
    for order, photo in enumerate(photos, start=1):
        photo.order = order
    Photo.objects.bulk_update(photos, ["order"])


def _values(item: PressItem) -> dict[str, Any]:
    return {
        "title": item.title,
        "outlet": item.outlet,
        "author": item.author,
        "published": str(item.published),
        "summary": item.summary,
        "meeting": item.meeting_id,
    }


def _photo_values(photo: Photo) -> dict[str, Any]:
    return {"photo": photo.pk, "caption": photo.caption, "order": photo.order}


def _record(by: By, verb: str, item: PressItem, values: dict[str, Any]) -> None:
    record(by=by, verb=verb, subject=item, organization_id=item.organization_id, values=values)
