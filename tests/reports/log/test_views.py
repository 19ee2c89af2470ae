"""The pages of the log: sentences, filters, histories, readings, export and heads."""

import io
import re
import zipfile
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse

from chibo.access import Role
from chibo.audit import actions as audit
from chibo.audit.models import Entry
from chibo.dates import parse
from chibo.documents.pdf import PrintingFailed
from members.roster import actions as roster
from reports.log import views
from tests.cast import TODAY
from tests.chibo.factories import OrganizationFactory, holder
from tests.clumsy import papers
from tests.members import pages
from tests.members.factories import DisciplineFactory, MemberFactory
from tests.reports.ratings.factories import RatingSheetFactory

pytestmark = pytest.mark.django_db
_NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


@pytest.fixture
def cells():
    return pages.build()


@pytest.fixture
def secretary(cells):
    return holder(Role.SECRETARY, cells.own, user__full_name="Đinh Công Phúc")


@pytest.fixture
def browser(secretary):
    return pages.client(secretary)


def _shown(browser, name="log", *args, **asked):
    return _said(browser.get(reverse(name, args=args), asked))


def _said(answer):
    """Return the words of a page without its marks, blanks as one."""
    return " ".join(re.sub(r"<[^>]+>", " ", pages.text(answer)).split())


def _correct(by, member, home_town="tỉnh Sơn Hà"):
    roster.correct_member(by=by, member=member, today=TODAY, home_town=home_town)


# The log ------------------------------------------------------------------------------------------


def test_the_log_says_who_did_what_to_whom_with_before_and_after(cells, secretary, browser):
    _correct(secretary, cells.member)
    _correct(secretary, cells.member, "thành phố Huế")
    shown = _shown(browser)
    assert "Đ/c Đinh Công Phúc sửa hồ sơ đảng viên Đỗ Văn Đông" in shown
    assert "quê quán từ tỉnh Sơn Hà thành thành phố Huế" in shown
    assert "Chủ nhật, 22/11/2026" in shown


def test_nothing_of_a_neighbour_is_shown_nor_asked_for(cells, secretary, browser):
    _correct(None, cells.neighbour, "Ở bên cạnh")
    assert "Bùi Thị Đông" not in _shown(browser)
    assert "Bùi Thị Đông" not in _shown(browser, q="bui thi")
    assert browser.get(reverse("log"), {"to-chuc": "hai"}).status_code == 404


def test_a_leader_reads_all_cells_with_the_name_of_each(cells):
    leader = pages.client(holder(Role.COMMITTEE_LEADER, cells.committee))
    shown = _shown(leader, **{"to-chuc": cells.committee.code})
    assert ("Đỗ Văn Đông" in shown, "Bùi Thị Đông" in shown) == (True, True)
    own = _shown(leader, **{"to-chuc": "mot"})
    assert ("Đỗ Văn Đông" in own, "Bùi Thị Đông" in own) == (True, False)


def test_an_administrator_reads_no_names_of_members(cells):
    administrator = pages.client(holder(Role.ADMINISTRATOR, cells.committee))
    shown = _shown(administrator, **{"to-chuc": cells.committee.code})
    assert "lập tổ chức Chi bộ Một" in shown
    assert "Đỗ Văn Đông" not in shown
    asked = _shown(administrator, **{"to-chuc": cells.committee.code, "q": "dong"})
    assert "Không có dòng nào khớp" in asked


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ({"nguoi": "cong PHUC"}, True),
        ({"nguoi": "khong co ai"}, False),
        ({"q": "dong van"}, True),
        ({"q": "huy"}, False),
        ({"loai": "thay-doi"}, True),
        ({"loai": "xem"}, False),
        ({"loai": "dang-vien"}, True),
        ({"loai": "dang-phi"}, False),
        ({"tu": "22/11/2026", "den": "22/11/2026"}, True),
        ({"tu": "23/11/2026"}, False),
        ({"den": "21/11/2026"}, False),
        ({"q": "dong van", "loai": "dang-vien", "nguoi": "phuc", "tu": "2026-11-01"}, True),
    ],
)
def test_the_log_is_narrowed_by_what_is_asked(cells, secretary, browser, asked, there):
    _correct(secretary, cells.member)
    shown = _shown(browser, **asked)
    assert ("quê quán: tỉnh Sơn Hà" in shown) is there
    assert ("Xem tất cả" in shown) is True


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"tu": "31/02/2026"}, "Không đọc được ngày này"),
        ({"loai": "tat-ca"}, "Không có loại này"),
        ({"tu": "05/11/2026", "den": "04/11/2026"}, "Ngày này trước ngày bắt đầu"),
        ({"nguoi": "a" * 101}, "Dài quá 100 chữ"),
    ],
)
def test_what_cannot_be_asked_is_said_and_kept(browser, asked, said):
    shown = pages.text(browser.get(reverse("log"), asked))
    assert said in shown
    assert list(asked.values())[-1] in shown
    assert "ghi vào sổ đảng viên" in shown


