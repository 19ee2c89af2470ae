import datetime

import pytest

from chibo.audit.models import Entry
from chibo.dates import parse
from chibo.organizations.models import Organization
from chibo.reasons import Refusal
from chibo.regulations.models import Regulation
from reports.ratings import actions, queries
from reports.ratings.models import OrganizationRating, Rating, RatingExchange, RatingSheet
from reports.ratings.rules import Line
from tests.chibo.factories import CommitteeFactory, OrganizationFactory
from tests.members.factories import (
    MemberFactory,
    ProbationaryFactory,
    StatusPeriodFactory,
    overtaken,
)
from tests.reports.factories import meeting
from tests.reports.ratings.factories import (
    AT,
    DEED,
    TODAY,
    WHOLE,
    YEAR,
    RatingSheetFactory,
    decide,
    leader_of,
    lines_of,
    submitted,
    write,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def committee():
    return CommitteeFactory(name="Đảng bộ Sở")


@pytest.fixture
def cell(committee):
    return OrganizationFactory(parent=committee, name="Chi bộ Mẫu")


def refused(deed, **kwargs) -> list[str]:
    """Return the fields, or the words, of a No; and see that nothing was written."""
    entries = Entry.objects.count()
    with pytest.raises(Refusal) as no:
        deed(**kwargs)
    assert Entry.objects.count() == entries
    return [reason.field or reason.text for reason in no.value.reasons]


# Opening


def test_a_sheet_has_a_line_for_everybody_on_the_roll_of_its_day(cell):
    rated = MemberFactory(organization=cell, full_name="Lê Văn An")
    away = MemberFactory(organization=cell, full_name="Lê Văn Bình")
    exempt = MemberFactory(organization=cell, full_name="Lê Văn Chi")
    new = ProbationaryFactory(organization=cell, admitted=parse("20/12/2025"))
    since = {"starts": parse("01/02/2025")}
    StatusPeriodFactory(member=away, kind="away", **since)
    StatusPeriodFactory(member=exempt, kind="exempt", **since)
    MemberFactory(
        organization=cell, began="admitted", admitted=parse("02/01/2026"), is_official=False
    )
    MemberFactory(full_name="Người Nơi Khác")
    sheet = RatingSheetFactory(organization=cell)
    found = {line.member: line for line in queries.lines(WHOLE, sheet)}
    assert set(found) == {rated, away, exempt, new}
    assert {m for m, line in found.items() if line.is_rated} == {rated, away}
    assert found[exempt].not_rated_reason == "được miễn công tác và sinh hoạt đảng"
    assert found[new].not_rated_reason == "kết nạp 20/12/2025, chưa đủ 6 tháng"
    assert found[rated].base == 1  # official, without who is away and who is exempt
    assert (sheet.status, sheet.version, sheet.meeting) == ("draft", 1, None)
    assert Entry.objects.get(verb="open_rating_sheet").values == {"members": 4, "year": YEAR}


def test_a_sheet_takes_the_meeting_that_reviewed_the_year(cell):
    meeting(cell, "20/11/2024", "review")
    reviewed = meeting(cell, "15/12/2025", "review")
    meeting(cell, "05/01/2026", "regular")
    assert RatingSheetFactory(organization=cell).meeting == reviewed


def test_the_second_of_two_clicks_finds_the_sheet_of_the_first(cell):
    sheet = RatingSheetFactory(organization=cell)
    given = {"organization": cell, "year": YEAR, "today": TODAY, **DEED}
    assert "đã lập rồi" in refused(actions.open_rating_sheet, **given)[0]
    assert RatingSheet.objects.get() == sheet


def test_two_open_a_sheet_at_once_and_one_is_made(cell, monkeypatch):
    MemberFactory(organization=cell)
    overtaken(monkeypatch, Organization, lambda: RatingSheetFactory(organization=cell))
    with pytest.raises(Refusal, match="đã lập rồi"):
        actions.open_rating_sheet(organization=cell, year=YEAR, today=TODAY, **DEED)


@pytest.mark.parametrize(
    ("said", "words"),
    [({"year": 2027}, "Chưa xếp loại được năm 2027"), ({"year": 1980}, "năm 1980")],
)
def test_no_sheet_of_a_year_that_cannot_be_rated(cell, said, words):
    MemberFactory(organization=cell)
    given = {"organization": cell, "today": TODAY, **DEED, **said}
    assert words in refused(actions.open_rating_sheet, **given)[0]


def test_a_committee_makes_no_sheet(committee):
    given = {"organization": committee, "year": YEAR, "today": TODAY, **DEED}
    assert "Chỉ chi bộ lập" in refused(actions.open_rating_sheet, **given)[0]


# Adding who came


def test_refreshing_adds_who_came_and_keeps_what_was_typed(cell):
    MemberFactory(organization=cell, full_name="Lê Văn An")
    sheet = RatingSheetFactory(organization=cell)
    write(sheet, self_level="good", remark="ghi tay")
    came = MemberFactory(organization=cell, full_name="Lê Văn Mới")
    assert actions.refresh_rating_sheet(sheet=sheet, today=TODAY, **DEED) == 1
    found = {line.member.full_name: line.remark for line in queries.lines(WHOLE, sheet)}
    assert found == {"Lê Văn An": "ghi tay", "Lê Văn Mới": ""}
    assert (sheet.version, Rating.objects.get(member=came).base) == (3, 2)
    assert actions.refresh_rating_sheet(sheet=sheet, today=TODAY, **DEED) == 0
    assert sheet.version == 3


def test_refreshing_tells_who_became_official_since(cell):
    member = ProbationaryFactory(organization=cell, admitted=parse("20/12/2024"))
    sheet = RatingSheetFactory(organization=cell)
    assert not Rating.objects.get().is_official
    member.is_official, member.recognised = True, parse("20/12/2025")
    member.save()
    actions.refresh_rating_sheet(sheet=sheet, today=TODAY, **DEED)
    assert Rating.objects.get().is_official


def test_a_sheet_with_the_committee_is_not_refreshed(cell):
    sheet = submitted(organization=cell)
    given = {"sheet": sheet, "today": TODAY, **DEED}
    assert "đề nghị đảng ủy trả lại" in refused(actions.refresh_rating_sheet, **given)[0]


# Writing


def test_what_the_cell_writes_is_kept_and_logged_with_before_and_after(cell):
    sheet = RatingSheetFactory(organization=cell)
    [line] = queries.lines(WHOLE, sheet)
    written = {"self_level": "excellent", "score": 92, "votes": 1, "proposed_level": "good"}
    write(sheet, remark="vượt 3 chỉ tiêu", **written)
    line.refresh_from_db()
    assert {name: getattr(line, name) for name in written} == written
    entry = Entry.objects.get(verb="write_rating_sheet")
    assert entry.values["lines"][str(line.pk)]["score"] == [None, 92]
    assert entry.values["version"] == sheet.version == 2


def test_the_cells_own_level_stands_in_its_rating_of_the_year(cell):
    sheet = RatingSheetFactory(organization=cell)
    given = {"sheet": sheet, "lines": lines_of(sheet), "meeting": None, **DEED}
    actions.write_rating_sheet(cell_level="", version=1, **given)
    assert not OrganizationRating.objects.exists()
    actions.write_rating_sheet(cell_level="excellent", version=2, **given)
    own = OrganizationRating.objects.get()
    assert (own.organization, own.year, own.self_level) == (cell, YEAR, "excellent")
    given = {**given, "cell_level": "superb", "version": 3}
    assert refused(actions.write_rating_sheet, **given) == ["cell_level"]


def test_a_line_that_cannot_be_right_keeps_the_whole_sheet_unwritten(cell):
    MemberFactory(organization=cell)
    MemberFactory(organization=cell)
    sheet = RatingSheetFactory(organization=cell)
    first, second = lines_of(sheet, self_level="good", base=2, votes=2)
    wrong = Line(**{**vars(second), "base": 3})
    given = {"sheet": sheet, "lines": [first, wrong], "meeting": None, "cell_level": ""}
    fields = refused(actions.write_rating_sheet, version=1, **given, **DEED)
    assert fields == [f"r{second.key}-base"]
    assert set(Rating.objects.values_list("self_level", flat=True)) == {""}


def test_a_probationary_member_does_not_make_the_base_larger(cell):
    MemberFactory(organization=cell)
    ProbationaryFactory(organization=cell, admitted=parse("01/02/2025"))
    sheet = RatingSheetFactory(organization=cell)
    lines = lines_of(sheet, votes=2, base=2)
    given = {"sheet": sheet, "lines": lines, "meeting": None, "cell_level": "", "version": 1}
    assert len(refused(actions.write_rating_sheet, **given, **DEED)) == 2


def test_a_colleagues_save_is_not_written_over(cell):
    sheet = RatingSheetFactory(organization=cell)
    write(sheet, remark="đồng nghiệp")
    given = {"lines": lines_of(sheet, remark="tôi"), "meeting": None, "cell_level": ""}
    assert refused(actions.write_rating_sheet, sheet=sheet, version=1, **given, **DEED) == [
        "version"
    ]
    assert Rating.objects.get().remark == "đồng nghiệp"


def test_who_saves_at_the_same_moment_finds_the_other_first(cell, monkeypatch):
    sheet = RatingSheetFactory(organization=cell)
    lines = lines_of(sheet, remark="tôi")
    rival = RatingSheet.objects.get()
    overtaken(monkeypatch, RatingSheet, lambda: write(rival, remark="đồng nghiệp"))
    given = {"lines": lines, "meeting": None, "cell_level": "", "version": 1}
    with pytest.raises(Refusal, match="Có người vừa lưu"):
        actions.write_rating_sheet(sheet=sheet, **given, **DEED)


def test_a_sheet_with_the_committee_is_not_written(cell):
    sheet = submitted(organization=cell)
    given = {"lines": lines_of(sheet), "meeting": None, "cell_level": "", "version": sheet.version}
    assert "đã gửi đảng ủy" in refused(actions.write_rating_sheet, sheet=sheet, **given, **DEED)[0]
    decide(sheet)
    given["version"] = sheet.version
    assert (
        "đã có quyết định" in refused(actions.write_rating_sheet, sheet=sheet, **given, **DEED)[0]
    )


# Sending a sheet, giving it back


def test_an_incomplete_sheet_is_not_sent(cell):
    sheet = RatingSheetFactory(organization=cell)
    given = {"sheet": sheet, "text": "", "version": 1, **DEED}
    assert len(refused(actions.submit_rating_sheet, **given)) == 2
    write(sheet)
    given["version"] = 1
    assert refused(actions.submit_rating_sheet, **given) == ["version"]


def test_a_sheet_goes_to_the_committee_and_back_with_all_that_was_said(cell, committee):
    sheet, staff = submitted(organization=cell), leader_of(committee)
    deed = {"sheet": sheet, "at": AT}
    empty = {"reason": " ", "version": sheet.version, "by": staff}
    assert refused(actions.return_rating_sheet, **deed, **empty) == ["reason"]
    actions.return_rating_sheet(
        reason="Thiếu phiếu của đồng chí An", version=sheet.version, by=staff, **deed
    )
    assert sheet.status == "returned"
    mute = {"text": "", "version": sheet.version, "by": None}
    assert refused(actions.submit_rating_sheet, **deed, **mute) == ["text"]
    actions.submit_rating_sheet(text="Đã bổ sung", version=sheet.version, by=None, **deed)
    said = RatingExchange.objects.values_list("kind", "text", "by__full_name")
    assert list(said) == [
        ("submit", "", None),
        ("return", "Thiếu phiếu của đồng chí An", staff.full_name),
        ("submit", "Đã bổ sung", None),
    ]
    assert Entry.objects.get(verb="return_rating_sheet").values["text"].startswith("Thiếu phiếu")


def test_a_sheet_not_sent_is_not_returned_and_not_decided(cell):
    sheet = write(RatingSheetFactory(organization=cell))
    given = {"sheet": sheet, "reason": "vì", "version": sheet.version, **DEED}
    assert "đã gửi" in refused(actions.return_rating_sheet, **given)[0]
    assert "đã gửi" in refused(decide, sheet=sheet)[0]


# Deciding


def test_a_decision_sets_levels_number_day_and_the_cells_own_level(cell):
    sheet = submitted(organization=cell)
    decide(sheet, cell_level="good", text="Nhất trí")
    assert (sheet.status, sheet.decision, sheet.decided_on) == ("decided", "45-QĐ/ĐU", TODAY)
    assert Rating.objects.get().decided_level == "good"
    own = OrganizationRating.objects.get()
    assert (own.decided_level, own.decision) == ("good", "45-QĐ/ĐU")
    assert own.decided_by == "Đảng bộ Sở"
    assert RatingExchange.objects.last().text == "Nhất trí"
    assert Entry.objects.get(verb="decide_rating_sheet").values["decision"] == "45-QĐ/ĐU"


def test_a_decision_without_a_level_of_the_cell_says_nothing_of_the_cell(cell):
    decide(submitted(organization=cell), cell_level="")
    assert not OrganizationRating.objects.exists()


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ({"decision": " "}, ["decision"]),
        ({"decided_on": None}, ["decided_on"]),
        ({"decided_on": TODAY + datetime.timedelta(days=1)}, ["decided_on"]),
        ({"cell_level": "superb"}, ["cell_level"]),
        ({"version": 1}, ["version"]),
    ],
)
def test_a_decision_wants_number_and_day_on_what_was_seen(cell, said, fields):
    assert refused(decide, sheet=submitted(organization=cell), **said) == fields


