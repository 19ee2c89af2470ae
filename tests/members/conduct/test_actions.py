"""Recording, correcting and taking back awards and disciplinary measures."""

import datetime

import pytest

from chibo.audit.models import Entry
from chibo.dates import parse
from chibo.reasons import Refusal
from members.conduct import actions
from members.conduct.models import Commendation, Discipline
from tests.chibo.factories import OrganizationFactory, UserFactory
from tests.members.factories import (
    CommendationFactory,
    DisciplineFactory,
    HoldingFactory,
    MemberFactory,
)

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 22)


def _fields(refusal):
    return [reason.field for reason in refusal.value.reasons]


def test_an_award_of_a_collective_keeps_its_words_and_is_logged():
    award = CommendationFactory(
        collective="Trung tâm CNTT Quận 1",
        title="",
        issuer="UBND TP.HCM",
        when=parse("2020"),
        period="2011–2020",
        reason="Cải cách hành chính",
    )
    kept = Commendation.objects.get()
    assert (kept.collective, str(kept.when), kept.period) == (
        "Trung tâm CNTT Quận 1",
        "2020",
        "2011–2020",
    )
    entry = Entry.objects.get(verb="commend")
    assert entry.chain_key == award.organization_id
    assert entry.values["reason"] == "Cải cách hành chính"


def test_a_nomination_becomes_an_award():
    award = CommendationFactory(standing="nominated", form="prize", title="Giải thưởng Sáng tạo")
    actions.correct_commendation(
        by=None, commendation=award, standing="awarded", decision="12-QĐ/UB", today=TODAY
    )
    assert Commendation.objects.get().standing == "awarded"
    values = Entry.objects.get(verb="correct_commendation").values
    assert values == {"standing": ["nominated", "awarded"], "decision": ["", "12-QĐ/UB"]}


def test_the_same_award_of_a_member_is_refused_wherever_it_was_recorded():
    member = MemberFactory()
    CommendationFactory(organization=member.organization, member=member, title="A")
    with pytest.raises(Refusal) as refusal:
        CommendationFactory(organization=OrganizationFactory(), member=member, title="a")
    assert _fields(refusal) == ["form"]
    assert Commendation.objects.count() == 1


def test_two_cells_may_receive_the_same_award():
    CommendationFactory(title="Tiêu biểu")
    CommendationFactory(title="Tiêu biểu")
    assert Commendation.objects.count() == 2


def test_a_correction_is_not_the_same_award_as_itself_but_as_another():
    cell = OrganizationFactory()
    CommendationFactory(organization=cell, title="Một")
    two = CommendationFactory(organization=cell, title="Hai")
    actions.correct_commendation(by=None, commendation=two, issuer="Đảng ủy", today=TODAY)
    with pytest.raises(Refusal) as refusal:
        actions.correct_commendation(by=None, commendation=two, title="Một", today=TODAY)
    assert _fields(refusal) == ["form"]
    assert {award.title for award in Commendation.objects.all()} == {"Một", "Hai"}


def test_a_correction_writes_only_what_was_corrected():
    award = CommendationFactory(title="Cũ")
    Commendation.objects.update(issuer="Người khác vừa ghi")
    actions.correct_commendation(by=None, commendation=award, title="Mới", today=TODAY)
    kept = Commendation.objects.get()
    assert (kept.title, kept.issuer) == ("Mới", "Người khác vừa ghi")


def test_a_correction_of_nothing_known_is_a_mistake_of_the_program():
    with pytest.raises(TypeError):
        actions.correct_commendation(by=None, commendation=CommendationFactory(), màu="đỏ")


def test_what_is_removed_stays_in_the_log_with_the_reason():
    award = CommendationFactory(title="Ghi nhầm", reason="Thành tích")
    with pytest.raises(Refusal):
        actions.remove_commendation(by=None, commendation=award, reason=" ")
    actions.remove_commendation(by=None, commendation=award, reason="trùng")
    assert not Commendation.objects.exists()
    values = Entry.objects.get(verb="remove_commendation").values
    assert (values["title"], values["reason"], values["why"]) == ("Ghi nhầm", "Thành tích", "trùng")


def test_a_government_post_is_no_post_to_be_removed_from():
    member = MemberFactory()
    given = {"organization": member.organization, "member": member, "form": "removal"}
    HoldingFactory(member=member, post="government", title="Giám đốc", starts=parse("2020"))
    with pytest.raises(Refusal) as refusal:
        DisciplineFactory(**given)
    assert _fields(refusal) == ["form"]
    HoldingFactory(member=member, post="deputy", starts=parse("2020"))
    assert DisciplineFactory(**given).form == "removal"


def test_nobody_records_corrects_or_withdraws_their_own_discipline():
    user = UserFactory()
    own, other = MemberFactory(), MemberFactory()
    own.user = user
    own.save()
    measure = DisciplineFactory(organization=own.organization, member=own)
    theirs = DisciplineFactory(organization=own.organization, member=other)
    deeds = (
        lambda: actions.correct_discipline(by=user, measure=measure, form="warning"),
        lambda: actions.correct_discipline(by=user, measure=measure, member=other),
        lambda: actions.correct_discipline(by=user, measure=theirs, member=own),
        lambda: actions.withdraw_discipline(by=user, measure=measure, reason="nhầm"),
        lambda: actions.discipline(
            by=user,
            organization=own.organization,
            member=own,
            form="warning",
            when=parse("2025"),
        ),
    )
    for deed in deeds:
        with pytest.raises(Refusal) as refusal:
            deed()
        assert "Không tự quyết định" in str(refusal.value)
    kept = Discipline.objects.order_by("pk").values_list("member", "form")
    assert list(kept) == [(own.pk, "reprimand"), (other.pk, "reprimand")]


def test_a_measure_is_corrected_and_withdrawn_with_a_reason():
    measure = DisciplineFactory()
    actions.correct_discipline(by=None, measure=measure, form="warning", today=TODAY)
    assert Entry.objects.get(verb="correct_discipline").values == {"form": ["reprimand", "warning"]}
    actions.withdraw_discipline(by=None, measure=measure, reason="ghi nhầm tổ chức")
    assert not Discipline.objects.exists()
    assert Entry.objects.get(verb="withdraw_discipline").values["why"] == "ghi nhầm tổ chức"


def test_a_refused_measure_writes_nothing():
    with pytest.raises(Refusal) as refusal:
        DisciplineFactory(form="expulsion")
    assert _fields(refusal) == ["form"]
    assert not Discipline.objects.exists()
    assert not Entry.objects.filter(verb="discipline").exists()
