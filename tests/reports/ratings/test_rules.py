import datetime

import pytest

from chibo.dates import PartialDate, parse
from chibo.regulations.parameters import RatingParameters
from reports.ratings import rules
from reports.ratings.rules import Line, OnRoll

CODES = ("excellent", "good", "done", "not_done")
LEVELS = [{"code": code, "label": code, "short": code} for code in CODES]
BASES = ("good_only", "good_or_better", "all_rated")
DAY = datetime.date(2026, 12, 31)
TODAY = datetime.date(2026, 11, 24)


def law(**said) -> RatingParameters:
    return RatingParameters.model_validate({"levels": LEVELS, "cap_percent": 20, **said})


def counts(*numbers: int) -> dict[str, int]:
    return dict(zip(CODES, numbers, strict=False))


def line(**said) -> Line:
    given = {"votes": 10, "base": 17, "self_level": "good", "proposed_level": "good"}
    return Line(**{"key": 3, "name": "An", "is_official": True, **given, **said})


def texts(reasons) -> list[str]:
    return [reason.text for reason in reasons]


# The cap: domain reference §5.3


@pytest.mark.parametrize(
    ("basis", "numbers", "most"),
    [
        ("good_only", (1, 9), 1),
        ("good_or_better", (2, 8), 2),
        ("all_rated", (2, 8), 2),
        ("all_rated", (2, 6, 2), 2),
        ("good_or_better", (2, 6, 2), 1),
    ],
)
def test_ten_rated_members_allow_one_or_two_by_the_reading(basis, numbers, most):
    assert rules.cap(law(cap_basis=basis), counts(*numbers)).most == most


@pytest.mark.parametrize(("basis", "over"), list(zip(BASES, (1, 0, 0), strict=True)))
def test_two_excellent_beside_eight_good_break_the_literal_reading_only(basis, over):
    assert rules.cap(law(cap_basis=basis), counts(2, 8)).over == over


@pytest.mark.parametrize("basis", BASES)
def test_one_of_seven_fits_every_reading(basis):
    assert rules.cap(law(cap_basis=basis), counts(1, 6)).over == 0


@pytest.mark.parametrize(("rounding", "most"), [("down", 1), ("half_up", 2), ("up", 2)])
def test_the_regulation_says_how_a_share_is_rounded(rounding, most):
    assert rules.cap(law(cap_rounding=rounding), counts(0, 8)).most == most
    assert rules.cap(law(cap_rounding=rounding), counts(0, 10)).most == 2


def test_a_share_below_a_half_is_rounded_up_by_one_reading_only():
    found = [rules.cap(law(cap_rounding=r), counts(0, 6)).most for r in ("down", "half_up", "up")]
    assert found == [1, 1, 2]


def test_the_formula_says_share_basis_and_rounding():
    found = rules.cap(law(cap_basis="good_or_better"), counts(4, 15, 2))
    assert found.formula == "20% của 19 đồng chí được xếp từ mức “tốt” trở lên là 3,8; lấy 3."
    assert rules.standing(found) == "Xuất sắc: đề nghị 4, mức trần 3. Vượt 1."
    exact = rules.cap(law(), counts(1, 5))
    assert exact.formula == "20% của 5 đồng chí được xếp đúng mức “tốt” là 1."
    assert rules.standing(exact) == "Xuất sắc: đề nghị 1, mức trần 1."


def test_a_regulation_without_a_cap_allows_any_number():
    found = rules.cap(law(cap_percent=None), counts(9, 1))
    assert (found.most, found.over, found.used) == (None, 0, 9)
    assert rules.obstacles_to_exceeding(found, at_top=9, exception="", symbol="132") == []


def test_exceeding_the_cap_wants_a_document_or_nobody_at_the_top():
    found = rules.cap(law(), counts(2, 8))
    refused = rules.obstacles_to_exceeding(found, at_top=2, exception=" ", symbol="366-QĐ/TW")
    assert [(r.field, r.clause) for r in refused] == [("exception", "366-QĐ/TW")]
    assert "lên 2, vượt mức trần 1" in refused[0].text
    allowed = {"symbol": "366-QĐ/TW"}
    assert rules.obstacles_to_exceeding(found, at_top=2, exception="12-CV/TU", **allowed) == []
    assert rules.obstacles_to_exceeding(found, at_top=0, exception="", **allowed) == []


def test_a_decision_uses_what_is_decided_and_counts_on_all_that_is_known():
    others = {"excellent": 3, "good": 9}  # one of the three is decided
    found, at_top = rules.cap_after(law(), others, 1, ["excellent", "good", "done"])
    assert (found.most, found.used, found.over, at_top) == (2, 2, 0, 1)
    assert rules.cap_after(RatingParameters(), {}, 0, [])[0].most is None


