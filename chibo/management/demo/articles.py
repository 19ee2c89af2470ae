"""What the cells that articles tell of have in common: how a report and a news item come in."""

import datetime
import io
from collections.abc import Mapping, Sequence
from typing import Any

from PIL import Image, ImageDraw

from chibo.access import Scope
from chibo.audit.ledger import By
from chibo.files.rules import Upload
from chibo.management.demo.days import on
from chibo.organizations.models import Organization
from meetings.minutes import actions as minutes
from meetings.minutes.facts import MinutesContent
from meetings.minutes.models import Meeting
from meetings.press import actions as press
from reports.yearend import actions as yearend
from reports.yearend import documents as reports

Period = tuple[datetime.date, datetime.date]

_WALL, _CLOTH, _WOOD = (238, 230, 214), (177, 18, 26), (122, 84, 52)
_SKIN, _SUIT = (214, 178, 148), (58, 66, 84)


def record_meeting(
    *, by: By, cell: Organization, content: MinutesContent, at: datetime.datetime
) -> Meeting:
    """Open a meeting, write what is told of it and nothing that was laid there, lock it."""
    meeting = minutes.open_meeting(
        by=by,
        scope=Scope.whole(),
        organization=cell,
        kinds=content.kinds,
        held=content.held,
        at=at,
    )
    meeting = minutes.write_minutes(
        by=by, meeting=meeting, content=content, version=meeting.version, at=at
    )
    return minutes.lock_minutes(by=by, meeting=meeting, at=at, today=at.date())


def draft_report(
    *,
    by: By,
    cell: Organization,
    kind: str,
    period: Period,
    meeting: Meeting,
    texts: Mapping[str, str],
    at: datetime.datetime,
) -> None:
    """Start the report on a period that a meeting heard, and write its passages; not issued."""
    told: dict[str, Any] = {"by": by, "at": at, "meeting": meeting}
    report = yearend.start_report(
        organization=cell, kind=kind, starts=period[0], ends=period[1], **told
    )
    heading = reports.usual_heading(Scope.whole(), cell, *period)
    yearend.write_report(
        report=report, texts=dict(texts), heading=heading, version=report.version, **told
    )


def publish(
    *, by: By, meeting: Meeting, title: str, published: str, author: str, captions: Sequence[str]
) -> None:
    """Write down the article about a meeting; under its captions stand drawn pictures."""
    item = press.record_press_item(
        by=by,
        organization=meeting.organization,
        title=title,
        author=author,
        published=on(published),
        meeting=meeting,
    )
    for number, caption in enumerate(captions, start=1):
        upload = Upload(f"minh-hoa-{number}.png", drawn_picture(number))
        press.add_photo(by=by, item=item, upload=upload, caption=caption)


def drawn_picture(number: int) -> bytes:
    """Return a PNG of somebody at a lectern, drawn, not photographed: no real person is in it."""
    image = Image.new("RGB", (480, 320), _WALL)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 480, 36), fill=_CLOTH)
    middle = 150 + 90 * (number % 3)
    pen.ellipse((middle - 28, 84, middle + 28, 144), fill=_SKIN)
    pen.rounded_rectangle((middle - 62, 146, middle + 62, 300), radius=30, fill=_SUIT)
    pen.polygon(
        [(middle - 84, 208), (middle + 84, 208), (middle + 68, 320), (middle - 68, 320)], fill=_WOOD
    )
    kept = io.BytesIO()
    image.save(kept, "PNG")
    return kept.getvalue()
