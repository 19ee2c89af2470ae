"""Which regulation was in force on a day. The law is public: these queries take no scope."""

import datetime

from django.db.models import Q, QuerySet

from chibo.regulations.models import Regulation, Topic
from chibo.regulations.parameters import (
    DuesParameters,
    FormatParameters,
    MeetingParameters,
    MembershipParameters,
    PersonalDataParameters,
    RatingParameters,
    RetentionParameters,
)


class NoRegulation(LookupError):
    """No regulation on this topic is known for this day; the message is for the person."""


def all_regulations() -> QuerySet[Regulation]:
    """Return every regulation by topic, the newest of each first."""
    return Regulation.objects.order_by("topic", "-effective_from")


def in_force(topic: Topic, *, as_of: datetime.date) -> Regulation:
    """Return the regulation on a topic in force on a day; raises NoRegulation."""
    found = (
        Regulation.objects.filter(
            Q(effective_to__isnull=True) | Q(effective_to__gt=as_of),
            topic=topic,
            effective_from__lte=as_of,
        )
        .order_by("-effective_from")
        .first()
    )
    if found is None:
        raise NoRegulation(
            f"Chưa có quy định về «{Topic(topic).label}» áp dụng cho ngày {as_of:%d/%m/%Y}."
        )
    return found


def meeting_parameters(*, as_of: datetime.date) -> tuple[str, MeetingParameters]:
    """Return (symbol, parameters) of the guidance on cell meetings in force on a day."""
    found = in_force(Topic.MEETINGS, as_of=as_of)
    return found.symbol, MeetingParameters.model_validate(found.parameters)


def membership_parameters(*, as_of: datetime.date) -> tuple[str, MembershipParameters]:
    """Return (symbol, parameters) of the guidance on members in force on a day."""
    found = in_force(Topic.MEMBERSHIP, as_of=as_of)
    return found.symbol, MembershipParameters.model_validate(found.parameters)


def rating_parameters(*, as_of: datetime.date) -> tuple[str, RatingParameters]:
    """Return (symbol, parameters) of the rating regulation in force on a day."""
    found = in_force(Topic.RATING, as_of=as_of)
    return found.symbol, RatingParameters.model_validate(found.parameters)


def dues_parameters(*, as_of: datetime.date) -> tuple[str, DuesParameters]:
    """Return (symbol, parameters) of the regulation on dues in force on a day."""
    found = in_force(Topic.DUES, as_of=as_of)
    return found.symbol, DuesParameters.model_validate(found.parameters)


def format_parameters(*, as_of: datetime.date) -> tuple[str, FormatParameters]:
    """Return (symbol, parameters) of the document format in force on a day."""
    found = in_force(Topic.DOCUMENT_FORMAT, as_of=as_of)
    return found.symbol, FormatParameters.model_validate(found.parameters)


def retention_parameters(*, as_of: datetime.date) -> tuple[str, RetentionParameters]:
    """Return (symbol, parameters) of the retention schedule in force on a day."""
    found = in_force(Topic.RETENTION, as_of=as_of)
    return found.symbol, RetentionParameters.model_validate(found.parameters)


def personal_data_parameters(*, as_of: datetime.date) -> tuple[str, PersonalDataParameters]:
    """Return (symbol, parameters) of the law on personal data in force on a day."""
    found = in_force(Topic.PERSONAL_DATA, as_of=as_of)
    return found.symbol, PersonalDataParameters.model_validate(found.parameters)
