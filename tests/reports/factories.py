"""Notes, inspections and reports of an invented cell, made through the rooms' own actions."""

import datetime

import factory

from chibo.access import Role, Scope
from chibo.dates import parse
from meetings.minutes.models import Meeting, MeetingKind
from meetings.tasks.models import Goal, Task
from members.posts.models import Term
from reports.activities import actions as activities
from reports.activities.models import (
    Achievement,
    Activity,
    Circumstance,
    IdeologyAssessment,
    Limitation,
    StatedFigure,
)
from reports.inspection import actions as inspection
from reports.inspection.models import Inspection
from reports.yearend import actions as yearend
from reports.yearend.models import Report
from reports.yearend.rules import ReportHeading
from tests.chibo.factories import OrganizationFactory, holder

TODAY = datetime.date(2026, 11, 22)
AT = datetime.datetime(2026, 2, 1, 9, 30, tzinfo=datetime.UTC)
STARTS, ENDS = datetime.date(2025, 1, 1), datetime.date(2025, 12, 31)
YEAR = parse("2025")
WHOLE = Scope.whole()
HEADING = ReportHeading(
    about="tổng kết công tác Đảng năm 2025",
    place="Sơn Hà",
    dated=datetime.date(2026, 1, 8),
    signer_post="BÍ THƯ",
    signer_name="Đinh Công Phúc",
    recipients="Đảng ủy Sở (để báo cáo)\nLưu Chi bộ",
)
TEXTS = {"uu-diem-chung": "Chi bộ đoàn kết.", "nhiem-vu-giai-phap": "Giữ nền nếp sinh hoạt."}


class _ByAction(factory.Factory):
    class Meta:
        abstract = True

    organization = factory.SubFactory(OrganizationFactory)
    when = YEAR
    text = factory.Sequence("Việc thứ {}".format)


class AchievementFactory(_ByAction):
    class Meta:
        model = Achievement

    area = "political_task"

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return activities.note_achievement(by=None, **kwargs)


class CircumstanceFactory(_ByAction):
    class Meta:
        model = Circumstance

    kind = "difficulty"

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return activities.note_circumstance(by=None, **kwargs)


class LimitationFactory(_ByAction):
    class Meta:
        model = Limitation

    area = "meeting"
    cause = factory.Sequence("Nguyên nhân thứ {}".format)
    cause_kind = "subjective"

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return activities.note_limitation(by=None, **kwargs)


class IdeologyFactory(_ByAction):
    class Meta:
        model = IdeologyAssessment

    level = "stable"

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return activities.assess_ideology(by=None, **kwargs)


class ActivityFactory(_ByAction):
    class Meta:
        model = Activity

    kind = "social"

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return activities.note_activity(by=None, **kwargs)


class StatedFigureFactory(_ByAction):
    class Meta:
        model = StatedFigure

    subject = "study"
    stated = "100%"

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return activities.state_figure(by=None, **kwargs)


class InspectionFactory(factory.Factory):
    class Meta:
        model = Inspection

    organization = factory.SubFactory(OrganizationFactory)
    when = YEAR
    kind = "regular_supervision"
    topics = "Nền nếp sinh hoạt"

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return inspection.note_inspection(by=None, **kwargs)


class ReportFactory(factory.Factory):
    """A draft on the year 2025 whose head, foot and required passages are written."""

    class Meta:
        model = Report

    organization = factory.SubFactory(OrganizationFactory)
    kind = "year"
    starts = STARTS
    ends = ENDS
    at = AT
    heading = HEADING

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        report = yearend.start_report(by=None, **kwargs)
        heading = kwargs["heading"]
        return yearend.write_report(
            by=None, report=report, texts=TEXTS, heading=heading, version=1, at=AT
        )


def ready_report(**kwargs) -> Report:
    """Return a draft that nothing hinders from being issued."""
    report = ReportFactory(**kwargs)
    when = parse(str(report.ends.year))
    AchievementFactory(organization=report.organization, when=when)
    LimitationFactory(organization=report.organization, when=when)
    Term.objects.create(organization=report.organization, label="2025-2028")
    return report


def secretary_of(organization):
    """Return an account of the organisation's secretary."""
    return holder(Role.SECRETARY, organization)


def meeting(organization, held: str, *kinds: str, **facts) -> Meeting:
    """Return a meeting of these kinds."""
    made = Meeting(organization=organization, updated_at=AT, **facts)
    made.held = parse(held)
    made.save()
    MeetingKind.objects.bulk_create(MeetingKind(meeting=made, kind=kind) for kind in kinds)
    return made


def task(organization, text: str, **facts) -> Task:
    """Return a task; `due` and `done` are partial dates."""
    dated = {key: facts.pop(key) for key in ("due", "done") if key in facts}
    made = Task(organization=organization, text=text, **facts)
    for key, value in dated.items():
        setattr(made, key, value)
    made.save()
    return made


def goal(organization, year: int, text: str, horizon: str = "") -> Goal:
    """Return a general objective of a year."""
    return Goal.objects.create(
        organization=organization, plan_year=year, text=text, horizon=horizon
    )
