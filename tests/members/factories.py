"""Invented members, posts and terms, made through the wing's own actions."""

import datetime

import factory
from django.db.models import QuerySet

from chibo.dates import PartialDate, parse
from members.conduct import actions as conduct
from members.conduct.models import Commendation, Discipline
from members.posts import actions as posts
from members.posts.models import PositionHolding, Term
from members.roster import actions as roster
from members.roster.models import Member, StatusPeriod
from tests.chibo.factories import OrganizationFactory

TODAY = datetime.date(2026, 11, 22)


class MemberFactory(factory.Factory):
    """An official member on the roll of a cell since before it was kept; say what differs."""

    class Meta:
        model = Member

    organization = factory.SubFactory(OrganizationFactory)
    full_name = factory.Sequence("Nguyễn Văn Số {}".format)
    is_official = True
    today = TODAY

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return roster.enter_member(by=None, **kwargs)


class ProbationaryFactory(MemberFactory):
    """A probationary member admitted in the cell on 20/12/2025."""

    is_official = False
    began = "admitted"
    admitted = parse("20/12/2025")


class StatusPeriodFactory(factory.Factory):
    """A time of exemption that began on 01/03/2026 and still runs."""

    class Meta:
        model = StatusPeriod

    member = factory.SubFactory(MemberFactory)
    kind = "exempt"
    starts = PartialDate.on(datetime.date(2026, 3, 1))

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return roster.begin_status(by=None, **kwargs)


class HoldingFactory(factory.Factory):
    """The secretary of the member's own cell since 14/05/2025."""

    class Meta:
        model = PositionHolding

    member = factory.SubFactory(MemberFactory)
    organization = factory.LazyAttribute(lambda made: made.member.organization)
    post = "secretary"
    starts = parse("14/05/2025")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return posts.appoint(by=None, **kwargs)


class TermFactory(factory.Factory):
    """The term 2025–2027 of a cell, begun on 14/05/2025."""

    class Meta:
        model = Term

    organization = factory.SubFactory(OrganizationFactory)
    label = "2025–2027"
    congress_ordinal = 4
    starts = parse("14/05/2025")
    ends = parse("2027")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return posts.record_term(by=None, **kwargs)


class CommendationFactory(factory.Factory):
    """A certificate that the organisation itself was awarded in 2025; say what differs."""

    class Meta:
        model = Commendation

    organization = factory.SubFactory(OrganizationFactory)
    form = "certificate"
    issuer = factory.Sequence("UBND tỉnh {}".format)
    title = factory.Sequence("Bằng khen thứ {}".format)
    when = parse("2025")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return conduct.commend(by=None, **kwargs)


class DisciplineFactory(factory.Factory):
    """A reprimand of the organisation itself, announced on 05/03/2025; say what differs."""

    class Meta:
        model = Discipline

    organization = factory.SubFactory(OrganizationFactory)
    form = "reprimand"
    when = parse("05/03/2025")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return conduct.discipline(by=None, **kwargs)


def overtaken(monkeypatch, model, deed):
    """Let somebody else do `deed` at the moment at which one first locks a row of `model`."""
    lock, rivals = QuerySet.select_for_update, [deed]

    def select_for_update(rows, **kwargs):
        if rows.model is model and rivals:
            rivals.pop()()
        return lock(rows, **kwargs)

    monkeypatch.setattr(QuerySet, "select_for_update", select_for_update)