# Who is rated


@pytest.mark.parametrize(
    ("today", "year"), [("2026-09-30", 2025), ("2026-10-01", 2026), ("2027-01-15", 2026)]
)
def test_the_year_being_rated_turns_in_october(today, year):
    assert rules.year_being_rated(datetime.date.fromisoformat(today)) == year


def test_the_day_of_a_sheet_is_the_end_of_its_year_or_today():
    assert rules.day_of_sheet(2026, TODAY) == TODAY
    assert rules.day_of_sheet(2025, TODAY) == datetime.date(2025, 12, 31)


def on_roll(status="", admitted: PartialDate | None = None, *, is_official=True) -> OnRoll:
    return OnRoll(1, is_official, status, admitted or parse("2010"))


@pytest.mark.parametrize(
    ("who", "why"),
    [
        (on_roll("exempt"), "được miễn công tác và sinh hoạt đảng"),
        (on_roll("suspended"), "đang bị đình chỉ sinh hoạt đảng"),
        (on_roll("away"), ""),
        (on_roll(admitted=parse("01/07/2026")), "kết nạp 01/07/2026, chưa đủ 6 tháng"),
        (on_roll(admitted=parse("30/06/2026")), ""),
        (on_roll(admitted=parse("")), ""),
    ],
)
def test_the_exempt_the_suspended_and_the_new_are_not_rated(who, why):
    assert rules.why_not_rated(who, on=DAY, least_months=6) == why


def test_older_law_rates_new_members_too():
    assert rules.why_not_rated(on_roll(admitted=parse("12/2026")), on=DAY, least_months=0) == ""


def test_the_vote_is_counted_over_official_members_who_are_neither_away_nor_exempt():
    roll = [on_roll(), on_roll("suspended"), on_roll("away"), on_roll("exempt")]
    assert rules.entitled([*roll, on_roll(is_official=False)]) == 2


# Opening


OPEN = {
    "is_cell": True,
    "year": 2026,
    "today": TODAY,
    "on_roll": 3,
    "existing": "",
    "levels": 4,
}


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"is_cell": False}, "Chỉ chi bộ lập"),
        ({"year": 2027}, "Chưa xếp loại được năm 2027"),
        ({"existing": "/xep-loai/1/"}, "đã lập rồi"),
        ({"levels": 0}, "Chưa có quy định"),
        ({"on_roll": 0}, "chưa có đảng viên nào"),
    ],
)
def test_a_sheet_is_not_made_without_what_it_needs(said, words):
    assert rules.obstacles_to_opening(**OPEN) == []
    [reason] = rules.obstacles_to_opening(**{**OPEN, **said})
    assert words in reason.text


# Writing


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"is_rated": False, "proposed_level": ""}, "r3-not_rated_reason"),
        ({"is_rated": False, "not_rated_reason": "ốm"}, "r3-proposed_level"),
        ({"proposed_level": "superb"}, "r3-proposed_level"),
        ({"self_level": "superb"}, "r3-self_level"),
        ({"votes": 18}, "r3-votes"),
        ({"votes": 1, "base": None}, "r3-base"),
        ({"votes": 1, "base": 18}, "r3-base"),
        ({"score": 101}, "r3-score"),
    ],
)
def test_what_cannot_be_right_is_refused_beside_its_field(said, field):
    found = rules.obstacles_to_writing([line(**said)], levels=CODES, official=17)
    assert [reason.field for reason in found] == [field]


def test_a_sheet_may_be_incomplete_while_it_is_written():
    blank = line(votes=None, base=None, self_level="", proposed_level="")
    off = line(is_rated=False, not_rated_reason="miễn sinh hoạt", proposed_level="")
    assert rules.obstacles_to_writing([blank, off], levels=CODES, official=17) == []


def test_empty_proposals_are_filled_from_what_members_said_of_themselves():
    lines = [
        line(key=1, proposed_level="", self_level="done"),
        line(key=2, proposed_level="good", self_level="excellent"),
        line(key=3, proposed_level="", self_level="good", is_rated=False),
    ]
    assert [one.proposed_level for one in rules.filled_from_self(lines)] == ["done", "good", ""]


def test_a_score_reaches_the_level_of_its_band():
    least = dict(zip(CODES, (90, 70, 50, 0), strict=True))
    bands = law(levels=[{**level, "least_score": least[level["code"]]} for level in LEVELS])
    found = [rules.band_of(score, bands) for score in (100, 90, 89, 50, 49, None)]
    assert found == ["excellent", "excellent", "good", "done", "not_done", ""]
    assert rules.band_of(95, law()) == ""


