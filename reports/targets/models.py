"""Targets of a term, a year or a month, and how far they were reached."""

from django.db import models

from chibo.fields import PartialDateField
from chibo.organizations.models import Organization
from chibo.records import Record
from meetings.congress.models import Congress
from members.posts.models import Term


class Target(Record):
    """One target as adopted: an operator with a percent, a count or a level; domain reference §7.

    `span` says for which time: `term`, else `year`, else `month` of `year`. `value` holds a
    percent or a count in `unit`; `level` the code of a level of rating. An `indicator` is
    measured from the book; without one, progress is written by hand.
    """

    class Span(models.TextChoices):
        """For which time."""

        TERM = "term", "Nhiệm kỳ"
        YEAR = "year", "Năm"
        MONTH = "month", "Tháng"

    class Measure(models.TextChoices):
        """Three kinds of value."""

        PERCENT = "percent", "Tỷ lệ (%)"
        COUNT = "count", "Số lượng"
        LEVEL = "level", "Mức xếp loại"

    class Operator(models.TextChoices):
        """How what was reached is held against the value."""

        AT_LEAST = "at_least", "từ … trở lên"
        EQUAL = "equal", "đúng bằng"
        AT_MOST = "at_most", "không quá"

    class Indicator(models.TextChoices):
        """What the book can measure by itself."""

        STUDY = "study", "Đảng viên được học tập, quán triệt nghị quyết"
        ATTENDANCE = "attendance", "Đảng viên dự sinh hoạt"
        GOOD_OR_BETTER = "good_or_better", "Đảng viên hoàn thành tốt nhiệm vụ trở lên"
        EXCELLENT = "excellent", "Đảng viên hoàn thành xuất sắc nhiệm vụ"
        ORGANIZATION_LEVEL = "organization_level", "Xếp loại của chi bộ"
        ADMITTED = "admitted", "Kết nạp đảng viên mới"
        THEMATIC = "thematic", "Sinh hoạt chuyên đề"
        INSPECTED = "inspected", "Đảng viên được kiểm tra, giám sát"
        DUES = "dues", "Đóng đảng phí đầy đủ"
        TASKS = "tasks", "Hoàn thành nhiệm vụ được giao"

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="targets")
    span = models.CharField("của", max_length=6, choices=Span.choices)
    term = models.ForeignKey(
        Term,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="targets",
        verbose_name="nhiệm kỳ",
    )
    year = models.PositiveSmallIntegerField("năm", null=True, blank=True)
    month = models.PositiveSmallIntegerField("tháng", null=True, blank=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    text = models.CharField("chỉ tiêu", max_length=300)
    measure = models.CharField("loại", max_length=8, choices=Measure.choices)
    operator = models.CharField(
        "so sánh", max_length=8, choices=Operator.choices, default=Operator.AT_LEAST
    )
    value = models.DecimalField("mức đề ra", max_digits=15, decimal_places=3, null=True, blank=True)
    level = models.CharField("mức xếp loại", max_length=20, blank=True)
    unit = models.CharField("đơn vị", max_length=60, blank=True)
    indicator = models.CharField("tính từ sổ", max_length=20, choices=Indicator.choices, blank=True)
    congress = models.ForeignKey(
        Congress,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="targets",
        verbose_name="đại hội thông qua",
    )
    source = models.CharField("văn bản đề ra", max_length=300, blank=True)
    baseline = models.CharField("xuất phát điểm", max_length=120, blank=True)

    class Meta:
        verbose_name = "chỉ tiêu"
        indexes = [models.Index(fields=["organization", "year"], name="target_of_year")]

    def __str__(self) -> str:
        return self.text


class TargetProgress(Record):
    """What was reached of a target by a day; as n of N, a value, a level, or words as stated."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="progress")
    when = PartialDateField("đến")
    value = models.DecimalField("đạt", max_digits=15, decimal_places=3, null=True, blank=True)
    numerator = models.PositiveIntegerField("đạt (số người, việc)", null=True, blank=True)
    denominator = models.PositiveIntegerField("trên tổng số", null=True, blank=True)
    level = models.CharField("mức xếp loại", max_length=20, blank=True)
    stated = models.CharField("ghi như nguồn", max_length=120, blank=True)
    evidence = models.TextField("căn cứ", blank=True)

    class Meta:
        verbose_name = "kết quả thực hiện chỉ tiêu"

    def __str__(self) -> str:
        return f"{self.target}: {self.when}"
