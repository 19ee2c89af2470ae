"""Taking the roll out of the book, for a reason and marked with it."""

import io
import zipfile
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from chibo.access import Role
from chibo.audit.models import Entry
from chibo.dates import parse
from members.roster import actions as roster
from tests.chibo.factories import AssignmentFactory, holder
from tests.members import pages
from tests.members.factories import TODAY, HoldingFactory, MemberFactory

pytestmark = pytest.mark.django_db
NUMBER = "001099012345"
_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
def cells():
    made = pages.build()
    roster.correct_member(
        by=None, member=made.member, today=TODAY, citizen_number=NUMBER, phone="0912345678"
    )
    return made


@pytest.fixture
def secretary(cells):
    return pages.secretary(cells.own)


def _export(browser, code="mot", query="", **typed):
    said = {"reason": "Nộp theo Công văn 12", "columns": ["full_name", "standing"], **typed}
    return browser.post(reverse("export_members", args=[code]) + query, said)


def _cells(answer):
    """Return what stands in each row of the sheet."""
    with zipfile.ZipFile(io.BytesIO(answer.content)) as parts:
        sheet = ElementTree.fromstring(parts.read("xl/worksheets/sheet1.xml"))
    rows = []
    for row in sheet.iter(f"{_NS}row"):
        told = ["".join(t.text or "" for t in cell.iter(f"{_NS}t")) for cell in row]
        rows.append([text for text in told if text])
    return rows


def _flat(answer):
    return " | ".join(value for row in _cells(answer) for value in row)


def test_the_sheet_holds_the_chosen_columns_of_ones_own_roll(cells, secretary):
    HoldingFactory(member=cells.member)
    rows = _cells(_export(secretary, columns=["full_name", "standing", "titles"]))
    assert ["Họ và tên", "Đảng tịch", "Chức vụ"] in rows
    (own,) = [row for row in rows if row[0] == "Đỗ Văn Đông"]
    assert (own[1], own[2].startswith("Bí thư")) == ("Chính thức", True)
    assert ["Vũ Lê Huy", "Dự bị"] in rows
    assert "Bùi Thị Đông" not in str(rows)
    assert "0912345678" not in str(rows)


def test_a_day_is_written_as_a_day_and_anything_vaguer_as_its_words(cells, secretary):
    roster.correct_member(
        by=None, member=cells.member, today=TODAY, born=parse("1980"), admitted=parse("03/02/2001")
    )
    answer = _export(secretary, columns=["full_name", "born", "admitted"])
    with zipfile.ZipFile(io.BytesIO(answer.content)) as parts:
        sheet = ElementTree.fromstring(parts.read("xl/worksheets/sheet1.xml"))
    (own,) = [row for row in sheet.iter(f"{_NS}row") if "Đỗ Văn Đông" in "".join(row.itertext())]
    kinds = [(cell.get("t", "n"), "".join(cell.itertext())) for cell in own]
    assert kinds[1:] == [("inlineStr", "1980"), ("n", "36925")]


def test_the_sheet_says_who_took_it_when_and_why_and_the_log_knows_the_copy(cells):
    user = holder(Role.SECRETARY, cells.own, user__full_name="Lê Bí Thư")
    answer = _export(pages.client(user))
    entry = Entry.objects.get(verb="export")
    said = _flat(answer)
    for mark in ("Lê Bí Thư", "Nộp theo Công văn 12", entry.values["code"]):
        assert mark in said
    assert (entry.subject_type, entry.subject_id) == ("chibo.Organization", str(cells.own.pk))
    assert entry.values == {
        "what": "danh sách đảng viên",
        "reason": "Nộp theo Công văn 12",
        "columns": ["Họ và tên", "Đảng tịch"],
        "as_of": "2026-11-22",
        "count": 2,
        "code": entry.values["code"],
    }


def test_the_roll_is_that_of_the_day_asked_for(cells, secretary):
    late = MemberFactory(organization=cells.own, full_name="Lê Văn Muộn", starts=parse("01/6/2026"))
    assert late.full_name in _flat(_export(secretary))
    assert late.full_name not in _flat(_export(secretary, query="?tinh-den=2026-05-01"))
    assert Entry.objects.filter(verb="export").last().values["as_of"] == "2026-05-01"


def test_the_question_of_the_list_narrows_the_sheet(cells, secretary):
    said = _flat(_export(secretary, query="?q=dong"))
    assert ("Đỗ Văn Đông" in said, "Vũ Lê Huy" in said) == (True, False)


def test_without_a_reason_or_a_column_nothing_leaves(cells, secretary):
    assert "Ghi mục đích xuất" in pages.text(_export(secretary, reason=" "))
    assert "Chọn ít nhất một cột" in pages.text(_export(secretary, columns=[]))
    assert not Entry.objects.filter(verb="export").exists()


def test_sealed_columns_are_offered_unticked_and_only_to_those_who_may_see_them(cells, secretary):
    address = reverse("export_members", args=["mot"])
    page = pages.text(secretary.get(address))
    (box,) = [line for line in page.split("<input") if 'value="citizen_number"' in line]
    assert "checked" not in box.split(">")[0]
    assert NUMBER not in _flat(_export(secretary))
    assert NUMBER in _flat(_export(secretary, sealed=["citizen_number"]))
    leader = pages.client(holder(Role.COMMITTEE_LEADER, cells.committee))
    assert "citizen_number" not in pages.text(leader.get(address))
    assert NUMBER not in _flat(_export(leader, sealed=["citizen_number"]))
    answer = _export(leader, columns=["full_name", "citizen_number"])
    assert "Không có cột này" in pages.text(answer)


def test_what_lies_sealed_of_a_file_that_has_gone_elsewhere_stays_out(cells):
    user = holder(Role.COMMITTEE_LEADER, cells.committee)
    AssignmentFactory(user=user, role=Role.SECRETARY, organization=cells.own)
    cells.member.organization = cells.sibling
    cells.member.save()
    said = _flat(_export(pages.client(user), sealed=["citizen_number"]))
    assert "Đỗ Văn Đông" in said
    assert NUMBER not in said


def test_exporting_asks_again_who_one_is(cells, secretary):
    session = secretary.session
    session["shown_at"] = 0
    session.save()
    assert _export(secretary).status_code == 403
    assert not Entry.objects.filter(verb="export").exists()


def test_the_neighbours_roll_is_not_found_and_a_clerk_exports_nothing(cells, secretary):
    assert _export(secretary, code="hai").status_code == 404
    assert _export(pages.client(holder(Role.CLERK, cells.own))).status_code == 403


def test_the_form_counts_the_roll_and_builds_nothing(cells, secretary, monkeypatch):
    built = []
    monkeypatch.setattr("members.privacy.facts.roll", lambda *asked, **more: built.append(1) or [])
    address = reverse("export_members", args=["mot"])
    assert "Xuất 2 đồng&nbsp;chí" in pages.text(secretary.get(address))
    assert "Xuất 1 đồng&nbsp;chí" in pages.text(secretary.get(f"{address}?q=dong"))
    assert (built, Entry.objects.filter(verb="export").count()) == ([], 0)
    _export(secretary)
    assert built == [1]


@pytest.mark.parametrize("count", [1, 30])
def test_it_costs_the_same_however_many_there_are(cells, secretary, count):
    for number in range(count):
        MemberFactory(organization=cells.own, full_name=f"Lê Văn Số {number}")
    assert pages.statements(secretary, reverse("export_members", args=["mot"])) == 6
