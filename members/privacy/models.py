"""A member's own requests about the record, and the day on which personal data was erased."""

from django.conf import settings
from django.db import models

from chibo.fields import SealedTextField
from chibo.records import Record
from members.roster.models import Member


class CorrectionRequest(Record):
    """What a member says is wrong in the record, until somebody else decides.

    `proposed` is JSON, what each field said, ought to say and whether it was put right
    (`rules.Proposal`), sealed.
    """

    class Status(models.TextChoices):
        """Where the request stands."""

        WAITING = "waiting", "Chờ xem xét"
        APPROVED = "approved", "Đã sửa theo đề nghị"
        REFUSED = "refused", "Không chấp nhận"
        WITHDRAWN = "withdrawn", "Đã rút"

    member = models.ForeignKey(Member, models.CASCADE, related_name="correction_requests")
    proposed = SealedTextField("đề nghị sửa")
    because = models.CharField("căn cứ", max_length=500, blank=True)
    asked_on = models.DateField("ngày đề nghị")
    status = models.CharField(
        "tình trạng", max_length=10, choices=Status.choices, default=Status.WAITING
    )
    answer = models.CharField("ý kiến trả lời", max_length=500, blank=True)
    decided_on = models.DateField("ngày trả lời", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "đề nghị sửa hồ sơ"
        indexes = [models.Index(fields=["member", "status"], name="correction_waiting")]

    def __str__(self) -> str:
        return f"đề nghị sửa hồ sơ của {self.member}"


class Erasure(models.Model):
    """The erasure of a member's personal data: when, why, and on what basis the rest is kept."""

    member = models.OneToOneField(Member, models.CASCADE, related_name="erasure")
    on = models.DateField("ngày xóa")
    reason = models.CharField("lý do", max_length=500)
    kept = models.CharField("phần giữ lại theo quy định", max_length=1000, blank=True)

    class Meta:
        verbose_name = "xóa dữ liệu cá nhân"

    def __str__(self) -> str:
        return f"{self.member}, {self.on:%d/%m/%Y}"
