"""Rows 1-1 to 1-28: Chi bộ Trung tâm Công nghệ thông tin Quận 1 holds its fourth congress."""

import pytest

from meetings.congress.models import Congress
from meetings.library.models import GuidingDocument
from meetings.press.models import PressItem
from tests.chibo.factories import CommitteeFactory
from tests.seeds.pages import Book, begin, book

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]

CENTRE = "Trung tâm Công nghệ thông tin Quận 1"
CODE, NAME = "ttcntt-quan1", f"Chi bộ {CENTRE}"
COMMITTEE = "Đảng ủy Cơ quan Chính quyền Quận 1"
PERIOD = "01/01/2020 29/09/2022"
TERM = "2020–2022"
GUEST = {
    "name": "Bùi Văn Thịnh",
    "posts": "Ủy viên Ban Thường vụ Đảng ủy\r\n"
    "Chủ nhiệm Ủy ban Kiểm tra Đảng ủy Cơ quan Chính quyền Quận 1",
    "gave_directive": "on",
}
DIRECTIONS = (
    "Tập trung công tác giáo dục chính trị, thường xuyên nắm bắt tình hình tư tưởng đảng viên",
    "Quán triệt các nghị quyết, chủ trương của Đảng để đảng viên tu dưỡng, rèn luyện",
    "Duy trì sinh hoạt chi bộ theo Hướng dẫn 12-HD/TW và Chỉ thị số 10-CT/TW",
    "Phân công nhiệm vụ cho đảng viên",
    "Sinh hoạt chi bộ định kỳ, sinh hoạt chuyên đề theo quy định",
    "Góp phần ngăn ngừa sai phạm, tham nhũng, lãng phí, tiêu cực",
    "Rà soát nguồn quy hoạch, đào tạo, bồi dưỡng cán bộ",
    "Mạnh dạn tạo nguồn phát triển đảng, tăng số lượng phát triển đảng viên",
    "Có kế hoạch giám sát định kỳ hàng năm, giám sát thường xuyên",
    "Lãnh đạo thực hiện tốt nhiệm vụ chuyên môn",
    "Phát huy hết thế mạnh của chi bộ",
    "Xây dựng quy chế sau đại hội",
    "Phân công trách nhiệm cho từng đảng viên",
    "Hoàn thành tốt các chỉ tiêu và nhiệm vụ trong nhiệm kỳ tới",
)


@pytest.fixture
def cell(db) -> Book:
    return book(CODE, NAME, "cell", CommitteeFactory(code="dang-uy-cqcq", name=COMMITTEE))


def minutes_of_congress(cell: Book) -> int:
    """Open the minutes of the congress."""
    return cell.hold("congress", held="29/9/2022")


def congress(cell: Book, **typed) -> Congress:
    """Write down the congress with the term that it opened."""
    usual = {"ordinal": 4, "when": "29/9/2022", "new_term": "2022–2025", "new_term_ends": "2025"}
    cell.send("record_congress", CODE, **usual | typed)
    return Congress.objects.get()


def looked_back(cell: Book, **typed) -> str:
    """Return the words of the report on the term that the congress ended."""
    return cell.report(PERIOD, kind="term", **typed)


def directed(cell: Book, kind: str, *texts: str, **more: str) -> tuple[str, str]:
    """Write what the guest said; return the words of the minutes and of the report."""
    meeting = minutes_of_congress(cell)
    said = [{"guest": "guests-0", "kind": kind, "text": text, **more} for text in texts]
    page = cell.write(meeting, rows={"guests": [GUEST], "directives": said})
    return page, looked_back(cell, meeting=meeting)


def registered(cell: Book, type_: str, symbol: str, **typed: str) -> GuidingDocument:
    """Register a document by the symbol as it is written."""
    cell.send("register_document", CODE, type=type_, symbol=symbol, is_secret="0", **typed)
    return GuidingDocument.objects.get(symbol=symbol)


def studied(cell: Book, **typed) -> None:
    """Write down an occasion of study in which all members took part."""
    cell.send("record_study", CODE, when=TERM, population="members", extent="all", **typed)


