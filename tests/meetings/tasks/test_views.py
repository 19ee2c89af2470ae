import pytest
from django.urls import reverse

from chibo.access import Role
from chibo.dates import parse
from meetings.tasks.models import Goal, Task
from tests.chibo.factories import holder
from tests.meetings.factories import TaskFactory
from tests.meetings.pages import fields, words
from tests.members.pages import build, client, secretary, statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def cells():
    return build()


@pytest.fixture
def browser(cells):
    return secretary(cells.own)


def year_page(browser, year=2026):
    return words(browser.get(reverse("tasks"), {"nam": year}))


def test_the_goal_and_key_tasks_of_a_year_are_recorded(browser):
    goal = reverse("set_goal", args=["mot"])
    said = {"plan_year": "2022", "text": "Đổi mới phương thức lãnh đạo", "horizon": "2022–2025"}
    assert browser.post(goal, said).status_code == 302
    task = {"text": "Nâng cao năng lực lãnh đạo", "plan_year": "2022", "is_key": "on", "order": "1"}
    assert browser.post(reverse("add_task", args=["mot"]), task).status_code == 302
    page = year_page(browser, 2022)
    assert "Đổi mới phương thức lãnh đạo" in page
    assert "giai đoạn 2022–2025" in page
    assert "(1) Nâng cao năng lực lãnh đạo" in page
    assert fields(browser.get(goal + "?nam=2022"), "nhiem-vu")["text"] == [said["text"]]


def test_two_tabs_on_one_goal_lose_neither_correction(browser):
    address = reverse("set_goal", args=["mot"]) + "?nam=2022"
    empty = fields(browser.get(address), "nhiem-vu")
    browser.post(address, {**empty, "text": "Cũ", "horizon": "2022–2025"})
    browser.post(address, {**empty, "text": "Chữ đã gõ"})
    goal = Goal.objects.get()
    assert (goal.text, goal.horizon) == ("Chữ đã gõ", "2022–2025")
    opened = fields(browser.get(address), "nhiem-vu")
    browser.post(address, {**opened, "text": "Chữ tab một"})
    browser.post(address, {**opened, "horizon": ""})
    goal.refresh_from_db()
    assert (goal.text, goal.horizon) == ("Chữ tab một", "")


def test_a_goal_taken_to_another_year_says_what_stood_on_the_page(browser):
    address = reverse("set_goal", args=["mot"]) + "?nam=2022"
    empty = fields(browser.get(address), "nhiem-vu")
    browser.post(address, {**empty, "text": "Mục tiêu cũ"})
    opened = fields(browser.get(address), "nhiem-vu")
    browser.post(address, {**opened, "text": "Chữ tab một"})
    browser.post(address, {**opened, "plan_year": "2023"})
    said = Goal.objects.order_by("plan_year").values_list("plan_year", "text")
    assert list(said) == [(2022, "Chữ tab một"), (2023, "Mục tiêu cũ")]


def test_open_late_and_closed_tasks_are_told_apart(cells, browser):
    TaskFactory(organization=cells.own, text="Muộn rồi", due=parse("1/2026"))
    done = TaskFactory(organization=cells.own, text="Việc xong", assignee=cells.member)
    answer = browser.post(
        reverse("finish_task", args=[done.pk]), {"done": "20/11/2026", "result": "Tốt"}
    )
    assert answer.status_code == 302
    page = year_page(browser)
    assert "Quá hạn hạn 1/2026 Muộn rồi Cả chi bộ" in page
    assert "Đã xong 20/11/2026" in page
    assert "Kết quả: Tốt" in page
    browser.post(reverse("reopen_task", args=[done.pk]))
    assert Task.objects.get(pk=done.pk).state == "open"


