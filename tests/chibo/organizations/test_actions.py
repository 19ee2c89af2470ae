"""Founding, changing, moving and closing organisations."""

import datetime

import pytest

from chibo.access import PATH_STEP, Permission, Role, Scope
from chibo.accounts.models import User
from chibo.audit.models import Entry
from chibo.audit.queries import broken_chains
from chibo.dates import UNKNOWN, PartialDate, parse
from chibo.organizations import actions
from chibo.organizations.models import NumberingMode, Organization, OrganizationPeriod
from chibo.organizations.queries import period_on, tree
from chibo.reasons import Refusal
from tests.chibo.factories import (
    CommitteeFactory,
    GroupFactory,
    OrganizationFactory,
    UserFactory,
    holder,
)

pytestmark = pytest.mark.django_db

D = datetime.date
TODAY = D(2026, 11, 22)


@pytest.fixture
def committee():
    return CommitteeFactory()


@pytest.fixture
def cell(committee):
    return OrganizationFactory(parent=committee, name="Chi bộ Một")


def _change(organization, **kwargs):
    given = {
        "on": D(2025, 7, 1),
        "today": TODAY,
        "type": organization.type,
        "name": organization.name,
        "parent": organization.parent,
        **kwargs,
    }
    return actions.change(by=None, organization=organization, **given)


def _refused(deed, **kwargs):
    before = list(Organization.objects.values()), OrganizationPeriod.objects.count()
    entries = Entry.objects.count()
    with pytest.raises(Refusal) as refused:
        deed(**kwargs)
    assert (list(Organization.objects.values()), OrganizationPeriod.objects.count()) == before
    assert Entry.objects.count() == entries
    return [reason.text for reason in refused.value.reasons]


def test_the_first_organisation_stands_at_the_root_and_children_below_in_order(committee):
    cells = OrganizationFactory.create_batch(2, parent=committee)
    group = GroupFactory(parent=cells[1])
    other = CommitteeFactory()
    assert committee.path == "0001"
    assert [cell.path for cell in cells] == ["00010001", "00010002"]
    assert (group.path, other.path) == ("000100020001", "0002")


def test_founding_keeps_what_was_said_begins_a_period_and_is_written_down(committee):
    by = UserFactory()
    founded = actions.found(
        by=by,
        code="chi-bo-1",
        type="cell",
        name="Chi bộ Đào tạo",
        parent=committee,
        opened=parse("tháng 8/2023"),
        locality="Hà Nội",
        official_code="38.168.053.000.001",
        document="QĐ 12-QĐ/ĐU",
    )
    kept = Organization.objects.get(pk=founded.pk)
    assert (kept.search, kept.locality) == ("chi bo dao tao chi-bo-1", "Hà Nội")
    period = kept.periods.get()
    assert (period.starts, period.ends) == (parse("tháng 8/2023"), UNKNOWN)
    assert (period.name, period.type, period.parent, period.path, period.document) == (
        "Chi bộ Đào tạo", "cell", committee, kept.path, "QĐ 12-QĐ/ĐU",
    )  # fmt: skip
    entry = Entry.objects.get(chain_key=kept.pk)
    assert (entry.verb, entry.actor_id, entry.values["parent"]) == ("found", by.pk, committee.code)


def test_a_code_is_used_once_whoever_has_it(cell):
    said = _refused(OrganizationFactory, code=cell.code, name="Khác")
    assert said == [f"Mã «{cell.code}» đã được dùng. Chọn mã khác."]
    assert cell.name not in said[0]


def test_a_cell_does_not_stand_under_a_cell(cell):
    assert "không đặt trực tiếp dưới" in _refused(OrganizationFactory, parent=cell)[0]


def test_nothing_is_founded_under_what_has_ended(committee):
    actions.close(by=None, organization=committee, on=D(2025, 1, 1), today=TODAY)
    said = _refused(OrganizationFactory, parent=committee)
    assert said == ["Cấp trên đã chọn đã kết thúc hoạt động. Chọn cấp trên khác."]


def test_a_wrong_official_code_is_refused(committee):
    assert "14 chữ số" in _refused(OrganizationFactory, parent=committee, official_code="12")[0]


def test_the_last_free_number_under_a_parent_is_used_and_no_more(committee):
    Organization.objects.create(
        code="x", type="cell", name="x", search="x", parent=committee, path=f"{committee.path}9997"
    )
    assert OrganizationFactory(parent=committee).path == f"{committee.path}9998"
    assert _refused(OrganizationFactory, parent=committee) == [
        "Một tổ chức chứa tối đa 9998 tổ chức con."
    ]


