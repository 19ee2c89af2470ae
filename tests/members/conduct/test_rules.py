"""What an award and a disciplinary measure must say, and against whom which form is open."""

import datetime

import pytest

from chibo.dates import UNKNOWN, parse
from members.conduct import rules
from members.conduct.rules import Award, Measure, Subject
from members.roster.rules import Life, Period

TODAY = datetime.date(2026, 11, 22)
OFFICIAL = Life(is_official=True, admitted=parse("19/05/2014"), recognised=parse("19/05/2015"))
PROBATIONARY = Life(admitted=parse("20/12/2025"))


def _award(form="certificate", title="", when="2025", member=None, collective=""):
    return Award(form, title, parse(when), member, collective)


def _commending(award=None, *others, today=TODAY):
    found = rules.obstacles_to_commending(award or _award(), others, today=today)
    return [reason.field for reason in found]


def _disciplining(form, life=OFFICIAL, *, when="05/03/2026", posts=(), doer=False, member=True):
    measure = Measure(form, parse(when) if when else UNKNOWN, member)
    return rules.obstacles_to_disciplining(measure, Subject(life, posts, doer), today=TODAY)


def _fields(reasons):
    return [reason.field for reason in reasons]


def test_an_award_needs_a_time_that_is_not_ahead():
    assert _commending() == []
    assert _commending(_award(when="2026")) == []
    assert _commending(_award(when="")) == ["when"]
    assert _commending(_award(when="2027")) == ["when"]
    assert _commending(_award(when="2027"), today=None) == []


def test_a_member_and_a_collective_are_not_rewarded_in_one_line():
    assert _commending(_award(member=1)) == []
    assert _commending(_award(collective="Trung tâm")) == []
    assert _commending(_award(member=1, collective="Trung tâm")) == ["collective"]


@pytest.mark.parametrize("form", sorted(rules.NEEDS_A_NAME))
def test_a_title_a_medal_and_a_prize_have_a_name(form):
    assert _commending(_award(form)) == ["title"]
    assert _commending(_award(form, "Chiến sĩ thi đua cơ sở")) == []


@pytest.mark.parametrize("form", ["praise", "merit", "certificate"])
def test_what_says_all_by_its_form_needs_no_name(form):
    assert _commending(_award(form)) == []


def test_the_same_award_is_written_once():
    kept = _award("title", "Chiến sĩ thi đua", "2025", member=1)
    assert _commending(_award("title", "chiến sĩ  thi đua", "2025", member=1), kept) == ["form"]
    for other in (
        _award("title", "Chiến sĩ thi đua", "2025", member=2),
        _award("title", "Chiến sĩ thi đua", "2024", member=1),
        _award("title", "Lao động tiên tiến", "2025", member=1),
        _award("medal", "Chiến sĩ thi đua", "2025", member=1),
        _award("title", "Chiến sĩ thi đua", "2025", collective="Trung tâm"),
    ):
        assert _commending(other, kept) == []


@pytest.mark.parametrize(
    ("form", "issuer", "kind", "warned"),
    [
        ("praise", "Chi bộ Một", "cell", False),
        ("merit", "Chi bộ Một", "cell", True),
        ("merit", "CHI BỘ", "cell", True),
        ("merit", "Chi bộ Một", "grassroots_cell", False),
        ("certificate", "Chi bộ Một", "grassroots_cell", True),
        ("merit", "Đảng ủy Sở", "cell", False),
        ("merit", "", "cell", False),
        ("merit", "Đảng bộ Sở", "grassroots_committee", False),
    ],
)
def test_a_cell_that_gives_more_than_praise_in_its_own_name_is_warned(form, issuer, kind, warned):
    found = rules.cautions_about_commending(
        form, issuer=issuer, organization="Chi bộ Một", organization_type=kind
    )
    assert bool(found) is warned


@pytest.mark.parametrize("form", ["reprimand", "warning", "expulsion"])
def test_an_official_member_may_be_disciplined(form):
    assert _disciplining(form) == []


@pytest.mark.parametrize(
    ("form", "fields"),
    [
        ("reprimand", []),
        ("warning", []),
        ("removal", ["form"]),
        ("expulsion", ["form"]),
        ("dissolution", ["form"]),
    ],
)
def test_a_probationary_member_is_only_reprimanded_or_warned(form, fields):
    found = _disciplining(form, PROBATIONARY)
    assert _fields(found) == fields
    assert {reason.clause for reason in found} <= {"Điều lệ Đảng, điều 35"}


def test_what_counts_is_what_the_member_was_on_that_day():
    life = Life(is_official=True, admitted=parse("05/2024"), recognised=parse("05/2025"))
    assert _fields(_disciplining("expulsion", life, when="04/2025")) == ["form"]
    assert _disciplining("expulsion", life, when="2025") == []


@pytest.mark.parametrize(
    ("form", "fields"),
    [
        ("reprimand", []),
        ("warning", []),
        ("dissolution", []),
        ("removal", ["form"]),
        ("expulsion", ["form"]),
    ],
)
def test_an_organisation_is_dissolved_but_not_removed_or_expelled(form, fields):
    assert _fields(_disciplining(form, member=False)) == fields


@pytest.mark.parametrize(
    ("starts", "ends", "refused"),
    [
        ("14/05/2025", "", False),
        ("14/05/2025", "05/03/2026", False),
        ("", "", False),
        ("2026", "", False),
        ("14/05/2025", "04/03/2026", True),
        ("06/03/2026", "", True),
    ],
)
def test_one_is_removed_only_from_a_post_held_on_that_day(starts, ends, refused):
    post = Period(parse(starts), parse(ends))
    assert bool(_disciplining("removal", posts=(post,))) is refused


def test_without_a_post_there_is_nothing_to_be_removed_from():
    [reason] = _disciplining("removal")
    assert (reason.field, reason.clause) == ("form", "Điều lệ Đảng, điều 35")


def test_nobody_is_disciplined_before_admission_or_tomorrow():
    assert _fields(_disciplining("warning", when="18/05/2014")) == ["when"]
    assert _disciplining("warning", when="2014") == []
    assert _fields(_disciplining("warning", when="23/11/2026")) == ["when"]
    assert _fields(_disciplining("warning", when="")) == ["when"]


def test_nobody_decides_their_own_discipline():
    [reason] = _disciplining("warning", doer=True)
    assert "Không tự quyết định kỷ luật của mình" in reason.text


def test_a_cell_only_proposes_removal_and_expulsion():
    cell = {"organization": "Chi bộ Một", "organization_type": "cell"}
    caution = rules.cautions_about_disciplining
    assert caution("expulsion", decided_by="Chi bộ", **cell)
    assert caution("warning", decided_by="Chi bộ", **cell) == []
    assert caution("expulsion", decided_by="Đảng ủy Sở", **cell) == []


def test_taking_out_of_the_book_needs_a_reason():
    assert rules.obstacles_to_removing("ghi nhầm") == []
    assert _fields(rules.obstacles_to_removing(" ")) == ["reason"]


def test_an_award_is_told_by_its_name_and_who_gave_it():
    assert rules.award_in_words("Bằng khen", "", "UBND Thành phố") == "Bằng khen của UBND Thành phố"
    assert rules.award_in_words("Danh hiệu", "Lao động tiên tiến", "") == "Lao động tiên tiến"