def test_bad_input_is_kept_beside_its_sentence(browser):
    answer = browser.post(
        reverse("add_task", args=["mot"]),
        {"text": "Việc", "due": "31/02/2026", "plan_year": "", "order": "x"},
    )
    assert "Không có ngày 31/02/2026" in words(answer)
    assert fields(answer, "nhiem-vu")["text"] == ["Việc"]
    answer = browser.post(reverse("add_task", args=["mot"]), {"text": "Việc", "is_key": "on"})
    assert "Nhiệm vụ trọng tâm thuộc một năm" in words(answer)
    assert not Task.objects.exists()


def test_dropping_asks_for_a_reason(cells, browser):
    task = TaskFactory(organization=cells.own)
    address = reverse("drop_task", args=[task.pk])
    assert "Ghi lý do thôi không làm." in words(browser.post(address, {"reason": ""}))
    assert browser.post(address, {"reason": "Trùng"}).status_code == 302


def test_a_neighbours_member_is_no_choice(cells, browser):
    page = browser.get(reverse("add_task", args=["mot"]))
    assert cells.neighbour.full_name not in words(page)
    answer = browser.post(
        reverse("add_task", args=["mot"]), {"text": "Việc", "assignee": cells.neighbour.pk}
    )
    assert answer.status_code == 200
    assert not Task.objects.exists()


@pytest.mark.parametrize("name", ["correct_task", "finish_task", "drop_task", "reopen_task"])
def test_a_neighbours_task_does_not_exist(cells, browser, name):
    task = TaskFactory(organization=cells.sibling, text="Của họ")
    assert browser.post(reverse(name, args=[task.pk]), {"reason": "x"}).status_code == 404
    assert "Của họ" not in year_page(browser)


def test_nothing_is_written_for_a_neighbour(browser):
    for name in ("add_task", "set_goal"):
        address = reverse(name, args=["hai"])
        assert browser.post(address, {"text": "x", "plan_year": "2026"}).status_code == 404
    assert not Goal.objects.exists()


def test_a_member_neither_reads_nor_writes(cells):
    member = client(holder(Role.MEMBER, cells.own))
    assert member.get(reverse("tasks")).status_code == 403
    assert member.get(reverse("add_task", args=["mot"])).status_code == 403


def test_a_list_costs_the_same_with_one_and_thirty_tasks(cells, browser):
    costs = []
    for count in (1, 29):
        for _ in range(count):
            TaskFactory(organization=cells.own, assignee=cells.member, due=parse("12/2026"))
        costs.append(statements(browser, reverse("tasks") + "?nam=2026"))
    assert costs[0] == costs[1]


def test_the_plan_of_a_month_stands_apart_from_that_of_its_year(cells, browser):
    goal, add = reverse("set_goal", args=["mot"]), reverse("add_task", args=["mot"])
    august = "?nam=2013&thang=8"
    assert fields(browser.get(add + august), "nhiem-vu")["plan_month"] == ["8"]
    for month, text in (("", "Mục tiêu năm"), ("8", "Mục tiêu tháng")):
        said = {"plan_year": "2013", "plan_month": month, "text": text}
        assert browser.post(goal, said).status_code == 302
    for month, text in (("", "Trọng tâm năm"), ("8", "Tăng cường đưa tin")):
        said = {"plan_year": "2013", "plan_month": month, "text": text, "is_key": "on"}
        assert browser.post(add, said).status_code == 302
    year, _, month = year_page(browser, 2013).partition("Phương hướng tháng 8")
    assert ("Mục tiêu năm" in year, "Trọng tâm năm" in year) == (True, True)
    assert ("Mục tiêu tháng" in month, "Tăng cường đưa tin" in month) == (True, True)
    assert "Tăng cường đưa tin" not in year
    assert fields(browser.get(goal + august), "nhiem-vu")["text"] == ["Mục tiêu tháng"]
    assert fields(browser.get(goal + "?nam=2013"), "nhiem-vu")["text"] == ["Mục tiêu năm"]


def test_a_month_without_a_year_is_refused_beside_its_field(browser):
    answer = browser.post(
        reverse("add_task", args=["mot"]), {"text": "Việc", "plan_month": "8", "plan_year": ""}
    )
    assert "Ghi năm của tháng này." in words(answer)
    assert not Task.objects.exists()
