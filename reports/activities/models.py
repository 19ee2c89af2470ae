"""The year's notebook: what was achieved, what stood in the way, what fell short."""

from django.db import models
from django.utils.text import Truncator

from chibo.fields import PartialDateField
from chibo.organizations.models import Organization
from chibo.records import Record


class Note(Record):
    """Common to all notes: whose, when, in which words; `search` holds all of them folded."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    when = PartialDateField("thời gian")
    text = models.TextField("nội dung")
    search = models.TextField(editable=False, default="")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return Truncator(self.text).chars(60)


class Achievement(Note):
    """Something achieved, with a quantity and its own unit where one is known."""

    class Area(models.TextChoices):
        """The part of the report in which it is told."""

        POLITICAL_TASK = "political_task", "Nhiệm vụ chính trị, chuyên môn"
        IDEOLOGY = "ideology", "Chính trị, tư tưởng"
        PARTY_BUILDING = "party_building", "Xây dựng Đảng"
        MASSES = "masses", "Quần chúng, xã hội"

    area = models.CharField("lĩnh vực", max_length=16, choices=Area.choices)
    quantity = models.DecimalField(
        "số lượng", max_digits=18, decimal_places=3, null=True, blank=True
    )
    unit = models.CharField("đơn vị", max_length=60, blank=True)
    programme = models.CharField("chương trình, đề án", max_length=300, blank=True)

    class Meta:
        verbose_name = "kết quả đạt được"
        indexes = [models.Index(fields=["organization", "when_earliest"], name="achievement_year")]


class Circumstance(Note):
    """An advantage, a difficulty or an event under which the year stood."""

    class Kind(models.TextChoices):
        """Which of the three."""

        ADVANTAGE = "advantage", "Thuận lợi"
        DIFFICULTY = "difficulty", "Khó khăn"
        EVENT = "event", "Sự kiện của năm"

    kind = models.CharField("loại", max_length=12, choices=Kind.choices)

    class Meta:
        verbose_name = "thuận lợi, khó khăn"
        indexes = [models.Index(fields=["organization", "when_earliest"], name="circumstance_year")]


class Limitation(Note):
    """A shortcoming of the year with its cause."""

    class Area(models.TextChoices):
        """Where it shows."""

        LEADERSHIP = "leadership", "Lãnh đạo, phối hợp"
        MEETING = "meeting", "Sinh hoạt chi bộ"
        STUDY = "study", "Học tập nghị quyết"
        STAFF = "staff", "Tổ chức, nhân sự"
        WORK = "work", "Nhiệm vụ chuyên môn"
        OTHER = "other", "Khác"

    class CauseKind(models.TextChoices):
        """Objective or subjective."""

        OBJECTIVE = "objective", "Khách quan"
        SUBJECTIVE = "subjective", "Chủ quan"

    area = models.CharField("lĩnh vực", max_length=12, choices=Area.choices)
    cause = models.TextField("nguyên nhân", blank=True)
    cause_kind = models.CharField(
        "loại nguyên nhân", max_length=12, choices=CauseKind.choices, blank=True
    )

    class Meta:
        verbose_name = "hạn chế"
        indexes = [models.Index(fields=["organization", "when_earliest"], name="limitation_year")]


class IdeologyAssessment(Note):
    """How the members' state of mind was judged over a time, with counted cases where known.

    `population` says among whom cases were counted, as written: «đảng viên, công chức».
    """

    class Level(models.TextChoices):
        """The usual words of the field."""

        STABLE = "stable", "Ổn định"
        MOSTLY_STABLE = "mostly_stable", "Cơ bản ổn định"
        CONCERNS = "concerns", "Có biểu hiện cần quan tâm"

    level = models.CharField("đánh giá", max_length=14, choices=Level.choices)
    cases = models.PositiveIntegerField("số trường hợp suy thoái", null=True, blank=True)
    population = models.CharField("trong", max_length=200, blank=True)

    class Meta:
        verbose_name = "tình hình tư tưởng"
        indexes = [models.Index(fields=["organization", "when_earliest"], name="ideology_year")]


class Activity(Note):
    """Something done for others or kept up: propaganda, social work, plans of work, events.

    `since` is when it began, where it is older than the time it is told for; `participants` says
    who took part, as written.
    """

    class Kind(models.TextChoices):
        """What it is."""

        PROPAGANDA = "propaganda", "Tuyên truyền, thông tin"
        SOCIAL = "social", "Công tác xã hội, từ thiện"
        MASSES = "masses", "Tổ chức quần chúng, dân vận"
        WORK_PLAN = "work_plan", "Kế hoạch công tác"
        HERITAGE = "heritage", "Về nguồn, giáo dục truyền thống"
        OTHER = "other", "Hoạt động khác"

    kind = models.CharField("loại", max_length=12, choices=Kind.choices)
    channel = models.CharField("kênh, hình thức", max_length=300, blank=True)
    since = PartialDateField("duy trì từ")
    quantity = models.DecimalField(
        "số lượng", max_digits=18, decimal_places=3, null=True, blank=True
    )
    unit = models.CharField("đơn vị", max_length=60, blank=True)
    participants = models.CharField("người tham gia", max_length=300, blank=True)

    class Meta:
        verbose_name = "hoạt động"
        indexes = [models.Index(fields=["organization", "when_earliest"], name="activity_year")]


class StatedFigure(Note):
    """A figure that its source only states («73%», «toàn thể»): kept and printed as stated.

    `text` says of what («đảng viên trên tổng số công chức»), `stated` how much. `total` is the
    number it was counted over where the source gives it.
    """

    class Subject(models.TextChoices):
        """The part of the report in which it is told."""

        STRENGTH = "strength", "Đội ngũ đảng viên"
        ATTENDANCE = "attendance", "Dự sinh hoạt"
        STUDY = "study", "Học tập, quán triệt"
        TASKS = "tasks", "Thực hiện nhiệm vụ được giao"
        OTHER = "other", "Nội dung khác"

    subject = models.CharField("về", max_length=12, choices=Subject.choices)
    stated = models.CharField("ghi như nguồn", max_length=120)
    total = models.PositiveIntegerField("trên tổng số", null=True, blank=True)

    class Meta:
        verbose_name = "số liệu theo nguồn"
        indexes = [models.Index(fields=["organization", "when_earliest"], name="stated_year")]
