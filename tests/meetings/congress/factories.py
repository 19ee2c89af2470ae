"""Invented congresses and results, made through the room's own actions."""

import factory

from chibo.dates import parse
from meetings.congress import actions
from meetings.congress.actions import Row
from meetings.congress.models import Congress
from tests.chibo.factories import OrganizationFactory
from tests.meetings.factories import TODAY


class PlannedFactory(factory.Factory):
    """A congress planned for the end of March 2020."""

    class Meta:
        model = Congress

    organization = factory.SubFactory(OrganizationFactory)
    when = parse("cuối tháng 3/2020")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return actions.plan_congress(by=None, **kwargs)


class CongressFactory(factory.Factory):
    """A congress held on 29/9/2022; all eight who were summoned came."""

    class Meta:
        model = Congress

    organization = factory.SubFactory(OrganizationFactory)
    when = parse("29/9/2022")
    summoned = 8
    present = 8
    today = TODAY

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return actions.record_congress(by=None, **kwargs)


def elect(congress, *rows: Row):
    """Write down results of a congress; return what was warned of."""
    return actions.record_results(by=None, congress=congress, rows=rows)
