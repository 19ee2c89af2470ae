"""The fixed cast: the people and organisations that the access tests speak of.

Two trees. In the first a committee with two cells, and a group under the first cell; in the
second a cell that stands alone.
"""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from chibo.access import Role, Scope
from chibo.accounts.models import User
from chibo.dates import PartialDate, parse
from chibo.files import actions as files
from chibo.files.models import StoredFile
from chibo.organizations.models import Organization
from meetings.congress import actions as congress
from meetings.library.models import GuidingDocument
from meetings.minutes.models import Meeting
from meetings.press.models import Photo, PressItem
from meetings.register import documents as papers
from meetings.register.models import (
    OfficialDocument,
    OfficialDocumentPrint,
    OfficialDocumentSnapshot,
)
from meetings.study import actions as study
from meetings.tasks import actions as tasks
from members.dues.models import DuesCharge, DuesPayment, DuesRemittance
from members.privacy import actions as privacy
from members.roster import actions as roster
from reports.activities import actions as activities
from reports.inspection import actions as inspection
from reports.ratings.actions import figures as ratings
from reports.ratings.models import Rating, RatingSheet
from reports.targets import actions as targets
from reports.yearend import documents as summary
from reports.yearend.models import Report, ReportPrint, ReportSnapshot
from tests.chibo.factories import (
    AssignmentFactory,
    CommitteeFactory,
    GroupFactory,
    OrganizationFactory,
    UserFactory,
    holder,
)
from tests.members.factories import (
    CommendationFactory,
    DisciplineFactory,
    HoldingFactory,
    MemberFactory,
    ProbationaryFactory,
    StatusPeriodFactory,
    TermFactory,
)

PEOPLE = (
    "nobody",
    "stranger",
    "member",
    "collector",
    "clerk",
    "deputy",
    "secretary",
    "neighbour",
    "staff",
    "reviewer",
    "leader",
    "inspector",
    "administrator",
)
PLACES = ("committee", "own", "sibling", "group", "elsewhere")


@dataclass(frozen=True)
class Cast:
    """Who there is (None is nobody: not signed in) and which organisations there are."""

    people: dict[str, User | None]
    places: dict[str, Organization]


def assemble() -> Cast:
    """Found the organisations of the cast, open its accounts and give its roles."""
    committee = CommitteeFactory(code="dang-uy", name="Đảng bộ Sở")
    own = OrganizationFactory(code="chi-bo", name="Chi bộ Một", parent=committee)
    places = {
        "committee": committee,
        "own": own,
        "sibling": OrganizationFactory(code="chi-bo-ben", name="Chi bộ Hai", parent=committee),
        "group": GroupFactory(code="to-dang", name="Tổ đảng Một", parent=own),
        "elsewhere": OrganizationFactory(code="noi-khac", name="Chi bộ Nơi khác"),
    }
    people = {
        "nobody": None,
        "stranger": UserFactory(username="nguoi-la", full_name="Người Lạ"),
        "member": holder(Role.MEMBER, own, user__username="dang-vien"),
        "collector": holder(Role.DUES_COLLECTOR, own, user__username="thu-phi"),
        "clerk": holder(Role.CLERK, own, user__username="thu-ky"),
        "deputy": holder(Role.DEPUTY, own, user__username="pho-bi-thu"),
        "secretary": holder(Role.SECRETARY, own, user__username="bi-thu"),
        "neighbour": holder(Role.SECRETARY, places["sibling"], user__username="bi-thu-ben"),
        "staff": holder(Role.COMMITTEE_STAFF, committee, user__username="can-bo"),
        "reviewer": holder(Role.COMMITTEE_REVIEWER, committee, user__username="tham-dinh"),
        "leader": holder(Role.COMMITTEE_LEADER, committee, user__username="lanh-dao"),
        "inspector": holder(Role.INSPECTOR, committee, user__username="kiem-tra"),
        "administrator": holder(Role.ADMINISTRATOR, committee, user__username="quan-tri"),
    }
    return Cast(people, places)


AT = datetime.datetime(2026, 11, 22, 1, 0, tzinfo=datetime.UTC)
TODAY = datetime.date(2026, 11, 22)


