"""The year's ratings: a cell's sheet, what the committee makes of it, and figures of old years."""

from django.conf import settings
from django.db import models

from chibo.fields import PartialDateField
from chibo.organizations.models import Organization
from chibo.records import Record
from meetings.minutes.models import Meeting
from meetings.study.models import Extent
from members.roster.models import Member


class RatingSheet(Record):
    """The ratings that one cell proposes for a year, on their way to the committee and back.

    `meeting` is where the cell voted. `version` grows with every save. The level of the cell
    itself stands in its `OrganizationRating` of the year.
    """

    class Status(models.TextChoices):
        """Where the sheet is; a returned one is answered by sending it again."""

        DRAFT = "draft", "Đang lập"
        SUBMITTED = "submitted", "Đã gửi đảng ủy"
        RETURNED = "returned", "Đảng ủy trả lại"
        DECIDED = "decided", "Đã có quyết định"

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="rating_sheets")
    year = models.PositiveSmallIntegerField("năm")
    status = models.CharField(
        "tình trạng", max_length=10, choices=Status.choices, default=Status.DRAFT
    )
    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rating_sheets",
        verbose_name="hội nghị kiểm điểm",
    )
    decision = models.CharField("quyết định", max_length=120, blank=True)
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()

    class Meta:
        verbose_name = "bảng xếp loại"
        constraints = [
            models.UniqueConstraint(fields=["organization", "year"], name="rating_sheet_once")
        ]

    def __str__(self) -> str:
        return f"Xếp loại {self.year}: {self.organization}"


class Rating(Record):
    """One member's line on a sheet: level by himself, by vote of the cell, by the committee.

    Levels are codes of the regulation in force at the end of the year. `votes` of `base` official
    members agreed with the proposed level. Who is not rated has a reason.
    """

    sheet = models.ForeignKey(RatingSheet, models.CASCADE, related_name="ratings")
    member = models.ForeignKey(Member, models.PROTECT, related_name="ratings")
    is_official = models.BooleanField("chính thức vào ngày xếp loại")
    is_rated = models.BooleanField("thuộc diện xếp loại", default=True)
    not_rated_reason = models.CharField("lý do không xếp loại", max_length=200, blank=True)
    self_level = models.CharField("tự xếp loại", max_length=20, blank=True)
    score = models.PositiveSmallIntegerField("điểm", null=True, blank=True)
    votes = models.PositiveIntegerField("số phiếu tán thành", null=True, blank=True)
    base = models.PositiveIntegerField("trên tổng số", null=True, blank=True)
    proposed_level = models.CharField("chi bộ đề nghị", max_length=20, blank=True)
    decided_level = models.CharField("đảng ủy quyết định", max_length=20, blank=True)
    remark = models.CharField("ghi chú", max_length=300, blank=True)

    class Meta:
        verbose_name = "xếp loại đảng viên"
        constraints = [models.UniqueConstraint(fields=["sheet", "member"], name="rating_once")]

    def __str__(self) -> str:
        return f"{self.member}: {self.decided_level or self.proposed_level}"


class RatingExchange(models.Model):
    """One step of a sheet between cell and committee, with what was said: sent, returned, decided."""

    class Kind(models.TextChoices):
        """What was done."""

        SUBMIT = "submit", "Gửi đảng ủy"
        RETURN = "return", "Trả lại"
        DECIDE = "decide", "Quyết định"
        REOPEN = "reopen", "Mở lại"

    sheet = models.ForeignKey(RatingSheet, models.CASCADE, related_name="exchanges")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    text = models.TextField("nội dung", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "trao đổi về bảng xếp loại"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%d/%m/%Y}"


class OrganizationRating(Record):
    """How an organisation was rated for a year: by itself, and by its superior.

    The superior writes its decision here, or on the sheet of the year; where it is outside the
    portal the organisation writes down the decision by issuer, number and day.
    """

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="organization_ratings"
    )
    year = models.PositiveSmallIntegerField("năm")
    self_level = models.CharField("tự xếp loại", max_length=20, blank=True)
    decided_level = models.CharField("được xếp loại", max_length=20, blank=True)
    decided_by = models.CharField("cấp quyết định", max_length=200, blank=True)
    decision = models.CharField("quyết định", max_length=120, blank=True)
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)

    class Meta:
        verbose_name = "xếp loại tổ chức đảng"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "year"], name="organization_rating_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.year}"


class RatingAggregate(Record):
    """Ratings of old years of which only figures are known: `count` of `total` at one level.

    `or_better` counts the level and those above it; `from_year` = `to_year` for a single year.
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="rating_aggregates")
    from_year = models.PositiveSmallIntegerField("từ năm")
    to_year = models.PositiveSmallIntegerField("đến năm")
    level = models.CharField("mức", max_length=20)
    or_better = models.BooleanField("trở lên", default=False)
    count = models.PositiveIntegerField("số đảng viên")
    total = models.PositiveIntegerField("trên tổng số", null=True, blank=True)
    source = models.CharField("nguồn", max_length=200, blank=True)

    class Meta:
        verbose_name = "số liệu xếp loại năm cũ"
        indexes = [models.Index(fields=["organization", "from_year"], name="rated_in_sum")]

    def __str__(self) -> str:
        return f"{self.from_year}–{self.to_year}: {self.level}"


class ResidenceReview(Record):
    """What the place of residence said (213-QĐ/TW): of one member, or of all who were introduced."""

    class Result(models.TextChoices):
        """The usual words."""

        GOOD = "good", "Tốt"
        FAIR = "fair", "Khá"
        POOR = "poor", "Chưa tốt"

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="residence_reviews")
    when = PartialDateField("thời gian")
    member = models.ForeignKey(
        Member,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="residence_reviews",
        verbose_name="đảng viên",
    )
    result = models.CharField("nhận xét", max_length=6, choices=Result.choices)
    extent = models.CharField("ghi cho", max_length=8, choices=Extent.choices)
    count = models.PositiveIntegerField("số đảng viên", null=True, blank=True)
    total = models.PositiveIntegerField("trên tổng số được giới thiệu", null=True, blank=True)
    text = models.TextField("nội dung nhận xét", blank=True)

    class Meta:
        verbose_name = "nhận xét nơi cư trú"
        indexes = [models.Index(fields=["organization", "when_earliest"], name="residence_year")]

    def __str__(self) -> str:
        return f"{self.member or 'Đảng viên'}: {self.get_result_display()}"
