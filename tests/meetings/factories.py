"""Invented meetings and tasks, made through the wing's own actions."""

import datetime

import factory

from chibo.access import Scope
from chibo.dates import PartialDate
from meetings.minutes import actions
from meetings.minutes.facts import ItemContent, MinutesContent
from meetings.minutes.models import Meeting
from meetings.tasks import actions as tasks
from meetings.tasks.models import Task
from tests.chibo.factories import OrganizationFactory

TODAY = datetime.date(2026, 11, 22)
HELD = PartialDate.on(datetime.date(2026, 11, 20))
AT = datetime.datetime(2026, 11, 20, 17, 0, tzinfo=datetime.UTC)


class MeetingFactory(factory.Factory):
    """The draft of a regular meeting of a cell on 20/11/2026."""

    class Meta:
        model = Meeting

    organization = factory.SubFactory(OrganizationFactory)
    kinds = frozenset({"regular"})
    held = HELD
    at = AT

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return actions.open_meeting(by=None, scope=Scope.whole(), **kwargs)


class TaskFactory(factory.Factory):
    """An open task of 2026 for the whole cell."""

    class Meta:
        model = Task

    organization = factory.SubFactory(OrganizationFactory)
    text = factory.Sequence("Việc số {}".format)
    plan_year = 2026

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return tasks.add_task(by=None, **kwargs)


def content(**said) -> MinutesContent:
    """Return the content of minutes that may be locked, but for what the caller says."""
    usual = {
        "held": HELD,
        "kinds": frozenset({"regular"}),
        "starts_at": datetime.time(14),
        "ends_at": datetime.time(16),
        "items": (ItemContent("Đánh giá tháng 10", body="Hoàn thành.", conclusion="Nhất trí."),),
    }
    return MinutesContent(**usual | said)


def written(meeting: Meeting, **said) -> Meeting:
    """Write the usual content into a meeting; return it as stored."""
    return actions.write_minutes(
        by=None, meeting=meeting, content=content(**said), version=meeting.version, at=AT
    )