def samples(place: Organization) -> dict[str, list[Any]]:
    """Record one thing of each kind at a place; return kind → what its address is made of."""
    stored = files.store(
        by=None, organization=place, name="a.jpg", media_type="image/jpeg", content=b"JPEG"
    )
    printed = files.store(
        by=None, organization=place, name="a.pdf", media_type="application/pdf", content=b"PDF"
    )
    held = AssignmentFactory(organization=place, role=Role.MEMBER)
    return {
        "place": [place.code],
        "place history": ["to-chuc", place.pk],
        "file": [stored.pk],
        "account": [held.user_id],
        "role": [held.pk],
        **_people(place),
        **_privacy(place),
        **_conduct(place),
        **_dues(place),
        **_meetings(place, stored),
        **_study(place),
        **_congress(place),
        **_papers(place, printed),
        **_year(place, printed),
        **_ratings(place),
        **_targets(place),
    }


def _people(place: Organization) -> dict[str, list[Any]]:
    member = MemberFactory(organization=place, citizen_number="000111222333", religion="Không")
    return {
        "member": [member.pk],
        "member history": ["dang-vien", member.pk],
        "newcomer": [ProbationaryFactory(organization=place).pk],
        "membership": [member.memberships.get().pk],
        "away": [StatusPeriodFactory(member__organization=place).pk],
        "post": [HoldingFactory(member=member).pk],
        "term": [TermFactory(organization=place).pk],
    }


def _privacy(place: Organization) -> dict[str, list[Any]]:
    """Link the place's secretary to a member, and let another ask for a correction."""
    asking, own = MemberFactory(organization=place), MemberFactory(organization=place)
    held = place.assignments.filter(role=Role.SECRETARY.value).first()
    if held:
        own.user = held.user
        own.save()
    asked = privacy.request_correction(
        by=None, member=asking, changes={"home_town": "Hà Nam"}, because="", today=TODAY
    )
    left = MemberFactory(organization=place)
    roster.end_membership(
        by=None, membership=left.memberships.get(), ended="left", ends=parse("2010"), today=TODAY
    )
    return {"correction request": [asked.pk], "former member": [left.pk]}


def _meetings(place: Organization, stored: StoredFile) -> dict[str, list[Any]]:
    shared = {"organization": place, "attending": "unknown", "updated_at": AT}
    held = PartialDate.on(datetime.date(2025, 3, 5))
    not_yet = PartialDate.on(datetime.date(2099, 3, 5))
    done = tasks.add_task(by=None, organization=place, text="Việc đã xong", plan_year=2026)
    tasks.finish_task(by=None, task=done, done=PartialDate.on(TODAY), result="Xong")
    item = PressItem.objects.create(organization=place, title="Tin")
    photo = Photo.objects.create(
        press_item=item, file=stored, thumbnail=stored, width=1, height=1, caption="Ảnh", order=1
    )
    return {
        "open meeting": [Meeting.objects.create(held=not_yet, **shared).pk],
        "locked meeting": [Meeting.objects.create(held=held, status="locked", **shared).pk],
        "task": [tasks.add_task(by=None, organization=place, text="Việc", plan_year=2026).pk],
        "done task": [done.pk],
        "press item": [item.pk],
        "photo": [photo.pk],
    }


def _papers(place: Organization, stored: StoredFile) -> dict[str, list[Any]]:
    shared = {"organization": place, "type": "NQ", "body": "Một.", "updated_at": AT}
    draft = OfficialDocument.objects.create(subject="Dự thảo", status="draft", **shared)
    issued = OfficialDocument.objects.create(subject="Nghị quyết", status="draft", **shared)
    document = papers.draft(Scope.whole(), issued).to_json()
    issued.status, issued.number, issued.run, issued.symbol = "issued", 1, "2026", "01-NQ/CB"
    issued.save()
    snapshot = OfficialDocumentSnapshot.objects.create(
        official_document=issued, document=document, issued_at=AT
    )
    OfficialDocumentPrint.objects.create(snapshot=snapshot, format="pdf", file=stored)
    guiding = GuidingDocument.objects.create(
        organization=place, type="rule", common_name="Nêu gương"
    )
    return {
        "draft paper": [draft.pk],
        "issued paper": [issued.pk],
        "guiding document": [guiding.pk],
    }


