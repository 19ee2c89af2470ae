"""What a committee does with a sheet: return it, decide it, open it again."""

import pytest
from django.urls import reverse

from reports.ratings import actions
from reports.ratings.models import OrganizationRating, Rating, RatingSheet
from tests.chibo.factories import CommitteeFactory
from tests.members.factories import MemberFactory
from tests.reports.ratings.factories import decide, leader_of, submitted
from tests.reports.ratings.views.pages import BACKEND, decision, listed, shown

pytestmark = pytest.mark.django_db


def test_a_leader_who_stands_on_the_sheet_leaves_it_to_another(client, cell, committee):
    leader, other = leader_of(committee), leader_of(committee)
    own = MemberFactory(organization=cell)
    own.user = leader
    own.save()
    sheet = submitted(organization=cell)
    address = reverse("decide_rating_sheet", args=[sheet.pk])
    client.force_login(leader, backend=BACKEND)
    page = client.get(address).content.decode()
    assert "Để đồng chí khác trong lãnh đạo đảng ủy quyết định." in page
    assert 'type="submit"\n        form="quyet-dinh"' not in page
    client.post(address, decision(sheet))
    assert RatingSheet.objects.get().status == "submitted"
    client.force_login(other, backend=BACKEND)
    client.post(address, decision(sheet))
    assert RatingSheet.objects.get().status == "decided"
    reopen = reverse("reopen_rating_sheet", args=[sheet.pk])
    given = {"reason": "Ghi nhầm", "version": RatingSheet.objects.get().version}
    client.force_login(leader, backend=BACKEND)
    assert "Không tự mở lại được" in client.get(reopen).content.decode()
    client.post(reopen, given)
    assert RatingSheet.objects.get().status == "decided"
    client.force_login(other, backend=BACKEND)
    client.post(reopen, given)
    assert RatingSheet.objects.get().status == "submitted"


def test_leader_of_another_committee_decide_nothing_here(client, cell):
    sheet = submitted(organization=cell)
    client.force_login(leader_of(CommitteeFactory()), backend=BACKEND)
    for name in ("decide", "return", "reopen"):
        address = reverse(f"{name}_rating_sheet", args=[sheet.pk])
        assert client.post(address, {"reason": "vì"}).status_code == 404


def test_staff_return_a_sheet_with_the_reason(staff, cell, committee):
    sheet = submitted(organization=cell)
    address = reverse("return_rating_sheet", args=[sheet.pk])
    assert "Ghi lý do trả lại" in shown(staff.post(address, {"version": sheet.version}))
    answer = staff.post(address, {"version": sheet.version, "reason": "Thiếu phiếu"})
    assert answer.url == listed(committee, nam=2025)
    sheet.refresh_from_db()
    assert (sheet.status, sheet.exchanges.last().text) == ("returned", "Thiếu phiếu")


def test_a_returned_sheet_says_why_where_it_is_mended(signed, cell):
    sheet = submitted(organization=cell)
    given = {"by": None, "at": sheet.updated_at}
    actions.return_rating_sheet(
        sheet=sheet, reason="Thiếu phiếu của An", version=sheet.version, **given
    )
    for name in ("rating_sheet", "write_rating_sheet", "submit_rating_sheet"):
        page = shown(signed.get(reverse(name, args=[sheet.pk])))
        assert "Đảng ủy trả lại Thiếu phiếu của An" in page


def test_a_decision_begins_with_what_the_cell_proposes(staff, cell):
    sheet = submitted(organization=cell)
    address = reverse("decide_rating_sheet", args=[sheet.pk])
    assert '<option value="good" selected>Tốt</option>' in staff.get(address).content.decode()
    staff.post(address, decision(sheet))
    sheet.refresh_from_db()
    assert (sheet.status, sheet.decision) == ("decided", "45-QĐ/ĐU")
    assert OrganizationRating.objects.get().decided_level == "good"
    page = shown(staff.get(reverse("rating_sheet", args=[sheet.pk])))
    assert "Quyết định 45-QĐ/ĐU ngày 05/01/2026" in page
    assert "Đảng ủy quyết định" in page


def test_a_refused_decision_keeps_what_was_typed(staff, cell):
    sheet = submitted("excellent", organization=cell)
    address = reverse("decide_rating_sheet", args=[sheet.pk])
    answer = staff.post(address, decision(sheet, text="Ý kiến đã gõ"))
    page = shown(answer)
    assert "vượt mức trần 0" in page
    assert "366-QĐ/TW" in page
    assert "Ý kiến đã gõ" in page
    assert not Rating.objects.exclude(decided_level="").exists()
    staff.post(address, decision(sheet, exception="12-CV/TU"))
    sheet.refresh_from_db()
    assert sheet.status == "decided"


def test_who_stands_on_a_sheet_sees_why_he_cannot_decide_it(staff, cell):
    member = MemberFactory(organization=cell)
    member.user = staff.get("/").wsgi_request.user
    member.save()
    sheet = submitted(organization=cell)
    address = reverse("decide_rating_sheet", args=[sheet.pk])
    assert "không tự quyết định được" in shown(staff.get(address))
    staff.post(address, decision(sheet))
    sheet.refresh_from_db()
    assert sheet.status == "submitted"


def test_a_decided_sheet_is_read_and_opened_again_with_a_reason(staff, cell):
    sheet = decide(submitted(organization=cell))
    page = staff.get(reverse("rating_sheet", args=[sheet.pk])).content.decode()
    assert "<select" not in page
    assert "Vẫn gửi được" not in page
    address = reverse("reopen_rating_sheet", args=[sheet.pk])
    staff.post(address, {"version": sheet.version, "reason": "Ghi nhầm số"})
    sheet.refresh_from_db()
    assert (sheet.status, sheet.decision) == ("submitted", "")
