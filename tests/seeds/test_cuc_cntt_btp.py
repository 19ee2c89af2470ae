"""Rows 0-1 to 0-26: Chi bộ Cục Công nghệ thông tin, Bộ Tư pháp, looks back on 2023."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from meetings.press.models import PressItem
from tests.chibo.factories import CommitteeFactory
from tests.chibo.files.pictures import picture
from tests.seeds.pages import Book, begin, book

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]

CODE, NAME = "cuc-cntt-btp", "Chi bộ Cục Công nghệ thông tin"
SUPERIOR = "Đảng ủy Bộ Tư pháp"


@pytest.fixture
def cell(db) -> Book:
    return book(CODE, NAME, "cell", CommitteeFactory(code="dang-uy-btp", name=SUPERIOR))


def conference(cell: Book) -> int:
    """Open the meeting of the article."""
    return cell.hold("regular", "year_end", held="26/12/2023", review_year=2023)


def test_0_01_the_cell_stands_under_the_committee_of_the_ministry(capsys):
    administrator = begin(capsys, "dang-uy-btp", SUPERIOR, "grassroots_committee")
    administrator.send("found_below", "dang-uy-btp", name=NAME, code=CODE, type="cell")
    page = administrator.page("organization", CODE)
    assert NAME in page
    assert SUPERIOR in page
    assert NAME in administrator.page("organization", "dang-uy-btp")


def test_0_02_one_session_of_26_december_is_regular_and_reviews_the_year(cell):
    meeting = conference(cell)
    page = cell.page("meeting", meeting)
    assert "Thường kỳ" in page
    assert "Tổng kết năm" in page
    assert "ngày 26 tháng 12 năm 2023" in page
    report = cell.report("2023", meeting=meeting)
    said = "hội nghị tổng kết công tác Đảng năm 2023; sinh hoạt thường kỳ, ngày 26/12/2023"
    assert f"Báo cáo trình tại {said}" in report
    assert "Chi bộ đã họp 1 kỳ (thường kỳ, tổng kết năm)." in report


def test_0_03_a_guest_of_the_superior_committee_gives_directions(cell):
    meeting = conference(cell)
    guest = {
        "name": "Nguyễn Kim Tinh",
        "posts": "Phó Bí thư thường trực Đảng ủy Bộ Tư pháp",
        "gave_directive": "on",
    }
    page = cell.write(meeting, rows={"guests": [guest]})
    said = "đồng chí Nguyễn Kim Tinh, Phó Bí thư thường trực Đảng ủy Bộ Tư pháp"
    assert "Nguyễn Kim Tinh, Phó Bí thư thường trực Đảng ủy Bộ Tư pháp" in page
    assert cell.minutes(meeting)["guests-0-gave_directive"] == ["on"]
    assert said in cell.report("2023", meeting=meeting)


def test_0_04_the_secretary_takes_up_the_directions_and_passes_on_some_matters(cell):
    secretary = cell.enter("Tạ Thành Trung")
    cell.appoint(secretary, "secretary")
    item = {
        "title": "Tiếp thu ý kiến chỉ đạo, quán triệt một số nội dung",
        "presenter": secretary.pk,
    }
    page = cell.write(conference(cell), rows={"items": [item]})
    assert "Tiếp thu ý kiến chỉ đạo, quán triệt một số nội dung" in page
    assert "Tạ Thành Trung" in page
    assert "Bí thư Chi bộ" in cell.page("member", secretary.pk)
    assert "đồng chí Tạ Thành Trung, Bí thư Chi bộ" in cell.report("2023")


def test_0_05_all_members_attended_and_nobody_counted_them(cell):
    cell.enter("Người Không Được Nêu Tên")
    page = cell.write(conference(cell), attending="all")
    assert "toàn thể đảng viên" in page.lower()
    assert "Toàn thể đảng viên dự họp." in cell.report("2023")


def test_0_06_the_resolution_of_the_13th_congress_is_registered_without_a_symbol(cell):
    name = "Nghị quyết Đại hội XIII của Đảng"
    cell.send("register_document", CODE, common_name=name, is_secret="0")
    page = cell.page("documents")
    assert name in page
    assert name in cell.page("documents", q="dai hoi 13")


def test_0_07_decision_06_of_the_prime_minister_has_a_long_title_and_a_period(cell):
    title = (
        "Phê duyệt Đề án phát triển ứng dụng dữ liệu về dân cư, định danh và xác thực điện tử phục "
        "vụ chuyển đổi số quốc gia giai đoạn 2022 - 2025, tầm nhìn đến năm 2030"
    )
    known = {
        "symbol": "06/QĐ-TTg",
        "issued": "06/01/2022",
        "issuer": "Thủ tướng Chính phủ",
        "title": title,
        "period": "2022–2025, tầm nhìn đến năm 2030",
    }
    address = cell.send("register_document", CODE, type="decision", is_secret="0", **known)
    assert "Quyết định số 06/QĐ-TTg" in cell.page("documents", q="6/QD-TTG")
    page = cell.browser.get(address, follow=True).content.decode()
    for said in (*known.values(), "Nhà nước"):
        assert said in page


def test_0_08_few_people_and_a_change_of_leaders_are_two_difficulties(cell):
    texts = ("Số lượng nhân lực còn hạn chế", "Sự chuyển giao thế hệ lãnh đạo")
    for text in texts:
        cell.note("boi-canh", text, "2023", kind="difficulty")
        assert text in cell.page("notebook", nam=2023)
    assert f"Khó khăn: - {texts[0]}; - {texts[1]}." in cell.report("2023")


def test_0_09_the_effort_for_the_tasks_is_told_under_the_political_task(cell):
    text = "Cán bộ, công chức, viên chức đã nỗ lực hoàn thành các nhiệm vụ được giao."
    said = f"Lãnh đạo thực hiện nhiệm vụ chính trị {text}"
    assert said in cell.report("2023", nhiem_vu_chinh_tri=text)


def test_0_10_the_state_of_mind_is_mostly_stable(cell):
    text = "Không có tư tưởng xấu phát sinh"
    cell.note("tu-tuong", text, "2023", level="mostly_stable")
    page = cell.page("notebook", nam=2023)
    assert text in page
    assert "Cơ bản ổn định" in page
    assert f"Tình hình tư tưởng: cơ bản ổn định. {text}." in cell.report("2023")


def test_0_11_responsibility_and_unity_are_told(cell):
    text = "Đoàn kết, nhất trí, quyết tâm hoàn thành xuất sắc nhiệm vụ."
    assert text in cell.report("2023", chinh_tri_tu_tuong=text)


def test_0_12_the_committee_that_leads_by_example_is_told_under_party_building(cell):
    text = "Cấp ủy chủ động trong chỉ đạo và nêu gương, hoạt động của Chi bộ có nền nếp."
    assert f"Xây dựng tổ chức đảng {text}" in cell.report("2023", xay_dung_dang=text)


def test_0_13_the_meetings_of_the_cell_were_strictly_inspected(cell):
    done = "Thực hiện nghiêm túc công tác kiểm tra, giám sát"
    cell.inspect("2023", kind="general", topics="Sinh hoạt chi bộ", conclusion=done)
    assert done in cell.page("inspections", nam=2023)
    assert f"{done}. Nội dung chủ yếu: sinh hoạt chi bộ." in cell.report("2023")


def test_0_14_regular_inspection_has_four_topics(cell):
    topics = (
        "Nền nếp sinh hoạt",
        "Thu nộp đảng phí",
        "Việc nghiên cứu học tập",
        "Kế hoạch rèn luyện của đảng viên",
    )
    done = "Công tác kiểm tra được thực hiện thường xuyên"
    cell.inspect("2023", kind="general", topics="\r\n".join(topics), conclusion=done)
    page = cell.page("inspections", nam=2023)
    assert all(topic in page for topic in topics)
    plan = "Mỗi đảng viên có kế hoạch rèn luyện, được kiểm tra thường xuyên"
    promised = {"kind": "training", "text": plan, "when": "2023"}
    cell.send("record_commitment", CODE, population="members", extent="unknown", **promised)
    assert plan in cell.page("studies", nam=2023)
    report = cell.report("2023")
    said = "; ".join(topic[:1].lower() + topic[1:] for topic in topics)
    assert f"{done}. Nội dung chủ yếu: {said}." in report
    assert f"- Kế hoạch tu dưỡng, rèn luyện: {plan}." in report


def test_0_15_members_and_a_strong_organisation_are_the_key_task(cell):
    text = "Công tác đảng viên, xây dựng tổ chức Đảng trong sạch, vững mạnh"
    cell.send("add_task", CODE, text=text, plan_year=2023, is_key="on")
    page = cell.page("tasks", nam=2023)
    assert text in page
    assert f"nhiệm vụ trọng tâm: (1) {text}." in cell.report("2022")


def test_0_16_committee_members_answer_for_their_fields_and_keep_order(cell):
    member = cell.enter("Người Được Phân Công")
    cell.appoint(member, "committee_member", assigned_field="kiểm tra nền nếp sinh hoạt")
    assert "kiểm tra nền nếp sinh hoạt" in cell.page("member", member.pk)
    text = "Chủ trương của cấp ủy được triển khai kịp thời; ổn định và kỷ luật được duy trì."
    report = cell.report("2023", uu_diem_chung=text)
    assert "Chi ủy viên, phụ trách kiểm tra nền nếp sinh hoạt" in report
    assert text in report


def test_0_17_coordination_of_committee_and_head_of_unit_is_told(cell):
    text = "Có sự phối hợp, thống nhất cao giữa Chi ủy và Thủ trưởng đơn vị."
    assert text in cell.report("2023", uu_diem_chung=text)


def test_0_18_the_vanguard_role_of_members_is_told(cell):
    text = "Đảng viên phát huy vai trò gương mẫu, đi đầu trong quán triệt chủ trương, đường lối."
    assert text in cell.report("2023", uu_diem_chung=text)


def test_0_19_three_kinds_of_work_improved(cell):
    texts = ("Công tác chuyên môn", "Công tác xây dựng thể chế", "Công tác tổ chức cán bộ")
    for text in texts:
        cell.note("ket-qua", f"{text} được kiện toàn, bổ sung", "2023", area="political_task")
        assert text in cell.page("notebook", nam=2023)
    said = "; ".join(f"- {text} được kiện toàn, bổ sung" for text in texts)
    assert f"{said}." in cell.report("2023")


def test_0_20_the_care_for_mass_organisations_has_its_place(cell):
    text = "Chăm lo cho các tổ chức quần chúng"
    cell.note("ket-qua", text, "2023", area="masses")
    assert text in cell.page("notebook", nam=2023)
    said = f"Lãnh đạo các tổ chức quần chúng, công tác xã hội - {text}."
    assert said in cell.report("2023")


def test_0_21_a_head_appointed_only_in_august_limited_coordination(cell):
    text = "Phối hợp giữa cấp ủy và Thủ trưởng đơn vị còn hạn chế"
    cause = "Đến tháng 8 mới từng bước kiện toàn Cục trưởng (Quyền Cục trưởng)"
    cell.note("han-che", text, "8/2023", area="leadership", cause=cause)
    page = cell.page("notebook", nam=2023)
    assert text in page
    assert "8/2023" in page
    report = cell.report("2023")
    assert f"Hạn chế, khuyết điểm - {text}." in report
    assert f"Nguyên nhân - {cause}." in report


def test_0_22_the_shortage_of_staff_slowed_the_work_of_the_year(cell):
    text, cause = "Tiến độ công việc năm 2023 bị ảnh hưởng", "Thiếu hụt nghiêm trọng nhân sự"
    cell.note("han-che", text, "2023", area="staff", cause=cause)
    report = cell.report("2023")
    assert f"Hạn chế, khuyết điểm - {text}." in report
    assert f"Nguyên nhân - {cause}." in report


def test_0_23_meetings_were_renewed_but_not_rich(cell):
    text = "Nội dung sinh hoạt định kỳ đã có đổi mới nhưng còn chưa phong phú, đa dạng"
    cell.note("han-che", text, "2023", area="meeting")
    assert text in cell.page("notebook", nam=2023)
    assert "Sinh hoạt chi bộ" in cell.page("notebook", nam=2023)
    assert f"Hạn chế, khuyết điểm - {text}." in cell.report("2023")


def test_0_24_resolutions_of_superiors_were_sometimes_passed_on_late(cell):
    text = "Quán triệt các Nghị quyết của cấp trên có lúc chưa kịp thời"
    cell.note("han-che", text, "2023", area="study")
    page = cell.page("notebook", nam=2023)
    assert text in page
    assert "Học tập nghị quyết" in page
    assert f"Hạn chế, khuyết điểm - {text}." in cell.report("2023")


def test_0_25_party_work_beside_a_heavy_job_is_a_cause(cell):
    text = "Chưa thực sự chuyên tâm vào công tác đảng"
    cause = "Làm công tác đảng kiêm nhiệm, công việc chuyên môn nặng"
    cell.note("han-che", text, "2023", area="staff", cause=cause, cause_kind="objective")
    assert cause in cell.page("notebook", nam=2023)
    assert f"Nguyên nhân khách quan: - {cause}." in cell.report("2023")


def test_0_26_the_article_is_kept_with_its_author_day_and_two_photos(cell):
    title = "Sinh hoạt Chi bộ và tổng kết công tác Đảng năm 2023"
    captions = (
        "Phó Bí thư thường trực Đảng ủy Bộ Tư pháp Nguyễn Kim Tinh phát biểu chỉ đạo",
        "Bí thư Chi bộ Tạ Thành Trung phát biểu tiếp thu ý kiến chỉ đạo",
    )
    cell.send(
        "record_press_item", CODE, title=title, published="26/12/2023", author="Thu Nga",
        meeting=conference(cell),
    )  # fmt: skip
    item = PressItem.objects.get()
    for number, caption in enumerate(captions):
        photo = SimpleUploadedFile(f"{number}.jpg", picture(colour=(number * 90, 40, 40)))
        cell.send("add_photo", item.pk, photo=photo, caption=caption, is_classified="0")
    page = cell.page("press_item", item.pk)
    assert all(said in page for said in (title, "26/12/2023", "Thu Nga", *captions))
    for photo in item.photos.all():
        assert cell.browser.get(reverse("stored_file", args=[photo.file_id])).status_code == 200
    assert title in cell.page("press_items")
