"""Giving posts and taking them back; recording terms."""

import datetime

import pytest

from chibo.access import Role, Scope
from chibo.accounts.models import User
from chibo.audit import queries as audit
from chibo.audit.models import Entry
from chibo.dates import UNKNOWN, parse
from chibo.organizations.models import Organization
from chibo.reasons import Refusal
from members.posts import actions
from members.posts.models import PositionHolding, Term
from tests.chibo.factories import AssignmentFactory, OrganizationFactory
from tests.members.factories import (
    TODAY,
    HoldingFactory,
    MemberFactory,
    ProbationaryFactory,
    TermFactory,
    overtaken,
)

pytestmark = pytest.mark.django_db


def _last(subject):
    return audit.history(Scope.whole(), subject).last()


def _fields(refusal):
    return [reason.field for reason in refusal.value.reasons]


def test_a_post_is_given_in_the_log_of_its_organisation():
    holding = HoldingFactory(assigned_field=" công tác kiểm tra ")
    entry = _last(holding)
    assert (entry.verb, entry.chain_key) == ("appoint", holding.organization_id)
    assert holding.assigned_field == "công tác kiểm tra"
    assert entry.values["starts"] == "14/05/2025"


def test_a_second_secretary_is_refused_and_nothing_is_written():
    first = HoldingFactory()
    other = MemberFactory(organization=first.organization)
    with pytest.raises(Refusal) as refusal:
        HoldingFactory(member=other, starts=parse("2026"))
    assert _fields(refusal) == ["post"]
    assert PositionHolding.objects.get() == first


def test_a_secretary_elsewhere_is_no_obstacle():
    first = HoldingFactory()
    HoldingFactory(member=first.member, organization=OrganizationFactory())


def test_a_probationary_member_is_refused():
    with pytest.raises(Refusal) as refusal:
        HoldingFactory(member=ProbationaryFactory())
    assert _fields(refusal) == ["post"]


def test_a_term_of_another_organisation_is_refused():
    with pytest.raises(Refusal) as refusal:
        HoldingFactory(term=TermFactory())
    assert _fields(refusal) == ["term"]


def test_a_post_ends_and_the_next_begins_on_the_same_day():
    first = HoldingFactory()
    actions.end_post(by=None, holding=first, ends=parse("01/09/2026"), today=TODAY)
    assert _last(first).values == {"ends": ["", "01/09/2026"]}
    other = MemberFactory(organization=first.organization)
    HoldingFactory(member=other, starts=parse("01/09/2026"))


def _corrected(holding, **changes):
    facts = {
        "post": holding.post,
        "title": holding.title,
        "starts": holding.starts,
        "ends": holding.ends,
        "term": holding.term,
        "assigned_field": holding.assigned_field,
    }
    return actions.correct_post(by=None, holding=holding, today=TODAY, **facts | changes)


def test_a_correction_keeps_before_and_after():
    holding = HoldingFactory()
    _corrected(holding, post="deputy")
    assert PositionHolding.objects.get().post == "deputy"
    assert _last(holding).values == {"post": ["secretary", "deputy"]}


def test_a_correction_of_nothing_is_no_deed():
    holding = HoldingFactory()
    _corrected(holding)
    assert _last(holding).verb == "appoint"


def test_a_refused_correction_changes_nothing():
    holding = HoldingFactory()
    with pytest.raises(Refusal):
        _corrected(holding, ends=parse("2020"))
    assert holding.ends == UNKNOWN
    assert PositionHolding.objects.get().ends == UNKNOWN


def test_a_post_recorded_by_mistake_is_taken_back_with_a_reason():
    holding = HoldingFactory()
    with pytest.raises(Refusal):
        actions.withdraw_post(by=None, holding=holding, reason="")
    actions.withdraw_post(by=None, holding=holding, reason="ghi nhầm")
    assert not PositionHolding.objects.exists()


def test_a_term_is_recorded_once_and_can_be_extended():
    term = TermFactory()
    with pytest.raises(Refusal) as refusal:
        TermFactory(organization=term.organization, label=" 2025–2027 ")
    assert _fields(refusal) == ["label"]
    TermFactory()
    actions.correct_term(
        by=None,
        term=term,
        label=term.label,
        congress_ordinal=4,
        starts=term.starts,
        ends=parse("2030"),
        extension_document="62-KL/ĐU",
    )
    kept = Term.objects.get(pk=term.pk)
    assert (str(kept.ends), kept.extension_document) == ("2030", "62-KL/ĐU")
    assert _last(term).values == {"ends": ["2027", "2030"], "extension_document": ["", "62-KL/ĐU"]}


def test_two_who_appoint_a_secretary_at_once_appoint_one(monkeypatch):
    first = MemberFactory()
    second = MemberFactory(organization=first.organization)
    overtaken(monkeypatch, Organization, lambda: HoldingFactory(member=first))
    with pytest.raises(Refusal) as refusal:
        HoldingFactory(member=second)
    assert _fields(refusal) == ["post"]


def test_a_corrected_post_keeps_the_end_that_was_recorded_since():
    holding = HoldingFactory()
    opened = PositionHolding.objects.get()
    actions.end_post(by=None, holding=holding, ends=parse("01/09/2026"), today=TODAY)
    actions.correct_post(by=None, holding=opened, today=TODAY, title="Bí thư lâm thời")
    kept = PositionHolding.objects.get()
    assert (kept.title, str(kept.ends)) == ("Bí thư lâm thời", "01/09/2026")
    assert _last(holding).values == {"title": ["", "Bí thư lâm thời"]}


