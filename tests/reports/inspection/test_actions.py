import pytest

from chibo.audit.models import Entry
from chibo.dates import parse
from chibo.reasons import Refusal
from reports.inspection import actions
from reports.inspection.models import Inspection
from tests.chibo.factories import UserFactory
from tests.members.factories import MemberFactory
from tests.reports.factories import InspectionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def own():
    """A member with an account."""
    member = MemberFactory()
    member.user = UserFactory()
    member.save()
    return member


def _of(subject, kind="signs"):
    return InspectionFactory(organization=subject.organization, subject=subject, kind=kind)


def _corrected(by, one, **facts):
    return actions.correct_inspection(by=by, inspection=one, **facts)


def _noted(by, subject, kind="signs"):
    return actions.note_inspection(
        by=by,
        organization=subject.organization,
        kind=kind,
        when=parse("2025"),
        topics="Nề nếp",
        subject=subject,
    )


def test_nobody_writes_of_an_inspection_of_their_own_signs_of_violation(own):
    mine, others, regular = _of(own), _of(MemberFactory()), _of(own, "regular_supervision")
    deeds = [
        lambda: _noted(own.user, own),
        lambda: _corrected(own.user, mine, conclusion="Không vi phạm"),
        lambda: _corrected(own.user, mine, subject=None),
        lambda: _corrected(own.user, mine, kind="general"),
        lambda: _corrected(own.user, others, subject=own),
        lambda: _corrected(own.user, regular, kind="signs"),
        lambda: actions.remove_inspection(by=own.user, inspection=mine, reason="Ghi nhầm"),
    ]
    before = [*Inspection.objects.order_by("pk").values()]
    for deed in deeds:
        with pytest.raises(Refusal) as no:
            deed()
        assert [reason.field for reason in no.value.reasons] == ["subject"]
    assert [*Inspection.objects.order_by("pk").values()] == before
    assert not Entry.objects.filter(actor_id=own.user_id).exists()


def test_what_is_no_suspicion_and_what_is_of_others_is_written_by_anybody(own):
    mine, others = _of(own, "regular_supervision"), _of(MemberFactory())
    _corrected(own.user, mine, conclusion="Tốt")
    _corrected(own.user, others, conclusion="Có vi phạm")
    actions.remove_inspection(by=own.user, inspection=mine, reason="Ghi nhầm")
    actions.remove_inspection(by=UserFactory(), inspection=_of(own), reason="Ghi nhầm")
    assert [*Inspection.objects.values_list("pk", "conclusion")] == [(others.pk, "Có vi phạm")]


def test_a_record_is_corrected_from_what_stands_in_the_database():
    one = InspectionFactory()
    Inspection.objects.update(topics="Ghi bên kia")
    actions.correct_inspection(by=None, inspection=one, conclusion="Tốt")
    assert Entry.objects.get(verb="correct_inspection").values == {"conclusion": ["", "Tốt"]}
    kept = Inspection.objects.get()
    assert (kept.topics, kept.conclusion) == ("Ghi bên kia", "Tốt")


def test_a_correction_that_changes_nothing_leaves_no_trace():
    actions.correct_inspection(by=None, inspection=InspectionFactory(), conclusion="")
    assert not Entry.objects.filter(verb="correct_inspection").exists()
