"""Who reads which entries: the log where it was written, and the kind of record it is about."""

import datetime

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.access import Permission, Role, Scope
from chibo.accounts import actions as accounts
from chibo.accounts.models import User
from chibo.audit import actions as audit
from chibo.audit.models import SYSTEM, Entry
from chibo.dates import parse
from chibo.organizations.models import Organization
from members.posts import actions as posts
from reports.inspection import actions as inspection
from reports.log import queries, rules
from tests.cast import AT, TODAY
from tests.chibo.factories import OrganizationFactory, UserFactory, holder
from tests.members import pages
from tests.members.factories import DisciplineFactory, MemberFactory

pytestmark = pytest.mark.django_db
P = Permission

PARTS = {
    "chibo.Chain", "chibo.Draft", "chibo.DrawnNumber", "chibo.Entry", "chibo.OrganizationPeriod",
    "chibo.Regulation", "meetings.AgendaDocument", "meetings.AgendaItem", "meetings.Attendance",
    "meetings.DocumentFile",
    "meetings.Directive", "meetings.ElectionResult", "meetings.MeetingGuest",
    "meetings.MeetingKind", "meetings.OfficialDocumentPrint", "meetings.OfficialDocumentSnapshot",
    "meetings.Opinion", "meetings.Photo", "meetings.StudyAttendance", "meetings.StudyDocument",
    "meetings.Vote", "reports.Rating", "reports.RatingExchange", "reports.ReportPrint",
    "reports.ReportSnapshot", "reports.ReportText",
}  # fmt: skip
"""Models whose rows are never the subject of an entry that people read."""


@pytest.fixture
def cells():
    return pages.build()


def _held(user: User) -> tuple[Scope, dict[Permission, Scope]]:
    kinds = {power: user.scope(power, on=TODAY) for power in queries.ASKED}
    return user.scope(P.VIEW_LOG, on=TODAY), kinds


def _read(user: User):
    return queries.entries(*_held(user))


def _types(user: User) -> set[str]:
    return set(_read(user).values_list("subject_type", flat=True))


# The tables ---------------------------------------------------------------------------------------


def test_of_every_kind_of_record_it_is_said_who_reads_its_entries():
    """A new model stands in `SEEN_BY` or `OF_ACCOUNTS`, or here among the parts of others."""
    models = {
        model._meta.label
        for model in apps.get_models()
        if model._meta.app_label in {"chibo", "members", "meetings", "reports"}
    }
    said = {*queries.SEEN_BY, *queries.OF_ACCOUNTS}
    assert models == said | PARTS
    assert said & PARTS == set()


def test_every_kind_that_is_grouped_linked_or_of_a_member_is_known():
    grouped = {kind for group in rules.GROUPS.values() for kind in group.types}
    known = {*queries.SEEN_BY, *queries.OF_ACCOUNTS}
    assert grouped <= known
    assert known - grouped <= {"chibo.Authenticator", "chibo.PortalSession"}
    assert set(rules.RECORDS.values()) <= set(queries.SEEN_BY)
    assert set(queries.MEMBER_OF) <= set(queries.SEEN_BY)


# By permission ------------------------------------------------------------------------------------


@pytest.fixture
def written(cells):
    """In both cells: a member, discipline, a month of dues, an inspection; entries of each."""
    for cell, member in ((cells.own, cells.member), (cells.sibling, cells.neighbour)):
        DisciplineFactory(organization=cell, member=member)
        audit.note(by=None, verb="open_dues_month", subject=cell, organization_id=cell.pk)
        inspection.note_inspection(
            by=None, organization=cell, kind="general", when=parse("2025"), topics="Nền nếp"
        )
    return cells


def test_a_secretary_reads_all_of_the_own_cell_and_nothing_of_a_neighbour(written):
    read = _read(holder(Role.SECRETARY, written.own))
    assert set(read.values_list("chain_key", flat=True)) == {written.own.pk}
    assert read.count() == Entry.objects.filter(chain_key=written.own.pk).count()


def test_a_leader_reads_the_cells_below_and_nothing_of_another_tree(written):
    elsewhere = OrganizationFactory()
    chains = set(
        _read(holder(Role.COMMITTEE_LEADER, written.committee)).values_list("chain_key", flat=True)
    )
    assert chains == {written.committee.pk, written.own.pk, written.sibling.pk}
    assert elsewhere.pk not in chains


def test_an_administrator_reads_organisations_and_accounts_and_no_records(written):
    administrator = holder(Role.ADMINISTRATOR, written.committee)
    assert _types(administrator) == {"chibo.Organization", "chibo.Assignment", "chibo.User"}
    assert "open_dues_month" not in set(_read(administrator).values_list("verb", flat=True))