def test_every_rated_member_is_decided(cell):
    sheet = submitted(organization=cell)
    key = Rating.objects.get().pk
    assert refused(decide, sheet=sheet, levels={}) == [f"r{key}-decided_level"]
    assert refused(decide, sheet=sheet, levels={key: "superb"}) == [f"r{key}-decided_level"]


def test_nobody_decides_a_sheet_on_which_he_stands(cell, committee):
    staff = leader_of(committee)
    member = MemberFactory(organization=cell)
    member.user = staff
    member.save()
    sheet = submitted(organization=cell)
    assert "không tự quyết định" in refused(decide, sheet=sheet, by=staff)[0]
    decide(sheet, by=leader_of(committee))
    assert sheet.status == "decided"


def test_two_who_decide_at_once_decide_once(cell, monkeypatch):
    sheet = submitted(organization=cell)
    rival = RatingSheet.objects.get()
    overtaken(monkeypatch, RatingSheet, lambda: decide(rival, decision="1-QĐ/ĐU"))
    with pytest.raises(Refusal, match="chưa có quyết định"):
        decide(sheet, decision="2-QĐ/ĐU")


def proposing(cell, *levels: str) -> RatingSheet:
    """Return a sheet sent by a cell of as many members as levels, which proposes these."""
    for n in range(len(levels)):
        MemberFactory(organization=cell, full_name=f"Lê Văn {n:02d}")
    sheet = RatingSheetFactory(organization=cell)
    lines = [
        Line(**{**vars(line), "proposed_level": level, "votes": len(levels)})
        for line, level in zip(lines_of(sheet), levels, strict=True)
    ]
    write(sheet, lines)
    return actions.submit_rating_sheet(sheet=sheet, text="", version=sheet.version, **DEED)


