"""Single sentences of the report and of the news item beside it, as facts make them."""

import datetime
from dataclasses import replace

import pytest

from chibo.dates import UNKNOWN, parse
from chibo.documents.tree import Listing, Paragraph
from reports.yearend import documents
from reports.yearend.documents import judged, people, standing, study, work
from reports.yearend.documents.words import when, when_within
from reports.yearend.facts.values import (
    AggregateFact,
    CommendationFact,
    CommitmentFact,
    CongressFact,
    DirectiveFact,
    ElectedFact,
    HeardFact,
    IdeologyFact,
    LimitationFact,
    MeetingFact,
    MembersFacts,
    Movements,
    OrganizationRatingFact,
    PostFact,
    RegulationFact,
    ReportFacts,
    ResidenceFact,
    StatedFact,
    StudyFact,
    TargetFact,
)

HELD = parse("29/9/2022")
CONGRESS = CongressFact(
    7, True, HELD, ordinal=4, term="2022–2025", present=8, summoned=8,
    documents=("Nghị quyết đại hội",), elected=(ElectedFact("Bí thư Chi bộ", "Phạm Anh Tuấn"),),
)  # fmt: skip
FACTS = ReportFacts(
    code="so",
    type="cell",
    organization="Chi bộ Sở",
    letterhead="Chi bộ Sở",
    superior="",
    starts=datetime.date(2020, 1, 1),
    ends=datetime.date(2022, 9, 29),
    term="2022–2025",
    reviewed_term="2020–2022",
    plan_year=2023,
    members=MembersFacts(is_known=False),
    movements=Movements(opening=0, entered=(), left=(), closing=0, recognised=0),
    meetings=(MeetingFact(7, "Đại hội", HELD, ("congress",), True, "counted", 8, 8),),
    congresses=(CONGRESS,),
    heard=HeardFact(7, "Đại hội", HELD, "", ("congress",)),
)


def said(blocks) -> str:
    """Return what blocks say, in one line."""
    told = []
    for block in blocks:
        items = block.items if isinstance(block, Listing) else (block.inlines,)
        mark = "- " if isinstance(block, Listing) else ""
        assert isinstance(block, Listing | Paragraph)
        told += [mark + "".join(part.text for part in item) for item in items]
    return " ".join(told)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("29/9/2022", "ngày 29/09/2022"),
        ("8/2013", "tháng 8/2013"),
        ("2021", "năm 2021"),
        ("2020 - 2022", "giai đoạn 2020–2022"),
        ("cuối tháng 3/2020", "cuối tháng 3/2020"),
    ],
)
def test_a_time_is_said_as_in_a_sentence(words, expected):
    assert when(parse(words)) == expected
    assert when(UNKNOWN) == ""


def test_what_spans_the_whole_period_is_not_dated_again():
    assert when_within(FACTS, parse("2020–2022")) == ""
    assert when_within(FACTS, parse("2020–2021")) == "giai đoạn 2020–2021"


def test_a_congress_alone_is_no_count_of_meetings():
    assert people.meetings(FACTS) == people.minutes_adopted(FACTS) == []
    regular = MeetingFact(8, "Họp", HELD, ("regular",), True, "unknown")
    both = replace(FACTS, meetings=(*FACTS.meetings, regular))
    assert said(people.meetings(both)).startswith("Chi bộ đã họp 2 kỳ")
    assert said(people.minutes_adopted(both)) == "Biên bản đã thông qua: 2/2 kỳ họp."


def test_whom_a_congress_has_just_elected_did_not_lead_the_term_before():
    led = replace(FACTS, posts=(PostFact("secretary", "Bí thư Chi bộ", "Phạm Anh Tuấn"),))
    assert people.leaders(led) == []
    assert "Phạm Anh Tuấn" in said(people.leaders(replace(led, reviewed_term="2022–2025")))
    elected = "Đại hội bầu đồng chí Phạm Anh Tuấn giữ chức Bí thư Chi bộ nhiệm kỳ 2022–2025."
    assert elected in said(standing.congresses_held(FACTS))
    assert "Đại hội thông qua Nghị quyết đại hội." in said(standing.congresses_held(FACTS))


def test_directions_stand_once_under_who_gave_them():
    words = (("evaluation", "Tốt"), ("direction", "Giao việc"), ("direction", "Đọc sách."))
    directives = tuple(DirectiveFact(text, kind, "Bùi Thịnh") for kind, text in words)
    directives += (DirectiveFact("Tiết kiệm", "direction"),)
    heard = replace(FACTS, heard=replace(FACTS.heard, directives=directives))
    assert said(people.heard_words(heard)) == (
        "Đồng chí Bùi Thịnh nêu rõ: - Tốt. Đồng chí Bùi Thịnh đề nghị: - Giao việc; - Đọc sách. "
        "Ý kiến chỉ đạo của cấp trên: - Tiết kiệm."
    )