@pytest.mark.parametrize(
    ("power", "gone"),
    [
        (P.VIEW_DISCIPLINE, {"members.Discipline"}),
        (P.VIEW_ACTIVITIES, {"reports.Inspection"}),
        (P.VIEW_MEMBERS, {"members.Member"}),
    ],
)
def test_without_the_permission_of_a_kind_its_entries_are_not_read(written, power, gone):
    log_scope, kinds = _held(holder(Role.SECRETARY, written.own))
    everything = set(queries.entries(log_scope, kinds).values_list("subject_type", flat=True))
    kinds[power] = Scope()
    left = set(queries.entries(log_scope, kinds).values_list("subject_type", flat=True))
    assert everything - left == gone


def test_dues_that_an_organisation_opens_are_dues(written):
    log_scope, kinds = _held(holder(Role.SECRETARY, written.own))
    read = queries.entries(log_scope, kinds).filter(verb="open_dues_month")
    assert read.count() == 1
    kinds[P.VIEW_DUES] = Scope()
    assert not queries.entries(log_scope, kinds).filter(verb="open_dues_month").exists()


def test_a_permission_elsewhere_is_none_here(written):
    """Whoever sees the log of one cell and the discipline of another reads neither's discipline."""
    log_scope, kinds = _held(holder(Role.SECRETARY, written.own))
    kinds[P.VIEW_DISCIPLINE] = Scope.below(written.sibling.path)
    read = queries.entries(log_scope, kinds)
    assert not read.filter(subject_type="members.Discipline").exists()


def test_without_the_log_nothing_is_read(written):
    assert not _read(holder(Role.DEPUTY, written.own)).exists()
    assert not _read(holder(Role.COMMITTEE_STAFF, written.committee)).exists()


def test_unknown_kinds_and_the_law_are_read_by_nobody(written):
    audit.note(by=None, verb="view", subject=Entry.objects.first(), organization_id=written.own.pk)
    administrator = holder(Role.ADMINISTRATOR, written.committee)
    for user in (administrator, holder(Role.SECRETARY, written.own)):
        assert _types(user) & {"chibo.Entry", "chibo.Regulation"} == set()


# Records that are hidden --------------------------------------------------------------------------


@pytest.fixture
def signs(cells, monkeypatch):
    """An inspection of a kind that only those who see discipline may know of."""
    hidden = ("kind", frozenset({"thematic_supervision"}), P.VIEW_DISCIPLINE)
    monkeypatch.setitem(queries.CONFIDENTIAL, "reports.Inspection", hidden)
    shared = {"by": None, "organization": cells.own, "when": parse("2025"), "topics": "Nền nếp"}
    inspection.note_inspection(**shared, kind="general")
    return inspection.note_inspection(**shared, kind="thematic_supervision")


def _inspections(user, **without):
    log_scope, kinds = _held(user)
    kinds |= {P[name]: scope for name, scope in without.items()}
    found = queries.entries(log_scope, kinds).filter(subject_type="reports.Inspection")
    return log_scope, kinds, set(found.values_list("subject_id", flat=True))


def test_a_hidden_record_is_read_with_the_permission_that_hides_it(cells, signs):
    secretary = holder(Role.SECRETARY, cells.own)
    *_, read = _inspections(secretary)
    assert (len(read), str(signs.pk) in read) == (2, True)
    log_scope, kinds, left = _inspections(secretary, VIEW_DISCIPLINE=Scope())
    assert (len(left), str(signs.pk) in left) == (1, False)
    assert not queries.record(log_scope, kinds, "reports.Inspection", signs.pk).exists()


def test_a_hidden_record_stays_hidden_when_corrected_or_removed(cells, signs):
    inspection.correct_inspection(by=None, inspection=signs, kind="general")
    inspection.correct_inspection(by=None, inspection=signs, conclusion="Không có dấu hiệu")
    key = str(signs.pk)
    inspection.remove_inspection(by=None, inspection=signs, reason="Nhầm")
    *_, left = _inspections(holder(Role.SECRETARY, cells.own), VIEW_DISCIPLINE=Scope())
    assert key not in left


# Accounts -----------------------------------------------------------------------------------------