def test_1_01_the_cell_stands_under_the_committee_of_the_authorities_and_the_district(capsys):
    district = "Quận ủy Quận 1"
    administrator = begin(capsys, "quan-uy", district, "upper_committee")
    administrator.send(
        "found_below", "quan-uy", name=COMMITTEE, code="dang-uy", type="grassroots_committee"
    )
    administrator.send("found_below", "dang-uy", name=NAME, code=CODE, type="cell")
    assert COMMITTEE in administrator.page("organization", CODE)
    assert district in administrator.page("organization", "dang-uy")
    tree = administrator.page("organizations")
    assert tree.index(district) < tree.index(COMMITTEE) < tree.index(NAME)


def test_1_02_the_fourth_congress_opens_the_term_until_2025(cell):
    one = congress(cell)
    said = "Đại hội lần thứ IV, nhiệm kỳ 2022–2025"
    assert said in cell.page("congress", one.pk)
    assert said in cell.page("congresses", **{"to-chuc": CODE})
    assert "2022–2025" in cell.page("terms", CODE)
    held = "Chi bộ tổ chức đại hội lần thứ IV, nhiệm kỳ 2022–2025, ngày 29/09/2022"
    assert held in looked_back(cell)


def test_1_03_the_term_before_is_what_the_report_looks_back_on(cell):
    cell.send("record_term", CODE, label=TERM, starts="2020", ends="29/9/2022")
    congress(cell)
    assert TERM in cell.page("terms", CODE)
    report = looked_back(cell)
    assert "tổng kết công tác Đảng nhiệm kỳ 2020–2022" in report
    assert "phương hướng, nhiệm vụ nhiệm kỳ 2022–2025" in report
    assert "KẾT QUẢ NHIỆM KỲ 2020–2022" in report


def test_1_04_the_guest_of_the_committee_comes_with_two_posts(cell):
    meeting = minutes_of_congress(cell)
    said = f"Bùi Văn Thịnh, {', '.join(GUEST['posts'].splitlines())}"
    assert said in cell.write(meeting, rows={"guests": [GUEST]})
    assert f"Dự đại hội có: đồng chí {said}." in looked_back(cell, meeting=meeting)


def test_1_05_eight_of_eight_members_attended(cell):
    meeting = minutes_of_congress(cell)
    counts = {"attending": "counted", "summoned_count": 8, "present_count": 8}
    assert "8/8" in cell.write(meeting, **counts)
    one = congress(cell, meeting=meeting)
    assert "8/8" in cell.page("congress", one.pk)
    assert "dự đại hội có 8/8 đảng viên" in looked_back(cell)


def test_1_06_directive_10_on_the_quality_of_meetings_is_registered(cell):
    title = "Nâng cao chất lượng sinh hoạt chi bộ"
    directive = registered(cell, "directive", "10-CT/TW", title=title)
    page = cell.page("document", directive.pk)
    assert "Chỉ thị số 10-CT/TW" in page
    assert title in page
    studied(cell, documents=[directive.pk])
    said = "- Chỉ thị số 10-CT/TW về nâng cao chất lượng sinh hoạt chi bộ: 100% đảng viên tham gia."
    assert said in looked_back(cell)


def test_1_07_guidance_12_keeps_its_symbol_as_the_article_writes_it(cell):
    guidance = registered(cell, "guidance", "12-HD/TW")
    assert "Hướng dẫn số 12-HD/TW" in cell.page("document", guidance.pk)
    assert "Hướng dẫn số 12-HD/TW" in cell.page("documents", q="12-hd/tw")
    studied(cell, documents=[guidance.pk])
    assert "- Hướng dẫn số 12-HD/TW: 100% đảng viên tham gia." in looked_back(cell)


def test_1_08_the_fight_against_degradation_is_told_with_the_study_of_uncle_ho(cell):
    text = (
        "Đấu tranh phòng, chống suy thoái, “tự diễn biến”, “tự chuyển hóa” gắn với học tập và làm "
        "theo tư tưởng, đạo đức, phong cách Hồ Chí Minh."
    )
    assert text in looked_back(cell, chinh_tri_tu_tuong=text)


def test_1_09_members_read_and_share_what_two_pages_publish(cell):
    text, channel = "Đọc và chia sẻ các tin bài", "trang Cột cờ Thủ Ngữ, Trái Tim Thành phố"
    cell.note("hoat-dong", text, TERM, kind="propaganda", channel=channel)
    page = cell.page("notebook", nam=2021)
    assert text in page
    assert channel in page
    assert f"Công tác tuyên truyền: - {text}, qua {channel}." in looked_back(cell)


