"""Gathering the facts of a period from the rooms that keep them."""

import datetime
from collections.abc import Iterable
from typing import TypeVar

from chibo.access import Scope
from chibo.organizations.models import Organization
from chibo.organizations.queries import names_on
from meetings.minutes.models import Meeting
from meetings.study.models import Commitment, StudySession
from meetings.study.queries import commitments, sessions
from meetings.tasks import queries as tasks
from members.posts.queries import holdings_at
from reports.activities import queries as activities
from reports.inspection.queries import inspections
from reports.yearend import queries, rules
from reports.yearend.facts.gathering import judged, meetings, people, work
from reports.yearend.facts.gathering.period import Confidential, Law, Period, each
from reports.yearend.facts.values import MeetingFact, RegulationFact, ReportFacts

__all__ = ["Confidential", "gather"]

OfPlace = TypeVar("OfPlace", Commitment, StudySession)


def gather(
    scope: Scope,
    organization: Organization,
    starts: datetime.date,
    ends: datetime.date,
    *,
    heard: Meeting | None = None,
    dated: datetime.date | None = None,
    on: datetime.date | None = None,
    confidential: Confidential | None = None,
) -> ReportFacts:
    """Gather the facts of a period of a place; a fixed number of SQL statements for its years.

    `heard` is the meeting that hears the report, `dated` the day of the document (default: the
    last day of the period), which the names of the letterhead follow; `on` is the day of gathering
    (default: the last day of the period), after which nothing was held yet. `confidential` are
    the scopes in which ratings, dues and discipline are gathered (default: `scope`).
    """
    names = names_on(scope, organization, as_of=ends)
    head = names_on(scope, organization, as_of=dated or ends)
    term, reviewed = queries.terms_of(scope, organization, starts, ends)
    period, law = Period(scope, organization, starts, ends), Law()
    sees = confidential or Confidential(ratings=scope, dues=scope, discipline=scope)
    judging = period.within(sees.ratings)
    plan_year, plan_month = rules.plan_of(starts, ends)
    goals = tasks.goals(scope, organization, year=plan_year).filter(plan_month=plan_month)
    ahead = queries.planned_tasks(scope, organization, year=plan_year, month=plan_month)
    roll, held = people.roll_rows(period), meetings.counted(period, on or ends)
    met = each(meetings.meeting, held)
    own_levels, levels_below = judged.organizations(judging, law)
    return ReportFacts(
        code=organization.code,
        type=names.type,
        organization=names.name,
        letterhead=head.name,
        superior=head.superior,
        starts=starts,
        ends=ends,
        term=term.label if term else "",
        reviewed_term=reviewed.label if reviewed else "",
        plan_year=plan_year,
        plan_month=plan_month,
        members=people.members(period, roll, law),
        movements=people.movements(period),
        cells=() if organization.is_cell else people.cells(period, roll, held, levels_below),
        congresses=people.congresses(period, _counts(met)),
        commendations=people.commendations(period),
        disciplines=people.disciplines(period.within(sees.discipline)),
        dues=people.dues(period.within(sees.dues)),
        meetings=met,
        themes=each(meetings.theme, queries.themes(*period.args)),
        studies=each(meetings.study, _own(period, sessions(*period.args))),
        commitments=each(meetings.commitment, _own(period, commitments(*period.args))),
        tasks=work.tasks(queries.tasks_of(*period.args), ends),
        goals=each(work.goal, goals),
        key_tasks=work.tasks(ahead, ends),
        achievements=each(work.achievement, activities.achievements(*period.args)),
        circumstances=each(work.circumstance, activities.circumstances(*period.args)),
        limitations=each(work.limitation, activities.limitations(*period.args)),
        ideology=each(work.assessment, activities.assessments(*period.args)),
        activities=each(work.activity, activities.activities(*period.args)),
        stated=each(work.stated, activities.stated_figures(*period.args)),
        sums=() if organization.is_cell else work.sums(period),
        inspections=each(work.inspection, inspections(*period.args, confidential=sees.discipline)),
        ratings=judged.rated(judging, law),
        rating_aggregates=judged.aggregates(judging, law),
        organization_ratings=own_levels,
        residence=judged.residence(judging),
        targets=judged.targets(period, reviewed, sees),
        targets_ahead=judged.targets_ahead(
            period, plan_year, plan_month, term if term != reviewed else None
        ),
        posts=people.posts(holdings_at(scope, organization, as_of=ends)),
        directives=each(meetings.directive, queries.directives(*period.args)),
        regulations=tuple(RegulationFact(row.topic, row.symbol) for row in law.on(ends)),
        heard=meetings.heard(scope, heard),
    )


def _counts(met: tuple[MeetingFact, ...]) -> dict[int, tuple[int | None, int | None]]:
    return {one.pk: (one.present, one.summoned) for one in met}


def _own(period: Period, rows: Iterable[OfPlace]) -> list[OfPlace]:
    """Return the rows of the very place: a committee's report tells its own, and sums the rest."""
    return [row for row in rows if row.organization_id == period.organization.pk]