@pytest.mark.parametrize(
    ("award", "expected"),
    [
        (
            CommendationFact("Lê An", True, False, "merit", "Giấy khen", issuer="Đảng ủy",
                             when=parse("2021"), reason="Hoàn thành xuất sắc nhiệm vụ"),
            "Năm 2021, đồng chí Lê An được tặng Giấy khen của Đảng ủy vì hoàn thành xuất sắc "
            "nhiệm vụ",
        ),
        (
            CommendationFact("Trung tâm", False, True, "prize", "Giải thưởng", "Giải Sáng tạo",
                             when=parse("2020-2022"), reason="Mô hình không giấy"),
            "Trung tâm đăng ký tham gia Giải Sáng tạo với mô hình không giấy",
        ),
        (
            CommendationFact("Lê An", True, True, "title", "Danh hiệu thi đua", "Lao động giỏi"),
            "Đồng chí Lê An được đề nghị tặng danh hiệu thi đua Lao động giỏi",
        ),
        (
            CommendationFact("Chi bộ", False, False, "certificate", "Bằng khen", "Bằng khen",
                             period="2011–2020"),
            "Chi bộ được tặng Bằng khen, giai đoạn 2011–2020",
        ),
    ],
)  # fmt: skip
def test_an_award_tells_its_year_its_giver_and_its_why(award, expected):
    assert standing.commendation_words(award, FACTS) == expected


def test_ratings_of_the_same_years_are_one_sentence():
    facts = replace(
        FACTS,
        rating_aggregates=(
            AggregateFact(2020, 2021, "good", "Hoàn thành tốt", True, 7, 7),
            AggregateFact(2020, 2021, "excellent", "Hoàn thành xuất sắc", False, 1, 7),
            AggregateFact(2022, 2022, "good", "Hoàn thành tốt", False, 5),
        ),
    )
    assert said(judged.ratings(facts)) == (
        "Giai đoạn 2020–2021, kết quả xếp loại đảng viên: 7/7 đảng viên hoàn thành tốt trở lên, "
        "đạt 100%; 1/7 đảng viên hoàn thành xuất sắc, đạt 14,29%. "
        "Năm 2022, kết quả xếp loại đảng viên: 5 đảng viên hoàn thành tốt."
    )


@pytest.mark.parametrize(("law", "under"), [("213-QĐ/TW", " theo Quy định số 213-QĐ/TW"), ("", "")])
def test_residence_remarks_name_the_regulation_in_force(law, under):
    known = (RegulationFact("residence", law),) if law else ()
    facts = replace(FACTS, residence=(ResidenceFact("good", "Tốt", "all"),), regulations=known)
    assert said(judged.residence(facts)) == (
        f"100% đảng viên giới thiệu giữ mối liên hệ với nơi cư trú{under} được cấp ủy nơi cư trú "
        "nhận xét tốt."
    )


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (TargetFact("Đảng viên dự học", "100%"), "- 100% đảng viên dự học."),
        (TargetFact("Đảng viên dự học", "từ 90% trở lên"), "- Đảng viên dự học: từ 90% trở lên."),
        (TargetFact("Xếp loại", "Hoàn thành tốt"), "- Xếp loại: hoàn thành tốt."),
    ],
)
def test_a_target_is_said_as_people_say_it(target, expected):
    assert said(judged.targets_ahead(replace(FACTS, targets_ahead=(target,)))) == expected


def test_study_of_whole_years_is_not_counted_as_one_occasion():
    one = StudyFact(1, "Nghị quyết", parse("3/2021"), "members", "Đảng viên", "all")
    many = replace(one, title="Các buổi", when=parse("2020-2022"), organizer="Quận ủy")
    assert said(study.studies(replace(FACTS, studies=(one,)))) == (
        "Tổ chức, tham gia 1 đợt học tập, quán triệt: "
        "- Nghị quyết, tháng 3/2021: 100% đảng viên tham gia."
    )
    assert said(study.studies(replace(FACTS, studies=(many,)))) == (
        "Tổ chức, tham gia các đợt học tập, quán triệt: "
        "- Các buổi do Quận ủy tổ chức: 100% đảng viên tham gia."
    )


def test_a_commitment_names_its_kind_only_where_its_words_do_not():
    given = {"when": parse("2021"), "population": "members", "population_label": "Đảng viên"}
    rules = "Quy tắc ứng xử, đạo đức công vụ"
    promised = (
        CommitmentFact(kind="conduct", label=rules, text="Giữ đạo đức", extent="unknown", **given),
        CommitmentFact(
            kind="conduct", label=rules, text="Giữ quy tắc ứng xử", extent="unknown", **given
        ),
    )
    assert said(study.commitments(replace(FACTS, commitments=promised))) == (
        f"Cam kết tu dưỡng, học tập và làm theo: - {rules}: Giữ đạo đức; - Giữ quy tắc ứng xử."
    )


