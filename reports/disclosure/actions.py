"""Erasing a member's personal data: what must be kept stays, nameless; there is no way back."""

import datetime
from typing import Any

from django.db.models import Model, QuerySet

from chibo.access import Scope
from chibo.audit.actions import erase_values
from chibo.audit.ledger import By, action, record
from chibo.dates import UNKNOWN
from chibo.drafts.models import Draft
from chibo.reasons import refuse
from chibo.vietnamese import fold, name_key, normalise
from meetings.congress.models import ElectionResult
from meetings.minutes.models import Attendance, Meeting
from meetings.study.models import Commitment
from meetings.tasks.models import Task
from members.conduct.models import Commendation, Discipline
from members.dues.models import DuesCharge, DuesProfile
from members.posts.models import PositionHolding
from members.privacy.models import CorrectionRequest, Erasure
from members.roster.models import Member, Membership, StatusPeriod
from reports.disclosure import facts, queries, rules
from reports.inspection.models import Inspection
from reports.ratings.models import Rating, ResidenceReview

KEPT = (
    "Giữ lại theo quy định, không còn tên: đã là đảng viên của chi bộ từ ngày nào đến ngày nào, "
    "cách vào sổ và rời sổ, ngày kết nạp, ngày chính thức, chức vụ đã giữ, hình thức khen thưởng "
    "và kỷ luật, mức xếp loại, số lần dự họp, học tập, số tiền đảng phí. Báo cáo, văn bản đã ban "
    "hành giữ nguyên như đã in; biên bản mở từ sổ mang số hiệu ở chỗ họ tên."
)
_GONE = "Đã xóa theo quy định về dữ liệu cá nhân"
_EMPTIED = (
    "gender", "home_town", "education", "profession", "political_theory", "phone", "email",
    "card_number", "file_number", "admission_decision", "recognition_decision", *Member.SEALED,
)  # fmt: skip
_BLANK: tuple[tuple[type[Model], str, dict[str, Any]], ...] = (
    (Membership, "member", dict.fromkeys(
        ("elsewhere", "decision", "destination", "ending_decision"), "")),
    (StatusPeriod, "member", {"decision": "", "note": ""}),
    (PositionHolding, "member", {"assigned_field": ""}),
    (DuesCharge, "member", {"category": "", "formula": ""}),
    (Attendance, "member", {"reason": ""}),
    (Commitment, "member", {"text": _GONE, "search": fold(_GONE)}),
    (Rating, "member", {"not_rated_reason": "", "remark": ""}),
    (ResidenceReview, "member", {"text": ""}),
    (Inspection, "subject", {"subject": None, "subject_count": 1}),
)  # fmt: skip
"""Model, the way to the member, and what each of its rows says afterwards."""


@action
def erase_member(
    *, by: By, member: Member, basis: str, reason: str, typed_name: str, today: datetime.date
) -> Erasure:
    """Erase the personal data of a member who has left; what the law keeps stays under a number.

    `basis` is `rules.DUE` or `rules.ASKED`. The log loses what it says about the member and keeps
    that it was done; the entry of this deed holds no name.
    """
    member.lock()
    _refuse(by, member, basis, reason, typed_name, today)
    name, records = member.full_name, dict(queries.records_of(Scope.whole(), member))
    places = list(member.memberships.values_list("organization", flat=True))
    _drop(member, name)
    _rename(member, name, places)
    _blank(member)
    _anonymise(member, today)
    erasure = Erasure.objects.create(member=member, on=today, reason=normalise(reason), kept=KEPT)
    place = member.organization_id
    erase_values(by=by, subject=member, organization_id=place, records=records)
    record(
        by=by,
        verb="erase_member",
        subject=member,
        organization_id=place,
        values={"basis": basis, "reason": erasure.reason},
    )
    return erasure


def _refuse(
    by: By, member: Member, basis: str, reason: str, typed_name: str, today: datetime.date
) -> None:
    refuse(
        facts.obstacles_to_erasure(member, by=by, basis=basis, today=today)
        + rules.obstacles_to_confirming(full_name=member.full_name, typed=typed_name, reason=reason)
    )


def _drop(member: Member, name: str) -> None:
    """Drop what was only asked or half typed, and on what the dues were counted."""
    CorrectionRequest.objects.filter(member=member).delete()
    DuesProfile.objects.filter(member=member).delete()
    codes = member.memberships.values_list("organization__code", flat=True)
    keys = [f"dang-vien-{code}" for code in codes]
    for draft in Draft.objects.filter(key__in=keys):
        if fold(name) in fold(str(draft.fields)):
            draft.delete()


def _rename(member: Member, name: str, places: list[int]) -> None:
    """Put the number in place of the name where it is typed out, and what finds it where it goes."""
    alias = rules.alias(member.pk)
    for task in Task.objects.filter(assignee=member):
        task.text = rules.without(name, alias, task.text)
        task.result = rules.without(name, alias, task.result)
        task.search = fold(f"{task.text} {task.result}")
        task.save(update_fields=["text", "result", "search"])
    for award in Commendation.objects.filter(member=member):
        award.title = rules.without(name, alias, award.title)
        award.decision, award.reason = "", ""
        award.search = award.folded()
        award.write("title", "decision", "reason", "search")
    for measure in Discipline.objects.filter(member=member):
        measure.decision = measure.decided_by = measure.reason = ""
        measure.search = measure.folded()
        measure.write("decision", "decided_by", "reason", "search")
    ElectionResult.objects.filter(member=member).exclude(name="").update(name=alias)
    if not _namesakes(member, places).exists():
        _forget_in_search(name, alias, places)


def _forget_in_search(name: str, alias: str, places: list[int]) -> None:
    """Let meetings no longer be found by a name that stands for nobody else there."""
    for meeting in Meeting.objects.filter(organization__in=places, search__contains=fold(name)):
        meeting.search = meeting.search.replace(fold(name), fold(alias))
        meeting.save(update_fields=["search"])


def _namesakes(member: Member, places: list[int]) -> QuerySet[Member]:
    return Member.objects.filter(
        search=member.search, memberships__organization__in=places
    ).exclude(pk=member.pk)


def _blank(member: Member) -> None:
    for model, way, values in _BLANK:
        model._default_manager.filter(**{way: member}).update(**values)


def _anonymise(member: Member, today: datetime.date) -> None:
    """Leave of the member's own row a number, the dates in the Party and where it was."""
    for name in _EMPTIED:
        setattr(member, name, "")
    member.full_name = rules.alias(member.pk)
    member.search, member.sort_key = fold(member.full_name), name_key(member.full_name)[:400]
    member.born = member.admission_decided = UNKNOWN
    member.user, member.erased_on = None, today
    member.write(
        *_EMPTIED,
        "full_name",
        "search",
        "sort_key",
        "born",
        "admission_decided",
        "user",
        "erased_on",
    )
