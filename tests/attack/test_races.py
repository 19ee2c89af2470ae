"""Two people at once on one record: the deed is done once, the second hears why it is not."""

import datetime

import pytest

from chibo.accounts import actions as accounts
from chibo.accounts.models import Assignment, Authenticator
from chibo.audit.models import Entry
from chibo.factors import actions as factors
from chibo.reasons import GONE, Refusal
from meetings.congress import actions as congress
from meetings.congress.models import Congress
from meetings.library import actions as library
from meetings.library.models import GuidingDocument
from meetings.minutes import actions as minutes
from meetings.minutes.models import Meeting
from meetings.press import actions as press
from meetings.press.models import Photo, PressItem
from meetings.study import actions as study
from meetings.study.models import Commitment, StudySession
from meetings.tasks import actions as tasks
from meetings.tasks.models import Task
from members.conduct import actions as conduct
from members.conduct.models import Commendation, Discipline
from members.dues import actions as dues
from members.dues.models import DuesPayment, DuesRemittance
from members.people import actions as people
from members.posts import actions as posts
from members.posts.models import PositionHolding
from members.privacy import actions as privacy
from members.privacy.models import CorrectionRequest
from members.roster import actions as roster
from members.roster.models import Member, StatusPeriod
from reports.activities import actions as activities
from reports.activities.models import Achievement
from reports.disclosure import actions as disclosure
from reports.inspection import actions as inspection
from reports.inspection.models import Inspection
from reports.ratings.actions import figures
from reports.ratings.models import OrganizationRating, RatingAggregate, ResidenceReview
from reports.targets import actions as targets
from reports.targets.models import Target, TargetProgress
from reports.yearend import actions as yearend
from reports.yearend.models import Report
from tests.cast import TODAY, assemble, samples
from tests.chibo.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]

REMOVALS = [
    ("away", StatusPeriod, roster.withdraw_status, "period"),
    ("post", PositionHolding, posts.withdraw_post, "holding"),
    ("award", Commendation, conduct.remove_commendation, "commendation"),
    ("measure", Discipline, conduct.withdraw_discipline, "measure"),
    ("dues remittance", DuesRemittance, dues.withdraw_dues_remittance, "remittance"),
    ("dues payment", DuesPayment, dues.withdraw_dues_payment, "payment"),
    ("open meeting", Meeting, minutes.discard_meeting, "meeting"),
    ("press item", PressItem, press.remove_press_item, "item"),
    ("photo", Photo, press.remove_photo, "photo"),
    ("guiding document", GuidingDocument, library.remove_document, "document"),
    ("study", StudySession, study.remove_study, "study"),
    ("commitment", Commitment, study.remove_commitment, "commitment"),
    ("congress", Congress, congress.remove_congress, "congress"),
    ("note", Achievement, activities.remove_note, "note"),
    ("inspection", Inspection, inspection.remove_inspection, "inspection"),
    ("rating aggregate", RatingAggregate, figures.remove_rating_aggregate, "aggregate"),
    ("organization rating", OrganizationRating, figures.remove_organization_rating, "rating"),
    ("residence review", ResidenceReview, figures.remove_residence_review, "review"),
    ("target", Target, targets.remove_target, "target"),
    ("progress", TargetProgress, targets.remove_progress, "progress"),
    ("draft report", Report, yearend.discard_report, "report"),
]


@pytest.fixture
def records():
    """One record of every kind at one place."""
    return samples(assemble().places["own"])


@pytest.mark.parametrize(
    ("kind", "model", "remove", "name"), REMOVALS, ids=[kind for kind, *_ in REMOVALS]
)
def test_what_is_removed_by_two_at_once_is_removed_and_written_down_once(
    records, kind, model, remove, name
):
    pk = records[kind][-1]
    one, other = model.objects.get(pk=pk), model.objects.get(pk=pk)
    if kind == "dues payment":
        DuesRemittance.objects.all().delete()
    remove(by=None, **{name: one}, reason="Ghi nhầm")
    entries = Entry.objects.count()
    with pytest.raises(Refusal) as no:
        remove(by=None, **{name: other}, reason="Ghi nhầm")
    assert no.value.reasons == (GONE,)
    assert Entry.objects.count() == entries


@pytest.mark.parametrize("deed", ["finish", "drop"])
def test_a_task_is_closed_once(records, deed):
    pk = records["task"][0]
    one, other = Task.objects.get(pk=pk), Task.objects.get(pk=pk)
    tasks.drop_task(by=None, task=one, reason="Không còn cần")
    with pytest.raises(Refusal):
        if deed == "drop":
            tasks.drop_task(by=None, task=other, reason="Trùng")
        else:
            tasks.finish_task(by=None, task=other, done=one.done, result="Xong")
    assert Task.objects.get(pk=pk).result == "Không còn cần"


# Roles, requests, keys -----------------------------------------------------------------------------


def _twice(deed, model, pk):
    """Do a deed with two copies of a record that were both read before; the second is refused."""
    one, other = model.objects.get(pk=pk), model.objects.get(pk=pk)
    deed(one)
    entries = Entry.objects.count()
    with pytest.raises(Refusal):
        deed(other)
    assert Entry.objects.count() == entries


def test_a_role_is_ended_once(records):
    _twice(
        lambda role: accounts.end_assignment(by=None, assignment=role, on=TODAY),
        Assignment,
        records["role"][0],
    )


def test_what_was_lent_is_taken_back_once(records):
    _twice(
        lambda lent: accounts.withdraw_delegation(by=None, assignment=lent, today=TODAY),
        Assignment,
        records["lent role"][0],
    )


def test_a_role_is_handed_over_once_and_not_lent_after_it(records):
    held = Assignment.objects.get(pk=records["role"][0])
    stale, other = Assignment.objects.get(pk=held.pk), UserFactory()

    def hand_over(role):
        accounts.hand_over_role(
            by=role.user, assignment=role, user=other, on=TODAY, is_checked=True,
            left_open=[], today=TODAY,
        )  # fmt: skip

    _twice(hand_over, Assignment, held.pk)
    with pytest.raises(Refusal):
        accounts.delegate(
            by=stale.user, assignment=stale, user=other, starts_on=TODAY,
            ends_on=TODAY + datetime.timedelta(days=3), today=TODAY,
        )  # fmt: skip


@pytest.mark.parametrize("answer", ["refuse", "withdraw"])
def test_a_request_is_answered_once(records, answer):
    deeds = {
        "refuse": lambda asked: privacy.refuse_correction(
            by=None, request=asked, reason="Không có căn cứ", sees_sealed=True, today=TODAY
        ),
        "withdraw": lambda asked: privacy.withdraw_correction(by=None, request=asked, today=TODAY),
    }
    _twice(deeds[answer], CorrectionRequest, records["correction request"][0])


def test_a_member_is_erased_once(records):
    def erase(member):
        disclosure.erase_member(
            by=None, member=member, basis="asked", reason="Theo đề nghị",
            typed_name=member.full_name, today=TODAY,
        )  # fmt: skip

    _twice(erase, Member, records["former member"][0])


def test_an_account_is_taken_off_a_file_once(records):
    linked = Member.objects.exclude(user=None).first()
    _twice(lambda member: people.unlink_account(by=None, member=member), Member, linked.pk)


def test_a_key_is_removed_once(records):
    _twice(
        lambda key: factors.remove_authenticator(by=None, authenticator=key, on=TODAY),
        Authenticator,
        records["app"][0],
    )
