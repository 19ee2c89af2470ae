"""Awards and discipline: of a place within a time, of a member, who may be chosen."""

import datetime
from importlib import import_module

import pytest
from django.apps import apps

from chibo.access import Place, Scope
from chibo.dates import parse
from members.conduct import actions, queries
from members.conduct.models import Discipline
from members.conduct.queries import Conduct
from tests.chibo.factories import CommitteeFactory, OrganizationFactory
from tests.members.factories import CommendationFactory, DisciplineFactory, MemberFactory

pytestmark = pytest.mark.django_db
SPAN = (datetime.date(2025, 1, 1), datetime.date(2025, 12, 31))
WHOLE = Scope.whole()


def _of(organization):
    return Scope((Place(organization.path, below=True),))


@pytest.fixture
def member():
    return MemberFactory()


def test_an_award_belongs_to_every_year_it_touches_in_the_order_of_time(member):
    cell = member.organization
    for words in ("12/2024", "8/2025", "2024-2025", "1/2026"):
        CommendationFactory(organization=cell, when=parse(words))
        DisciplineFactory(organization=cell, when=parse(words))
    for ask in (queries.commendations, queries.disciplines):
        assert [str(one.when) for one in ask(WHOLE, cell, *SPAN)] == ["2024-2025", "8/2025"]


def test_a_committee_reads_what_lies_below_and_nobody_a_neighbours():
    committee = CommitteeFactory()
    own, sibling = (OrganizationFactory(parent=committee) for _ in range(2))
    mine, theirs = CommendationFactory(organization=own), CommendationFactory(organization=sibling)
    measure = DisciplineFactory(organization=sibling)
    assert set(queries.commendations(WHOLE, committee, *SPAN)) == {mine, theirs}
    assert list(queries.commendations(_of(own), committee, *SPAN)) == [mine]
    assert list(queries.commendations(_of(own), sibling, *SPAN)) == []
    assert list(queries.disciplines(_of(own), committee, *SPAN)) == []
    assert list(queries.commendation(_of(own), theirs.pk)) == []
    assert list(queries.discipline(_of(own), measure.pk)) == []
    assert list(queries.discipline(_of(sibling), measure.pk)) == [measure]


def test_what_the_committee_recorded_about_a_member_stands_in_the_cell_too():
    committee = CommitteeFactory()
    own, sibling = (OrganizationFactory(parent=committee) for _ in range(2))
    mine, theirs = MemberFactory(organization=own), MemberFactory(organization=sibling)
    award = CommendationFactory(organization=committee, member=mine)
    measure = DisciplineFactory(organization=committee, member=mine)
    for hidden in (theirs, None):
        CommendationFactory(organization=committee, member=hidden)
        DisciplineFactory(organization=committee, member=hidden)
    CommendationFactory(organization=OrganizationFactory(), member=mine)
    assert list(queries.commendations(_of(own), own, *SPAN)) == [award]
    assert list(queries.disciplines(_of(own), own, *SPAN)) == [measure]
    counted = queries.conduct_by_member(_of(own), own, *SPAN)
    assert counted == {mine.pk: Conduct(commended=1, disciplined=1)}
    assert list(queries.commendations(_of(sibling), own, *SPAN)) == []
    assert list(queries.commendation(_of(own), award.pk)) == []


def test_what_a_member_received_follows_the_member(member):
    elsewhere = CommendationFactory(member=member, when=parse("2020"))
    here = CommendationFactory(organization=member.organization, member=member)
    CommendationFactory(organization=member.organization, member=MemberFactory())
    measure = DisciplineFactory(member=member)
    scope, stranger = _of(member.organization), _of(OrganizationFactory())
    assert list(queries.commendations_of(scope, member)) == [here, elsewhere]
    assert list(queries.disciplines_of(scope, member)) == [measure]
    assert list(queries.commendations_of(stranger, member)) == []
    assert list(queries.disciplines_of(stranger, member)) == []


def test_a_nomination_is_counted_apart_and_not_for_the_member(member):
    shared = {"organization": member.organization, "member": member}
    CommendationFactory(**shared)
    CommendationFactory(**shared)
    CommendationFactory(**shared, standing="nominated")
    DisciplineFactory(**shared)
    found = queries.commendations(WHOLE, member.organization, *SPAN)
    assert queries.counted(found) == {"awarded": 2, "nominated": 1}
    assert queries.counted(found.none()) == {"awarded": 0, "nominated": 0}
    counted = queries.conduct_by_member(WHOLE, member.organization, *SPAN)
    assert counted == {member.pk: Conduct(commended=2, disciplined=1)}


def test_only_the_roll_of_the_time_may_be_chosen_and_who_was_chosen(member):
    cell = member.organization
    later = MemberFactory(organization=cell, starts=parse("01/06/2026"))
    during = MemberFactory(organization=cell, starts=parse("01/06/2025"))
    other = MemberFactory()
    assert set(queries.recipients(WHOLE, cell, *SPAN)) == {member, during}
    assert set(queries.recipients(WHOLE, cell, SPAN[0], SPAN[0])) == {member}
    found = queries.recipients(WHOLE, cell, *SPAN, chosen=later.pk)
    assert set(found) == {member, during, later}
    assert other not in queries.recipients(_of(cell), other.organization, *SPAN)


def test_of_a_roll_too_long_for_a_select_only_who_was_chosen_is_offered(member, monkeypatch):
    MemberFactory(organization=member.organization)
    monkeypatch.setattr(queries, "MOST_CHOICES", 1)
    assert not queries.recipients(WHOLE, member.organization, *SPAN).exists()
    found = queries.recipients(WHOLE, member.organization, *SPAN, chosen=member.pk)
    assert list(found) == [member]


def test_who_received_it_is_a_member_a_collective_or_the_place_itself(member):
    cell = member.organization
    assert queries.recipient_of(CommendationFactory(member=member)) == member.full_name
    assert queries.recipient_of(CommendationFactory(collective="Trung tâm")) == "Trung tâm"
    assert queries.recipient_of(CommendationFactory(organization=cell)) == cell.name


def test_a_question_finds_words_and_whose_they_are_without_marks(member):
    cell = member.organization
    his = DisciplineFactory(organization=cell, member=member, reason="Vắng họp nhiều lần")
    own = DisciplineFactory(organization=cell, form="warning", decided_by="Đảng ủy")
    found = queries.disciplines(WHOLE, cell, *SPAN)
    assert list(queries.matching(found, "HOP vang")) == [his]
    assert list(queries.matching(found, f"khien trach {member.full_name}")) == [his]
    assert list(queries.matching(found, f"canh cao {cell.name}")) == [own]
    assert list(queries.matching(found, f"dang uy {member.full_name}")) == []


def test_a_corrected_measure_is_found_by_what_it_says_now(member):
    measure = DisciplineFactory(member=member, organization=member.organization, reason="Chữ cũ")
    actions.correct_discipline(by=None, measure=measure, form="warning", reason="Điều mới")
    found = queries.disciplines(WHOLE, member.organization, *SPAN)
    assert list(queries.matching(found, "canh cao dieu moi")) == [measure]
    assert list(queries.matching(found, "chu cu")) == []


def test_what_was_recorded_before_it_could_be_searched_is_found_too(member):
    measure = DisciplineFactory(organization=member.organization, reason="Vắng họp")
    Discipline.objects.update(search="")
    import_module("members.migrations.0004_discipline_search").fold_what_is_kept(apps, None)
    found = queries.disciplines(WHOLE, member.organization, *SPAN)
    assert list(queries.matching(found, "khien trach vang hop")) == [measure]
