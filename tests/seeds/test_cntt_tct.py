"""Rows 2-1 to 2-23: Đảng bộ bộ phận Cục Công nghệ thông tin, Tổng cục Thuế, looks back on 2019."""

from typing import Any

import pytest

from chibo.access import Role
from chibo.regulations.actions import load_known_law
from meetings.press.models import PressItem
from tests.chibo.factories import CommitteeFactory, OrganizationFactory, holder
from tests.members.pages import client
from tests.seeds.pages import Book, begin, book

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]

CODE, NAME = "cntt-tct", "Đảng bộ bộ phận Cục Công nghệ thông tin"
SUPERIOR = "Đảng bộ cơ quan Tổng cục Thuế"
SIZES = (14, 14, 14, 14, 13)
FIELD = ("field", "regular", "year_end", "admission")


@pytest.fixture
def committee(db) -> Book:
    """Return the book of the committee, open before its staff."""
    load_known_law(by=None)
    above = CommitteeFactory(code="dang-bo-tct", name=SUPERIOR)
    section = OrganizationFactory(code=CODE, name=NAME, type="section_committee", parent=above)
    return Book(client(holder(Role.COMMITTEE_STAFF, section)), section)


def cells_of(committee: Book, count: int = 5) -> list[Book]:
    """Found the cells below; return their books, each open before its own secretary."""
    return [book(f"{CODE}-{n}", f"Chi bộ {n}", "cell", committee.cell) for n in range(1, count + 1)]


def studied(committee: Book, **typed: Any) -> str:
    """Record an occasion of study of 2019; return the words of its page."""
    address = committee.send(
        "record_study", CODE, **{"when": "2019", "population": "members"} | typed
    )
    return committee.page("study", int(address.rstrip("/").rpartition("/")[2]))


def registered(committee: Book, **typed: Any) -> None:
    """Write a document into the register."""
    committee.send("register_document", CODE, **{"is_secret": "0"} | typed)


def test_2_01_the_section_stands_under_the_committee_of_the_office(capsys):
    administrator = begin(capsys, "dang-bo-tct", SUPERIOR, "grassroots_committee")
    administrator.send("found_below", "dang-bo-tct", name=NAME, code=CODE, type="section_committee")
    page = administrator.page("organization", CODE)
    assert NAME in page
    assert "Đảng bộ bộ phận" in page
    assert SUPERIOR in page
    assert NAME in administrator.page("organization", "dang-bo-tct")


def test_2_02_five_cells_with_65_official_members_and_4_on_probation_make_69(committee):
    for number, (cell, size) in enumerate(zip(cells_of(committee), SIZES, strict=True)):
        for n in range(size):
            is_official = "0" if number < 4 and n == 0 else "1"
            cell.enter(f"Đảng viên {number} {n}", is_official=is_official)
    report = committee.report("2019")
    assert "Đảng bộ có 5 chi bộ trực thuộc:" in report
    assert "Cộng 69 65 4" in report
    assert "69 đảng viên, gồm 65 đảng viên chính thức và 4 đảng viên dự bị" in report
    assert "69" in committee.page("roll", **{"to-chuc": CODE})


def test_2_03_members_are_73_percent_of_the_civil_servants_as_stated(committee):
    text = "Tỷ lệ đảng viên trên tổng số công chức"
    committee.note("so-lieu", text, "2019", subject="strength", stated="73%")
    assert "73%" in committee.page("notebook", nam=2019)
    assert f"{text}: 73%." in committee.report("2019")


def test_2_04_every_member_has_a_university_degree_or_more(committee):
    for cell in cells_of(committee, 2):
        for n, education in enumerate(("university", "master", "doctor")):
            cell.enter(f"Đảng viên {cell.code} {n}", education=education)
    said = "6/6 đồng chí có trình độ đại học trở lên (100%)"
    assert said in committee.report("2019")


def test_2_05_many_members_are_young(committee):
    text = "Cán bộ, công chức có tuổi đời khá trẻ"
    committee.note("so-lieu", text, "2019", subject="strength", stated="hầu hết")
    for cell in cells_of(committee, 3):
        cell.enter(f"Đảng viên {cell.code}", born="15/6/1989")
    report = committee.report("2019")
    assert "Hầu hết cán bộ, công chức có tuổi đời khá trẻ." in report
    assert "tuổi bình quân 30,0" in report


def test_2_06_the_committee_has_the_unit_plan_its_months_and_quarters(committee):
    text = "Chỉ đạo xây dựng kế hoạch công tác cho từng tháng, quý và đôn đốc triển khai"
    committee.note("hoat-dong", text, "2019", kind="work_plan")
    assert text in committee.page("notebook", nam=2019)
    told = "Đề cao tinh thần đoàn kết nhất trí và dân chủ; luôn hoàn thành tốt nhiệm vụ được giao."
    report = committee.report("2019", nhiem_vu_chinh_tri=told)
    assert f"Lãnh đạo thực hiện nhiệm vụ chính trị - {text}. " in report
    assert told in report