def test_1_10_conduct_on_networks_and_in_office_is_a_commitment(cell):
    text = "Thực hiện nghiêm quy tắc ứng xử trên mạng xã hội và đạo đức công vụ"
    promised = {"kind": "conduct", "text": text, "when": TERM}
    cell.send("record_commitment", CODE, population="members", extent="unknown", **promised)
    page = cell.page("studies", nam=2022)
    assert text in page
    assert "Quy tắc ứng xử, đạo đức công vụ" in page
    assert f"- {text}, giai đoạn 2020–2022." in looked_back(cell)


def test_1_11_the_internal_bulletin_is_an_activity_kept_up(cell):
    text = "Duy trì tốt bản tin tuyên truyền nội bộ, thông tin các văn bản quy định của nhà nước"
    cell.note("hoat-dong", text, TERM, kind="propaganda")
    assert text in cell.page("notebook", nam=2020)
    assert f"Công tác tuyên truyền: - {text}." in looked_back(cell)


def test_1_12_all_of_the_staff_registered_to_study_uncle_ho(cell):
    text = "Cuộc vận động học tập, làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"
    promised = {"kind": "following", "text": text, "when": TERM}
    cell.send("record_commitment", CODE, population="staff", extent="all", **promised)
    page = cell.page("studies", nam=2020)
    assert text in page
    assert "công chức, viên chức, người lao động" in page
    report = looked_back(cell).replace(" :", ":")
    assert "100% công chức, viên chức, người lao động đăng ký, thực hiện: cuộc vận động" in report
    assert "phong cách Hồ Chí Minh, giai đoạn 2020–2022." in report


def test_1_13_all_members_attended_the_political_meetings_of_the_superiors(cell):
    title, organizer = "Các buổi sinh hoạt chính trị", "Quận ủy, UBND quận, Đảng ủy và các đoàn thể"
    studied(cell, title=title, organizer=organizer)
    page = cell.page("studies", nam=2021)
    assert title in page
    said = f"- {title} do {organizer} tổ chức: 100% đảng viên tham gia."
    assert said in looked_back(cell)


def test_1_14_one_of_eight_members_is_probationary(cell):
    for number in range(7):
        cell.enter(f"Nguyễn Văn {'ABCDEGH'[number]}")
    cell.enter("Lê Thị Mới", is_official="0")
    page = cell.page("roll", **{"tinh-den": "2022-09-29"})
    assert "Lê Thị Mới" in page
    said = "có 8 đảng viên, gồm 7 đảng viên chính thức và 1 đảng viên dự bị."
    assert said in looked_back(cell)


def test_1_15_all_members_completed_what_the_cell_assigned_to_them(cell):
    text = "Đảng viên nghiêm túc hoàn thành nhiệm vụ chi bộ phân công"
    cell.note("so-lieu", text, TERM, subject="tasks", stated="100%")
    page = cell.page("notebook", nam=2022)
    assert text in page
    assert "100%" in page
    said = f"Lãnh đạo thực hiện nhiệm vụ chính trị {text}: 100%."
    assert said in looked_back(cell).replace(" :", ":")


def test_1_16_seven_of_seven_were_rated_good_or_better_and_one_excellent(cell):
    years = {"from_year": 2020, "to_year": 2021, "total": 7}
    cell.send("note_rating_aggregate", CODE, level="good", or_better="on", count=7, **years)
    cell.send("note_rating_aggregate", CODE, level="excellent", count=1, **years)
    page = cell.page("rating_figures", **{"to-chuc": CODE})
    assert "7/7" in page
    assert "1/7" in page
    said = (
        "Giai đoạn 2020–2021, kết quả xếp loại đảng viên: 7/7 đảng viên hoàn thành tốt nhiệm vụ "
        "trở lên, đạt 100%; 1/7 đảng viên hoàn thành xuất sắc nhiệm vụ, đạt 14,29%."
    )
    assert said in looked_back(cell)


def test_1_17_all_who_were_introduced_were_well_remarked_where_they_live(cell):
    cell.send("note_residence_review", CODE, when=TERM, extent="all", result="good")
    page = cell.page("rating_figures", **{"to-chuc": CODE})
    assert "100% đảng viên được giới thiệu được cấp ủy nơi cư trú nhận xét tốt" in page
    assert "2020–2022 · 213-QĐ/TW" in page
    said = (
        "100% đảng viên giới thiệu giữ mối liên hệ với nơi cư trú theo Quy định số 213-QĐ/TW được "
        "cấp ủy nơi cư trú nhận xét tốt."
    )
    assert said in looked_back(cell)


