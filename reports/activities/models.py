"""The year's notebook: what was achieved, what stood in the way, what fell short."""

from django.db import models

from chibo.fields import PartialDateField
from chibo.organizations.models import Organization


class Note(models.Model):
    """Common to all notes: whose, when, in which words."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    when = PartialDateField("thời gian")
    text = models.TextField("nội dung")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text[:60]


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
    """An advantage or a difficulty under which the year stood."""

    class Kind(models.TextChoices):
        """Which of the two."""

        ADVANTAGE = "advantage", "Thuận lợi"
        DIFFICULTY = "difficulty", "Khó khăn"

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
    """How the members' state of mind was judged over a time, with counted cases where known."""

    class Level(models.TextChoices):
        """The usual words of the field."""

        STABLE = "stable", "Ổn định"
        MOSTLY_STABLE = "mostly_stable", "Cơ bản ổn định"
        CONCERNS = "concerns", "Có biểu hiện cần quan tâm"

    level = models.CharField("đánh giá", max_length=14, choices=Level.choices)
    cases = models.PositiveIntegerField("số trường hợp vi phạm", null=True, blank=True)

    class Meta:
        verbose_name = "tình hình tư tưởng"
        indexes = [models.Index(fields=["organization", "when_earliest"], name="ideology_year")]
