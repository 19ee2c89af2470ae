"""Entries in words: everything that the rooms write, without a raw word."""

import pytest

from chibo.access import Scope
from chibo.audit.actions import note
from chibo.audit.models import Entry
from chibo.dates import parse
from chibo.organizations.models import Organization
from chibo.regulations.actions import load_known_law
from members.conduct import actions as conduct
from members.roster import actions as roster
from reports.inspection import actions as inspection
from reports.log import facts
from tests.cast import TODAY, samples
from tests.chibo.factories import CommitteeFactory, OrganizationFactory, UserFactory
from tests.members.factories import MemberFactory
from tests.reports.log.telling import WHOLE, raw, unknown

pytestmark = pytest.mark.django_db


def _last(**about):
    (line,) = facts.lines(WHOLE, [Entry.objects.filter(**about).order_by("pk").last()])
    return line


@pytest.fixture
def cell():
    load_known_law(by=None)
    return OrganizationFactory(parent=CommitteeFactory(), name="Chi bộ Một")


# Everything that is written -----------------------------------------------------------------------


def test_what_every_room_writes_is_told_in_words(cell):
    samples(cell)
    entries = list(Entry.objects.order_by("pk"))
    assert len({entry.subject_type for entry in entries}) > 15
    assert (unknown(entries), raw(entries)) == (set(), set())


# One line -------------------------------------------------------------------------------------------


def test_a_correction_is_one_sentence_with_before_and_after(cell):
    secretary = UserFactory(full_name="Đinh Công Phúc")
    member = MemberFactory(
        organization=cell, full_name="Trần Văn A", admitted=parse("01/02/2023"),
        is_official=True, recognised=parse("01/02/2024"),
    )  # fmt: skip
    roster.correct_member(by=secretary, member=member, today=TODAY, recognised=parse("03/02/2024"))
    line = _last(verb="correct_member")
    assert line.words == (
        "Đ/c Đinh Công Phúc sửa hồ sơ đảng viên Trần Văn A: "
        "ngày chính thức từ 01/02/2024 thành 03/02/2024"
    )
    assert (line.slug, line.key, line.place) == ("dang-vien", str(member.pk), "Chi bộ Một")


def test_what_is_gone_is_told_by_what_the_entry_kept(cell):
    row = inspection.note_inspection(
        by=None, organization=cell, kind="general", when=parse("2025"), topics="Nền nếp"
    )
    inspection.remove_inspection(by=None, inspection=row, reason="Ghi nhầm")
    line = _last(verb="remove_inspection")
    assert line.words == (
        "Hệ thống bỏ dòng kiểm tra, giám sát 2025: "
        "hình thức: Công tác kiểm tra, giám sát nói chung; lý do: Ghi nhầm; "
        "nội dung kiểm tra, giám sát: Nền nếp"
    )
    assert line.subject.is_gone
    assert line.slug == ""


def test_an_actor_who_is_gone_is_not_a_number(cell):
    someone = UserFactory()
    conduct.commend(
        by=someone, organization=cell, form="merit", title="Giấy khen", when=parse("2025"),
        collective="Tập thể", today=TODAY,
    )  # fmt: skip
    someone.delete()
    assert _last(verb="commend").actor == "Một tài khoản không còn"


def test_erased_values_are_said_to_be_erased(cell):
    found = Entry.objects.filter(verb="found", subject_id=str(cell.pk))
    found.update(values=None, salt="")
    line = _last(verb="found", subject_id=str(cell.pk))
    assert (line.is_erased, line.changes) == (True, ())
    assert line.words == "Hệ thống lập tổ chức Chi bộ Một"


