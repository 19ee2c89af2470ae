import pytest
from django.urls import reverse

from chibo.dates import parse
from reports.activities.models import Achievement, Activity, Circumstance, StatedFigure
from reports.activities.views import KINDS
from tests.chibo.factories import OrganizationFactory
from tests.reports.factories import (
    AchievementFactory,
    ActivityFactory,
    IdeologyFactory,
    LimitationFactory,
    StatedFigureFactory,
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


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_note_has_its_form(signed, kind):
    assert signed.get(reverse("add_note", args=["mau", kind])).status_code == 200


def _words(page):
    return " ".join(page.content.decode().split())


def test_an_activity_is_told_with_channel_amount_since_and_who_took_part(signed, cell):
    ActivityFactory(
        organization=cell,
        text="Hiến máu tình nguyện",
        when=parse("2019"),
        since=parse("2011"),
        channel="ngày hội hiến máu",
        quantity=129,
        unit="đơn vị máu",
        participants="toàn Tổng cục",
    )
    page = _words(signed.get(reverse("notebook"), {"nam": "2019"}))
    assert '<strong class="text-nowrap">129 đơn vị máu</strong>' in page
    assert "· ngày hội hiến máu · duy trì từ 2011 · toàn Tổng cục" in page


def test_a_figure_is_told_as_stated_over_its_total(signed, cell):
    StatedFigureFactory(organization=cell, text="Dự học nghị quyết", stated="toàn thể", total=1069)
    page = _words(signed.get(reverse("notebook"), {"nam": "2025"}))
    assert "Dự học nghị quyết <strong>toàn thể</strong> (trên tổng số 1.069)" in page


def test_cases_are_told_with_those_among_whom_they_were_counted(signed, cell):
    IdeologyFactory(organization=cell, cases=0, population="đảng viên, công chức")
    page = _words(signed.get(reverse("notebook"), {"nam": "2025"}))
    assert "0 trường hợp suy thoái, “tự diễn biến” trong đảng viên, công chức" in page


@pytest.mark.parametrize("q", ["ban tin", "don vi mau", "doan vien", "toan the", "nguoi lao dong"])
def test_a_search_looks_into_the_further_fields(signed, cell, q):
    ActivityFactory(
        organization=cell,
        text="Đúng dòng",
        channel="bản tin",
        quantity=1,
        unit="đơn vị máu",
        participants="đoàn viên",
    )
    StatedFigureFactory(organization=cell, text="Đúng dòng", stated="toàn thể")
    IdeologyFactory(organization=cell, text="Đúng dòng", population="người lao động")
    AchievementFactory(organization=cell, text="Dòng khác")
    page = signed.get(reverse("notebook"), {"nam": "2025", "q": q}).content.decode()
    assert ("1 ghi chép khớp" in page, "Dòng khác" in page) == (True, False)


@pytest.mark.parametrize(
    ("kind", "model", "given"),
    [
        ("hoat-dong", Activity, {"kind": "social", "since": "2011", "quantity": "129"}),
        ("so-lieu", StatedFigure, {"subject": "study", "stated": "73%", "total": "95"}),
    ],
)
def test_the_newer_kinds_are_added_corrected_and_removed(signed, kind, model, given):
    given = {"when": "2019", "text": "Câu đầu", **given}
    answer = signed.post(reverse("add_note", args=["mau", kind]), given)
    assert answer.url == f"{reverse('notebook')}?to-chuc=mau&nam=2019"
    note = model.objects.get()
    signed.post(reverse("correct_note", args=[kind, note.pk]), {**given, "text": "Câu sau"})
    assert model.objects.get().text == "Câu sau"
    signed.post(reverse("remove_note", args=[kind, note.pk]), {"reason": "nhầm"})
    assert not model.objects.exists()


@pytest.mark.parametrize(
    ("kind", "given", "said"),
    [
        ("hoat-dong", {"kind": "social", "since": "2020"}, "«Duy trì từ» sau thời gian"),
        ("so-lieu", {"subject": "study", "stated": "730%"}, "Tỷ lệ lớn hơn 100%"),
    ],
)
def test_what_the_newer_kinds_refuse_stands_beside_what_was_typed(signed, kind, given, said):
    typed = {"when": "2019", "text": "Câu đã gõ", **given}
    page = signed.post(reverse("add_note", args=["mau", kind]), typed).content.decode()
    assert said in page
    assert "Câu đã gõ" in page
    assert not KINDS[kind].model._default_manager.exists()


def test_an_event_of_the_year_ahead_is_added_and_shown_there(signed):
    given = {"when": "2099", "text": "Đại hội toàn quốc", "kind": "event"}
    answer = signed.post(reverse("add_note", args=["mau", "boi-canh"]), given)
    assert answer.url == f"{reverse('notebook')}?to-chuc=mau&nam=2099"
    page = _words(signed.get(answer.url))
    assert "Đại hội toàn quốc" in page
    assert "Sự kiện của năm · 2099" in page
    assert Circumstance.objects.get().kind == "event"


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
    makers = (AchievementFactory, ActivityFactory, StatedFigureFactory)
    for make in makers:
        make(organization=cell)
    with django_assert_num_queries(QUERIES):
        signed.get(address)
    for make in makers * 29:
        make(organization=cell)
    with django_assert_num_queries(QUERIES):
        signed.get(address)


QUERIES = 12