# The way of a sheet


STATUSES = ("draft", "submitted", "returned", "decided")


def allowed(judge) -> list[str]:
    return [status for status in STATUSES if not judge(status)]


def test_each_deed_takes_a_sheet_from_where_it_may():
    def deciding(status):
        levels = {"levels": CODES, "is_concerned": False}
        return rules.obstacles_to_deciding(status, [line()], {3: "good"}, **levels)

    assert allowed(rules.obstacles_to_changing) == ["draft", "returned"]
    assert allowed(lambda s: rules.obstacles_to_submitting(s, [line()])) == ["draft", "returned"]
    assert allowed(lambda s: rules.obstacles_to_returning(s, "vì")) == ["submitted"]
    assert allowed(lambda s: rules.obstacles_to_reopening(s, "vì", is_concerned=False)) == [
        "decided"
    ]
    assert allowed(deciding) == ["submitted"]


def test_a_rated_member_without_level_or_votes_keeps_a_sheet_from_being_sent():
    lines = [line(name="An", proposed_level=""), line(name="Bình", votes=None), line(name="Chi")]
    found = texts(rules.obstacles_to_submitting("draft", lines))
    assert found == ["Chưa có mức chi bộ đề nghị: An.", "Chưa ghi số phiếu tán thành: Bình."]
    off = line(is_rated=False, proposed_level="", votes=None)
    assert rules.obstacles_to_submitting("draft", [off, line()]) == []
    assert "chưa có đồng chí nào" in texts(rules.obstacles_to_submitting("draft", [off]))[0]


def test_many_names_are_told_as_a_few_and_a_number():
    lines = [line(name=f"Số {n}", proposed_level="") for n in range(7)]
    [reason] = rules.obstacles_to_submitting("draft", lines)
    assert reason.text.endswith("Số 4 và 2 đồng chí khác.")


def test_a_returned_sheet_is_sent_again_with_an_answer_only():
    assert [r.field for r in rules.obstacles_to_answering("returned", " ")] == ["text"]
    assert rules.obstacles_to_answering("returned", "Đã sửa") == []
    assert rules.obstacles_to_answering("draft", "") == []


def test_cautions_name_the_meeting_the_own_level_and_votes_of_half_or_fewer():
    lines = [line(name="An", votes=8, base=16), line(name="Bình", votes=9, base=16)]
    found = texts(rules.cautions_about_submitting(lines, has_meeting=False, has_own_level=False))
    assert len(found) == 3
    assert found[2].endswith("An (8/16).")
    assert rules.cautions_about_submitting([line()], has_meeting=True, has_own_level=True) == []


def test_returning_and_reopening_want_a_reason():
    assert [r.field for r in rules.obstacles_to_returning("submitted", " ")] == ["reason"]
    wanted = rules.obstacles_to_reopening("decided", " ", is_concerned=False)
    assert [r.field for r in wanted] == ["reason"]


def test_nobody_decides_a_sheet_on_which_he_stands():
    given = {"levels": CODES, "is_concerned": True}
    [reason] = rules.obstacles_to_deciding("submitted", [line()], {3: "good"}, **given)
    assert "không tự quyết định" in reason.text
    [reason] = rules.obstacles_to_reopening("decided", "vì", is_concerned=True)
    assert "không tự quyết định" in reason.text


def test_every_rated_member_gets_a_level_of_the_year():
    lines = [line(key=1), line(key=2), line(key=3, is_rated=False)]
    decided = {1: "superb", 2: "good"}
    given = {"levels": CODES, "is_concerned": False}
    found = rules.obstacles_to_deciding("submitted", lines, decided, **given)
    assert [reason.field for reason in found] == ["r1-decided_level"]


@pytest.mark.parametrize(
    ("decision", "on", "fields"),
    [
        ("45-QĐ/ĐU", TODAY, []),
        (" ", None, ["decision", "decided_on"]),
        ("45", datetime.date(2026, 11, 25), ["decided_on"]),
        ("45", datetime.date(2025, 12, 31), ["decided_on"]),
    ],
)
def test_a_decision_has_a_number_and_a_day_that_has_come(decision, on, fields):
    found = rules.obstacles_to_the_decision(decision, on, year=2026, today=TODAY)
    assert [reason.field for reason in found] == fields


def test_what_a_colleague_saved_meanwhile_hinders():
    assert rules.obstacles_to_version(2, 2) == rules.obstacles_to_saving(2, 2) == []
    assert [r.field for r in rules.obstacles_to_version(1, 2)] == ["version"]
    assert "Chữ của đồng chí vẫn còn" in texts(rules.obstacles_to_saving(1, 2))[0]
