"""All that is held about one member, on one paper."""

import datetime

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from chibo.access import Role
from chibo.audit.models import Entry
from meetings.minutes.models import Attendance, Meeting
from meetings.tasks import actions as tasks
from members.dues.models import DuesCharge, DuesPayment
from members.privacy import actions as privacy
from members.roster import actions as roster
from reports.ratings.models import Rating, RatingSheet, ResidenceReview
from tests.chibo.factories import holder
from tests.members import pages
from tests.members.factories import (
    TODAY,
    CommendationFactory,
    DisciplineFactory,
    HoldingFactory,
    MemberFactory,
)
from tests.reports.factories import InspectionFactory

pytestmark = pytest.mark.django_db
AT = datetime.datetime(2026, 11, 22, 1, 0, tzinfo=datetime.UTC)
NUMBER = "001099012345"


@pytest.fixture
def cells():
    made = pages.build()
    made.member.user = holder(Role.MEMBER, made.own)
    made.member.save()
    roster.correct_member(by=None, member=made.member, today=TODAY, citizen_number=NUMBER)
    return made


@pytest.fixture
def secretary(cells):
    return pages.secretary(cells.own)


@pytest.fixture
def oneself(cells):
    return pages.client(cells.member.user)


def _write(cells, times=1):
    """Write a little of everything about the member, and the same about a comrade."""
    other = MemberFactory(organization=cells.own, full_name="Vũ Lê Huyền")
    for member, mark in ((cells.member, "của mình"), (other, "của người khác")):
        for number in range(times):
            _write_once(cells.own, member, mark, number)


def _write_once(cell, member, mark, number):
    CommendationFactory(organization=cell, member=member, title=f"Giấy khen {mark} {number}")
    DisciplineFactory(organization=cell, member=member, reason=f"Vi phạm {mark}")
    task = tasks.add_task(by=None, organization=cell, text=f"Nhiệm vụ {mark}", plan_year=2026)
    task.assignee = member
    task.save()
    for status in ("locked", "draft"):
        meeting = Meeting.objects.create(
            organization=cell, status=status, title=f"Họp {status} {mark}", updated_at=AT
        )
        state = "present" if number == 0 else "excused"
        Attendance.objects.create(meeting=meeting, member=member, is_official=True, state=state)
    charge = DuesCharge.objects.create(
        organization=cell, member=member, month=datetime.date(2000 + number, 3, 1), amount=90_000
    )
    DuesPayment.objects.create(charge=charge, amount=60_000, paid_on=TODAY)
    for status, year in (("decided", 1990), ("draft", 1890)):
        sheet, _ = RatingSheet.objects.get_or_create(
            organization=cell, year=year + number, defaults={"status": status, "updated_at": AT}
        )
        Rating.objects.create(sheet=sheet, member=member, is_official=True, decided_level="good")
    ResidenceReview.objects.create(
        organization=cell, member=member, result="good", extent="named", text=f"Nhận xét {mark}"
    )


PARTS = (
    "Hồ sơ trong sổ", "Thời gian sinh hoạt", "Chức vụ", "Khen thưởng", "Kỷ luật",
    "Dự sinh hoạt", "Học tập, quán triệt", "Nhiệm vụ được giao", "Đảng phí", "Xếp loại",
    "Nhận xét nơi cư trú", "Đề nghị sửa hồ sơ", "Dữ liệu từ đâu", "Ai xem được", "Ai đã xem",
    "Giữ đến bao giờ",
)  # fmt: skip


def test_ones_own_extract_holds_every_part_and_nothing_about_others(cells, oneself):
    _write(cells)
    HoldingFactory(member=cells.member)
    page = pages.text(oneself.get(reverse("my_extract")))
    assert [part for part in PARTS if part not in page] == []
    for said in ("Giấy khen của mình 0", "Vi phạm của mình", "Nhiệm vụ của mình",
                 "Họp locked của mình", "90.000", "60.000", "1990", "Nhận xét của mình"):  # fmt: skip
        assert said in page
    assert "của người khác" not in page
    assert "Vũ Lê Huyền" not in page


def test_who_makes_an_extract_signs_it_and_nobody_signs_ones_own(cells, oneself):
    reader = pages.client(holder(Role.SECRETARY, cells.own, user__full_name="Lê Bí Thư"))
    made = pages.text(reader.get(reverse("extract", args=[cells.member.pk])))
    assert "NGƯỜI LẬPLê Bí Thư" in strip_tags(made)
    assert "NGƯỜI LẬP" not in pages.text(oneself.get(reverse("my_extract")))


def test_drafts_are_left_out(cells, oneself):
    _write(cells)
    page = pages.text(oneself.get(reverse("my_extract")))
    assert "Họp draft" not in page
    assert "1890" not in page


def test_attendance_is_counted(cells, oneself):
    _write(cells, times=3)
    assert "1/3 (33,33%)" in pages.text(oneself.get(reverse("my_extract")))


@pytest.mark.parametrize(
    ("role", "hidden"),
    [
        (Role.SECRETARY, []),
        (Role.CLERK, ["Vi phạm của mình", "90.000", "Nhận xét của mình"]),
    ],
)
def test_a_reader_sees_only_the_parts_that_are_theirs(cells, role, hidden):
    _write(cells)
    reader = pages.client(holder(role, cells.own))
    page = pages.text(reader.get(reverse("extract", args=[cells.member.pk])))
    for said in ("Vi phạm của mình", "90.000", "Nhận xét của mình"):
        assert (said in page) == (said not in hidden)
    assert ("không được giao quyền xem phần này" in page) == bool(hidden)


def test_the_extract_of_the_neighbours_member_is_not_found(cells, secretary):
    for name, more in (("extract", []), ("extract_print", ["docx"])):
        address = reverse(name, args=[cells.neighbour.pk, *more])
        assert secretary.get(address).status_code == 404