def test_a_corrected_term_keeps_the_extension_that_was_recorded_since():
    term = TermFactory()
    opened = Term.objects.get()
    actions.correct_term(by=None, term=term, ends=parse("2030"), extension_document="62-KL/ĐU")
    actions.correct_term(by=None, term=opened, congress_ordinal=5)
    kept = Term.objects.get()
    assert (kept.congress_ordinal, str(kept.ends)) == (5, "2030")
    assert kept.extension_document == "62-KL/ĐU"
    assert _last(term).values == {"congress_ordinal": [4, 5]}


def test_a_post_has_no_detail_that_it_does_not_have():
    with pytest.raises(TypeError, match="member"):
        actions.correct_post(by=None, holding=HoldingFactory(), today=TODAY, member=1)


# Roles that go with a post -----------------------------------------------------------------------


def _secretary(**role):
    """Return a holding whose member has an account with the secretary's role here."""
    holding = HoldingFactory()
    given = {"role": Role.SECRETARY, "organization": holding.organization, "with_post": True}
    holding.member.user = AssignmentFactory(**{**given, **role}).user
    holding.member.save()
    return holding


def _roles(holding, on=TODAY):
    return [role for role, _ in User.objects.get(pk=holding.member.user_id).roles_on(on)]


def test_a_role_with_a_post_ends_on_the_day_of_the_post_even_ones_own():
    holding = _secretary()
    actions.end_post(by=holding.member.user, holding=holding, ends=parse("01/09/2026"), today=TODAY)
    assert _roles(holding, datetime.date(2026, 8, 31)) == [Role.SECRETARY]
    assert _roles(holding, datetime.date(2026, 9, 1)) == []
    entry = Entry.objects.get(verb="end_assignment")
    assert entry.chain_key == holding.organization_id
    assert entry.values == {
        "user": holding.member.user_id,
        "on": "2026-09-01",
        "because": "end_post",
    }


def test_a_post_that_ended_in_some_month_takes_the_role_today_at_the_latest():
    holding = _secretary()
    actions.end_post(by=None, holding=holding, ends=parse("2026"), today=TODAY)
    assert _roles(holding) == []


def test_a_role_of_its_own_a_role_elsewhere_and_that_of_another_post_stay():
    own = _secretary(with_post=False)
    elsewhere = _secretary(organization=OrganizationFactory())
    deputy = _secretary(role=Role.DEPUTY)
    for holding in (own, elsewhere, deputy):
        actions.end_post(by=None, holding=holding, ends=parse("01/09/2026"), today=TODAY)
    assert [_roles(one) for one in (own, elsewhere, deputy)] == [
        [Role.SECRETARY],
        [Role.SECRETARY],
        [Role.DEPUTY],
    ]


def test_a_corrected_end_takes_the_role_and_a_post_held_anew_keeps_it():
    holding, again = _secretary(), _secretary()
    actions.correct_post(by=None, holding=holding, today=TODAY, ends=parse("01/09/2026"))
    assert _roles(holding) == []
    PositionHolding.objects.create(
        member=again.member,
        organization=again.organization,
        post="secretary",
        starts=parse("01/09/2026"),
    )
    actions.end_post(by=None, holding=again, ends=parse("01/09/2026"), today=TODAY)
    assert _roles(again) == [Role.SECRETARY]


def test_an_old_post_that_is_corrected_leaves_the_role_of_a_later_one():
    holding = _secretary()
    old = HoldingFactory(
        member=holding.member, starts=parse("01/01/2022"), ends=parse("01/01/2024")
    )
    actions.correct_post(by=None, holding=old, today=TODAY, assigned_field="Công tác chung")
    assert _roles(holding) == [Role.SECRETARY]


def test_an_old_post_leaves_a_role_that_began_after_it():
    holding = HoldingFactory(starts=parse("01/01/2022"), ends=parse("01/01/2024"))
    began = datetime.date(2025, 1, 1)
    given = {"organization": holding.organization, "with_post": True, "starts_on": began}
    holding.member.user = AssignmentFactory(**given).user
    holding.member.save()
    actions.correct_post(by=None, holding=holding, today=TODAY, ends=parse("01/02/2024"))
    assert _roles(holding) == [Role.SECRETARY]


def _withdrawn(holding):
    actions.withdraw_post(by=holding.member.user, holding=holding, reason="ghi nhầm", today=TODAY)


def test_a_post_that_is_taken_back_or_made_another_takes_the_role():
    gone, other = _secretary(), _secretary()
    _withdrawn(gone)
    actions.correct_post(by=other.member.user, holding=other, today=TODAY, post="deputy")
    assert [_roles(one) for one in (gone, other)] == [[], []]
    ended = Entry.objects.filter(verb="end_assignment").order_by("pk")
    assert [one.values["on"] for one in ended] == [TODAY.isoformat()] * 2


def test_a_post_that_was_over_or_stands_twice_is_taken_back_without_the_role():
    holding, twice = _secretary(), _secretary()
    _withdrawn(
        HoldingFactory(member=holding.member, starts=parse("2022"), ends=parse("01/01/2024"))
    )
    PositionHolding.objects.create(
        member=twice.member, organization=twice.organization, post="secretary"
    )
    _withdrawn(twice)
    assert [_roles(one) for one in (holding, twice)] == [[Role.SECRETARY], [Role.SECRETARY]]
