"""Rows 4-1 to 4-13: Chi bộ Sở Thông tin và Truyền thông looks back on 2021."""

import pytest

from tests.seeds.pages import Book, begin, book

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]

NAME = "Chi bộ Sở Thông tin và Truyền thông"


@pytest.fixture
def cell(db) -> Book:
    return book("so-tttt", NAME, "grassroots_cell")


def year_end(cell: Book) -> int:
    """Open the meeting of the article."""
    return cell.hold(
        "year_end", held="13/1/2022", session="morning", review_year=2021, plan_year=2022
    )


def test_4_01_the_cell_begins_alone_its_province_not_named(capsys):
    administrator = begin(capsys, "so-tttt", NAME, "grassroots_cell")
    page = administrator.page("organization", "so-tttt")
    assert NAME in page
    assert "Chi bộ cơ sở" in page
    assert NAME in administrator.page("organizations")


def test_4_02_the_meeting_of_the_morning_of_13_january_reviews_2021_and_plans_2022(cell):
    meeting = year_end(cell)
    page = cell.page("meeting", meeting)
    assert "Thời gian: buổi sáng ngày 13 tháng 01 năm 2022." in page
    assert "Tổng kết năm" in page
    assert "Báo cáo tổng kết công tác Đảng năm 2021" in page
    assert "Phương hướng, nhiệm vụ năm 2022" in page
    said = "hội nghị tổng kết công tác Đảng năm 2021, sáng ngày 13/01/2022"
    assert said in cell.report("2021", meeting=meeting)


def test_4_03_the_chair_is_secretary_of_the_cell_and_director_of_the_department(cell):
    chair = cell.enter("Phạm Hồng Quảng")
    cell.appoint(chair, "secretary")
    cell.appoint(chair, "government", title="Giám đốc Sở Thông tin và Truyền thông")
    meeting = year_end(cell)
    page = cell.write(meeting, chair=chair.pk)
    assert "Phạm Hồng Quảng" in page
    said = "đồng chí Phạm Hồng Quảng, Bí thư Chi bộ, Giám đốc Sở Thông tin và Truyền thông, chủ trì"
    assert said in cell.report("2021", meeting=meeting)


def test_4_04_the_epidemic_is_a_difficulty_of_the_year(cell):
    text = "Dịch bệnh ảnh hưởng rất lớn đến hoạt động của ngành"
    cell.note("boi-canh", text, "2021", kind="difficulty")
    assert text in cell.page("notebook", nam=2021)
    assert f"Khó khăn: - {text}." in cell.report("2021")


def test_4_05_advice_to_council_and_committee_is_an_achievement_without_a_count(cell):
    text = (
        "Tham mưu HĐND, UBND tỉnh ban hành nhiều cơ chế, chính sách, văn bản quan trọng và tiếp "
        "tục chỉ đạo thực hiện có hiệu quả các văn bản đã ban hành"
    )
    cell.note("ket-qua", text, "2021", area="political_task")
    assert text in cell.page("notebook", nam=2021)
    assert f"- {text}." in cell.report("2021")


def test_4_06_propaganda_and_remote_work_against_covid_are_two_achievements(cell):
    first = "Thường xuyên thông tin, tuyên truyền kịp thời về tình hình dịch bệnh Covid-19"
    second = "Tham mưu ứng dụng CNTT hỗ trợ làm việc qua mạng, họp trực tuyến"
    for text in (first, second):
        cell.note("ket-qua", text, "2021", area="political_task")
    assert f"- {first}; - {second}." in cell.report("2021")


def test_4_07_coordination_and_unity_are_told_in_the_report(cell):
    text = "Cấp ủy và lãnh đạo Sở phối hợp chặt chẽ, giữ vững đoàn kết trong toàn Chi bộ."
    assert text in cell.report("2021", uu_diem_chung=text)


def test_4_08_the_effects_on_society_are_told_in_the_report(cell):
    text = (
        "Kết quả tác động tích cực đến văn hóa, xã hội, an ninh chính trị, trật tự an toàn xã hội, "
        "an sinh xã hội trên địa bàn tỉnh."
    )
    assert text in cell.report("2021", nhiem_vu_chinh_tri=text)


def test_4_09_party_building_is_assessed_inspected_and_told(cell):
    cell.note("tu-tuong", "Tư tưởng cán bộ, đảng viên ổn định", "2021", level="stable")
    done = "Công tác kiểm tra, giám sát được triển khai thực hiện tốt"
    cell.inspect("2021", kind="general", conclusion=done)
    assert "Tư tưởng cán bộ, đảng viên ổn định" in cell.page("notebook", nam=2021)
    assert done in cell.page("inspections", nam=2021)
    told = (
        "Công tác tổ chức cán bộ tiếp tục được tăng cường; công tác phát triển đảng viên tiếp tục "
        "được quan tâm."
    )
    report = cell.report("2021", xay_dung_dang=told)
    assert "1. Công tác chính trị, tư tưởng Tư tưởng cán bộ, đảng viên ổn định." in report
    assert f"Công tác kiểm tra, giám sát {done}." in report
    assert told in report


def test_4_10_the_discussion_is_an_opinion_whose_speaker_is_not_named(cell):
    text = "Góp ý kiến nhằm triển khai nhiệm vụ năm 2022 đạt hiệu quả"
    meeting = year_end(cell)
    discussion = {"title": "Thảo luận", "opinions": [{"text": text}]}
    assert text in cell.write(meeting, rows={"items": [discussion]})
    report = cell.report("2021", meeting=meeting)
    assert f"Ý kiến thảo luận: - {text}." in report


def test_4_11_the_general_objective_of_2022_renews_the_method_of_leadership(cell):
    text = "Đổi mới phương thức lãnh đạo"
    cell.send("set_goal", "so-tttt", plan_year=2022, text=text)
    assert text in cell.page("tasks", nam=2022)
    assert f"PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2022 I- MỤC TIÊU {text}." in cell.report("2021")


def test_4_12_the_three_key_tasks_of_2022_stand_in_their_order(cell):
    texts = (
        "Nâng cao năng lực lãnh đạo, sức chiến đấu của tổ chức cơ sở Đảng và chất lượng đội ngũ "
        "cán bộ, đảng viên",
        "Đẩy mạnh cải cách hành chính và văn hóa công sở",
        "Phát huy vai trò nêu gương của cán bộ, đảng viên trong lãnh đạo, tham mưu thực hiện "
        "nhiệm vụ phát triển ngành",
    )
    for order, text in reversed(list(enumerate(texts, start=1))):
        cell.send("add_task", "so-tttt", text=text, plan_year=2022, is_key="on", order=order)
    page = cell.page("tasks", nam=2022)
    assert [page.index(text) for text in texts] == sorted(page.index(text) for text in texts)
    said = "; ".join(f"({number}) {text}" for number, text in enumerate(texts, start=1))
    report = cell.report("2021")
    assert "Tập trung thực hiện tốt 03 nhiệm vụ trọng tâm:" in report
    assert f"{said}." in report


def test_4_13_the_objective_is_a_premise_for_2022_to_2025(cell):
    text = "Phát triển ngành Thông tin và Truyền thông"
    cell.send("set_goal", "so-tttt", plan_year=2022, text=text, horizon="2022–2025")
    assert "2022–2025" in cell.page("tasks", nam=2022)
    assert f"{text}, tạo tiền đề cho giai đoạn 2022–2025." in cell.report("2021")
