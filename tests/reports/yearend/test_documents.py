import datetime
from dataclasses import replace
from decimal import Decimal

import pytest

from chibo.dates import parse
from chibo.documents.tree import Document, Figure, Heading, Listing, Narrative, Paragraph, Table
from reports.yearend import documents
from reports.yearend.facts.values import (
    AchievementFact,
    CircumstanceFact,
    GoalFact,
    GuestFact,
    HeardFact,
    IdeologyFact,
    InspectionFact,
    LimitationFact,
    MeetingFact,
    MembersFacts,
    Movements,
    PostFact,
    ReportFacts,
    Tally,
    TaskFact,
)
from tests.chibo.factories import CommitteeFactory, OrganizationFactory
from tests.members.factories import HoldingFactory, MemberFactory, TermFactory
from tests.reports.factories import ENDS, HEADING, STARTS, WHOLE, ReportFactory

YEAR = parse("2021")
ARTICLE = ReportFacts(
    code="so",
    type="grassroots_cell",
    organization="Chi bộ Sở",
    letterhead="Chi bộ Sở",
    superior="",
    starts=datetime.date(2021, 1, 1),
    ends=datetime.date(2021, 12, 31),
    term="",
    plan_year=2022,
    members=MembersFacts(is_known=False, total=1, official=1),
    movements=Movements(opening=1, entered=(), left=(), closing=1, recognised=0),
    achievements=(
        AchievementFact("Tham mưu ban hành nhiều văn bản.", "political_task", YEAR),
        AchievementFact("Hiến máu", "masses", YEAR, Decimal(129), "đơn vị máu"),
    ),
    circumstances=(CircumstanceFact("Dịch bệnh ảnh hưởng rất lớn", "difficulty"),),
    ideology=(IdeologyFact("stable", "Ổn định", "Tư tưởng đảng viên ổn định."),),
    inspections=(InspectionFact("general", "Chung", YEAR, ("Nền nếp", "Đảng phí"), "", None, "Tốt"),),
    posts=(PostFact("secretary", "Bí thư Chi bộ", "Phạm Hồng Quảng"),),
    goals=(GoalFact("Đổi mới phương thức lãnh đạo", "2022-2025"),),
    key_tasks=(TaskFact("Nâng cao năng lực lãnh đạo", True), TaskFact("Cải cách hành chính", True)),
    heard=HeardFact(
        pk=7,
        title="hội nghị tổng kết công tác Đảng năm 2021",
        held=parse("13/1/2022"),
        session="morning",
        kinds=("year_end",),
        chair="Phạm Hồng Quảng",
        chair_titles="Bí thư Chi bộ, Giám đốc Sở",
        guests=(GuestFact("Nguyễn Kim Tinh", ("Phó Bí thư", "Chánh Văn phòng")),),
    ),
)  # fmt: skip
TEXTS = {"uu-diem-chung": "Đoàn kết.\nThống nhất.", "han-che-khuyet-diem": "Còn chậm."}
GOLDEN = """\
Báo cáo trình tại hội nghị tổng kết công tác Đảng năm 2021, sáng ngày 13/01/2022; đồng chí \
Phạm Hồng Quảng, Bí thư Chi bộ, Giám đốc Sở, chủ trì. Dự hội nghị có: đồng chí Nguyễn Kim Tinh, \
Phó Bí thư, Chánh Văn phòng.
Phần thứ nhất
KẾT QUẢ NĂM 2021
I- ĐẶC ĐIỂM TÌNH HÌNH
Cấp ủy chi bộ: đồng chí Phạm Hồng Quảng, Bí thư Chi bộ.
Khó khăn:
- Dịch bệnh ảnh hưởng rất lớn.
II- KẾT QUẢ LÃNH ĐẠO, CHỈ ĐẠO
1. Công tác chính trị, tư tưởng
Tư tưởng đảng viên ổn định.
2. Lãnh đạo thực hiện nhiệm vụ chính trị
- Tham mưu ban hành nhiều văn bản.
3. Công tác kiểm tra, giám sát
Tốt. Nội dung chủ yếu: nền nếp; đảng phí.
4. Lãnh đạo các tổ chức quần chúng, công tác xã hội
- Hiến máu: 129 đơn vị máu.
III- ĐÁNH GIÁ CHUNG
1. Ưu điểm
Đoàn kết.
Thống nhất.
2. Hạn chế, khuyết điểm
Còn chậm.
Phần thứ hai
PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2022
I- MỤC TIÊU
Đổi mới phương thức lãnh đạo, tạo tiền đề cho giai đoạn 2022-2025.
II- NHIỆM VỤ TRỌNG TÂM, GIẢI PHÁP
Tập trung thực hiện tốt 02 nhiệm vụ trọng tâm:
(1) Nâng cao năng lực lãnh đạo;
(2) Cải cách hành chính."""


