"""Goals and tasks of a cell: key tasks of a year, tasks given in a meeting or from above."""

from django.db import models
from django.utils.text import Truncator

from chibo.fields import PartialDateField
from chibo.organizations.models import Organization
from chibo.records import Record
from meetings.minutes.models import AgendaItem, Directive
from members.roster.models import Member


class Goal(Record):
    """A general objective of a year or of one month of it, with the horizon it prepares.

    The horizon is written as «2022–2025».
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="goals")
    plan_year = models.PositiveSmallIntegerField("năm")
    plan_month = models.PositiveSmallIntegerField("tháng", null=True, blank=True)
    text = models.TextField("mục tiêu chung")
    horizon = models.CharField("tạo tiền đề cho giai đoạn", max_length=60, blank=True)

    class Meta:
        verbose_name = "mục tiêu"
        indexes = [models.Index(fields=["organization", "plan_year"], name="goal_of_year")]

    def __str__(self) -> str:
        return Truncator(self.text).chars(60)


class Task(Record):
    """Something to be done: of the plan of a year or month, or a task with a doer and a deadline.

    `search` holds the folded words of the task and its result.
    """

    class State(models.TextChoices):
        """Late is not a state: it follows from the deadline and the day one asks."""

        OPEN = "open", "Đang làm"
        DONE = "done", "Đã xong"
        DROPPED = "dropped", "Thôi không làm"

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="tasks")
    plan_year = models.PositiveSmallIntegerField("năm", null=True, blank=True)
    plan_month = models.PositiveSmallIntegerField("tháng", null=True, blank=True)
    is_key = models.BooleanField("nhiệm vụ trọng tâm", default=False)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    text = models.TextField("nhiệm vụ")
    assignee = models.ForeignKey(
        Member,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name="phụ trách",
    )
    due = PartialDateField("hạn")
    item = models.ForeignKey(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="tasks"
    )
    directive = models.ForeignKey(
        Directive, models.SET_NULL, null=True, blank=True, related_name="tasks"
    )
    state = models.CharField("tình trạng", max_length=8, choices=State.choices, default=State.OPEN)
    done = PartialDateField("xong ngày")
    result = models.TextField("kết quả", blank=True)
    search = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = "nhiệm vụ"
        indexes = [models.Index(fields=["organization", "plan_year"], name="task_of_year")]

    def __str__(self) -> str:
        return Truncator(self.text).chars(60)
