"""Records of the rooms below that a report reads, written straight into the database."""

import datetime

from chibo.dates import parse
from meetings.congress.models import Congress, ElectionResult
from meetings.library.models import GuidingDocument
from meetings.study.models import Commitment, StudyAttendance, StudyDocument, StudySession
from members.conduct.models import Commendation, Discipline
from members.dues.models import DuesCharge, DuesPayment, DuesRemittance
from reports.activities.models import Activity, StatedFigure
from reports.ratings.models import (
    OrganizationRating,
    Rating,
    RatingAggregate,
    RatingSheet,
    ResidenceReview,
)
from reports.targets.models import Target

AT = datetime.datetime(2026, 1, 10, tzinfo=datetime.UTC)
MARCH = datetime.date(2025, 3, 1)


def study(cell, member, state: str = "studied", **facts) -> StudySession:
    """Record an occasion of study of March 2025 that one member attended or missed."""
    told = {"title": "Chuyên đề", "extent": "by_name", "when": parse("3/2025"), **facts}
    session = StudySession.objects.create(organization=cell, **told)
    if told["extent"] == "by_name":
        StudyAttendance.objects.create(study_session=session, member=member, state=state)
    return session


def studied(session, symbol: str) -> None:
    """Add a document of the cell's register to what was studied."""
    document = GuidingDocument.objects.create(
        organization=session.organization, type="directive", symbol=symbol
    )
    order = session.documents.count()
    StudyDocument.objects.create(study_session=session, order=order, document=document)


def commitment(cell, **facts) -> Commitment:
    """Record that all staff registered to follow for 2025."""
    told = {"kind": "following", "text": "Học tập và làm theo Bác", "when": parse("2025")}
    told |= {"population": "staff", "extent": "all", **facts}
    return Commitment.objects.create(organization=cell, **told)


def award(cell, member=None, **facts) -> Commendation:
    """Record a certificate of 2025."""
    told = {"form": "merit", "when": parse("2025"), "issuer": "Đảng ủy Sở", **facts}
    return Commendation.objects.create(organization=cell, member=member, **told)


def disciplined(cell, member, form: str = "reprimand") -> Discipline:
    """Record a disciplinary measure of 2025."""
    return Discipline.objects.create(
        organization=cell, member=member, form=form, when=parse("5/2025")
    )


def dues(cell, member, amount: int = 100_000, paid: int = 100_000) -> DuesCharge:
    """Charge a member for March 2025 and receive what was paid."""
    charge = DuesCharge.objects.create(organization=cell, member=member, month=MARCH, amount=amount)
    if paid:
        DuesPayment.objects.create(charge=charge, amount=paid, paid_on=MARCH)
    return charge


def remitted(cell, amount: int) -> DuesRemittance:
    """Pass money of March 2025 upward."""
    return DuesRemittance.objects.create(
        organization=cell, month=MARCH, amount=amount, remitted_on=MARCH
    )


def rated(cell, levels: dict, year: int = 2025, status: str = "decided") -> RatingSheet:
    """Record a sheet: member → level, or → a reason in words why not rated."""
    sheet, _ = RatingSheet.objects.get_or_create(
        organization=cell, year=year, defaults={"status": status, "updated_at": AT}
    )
    for member, level in levels.items():
        is_rated = " " not in level
        Rating.objects.create(
            sheet=sheet,
            member=member,
            is_official=True,
            is_rated=is_rated,
            not_rated_reason="" if is_rated else level,
            proposed_level=level if is_rated else "",
            decided_level=level if is_rated and status == "decided" else "",
        )
    return sheet


def everything(cell, member, n: int) -> None:
    """Record one row of everything that a report of 2025 reads from the younger rooms."""
    studied(study(cell, member), f"0{n}-CT/TW")
    commitment(cell)
    award(cell, member)
    disciplined(cell, member)
    dues(cell, member)
    remitted(cell, 70_000)
    rated(cell, {member: "good"})
    when = parse("2025")
    Activity.objects.create(organization=cell, kind="social", when=when, text="Hiến máu")
    StatedFigure.objects.create(
        organization=cell, subject="tasks", when=when, text="Hoàn thành", stated="100%"
    )
    RatingAggregate.objects.create(
        organization=cell, from_year=2025, to_year=2025, level="good", count=n, total=30
    )
    OrganizationRating.objects.get_or_create(organization=cell, year=2025, self_level="good")
    ResidenceReview.objects.create(
        organization=cell, when=when, result="good", extent="by_name", member=member
    )
    for year in (2025, 2026):
        Target.objects.create(
            organization=cell, span="year", year=year, text=f"Chỉ tiêu {n}", measure="percent",
            value=100, indicator="study",
        )  # fmt: skip
    congress = Congress.objects.create(organization=cell, state="held", when=parse("5/2025"))
    ElectionResult.objects.create(congress=congress, post="secretary", member=member)
