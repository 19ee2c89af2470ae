"""What a news item and its photos must say."""

import datetime

import pytest

from chibo.dates import UNKNOWN, parse
from meetings.press.rules import (
    moved,
    obstacles_to_caption,
    obstacles_to_press_item,
    obstacles_to_removing,
)

TODAY = datetime.date(2026, 11, 22)


@pytest.mark.parametrize("published", ["26/12/2023", "8/2013", "2026", "22/11/2026", ""])
def test_an_item_needs_a_title_only(published):
    assert obstacles_to_press_item("Bài", parse(published), today=TODAY) == []


@pytest.mark.parametrize(
    ("title", "published", "more", "field"),
    [
        ("", UNKNOWN, {}, "title"),
        ("Bài", parse("23/11/2026"), {}, "published"),
        ("Bài", parse("12/2026"), {}, "published"),
        ("Bài", UNKNOWN, {"is_own_meeting": False}, "meeting"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(title, published, more, field):
    (reason,) = obstacles_to_press_item(title, published, today=TODAY, **more)
    assert reason.field == field
    assert reason.text.endswith(".")


def test_without_a_clock_no_day_lies_ahead():
    assert obstacles_to_press_item("Bài", parse("2099")) == []


def test_a_photo_needs_a_caption_and_a_removal_a_reason():
    assert obstacles_to_caption("Toàn cảnh") == obstacles_to_removing("tải nhầm") == []
    assert obstacles_to_caption("")[0].field == "caption"
    assert obstacles_to_removing("")[0].field == "reason"


@pytest.mark.parametrize(
    ("one", "order", "row"),
    [("a", 1, "abcd"), ("a", 3, "bcad"), ("d", 1, "dabc"), ("b", 99, "acdb"), ("c", -5, "cabd")],
)
def test_one_of_a_row_moves_and_the_others_close_up(one, order, row):
    assert moved("abcd", one, order) == list(row)
