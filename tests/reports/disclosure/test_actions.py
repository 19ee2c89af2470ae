"""Erasing a member's personal data."""

import datetime
import json

import pytest
from django.core import serializers

from chibo.access import Scope
from chibo.audit.models import Entry
from chibo.audit.queries import broken_chains
from chibo.dates import parse
from chibo.drafts.models import Draft
from chibo.reasons import Refusal
from chibo.regulations.actions import load_known_law
from meetings.minutes.models import Attendance, Meeting
from meetings.study.models import Commitment
from meetings.tasks import actions as tasks
from meetings.tasks.models import Task
from members.conduct.models import Commendation, Discipline
from members.dues.models import DuesCharge, DuesProfile
from members.posts.models import PositionHolding
from members.privacy import actions as privacy
from members.privacy.models import CorrectionRequest, Erasure
from members.roster import actions as roster
from members.roster.models import Member, Membership, StatusPeriod
from reports.disclosure import actions
from reports.ratings.models import Rating, RatingSheet
from reports.yearend.models import Report, ReportSnapshot
from tests.chibo.factories import OrganizationFactory, UserFactory
from tests.meetings.study.factories import CommitmentFactory
from tests.members.factories import (
    CommendationFactory,
    DisciplineFactory,
    HoldingFactory,
    MemberFactory,
)

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 22)
AT = datetime.datetime(2026, 11, 22, 1, 0, tzinfo=datetime.UTC)
NAME, NUMBER = "Quách Thị Ngọc Điểm", "001099012345"
PRIVATE = ("Quách", "Ngọc Điểm", NUMBER, "Hà Nam", "0912345678", "Kim Bảng", "ốm nặng")


@pytest.fixture
def cell():
    load_known_law(by=None)
    return OrganizationFactory(name="Chi bộ Một", code="mot")


@pytest.fixture
def member(cell):
    """One who has left long ago, about whom a little of everything is written."""
    made = MemberFactory(
        organization=cell, full_name=NAME, home_town="Hà Nam", phone="0912345678",
        born=parse("1950"), gender="female", admitted=parse("1980"), recognised=parse("1981"),
    )  # fmt: skip
    roster.correct_member(by=None, member=made, today=TODAY, citizen_number=NUMBER)
    HoldingFactory(member=made, starts=parse("2010"), ends=parse("2012"))
    CommendationFactory(organization=cell, member=made, title=f"Huy hiệu của {NAME}", reason=NAME)
    DisciplineFactory(organization=cell, member=made, reason=f"Bà {NAME} vi phạm")
    CommitmentFactory(organization=cell, member=made, text=f"{NAME} hứa")
    task = tasks.add_task(by=None, organization=cell, text=f"{NAME} quét sân", plan_year=2015)
    task.assignee = made
    task.save()
    meeting = Meeting.objects.create(
        organization=cell, held=parse("05/3/2015"), status="locked", updated_at=AT,
        search="hop thuong ky quach thi ngoc diem",
    )  # fmt: skip
    Attendance.objects.create(
        meeting=meeting, member=made, is_official=True, state="excused", reason="ốm nặng"
    )
    DuesProfile.objects.create(
        member=made, organization=cell, category="wage", base=9_000_000, starts=parse("2015")
    )
    DuesCharge.objects.create(
        organization=cell, member=made, month="2015-03-01", amount=90_000, formula="1% × 9.000.000"
    )
    sheet = RatingSheet.objects.create(
        organization=cell, year=2015, status="decided", updated_at=AT
    )
    Rating.objects.create(
        sheet=sheet, member=made, is_official=True, decided_level="good", remark=NAME
    )
    _leave(made, "2015", to="Kim Bảng")
    return made


def _leave(member, ends, to=""):
    roster.end_membership(
        by=None, membership=member.memberships.get(), ended="transferred", ends=parse(ends),
        elsewhere=to, today=TODAY,
    )  # fmt: skip


def _erase(member, **differs):
    said = {"basis": "due", "reason": "Hết thời hạn lưu", "typed_name": member.full_name}
    return actions.erase_member(by=None, member=member, today=TODAY, **{**said, **differs})


def _everything():
    """Return all that stands in the tables about this book, as text."""
    models = (
        Member, Commendation, Discipline, Attendance, Meeting, DuesCharge, DuesProfile, Rating,
        Erasure, CorrectionRequest, Commitment, Draft, Entry, Task, PositionHolding, Membership, StatusPeriod,
    )  # fmt: skip
    rows = [row for model in models for row in serializers.serialize("python", model.objects.all())]
    return json.dumps([row["fields"] for row in rows], ensure_ascii=False, default=str)


def test_before_the_erasure_all_of_it_can_be_read(member):
    said = _everything()
    assert [word for word in PRIVATE if word not in said] == []