def test_1_18_all_attended_the_conferences_on_two_conclusions(cell):
    title = "Đẩy mạnh xây dựng, chỉnh đốn Đảng và hệ thống chính trị"
    first = registered(cell, "conclusion", "01-KL/TW")
    second = registered(cell, "conclusion", "21-KL/TW", title=title)
    for one in (first, second):
        studied(cell, title="Hội nghị triển khai, quán triệt", documents=[one.pk])
    page = cell.page("studies", nam=2022)
    assert page.count("Hội nghị triển khai, quán triệt") == 2
    report = looked_back(cell)
    took_part = "(hội nghị triển khai, quán triệt): 100% đảng viên tham gia"
    assert f"- Kết luận số 01-KL/TW {took_part}" in report
    assert f"- Kết luận số 21-KL/TW về đ{title[1:]} {took_part}" in report


def test_1_19_software_was_made_for_two_programmes(cell):
    text = "Tham mưu xây dựng phần mềm giúp tăng năng suất, tiết kiệm chi phí"
    programme = "Chương trình “Chuyển đổi số” và Đề án “đô thị thông minh” tại Quận 1"
    cell.note("ket-qua", text, TERM, area="political_task", programme=programme)
    page = cell.page("notebook", nam=2021)
    assert text in page
    assert programme in page
    assert f"- {text} ({programme})." in looked_back(cell)


def test_1_20_the_paperless_model_entered_the_second_innovation_award(cell):
    model = "Mô hình “Tiếp nhận đăng ký giải quyết hồ sơ thủ tục hành chính không giấy”"
    title = "Giải thưởng sáng tạo Thành phố Hồ Chí Minh lần thứ 2"
    cell.note("ket-qua", model, TERM, area="political_task")
    cell.send(
        "commend", CODE, recipient="collective", collective=CENTRE, standing="nominated",
        form="prize", title=title, when="2021", reason=model,
    )  # fmt: skip
    page = cell.page("conduct", nam=2021)
    assert title in page
    assert "đề nghị" in page.lower()
    report = looked_back(cell)
    assert f"- {model}." in report
    said = f"- Năm 2021, {CENTRE} đăng ký tham gia {title} với m{model[1:]}."
    assert said in report


def test_1_21_the_centre_not_the_cell_received_a_certificate_of_the_city(cell):
    reason = "đã có thành tích trong thực hiện cải cách hành chính nhà nước"
    cell.send(
        "commend", CODE, recipient="collective", collective=CENTRE, standing="awarded",
        form="certificate", issuer="UBND Thành phố Hồ Chí Minh", when="2020", reason=reason,
        period="2011–2020",
    )  # fmt: skip
    page = cell.page("conduct", nam=2020)
    assert CENTRE in page
    assert "UBND Thành phố Hồ Chí Minh" in page
    said = (
        f"- Năm 2020, {CENTRE} được tặng Bằng khen của UBND Thành phố Hồ Chí Minh vì {reason}, "
        "giai đoạn 2011–2020."
    )
    assert said in looked_back(cell)


def test_1_22_against_covid_ten_wards_were_linked_and_data_kept_up_to_date(cell):
    told = {"area": "political_task"}
    texts = (
        "Triển khai kịp thời các văn bản chỉ đạo của cấp trên về phòng, chống dịch Covid-19",
        "Cập nhật dữ liệu cho người dân và doanh nghiệp",
    )
    link = "Kết nối họp trực tuyến giữa thành phố với quận và phường"
    for text in texts:
        cell.note("ket-qua", text, TERM, **told)
    cell.note("ket-qua", link, TERM, quantity="10", unit="phường", **told)
    page, report = cell.page("notebook", nam=2021), looked_back(cell).replace(" :", ":")
    for text in (*texts, link):
        assert text in page
        assert f"- {text}" in report
    assert f"- {link}: 10 phường" in report


def test_1_23_a_map_of_risk_colours_874_groups_of_houses(cell):
    text = "Dùng Google Maps phân ranh, tô màu bản đồ vùng nguy cơ Covid-19"
    cell.note("ket-qua", text, TERM, area="political_task", quantity="874", unit="tổ dân phố")
    page = cell.page("notebook", nam=2021)
    assert text in page
    assert "874 tổ dân phố" in page
    assert f"- {text}: 874 tổ dân phố." in looked_back(cell).replace(" :", ":")


