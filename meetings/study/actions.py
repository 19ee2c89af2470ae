"""Recording, correcting and removing study and commitments; making up for what was missed."""

import datetime
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from chibo.audit.ledger import By, action, changed, record
from chibo.dates import PartialDate
from chibo.organizations.models import Organization
from chibo.reasons import Reason, refuse
from chibo.vietnamese import fold
from meetings.library.models import GuidingDocument
from meetings.minutes.models import Meeting
from meetings.study import rules
from meetings.study.models import (
    Commitment,
    Extent,
    Population,
    StudyAttendance,
    StudyDocument,
    StudySession,
)
from members.roster.models import Member

_FACTS = (
    "title", "form", "organizer", "presenter", "population", "extent", "attended", "total",
    "recipients", "outcome",
)  # fmt: skip
_PROMISED = ("kind", "text", "population", "extent", "registered", "total")


@action
def record_study(
    *,
    by: By,
    organization: Organization,
    when: PartialDate,
    extent: str,
    title: str = "",
    documents: Sequence[GuidingDocument] = (),
    form: str = "",
    organizer: str = "",
    presenter: str = "",
    meeting: Meeting | None = None,
    population: str = Population.MEMBERS,
    attended: int | None = None,
    total: int | None = None,
    listed: Collection[int] = (),
    absent: Collection[int] = (),
    recipients: str = "",
    outcome: str = "",
    today: datetime.date | None = None,
) -> StudySession:
    """Record one occasion of study.

    `listed` and `absent` are keys of members: who stands on the list, and who of them did not
    study; they are read where the extent is by name. `attended` of `total` where it is counted.
    """
    study = StudySession(
        organization=organization,
        when=when,
        title=title,
        form=form,
        organizer=organizer,
        presenter=presenter,
        meeting=meeting,
        population=population,
        extent=extent,
        attended=attended,
        total=total,
        recipients=recipients,
        outcome=outcome,
    )
    organization.lock()
    refuse(_obstacles(study, documents, listed, absent, today))
    _write(study, documents, listed, absent)
    record(
        by=by,
        verb="record_study",
        subject=study,
        organization_id=organization.pk,
        values=_values(study),
    )
    return study


@action
def correct_study(
    *,
    by: By,
    study: StudySession,
    documents: Sequence[GuidingDocument],
    listed: Collection[int] = (),
    absent: Collection[int] = (),
    today: datetime.date | None = None,
    **facts: Any,
) -> StudySession:
    """Put other facts in place of what an occasion says; who made up for it stays so.

    `facts` are named as in `record_study`; documents and lists are given whole.
    """
    study.organization.lock()
    study.lock()
    before = _values(study)
    for name, value in facts.items():
        setattr(study, name, value)
    refuse(_obstacles(study, documents, listed, absent, today))
    _write(study, documents, listed, absent)
    if changes := changed(before, _values(study)):
        record(
            by=by,
            verb="correct_study",
            subject=study,
            organization_id=study.organization_id,
            values=changes,
        )
    return study


@action
def make_up_study(
    *, by: By, study: StudySession, members: Collection[int], on: datetime.date
) -> StudySession:
    """Record that absent members, by their keys, have studied on a later day."""
    study.lock()
    missing = study.attendances.filter(state=StudyAttendance.State.ABSENT)
    absent = list(missing.values_list("member_id", flat=True))
    refuse(rules.obstacles_to_making_up(members, absent, study.when, on))
    missing.filter(member_id__in=members).update(state=StudyAttendance.State.MADE_UP, made_up_on=on)
    record(
        by=by,
        verb="make_up_study",
        subject=study,
        organization_id=study.organization_id,
        values={"members": sorted(members), "on": on.isoformat()},
    )
    return study


@action
def remove_study(*, by: By, study: StudySession, reason: str) -> None:
    """Remove an occasion; what it said and why it went stay in the log."""
    refuse(rules.obstacles_to_removing(reason))
    study.lock()
    record(
        by=by,
        verb="remove_study",
        subject=study,
        organization_id=study.organization_id,
        values={**_values(study), "reason": reason},
    )
    study.delete()


@action
def record_commitment(
    *,
    by: By,
    organization: Organization,
    kind: str,
    when: PartialDate,
    text: str,
    member: Member | None = None,
    population: str = Population.MEMBERS,
    extent: str = "",
    registered: int | None = None,
    total: int | None = None,
    today: datetime.date | None = None,
) -> Commitment:
    """Record what one member, or a population by its extent, committed themselves to."""
    commitment = Commitment(
        organization=organization,
        kind=kind,
        when=when,
        text=text,
        member=member,
        population=population,
        extent=Extent.BY_NAME if member else extent,
        registered=registered,
        total=total,
    )
    refuse(_obstacles_to_committing(commitment, today))
    commitment.search = fold(commitment.text)
    commitment.save()
    record(
        by=by,
        verb="record_commitment",
        subject=commitment,
        organization_id=organization.pk,
        values=_promised(commitment),
    )
    return commitment