def test_entries_of_an_account_are_read_where_all_its_roles_are_administered(cells):
    administrator = holder(Role.ADMINISTRATOR, cells.committee)
    inside = holder(Role.MEMBER, cells.own)
    both = holder(Role.MEMBER, cells.own)
    accounts.assign(
        by=None, user=both, role=Role.MEMBER, organization=OrganizationFactory(), starts_on=TODAY
    )
    roleless = UserFactory()
    found = _read(administrator).filter(chain_key=SYSTEM)
    read = set(found.values_list("subject_id", flat=True))
    assert {str(inside.pk), str(administrator.pk)} <= read
    assert {str(both.pk), str(roleless.pk)} & read == set()


def test_a_secretary_reads_no_entries_of_accounts(cells):
    secretary = holder(Role.SECRETARY, cells.own)
    assert not _read(secretary).filter(chain_key=SYSTEM).exists()


def test_a_sign_in_stands_in_the_chain_of_ones_place_and_is_read_by_the_same_people(cells):
    administrator = holder(Role.ADMINISTRATOR, cells.committee)
    inside, both = holder(Role.MEMBER, cells.own), holder(Role.MEMBER, cells.own)
    accounts.assign(
        by=None, user=both, role=Role.MEMBER, organization=OrganizationFactory(), starts_on=TODAY
    )
    for user in (inside, both):
        accounts.sign_in(by=user, address="192.0.2.7", at=AT)
    came = Entry.objects.filter(verb="sign_in")
    assert set(came.values_list("chain_key", flat=True)) == {cells.own.pk}

    def read_by(person):
        found = _read(person).filter(verb="sign_in")
        return list(found.values_list("subject_id", flat=True))

    assert read_by(administrator) == [str(inside.pk)]
    assert read_by(holder(Role.ADMINISTRATOR, OrganizationFactory())) == []
    for role, place in (
        (Role.SECRETARY, cells.own),
        (Role.COMMITTEE_LEADER, cells.committee),
        (Role.INSPECTOR, cells.committee),
    ):
        assert read_by(holder(role, place)) == []


# What is asked ------------------------------------------------------------------------------------


def _asked(user, **about):
    log_scope, kinds = _held(user)
    found = queries.entries(log_scope, kinds)
    return queries.narrowed(log_scope, found, queries.Asked(**about))


def test_a_place_narrows_to_itself_and_below(written):
    leader = holder(Role.COMMITTEE_LEADER, written.committee)
    own = _asked(leader, place=written.own)
    assert set(own.values_list("chain_key", flat=True)) == {written.own.pk}
    assert _asked(leader, place=written.committee).count() == _read(leader).count()


def test_at_the_top_of_the_own_scope_accounts_are_there_too(cells):
    administrator = holder(Role.ADMINISTRATOR, cells.committee)
    chains = _asked(administrator, place=cells.committee).values_list("chain_key", flat=True)
    assert SYSTEM in set(chains)
    below = _asked(administrator, place=cells.own).values_list("chain_key", flat=True)
    assert set(below) == {cells.own.pk}


def test_the_actor_is_found_by_part_of_the_name_without_marks(cells):
    secretary = holder(Role.SECRETARY, cells.own, user__full_name="Đinh Công Phúc")
    posts.appoint(
        by=secretary, member=cells.member, organization=cells.own, post="secretary",
        starts=parse("2026"), today=TODAY,
    )  # fmt: skip
    found = _asked(secretary, actor="cong phuc")
    assert list(found.values_list("verb", flat=True)) == ["appoint"]
    assert not _asked(secretary, actor="khong co ai").exists()


def test_readings_and_changes_are_told_apart(cells):
    secretary = holder(Role.SECRETARY, cells.own)
    audit.note(by=secretary, verb="view", subject=cells.member, organization_id=cells.own.pk)
    looked = _asked(secretary, readings=True)
    assert [(entry.verb, entry.actor_id) for entry in looked] == [("view", secretary.pk)]
    wrote = set(_asked(secretary, readings=False).values_list("verb", flat=True))
    assert "view" not in wrote
    assert "enter_member" in wrote


def test_days_are_whole_days_of_viet_nam(cells):
    secretary = holder(Role.SECRETARY, cells.own)
    whole = _read(secretary).count()
    assert _asked(secretary, since=TODAY, until=TODAY).count() == whole
    assert not _asked(secretary, since=TODAY + datetime.timedelta(days=1)).exists()
    assert not _asked(secretary, until=TODAY - datetime.timedelta(days=1)).exists()


def test_a_member_is_found_in_every_kind_of_entry_about_them(written):
    secretary = holder(Role.SECRETARY, written.own)
    log_scope, kinds = _held(secretary)
    found = queries.about_members(
        kinds[P.VIEW_MEMBERS], queries.entries(log_scope, kinds), "dong van"
    )
    assert set(found.values_list("verb", flat=True)) == {"enter_member", "discipline"}
    assert set(found.values_list("chain_key", flat=True)) == {written.own.pk}


