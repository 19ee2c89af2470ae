"""The list of a year, of a document, and of a committee."""

import pytest
from django.urls import reverse

from chibo.dates import parse
from meetings.study.models import Commitment, StudySession
from tests.meetings.pages import words
from tests.meetings.study.factories import CommitmentFactory, StudyFactory
from tests.meetings.study.views.pages import LIST, RECORD, form
from tests.members.pages import statements

pytestmark = pytest.mark.django_db


def test_a_question_narrows_both_lists(world):
    StudyFactory(organization=world.own, title="Hội nghị trực tuyến")
    StudyFactory(organization=world.own, title="Buổi đọc", documents=[world.document])
    CommitmentFactory(organization=world.own, text="Chuẩn mực đạo đức")
    page = words(world.browser.get(LIST, {"nam": "2025", "q": "21-kl"}))
    assert "Buổi đọc" in page
    assert "Hội nghị trực tuyến" not in page
    assert "Không có cam kết nào khớp" in page
    page = words(world.browser.get(LIST, {"nam": "2025", "q": "chuan muc"}))
    assert "Chuẩn mực đạo đức" in page
    assert "Không có đợt nào khớp" in page


def test_a_committee_reads_its_cells_grouped_and_writes_only_its_own(world):
    StudyFactory(organization=world.own, title="Của Một")
    StudyFactory(organization=world.sibling, title="Của Hai", documents=[world.document])
    StudyFactory(organization=world.committee, title="Của Đảng bộ")
    CommitmentFactory(organization=world.sibling, text="Cam kết của Hai")
    page = words(world.staff.get(f"{LIST}?to-chuc=dang-bo&nam=2025"))
    order = ("Của Đảng bộ", "Chi bộ Một", "Của Một", "Chi bộ Hai", "Của Hai", "Cam kết của Hai")
    places = [page.index(each) for each in order]
    assert places == sorted(places)
    assert "Sửa: Cam kết của Hai" not in page
    promised = Commitment.objects.get()
    assert world.staff.get(reverse("correct_commitment", args=[promised.pk])).status_code == 404
    assert world.staff.get(RECORD).status_code == 404
    study = StudySession.objects.get(title="Của Một")
    page = words(world.staff.get(reverse("study", args=[study.pk])))
    assert "Bỏ đợt này" not in page


def test_a_committee_of_many_cells_turns_pages(world, monkeypatch):
    monkeypatch.setattr("meetings.study.views.listing.PLACES_ON_A_PAGE", 1)
    StudyFactory(organization=world.own, title="Của Một")
    StudyFactory(organization=world.sibling, title="Của Hai")
    address = f"{LIST}?to-chuc=dang-bo&nam=2025"
    first, second = words(world.staff.get(address)), words(world.staff.get(f"{address}&trang=2"))
    assert ("Của Một" in first, "Của Hai" in first) == (True, False)
    assert ("Của Một" in second, "Của Hai" in second) == (False, True)


def test_a_committee_sees_which_cells_have_not_studied_a_document(world):
    StudyFactory(organization=world.own, documents=[world.document], when=parse("2020"))
    link = f"{LIST}?van-ban={world.document.pk}"
    page = world.staff.get(reverse("document", args=[world.document.pk])).content.decode()
    assert f'<a class="evidence" href="{link}">1 đợt</a>' in page
    page = words(world.staff.get(f"{link}&to-chuc=dang-bo"))
    assert page.index("Chi bộ Một") < page.index(
        "Chi bộ chưa ghi học văn bản này 1 chi bộ. Chi bộ Hai"
    )
    assert "Chi bộ chưa ghi" not in words(world.browser.get(link))
    offered = form(world.browser, f"{RECORD}?van-ban={world.document.pk}")
    assert offered["documents"] == [str(world.document.pk)]


def test_a_neighbours_study_is_not_found_nor_counted(world):
    beside = StudyFactory(
        organization=world.sibling, title="Chuyện chi bộ bên", documents=[world.document]
    )
    promised = CommitmentFactory(organization=world.sibling, text="Cam kết chi bộ bên")
    for name, key in (
        ("study", beside.pk),
        ("correct_study", beside.pk),
        ("remove_study", beside.pk),
        ("correct_commitment", promised.pk),
        ("remove_commitment", promised.pk),
        ("record_study", "hai"),
        ("record_commitment", "hai"),
    ):
        assert world.browser.get(reverse(name, args=[key])).status_code == 404
    make_up = reverse("make_up_study", args=[beside.pk])
    assert world.browser.post(make_up, {"member": world.neighbour.pk}).status_code == 404
    for asked in ({"nam": 2025}, {"nam": 2025, "q": "ben"}, {"van-ban": world.document.pk}):
        assert "chi bộ bên" not in words(world.browser.get(LIST, asked))
    document = words(world.browser.get(reverse("document", args=[world.document.pk])))
    assert "Đã học: 0 đợt" in document


@pytest.mark.parametrize("rows", [1, 30])
def test_the_pages_cost_the_same_with_one_row_and_with_thirty(world, rows):
    for number in range(rows):
        place = (world.own, world.sibling)[number % 2]
        member = (world.members[0], world.neighbour)[number % 2]
        study = StudyFactory(
            organization=place,
            title="Học kế hoạch",
            documents=[world.document],
            extent="by_name",
            listed=[member.pk],
        )
        CommitmentFactory(organization=place, member=member)
    assert statements(world.staff, f"{LIST}?to-chuc=dang-bo&nam=2025") == LIST_COST
    assert statements(world.staff, f"{LIST}?to-chuc=dang-bo&nam=2025&q=ke hoach") == LIST_COST
    assert statements(world.staff, f"{LIST}?van-ban={world.document.pk}") == DOCUMENT_COST
    assert statements(world.staff, reverse("study", args=[study.pk])) == STUDY_COST


LIST_COST, DOCUMENT_COST, STUDY_COST = 14, 12, 9
