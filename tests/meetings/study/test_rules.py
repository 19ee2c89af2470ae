import datetime

import pytest

from chibo.dates import UNKNOWN, parse
from meetings.study import rules
from meetings.study.rules import Turnout

TODAY = datetime.date(2026, 11, 22)
NAMES = frozenset({1, 2, 3})


def fields(reasons):
    return [reason.field for reason in reasons]


@pytest.mark.parametrize(
    ("typed", "field"),
    [("", ["when"]), ("2027", ["when"]), ("23/11/2026", ["when"]), ("2026", []), ("8/2013", [])],
)
def test_the_time_is_known_and_not_in_the_future(typed, field):
    assert fields(rules.obstacles_to_time(parse(typed), TODAY)) == field


def test_a_title_or_a_document_says_what_was_studied():
    assert fields(rules.obstacles_to_content(" ", [])) == ["title"]
    assert rules.obstacles_to_content("Hội nghị", []) == []
    assert rules.obstacles_to_content("", ["21-KL/TW", "01-KL/TW"]) == []


def test_the_same_document_stands_once():
    reasons = rules.obstacles_to_content("", ["21-KL/TW", "01-KL/TW", "21-KL/TW"])
    assert [reason.text for reason in reasons] == [
        "21-KL/TW ghi hai lần. Mỗi văn bản chỉ ghi một lần."
    ]


def test_a_meeting_and_an_organiser_exclude_each_other():
    shared = {"form": "", "recipients": ""}
    together = rules.obstacles_to_source(organizer="Quận ủy", in_meeting=True, **shared)
    assert fields(together) == ["organizer"]
    assert rules.obstacles_to_source(organizer="Quận ủy", in_meeting=False, **shared) == []
    assert rules.obstacles_to_source(organizer=" ", in_meeting=True, **shared) == []


@pytest.mark.parametrize(("form", "field"), [("email", []), ("handbook", []), ("", ["recipients"])])
def test_recipients_belong_to_what_was_sent(form, field):
    shared = {"organizer": "", "in_meeting": False}
    assert fields(rules.obstacles_to_source(form=form, recipients="Chi bộ", **shared)) == field


@pytest.mark.parametrize(
    ("turnout", "field"),
    [
        (Turnout("members", "counted", 18, 21), []),
        (Turnout("staff", "counted", 0, 21), []),
        (Turnout("members", "counted", 22, 21), ["attended"]),
        (Turnout("members", "counted", None, 21), ["attended"]),
        (Turnout("members", "counted", 18, None), ["total"]),
        (Turnout("members", "counted", 0, 0), ["total"]),
        (Turnout("staff", "all"), []),
        (Turnout("masses", "unknown"), []),
        (Turnout("members", ""), ["extent"]),
        (Turnout("members", "all", 18, 21), ["extent"]),
        (Turnout("members", "by_name", None, 21, NAMES), ["extent"]),
        (Turnout("members", "by_name", None, None, NAMES, frozenset({2})), []),
        (Turnout("staff", "by_name", None, None, NAMES), ["extent"]),
        (Turnout("members", "by_name"), ["extent"]),
        (Turnout("members", "by_name", None, None, NAMES, frozenset({4})), ["listed"]),
    ],
)
def test_how_many_took_part_fits_how_it_is_known(turnout, field):
    assert fields(rules.obstacles_to_turnout(turnout)) == field


@pytest.mark.parametrize(
    ("state", "studied"),
    [
        ("present", "studied"),
        ("late", "studied"),
        ("excused", "absent"),
        ("unexcused", "absent"),
        ("absent", "absent"),
        ("exempt", None),
        ("away", None),
        ("suspended", None),
    ],
)
def test_the_roll_of_a_meeting_says_who_studied(state, studied):
    assert rules.studied_in_meeting(state) == studied


@pytest.mark.parametrize(
    ("typed", "on"),
    [
        ("2025", datetime.date(2025, 12, 31)),
        ("5/2025", datetime.date(2025, 5, 31)),
        ("2026", TODAY),
        ("", TODAY),
    ],
)
def test_the_roll_is_that_of_the_last_day_never_of_one_to_come(typed, on):
    assert rules.roll_day(parse(typed), TODAY) == on


def test_only_who_was_absent_makes_up_for_it():
    when = parse("5/2025")
    assert rules.obstacles_to_making_up([2], [1, 2], when, TODAY) == []
    for chosen, absent, on in (
        ([], [1], TODAY),
        ([1], [], TODAY),
        ([3], [1, 2], TODAY),
        ([1], [1], datetime.date(2025, 4, 30)),
    ):
        assert len(rules.obstacles_to_making_up(chosen, absent, when, on)) == 1


def committing(**given):
    usual = {
        "text": "Học tập và làm theo Bác",
        "when": parse("2020–2022"),
        "turnout": Turnout("staff", "all"),
        "of_member": False,
        "today": TODAY,
    }
    return fields(rules.obstacles_to_committing(**usual | given))


def test_a_commitment_has_words_and_a_time():
    assert committing() == []
    assert committing(text=" ") == ["text"]
    assert committing(when=UNKNOWN) == ["when"]
    assert committing(when=parse("2027")) == []
    assert committing(when=parse("2028")) == ["when"]


def test_a_commitment_is_one_members_or_a_populations():
    assert committing(turnout=Turnout("members", "counted", 18, 21)) == []
    assert committing(turnout=Turnout("members", "counted", 22, 21)) == ["registered"]
    assert committing(turnout=Turnout("members", "by_name")) == ["member"]
    assert committing(turnout=Turnout("members", "by_name"), of_member=True) == []
    assert committing(turnout=Turnout("staff", "by_name"), of_member=True) == ["member"]
    assert committing(turnout=Turnout("members", "by_name", 1, 1), of_member=True) == ["member"]


def test_what_is_removed_goes_with_a_reason():
    assert fields(rules.obstacles_to_removing(" ")) == ["reason"]
    assert rules.obstacles_to_removing("trùng") == []