@pytest.mark.parametrize("last", ["", "x", "²", "-1", "1" * 30, "9" * 18])
def test_a_place_in_the_log_that_is_none_is_its_beginning(browser, last):
    assert "ghi vào sổ đảng viên" in _shown(browser, truoc=last)


def test_pages_hold_fifty_and_keep_what_was_asked(cells, browser):
    for number in range(60):
        MemberFactory(organization=cells.own, full_name=f"Trần Văn Thứ{number:02d}")
    first = browser.get(reverse("log"), {"loai": "dang-vien"})
    following = first.context["next_url"]
    assert "loai=dang-vien" in following
    second = browser.get(reverse("log") + following)
    shown = [[line.pk for _, lines in page.context["days"] for line in lines]
             for page in (first, second)]  # fmt: skip
    assert len(shown[0]) == views.PAGE
    assert max(shown[1]) < min(shown[0])
    assert second.context["back_url"] == "?loai=dang-vien"
    assert second.context["next_url"] == ""


def test_the_log_costs_the_same_with_one_and_with_thirty_of_each(cells, secretary, browser):
    address = f"{reverse('log')}?to-chuc=mot&loai=dang-vien&q=do&nguoi=phuc"
    _correct(secretary, cells.member)
    browser.get(address)
    costs = [pages.statements(browser, address)]
    for number in range(30):
        member = MemberFactory(organization=cells.own, full_name=f"Đỗ Văn {number}")
        _correct(secretary, member)
    costs.append(pages.statements(browser, address))
    assert costs[0] == costs[1]


def test_hostile_text_in_the_log_is_text(cells, secretary, browser):
    _correct(secretary, cells.member, "<script>alert(1)</script>")
    assert b"<script>alert(1)" not in browser.get(reverse("log")).content


# Histories ----------------------------------------------------------------------------------------


def test_the_history_of_a_member_holds_what_was_done_and_links_to_the_readings(
    cells, secretary, browser
):
    _correct(secretary, cells.member)
    DisciplineFactory(organization=cells.own, member=cells.member)
    _correct(secretary, cells.probationary, "Ở chỗ khác")
    shown = _shown(browser, "record_history", "dang-vien", cells.member.pk)
    assert "quê quán: tỉnh Sơn Hà" in shown
    assert "ghi kỷ luật" in shown
    assert "Ở chỗ khác" not in shown
    assert "Ai đã xem hồ sơ này" in shown


@pytest.mark.parametrize("kind", ["hoi-nghi", "log", "tai-khoan"])
def test_a_kind_without_histories_is_not_found(browser, kind):
    assert browser.get(reverse("record_history", args=[kind, 1])).status_code == 404


def test_a_record_of_a_neighbour_has_no_history_here(cells, browser):
    measure = DisciplineFactory(organization=cells.sibling, member=cells.neighbour)
    for kind, pk in (("dang-vien", cells.neighbour.pk), ("ky-luat", measure.pk)):
        assert browser.get(reverse("record_history", args=[kind, pk])).status_code == 404


