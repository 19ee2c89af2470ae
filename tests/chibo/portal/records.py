"""Meetings and reports of the past for the desks, written straight into the database."""

import datetime

from chibo.dates import PartialDate
from chibo.organizations.models import Organization
from chibo.vietnamese import fold
from meetings.minutes.models import Meeting, MeetingKind
from members.dues.models import DuesCharge, DuesPayment
from reports.ratings.models import RatingSheet
from reports.yearend.models import Report
from tests.members.factories import MemberFactory

AT = datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC)


def meet(
    cell: Organization,
    year: int,
    month: int,
    *kinds: str,
    locked: bool = True,
    title: str = "",
    present: int = 19,
) -> Meeting:
    """Record a meeting on the fifth of a month, a regular one unless kinds are named."""
    meeting = Meeting.objects.create(
        organization=cell,
        held=PartialDate.on(datetime.date(year, month, 5)),
        title=title,
        search=fold(title),
        attending="counted",
        summoned_count=20,
        present_count=present,
        status="locked" if locked else "draft",
        updated_at=AT,
    )
    for kind in kinds or ("regular",):
        MeetingKind.objects.create(meeting=meeting, kind=kind)
    return meeting


def report(cell: Organization, year: int, status: str = "draft") -> Report:
    """Record a report on a year."""
    return Report.objects.create(
        organization=cell,
        kind="year",
        starts=datetime.date(year, 1, 1),
        ends=datetime.date(year, 12, 31),
        about=f"tổng kết công tác Đảng năm {year}",
        search=fold(f"tổng kết công tác Đảng năm {year}"),
        status=status,
        updated_at=AT,
    )


def charge(cell: Organization, year: int, month: int, *, paid: bool = False) -> DuesCharge:
    """Charge a new member of a cell for a month."""
    first = datetime.date(year, month, 1)
    made = DuesCharge.objects.create(
        organization=cell, member=MemberFactory(organization=cell), month=first, amount=50_000
    )
    if paid:
        DuesPayment.objects.create(charge=made, amount=50_000, paid_on=first)
    return made


def rating_sheet(cell: Organization, year: int, status: str = "draft") -> RatingSheet:
    """Record a sheet of ratings without lines."""
    return RatingSheet.objects.create(organization=cell, year=year, status=status, updated_at=AT)