def test_a_new_name_holds_from_its_day_and_the_old_one_is_kept(cell):
    _change(cell, name="Chi bộ Hai", document="QĐ 5-QĐ/ĐU")
    kept = Organization.objects.get(pk=cell.pk)
    assert (kept.name, kept.search) == ("Chi bộ Hai", f"chi bo hai {cell.code}")
    assert period_on(Scope.whole(), cell, as_of=D(2025, 6, 30)).name == "Chi bộ Một"
    assert period_on(Scope.whole(), cell, as_of=D(2025, 7, 1)).name == "Chi bộ Hai"
    assert cell.periods.count() == 2


def test_a_change_is_written_with_what_was_before_and_after(cell):
    _change(cell, name="Chi bộ Hai", document="QĐ 5-QĐ/ĐU")
    values = Entry.objects.get(chain_key=cell.pk, verb="change").values
    assert values["before"]["name"] == "Chi bộ Một"
    assert (values["after"]["name"], values["after"]["on"]) == ("Chi bộ Hai", "2025-07-01")
    assert values["document"] == "QĐ 5-QĐ/ĐU"


@pytest.mark.parametrize(
    ("on", "says"),
    [(D(2026, 11, 23), "ở tương lai"), (D(2020, 1, 1), "phải sau"), (D(2019, 1, 1), "phải sau")],
)
def test_a_change_takes_effect_after_the_last_one_and_not_in_the_future(cell, on, says):
    assert says in _refused(lambda: _change(cell, name="Khác", on=on))[0]


def test_moving_gives_everything_below_its_new_path(committee):
    source, target = OrganizationFactory.create_batch(2, parent=committee)
    upper = CommitteeFactory(type="upper_committee")
    group = GroupFactory(parent=source)
    _change(committee, parent=upper)
    paths = dict(Organization.objects.values_list("code", "path"))
    assert paths[committee.code] == f"{upper.path}0001"
    assert paths[source.code] == f"{upper.path}00010001"
    assert paths[target.code] == f"{upper.path}00010002"
    assert paths[group.code] == f"{upper.path}000100010001"


def test_moving_leaves_the_neighbours_whose_paths_only_look_alike(committee):
    cells = OrganizationFactory.create_batch(11, parent=committee)
    _change(cells[0], parent=CommitteeFactory())
    kept = Organization.objects.filter(parent=committee).values_list("path", flat=True)
    assert list(kept) == [f"{committee.path}{n:04d}" for n in range(2, 12)]


def test_what_was_below_keeps_where_it_stood_before_the_move(committee, cell):
    group = GroupFactory(parent=cell)
    before = group.path
    _change(cell, parent=CommitteeFactory(), document="QĐ 9-QĐ/TU")
    group.refresh_from_db()
    assert period_on(Scope.whole(), group, as_of=D(2025, 6, 30)).path == before
    after = period_on(Scope.whole(), group, as_of=D(2025, 7, 1))
    assert (after.path, after.document, after.parent) == (group.path, "QĐ 9-QĐ/TU", cell)


def test_what_came_below_after_the_day_of_the_move_has_one_period_at_its_new_path(cell):
    group = GroupFactory(parent=cell, opened=PartialDate.on(D(2026, 1, 1)))
    _change(cell, parent=CommitteeFactory())
    group.refresh_from_db()
    assert group.periods.get().path == group.path


def test_what_had_ended_before_the_move_stays_where_it_stood(cell):
    group = GroupFactory(parent=cell)
    before = group.path
    actions.close(by=None, organization=group, on=D(2024, 1, 1), today=TODAY)
    _change(cell, parent=CommitteeFactory())
    assert group.periods.get().path == before


def test_the_running_period_of_every_organisation_says_what_it_is(cell):
    GroupFactory(parent=cell)
    _change(cell, parent=CommitteeFactory(), name="Chi bộ Hai")
    for organization in Organization.objects.all():
        period = period_on(Scope.whole(), organization, as_of=TODAY)
        assert (period.name, period.type, period.path, period.parent) == (
            organization.name, organization.type, organization.path, organization.parent,
        )  # fmt: skip


def test_the_place_of_one_that_moved_away_is_not_given_again(committee, cell):
    left = cell.path
    _change(cell, parent=CommitteeFactory())
    assert OrganizationFactory(parent=committee).path != left


def test_roles_reach_where_the_organisation_stands_today(committee, cell):
    group = GroupFactory(parent=cell)
    new = CommitteeFactory()
    old_staff = holder(Role.COMMITTEE_STAFF, committee)
    new_staff = holder(Role.COMMITTEE_STAFF, new)
    secretary = holder(Role.SECRETARY, cell)
    _change(cell, parent=new)

    def seen(user):
        scope = User.objects.get(pk=user.pk).scope(Permission.VIEW_MEMBERS, on=TODAY)
        return {organization.code for organization in tree(scope)}

    assert seen(old_staff) == {committee.code}
    assert seen(new_staff) == {new.code, cell.code, group.code}
    assert seen(secretary) == {cell.code, group.code}


