"""Who studied what: sessions of study, their attendance, and what people committed themselves to."""

from django.db import models
from django.utils.text import Truncator

from chibo.fields import PartialDateField
from chibo.organizations.models import Organization
from chibo.records import Record
from meetings.library.models import GuidingDocument
from meetings.minutes.models import Meeting
from members.roster.models import Member


class Population(models.TextChoices):
    """Who is counted; kept apart because sources do: 100 % of the staff are not the members."""

    MEMBERS = "members", "Đảng viên"
    STAFF = "staff", "Công chức, viên chức, người lao động"
    MASSES = "masses", "Quần chúng"


class Extent(models.TextChoices):
    """How it is known how many took part."""

    BY_NAME = "by_name", "Theo từng đồng chí"
    COUNTED = "counted", "Chỉ biết số người"
    ALL = "all", "Toàn thể (100%, không ghi số)"
    UNKNOWN = "unknown", "Không ghi"


class StudySession(Record):
    """One occasion of study: in a meeting, at a conference of a superior, by reading, by mail.

    `title` says what was studied where it is no document of the register, or what the occasion
    was called. `organizer` is empty where the place itself held it. `attended` of `total` are
    given where the extent is counted. `search` holds the folded words of the occasion itself.
    """

    class Form(models.TextChoices):
        """How it was studied."""

        IN_PERSON = "in_person", "Trực tiếp"
        ONLINE = "online", "Trực tuyến"
        SELF_STUDY = "self_study", "Tự nghiên cứu"
        EMAIL = "email", "Gửi qua thư điện tử"
        HANDBOOK = "handbook", "Qua Sổ tay đảng viên điện tử"

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="study_sessions")
    title = models.CharField("tên gọi, nội dung", max_length=300, blank=True)
    when = PartialDateField("thời gian")
    form = models.CharField("hình thức", max_length=12, choices=Form.choices, blank=True)
    organizer = models.CharField("đơn vị tổ chức", max_length=200, blank=True)
    presenter = models.CharField("báo cáo viên", max_length=120, blank=True)
    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="study_sessions",
        verbose_name="buổi sinh hoạt",
    )
    population = models.CharField(
        "đối tượng", max_length=8, choices=Population.choices, default=Population.MEMBERS
    )
    extent = models.CharField("tham gia", max_length=8, choices=Extent.choices)
    attended = models.PositiveIntegerField("số người dự", null=True, blank=True)
    total = models.PositiveIntegerField("trên tổng số", null=True, blank=True)
    recipients = models.CharField("gửi tới", max_length=200, blank=True)
    outcome = models.TextField("chương trình hành động, kết quả", blank=True)
    search = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = "đợt học tập, quán triệt"
        indexes = [models.Index(fields=["organization", "when_earliest"], name="study_year")]

    def __str__(self) -> str:
        return self.title or f"Học tập {self.when}"

    @property
    def name(self) -> str:
        """What the occasion is called: its title, else the documents that were studied."""
        return self.title or "; ".join(str(row.document) for row in self.documents.all())


class StudyDocument(models.Model):
    """A guiding document that was studied on an occasion."""

    study_session = models.ForeignKey(StudySession, models.CASCADE, related_name="documents")
    order = models.PositiveSmallIntegerField()
    document = models.ForeignKey(
        GuidingDocument, models.PROTECT, related_name="studied_in", verbose_name="văn bản"
    )

    class Meta:
        verbose_name = "văn bản được học tập"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["study_session", "document"], name="studied_once")
        ]

    def __str__(self) -> str:
        return str(self.document)


class StudyAttendance(models.Model):
    """Whether one member studied on an occasion; who was absent may make it up on a later day."""

    class State(models.TextChoices):
        """Taken part, absent, or made up for."""

        STUDIED = "studied", "Đã học"
        ABSENT = "absent", "Chưa học"
        MADE_UP = "made_up", "Đã học bù"

    study_session = models.ForeignKey(StudySession, models.CASCADE, related_name="attendances")
    member = models.ForeignKey(Member, models.PROTECT, related_name="study_attendances")
    state = models.CharField("học tập", max_length=8, choices=State.choices)
    made_up_on = models.DateField("học bù ngày", null=True, blank=True)

    class Meta:
        verbose_name = "kết quả học tập của đảng viên"
        constraints = [
            models.UniqueConstraint(
                fields=["study_session", "member"], name="study_attendance_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.get_state_display()}"


class Commitment(Record):
    """What people committed themselves to for a time; of one member, or of a whole population.

    `text` says to what; `registered` of `total` are given where the extent is counted.
    `search` holds the folded text.
    """

    class Kind(models.TextChoices):
        """What it is about."""

        FOLLOWING = "following", "Học tập và làm theo Bác"
        TRAINING = "training", "Kế hoạch tu dưỡng, rèn luyện"
        CONDUCT = "conduct", "Quy tắc ứng xử, đạo đức công vụ"
        ETHICS = "ethics", "Chuẩn mực đạo đức của chi bộ"
        OTHER = "other", "Cam kết khác"

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="commitments")
    kind = models.CharField("loại", max_length=10, choices=Kind.choices)
    when = PartialDateField("thời gian")
    text = models.TextField("nội dung")
    member = models.ForeignKey(
        Member,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments",
        verbose_name="đảng viên",
    )
    population = models.CharField(
        "đối tượng", max_length=8, choices=Population.choices, default=Population.MEMBERS
    )
    extent = models.CharField("đăng ký", max_length=8, choices=Extent.choices)
    registered = models.PositiveIntegerField("số người đăng ký", null=True, blank=True)
    total = models.PositiveIntegerField("trên tổng số", null=True, blank=True)
    search = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = "cam kết"
        indexes = [models.Index(fields=["organization", "when_earliest"], name="commitment_year")]

    def __str__(self) -> str:
        return Truncator(self.text).chars(60)