def test_the_cap_is_counted_over_all_cells_of_the_grassroots_committee(cell, committee):
    other = OrganizationFactory(parent=committee)
    stranger = OrganizationFactory()
    proposing(stranger, *["good"] * 20)
    small = proposing(cell, "excellent", "good")  # alone: 20 % of 1 is 0,2
    assert refused(decide, sheet=small) == ["exception"]
    proposing(other, *["good"] * 4)  # together: 20 % of 5 is 1
    decide(small)
    assert small.status == "decided"


def test_two_cells_do_not_exceed_the_cap_together(cell, committee):
    other = OrganizationFactory(parent=committee)
    first = proposing(cell, "excellent", *["good"] * 3)
    second = proposing(other, "excellent", *["good"] * 3)
    decide(first)
    assert refused(decide, sheet=second) == ["exception"]
    decide(second, exception="12-CV/TU ngày 03/01/2026")
    assert second.status == "decided"
    assert RatingExchange.objects.last().text.endswith("12-CV/TU ngày 03/01/2026")


def test_two_cells_decided_at_once_do_not_exceed_the_cap_either(cell, committee, monkeypatch):
    other = OrganizationFactory(parent=committee)
    first = proposing(cell, "excellent", *["good"] * 3)
    second = proposing(other, "excellent", *["good"] * 3)
    overtaken(monkeypatch, Organization, lambda: decide(first))
    with pytest.raises(Refusal, match="lên 2, vượt mức trần 1"):
        decide(second)