def test_records_link_to_their_histories_for_those_who_see_the_log(cells, browser):
    deputy = pages.client(holder(Role.DEPUTY, cells.own))
    DisciplineFactory(organization=cells.own, member=cells.member, when=parse("03/2026"))
    sheet = RatingSheetFactory(organization=cells.own)
    own = {
        reverse("member", args=[cells.member.pk]): ["dang-vien", cells.member.pk],
        reverse("rating_sheet", args=[sheet.pk]): ["xep-loai", sheet.pk],
    }
    for address, record in own.items():
        link = reverse("record_history", args=record)
        assert link in browser.get(address).content.decode()
        assert link not in deputy.get(address).content.decode()
        assert browser.get(link).status_code == 200
        assert deputy.get(link).status_code == 403
    conduct = f"{reverse('conduct')}?to-chuc=mot&nam=2026"
    assert "/nhat-ky/ky-luat/" in browser.get(conduct).content.decode()
    assert "/nhat-ky/ky-luat/" not in deputy.get(conduct).content.decode()


def test_who_looked_at_a_member_when_and_at_what(cells, secretary, browser):
    audit.note(
        by=secretary, verb="reveal", subject=cells.member, organization_id=cells.own.pk,
        values={"field": "tôn giáo", "reason": "Lập danh sách"},
    )  # fmt: skip
    _correct(secretary, cells.member)
    audit.note(by=secretary, verb="view", subject=cells.probationary, organization_id=cells.own.pk)
    shown = _shown(browser, "member_readings", cells.member.pk)
    assert "Đ/c Đinh Công Phúc mở xem phần lưu kín trong hồ sơ đảng viên Đỗ Văn Đông" in shown
    assert "mục: tôn giáo · lý do: Lập danh sách" in shown
    assert "quê quán" not in shown
    assert "Vũ Lê Huy" not in shown


def test_a_member_nobody_looked_at_has_an_empty_page(cells, browser):
    shown = _shown(browser, "member_readings", cells.member.pk)
    assert "Chưa ai xem, in hay xuất" in shown


# Export -------------------------------------------------------------------------------------------


def _export(browser, reason, **asked):
    query = "&".join(f"{name}={value}" for name, value in ({"to-chuc": "mot"} | asked).items())
    return browser.post(f"{reverse('export_log')}?{query}", {"reason": reason})


def _cells(answer):
    with zipfile.ZipFile(io.BytesIO(answer.content)) as parts:
        sheet = ElementTree.fromstring(parts.read("xl/worksheets/sheet1.xml"))
    return ["".join(cell.itertext()) for cell in sheet.iterfind(".//m:c", _NS)]


def test_the_log_is_taken_out_with_the_reason_and_that_stays_in_the_log(cells, secretary, browser):
    _correct(secretary, cells.member, "=HYPERLINK(1)")
    answer = _export(browser, "Nộp đoàn kiểm tra", q="dong", loai="dang-vien")
    said = _cells(answer)
    assert "quê quán: =HYPERLINK(1)" in said
    assert "Lý do: Nộp đoàn kiểm tra" in said
    assert "Người xuất: Đinh Công Phúc" in said
    assert "Vũ Lê Huy" not in " ".join(said)
    assert "Bùi Thị Đông" not in " ".join(said)
    entry = Entry.objects.filter(verb="export").get()
    assert (entry.actor_id, entry.chain_key) == (secretary.pk, cells.own.pk)
    code = entry.values.pop("code")
    assert f"Mã bản xuất: {code}" in said
    assert entry.values == {
        "what": "nhật ký", "reason": "Nộp đoàn kiểm tra", "count": 2,
        "filters": "Đồng chí được ghi: có lọc theo tên; Loại việc: Hồ sơ đảng viên, chức vụ",
    }  # fmt: skip
    assert 'filename="nhat-ky-mot-20261122' in answer["Content-Disposition"]
    assert "xuất ra tệp dữ liệu của Chi bộ Một" in _shown(browser)


