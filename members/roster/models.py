"""Members of the Party: the working register of each cell, not the official member file."""

from typing import Any

from django.conf import settings
from django.db import models

from chibo.ciphers import veiled
from chibo.fields import PartialDateField, SealedTextField, Unopened
from chibo.organizations.models import Organization
from chibo.records import Record


class Gender(models.TextChoices):
    """As in item 02 of the member sheet (Phiếu đảng viên, Mẫu 2-HSĐV)."""

    MALE = "male", "Nam"
    FEMALE = "female", "Nữ"


class Education(models.TextChoices):
    """Highest professional level, item 17 of the member sheet."""

    NONE = "none", "Chưa qua đào tạo"
    VOCATIONAL = "vocational", "Sơ cấp, trung cấp"
    COLLEGE = "college", "Cao đẳng"
    UNIVERSITY = "university", "Đại học"
    MASTER = "master", "Thạc sĩ"
    DOCTOR = "doctor", "Tiến sĩ"


class PoliticalTheory(models.TextChoices):
    """Level of political theory (lý luận chính trị), item 17 of the member sheet."""

    NONE = "none", "Chưa học"
    ELEMENTARY = "elementary", "Sơ cấp"
    INTERMEDIATE = "intermediate", "Trung cấp"
    ADVANCED = "advanced", "Cao cấp"
    BACHELOR = "bachelor", "Cử nhân"


class Member(Record):
    """A member, with the facts of the member sheet that the register keeps.

    `organization` is where the member's file is now; where they were members and when stands in
    `Membership`. Official from `recognised` on if `is_official`; an official member whose day is
    not known counts as official on every day. Sealed fields are for those who need them alone.
    """

    SEALED = ("citizen_number", "religion", "ethnicity")

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="members", verbose_name="chi bộ"
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="member"
    )
    full_name = models.CharField("họ và tên", max_length=100)
    search = models.CharField(max_length=120, editable=False)
    sort_key = models.CharField(max_length=400, editable=False)
    gender = models.CharField("giới tính", max_length=8, choices=Gender.choices, blank=True)
    born = PartialDateField("ngày sinh")
    home_town = models.CharField("quê quán", max_length=200, blank=True)
    education = models.CharField(
        "trình độ chuyên môn", max_length=12, choices=Education.choices, blank=True
    )
    profession = models.CharField("ngành, chuyên ngành", max_length=120, blank=True)
    political_theory = models.CharField(
        "lý luận chính trị", max_length=14, choices=PoliticalTheory.choices, blank=True
    )
    phone = models.CharField("điện thoại", max_length=30, blank=True)
    email = models.EmailField("thư điện tử", blank=True)
    card_number = models.CharField("số thẻ đảng viên", max_length=20, blank=True)
    file_number = models.CharField("số lý lịch", max_length=20, blank=True)
    admission_decision = models.CharField("quyết định kết nạp", max_length=60, blank=True)
    admission_decided = PartialDateField("ngày ký quyết định kết nạp")
    admitted = PartialDateField("ngày kết nạp")
    is_official = models.BooleanField("đảng viên chính thức", default=False)
    recognised = PartialDateField("ngày chính thức")
    recognition_decision = models.CharField("quyết định công nhận", max_length=60, blank=True)
    citizen_number = SealedTextField("số định danh cá nhân", blank=True)
    religion = SealedTextField("tôn giáo", blank=True)
    ethnicity = SealedTextField("dân tộc", blank=True)
    erased_on = models.DateField("xóa dữ liệu cá nhân ngày", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "đảng viên"
        indexes = [
            models.Index(fields=["organization", "sort_key"], name="member_roll"),
            models.Index(fields=["search"], name="member_search"),
        ]

    def __str__(self) -> str:
        return self.full_name

    def veiled(self, name: str) -> str:
        """Return what may be said of a sealed fact: the end of a number, of others that it is there.

        Where no key opens it, that.
        """
        value: str = getattr(self, name)
        if isinstance(value, Unopened):
            return value
        return veiled(value, 3 if name == "citizen_number" else 0)


class Membership(Record):
    """A member on the roll of one cell, from a day until (not including) a day."""

    class Began(models.TextChoices):
        """How the member came onto this roll."""

        RECORDED = "recorded", "Ghi vào sổ"
        ADMITTED = "admitted", "Kết nạp"
        TRANSFERRED = "transferred", "Chuyển sinh hoạt đến"
        RESTORED = "restored", "Phục hồi đảng tịch"

    class Ended(models.TextChoices):
        """How the member left this roll; domain reference §2.4."""

        TRANSFERRED = "transferred", "Chuyển sinh hoạt đi"
        DELETED = "deleted", "Xóa tên"
        LEFT = "left", "Cho ra khỏi Đảng"
        EXPELLED = "expelled", "Khai trừ"
        DIED = "died", "Từ trần"

    member = models.ForeignKey(Member, models.CASCADE, related_name="memberships")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="memberships")
    is_temporary = models.BooleanField("sinh hoạt tạm thời", default=False)
    starts = PartialDateField("từ")
    ends = PartialDateField("đến")
    began = models.CharField("vào sổ do", max_length=12, choices=Began.choices)
    ended = models.CharField("rời sổ do", max_length=12, choices=Ended.choices, blank=True)
    elsewhere = models.CharField("chuyển đến từ", max_length=200, blank=True)
    decision = models.CharField("quyết định vào sổ", max_length=120, blank=True)
    destination = models.CharField("chuyển đi đâu", max_length=200, blank=True)
    ending_decision = models.CharField("quyết định rời sổ", max_length=120, blank=True)

    class Meta:
        verbose_name = "thời gian sinh hoạt"
        indexes = [models.Index(fields=["organization", "starts_earliest"], name="membership_roll")]

    def __str__(self) -> str:
        return f"{self.member}: {self.organization}"

    def as_logged(self) -> dict[str, Any]:
        """Return its values as the log keeps them, dates in words."""
        return {
            "began": self.began,
            "starts": str(self.starts),
            "is_temporary": self.is_temporary,
            "ended": self.ended,
            "ends": str(self.ends),
            "elsewhere": self.elsewhere,
            "decision": self.decision,
            "destination": self.destination,
            "ending_decision": self.ending_decision,
        }


class StatusPeriod(Record):
    """A time in which a member is on the roll but not summoned like the others; §2.4."""

    class Kind(models.TextChoices):
        """Why: who is away temporarily is not in the voting base, who is suspended not rated."""

        EXEMPT = "exempt", "Miễn công tác và sinh hoạt đảng"
        AWAY = "away", "Sinh hoạt tạm thời nơi khác"
        SUSPENDED = "suspended", "Đình chỉ sinh hoạt đảng"

    member = models.ForeignKey(Member, models.CASCADE, related_name="status_periods")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    kind = models.CharField("trạng thái", max_length=10, choices=Kind.choices)
    starts = PartialDateField("từ")
    ends = PartialDateField("đến")
    decision = models.CharField("quyết định", max_length=120, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)

    class Meta:
        verbose_name = "thời gian không sinh hoạt"
        indexes = [models.Index(fields=["organization", "starts_earliest"], name="status_roll")]

    def __str__(self) -> str:
        return f"{self.member}: {self.get_kind_display()}"
