"""Noting, correcting and removing inspection and supervision."""

import datetime
from typing import Any

from chibo.audit.ledger import By, action, changed, record
from chibo.dates import PartialDate
from chibo.organizations.models import Organization
from chibo.reasons import Reason, refuse
from members.roster.models import Member
from reports.inspection import rules
from reports.inspection.models import Inspection


@action
def note_inspection(
    *,
    by: By,
    organization: Organization,
    kind: str,
    when: PartialDate,
    topics: str = "",
    subject: Member | None = None,
    subject_count: int | None = None,
    conclusion: str = "",
    today: datetime.date | None = None,
) -> Inspection:
    """Note an inspection, or a year's regular work of that kind; topics stand one per line."""
    inspection = Inspection(
        organization=organization,
        kind=kind,
        when=when,
        topics=topics,
        subject=subject,
        subject_count=subject_count,
        conclusion=conclusion,
    )
    _refuse(by, inspection, today)
    inspection.save()
    record(
        by=by,
        verb="note_inspection",
        subject=inspection,
        organization_id=organization.pk,
        values=_values(inspection),
    )
    return inspection


@action
def correct_inspection(
    *, by: By, inspection: Inspection, today: datetime.date | None = None, **facts: Any
) -> Inspection:
    """Put other facts in place of what a record says; the log keeps before and after.

    Nobody corrects what is recorded of their own signs of violation, nor makes it so.
    """
    inspection.lock()
    refuse(_obstacles_to_judging(by, inspection))
    before = _values(inspection)
    for name, value in facts.items():
        setattr(inspection, name, value)
    _refuse(by, inspection, today)
    if changes := changed(before, _values(inspection)):
        inspection.write(*changes)
        record(
            by=by,
            verb="correct_inspection",
            subject=inspection,
            organization_id=inspection.organization_id,
            values=changes,
        )
    return inspection


@action
def remove_inspection(*, by: By, inspection: Inspection, reason: str) -> None:
    """Remove a record; what it said and why it went stay in the log."""
    refuse(rules.obstacles_to_removing(reason))
    inspection.lock()
    refuse(_obstacles_to_judging(by, inspection))
    record(
        by=by,
        verb="remove_inspection",
        subject=inspection,
        organization_id=inspection.organization_id,
        values={**_values(inspection), "reason": reason},
    )
    inspection.delete()


def _refuse(by: By, inspection: Inspection, today: datetime.date | None) -> None:
    refuse(
        _obstacles_to_judging(by, inspection)
        + rules.obstacles_to_noting(
            when=inspection.when,
            topics=inspection.topics,
            conclusion=inspection.conclusion,
            has_subject=inspection.subject_id is not None,
            subject_count=inspection.subject_count,
            today=today,
        )
    )


def _obstacles_to_judging(by: By, inspection: Inspection) -> list[Reason]:
    subject = inspection.subject
    return rules.obstacles_to_judging(
        is_doer=by is not None and subject is not None and subject.user_id == by.pk,
        under_signs=inspection.kind == Inspection.Kind.SIGNS,
    )


def _values(inspection: Inspection) -> dict[str, Any]:
    return {
        "kind": inspection.kind,
        "when": str(inspection.when),
        "topics": inspection.topics,
        "subject": inspection.subject_id,
        "subject_count": inspection.subject_count,
        "conclusion": inspection.conclusion,
    }