def test_the_form_of_the_page_itself_takes_the_log_out(cells, secretary):
    """As a browser sends it: with the token and to the address that stand in the page."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(secretary, backend="chibo.accounts.backend.AccountBackend")
    page = browser.get(reverse("log"), {"to-chuc": "mot", "q": "dong van"})
    (form,) = [form for form in papers(page, "") if reverse("export_log") in form.address]
    answer = browser.post(form.address, form.typed | {"reason": "Nộp"})
    assert "Vũ Lê Huy" not in " ".join(_cells(answer))
    assert "Đỗ Văn Đông" in " ".join(_cells(answer))


def test_without_a_reason_nothing_is_taken_out_or_written_down(cells, browser):
    before = Entry.objects.count()
    answer = _export(browser, "  ", q="dong")
    assert "Ghi lý do xuất" in pages.text(answer)
    assert answer["Content-Type"].startswith("text/html")
    assert Entry.objects.count() == before


def test_more_rows_than_a_file_holds_are_refused_in_words(cells, browser, monkeypatch):
    monkeypatch.setattr(views, "MOST_ROWS", 2)
    shown = pages.text(_export(browser, "Nộp"))
    assert "mỗi tệp chứa nhiều nhất 2. Thu hẹp theo ngày" in shown
    assert not Entry.objects.filter(verb="export").exists()


def test_nothing_goes_out_where_the_filter_cannot_be_read(browser):
    shown = pages.text(_export(browser, "Nộp", loai="khong-co"))
    assert "Bộ lọc có chỗ chưa đọc được." in shown
    assert not Entry.objects.filter(verb="export").exists()


def test_whom_an_export_was_about_is_not_told_to_who_only_administers(cells, browser):
    browser.post(f"{reverse('export_log')}?q=Đỗ+Văn+Đông&loai=khen-thuong-ky-luat", {"reason": "x"})
    assert Entry.objects.filter(verb="export").exists()
    administrator = pages.client(holder(Role.ADMINISTRATOR, cells.committee))
    page = pages.text(administrator.get(reverse("log")))
    assert "xuất ra tệp" in page
    assert "Văn Đông" not in page


def test_a_place_of_others_cannot_be_taken_out(cells, browser):
    assert browser.post(f"{reverse('export_log')}?to-chuc=hai", {"reason": "x"}).status_code == 404


def test_whoever_showed_long_ago_who_they_are_is_asked_again(cells, browser):
    session = browser.session
    session["shown_at"] = 0
    session.save()
    answer = _export(browser, "Nộp")
    assert answer["Content-Type"].startswith("text/html")
    assert not Entry.objects.filter(verb="export").exists()


# Heads --------------------------------------------------------------------------------------------


@pytest.fixture
def printed(monkeypatch):
    """The documents that were to be printed."""
    found = []

    def render(document, **_):
        found.append(document)
        return b"%PDF"

    monkeypatch.setattr("chibo.documents.pdf.render", render)
    return found


def test_heads_of_the_place_and_below_are_printed(cells, printed):
    OrganizationFactory(name="Nơi khác")
    leader = pages.client(holder(Role.COMMITTEE_LEADER, cells.committee))
    answer = leader.get(reverse("log_heads"), {"to-chuc": cells.committee.code})
    assert (answer["Content-Type"], answer.content) == ("application/pdf", b"%PDF")
    (paper,) = printed
    (table,) = [block for block in paper.blocks if block.kind == "table"]
    rows = [["".join(part.text for part in cell) for cell in row] for row in table.rows]
    assert [row[0] for row in rows] == [
        f"Đảng bộ Sở ({cells.committee.code})", "Chi bộ Một (mot)", "Chi bộ Hai (hai)",
    ]  # fmt: skip
    last = Entry.objects.filter(chain_key=cells.own.pk).latest("sequence")
    assert rows[1][1] == str(last.sequence)
    assert rows[1][3].replace(" ", "") == last.hash
    assert paper.title == "ĐẦU CHUỖI NHẬT KÝ"
    assert "ngày 22 tháng 11 năm 2026" in paper.about


def test_heads_that_cannot_be_printed_are_said_on_the_log(cells, browser, monkeypatch):
    def fail(document, **_):
        raise PrintingFailed("Máy in PDF không chạy.")

    monkeypatch.setattr("chibo.documents.pdf.render", fail)
    answer = browser.get(reverse("log_heads"), {"to-chuc": "mot"}, follow=True)
    assert answer.redirect_chain == [(f"{reverse('log')}?to-chuc=mot", 302)]
    assert "Máy in PDF không chạy." in pages.text(answer)


# The frame ----------------------------------------------------------------------------------------


def test_the_rail_offers_the_log_to_those_who_may_see_it(cells, browser):
    deputy = pages.client(holder(Role.DEPUTY, cells.own))
    link = f'href="{reverse("log")}"'
    assert link in browser.get(reverse("desk")).content.decode()
    assert link not in deputy.get(reverse("desk")).content.decode()
