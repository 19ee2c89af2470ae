"""Who reads a rating sheet is written down; until it is sent it is the cell's."""

import pytest
from django.urls import reverse

from chibo.access import Role
from chibo.audit.models import Entry
from reports.ratings import actions
from reports.ratings.models import OrganizationRating
from tests.chibo.factories import holder
from tests.members.factories import MemberFactory
from tests.reports.ratings.factories import RatingSheetFactory, submitted, write
from tests.reports.ratings.views.pages import BACKEND, decision, listed, shown

pytestmark = pytest.mark.django_db


def readings() -> list[tuple[str, str, int]]:
    """Return (kind, key, chain) of what was read, the first reading first."""
    found = Entry.objects.filter(verb="view").order_by("pk")
    return [(one.subject_type, one.subject_id, one.chain_key) for one in found]


def test_a_sheet_is_one_line_in_the_log_however_many_stand_on_it(signed, cell):
    for _ in range(5):
        MemberFactory(organization=cell)
    sheet = RatingSheetFactory(organization=cell)
    signed.get(listed(cell, nam=sheet.year))
    for name in ("rating_sheet", "write_rating_sheet", "submit_rating_sheet"):
        signed.get(reverse(name, args=[sheet.pk]))
    assert readings() == [("reports.RatingSheet", str(sheet.pk), cell.pk)] * 4


def test_a_round_names_nobody_and_is_no_reading_but_a_decision_is(staff, committee, cell):
    MemberFactory(organization=cell)
    sheet = submitted(organization=cell)
    staff.get(listed(committee, nam=sheet.year))
    staff.get(reverse("return_rating_sheet", args=[sheet.pk]))
    assert readings() == []
    staff.get(reverse("decide_rating_sheet", args=[sheet.pk]))
    assert readings() == [("reports.RatingSheet", str(sheet.pk), cell.pk)]


def test_a_refused_form_shows_the_sheet_again_and_that_is_a_reading(staff, cell):
    MemberFactory(organization=cell)
    sheet = submitted(organization=cell)
    assert staff.post(reverse("decide_rating_sheet", args=[sheet.pk]), {}).status_code == 200
    assert readings() == [("reports.RatingSheet", str(sheet.pk), cell.pk)]


# Until it is sent a sheet is the cell's


@pytest.mark.parametrize(
    "role",
    [
        Role.COMMITTEE_LEADER,
        Role.COMMITTEE_REVIEWER,
        Role.COMMITTEE_STAFF,
        Role.INSPECTOR,
    ],
)
def test_the_committee_reads_a_sheet_once_it_was_sent(client, committee, cell, role):
    MemberFactory(organization=cell, full_name="Lê Văn An")
    sheet = RatingSheetFactory(organization=cell)
    write(sheet, proposed_level="excellent", votes=1)
    client.force_login(holder(role, committee), backend=BACKEND)
    places = (reverse("rating_sheet", args=[sheet.pk]), listed(cell, nam=sheet.year))
    for address in places:
        page = shown(client.get(address))
        assert "Bảng chưa gửi" in page
        assert "Lê Văn An" not in page
        assert "Xuất sắc" not in page
    assert readings() == []
    actions.submit_rating_sheet(
        by=None, sheet=sheet, text="", version=sheet.version, at=sheet.updated_at
    )
    for address in places:
        assert "Lê Văn An" in shown(client.get(address))


def test_no_form_of_the_committee_shows_what_was_not_sent(staff, cell):
    MemberFactory(organization=cell, full_name="Lê Văn An")
    sheet = RatingSheetFactory(organization=cell)
    address = reverse("decide_rating_sheet", args=[sheet.pk])
    for answer in (staff.get(address), staff.post(address, decision(sheet))):
        assert answer.url == reverse("rating_sheet", args=[sheet.pk])
    for name in ("return", "reopen"):
        answer = staff.post(reverse(f"{name}_rating_sheet", args=[sheet.pk]), {})
        assert "Lê Văn An" not in shown(answer)


def test_a_round_counts_no_level_that_was_not_sent(staff, committee, cell):
    MemberFactory(organization=cell)
    sheet = RatingSheetFactory(organization=cell)
    write(sheet, proposed_level="excellent", votes=1)
    OrganizationRating.objects.create(organization=cell, year=sheet.year, self_level="good")
    page = staff.get(listed(committee, nam=sheet.year))
    assert "level-top" not in page.content.decode()
    assert "mức trần" not in shown(page)
    (row,) = page.context["rows"]
    assert (row["rated"], row["members"], row["self_level"]) == (1, 1, "")
    assert not any(n for _, n in row["levels"])
    actions.submit_rating_sheet(
        by=None, sheet=sheet, text="", version=sheet.version, at=sheet.updated_at
    )
    (row,) = staff.get(listed(committee, nam=sheet.year)).context["rows"]
    assert [n for _, n in row["levels"]] == [1, 0, 0, 0]
    assert row["self_level"]


def test_a_returned_sheet_was_sent_and_stays_to_be_read(staff, cell):
    MemberFactory(organization=cell, full_name="Lê Văn An")
    sheet = submitted(organization=cell)
    actions.return_rating_sheet(
        by=None, sheet=sheet, reason="Thiếu phiếu", version=sheet.version, at=sheet.updated_at
    )
    assert "Lê Văn An" in shown(staff.get(reverse("rating_sheet", args=[sheet.pk])))
