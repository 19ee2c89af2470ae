"""Who may hold which post, and what terms may be."""

import datetime

import pytest

from chibo.dates import parse
from chibo.regulations.parameters import MembershipParameters
from members.posts import rules
from members.posts.rules import Holding
from members.roster.rules import Law, Life

TODAY = datetime.date(2026, 11, 22)
LAW = Law("38-HD/BTCTW", MembershipParameters())
OFFICIAL, PROBATIONARY = Life(is_official=True), Life(is_official=False)


def _post(post="secretary", starts="14/05/2025", ends="", title="", member=1, name="Lê Thị An"):
    return Holding(member, name, post, title, parse(starts), parse(ends))


def _appointing(holding=None, *others, holder=OFFICIAL, today=TODAY):
    return rules.obstacles_to_appointing(
        holding or _post(), others, holder=holder, law=LAW, today=today
    )


def _fields(reasons):
    return [reason.field for reason in reasons]


def test_an_official_member_becomes_secretary():
    assert _appointing() == []


@pytest.mark.parametrize("post", sorted(rules.OF_THE_COMMITTEE))
def test_a_probationary_member_holds_no_post_of_the_committee(post):
    [reason] = _appointing(_post(post), holder=PROBATIONARY)
    assert (reason.field, reason.clause) == ("post", "Điều lệ Đảng, điều 3; 38-HD/BTCTW")


@pytest.mark.parametrize("post", ["government", "group_leader"])
def test_a_probationary_member_may_hold_other_posts(post):
    assert _appointing(_post(post, title="Giám đốc"), holder=PROBATIONARY) == []


def test_standing_counts_on_the_day_the_post_begins():
    holder = Life(is_official=True, recognised=parse("15/05/2025"))
    assert _fields(_appointing(holder=holder)) == ["post"]
    assert _appointing(_post(starts="15/05/2025"), holder=holder) == []
    assert _appointing(_post(starts="2025"), holder=holder) == []
    assert _appointing(_post(starts=""), holder=holder) == []


def test_an_organisation_has_one_secretary_at_a_time():
    other = _post(member=2, name="Trần Văn Ân", starts="2022")
    [reason] = _appointing(_post(), other)
    assert reason.field == "post"
    assert "Bí thư là đồng chí Trần Văn Ân" in reason.text


@pytest.mark.parametrize("ends", ["14/05/2025", "5/2025", "2025"])
def test_a_secretary_follows_one_whose_time_has_ended(ends):
    other = _post(member=2, name="Trần Văn Ân", starts="2022", ends=ends)
    assert _appointing(_post(), other) == []


def test_an_earlier_secretary_may_be_recorded_later():
    running = _post(member=2, name="Trần Văn Ân")
    assert _appointing(_post(starts="2020", ends="2022"), running) == []


def test_nobody_holds_the_same_post_twice():
    [reason] = _appointing(_post("deputy"), _post("deputy", starts="2022"))
    assert "đang giữ chính chức vụ ấy" in reason.text


def test_an_organisation_may_have_two_deputies():
    assert _appointing(_post("deputy"), _post("deputy", member=2)) == []


def test_one_person_may_hold_two_government_posts_of_different_names():
    held = _post("government", title="Thứ trưởng")
    assert _appointing(_post("government", title="Phó Chủ nhiệm"), held) == []
    assert _fields(_appointing(_post("government", title="Thứ trưởng"), held)) == ["post"]


def test_a_government_post_says_its_title():
    assert _fields(_appointing(_post("government"))) == ["title"]


def test_a_post_begins_by_today_and_ends_after_it_began():
    assert _fields(_appointing(_post(starts="23/11/2026"))) == ["starts"]
    assert _fields(_appointing(_post(ends="13/05/2025"))) == ["ends"]
    assert _appointing(_post(starts="2027"), today=None) == []


def test_a_post_ends_on_a_known_day_by_today_after_it_began():
    def ending(ends):
        return _fields(rules.obstacles_to_ending(_post(), parse(ends), today=TODAY))

    assert ending("2025") == []
    assert ending("không rõ") == ["ends"]
    assert ending("13/05/2025") == ["ends"]
    assert ending("23/11/2026") == ["ends"]


def _term(label="2025–2027", ordinal=4, starts="14/05/2025", ends="2027", taken=()):
    return _fields(rules.obstacles_to_term(label, ordinal, parse(starts), parse(ends), set(taken)))


def test_a_term_has_a_name_of_its_own_and_ends_after_it_began():
    assert _term() == []
    assert _term(ordinal=None, starts="", ends="") == []
    assert _term(label="") == ["label"]
    assert _term(taken=["2025–2027"]) == ["label"]
    assert _term(ordinal=0) == ["congress_ordinal"]
    assert _term(ends="2024") == ["ends"]


def test_a_small_cell_is_warned_that_it_has_no_committee():
    def cautions(post="committee_member", official=8, is_cell=True, law=LAW):
        return rules.cautions_about_appointing(post, is_cell=is_cell, official=official, law=law)

    assert cautions()[0].clause == "Điều lệ Đảng, điều 24; 38-HD/BTCTW"
    assert cautions(official=9) == []
    assert cautions(post="secretary") == []
    assert cautions(is_cell=False) == []
    assert cautions(law=None) == []


@pytest.mark.parametrize(
    ("post", "title", "is_cell", "printed"),
    [
        ("secretary", "", True, "Bí thư Chi bộ"),
        ("secretary", "", False, "Bí thư Đảng ủy"),
        ("committee_member", "", True, "Chi ủy viên"),
        ("committee_member", "", False, "Đảng ủy viên"),
        ("deputy", "Phó Bí thư Thường trực", False, "Phó Bí thư Thường trực"),
        ("government", "Giám đốc Sở", True, "Giám đốc Sở"),
    ],
)
def test_a_post_is_printed_by_its_title_or_its_usual_name(post, title, is_cell, printed):
    assert rules.printed_title(post, title, is_cell=is_cell) == printed
