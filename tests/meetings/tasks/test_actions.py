import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.access import Scope
from chibo.audit.models import Entry
from chibo.dates import UNKNOWN, parse
from chibo.organizations.models import Organization
from chibo.reasons import Refusal
from meetings.tasks import actions, queries
from meetings.tasks.models import Goal, Task
from tests.chibo.factories import OrganizationFactory
from tests.meetings.factories import TODAY, TaskFactory

pytestmark = pytest.mark.django_db
EVERYWHERE = Scope.whole()


def test_a_goal_of_a_year_is_set_and_set_anew():
    cell = OrganizationFactory()
    for words in ("Đổi mới phương thức lãnh đạo", "Nâng cao năng lực"):
        actions.set_goal(
            by=None, organization=cell, plan_year=2022, text=words, horizon="2022–2025"
        )
    goal = Goal.objects.get()
    assert (goal.text, goal.horizon) == ("Nâng cao năng lực", "2022–2025")
    before = Entry.objects.filter(verb="set_goal").order_by("pk").last().values["before"]
    assert before["text"] == "Đổi mới phương thức lãnh đạo"


def test_key_tasks_stand_first_in_their_order():
    cell = OrganizationFactory()
    TaskFactory(organization=cell, text="thường")
    for order in (3, 1, 2):
        TaskFactory(organization=cell, text=f"trọng tâm {order}", is_key=True, order=order)
    found = queries.tasks(EVERYWHERE, cell, year=2026)
    assert [task.text for task in found] == [
        "trọng tâm 1",
        "trọng tâm 2",
        "trọng tâm 3",
        "thường",
    ]


def test_tasks_without_a_year_belong_to_the_year_of_their_deadline():
    cell = OrganizationFactory()
    TaskFactory(organization=cell, plan_year=None, due=parse("3/2026"), text="trong năm")
    TaskFactory(organization=cell, plan_year=None, due=parse("3/2025"), text="năm trước")
    TaskFactory(organization=cell, plan_year=None, text="không hạn")
    found = {task.text for task in queries.tasks(EVERYWHERE, cell, year=2026)}
    assert found == {"trong năm", "không hạn"}
    assert queries.tasks(EVERYWHERE, cell).count() == 3


def test_a_neighbours_goals_and_tasks_are_not_found():
    theirs = OrganizationFactory()
    task = TaskFactory(organization=theirs)
    actions.set_goal(by=None, organization=theirs, plan_year=2026, text="Của họ")
    assert not queries.tasks(Scope(), theirs, year=2026).exists()
    assert not queries.goals(Scope(), theirs, year=2026).exists()
    assert not queries.task(Scope(), task.pk).exists()
    assert queries.years(Scope(), theirs) == []
    assert queries.years(EVERYWHERE, theirs) == [2026]


def test_a_task_is_finished_reopened_corrected_and_dropped():
    task = TaskFactory()
    actions.finish_task(by=None, task=task, done=parse("11/2026"), result="Xong sớm", today=TODAY)
    assert (task.state, str(task.done), task.result) == ("done", "11/2026", "Xong sớm")
    with pytest.raises(Refusal):
        actions.finish_task(by=None, task=task, done=UNKNOWN, result="")
    actions.reopen_task(by=None, task=task)
    assert (task.state, task.done) == ("open", UNKNOWN)
    actions.correct_task(
        by=None,
        task=task,
        text="Sửa",
        plan_year=2027,
        is_key=True,
        order=2,
        assignee=None,
        due=parse("2027"),
    )
    with pytest.raises(Refusal):
        actions.drop_task(by=None, task=task, reason="")
    actions.drop_task(by=None, task=task, reason="Trùng")
    stored = Task.objects.get()
    assert (stored.state, stored.text, stored.plan_year, stored.result) == (
        "dropped",
        "Sửa",
        2027,
        "Trùng",
    )
    verbs = list(Entry.objects.filter(subject_id=str(task.pk)).values_list("verb", flat=True))
    assert verbs[-5:] == ["add_task", "finish_task", "reopen_task", "correct_task", "drop_task"]


def test_an_empty_task_is_refused_and_not_written():
    cell = OrganizationFactory()
    with pytest.raises(Refusal):
        actions.add_task(by=None, organization=cell, text="")
    assert not Task.objects.exists()


def test_a_task_is_not_finished_tomorrow():
    task = TaskFactory()
    tomorrow = parse("23/11/2026")
    with pytest.raises(Refusal):
        actions.finish_task(
            by=None, task=task, done=tomorrow, result="", today=datetime.date(2026, 11, 22)
        )


def test_goals_of_a_cell_are_set_one_after_the_other():
    cell = OrganizationFactory()
    with CaptureQueriesContext(connection) as asked:
        actions.set_goal(by=None, organization=cell, plan_year=2026, text="Mục tiêu")
    tables = [Organization._meta.db_table, Goal._meta.db_table]
    read = [q["sql"] for q in asked if q["sql"].startswith("SELECT")]
    first = [next(i for i, sql in enumerate(read) if f'FROM "{each}"' in sql) for each in tables]
    assert first == sorted(first)
