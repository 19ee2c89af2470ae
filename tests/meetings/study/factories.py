"""Invented occasions of study and commitments, made through the room's own actions."""

import datetime

import factory

from chibo.dates import parse
from meetings.study import actions
from meetings.study.models import Commitment, StudySession
from tests.chibo.factories import OrganizationFactory

TODAY = datetime.date(2026, 11, 22)


class StudyFactory(factory.Factory):
    """A conference of 2025 that all members of a cell attended; say what differs."""

    class Meta:
        model = StudySession

    organization = factory.SubFactory(OrganizationFactory)
    title = factory.Sequence("Hội nghị số {}".format)
    when = parse("2025")
    extent = "all"
    today = TODAY

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return actions.record_study(by=None, **kwargs)


class CommitmentFactory(factory.Factory):
    """A plan of 2025 to which all members of a cell committed themselves."""

    class Meta:
        model = Commitment

    organization = factory.SubFactory(OrganizationFactory)
    kind = "training"
    when = parse("2025")
    text = factory.Sequence("Kế hoạch số {}".format)
    extent = "all"
    today = TODAY

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return actions.record_commitment(by=None, **kwargs)