def test_what_a_record_that_is_gone_said_of_a_member_is_found_where_they_were_and_above(cells):
    leader = holder(Role.COMMITTEE_LEADER, cells.committee)
    for place in (cells.own, cells.committee):
        held = posts.appoint(
            by=None, member=cells.member, organization=place, post="secretary",
            starts=parse("2026"), today=TODAY,
        )  # fmt: skip
        posts.withdraw_post(by=None, holding=held, reason="Nhầm")
    history = queries.history(*_held(leader), "members.Member", cells.member.pk)
    found = history.filter(verb="withdraw_post").values_list("chain_key", flat=True)
    assert set(found) == {cells.own.pk, cells.committee.pk}


def test_the_history_of_a_member_costs_four_statements(cells, django_assert_num_queries):
    log_scope, kinds = _held(holder(Role.SECRETARY, cells.own))
    with django_assert_num_queries(4):
        list(queries.history(log_scope, kinds, "members.Member", cells.member.pk))


def test_a_member_of_a_neighbour_is_not_found_by_name(written):
    log_scope, kinds = _held(holder(Role.SECRETARY, written.own))
    found = queries.about_members(
        kinds[P.VIEW_MEMBERS], queries.entries(log_scope, kinds), "bui thi dong"
    )
    assert not found.exists()


def test_pages_go_on_where_the_last_one_ended(written):
    read = _read(holder(Role.SECRETARY, written.own))
    everything = [entry.pk for entry in read]
    assert everything == sorted(everything, reverse=True)
    assert [entry.pk for entry in queries.after(read, everything[2])] == everything[3:]
    foreign = Entry.objects.filter(chain_key=written.sibling.pk).first()
    for none in (None, 10**12, foreign.pk):
        assert [entry.pk for entry in queries.after(read, none)] == everything


# One record ---------------------------------------------------------------------------------------


def test_the_history_of_a_record_is_its_own_entries_newest_first(written):
    log_scope, kinds = _held(holder(Role.SECRETARY, written.own))
    found = inspection.note_inspection(
        by=None, organization=written.own, kind="general", when=parse("2024"), topics="Khác"
    )
    inspection.correct_inspection(by=None, inspection=found, topics="Đảng phí")
    history = queries.history(log_scope, kinds, "reports.Inspection", found.pk)
    assert [entry.verb for entry in history] == ["correct_inspection", "note_inspection"]


def test_readings_of_a_member_are_theirs_alone_and_only_readings(cells):
    secretary = holder(Role.SECRETARY, cells.own)
    for verb in ("view", "reveal", "print", "export"):
        audit.note(by=secretary, verb=verb, subject=cells.member, organization_id=cells.own.pk)
    audit.note(by=secretary, verb="view", subject=cells.probationary, organization_id=cells.own.pk)
    found = queries.readings_of(*_held(secretary), cells.member)
    assert [entry.verb for entry in found] == ["export", "print", "reveal", "view"]
    neighbour = holder(Role.SECRETARY, cells.sibling)
    assert not queries.readings_of(*_held(neighbour), cells.member).exists()


def test_a_record_is_found_only_where_log_and_kind_are_seen(cells):
    own = _held(holder(Role.SECRETARY, cells.own))
    assert queries.record(*own, "members.Member", cells.member.pk).get() == cells.member
    assert not queries.record(*own, "members.Member", cells.neighbour.pk).exists()
    administrator = _held(holder(Role.ADMINISTRATOR, cells.committee))
    assert not queries.record(*administrator, "members.Member", cells.member.pk).exists()
    assert queries.record(*administrator, "chibo.Organization", cells.own.pk).get() == cells.own


@pytest.mark.parametrize("kind", sorted(rules.RECORDS.values()))
def test_every_kind_whose_history_has_a_page_can_be_asked(cells, kind):
    log_scope, kinds = _held(holder(Role.SECRETARY, cells.own))
    assert list(queries.record(log_scope, kinds, kind, 10**9)) == []


# Cost ---------------------------------------------------------------------------------------------


def test_reading_is_one_statement_however_many_places(written):
    leader = holder(Role.COMMITTEE_LEADER, written.committee)
    log_scope, kinds = _held(leader)
    costs = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            list(queries.entries(log_scope, kinds)[:50])
        costs.append(len(captured))
        for number in range(30):
            MemberFactory(
                organization=OrganizationFactory(parent=written.committee, name=f"Chi bộ {number}")
            )
    assert costs == [1, 1]
    assert Organization.objects.count() > 30
