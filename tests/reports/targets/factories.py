"""Invented targets and results, made through the room's own actions."""

import datetime
from decimal import Decimal

import factory

from chibo.dates import parse
from reports.targets import actions
from reports.targets.models import Target, TargetProgress
from tests.chibo.factories import OrganizationFactory

TODAY = datetime.date(2026, 11, 22)


class TargetFactory(factory.Factory):
    """A target of 2025, 90 % at least, written by hand; say what differs."""

    class Meta:
        model = Target

    organization = factory.SubFactory(OrganizationFactory)
    span = "year"
    year = 2025
    text = factory.Sequence("Chỉ tiêu số {}".format)
    measure = "percent"
    value = Decimal(90)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        if kwargs["measure"] == "level":
            kwargs["value"] = None
        if kwargs["span"] == "term":
            kwargs["year"] = None
        return actions.set_target(by=None, **kwargs)


class ProgressFactory(factory.Factory):
    """19 of 20 by the end of November 2025."""

    class Meta:
        model = TargetProgress

    target = factory.SubFactory(TargetFactory)
    when = parse("30/11/2025")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        if not {"value", "level", "stated", "numerator"} & set(kwargs):
            kwargs |= {"numerator": 19, "denominator": 20}
        return actions.note_progress(by=None, today=TODAY, **kwargs)