def test_nothing_that_names_the_person_is_left_in_book_or_log(member, cell):
    privacy.request_correction(
        by=None, member=member, changes={"home_town": "Kim Bảng"}, because=NAME, today=TODAY
    )
    Draft.objects.create(
        user=UserFactory(), key="dang-vien-mot", fields={"full_name": [NAME]}, saved_at=AT
    )
    _erase(member)
    said = _everything()
    assert [word for word in (*PRIVATE, "quach thi") if word in said] == []
    assert not CorrectionRequest.objects.exists()


def test_what_the_law_keeps_stays_under_a_number(member):
    _erase(member)
    member.refresh_from_db()
    assert member.full_name == f"Đảng viên đã xóa dữ liệu {member.pk}"
    assert member.search == f"dang vien da xoa du lieu {member.pk}"
    assert (member.erased_on, str(member.admitted), str(member.recognised)) == (
        TODAY, "1980", "1981",
    )  # fmt: skip
    membership = member.memberships.get()
    assert (membership.ended, str(membership.ends)) == ("transferred", "2015")
    assert str(member.posts.get().starts) == "2010"
    assert Attendance.objects.get().state == "excused"
    assert DuesCharge.objects.get().amount == 90_000
    assert Rating.objects.get().decided_level == "good"
    measure = Discipline.objects.get()
    assert (measure.form, measure.search) == ("reprimand", "khien trach")
    assert member.erasure.kept.startswith("Giữ lại theo quy định")


def test_what_was_issued_before_stays_as_it_was(member, cell):
    report = Report.objects.create(
        organization=cell, kind="year", starts="2015-01-01", ends="2015-12-31", about="năm",
        status="issued", updated_at=AT,
    )  # fmt: skip
    issued = f'{{"name": "{NAME}"}}'
    ReportSnapshot.objects.create(report=report, facts=issued, document=issued, issued_at=AT)
    _erase(member)
    snapshot = ReportSnapshot.objects.get()
    assert (snapshot.facts, snapshot.document) == (issued, issued)


def test_the_account_is_unlinked(member):
    member.user = UserFactory()
    member.save()
    _erase(member)
    assert Member.objects.get(pk=member.pk).user is None


def test_the_chains_of_the_log_still_verify_and_other_entries_keep_their_values(member, cell):
    other = MemberFactory(organization=cell, full_name="Lê Văn Còn")
    deeds = Entry.objects.count()
    _erase(member)
    assert broken_chains(Scope.whole()) == {}
    entry = Entry.objects.get(subject_id=str(other.pk), subject_type="members.Member")
    assert entry.values["full_name"] == "Lê Văn Còn"
    erased = Entry.objects.filter(values__isnull=True)
    assert {entry.salt for entry in erased} == {""}
    assert Entry.objects.count() == deeds + 2
    assert Entry.objects.get(verb="erase_values").values == {"entries": erased.count()}


def test_the_entry_of_the_deed_holds_no_name(member):
    _erase(member)
    assert Entry.objects.get(verb="erase_member").values == {
        "basis": "due",
        "reason": "Hết thời hạn lưu",
    }


def test_a_namesake_is_still_found_and_keeps_the_name(member, cell):
    namesake = MemberFactory(organization=cell, full_name=NAME)
    _erase(member)
    namesake.refresh_from_db()
    assert (namesake.full_name, namesake.search) == (NAME, "quach thi ngoc diem")
    assert "quach thi ngoc diem" in Meeting.objects.get().search


def _refused(member, **differs):
    with pytest.raises(Refusal) as no:
        _erase(member, **differs)
    member.refresh_from_db()
    assert member.full_name != f"Đảng viên đã xóa dữ liệu {member.pk}"
    return no.value.reasons[0].text


def test_who_is_on_a_roll_is_not_erased(cell):
    assert "còn trong sổ" in _refused(MemberFactory(organization=cell), basis="asked")


def test_what_is_kept_still_is_erased_only_for_the_person(cell):
    member = MemberFactory(organization=cell)
    _leave(member, "2024")
    assert "Chưa hết thời hạn lưu" in _refused(member)
    _erase(member, basis="asked")
    assert Erasure.objects.get().member == member


def test_an_open_rating_sheet_stands_against_it(member):
    RatingSheet.objects.update(status="submitted")
    assert "năm 2015" in _refused(member)


def test_a_wrong_name_confirms_nothing(member):
    assert "Gõ đúng họ và tên" in _refused(member, typed_name="Quách Thị Ngọc Diễm")


def test_nobody_is_erased_twice(member):
    _erase(member)
    with pytest.raises(Refusal, match="đã xóa từ trước"):
        _erase(Member.objects.get(pk=member.pk))
