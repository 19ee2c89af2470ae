import pytest
from django.urls import reverse

from reports.activities.models import Achievement
from tests.chibo.factories import OrganizationFactory
from tests.reports.factories import (
    AchievementFactory,
    LimitationFactory,
    secretary_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cell():
    return OrganizationFactory(code="mau", name="Chi bộ Mẫu")


@pytest.fixture
def signed(client, cell):
    client.force_login(secretary_of(cell), backend="chibo.accounts.backend.AccountBackend")
    return client


def test_the_notebook_shows_the_notes_of_its_year(signed, cell):
    AchievementFactory(organization=cell, text="Số hóa hồ sơ", quantity=61400, unit="trang")
    LimitationFactory(organization=cell, text="Sinh hoạt chưa phong phú")
    page = signed.get(reverse("notebook"), {"nam": "2025"}).content.decode()
    assert "61.400 trang" in page
    assert "Sinh hoạt chưa phong phú" in page
    assert "Số hóa" not in signed.get(reverse("notebook"), {"nam": "2024"}).content.decode()


def test_the_notebook_is_searched_without_marks(signed, cell):
    AchievementFactory(organization=cell, text="Số hóa hồ sơ")
    AchievementFactory(organization=cell, text="Hiến máu")
    page = signed.get(reverse("notebook"), {"nam": "2025", "q": "hien mau"}).content.decode()
    assert "Hiến máu" in page
    assert "Số hóa" not in page


@pytest.mark.parametrize("year", ["abc", "99999", "", "٢٠٢٥"])
def test_a_year_that_is_none_shows_this_year(signed, year):
    assert signed.get(reverse("notebook"), {"nam": year}).status_code == 200


@pytest.mark.parametrize("kind", ["ket-qua", "boi-canh", "han-che", "tu-tuong"])
def test_every_kind_of_note_has_its_form(signed, kind):
    assert signed.get(reverse("add_note", args=["mau", kind])).status_code == 200


def test_a_note_is_added_and_leads_back_to_its_year(signed):
    address = reverse("add_note", args=["mau", "ket-qua"])
    given = {"when": "8/2024", "text": "<script>x</script>", "area": "masses"}
    answer = signed.post(address, given)
    assert answer.url == f"{reverse('notebook')}?to-chuc=mau&nam=2024"
    page = signed.get(answer.url).content.decode()
    assert "&lt;script&gt;x" in page
    assert "<script>x" not in page


def test_a_refused_form_keeps_what_was_typed(signed):
    address = reverse("add_note", args=["mau", "ket-qua"])
    given = {"when": "31/02/2024", "text": "Câu đã gõ", "area": "masses", "unit": "trang"}
    page = signed.post(address, given).content.decode()
    assert "Không có ngày 31/02/2024 trên lịch" in page
    assert "Câu đã gõ" in page
    assert not Achievement.objects.exists()


def test_a_note_is_corrected_and_removed_with_a_reason(signed, cell):
    note = AchievementFactory(organization=cell)
    given = {"when": "2025", "text": "Chữ mới", "area": "masses"}
    signed.post(reverse("correct_note", args=["ket-qua", note.pk]), given)
    assert Achievement.objects.get().text == "Chữ mới"
    remove = reverse("remove_note", args=["ket-qua", note.pk])
    assert "Ghi lý do bỏ" in signed.post(remove, {"reason": " "}).content.decode()
    signed.post(remove, {"reason": "ghi nhầm"})
    assert not Achievement.objects.exists()


def test_a_neighbours_notes_and_address_are_not_found(signed):
    other = AchievementFactory()
    for name, arguments in (
        ("correct_note", ["ket-qua", other.pk]),
        ("remove_note", ["ket-qua", other.pk]),
        ("add_note", [other.organization.code, "ket-qua"]),
        ("add_note", ["mau", "khong-co"]),
    ):
        assert signed.get(reverse(name, args=arguments)).status_code == 404


def test_the_notebook_costs_the_same_with_one_and_with_thirty_notes(
    signed, cell, django_assert_num_queries
):
    address = f"{reverse('notebook')}?nam=2025"
    AchievementFactory(organization=cell)
    with django_assert_num_queries(QUERIES):
        signed.get(address)
    for _ in range(29):
        AchievementFactory(organization=cell)
    with django_assert_num_queries(QUERIES):
        signed.get(address)


QUERIES = 10