def run(inlines) -> str:
    return "".join(getattr(part, "text", "") for part in inlines).strip()


def as_text(document: Document) -> str:
    lines = []
    for block in document.blocks:
        match block:
            case Heading():
                lines.append(block.line)
            case Paragraph():
                lines.append(run(block.inlines))
            case Listing():
                lines += [f"{block.marker(n)}{run(item)}" for n, item in enumerate(block.items)]
            case Narrative():
                lines += block.paragraphs or [f"[{block.title}]"]
            case Table():
                lines += [" | ".join(run(cell) for cell in row) for row in block.rows]
    return "\n".join(lines)


def test_a_cell_known_only_from_an_article_gives_a_decent_report():
    assert as_text(documents.build(ARTICLE, TEXTS, HEADING)) == GOLDEN


def test_a_report_comes_back_from_its_json():
    document = documents.build(ARTICLE, TEXTS, HEADING)
    assert Document.from_json(document.to_json()) == document


def test_what_must_be_written_stays_open_and_the_rest_is_left_out():
    bare = replace(ARTICLE, achievements=(), goals=(), key_tasks=())
    unwritten = [one.key for one in documents.build(bare, {}, HEADING).unwritten()]
    assert unwritten == [
        "nhiem-vu-chinh-tri",
        "uu-diem-chung",
        "han-che-khuyet-diem",
        "nhiem-vu-giai-phap",
    ]
    assert "KIẾN NGHỊ" not in as_text(documents.build(bare, {}, HEADING))


def test_the_writer_sees_every_passage():
    document = documents.build(ARTICLE, {}, HEADING, with_blanks=True)
    assert [one.key for one in document.narratives()] == [one.key for one in documents.passages()]


def test_written_words_stand_in_place_of_the_records():
    facts = replace(ARTICLE, limitations=(LimitationFact("Chưa phong phú", "meeting", "Bận"),))
    assert "- Chưa phong phú." in as_text(documents.build(facts, {}, HEADING))
    written = as_text(documents.build(facts, {"han-che-khuyet-diem": "Của tôi."}, HEADING))
    assert "Của tôi." in written
    assert "Chưa phong phú" not in written


def test_figures_show_n_over_n_and_lead_to_their_rows():
    facts = replace(
        ARTICLE,
        members=MembersFacts(
            is_known=True, total=21, official=19, probationary=2, women=9, genders=21,
            ages=21, average_age=Decimal("38.4"), theory=(Tally("intermediate", "Trung cấp", 6),),
        ),
        movements=Movements(20, (Tally("admitted", "Kết nạp", 1),), (), 21, 1),
        tasks=(TaskFact("A", is_done=True), TaskFact("B", is_late=True)),
        meetings=(
            MeetingFact(1, "x", parse("5/2/2021"), ("regular",), True, "by_name", 18, 21),
            MeetingFact(2, "y", parse("5/3/2021"), ("regular",), False, "all"),
        ),
    )  # fmt: skip
    document = documents.build(facts, {}, HEADING)
    text = as_text(document)
    assert "có 21 đảng viên, gồm 19 đảng viên chính thức và 2 đảng viên dự bị; " in text
    assert "9/21 đồng chí nữ (42,86%); tuổi bình quân 38,4." in text
    assert "lý luận chính trị" not in text
    assert "Đầu kỳ | 20\nTăng: kết nạp | 1\nCuối kỳ | 21" in text
    assert "Đã hoàn thành 1/2 nhiệm vụ đề ra, đạt 50%; 1 nhiệm vụ chậm so với hạn." in text
    assert "(ở 1/2 kỳ có số liệu): 18/21, đạt 85,71%." in text
    assert "1 kỳ ghi nhận toàn thể đảng viên dự họp." in text
    women = next(one for one in document.figures() if one.text == "9/21")
    assert women.url == "/dang-vien/?to-chuc=so&tinh-den=2021-12-31"
    assert all(isinstance(one, Figure) for one in document.figures())


