"""The month book of dues: what each member owes by category, what was paid, what went upward."""

from django.db import models

from chibo.fields import PartialDateField, SealedIntegerField, SealedTextField
from chibo.organizations.models import Organization
from chibo.records import Record
from members.roster.models import Member


class DuesProfile(Record):
    """By which category and base a member pays, from a day until (not including) a day; §6.

    `category` is a rate's code in the regulation in force. `base` is the monthly income the rate
    is counted on, in đồng, where the category has one, and lies sealed; `region` (I … IV) that of
    the minimum wage. `reduction` is the percent taken off by decision.
    """

    member = models.ForeignKey(Member, models.CASCADE, related_name="dues_profiles")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    category = models.CharField("đối tượng", max_length=20)
    base = SealedIntegerField("thu nhập tính đảng phí", null=True, blank=True)
    region = models.CharField("vùng lương tối thiểu", max_length=3, blank=True)
    reduction = models.PositiveSmallIntegerField("mức giảm (%)", default=0)
    decision = models.CharField("quyết định miễn, giảm", max_length=120, blank=True)
    starts = PartialDateField("từ")
    ends = PartialDateField("đến")

    class Meta:
        verbose_name = "căn cứ đóng đảng phí"
        indexes = [models.Index(fields=["organization", "starts_earliest"], name="dues_profile")]

    def __str__(self) -> str:
        return f"{self.member}: {self.category}"


class DuesCharge(Record):
    """What one member owes for one month (its first day), in đồng, and how it was counted.

    `category` is the rate's name as it stood; `formula` shows the base and lies sealed like it:
    for the collector only.
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="dues_charges")
    member = models.ForeignKey(Member, models.PROTECT, related_name="dues_charges")
    month = models.DateField("tháng")
    amount = models.PositiveBigIntegerField("phải đóng")
    category = models.CharField("đối tượng", max_length=120, blank=True)
    formula = SealedTextField("cách tính", blank=True)

    class Meta:
        verbose_name = "đảng phí phải đóng"
        constraints = [models.UniqueConstraint(fields=["member", "month"], name="dues_once")]
        indexes = [models.Index(fields=["organization", "month"], name="dues_month")]

    def __str__(self) -> str:
        return f"{self.member} {self.month:%m/%Y}"


class DuesPayment(Record):
    """Money received for one month's charge, in đồng."""

    class Channel(models.TextChoices):
        """How it came."""

        CASH = "cash", "Tiền mặt"
        TRANSFER = "transfer", "Chuyển khoản"
        PORTAL = "portal", "Cổng Dịch vụ công quốc gia"

    charge = models.ForeignKey(DuesCharge, models.CASCADE, related_name="payments")
    amount = models.PositiveBigIntegerField("đã đóng")
    paid_on = models.DateField("ngày đóng")
    channel = models.CharField(
        "hình thức", max_length=10, choices=Channel.choices, default=Channel.CASH
    )
    receipt = models.CharField("biên lai", max_length=60, blank=True)

    class Meta:
        verbose_name = "lần đóng đảng phí"

    def __str__(self) -> str:
        return f"{self.charge}: {self.amount}"


class DuesRemittance(Record):
    """What a place passed to its superior for one month, in đồng."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="dues_remittances")
    month = models.DateField("tháng")
    amount = models.PositiveBigIntegerField("đã nộp lên")
    remitted_on = models.DateField("ngày nộp")
    receipt = models.CharField("chứng từ", max_length=60, blank=True)

    class Meta:
        verbose_name = "đảng phí nộp cấp trên"
        indexes = [models.Index(fields=["organization", "month"], name="dues_remitted")]

    def __str__(self) -> str:
        return f"{self.organization} {self.month:%m/%Y}"