def test_2_07_applications_were_upgraded_and_joined_to_the_national_portal(committee):
    texts = (
        "Nâng cấp nhiều phiên bản ứng dụng khai, nộp, hoàn thuế điện tử",
        "Tích hợp dịch vụ công của ngành thuế với Cổng dịch vụ công quốc gia",
    )
    for text in texts:
        committee.note("ket-qua", text, "2019", area="political_task")
    assert f"- {texts[0]}; - {texts[1]}." in committee.report("2019")


def test_2_08_the_deputy_secretary_of_the_committee_stands_in_a_cell_and_signs(committee):
    cell, *_ = cells_of(committee, 1)
    deputy = cell.enter("Vũ Lê Huy")
    committee.appoint(deputy, "deputy", title="Phó Bí thư Đảng bộ")
    assert "Phó Bí thư Đảng bộ" in committee.page("member", deputy.pk)
    report = committee.report("2019")
    assert "Cấp ủy đảng bộ: đồng chí Vũ Lê Huy, Phó Bí thư Đảng bộ." in report
    assert "T/M ĐẢNG ỦY PHÓ BÍ THƯ Vũ Lê Huy" in report


def test_2_09_all_attend_meetings_and_study_resolutions(committee):
    attend = "Tỷ lệ đảng viên tham dự đầy đủ các buổi sinh hoạt"
    committee.note("so-lieu", attend, "2019", subject="attendance", stated="100%")
    title = "Các nghị quyết của Đảng"
    assert title in studied(committee, title=title, extent="all")
    report = committee.report("2019")
    assert f"{attend}: 100%." in report
    assert title in report
    assert "100% đảng viên tham gia" in report


def test_2_10_members_follow_the_example_of_ho_chi_minh(committee):
    title = "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"
    outcome = "Lan tỏa ý thức tự giác làm việc, hăng say lao động"
    page = studied(committee, title=title, extent="all", outcome=outcome)
    assert title in page
    assert outcome in page
    report = committee.report("2019")
    assert title in report
    assert outcome.lower() in report.lower()


def test_2_11_resolutions_are_sent_by_email_to_every_cell_and_member(committee):
    page = studied(
        committee, title="Nghị quyết, chỉ thị, hướng dẫn của Đảng ủy cấp trên", form="email",
        recipients="từng chi bộ, đảng viên", extent="unknown",
    )  # fmt: skip
    assert "Gửi qua thư điện tử" in page
    assert "từng chi bộ, đảng viên" in page
    assert "gửi qua thư điện tử tới từng chi bộ, đảng viên" in committee.report("2019")


def test_2_12_periodic_meetings_have_talks_on_the_party_and_uncle_ho(committee):
    theme = "Về Đảng và Bác Hồ"
    undated = committee.hold("regular", "thematic", held="")
    item = {"title": "Nói chuyện chuyên đề", "theme": theme}
    assert theme in committee.write(undated, rows={"items": [item]})
    dated = committee.hold("regular", "thematic", held="2019")
    committee.write(dated, rows={"items": [item]}, attending="unknown")
    assert f"Sinh hoạt chuyên đề: 1 kỳ (“{theme}”, năm 2019)." in committee.report("2019")


def test_2_13_blood_has_been_given_since_2011_and_129_units_in_2019(committee):
    who = "cán bộ, công chức, đảng viên của Cục và nhiều cán bộ, công chức của Tổng cục Thuế"
    committee.note(
        "hoat-dong", "Chương trình “Hiến máu nhân đạo”", "2019", kind="social", since="2011",
        quantity="129", unit="đơn vị máu", participants=who,
    )  # fmt: skip
    page = committee.page("notebook", nam=2019)
    assert "129 đơn vị máu" in page
    assert "2011" in page
    said = "duy trì từ năm 2011; riêng năm 2019: 129 đơn vị máu; "
    assert f"Chương trình “Hiến máu nhân đạo”, {said}{who} tham gia." in committee.report("2019")


def test_2_14_directive_23_of_the_secretariat_on_the_study_of_theory(committee):
    title = "Tiếp tục đổi mới, nâng cao chất lượng học tập chủ nghĩa Mác - Lênin"
    registered(committee, symbol="23-CT/TW", type="directive", issuer="Ban Bí thư", title=title)
    page = committee.page("documents", q="23-CT/TW")
    assert all(said in page for said in ("Chỉ thị số 23-CT/TW", "Ban Bí thư", title))
    studied(committee, symbols="23-CT/TW", extent="unknown")
    assert "học tập, quán triệt: - Chỉ thị số 23-CT/TW" in committee.report("2019")