def test_sealed_facts_of_members_stay_sealed_whatever_the_entry_says(cell):
    entry = Entry(
        chain_key=cell.pk, sequence=1, at=Entry.objects.last().at, verb="correct_member",
        subject_type="members.Member", subject_id="1",
        values={"citizen_number": ["", "001075001234"], "religion": "Phật giáo"},
    )  # fmt: skip
    (line,) = facts.lines(WHOLE, [entry])
    assert [one.words for one in line.changes] == [
        "số định danh cá nhân: đã ghi (giá trị lưu kín, không hiện)",
        "tôn giáo: đã ghi (giá trị lưu kín, không hiện)",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "values", "said"),
    [
        ("members.Member", {"fields": ["religion", "citizen_number"]},
         "các mục: tôn giáo, số định danh cá nhân"),
        ("meetings.Meeting", {"kinds": ["regular", "thematic"]},
         "loại sinh hoạt: Thường kỳ, Chuyên đề"),
        ("chibo.User", {"factors": ["app", "passkey"]},
         "yếu tố xác thực: Ứng dụng tạo mã, Khóa truy cập"),
        ("members.DuesProfile", {"category": "wage"}, "đối tượng: Hưởng tiền lương, tiền công"),
        ("reports.RatingSheet", {"recognised": [], "members": 5}, "số đảng viên: 5"),
        ("members.DuesCharge", {"amount": [124800, 99000]},
         "phải đóng từ 124.800 đồng thành 99.000 đồng"),
        ("members.DuesPayment", {"amount": 124800}, "đã đóng: 124.800 đồng"),
        ("members.DuesRemittance", {"amount": 70000}, "đã nộp lên: 70.000 đồng"),
        ("members.DuesProfile", {"base": ["•••", None]},
         "thu nhập tính đảng phí: đã xóa (giá trị lưu kín, không hiện)"),
        ("chibo.Organization", {"charges": {"9": 5000}}, "phải đóng: không còn trong sổ: 5.000 đồng"),
        ("chibo.Organization", {"part": "dues_month"}, "phần: sổ đảng phí, số tiền của các đồng chí"),
    ],
)  # fmt: skip
def test_lists_of_two_names_or_codes_are_no_before_and_after(cell, kind, values, said):
    entry = Entry(
        chain_key=cell.pk, sequence=1, at=Entry.objects.last().at, verb="view",
        subject_type=kind, subject_id="0", values=values,
    )  # fmt: skip
    (line,) = facts.lines(WHOLE, [entry])
    assert [one.words for one in line.changes] == [said]


def test_lines_stand_by_their_days_of_viet_nam(cell):
    entries = list(Entry.objects.order_by("-pk")[:3])
    early, late = "2026-11-21T16:59:00+00:00", "2026-11-21T17:00:00+00:00"
    for entry, at in zip(entries, (late, early, early), strict=True):
        entry.at = type(entry.at).fromisoformat(at)
    days = facts.by_day(facts.lines(WHOLE, entries))
    assert [(f"{day:%d/%m}", len(lines)) for day, lines in days] == [("22/11", 1), ("21/11", 2)]


def test_telling_costs_the_same_with_one_and_with_thirty_of_a_kind(cell, django_assert_num_queries):
    for _ in range(30):
        MemberFactory(organization=cell)
    entries = list(Entry.objects.filter(verb="enter_member", chain_key=cell.pk))
    assert len(entries) == 30
    for some in (entries[:1], entries):
        with django_assert_num_queries(3):  # the law, members, organisations
            facts.lines(WHOLE, some)


# Heads ----------------------------------------------------------------------------------------------


def test_heads_are_those_of_the_place_and_below_that_lie_in_scope(cell):
    committee = Organization.objects.get(pk=cell.parent_id)
    beside = OrganizationFactory(parent=committee, name="Chi bộ Hai")
    OrganizationFactory(name="Nơi khác")
    names = [head.name for head in facts.heads(WHOLE, committee)]
    assert names == [committee.name, cell.name, beside.name]
    (own,) = facts.heads(Scope.below(cell.path), committee)
    last = Entry.objects.filter(chain_key=cell.pk).latest("sequence")
    assert (own.name, own.length, own.hash) == (cell.name, last.sequence, last.hash)


@pytest.mark.parametrize("part", ["discipline", "inspection", "dues_profiles", "dues_profile"])
def test_what_part_of_a_book_was_looked_at_is_told_in_words(cell, part):
    values = {"part": part, "year": 2025}
    note(by=UserFactory(), verb="view", subject=cell, organization_id=cell.pk, values=values)
    entries = list(Entry.objects.filter(verb="view"))
    assert (unknown(entries), raw(entries)) == (set(), set())
    assert "năm: 2025" in _last(verb="view").words