def test_a_cell_without_an_excellent_one_is_decided_whatever_others_did(cell, committee):
    other = OrganizationFactory(parent=committee)
    decide(proposing(cell, "excellent", "good"), exception="12-CV/TU")
    plain = proposing(other, "good", "done")
    decide(plain)
    assert plain.status == "decided"


def test_a_regulation_may_count_cell_by_cell(cell, committee):
    proposing(OrganizationFactory(parent=committee), *["good"] * 10)
    Regulation.objects.filter(symbol="366-QĐ/TW").update(
        parameters={**Regulation.objects.get(symbol="366-QĐ/TW").parameters, "cap_scope": "cell"}
    )
    assert refused(decide, sheet=proposing(cell, "excellent", "good")) == ["exception"]


# Opening again


def test_a_decision_is_taken_back_with_a_reason_and_may_be_made_again(cell):
    sheet = decide(submitted(organization=cell), cell_level="good")
    given = {"sheet": sheet, "version": sheet.version, **DEED}
    assert refused(actions.reopen_rating_sheet, reason="", **given) == ["reason"]
    actions.reopen_rating_sheet(reason="Ghi nhầm số", **given)
    assert (sheet.status, sheet.decision, sheet.decided_on) == ("submitted", "", None)
    assert Rating.objects.get().decided_level == ""
    assert OrganizationRating.objects.get().decided_level == ""
    entry = Entry.objects.get(verb="reopen_rating_sheet").values
    assert (entry["decision"], list(entry["levels"].values())) == ("45-QĐ/ĐU", ["good"])
    decide(sheet, decision="46-QĐ/ĐU")
    assert sheet.decision == "46-QĐ/ĐU"


def test_only_a_decided_sheet_is_opened_again(cell):
    sheet = submitted(organization=cell)
    given = {"sheet": sheet, "reason": "vì", "version": sheet.version, **DEED}
    assert "đã có quyết định" in refused(actions.reopen_rating_sheet, **given)[0]
