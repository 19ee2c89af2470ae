"""Rows 3-1 to 3-17: Chi bộ Trung tâm Thông tin, Ủy ban Dân tộc, meets in summer 2013."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from meetings.press.models import PressItem
from tests.chibo.factories import CommitteeFactory
from tests.chibo.files.pictures import picture
from tests.seeds.pages import Book, begin, book

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]

CODE, NAME = "tttt-ubdt", "Chi bộ Trung tâm Thông tin"
COMMITTEE = "Đảng ủy cơ quan Ủy ban Dân tộc"
SUMMER = "01/07/2013 31/08/2013"
GUEST = {
    "name": "Hà Hùng",
    "posts": "Bí thư Đảng ủy\r\nThứ trưởng\r\nPhó Chủ nhiệm Ủy ban Dân tộc",
    "gave_directive": "on",
}


@pytest.fixture
def cell(db) -> Book:
    return book(CODE, NAME, "cell", CommitteeFactory(code="dang-uy-ubdt", name=COMMITTEE))


def session(cell: Book, held: str = "8/2013") -> int:
    """Open the meeting of the article."""
    return cell.hold("regular", "thematic", held=held)


def directed(cell: Book, *texts: str, **more: str) -> tuple[str, str]:
    """Write what the guest said; return the words of the minutes and of the report."""
    meeting = session(cell)
    said = [{"guest": "guests-0", "kind": "direction", "text": text, **more} for text in texts]
    page = cell.write(meeting, rows={"guests": [GUEST], "directives": said})
    return page, cell.report(SUMMER, kind="period", meeting=meeting)


def test_3_01_two_committees_stand_above_the_cell(capsys):
    administrator = begin(capsys, "dang-uy-khoi", "Đảng ủy khối", "upper_committee")
    administrator.send(
        "found_below", "dang-uy-khoi", name=COMMITTEE, code="dang-uy", type="grassroots_committee"
    )
    administrator.send("found_below", "dang-uy", name=NAME, code=CODE, type="cell")
    page = administrator.page("organization", CODE)
    assert NAME in page
    assert COMMITTEE in page
    assert "Đảng ủy khối" in administrator.page("organization", "dang-uy")
    tree = administrator.page("organizations")
    assert tree.index("Đảng ủy khối") < tree.index(COMMITTEE) < tree.index(NAME)


def test_3_02_a_regular_meeting_with_a_theme_whose_day_is_not_known(cell):
    unknown = session(cell, held="")
    page = cell.page("meeting", unknown)
    assert "Thường kỳ" in page
    assert "Chuyên đề" in page
    assert "thường kỳ, chuyên đề" in cell.page("meetings", nam=2013).lower()
    session(cell)
    assert "tháng 8 năm 2013" in cell.page("meetings", q="chuyen de")
    assert "Chi bộ đã họp 1 kỳ (thường kỳ, chuyên đề)." in cell.report(SUMMER, kind="period")


def test_3_03_the_secretary_of_the_committee_comes_with_three_posts(cell):
    meeting = session(cell)
    said = "Hà Hùng, Bí thư Đảng ủy, Thứ trưởng, Phó Chủ nhiệm Ủy ban Dân tộc"
    assert said in cell.write(meeting, rows={"guests": [GUEST]})
    assert said in cell.report(SUMMER, kind="period", meeting=meeting)


def test_3_04_a_member_of_the_committee_comes_with_three_posts(cell):
    posts = ("Ủy viên BCH Đảng bộ", "Thứ trưởng", "Phó Chủ nhiệm Ủy ban Dân tộc")
    other = {"name": "Phan Văn Hùng", "posts": "\r\n".join(posts)}
    meeting = session(cell)
    said = f"Phan Văn Hùng, {', '.join(posts)}"
    assert said in cell.write(meeting, rows={"guests": [GUEST, other]})
    assert said in cell.report(SUMMER, kind="period", meeting=meeting)


def test_3_05_the_committee_of_the_cell_and_all_members_attended(cell):
    page = cell.write(session(cell), attending="all")
    assert "toàn thể đảng viên" in page.lower()
    assert "Toàn thể đảng viên dự họp." in cell.report(SUMMER, kind="period")


def test_3_06_the_secretary_passed_on_two_letters_with_symbols_of_two_kinds(cell):
    letters = {
        "237/BTG - ĐUK": "Tuyên truyền một năm thực hiện Nghị quyết Trung ương 4",
        "189-CV/ĐU": "Đề cương thông báo nhanh kết quả Hội nghị Trung ương 7",
    }
    for symbol, title in letters.items():
        cell.send(
            "register_document", CODE, symbol=symbol, type="letter", title=title, is_secret="0"
        )
    secretary = cell.enter("Nguyễn Hoàng Hải")
    cell.appoint(secretary, "secretary")
    item = {
        "title": "Quán triệt văn bản cấp trên",
        "presenter": secretary.pk,
        "documents": [{"document": symbol} for symbol in letters],
    }
    page = cell.write(session(cell), rows={"items": [item]})
    assert "Nguyễn Hoàng Hải" in page
    for symbol, title in letters.items():
        assert symbol in page
        listed = cell.page("documents", q=symbol)
        assert symbol in listed
        assert title in listed


def test_3_07_the_director_reports_on_july_and_plans_august(cell):
    director = cell.enter("Nguyễn Ngọc Hà")
    cell.appoint(director, "committee_member")
    cell.appoint(director, "government", title="Giám đốc Trung tâm")
    title = "Báo cáo kết quả công tác tháng 7, phương hướng nhiệm vụ trọng tâm tháng 8"
    meeting = session(cell)
    item = {"title": title, "presenter": director.pk}
    page = cell.write(meeting, rows={"items": [item]})
    assert title in page
    assert "Nguyễn Ngọc Hà" in page
    plan = "Nâng cao chất lượng thông tin"
    cell.send("add_task", CODE, text=plan, plan_year=2013, plan_month=8)
    assert plan in cell.page("tasks", nam=2013)
    report = cell.report("7/2013", kind="month", meeting=meeting, nhiem_vu_chinh_tri="Đã báo cáo.")
    assert "kết quả công tác tháng 7 năm 2013, phương hướng, nhiệm vụ tháng 8 năm 2013" in report
    assert "Đã báo cáo." in report
    assert plan in report.partition("PHƯƠNG HƯỚNG, NHIỆM VỤ THÁNG 8 NĂM 2013")[2]


def test_3_08_five_opinions_whose_speakers_are_not_named(cell):
    texts = (
        "Tăng cường công tác phát triển Đảng, ổn định công tác tổ chức",
        "Đổi mới việc đưa tin hoạt động của lãnh đạo, của Ủy ban với các địa phương",
        "Nâng cao chất lượng thông tin",
        "Tăng cường đào tạo, nâng cao năng lực cho cán bộ",
        "Phối hợp với các Bộ, ngành trong triển khai cơ sở dữ liệu",
    )
    meeting = session(cell)
    item = {"title": "Báo cáo của Chi bộ", "opinions": [{"text": text} for text in texts]}
    page = cell.write(meeting, rows={"items": [item]})
    assert all(text in page for text in texts)
    said = "; ".join(f"- {text}" for text in texts)
    assert f"{said}." in cell.report(SUMMER, kind="period", meeting=meeting)


def test_3_09_the_guest_judges_the_meeting_better_prepared_and_livelier(cell):
    text = "Nội dung sinh hoạt được chuẩn bị kỹ hơn, sinh động hơn"
    page, report = directed(cell, text, kind="evaluation")
    assert text in page
    assert f"Đồng chí Hà Hùng nêu rõ: - {text}." in report


def test_3_10_three_factors_of_a_good_meeting_are_three_directions(cell):
    texts = (
        "Chất lượng đảng viên phải tốt",
        "Chi ủy phải đảm bảo năng lực, trình độ, sức chiến đấu",
        "Nội dung sinh hoạt mỗi tháng phải được nâng cao, đổi mới",
    )
    page, report = directed(cell, *texts)
    assert all(text in page for text in texts)
    asked = "; ".join(f"- {text}" for text in texts)
    assert f"Đồng chí Hà Hùng đề nghị: {asked}." in report


def test_3_11_not_every_meeting_needs_a_theme_but_a_theme_becomes_tasks(cell):
    text = "Không nhất thiết phiên nào cũng có chuyên đề; bàn sâu và đưa thành nhiệm vụ cụ thể"
    page, report = directed(cell, text)
    assert text in page
    assert f"Đồng chí Hà Hùng đề nghị: - {text}." in report


def test_3_12_time_is_to_be_given_to_directive_03_and_to_ethical_standards(cell):
    cell.send("register_document", CODE, symbol="03", type="directive", is_secret="0")
    assert "Chỉ thị số 03" in cell.page("documents", q="chỉ thị 03")
    texts = (
        "Báo cáo việc thực hiện nhiệm vụ chính trị, Nghị quyết Đại hội Chi bộ",
        "Tiếp tục thực hiện Nghị quyết Trung ương 4",
        "Thực hiện Chỉ thị 03 và xây dựng chuẩn mực đạo đức của Chi bộ",
        "Phải có tổng kết chuyên đề",
    )
    standards = "Xây dựng, thực hiện chuẩn mực đạo đức của Chi bộ"
    promised = {"kind": "ethics", "text": standards, "when": "8/2013"}
    cell.send("record_commitment", CODE, population="members", extent="unknown", **promised)
    assert standards in cell.page("studies", nam=2013)
    page, report = directed(cell, *texts)
    assert all(text in page for text in texts)
    asked = "; ".join(f"- {text}" for text in texts)
    assert f"Đồng chí Hà Hùng đề nghị: {asked}." in report
    assert f"học tập và làm theo: - {standards}." in report


def test_3_13_four_further_directions_become_tasks(cell):
    texts = (
        "Phối hợp với các Vụ, đơn vị trong cơ quan",
        "Chủ động nâng cao chất lượng thông tin",
        "Tập huấn ứng dụng công nghệ thông tin cho toàn thể cán bộ",
        "Cập nhật các chuyên đề lên Cổng Thông tin Đảng ủy cơ quan",
    )
    page, report = directed(cell, *texts, as_task="on")
    tasks = cell.page("tasks", nam=2013)
    for text in texts:
        assert text in page
        assert text in tasks
    assert tasks.count("Chỉ đạo của đ/c Hà Hùng") == 4
    assert "; ".join(f"- {text}" for text in texts) in report


def test_3_14_a_member_to_whom_it_was_assigned_presents_the_theme(cell):
    presenter = cell.enter("Cao Cường")
    theme = "Tư tưởng Hồ Chí Minh về đạo đức công vụ"
    item = {
        "title": "Sinh hoạt chuyên đề",
        "presenter": presenter.pk,
        "theme": theme,
        "was_assigned": "on",
    }
    page = cell.write(session(cell), rows={"items": [item]})
    assert theme in page
    assert "Cao Cường" in page
    said = f"“{theme}”, đồng chí Cao Cường được phân công trình bày"
    assert said in cell.report(SUMMER, kind="period")


def test_3_15_the_theme_stressed_the_least_demands_on_it_staff_and_centres(cell):
    text = (
        "Những yêu cầu tối thiểu đối với cán bộ, viên chức công nghệ thông tin và các Trung tâm "
        "Thông tin"
    )
    item = {"title": "Sinh hoạt chuyên đề", "theme": "Đạo đức công vụ", "body": text}
    page = cell.write(session(cell), rows={"items": [item]})
    assert "Đạo đức công vụ" in page
    assert text in page


def test_3_16_members_propose_a_resolution_on_learning_from_ho_chi_minh(cell):
    subject = "đẩy mạnh việc học tập và làm theo tấm gương đạo đức Hồ Chí Minh"
    told = {"proposed_in": session(cell), "proposed_by": "Đảng viên trong Chi bộ"}
    cell.send("draft_official_document", CODE, type="NQ", subject=subject, **told)
    page = cell.page("official_documents")
    assert subject in page
    assert "Nghị quyết" in page
    assert "Đề nghị" in page


def test_3_17_the_article_is_kept_with_its_author_and_photo(cell):
    title = "Chi bộ Trung tâm Thông tin sinh hoạt chuyên đề"
    caption = "Đ/c Hà Hùng, Bí thư Đảng ủy, phát biểu tại buổi sinh hoạt"
    cell.send(
        "record_press_item", CODE, title=title, published="06/08/2013", author="Xuân Thường",
        meeting=session(cell),
    )  # fmt: skip
    item = PressItem.objects.get()
    photo = SimpleUploadedFile("anh.jpg", picture())
    cell.send("add_photo", item.pk, photo=photo, caption=caption, is_classified="0")
    page = cell.page("press_item", item.pk)
    assert all(said in page for said in (title, "06/08/2013", "Xuân Thường", caption))
    kept = item.photos.get()
    assert cell.browser.get(reverse("stored_file", args=[kept.file_id])).status_code == 200
