"""Who held which post when, and the terms of committees."""

from django.db import models

from chibo.fields import PartialDateField
from chibo.organizations.models import Organization
from chibo.records import Record
from members.roster.models import Member


class Term(Record):
    """A term (nhiệm kỳ) of an organisation's committee; its end is planned, never computed."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="terms")
    label = models.CharField("nhiệm kỳ", max_length=40)
    congress_ordinal = models.PositiveSmallIntegerField("đại hội lần thứ", null=True, blank=True)
    starts = PartialDateField("từ")
    ends = PartialDateField("đến")
    extension_document = models.CharField("văn bản kéo dài", max_length=120, blank=True)

    class Meta:
        verbose_name = "nhiệm kỳ"
        constraints = [
            models.UniqueConstraint(fields=["organization", "label"], name="term_label_once")
        ]

    def __str__(self) -> str:
        return self.label


class Post(models.TextChoices):
    """Posts; domain reference §1.2. A government post carries its own title."""

    SECRETARY = "secretary", "Bí thư"
    DEPUTY = "deputy", "Phó Bí thư"
    COMMITTEE_MEMBER = "committee_member", "Cấp ủy viên"
    STANDING_MEMBER = "standing_member", "Ủy viên Ban Thường vụ"
    INSPECTION_HEAD = "inspection_head", "Chủ nhiệm Ủy ban Kiểm tra"
    GROUP_LEADER = "group_leader", "Tổ trưởng tổ đảng"
    GROUP_DEPUTY = "group_deputy", "Tổ phó tổ đảng"
    GOVERNMENT = "government", "Chức vụ chính quyền, đoàn thể"


class PositionHolding(Record):
    """A post held by a member in an organisation, from a day until (not including) a day.

    `title` is what is printed: empty for the usual name of the post, required for a government
    post («Giám đốc Sở»).
    """

    member = models.ForeignKey(Member, models.CASCADE, related_name="posts")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="posts")
    post = models.CharField("chức vụ", max_length=18, choices=Post.choices)
    title = models.CharField("ghi là", max_length=120, blank=True)
    starts = PartialDateField("từ")
    ends = PartialDateField("đến")
    term = models.ForeignKey(
        Term,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="holdings",
        verbose_name="nhiệm kỳ",
    )
    assigned_field = models.CharField("lĩnh vực phụ trách", max_length=200, blank=True)

    class Meta:
        verbose_name = "chức vụ đảm nhiệm"
        indexes = [models.Index(fields=["organization", "post"], name="post_of_organization")]

    def __str__(self) -> str:
        return f"{self.member}: {self.title or self.get_post_display()}"
