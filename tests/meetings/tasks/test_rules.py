import datetime

import pytest

from chibo.dates import UNKNOWN, PartialDate, parse
from meetings.tasks import rules

TODAY = datetime.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("state", "due", "late"),
    [
        ("open", "21/11/2026", True),
        ("open", "22/11/2026", False),
        ("open", "11/2026", False),
        ("open", "10/2026", True),
        ("open", "", False),
        ("done", "1/2026", False),
    ],
)
def test_an_open_task_is_late_after_the_latest_day_of_its_deadline(state, due, late):
    assert rules.is_late(state, parse(due), TODAY) is late


def test_goals_and_tasks_say_something_in_a_possible_year():
    assert rules.obstacles_to_goal(2026, "Đổi mới") == []
    assert [r.field for r in rules.obstacles_to_goal(206, "")] == ["plan_year", "text"]
    assert rules.obstacles_to_task("Việc", None, False) == []
    assert rules.obstacles_to_task("", None, False)[0].field == "text"
    assert rules.obstacles_to_task("Việc", None, True)[0].field == "plan_year"
    assert rules.obstacles_to_task("Việc", 1, False)[0].field == "plan_year"


def test_a_task_is_closed_once_and_not_in_the_future():
    tomorrow = PartialDate.on(TODAY + datetime.timedelta(days=1))
    assert rules.obstacles_to_finishing("open", UNKNOWN, TODAY) == []
    assert rules.obstacles_to_finishing("open", parse("11/2026"), TODAY) == []
    assert rules.obstacles_to_finishing("open", tomorrow, TODAY)[0].field == "done"
    assert rules.obstacles_to_finishing("done", UNKNOWN, TODAY)
    assert rules.obstacles_to_dropping("open", "Trùng việc") == []
    assert len(rules.obstacles_to_dropping("done", "")) == 2


def test_a_month_is_a_month_of_a_year():
    assert rules.obstacles_to_task("Việc", 2013, False, 8) == []
    assert rules.obstacles_to_goal(2013, "Mục tiêu", 8) == []
    assert rules.obstacles_to_task("Việc", None, False, 8)[0].field == "plan_year"
    assert rules.obstacles_to_task("Việc", 2013, False, 13)[0].field == "plan_month"
    assert rules.obstacles_to_goal(2013, "Mục tiêu", 0)[0].field == "plan_month"