def test_a_task_without_a_deadline_that_is_still_done_is_no_failure():
    going = replace(ARTICLE, tasks=(TaskFact("A"), TaskFact("B", due=parse("6/2022"))))
    assert "hoàn thành" not in as_text(documents.build(going, {}, HEADING))
    mixed = replace(going, tasks=(*going.tasks, TaskFact("C", is_done=True)))
    text = as_text(documents.build(mixed, {}, HEADING))
    assert "Đã hoàn thành 1/1 nhiệm vụ đến hạn hoặc đã xong, đạt 100%;" in text
    assert "2 nhiệm vụ đang thực hiện." in text


def test_the_letterhead_names_party_and_symbol():
    head = documents.build(replace(ARTICLE, superior="Đảng ủy Bộ Tư pháp"), {}, HEADING).letterhead
    assert (head.parent_organization, head.series) == ("Đảng bộ Bộ Tư pháp", "BC/CB")
    committee = replace(ARTICLE, type="grassroots_committee")
    assert documents.build(committee, {}, HEADING).letterhead.series == "BC/ĐU"


def test_the_contents_say_what_is_still_to_write():
    document = documents.build(ARTICLE, {"uu-diem-chung": "Tốt."}, HEADING, with_blanks=True)
    states = {step.label: (step.state, step.small) for step in documents.contents(document)}
    assert states["II.2 Lãnh đạo thực hiện nhiệm vụ chính trị"] == ("ok", "có số liệu")
    assert states["II.3 Xây dựng tổ chức đảng"] == ("idle", "không in")
    assert states["III.1 Ưu điểm"] == ("ok", "đã viết")
    assert states["III.2 Hạn chế, khuyết điểm"] == ("warn", "trống")


@pytest.mark.django_db
def test_the_usual_heading_is_signed_by_the_secretary_of_its_day():
    committee = CommitteeFactory(name="Đảng bộ Sở")
    cell = OrganizationFactory(parent=committee, locality="Sơn Hà")
    TermFactory(organization=cell)
    HoldingFactory(member=MemberFactory(organization=cell, full_name="Đinh Công Phúc"))
    heading = documents.usual_heading(WHOLE, cell, STARTS, ENDS)
    assert heading.about == "tổng kết công tác Đảng năm 2025, phương hướng, nhiệm vụ năm 2026"
    assert (heading.authority, heading.signer_post) == ("T/M CHI BỘ", "BÍ THƯ")
    assert (heading.signer_name, heading.place) == ("Đinh Công Phúc", "Sơn Hà")
    assert heading.recipients.splitlines() == [
        "Đảng ủy Sở (để báo cáo)",
        "Các đồng chí chi ủy viên",
        "Lưu Chi bộ",
    ]
    early = documents.usual_heading(WHOLE, cell, STARTS, ENDS, dated=datetime.date(2025, 1, 1))
    assert early.signer_name == ""


@pytest.mark.django_db
def test_a_print_has_a_name_that_says_what_it_is():
    report = ReportFactory(organization=OrganizationFactory(code="mau"))
    assert documents.file_name(report, "pdf") == "bao-cao-mau-20250101-20251231-ban-nhap.pdf"
    report.number = 5
    assert documents.file_name(report, "docx").endswith("-so-05.docx")
