import datetime

from chibo.dates import UNKNOWN, parse
from reports.inspection import rules

TODAY = datetime.date(2026, 11, 22)


def obstacles(**given):
    usual = {
        "when": parse("2025"),
        "topics": "Nền nếp sinh hoạt",
        "conclusion": "",
        "has_subject": False,
        "subject_count": None,
        "today": TODAY,
    }
    return [reason.field for reason in rules.obstacles_to_noting(**{**usual, **given})]


def test_topics_stand_one_per_line():
    text = "Nền nếp sinh hoạt\n\n Thu nộp đảng phí \n"
    assert rules.topics_of(text) == ("Nền nếp sinh hoạt", "Thu nộp đảng phí")


def test_topics_or_a_conclusion_are_enough():
    assert obstacles() == []
    assert obstacles(topics="", conclusion="Chấp hành tốt") == []
    assert obstacles(topics=" \n ", conclusion="") == ["topics"]


def test_the_time_is_known_and_not_in_the_future():
    assert obstacles(when=UNKNOWN) == ["when"]
    assert obstacles(when=parse("2027")) == ["when"]


def test_one_named_member_is_one():
    assert obstacles(has_subject=True, subject_count=1) == []
    assert obstacles(has_subject=True) == []
    assert obstacles(has_subject=True, subject_count=3) == ["subject_count"]