def test_an_organisation_cannot_stand_below_itself(cell):
    group = GroupFactory(parent=cell)
    for parent in (cell, group):
        said = _refused(lambda parent=parent: _change(cell, parent=parent))
        assert "Không thể đặt một tổ chức dưới chính nó." in said


def test_a_circle_is_refused_although_the_pages_were_opened_before():
    one, two = CommitteeFactory.create_batch(2, type="upper_committee")
    seen_one, seen_two = Organization.objects.order_by("path")
    _change(one, parent=two)
    assert "Không thể đặt một tổ chức dưới chính nó." in _refused(
        lambda: _change(seen_two, parent=seen_one)
    )


def test_an_organisation_may_become_a_root(cell):
    moved = _change(cell, parent=None, type="grassroots_cell")
    assert (len(moved.path), moved.parent) == (PATH_STEP, None)


def test_moving_under_what_cannot_contain_it_is_refused(cell):
    other = OrganizationFactory()
    assert "không đặt trực tiếp dưới" in _refused(lambda: _change(cell, parent=other))[0]


def test_a_type_that_cannot_keep_its_children_is_refused(committee, cell):
    said = _refused(lambda: _change(committee, type="grassroots_cell"))
    assert said == [
        "Loại mới không chứa được các tổ chức trực thuộc hiện có. "
        "Chuyển hoặc sửa loại của chúng trước."
    ]


def _settle(organization):
    actions.settle(
        by=None,
        organization=organization,
        locality="Huế",
        superior_name="",
        official_code="",
        numbering=NumberingMode.YEAR,
    )


def test_what_stands_on_documents_can_be_set(cell):
    _settle(cell)
    kept = Organization.objects.get(pk=cell.pk)
    assert (kept.locality, kept.numbering) == ("Huế", "year")
    assert Entry.objects.get(chain_key=cell.pk, verb="settle").values["numbering"] == "year"


def test_settling_and_closing_from_a_page_opened_before_a_move_do_not_undo_it(cell):
    one, two = Organization.objects.get(pk=cell.pk), Organization.objects.get(pk=cell.pk)
    moved = _change(cell, parent=CommitteeFactory(), name="Chi bộ Hai")
    _settle(one)
    actions.close(by=None, organization=two, on=D(2026, 1, 1), today=TODAY)
    kept = Organization.objects.get(pk=cell.pk)
    assert (kept.path, kept.parent, kept.name) == (moved.path, moved.parent, "Chi bộ Hai")
    assert (kept.locality, kept.closed_on) == ("Huế", D(2026, 1, 1))


def test_what_one_page_ended_another_opened_before_does_not_end_again(cell):
    seen = Organization.objects.get(pk=cell.pk)
    close = {"by": None, "today": TODAY}
    actions.close(organization=cell, on=D(2025, 7, 1), **close)
    said = _refused(lambda: actions.close(organization=seen, on=D(2026, 1, 1), **close))
    assert said == ["Tổ chức này đã kết thúc hoạt động, nên không thay đổi được nữa."]


def test_a_closed_organisation_is_what_it_was_until_that_day(cell):
    actions.close(by=None, organization=cell, on=D(2025, 7, 1), today=TODAY)
    cell.refresh_from_db()
    assert cell.closed_on == D(2025, 7, 1)
    assert period_on(Scope.whole(), cell, as_of=D(2025, 6, 30)).name == "Chi bộ Một"
    assert period_on(Scope.whole(), cell, as_of=D(2025, 7, 1)) is None
    assert Entry.objects.get(chain_key=cell.pk, verb="close").values == {"on": "2025-07-01"}


def test_a_parent_with_open_children_is_not_closed(committee, cell):
    close = {"by": None, "on": D(2025, 7, 1), "today": TODAY}
    said = _refused(lambda: actions.close(organization=committee, **close))
    assert said == ["Còn tổ chức trực thuộc đang hoạt động. Chuyển hoặc kết thúc chúng trước."]
    actions.close(organization=cell, **close)
    actions.close(organization=committee, **close)


def test_what_has_ended_is_neither_changed_nor_closed_again(cell):
    actions.close(by=None, organization=cell, on=D(2025, 7, 1), today=TODAY)
    again = {"by": None, "organization": cell, "on": D(2026, 1, 1), "today": TODAY}
    said = "Tổ chức này đã kết thúc hoạt động, nên không thay đổi được nữa."
    assert _refused(lambda: actions.close(**again)) == [said]
    assert _refused(lambda: _change(cell, name="Khác", on=D(2026, 1, 1))) == [said]


def test_deeds_on_the_tree_leave_the_chains_whole(committee, cell):
    _change(cell, parent=CommitteeFactory())
    actions.close(by=None, organization=cell, on=D(2026, 7, 1), today=TODAY)
    assert broken_chains(Scope.whole()) == {}