@action
def correct_commitment(
    *, by: By, commitment: Commitment, today: datetime.date | None = None, **facts: Any
) -> Commitment:
    """Put other facts in place of what a commitment says; named as in `record_commitment`."""
    commitment.lock()
    before = _promised(commitment)
    for name, value in facts.items():
        setattr(commitment, name, value)
    if commitment.member:
        commitment.extent = Extent.BY_NAME
    refuse(_obstacles_to_committing(commitment, today))
    if changes := changed(before, _promised(commitment)):
        commitment.search = fold(commitment.text)
        commitment.write(*changes, "search")
        record(
            by=by,
            verb="correct_commitment",
            subject=commitment,
            organization_id=commitment.organization_id,
            values=changes,
        )
    return commitment


@action
def remove_commitment(*, by: By, commitment: Commitment, reason: str) -> None:
    """Remove a commitment; what it said and why it went stay in the log."""
    refuse(rules.obstacles_to_removing(reason))
    commitment.lock()
    record(
        by=by,
        verb="remove_commitment",
        subject=commitment,
        organization_id=commitment.organization_id,
        values={**_promised(commitment), "reason": reason},
    )
    commitment.delete()


def _obstacles(
    study: StudySession,
    documents: Sequence[GuidingDocument],
    listed: Collection[int],
    absent: Collection[int],
    today: datetime.date | None,
) -> list[Reason]:
    turnout = rules.Turnout(
        study.population,
        study.extent,
        study.attended,
        study.total,
        frozenset(listed),
        frozenset(absent),
    )
    return [
        *rules.obstacles_to_content(study.title, [document.name for document in documents]),
        *rules.obstacles_to_time(study.when, today),
        *rules.obstacles_to_source(
            form=study.form,
            organizer=study.organizer,
            recipients=study.recipients,
            in_meeting=study.meeting_id is not None,
        ),
        *rules.obstacles_to_turnout(turnout),
        *rules.obstacles_to_repeating(_noted_before(study, documents)),
    ]


def _noted_before(study: StudySession, documents: Iterable[GuidingDocument]) -> list[str]:
    """Return the names of those documents whose study was noted from the same meeting already."""
    if study.meeting_id is None:
        return []
    before = StudyDocument.objects.filter(
        study_session__meeting=study.meeting_id,
        study_session__population=study.population,
        document__in=documents,
    ).exclude(study_session=study.pk)
    return [row.document.name for row in before.select_related("document")]


def _write(
    study: StudySession,
    documents: Sequence[GuidingDocument],
    listed: Collection[int],
    absent: Collection[int],
) -> None:
    words = (study.title, study.organizer, study.presenter, study.recipients, study.outcome)
    study.search = fold(" ".join(words))
    study.save()
    study.documents.all().delete()
    StudyDocument.objects.bulk_create(
        StudyDocument(study_session=study, order=order, document=document)
        for order, document in enumerate(documents, start=1)
    )
    _write_list(study, listed if study.extent == Extent.BY_NAME else (), absent)


def _write_list(study: StudySession, listed: Collection[int], absent: Collection[int]) -> None:
    made_up = dict(
        study.attendances.filter(state=StudyAttendance.State.MADE_UP).values_list(
            "member_id", "made_up_on"
        )
    )
    study.attendances.all().delete()
    StudyAttendance.objects.bulk_create(
        StudyAttendance(
            study_session=study,
            member_id=member,
            state=_state(member, absent, made_up),
            made_up_on=None if member in absent else made_up.get(member),
        )
        for member in sorted(listed)
    )


def _state(member: int, absent: Collection[int], made_up: Collection[int]) -> str:
    if member in absent:
        return StudyAttendance.State.ABSENT
    is_made_up = member in made_up
    return StudyAttendance.State.MADE_UP if is_made_up else StudyAttendance.State.STUDIED


def _values(study: StudySession) -> dict[str, Any]:
    """Return what the log keeps of an occasion as stored: its facts, documents and lists."""
    rows = list(study.attendances.order_by("member_id").values_list("member_id", "state"))
    by_state = {
        state.value: [member for member, each in rows if each == state]
        for state in StudyAttendance.State
    }
    keys = study.documents.order_by("order").values_list("document_id", flat=True)
    return {
        **{name: getattr(study, name) for name in _FACTS},
        "when": str(study.when),
        "meeting": study.meeting_id,
        "documents": list(keys),
        **by_state,
    }


def _obstacles_to_committing(commitment: Commitment, today: datetime.date | None) -> list[Reason]:
    turnout = rules.Turnout(
        commitment.population, commitment.extent, commitment.registered, commitment.total
    )
    return rules.obstacles_to_committing(
        text=commitment.text,
        when=commitment.when,
        turnout=turnout,
        of_member=commitment.member_id is not None,
        today=today,
    )


def _promised(commitment: Commitment) -> dict[str, Any]:
    return {
        **{name: getattr(commitment, name) for name in _PROMISED},
        "when": str(commitment.when),
        "member": commitment.member_id,
    }
