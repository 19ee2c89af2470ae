"""Keeping figures of old years, ratings of organisations and residence remarks."""

import datetime
from typing import Any

from chibo.access import Scope
from chibo.audit.ledger import By, action, changed, record
from chibo.dates import PartialDate
from chibo.organizations.models import Organization
from chibo.reasons import Reason, refuse
from members.roster.models import Member
from reports.ratings.models import (
    OrganizationRating,
    RatingAggregate,
    RatingSheet,
    ResidenceReview,
)
from reports.ratings.queries import figures as known
from reports.ratings.rules import figures as rules
from reports.ratings.rules import obstacles_to_the_decision

Kept = RatingAggregate | OrganizationRating | ResidenceReview
_DECIDED = ("decided_level", "decided_by", "decision", "decided_on")
"""What a superior decided."""
_RATED = ("self_level", *_DECIDED)
"""What the sheet of a year says of the cell itself; a note may be written at any time."""


@action
def note_rating_aggregate(
    *,
    by: By,
    organization: Organization,
    from_year: int,
    to_year: int,
    level: str,
    count: int,
    or_better: bool = False,
    total: int | None = None,
    source: str = "",
    today: datetime.date | None = None,
) -> RatingAggregate:
    """Note how many of how many members reached a level in some years."""
    aggregate = RatingAggregate(
        organization=organization,
        from_year=from_year,
        to_year=to_year,
        level=level,
        or_better=or_better,
        count=count,
        total=total,
        source=source,
    )
    organization.lock()
    refuse(_obstacles_to_aggregate(aggregate, today))
    return _noted(by, "note_rating_aggregate", aggregate)


@action
def correct_rating_aggregate(
    *, by: By, aggregate: RatingAggregate, today: datetime.date | None = None, **facts: Any
) -> RatingAggregate:
    """Put other facts in place of what a figure says; the log keeps before and after."""
    aggregate.organization.lock()
    aggregate.lock()
    before = _put(aggregate, facts)
    refuse(_obstacles_to_aggregate(aggregate, today))
    return _corrected(by, "correct_rating_aggregate", aggregate, before)


@action
def remove_rating_aggregate(*, by: By, aggregate: RatingAggregate, reason: str) -> None:
    """Remove a figure; what it said and why it went stay in the log."""
    refuse(rules.obstacles_to_removing(reason))
    _remove(by, "remove_rating_aggregate", aggregate, reason)


@action
def rate_organization(
    *,
    by: By,
    organization: Organization,
    year: int,
    self_level: str = "",
    decided_level: str = "",
    decided_by: str = "",
    decision: str = "",
    decided_on: datetime.date | None = None,
    note: str = "",
    today: datetime.date | None = None,
) -> OrganizationRating:
    """Note how an organisation rated itself for a year, and what a superior outside decided."""
    rating = OrganizationRating(
        organization=organization,
        year=year,
        self_level=self_level,
        decided_level=decided_level,
        decided_by=decided_by,
        decision=decision,
        decided_on=decided_on,
        note=note,
    )
    organization.lock()
    written = {name for name in _DECIDED if getattr(rating, name)}
    refuse(_obstacles_to_stating(rating, written, today) or _obstacles_to_rating(rating, today))
    return _noted(by, "rate_organization", rating)


@action
def decide_organization_rating(
    *,
    by: By,
    organization: Organization,
    year: int,
    decided_level: str,
    decision: str,
    decided_on: datetime.date | None,
    is_superior: bool,
    today: datetime.date,
) -> OrganizationRating:
    """Decide how an organisation below was rated for a year, beside what it said of itself.

    `is_superior`: the doer decides at a superior of it.
    """
    organization.lock()
    rating = _rating_of(organization, year)
    refuse(
        rules.obstacles_to_deciding_about(
            organization.name,
            year=year,
            is_superior=is_superior and organization.parent_id is not None,
            is_own=known.is_member_of(Scope.whole(), organization, by.pk if by else None),
            has_sheet=RatingSheet.objects.filter(organization=organization, year=year).exists(),
        )
    )
    facts = {"decided_level": decided_level, "decision": decision, "decided_on": decided_on}
    before = _put(rating, facts | {"decided_by": organization.parent_name})
    missing = [] if decided_level else [Reason("Chọn mức được xếp loại.", field="decided_level")]
    refuse(
        missing
        + obstacles_to_the_decision(decision, decided_on, year=year, today=today)
        + _obstacles_to_rating(rating, today)
    )
    rating.save()
    changes = changed(before, _values(rating))
    _record(by, "decide_organization_rating", rating, {"year": year, **changes})
    return rating