def _year(place: Organization, stored: StoredFile) -> dict[str, list[Any]]:
    shared = {"by": None, "organization": place, "when": parse("2025")}
    note = activities.note_achievement(**shared, text="Kết quả", area="masses")
    inspected = inspection.note_inspection(**shared, kind="general", topics="Nền nếp sinh hoạt")
    issued = _report(place, 2024)
    document = summary.draft(Scope.whole(), issued).document.to_json()
    issued.status, issued.number = Report.Status.ISSUED, 1
    issued.save()
    snapshot = ReportSnapshot.objects.create(
        report=issued, facts="{}", document=document, issued_at=AT
    )
    ReportPrint.objects.create(snapshot=snapshot, format="pdf", file=stored)
    return {
        "note": ["ket-qua", note.pk],
        "inspection": [inspected.pk],
        "draft report": [_report(place, 2025).pk],
        "issued report": [issued.pk],
    }


def _report(place: Organization, year: int) -> Report:
    starts, ends = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    return Report.objects.create(
        organization=place, kind="year", starts=starts, ends=ends, about="năm", updated_at=AT
    )


def _conduct(place: Organization) -> dict[str, list[Any]]:
    measure = DisciplineFactory(organization=place)
    return {
        "award": [CommendationFactory(organization=place).pk],
        "measure": [measure.pk],
        "measure history": ["ky-luat", measure.pk],
    }


def _dues(place: Organization) -> dict[str, list[Any]]:
    payer = MemberFactory(organization=place)
    month = datetime.date(2025, 3, 1)
    charge = DuesCharge.objects.create(
        organization=place, member=payer, month=month, amount=124_800
    )
    shared = {"amount": 62_400, "receipt": ""}
    payment = DuesPayment.objects.create(charge=charge, paid_on=month, **shared)
    remittance = DuesRemittance.objects.create(
        organization=place, month=month, remitted_on=month, **shared
    )
    return {
        "payer": [place.code, payer.pk],
        "dues month": [place.code, month.year, month.month],
        "dues charge": [charge.pk],
        "dues payment": [payment.pk],
        "dues remittance": [remittance.pk],
    }


def _study(place: Organization) -> dict[str, list[Any]]:
    shared = {"by": None, "organization": place, "when": parse("2025"), "extent": "all"}
    promised = study.record_commitment(**shared, kind="training", text="Tu dưỡng, rèn luyện")
    return {
        "study": [study.record_study(**shared, title="Hội nghị học tập").pk],
        "commitment": [promised.pk],
    }


def _congress(place: Organization) -> dict[str, list[Any]]:
    shared = {"by": None, "organization": place}
    planned = congress.plan_congress(**shared, when=parse("cuối tháng 3/2020"))
    held = congress.record_congress(**shared, when=parse("29/9/2022"), present=8, summoned=8)
    row = congress.Row(post="deputy", name="Nguyễn Hoàng Tuấn", votes=7, ballots=8)
    congress.record_results(by=None, congress=held, rows=[row])
    return {"planned congress": [planned.pk], "congress": [held.pk]}


def _ratings(place: Organization) -> dict[str, list[Any]]:
    shared = {"by": None, "organization": place}
    aggregate = ratings.note_rating_aggregate(
        **shared, from_year=2020, to_year=2021, level="good", or_better=True, count=7, total=7
    )
    rated = ratings.rate_organization(**shared, year=2025, self_level="good")
    review = ratings.note_residence_review(
        **shared, when=parse("2021"), result="good", extent="all"
    )
    return {
        **_rating_sheets(place),
        "rating aggregate": [aggregate.pk],
        "organization rating": [rated.pk],
        "residence review": [review.pk],
    }


def _rating_sheets(place: Organization) -> dict[str, list[Any]]:
    shared = {"organization": place, "updated_at": AT}
    kinds = {
        "rating sheet": RatingSheet.objects.create(year=2025, **shared),
        "submitted rating sheet": RatingSheet.objects.create(
            year=2024, status="submitted", **shared
        ),
        "decided rating sheet": RatingSheet.objects.create(year=2023, status="decided", **shared),
    }
    for sheet in kinds.values():
        member = MemberFactory(organization=place)
        Rating.objects.create(sheet=sheet, member=member, is_official=True)
    return {kind: [sheet.pk] for kind, sheet in kinds.items()}


def _targets(place: Organization) -> dict[str, list[Any]]:
    target = targets.set_target(
        by=None,
        organization=place,
        span="year",
        year=2025,
        text="Dự sinh hoạt",
        measure="percent",
        value=Decimal(90),
    )
    progress = targets.note_progress(
        by=None, target=target, when=parse("2025"), numerator=19, denominator=20
    )
    return {"target": [target.pk], "progress": [progress.pk]}