def test_2_15_the_resolution_of_the_fourth_plenum_of_the_twelfth_committee(committee):
    name = "Nghị quyết Trung ương 4 (khóa XII)"
    registered(committee, type="resolution", common_name=name)
    assert name in committee.page("documents", q="trung uong 4")
    document = committee.cell.guiding_documents.get()
    assert (document.plenum_no, document.congress_no) == (4, 12)
    assert "XII" in committee.page("document", document.pk)


def test_2_16_directive_05_of_the_politburo(committee):
    registered(committee, symbol="05-CT/TW", type="directive", issuer="Bộ Chính trị")
    page = committee.page("documents", q="05-CT/TW")
    assert "Chỉ thị số 05-CT/TW" in page
    assert "Bộ Chính trị" in page


@pytest.mark.parametrize("held", ["", "2019"])
def test_2_17_meetings_are_held_at_five_places_of_the_revolution(committee, held):
    places = (
        "Nghĩa trang liệt sỹ Trường Sơn",
        "Khu di tích lịch sử Mường Phăng - Điện Biên",
        "Nhà tù Sơn La",
        "Ngã ba Đồng Lộc",
        "Đền thờ Bác Hồ tại Ba Vì",
    )
    for place in places:
        page = committee.page("meeting", committee.hold(*FIELD, held=held, place=place))
        assert place in page
        assert all(kind in page for kind in ("Thực tế, về nguồn", "Tổng kết năm", "Kết nạp"))
    listed = committee.page("meetings", nam=2019)
    assert listed.count("về nguồn") >= 5
    counted = "5 kỳ tổng kết năm, 5 kỳ kết nạp, 5 kỳ thực tế, về nguồn" in committee.report("2019")
    assert counted is bool(held)


def test_2_18_nobody_showed_degradation_among_members_civil_servants_and_staff(committee):
    text = "Không có biểu hiện “tự diễn biến”, “tự chuyển hóa”"
    committee.note(
        "tu-tuong", text, "2019", level="stable", cases="0",
        population="đảng viên, công chức, nhân viên",
    )  # fmt: skip
    assert text in committee.page("notebook", nam=2019)
    report = committee.report("2019")
    assert f"Tình hình tư tưởng: ổn định. {text}." in report
    assert "trong đảng viên, công chức, nhân viên: không có." in report


def test_2_19_the_year_2020_has_an_anniversary_and_congresses(committee):
    texts = (
        "Kỷ niệm 75 năm Ngày thành lập ngành tài chính và Ngày truyền thống ngành thuế",
        "Năm tiến hành đại hội Đảng các cấp tiến tới Đại hội XIII của Đảng",
    )
    for text in texts:
        committee.note("boi-canh", text, "2020", kind="event")
    assert all(text in committee.page("notebook", nam=2020) for text in texts)
    assert f"Sự kiện của năm: - {texts[0]}; - {texts[1]}." in committee.report("2020")


def test_2_20_the_tasks_of_2020_and_the_two_laws_that_are_studied(committee):
    key = "Phát triển ứng dụng phục vụ xây dựng chính phủ điện tử"
    other = "Thực hiện nguyên tắc tập trung dân chủ, phê bình và tự phê bình"
    committee.send("add_task", CODE, text=key, plan_year=2020, is_key="on", order=1)
    committee.send("add_task", CODE, text=other, plan_year=2020, order=2)
    laws = ("Luật Thực hành tiết kiệm, chống lãng phí", "Luật Phòng, chống tham nhũng")
    for law in laws:
        registered(committee, type="law", common_name=law)
        assert law in committee.page("documents", q=law)
    page = committee.page("tasks", nam=2020)
    assert key in page
    assert other in page
    report = committee.report("2019")
    assert f"Tập trung thực hiện tốt 01 nhiệm vụ trọng tâm: (1) {key}." in report


def test_2_21_the_congress_of_the_section_is_planned_for_the_end_of_march_2020(committee):
    committee.send("plan_congress", CODE, when="cuối tháng 3/2020")
    assert "cuối tháng 3/2020" in committee.page("congresses")
    said = f"tổ chức thành công Đại hội {committee.cell} (cuối tháng 3/2020)."
    assert said in committee.report("2019")


def test_2_22_the_congress_of_the_committee_above_is_planned_there(committee):
    above = committee.cell.parent
    staff = Book(client(holder(Role.COMMITTEE_STAFF, above)), above)
    staff.send("plan_congress", above.code, when="2020")
    assert "2020" in staff.page("congresses", **{"to-chuc": above.code})
    assert f"tổ chức thành công Đại hội {above} (năm 2020)." in staff.report("2019")
    assert "(năm 2020)" not in committee.report("2019")


def test_2_23_the_article_is_kept_with_its_author_and_its_outlet(committee):
    title = "Đảng bộ bộ phận Cục Công nghệ thông tin phát huy sức trẻ"
    committee.send("record_press_item", CODE, title=title, author="Minh Huệ", outlet="TCT online")
    page = committee.page("press_item", PressItem.objects.get().pk)
    assert all(said in page for said in (title, "Minh Huệ", "TCT online"))