@action
def correct_organization_rating(
    *, by: By, rating: OrganizationRating, today: datetime.date | None = None, **facts: Any
) -> OrganizationRating:
    """Put other facts in place of what a rating says, but never against the year's sheet."""
    rating.organization.lock()
    rating.lock()
    before = _put(rating, facts)
    after = _values(rating)
    moved = after["year"] != before["year"]
    other = {name for name in _RATED if moved or after[name] != before[name]}
    stated = {name for name in other if name in _DECIDED and (before[name] or after[name])}
    refuse(
        _obstacles_to_overruling(rating, before["year"], {name for name in other if before[name]})
        or _obstacles_to_stating(rating, stated, today)
        or _obstacles_to_rating(rating, today)
    )
    return _corrected(by, "correct_organization_rating", rating, before)


@action
def remove_organization_rating(*, by: By, rating: OrganizationRating, reason: str) -> None:
    """Remove an organisation's rating; what it said and why it went stay in the log."""
    rating.lock()
    kept = {name for name in _RATED if getattr(rating, name)}
    refuse(
        rules.obstacles_to_removing(reason)
        + (
            _obstacles_to_overruling(rating, rating.year, kept)
            or _superiors_word(rating, {*kept} & {*_DECIDED})
        )
    )
    _remove(by, "remove_organization_rating", rating, reason)


@action
def note_residence_review(
    *,
    by: By,
    organization: Organization,
    when: PartialDate,
    result: str,
    extent: str,
    member: Member | None = None,
    count: int | None = None,
    total: int | None = None,
    text: str = "",
    today: datetime.date | None = None,
) -> ResidenceReview:
    """Note what places of residence said of one member, of some, or of all who were introduced."""
    review = ResidenceReview(
        organization=organization,
        when=when,
        result=result,
        extent=extent,
        member=member,
        count=count,
        total=total,
        text=text,
    )
    organization.lock()
    refuse(_obstacles_to_review(review, today))
    return _noted(by, "note_residence_review", review)


@action
def correct_residence_review(
    *, by: By, review: ResidenceReview, today: datetime.date | None = None, **facts: Any
) -> ResidenceReview:
    """Put other facts in place of what a remark says; the log keeps before and after."""
    review.organization.lock()
    review.lock()
    before = _put(review, facts)
    refuse(_obstacles_to_review(review, today))
    return _corrected(by, "correct_residence_review", review, before)


@action
def remove_residence_review(*, by: By, review: ResidenceReview, reason: str) -> None:
    """Remove a remark; what it said and why it went stay in the log."""
    refuse(rules.obstacles_to_removing(reason))
    _remove(by, "remove_residence_review", review, reason)


def _obstacles_to_aggregate(
    aggregate: RatingAggregate, today: datetime.date | None
) -> list[Reason]:
    others = RatingAggregate.objects.filter(
        organization_id=aggregate.organization_id,
        from_year=aggregate.from_year,
        to_year=aggregate.to_year,
    ).exclude(pk=aggregate.pk)
    return rules.obstacles_to_aggregate(
        known.figure(aggregate),
        [known.figure(other) for other in others],
        scale=rules.scale_of(known.member_scales(), aggregate.to_year),
        this_year=today.year if today else None,
    )