def test_the_news_item_runs_lists_on_in_small_letters_but_for_names():
    found = ("Nội dung chưa phong phú", "UBND quận chậm", "Chỉ thị số 05 chậm", "Lê An bận")
    facts = replace(
        FACTS,
        limitations=tuple(LimitationFact(text, "other", "Làm kiêm nhiệm.") for text in found),
    )
    paragraphs = documents.article(facts, {"chinh-tri-tu-tuong": "Chi bộ đoàn kết."}).paragraphs
    assert paragraphs == (
        "Ngày 29/09/2022, Chi bộ Sở tổ chức Đại hội lần thứ IV, nhiệm kỳ 2022–2025. "
        "Tham dự có 8/8 đảng viên chi bộ.",
        "Trong nhiệm kỳ 2020–2022, chi bộ đoàn kết.",
        "Bên cạnh kết quả đạt được, chi bộ còn một số hạn chế: nội dung chưa phong phú; UBND quận "
        "chậm; Chỉ thị số 05 chậm; Lê An bận. Nguyên nhân: làm kiêm nhiệm.",
        "Đại hội thông qua Nghị quyết đại hội.",
        "Đại hội bầu đồng chí Phạm Anh Tuấn giữ chức Bí thư Chi bộ nhiệm kỳ 2022–2025.",
    )


def test_the_news_item_sums_up_what_is_too_much_to_list():
    def studied(number: int, population: str, n: int | None) -> StudyFact:
        return StudyFact(
            pk=number, title=f"Văn bản {number}", when=parse("2021"), population=population,
            population_label="", extent="counted", attended=n, total=n and 10,
        )  # fmt: skip

    studies = [*(studied(n, "members", 9) for n in range(3)), studied(3, "staff", 5)]
    targets = tuple(TargetFact(f"Chỉ tiêu {n}", "100%") for n in range(7))
    facts = replace(FACTS, studies=(*studies, studied(4, "members", None)), targets_ahead=targets)
    text = documents.article(facts, {}).text
    said_ = "ổ chức, tham gia 5 đợt học tập, quán triệt; 27/30 lượt đảng viên tham gia, đạt 90%."
    assert said_ in text
    assert "Văn bản 1" not in text
    assert "Đề ra 7 chỉ tiêu." in text
    assert "Chỉ tiêu 1" not in text
    few = documents.article(replace(facts, studies=tuple(studies[:3])), {}).text
    assert "văn bản 1" in few


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Không có tư tưởng xấu.", "Tình hình tư tưởng: ổn định. Không có tư tưởng xấu."),
        ("Tư tưởng đảng viên ổn định.", "Tư tưởng đảng viên ổn định."),
        ("", "Tình hình tư tưởng: ổn định."),
    ],
)
def test_a_judgement_of_the_state_of_mind_is_said_once(text, expected):
    judgement = IdeologyFact("stable", "Ổn định", text)
    assert said(work.ideology(replace(FACTS, ideology=(judgement,)))) == expected


def test_cases_of_degradation_are_not_called_violations():
    judgement = IdeologyFact("stable", "Ổn định", "", cases=0, population="đảng viên, công chức")
    told = said(work.ideology(replace(FACTS, ideology=(judgement,))))
    assert told == (
        "Tình hình tư tưởng: ổn định. "
        "Số trường hợp suy thoái, “tự diễn biến” trong đảng viên, công chức: không có."
    )


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("hầu hết", "Hầu hết cán bộ có tuổi đời khá trẻ."),
        ("73%", "Cán bộ có tuổi đời khá trẻ: 73%."),
    ],
)
def test_a_share_in_words_stands_before_whom_it_speaks_of(stated, expected):
    figure = StatedFact("strength", "Cán bộ có tuổi đời khá trẻ", stated)
    assert said(study.stated("strength")(replace(FACTS, stated=(figure,)))) == expected


def test_the_committee_rates_a_cell_not_the_whole_organisation_above():
    rated = OrganizationRatingFact(
        2022, decided_label="Hoàn thành tốt nhiệm vụ", decided_by="Đảng bộ Sở"
    )
    told = said(judged.ratings(replace(FACTS, organization_ratings=(rated,))))
    assert told == "Năm 2022, Đảng ủy Sở xếp loại hoàn thành tốt nhiệm vụ."


@pytest.mark.parametrize(
    ("ordinal", "expected"),
    [
        (None, "Chuẩn bị và tổ chức thành công Đại hội Chi bộ Sở (năm 2025)."),
        (5, "Chuẩn bị và tổ chức thành công đại hội lần thứ V (năm 2025)."),
    ],
)
def test_a_congress_ahead_without_a_number_is_named_by_whose_it_is(ordinal, expected):
    ahead = CongressFact(8, False, parse("2025"), ordinal=ordinal)
    assert said(standing.congresses_ahead(replace(FACTS, congresses=(ahead,)))) == expected


def test_everybody_at_some_of_the_meetings_is_counted_in_meetings():
    held = (
        MeetingFact(1, "x", parse("5/2/2021"), ("regular",), True, "all"),
        MeetingFact(2, "y", parse("5/3/2021"), ("regular", "thematic"), True, "unknown"),
    )
    assert said(people.meetings(replace(FACTS, meetings=held, congresses=()))) == (
        "Chi bộ đã họp 2 kỳ, có 2 kỳ thường kỳ, 1 kỳ chuyên đề. "
        "1 kỳ ghi nhận toàn thể đảng viên dự họp."
    )
