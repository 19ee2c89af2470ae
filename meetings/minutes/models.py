"""Meetings of a cell and what the minutes keep of them."""

from django.db import models
from django.utils.text import Truncator

from chibo.fields import PartialDateField
from chibo.organizations.models import Organization
from chibo.records import Record
from meetings.library.models import GuidingDocument
from members.roster.models import Member


class Kind(models.TextChoices):
    """Kinds of meeting; one session can be several at once. Domain reference §3.1."""

    REGULAR = "regular", "Thường kỳ"
    THEMATIC = "thematic", "Chuyên đề"
    COMMITTEE = "committee", "Họp chi ủy"
    EXTRAORDINARY = "extraordinary", "Bất thường"
    REVIEW = "review", "Kiểm điểm, xếp loại"
    YEAR_END = "year_end", "Tổng kết năm"
    CONGRESS = "congress", "Đại hội"
    ADMISSION = "admission", "Kết nạp"
    STUDY = "study", "Học tập, quán triệt"
    FIELD = "field", "Thực tế, về nguồn"


class Meeting(Record):
    """One meeting, from its draft to its locked minutes.

    `version` grows with every save; a form that was opened on an older version is not written
    over a newer one. `search` holds the folded words of the meeting.
    """

    class Session(models.TextChoices):
        """Part of the day, where the hours are not known."""

        MORNING = "morning", "Buổi sáng"
        AFTERNOON = "afternoon", "Buổi chiều"
        EVENING = "evening", "Buổi tối"

    class Form(models.TextChoices):
        """Where people meet."""

        IN_PERSON = "in_person", "Trực tiếp"
        ONLINE = "online", "Trực tuyến"
        BOTH = "both", "Trực tiếp và trực tuyến"

    class Attending(models.TextChoices):
        """How attendance is known."""

        BY_NAME = "by_name", "Điểm danh từng đồng chí"
        COUNTED = "counted", "Chỉ biết số người dự"
        ALL = "all", "Toàn thể đảng viên (không ghi số)"
        UNKNOWN = "unknown", "Không ghi"

    class Status(models.TextChoices):
        """Draft until the minutes are adopted and locked."""

        DRAFT = "draft", "Nháp"
        LOCKED = "locked", "Đã khóa"

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="meetings")
    held = PartialDateField("ngày họp")
    session = models.CharField("buổi", max_length=10, choices=Session.choices, blank=True)
    starts_at = models.TimeField("bắt đầu", null=True, blank=True)
    ends_at = models.TimeField("kết thúc", null=True, blank=True)
    place = models.CharField("địa điểm", max_length=200, blank=True)
    form = models.CharField("hình thức", max_length=10, choices=Form.choices, blank=True)
    title = models.CharField("tên gọi", max_length=300, blank=True)
    review_year = models.PositiveSmallIntegerField("năm tổng kết", null=True, blank=True)
    plan_year = models.PositiveSmallIntegerField("năm phương hướng", null=True, blank=True)
    chair = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="chủ trì"
    )
    secretary = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="thư ký"
    )
    attending = models.CharField(
        "điểm danh", max_length=10, choices=Attending.choices, default=Attending.BY_NAME
    )
    summoned_count = models.PositiveIntegerField("triệu tập", null=True, blank=True)
    present_count = models.PositiveIntegerField("có mặt", null=True, blank=True)
    dues_note = models.CharField("tình hình đóng đảng phí", max_length=300, blank=True)
    self_score = models.PositiveSmallIntegerField("tự chấm điểm", null=True, blank=True)
    closing = models.TextField("kết luận chung", blank=True)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.DRAFT)
    locked_at = models.DateTimeField(null=True, blank=True)
    search = models.TextField(editable=False, default="")
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()

    class Meta:
        verbose_name = "buổi sinh hoạt"
        indexes = [models.Index(fields=["organization", "held_earliest"], name="meeting_calendar")]

    def __str__(self) -> str:
        return self.title or f"Sinh hoạt {self.held}"


