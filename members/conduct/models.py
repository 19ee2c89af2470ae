"""Awards and discipline of members and of organisations."""

from django.db import models

from chibo.fields import PartialDateField
from chibo.organizations.models import Organization
from chibo.records import Record
from chibo.vietnamese import fold
from members.roster.models import Member


class Commendation(Record):
    """An award that was given, or for which somebody was nominated; domain reference §2.6.

    Who received it: the `member`; else the `collective` as written («Trung tâm CNTT Quận 1»,
    which need not be a party organisation); else the organisation itself. `period` is the time
    for which it was given, as written: «2011–2020».
    """

    class Standing(models.TextChoices):
        """Whether it was given."""

        AWARDED = "awarded", "Đã được tặng"
        NOMINATED = "nominated", "Đã đăng ký, đề nghị"

    class Form(models.TextChoices):
        """Forms of commendation; a cell itself only praises (biểu dương)."""

        PRAISE = "praise", "Biểu dương"
        MERIT = "merit", "Giấy khen"
        CERTIFICATE = "certificate", "Bằng khen"
        TITLE = "title", "Danh hiệu thi đua"
        MEDAL = "medal", "Huân chương, huy chương"
        PRIZE = "prize", "Giải thưởng"
        OTHER = "other", "Hình thức khác"

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="commendations")
    member = models.ForeignKey(
        Member,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="commendations",
        verbose_name="đảng viên",
    )
    collective = models.CharField("tập thể", max_length=200, blank=True)
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.AWARDED)
    form = models.CharField("hình thức", max_length=12, choices=Form.choices)
    title = models.CharField("tên gọi", max_length=300, blank=True)
    issuer = models.CharField("cơ quan tặng", max_length=200, blank=True)
    when = PartialDateField("thời gian")
    decision = models.CharField("quyết định", max_length=120, blank=True)
    reason = models.TextField("thành tích", blank=True)
    period = models.CharField("giai đoạn", max_length=60, blank=True)
    search = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = "khen thưởng"
        indexes = [models.Index(fields=["organization", "when_earliest"], name="commended_when")]

    def __str__(self) -> str:
        return self.title or self.get_form_display()

    def folded(self) -> str:
        """Return what `search` holds: all words of the award but for whose it is."""
        words = (self.collective, self.title, self.issuer, self.decision, self.reason, self.period)
        return fold(" ".join([self.get_form_display(), *words]))


class Discipline(Record):
    """A disciplinary measure against a member, or, without one, against the organisation; §2.6."""

    class Form(models.TextChoices):
        """Điều lệ Đảng, điều 35: the last only for organisations, the two before for officials."""

        REPRIMAND = "reprimand", "Khiển trách"
        WARNING = "warning", "Cảnh cáo"
        REMOVAL = "removal", "Cách chức"
        EXPULSION = "expulsion", "Khai trừ"
        DISSOLUTION = "dissolution", "Giải tán"

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="disciplines")
    member = models.ForeignKey(
        Member,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="disciplines",
        verbose_name="đảng viên",
    )
    form = models.CharField("hình thức", max_length=12, choices=Form.choices)
    when = PartialDateField("ngày công bố")
    decision = models.CharField("quyết định", max_length=120, blank=True)
    decided_by = models.CharField("cấp quyết định", max_length=200, blank=True)
    reason = models.TextField("nội dung vi phạm", blank=True)
    search = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = "kỷ luật"
        indexes = [models.Index(fields=["organization", "when_earliest"], name="disciplined_when")]

    def __str__(self) -> str:
        return self.get_form_display()

    def folded(self) -> str:
        """Return what `search` holds: all words of the measure but for whom it is against."""
        words = (self.get_form_display(), self.decision, self.decided_by, self.reason)
        return fold(" ".join(words))
