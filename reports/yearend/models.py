"""Reports on a year, a term or a month: written, issued, printed, corrected."""

from django.db import models

from chibo.documents.models import Print, Snapshot
from chibo.organizations.models import Organization
from chibo.records import Record
from meetings.minutes.models import Meeting


class Report(Record):
    """One report on a period; the period is not the day of the meeting that hears it.

    `starts` and `ends` are both inside the period. A correction is a new report that points at
    the one it `corrects`. `search` holds the folded words of its subject.
    """

    class Kind(models.TextChoices):
        """What it looks back on."""

        YEAR = "year", "Tổng kết năm"
        TERM = "term", "Tổng kết nhiệm kỳ"
        MONTH = "month", "Tháng"
        PERIOD = "period", "Một giai đoạn"

    class Status(models.TextChoices):
        """Draft until issued."""

        DRAFT = "draft", "Đang soạn"
        ISSUED = "issued", "Đã ban hành"

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="reports")
    kind = models.CharField("loại", max_length=8, choices=Kind.choices)
    starts = models.DateField("từ ngày")
    ends = models.DateField("đến ngày")
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="reports",
        verbose_name="hội nghị",
    )  # fmt: skip
    about = models.CharField("trích yếu", max_length=300)
    place = models.CharField("địa danh", max_length=60, blank=True)
    dated = models.DateField("ngày ký", null=True, blank=True)
    authority = models.CharField("thẩm quyền ký", max_length=60, default="T/M CHI BỘ")
    signer_post = models.CharField("chức vụ người ký", max_length=80, blank=True)
    signer_name = models.CharField("người ký", max_length=100, blank=True)
    recipients = models.TextField("nơi nhận", blank=True)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.DRAFT)
    number = models.PositiveIntegerField("số", null=True, blank=True)
    corrects = models.OneToOneField(
        "self", models.RESTRICT, null=True, blank=True, related_name="correction"
    )
    search = models.TextField(editable=False, default="")
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()

    class Meta:
        verbose_name = "báo cáo"
        indexes = [models.Index(fields=["organization", "starts"], name="report_period")]

    def __str__(self) -> str:
        return f"Báo cáo {self.about}"


class ReportText(models.Model):
    """One paragraph or more that a person wrote, under the key of its place in the outline."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="texts")
    key = models.CharField(max_length=40)
    text = models.TextField()

    class Meta:
        verbose_name = "đoạn viết của báo cáo"
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="report_text_once")]

    def __str__(self) -> str:
        return self.key


class ReportSnapshot(Snapshot):
    """What was issued: the canonical facts and the serialised document, never changed."""

    report = models.OneToOneField(Report, models.CASCADE, related_name="snapshot")
    facts = models.TextField()

    class Meta:
        verbose_name = "bản ban hành"

    def __str__(self) -> str:
        return f"{self.report} {self.issued_at:%d/%m/%Y}"


class ReportPrint(Print):
    """The kept bytes of one print of what was issued; served, never rebuilt."""

    snapshot = models.ForeignKey(ReportSnapshot, models.CASCADE, related_name="prints")

    class Meta:
        verbose_name = "bản in"
        constraints = [models.UniqueConstraint(fields=["snapshot", "format"], name="print_once")]