def test_what_lies_sealed_is_printed_in_full_only_on_purpose(cells, oneself, monkeypatch):
    printed = []
    monkeypatch.setattr(
        "chibo.documents.printing.printed",
        lambda document, format_: printed.append(document.to_json()) or b"x",
    )
    assert NUMBER not in pages.text(oneself.get(reverse("my_extract")))
    oneself.get(reverse("my_extract_print", args=["docx"]))
    assert not Entry.objects.filter(verb="reveal").exists()
    oneself.post(reverse("reveal_my_extract", args=["docx"]))
    assert [NUMBER in one for one in printed] == [False, True]
    assert Entry.objects.get(verb="reveal").values == {"fields": ["citizen_number"]}


def test_printing_in_full_asks_again_who_one_is(secretary, cells):
    session = secretary.session
    session["shown_at"] = 0
    session.save()
    address = reverse("reveal_extract", args=[cells.member.pk, "docx"])
    assert secretary.post(address).status_code == 403
    assert not Entry.objects.filter(verb="reveal").exists()


def test_one_hears_of_an_inspection_under_signs_once_it_is_concluded(cells, oneself):
    shared = {"organization": cells.own, "subject": cells.member, "kind": "signs"}
    InspectionFactory(**shared, topics="Dấu hiệu", conclusion="")
    readers = pages.secretary(cells.own), oneself
    addresses = reverse("extract", args=[cells.member.pk]), reverse("my_extract")
    said = "Kiểm tra khi có dấu hiệu vi phạm"
    told = [
        said in browser.get(one).content.decode()
        for browser, one in zip(readers, addresses, strict=True)
    ]
    assert told == [True, False]
    InspectionFactory(**shared, topics="Dấu hiệu", conclusion="Không có vi phạm")
    assert oneself.get(addresses[1]).content.decode().count("Không có vi phạm") == 1


def _suspicion(book, subject, conclusion=""):
    return InspectionFactory(
        organization=book, subject=subject, kind="signs", topics="Dấu hiệu", conclusion=conclusion
    )


def test_who_sees_discipline_hears_of_no_suspicion_against_themself(cells):
    cells.member.user = holder(Role.SECRETARY, cells.own)
    cells.member.save()
    book = pages.client(cells.member.user)
    _suspicion(cells.own, cells.member)
    said = "Kiểm tra khi có dấu hiệu vi phạm"
    address = reverse("extract", args=[cells.member.pk])
    assert said not in book.get(address).content.decode()
    _suspicion(cells.own, cells.member, "Không có vi phạm")
    assert book.get(address).content.decode().count(said) == 1


def test_a_suspicion_in_a_book_above_is_told_to_those_above(cells):
    above = cells.committee
    _suspicion(above, cells.member)
    readers = [pages.secretary(cells.own), pages.client(holder(Role.COMMITTEE_LEADER, above))]
    address = reverse("extract", args=[cells.member.pk])
    said = "Kiểm tra khi có dấu hiệu vi phạm"
    assert [said in one.get(address).content.decode() for one in readers] == [False, True]
    _suspicion(above, cells.member, "Không có vi phạm")
    assert [one.get(address).content.decode().count(said) for one in readers] == [1, 2]


def test_every_look_and_every_print_is_written_down_and_shown(cells, secretary, oneself):
    secretary.get(reverse("extract", args=[cells.member.pk]))
    answer = secretary.get(reverse("extract_print", args=[cells.member.pk, "docx"]))
    assert answer.content[:2] == b"PK"
    assert f"trich-luc-{cells.member.pk}.docx" in answer["Content-Disposition"]
    looks = Entry.objects.filter(verb__in=("view", "print")).order_by("pk")
    assert [(one.verb, one.subject_id, one.values) for one in looks] == [
        ("view", str(cells.member.pk), {"what": "trích lục"}),
        ("print", str(cells.member.pk), {"what": "trích lục"}),
    ]
    page = pages.text(oneself.get(reverse("my_extract")))
    assert "in hồ sơ đảng viên" in page


@pytest.mark.parametrize(
    ("role", "is_told"),
    [(Role.SECRETARY, True), (Role.INSPECTOR, True), (Role.DEPUTY, False), (Role.CLERK, False)],
)
def test_who_looked_is_told_to_who_may_see_the_log_alone(cells, role, is_told):
    reader = holder(Role.INSPECTOR, cells.own, user__full_name="Phùng Thế Soi")
    address = reverse("extract", args=[cells.member.pk])
    pages.client(reader).get(address)
    page = pages.text(pages.client(holder(role, cells.own)).get(address))
    assert ("Phùng Thế Soi" in page) == is_told
    assert "Ai đã xem" in page


def test_requests_for_correction_stand_in_it(cells, oneself):
    privacy.request_correction(
        by=cells.member.user, member=cells.member, changes={"home_town": "Hà Nam"},
        because="", today=TODAY,
    )  # fmt: skip
    assert "Quê quán: (trống) → Hà Nam" in pages.text(oneself.get(reverse("my_extract")))


def test_an_account_without_a_member_is_sent_to_its_own_page(cells):
    stranger = pages.client(holder(Role.MEMBER, cells.own))
    assert stranger.get(reverse("my_extract"))["Location"] == reverse("my_file")


def test_an_unknown_format_is_not_found(cells, secretary):
    address = reverse("extract_print", args=[cells.member.pk, "xlsx"])
    assert secretary.get(address).status_code == 404


@pytest.mark.parametrize("times", [1, 12])
def test_it_costs_the_same_however_much_is_held(cells, secretary, times):
    _write(cells, times)
    assert pages.statements(secretary, reverse("extract", args=[cells.member.pk])) == 35
