"""Congresses, planned and held, and whom they elected."""

from django.db import models

from chibo.fields import PartialDateField
from chibo.organizations.models import Organization
from chibo.records import Record
from chibo.vietnamese import roman
from meetings.minutes.models import Meeting
from members.posts.models import Post, Term
from members.roster.models import Member


class Congress(Record):
    """A congress (đại hội) of an organisation that opens a term; planned until it was held.

    `when` may be as vague as «cuối tháng 3/2020». `summoned` and `present` are given where the
    congress has no minutes in this book; its `meeting` counts by name. `documents` holds what it
    adopted, one paper per line.
    """

    class State(models.TextChoices):
        """Ahead or past."""

        PLANNED = "planned", "Dự kiến"
        HELD = "held", "Đã tổ chức"

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="congresses")
    ordinal = models.PositiveSmallIntegerField("lần thứ", null=True, blank=True)
    term = models.ForeignKey(
        Term,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="congresses",
        verbose_name="nhiệm kỳ",
    )
    state = models.CharField("tình trạng", max_length=8, choices=State.choices)
    when = PartialDateField("thời gian")
    place = models.CharField("địa điểm", max_length=200, blank=True)
    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="congresses",
        verbose_name="biên bản",
    )
    summoned = models.PositiveIntegerField("triệu tập", null=True, blank=True)
    present = models.PositiveIntegerField("có mặt", null=True, blank=True)
    documents = models.TextField("văn kiện được thông qua", blank=True)
    note = models.TextField("ghi chú", blank=True)

    class Meta:
        verbose_name = "đại hội"
        indexes = [models.Index(fields=["organization", "when_earliest"], name="congress_when")]

    def __str__(self) -> str:
        return f"{self.name}, {self.when}"

    @property
    def is_held(self) -> bool:
        """Whether it lies behind; a planned one has elected nobody yet."""
        return self.state == self.State.HELD

    @property
    def name(self) -> str:
        """What it is called: «Đại hội lần thứ IV, nhiệm kỳ 2022–2025»; the term must be at hand."""
        numbered = f"Đại hội lần thứ {roman(self.ordinal)}" if self.ordinal else "Đại hội"
        return f"{numbered}, nhiệm kỳ {self.term}" if self.term else numbered


class ElectionResult(Record):
    """How one candidate fared in a congress's election to one post; §1.3.

    `name` stands where the candidate is not on a roll of this portal. `votes` of `ballots` valid.
    """

    congress = models.ForeignKey(Congress, models.CASCADE, related_name="results")
    order = models.PositiveSmallIntegerField(default=0)
    post = models.CharField("chức vụ", max_length=18, choices=Post.choices)
    member = models.ForeignKey(
        Member,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="election_results",
        verbose_name="đảng viên",
    )
    name = models.CharField("họ và tên", max_length=100, blank=True)
    votes = models.PositiveIntegerField("số phiếu bầu", null=True, blank=True)
    ballots = models.PositiveIntegerField("số phiếu hợp lệ", null=True, blank=True)
    is_elected = models.BooleanField("trúng cử", default=True)

    class Meta:
        verbose_name = "kết quả bầu cử"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"{self.member or self.name}: {self.get_post_display()}"