def _obstacles_to_rating(rating: OrganizationRating, today: datetime.date | None) -> list[Reason]:
    others = OrganizationRating.objects.filter(
        organization_id=rating.organization_id, year=rating.year
    ).exclude(pk=rating.pk)
    return rules.obstacles_to_organization_rating(
        year=rating.year,
        self_level=rating.self_level,
        decided_level=rating.decided_level,
        decided_by=rating.decided_by,
        decision=rating.decision,
        decided_on=rating.decided_on,
        scale=rules.scale_of(known.organization_scales(), rating.year),
        is_rated=others.exists(),
        this_year=today.year if today else None,
    )


def _rating_of(organization: Organization, year: int) -> OrganizationRating:
    """Return how an organisation was rated for a year, locked; a new row where nothing stands."""
    mine = {"organization": organization, "year": year}
    rating = OrganizationRating.objects.filter(**mine).first()
    if rating is None:
        return OrganizationRating(**mine)
    rating.lock()
    return rating


def _superiors_word(rating: OrganizationRating, touched: set[str]) -> list[Reason]:
    organization = rating.organization
    return rules.obstacles_to_stating_a_decision(
        superior=organization.parent_name if organization.parent_id is not None else "",
        touched=touched,
        decided_level=rating.decided_level,
        decided_by=rating.decided_by,
    )


def _obstacles_to_stating(
    rating: OrganizationRating, touched: set[str], today: datetime.date | None
) -> list[Reason]:
    """Return why the organisation may not write so what was decided about it."""
    reasons = _superiors_word(rating, touched)
    if rating.organization.parent_id is not None or not (touched and rating.decided_level):
        return reasons
    return reasons + obstacles_to_the_decision(
        rating.decision,
        rating.decided_on,
        year=rating.year,
        today=today or datetime.date.max,
    )


def _obstacles_to_overruling(
    rating: OrganizationRating, year: int, touched: set[str]
) -> list[Reason]:
    sheet = RatingSheet.objects.filter(organization_id=rating.organization_id, year=year).first()
    return rules.obstacles_to_overruling(
        year=year, status=sheet.status if sheet else "", touched=touched
    )


def _obstacles_to_review(review: ResidenceReview, today: datetime.date | None) -> list[Reason]:
    """One member, or one result of all or some, is remarked once in the same time."""
    same = ResidenceReview.objects.filter(
        organization_id=review.organization_id,
        when_earliest=review.when.earliest,
        when_latest=review.when.latest,
        member_id=review.member_id,
    ).exclude(pk=review.pk)
    if review.member_id is None:
        same = same.filter(result=review.result)
    return rules.obstacles_to_residence_review(
        when=review.when,
        extent=review.extent,
        has_member=review.member_id is not None,
        count=review.count,
        total=review.total,
        is_repeated=review.when.is_known and same.exists(),
        today=today,
    )


def _noted(by: By, verb: str, kept: Any) -> Any:
    kept.save()
    _record(by, verb, kept, _values(kept))
    return kept


def _put(kept: Kept, facts: dict[str, Any]) -> dict[str, Any]:
    """Put facts in place of what stands; return what stood before, as the log keeps it."""
    before = _values(kept)
    for name, value in facts.items():
        setattr(kept, name, value)
    return before


def _corrected(by: By, verb: str, kept: Any, before: dict[str, Any]) -> Any:
    if changes := changed(before, _values(kept)):
        kept.write(*changes)
        _record(by, verb, kept, changes)
    return kept


def _remove(by: By, verb: str, kept: Kept, reason: str) -> None:
    kept.lock()
    _record(by, verb, kept, {**_values(kept), "reason": reason})
    kept.delete()


def _record(by: By, verb: str, kept: Kept, values: dict[str, Any]) -> None:
    record(by=by, verb=verb, subject=kept, organization_id=kept.organization_id, values=values)


def _values(kept: Kept) -> dict[str, Any]:
    """Return what the log keeps: the fields as plain values, days as words, without the owner."""
    left_out = {"id", "organization", "when_earliest", "when_latest", "when_words"}
    values = {
        field.name: _plain(getattr(kept, field.attname))
        for field in kept._meta.concrete_fields
        if field.name not in left_out
    }
    return {**values, "when": str(kept.when)} if isinstance(kept, ResidenceReview) else values


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, datetime.date) else value