class MeetingKind(models.Model):
    """One kind of a meeting; a meeting has a set of them."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="kinds")
    kind = models.CharField("loại", max_length=14, choices=Kind.choices)

    class Meta:
        verbose_name = "loại sinh hoạt"
        constraints = [
            models.UniqueConstraint(fields=["meeting", "kind"], name="meeting_kind_once")
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Attendance(models.Model):
    """Whether one member attended; a row for every member on the roll of the meeting's day.

    `status` is what kept the member from being summoned on that day; an exempt member who came
    all the same is present with the status exempt.
    """

    class State(models.TextChoices):
        """Domain reference §14."""

        PRESENT = "present", "Có mặt"
        LATE = "late", "Đến muộn"
        EXCUSED = "excused", "Vắng có lý do"
        UNEXCUSED = "unexcused", "Vắng không lý do"
        ABSENT = "absent", "Vắng, chưa ghi lý do"
        EXEMPT = "exempt", "Miễn sinh hoạt"
        AWAY = "away", "Sinh hoạt tạm thời nơi khác"
        SUSPENDED = "suspended", "Đình chỉ sinh hoạt"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    member = models.ForeignKey(Member, models.PROTECT, related_name="attendances")
    is_official = models.BooleanField("chính thức vào ngày họp")
    is_temporary = models.BooleanField("sinh hoạt tạm thời tại đây", default=False)
    status = models.CharField(
        "không triệu tập vì",
        max_length=10,
        choices=[
            (State.EXEMPT.value, State.EXEMPT.label),
            (State.AWAY.value, State.AWAY.label),
            (State.SUSPENDED.value, State.SUSPENDED.label),
        ],
        blank=True,
    )
    state = models.CharField("dự họp", max_length=10, choices=State.choices)
    reason = models.CharField("lý do", max_length=200, blank=True)

    class Meta:
        verbose_name = "điểm danh"
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="attendance_once")
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.get_state_display()}"


class MeetingGuest(models.Model):
    """Somebody who is not of the cell, with all their posts as written, one per line."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="guests")
    order = models.PositiveSmallIntegerField()
    name = models.CharField("họ và tên", max_length=100)
    posts = models.TextField("chức vụ", blank=True)
    gave_directive = models.BooleanField("phát biểu chỉ đạo", default=False)

    class Meta:
        verbose_name = "đại biểu, khách mời"
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name


class AgendaItem(models.Model):
    """One item of the agenda: who presented what, what was concluded.

    An item with a `theme` is the thematic part of the meeting: its presenter gave the theme, its
    summary is what was stressed.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField()
    title = models.CharField("nội dung", max_length=300)
    presenter = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="trình bày"
    )
    theme = models.CharField("chuyên đề", max_length=300, blank=True)
    was_assigned = models.BooleanField("được chi bộ phân công", default=False)
    body = models.TextField("tóm tắt", blank=True)
    conclusion = models.TextField("kết luận của chủ trì", blank=True)

    class Meta:
        verbose_name = "nội dung chương trình"
        ordering = ["order"]

    def __str__(self) -> str:
        return self.title


class AgendaDocument(models.Model):
    """A guiding document that was disseminated in an item of the agenda."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="documents")
    order = models.PositiveSmallIntegerField()
    document = models.ForeignKey(
        GuidingDocument, models.PROTECT, related_name="+", verbose_name="văn bản"
    )

    class Meta:
        verbose_name = "văn bản kèm theo"
        ordering = ["order"]

    def __str__(self) -> str:
        return str(self.document)


class Opinion(models.Model):
    """What somebody said to an item; the speaker may be unknown."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="opinions")
    order = models.PositiveSmallIntegerField()
    speaker = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đồng chí"
    )
    text = models.TextField("ý kiến")

    class Meta:
        verbose_name = "ý kiến"
        ordering = ["order"]

    def __str__(self) -> str:
        return Truncator(self.text).chars(60)


class Directive(models.Model):
    """What a superior asked for or judged in the meeting; may become a task."""

    class Kind(models.TextChoices):
        """A direction asks, an evaluation judges."""

        DIRECTION = "direction", "Chỉ đạo, yêu cầu"
        EVALUATION = "evaluation", "Đánh giá, nhận xét"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="directives")
    order = models.PositiveSmallIntegerField()
    guest = models.ForeignKey(
        MeetingGuest, models.SET_NULL, null=True, blank=True, related_name="directives"
    )
    kind = models.CharField("loại", max_length=12, choices=Kind.choices, default=Kind.DIRECTION)
    text = models.TextField("nội dung chỉ đạo")

    class Meta:
        verbose_name = "ý kiến chỉ đạo"
        ordering = ["order"]

    def __str__(self) -> str:
        return Truncator(self.text).chars(60)


class Vote(models.Model):
    """One vote: counts of votes over a base, and the share it needed.

    `base` is the number of official members the share is counted over, as it was on that day.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="votes")
    order = models.PositiveSmallIntegerField()
    question = models.CharField("nội dung biểu quyết", max_length=300)
    is_secret = models.BooleanField("bỏ phiếu kín", default=False)
    yes = models.PositiveIntegerField("đồng ý")
    no = models.PositiveIntegerField("không đồng ý", default=0)
    other = models.PositiveIntegerField("ý kiến khác", default=0)
    base = models.PositiveIntegerField("tổng số để tính")
    needs_two_thirds = models.BooleanField("cần từ 2/3", default=False)

    class Meta:
        verbose_name = "biểu quyết"
        ordering = ["order"]

    def __str__(self) -> str:
        return self.question