def test_1_24_the_guest_says_what_a_congress_is_and_agrees_with_the_results(cell):
    texts = (
        "Đại hội chi bộ là đợt sinh hoạt chính trị tư tưởng để đảng viên đóng góp ý kiến",
        "Đồng tình với kết quả đạt được, nhất là trong đại dịch Covid-19",
    )
    page, report = directed(cell, "evaluation", *texts)
    assert all(text in page for text in texts)
    assert f"Đồng chí Bùi Văn Thịnh nêu rõ: - {texts[0]}; - {texts[1]}." in report


def test_1_25_fourteen_directions_for_the_new_term_become_tasks(cell):
    page, report = directed(cell, "direction", *DIRECTIONS, as_task="on")
    tasks = cell.page("tasks", nam=2022)
    for text in DIRECTIONS:
        assert text in page
        assert text in tasks
    assert tasks.count("Chỉ đạo của đ/c Bùi Văn Thịnh") == len(DIRECTIONS)
    asked = "; ".join(f"- {text}" for text in DIRECTIONS)
    assert f"Đồng chí Bùi Văn Thịnh đề nghị: {asked}." in report


def test_1_26_the_congress_sets_five_targets_for_the_new_term(cell):
    cell.send("record_term", CODE, label=TERM, starts="2020", ends="29/9/2022")
    one = congress(cell)
    usual = {"span": "term", "term": one.term_id, "congress": one.pk, "operator": "equal"}
    percents = {
        "Đảng viên được học tập, quán triệt nghị quyết, chỉ thị của Đảng": "100",
        "Đảng viên hoàn thành tốt nhiệm vụ trở lên": "100",
        "Đảng viên hoàn thành xuất sắc nhiệm vụ": "15",
    }
    for text, value in percents.items():
        cell.send("set_target", CODE, text=text, measure="percent", value=value, **usual)
    level, count = "Chi bộ được xếp loại", "Phát triển đảng viên mới"
    cell.send("set_target", CODE, text=level, measure="level", level="excellent", **usual)
    cell.send("set_target", CODE, text=count, measure="count", value="2", unit="đảng viên", **usual)
    page = cell.page("targets", nam=2023)
    assert all(text in page for text in (*percents, level, count))
    report = looked_back(cell).replace(" :", ":")
    for text, value in percents.items():
        assert f"- {value}% đ{text[1:]};" in report
    assert f"- {level}: hoàn thành xuất sắc nhiệm vụ;" in report
    assert f"- {count}: 2 đảng viên." in report


def test_1_27_the_director_and_his_deputy_are_elected_for_the_term(cell):
    people = []
    for name, office in (("Phạm Anh Tuấn", "Giám đốc"), ("Nguyễn Hoàng Tuấn", "Phó Giám đốc")):
        member = cell.enter(name)
        cell.appoint(member, "government", title=f"{office} {CENTRE}")
        people.append(member)
    one = congress(cell)
    secretary, deputy = people
    cell.elect(one.pk, secretary=secretary, deputy=deputy)
    page = cell.page("congress", one.pk)
    assert "Phạm Anh Tuấn" in page
    assert "Nguyễn Hoàng Tuấn" in page
    cell.send("seat_elected", one.pk)
    for member, post in ((secretary, "Bí thư Chi bộ"), (deputy, "Phó Bí thư Chi bộ")):
        file = cell.page("member", member.pk)
        assert post in file
        assert "2022–2025" in file
    said = (
        f"Đại hội bầu đồng chí Phạm Anh Tuấn, Giám đốc {CENTRE}, giữ chức Bí thư Chi bộ; đồng chí "
        f"Nguyễn Hoàng Tuấn, Phó Giám đốc {CENTRE}, giữ chức Phó Bí thư Chi bộ nhiệm kỳ 2022–2025."
    )
    assert said in looked_back(cell)


def test_1_28_the_article_is_kept_with_the_letters_of_its_author(cell):
    title = "Đại hội Chi bộ Trung tâm Công nghệ Thông tin Quận 1 lần thứ IV"
    cell.send(
        "record_press_item", CODE, title=title, author="K.L", meeting=minutes_of_congress(cell)
    )
    page = cell.page("press_item", PressItem.objects.get().pk)
    assert title in page
    assert "K.L" in page
    assert title in cell.page("press_items")
