import pytest
from django.urls import reverse

from chibo.audit.models import Entry
from reports.inspection.models import Inspection
from tests.chibo.factories import OrganizationFactory
from tests.members.factories import MemberFactory
from tests.reports.factories import InspectionFactory, secretary_of

pytestmark = pytest.mark.django_db
GIVEN = {
    "kind": "regular_supervision",
    "when": "2025",
    "topics": "Nền nếp sinh hoạt\nThu nộp đảng phí",
    "subject_count": "7",
}


@pytest.fixture
def cell():
    return OrganizationFactory(code="mau", name="Chi bộ Mẫu")


@pytest.fixture
def signed(client, cell):
    client.force_login(secretary_of(cell), backend="chibo.accounts.backend.AccountBackend")
    return client


def test_an_inspection_is_noted_with_its_topics_and_shown(signed):
    answer = signed.post(reverse("note_inspection", args=["mau"]), GIVEN)
    assert answer.url == f"{reverse('inspections')}?to-chuc=mau&nam=2025"
    page = " ".join(signed.get(answer.url).content.decode().split())
    assert "– Thu nộp đảng phí" in page
    assert "7 đảng viên" in page
    assert Entry.objects.get(verb="note_inspection").values["subject_count"] == 7


def test_a_refused_form_keeps_what_was_typed(signed):
    given = {**GIVEN, "when": "2099", "topics": "Chữ đã gõ"}
    page = signed.post(reverse("note_inspection", args=["mau"]), given).content.decode()
    assert "Thời gian ở tương lai" in page
    assert "Chữ đã gõ" in page
    assert not Inspection.objects.exists()


def test_only_members_of_the_roll_may_be_named(signed, cell):
    own, other = MemberFactory(organization=cell), MemberFactory(full_name="Lê Văn Bên")
    address = reverse("note_inspection", args=["mau"])
    assert "Lê Văn Bên" not in signed.get(address).content.decode()
    given = {**GIVEN, "subject_count": "", "subject": other.pk}
    assert "Không có đồng chí này" in signed.post(address, given).content.decode()
    signed.post(address, {**given, "subject": own.pk})
    assert Inspection.objects.get().subject == own


def test_a_record_is_corrected_and_removed_with_a_reason(signed, cell):
    one = InspectionFactory(organization=cell)
    signed.post(reverse("correct_inspection", args=[one.pk]), {**GIVEN, "conclusion": "Tốt"})
    assert Inspection.objects.get().conclusion == "Tốt"
    remove = reverse("remove_inspection", args=[one.pk])
    assert "Ghi lý do bỏ" in signed.post(remove, {"reason": ""}).content.decode()
    signed.post(remove, {"reason": "trùng"})
    assert not Inspection.objects.exists()
    assert Entry.objects.get(verb="remove_inspection").values["reason"] == "trùng"


def test_a_neighbours_records_are_not_found(signed):
    other = InspectionFactory()
    for name, argument in (
        ("correct_inspection", other.pk),
        ("remove_inspection", other.pk),
        ("note_inspection", other.organization.code),
    ):
        assert signed.get(reverse(name, args=[argument])).status_code == 404


def test_the_list_costs_the_same_with_one_and_with_thirty_rows(
    signed, cell, django_assert_num_queries
):
    address = f"{reverse('inspections')}?nam=2025"
    InspectionFactory(organization=cell)
    with django_assert_num_queries(QUERIES):
        signed.get(address)
    for _ in range(29):
        InspectionFactory(organization=cell)
    with django_assert_num_queries(QUERIES):
        signed.get(address)


QUERIES = 7
