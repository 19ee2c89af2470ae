import pytest
from django.urls import reverse

from chibo.access import Role
from chibo.audit.models import Entry
from reports.inspection.models import Inspection
from tests.chibo.factories import OrganizationFactory, holder
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


# Under signs of violation -----------------------------------------------------------------------

SECRET = {"kind": "signs", "topics": "Dấu hiệu chiếm dụng quỹ", "conclusion": "Có vi phạm"}


@pytest.fixture
def suspected(cell):
    """What nobody is told who does not see discipline."""
    member = MemberFactory(organization=cell, full_name="Lê Văn Bị Nghi")
    return InspectionFactory(organization=cell, subject=member, **SECRET)


def as_(client, role, place):
    client.force_login(holder(role, place), backend="chibo.accounts.backend.AccountBackend")
    return client


@pytest.mark.parametrize(
    ("role", "sees"),
    [(Role.SECRETARY, True), (Role.DEPUTY, True), (Role.INSPECTOR, True), (Role.CLERK, False)],
)
def test_an_inspection_under_signs_is_listed_found_and_counted_for_few(
    client, cell, suspected, role, sees
):
    InspectionFactory(organization=cell, topics="Nền nếp sinh hoạt")
    as_(client, role, cell)
    for asked, told in (("", (1, 2)), ("&q=chiem+dung", (0, 1)), ("&q=bi+nghi", (0, 1))):
        page = client.get(f"{reverse('inspections')}?to-chuc=mau&nam=2025{asked}").content.decode()
        assert page.count('<span class="clause">') == told[sees]
        assert ("chiếm dụng" in page, "Lê Văn Bị Nghi" in page) == (sees, sees)


def test_who_looks_at_an_inspection_under_signs_is_written_down(client, cell, suspected):
    other = InspectionFactory(organization=cell, topics="Nền nếp sinh hoạt")
    year = f"{reverse('inspections')}?to-chuc=mau&nam=2025"
    pages = [
        reverse(name, args=[suspected.pk]) for name in ("correct_inspection", "remove_inspection")
    ]
    as_(client, Role.SECRETARY, cell)
    for page in (year, *pages):
        client.get(page)
    for page in (f"{year}&q=nen+nep", reverse("correct_inspection", args=[other.pk])):
        client.get(page)
    as_(client, Role.CLERK, cell).get(year)
    looks = Entry.objects.filter(verb="view").order_by("pk")
    assert [(one.subject_type, one.values) for one in looks] == [
        ("chibo.Organization", {"part": "inspection", "year": 2025}),
        ("reports.Inspection", {}),
        ("reports.Inspection", {}),
    ]


def test_a_clerk_is_neither_offered_the_kind_nor_finds_the_record(client, cell, suspected):
    as_(client, Role.CLERK, cell)
    note = reverse("note_inspection", args=["mau"])
    assert "Kiểm tra khi có dấu hiệu" not in client.get(note).content.decode()
    assert client.post(note, GIVEN | SECRET | {"subject_count": ""}).status_code == 200
    for name in ("correct_inspection", "remove_inspection"):
        address = reverse(name, args=[suspected.pk])
        assert client.get(address).status_code == 404
        assert client.post(address, {**GIVEN, "reason": "vì"}).status_code == 404
    assert [one.conclusion for one in Inspection.objects.all()] == ["Có vi phạm"]


def test_a_clerk_cannot_turn_a_record_into_one_under_signs(client, cell):
    one = InspectionFactory(organization=cell)
    as_(client, Role.CLERK, cell)
    page = client.post(reverse("correct_inspection", args=[one.pk]), {**GIVEN, "kind": "signs"})
    assert "Chọn hình thức trong danh sách." in page.content.decode()
    assert Inspection.objects.get().kind == "regular_supervision"


def test_the_secretary_notes_and_corrects_an_inspection_under_signs(signed, cell):
    given = GIVEN | SECRET | {"subject_count": ""}
    assert signed.post(reverse("note_inspection", args=["mau"]), given).status_code == 302
    address = reverse("correct_inspection", args=[Inspection.objects.get().pk])
    assert "Kiểm tra khi có dấu hiệu vi phạm" in signed.get(address).content.decode()
    assert signed.post(address, given | {"conclusion": "Không vi phạm"}).status_code == 302
    assert Inspection.objects.get().conclusion == "Không vi phạm"


@pytest.mark.parametrize("role", [Role.CLERK, Role.SECRETARY])
def test_other_pages_of_the_year_tell_nothing_of_an_inspection_under_signs(
    client, cell, suspected, role
):
    as_(client, role, cell)
    pages = [
        f"{reverse('desk')}?to-chuc=mau&nam=2025",
        f"{reverse('notebook')}?to-chuc=mau&nam=2025",
        f"{reverse('search')}?q=chiem+dung",
        reverse("member", args=[suspected.subject_id]),
    ]
    for address in pages:
        answer = client.get(address)
        assert answer.status_code == 200
        assert "chiếm dụng quỹ" not in answer.content.decode().replace("chiem dung", "")
