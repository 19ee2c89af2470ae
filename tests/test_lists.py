"""Every list is searched by `?q=`: words in any order, no marks, never beyond the scope."""

import datetime

import pytest
from django.urls import reverse

from chibo.access import Role
from chibo.dates import PartialDate, parse
from chibo.organizations.models import OrganizationPeriod
from chibo.vietnamese import fold
from meetings.tasks import actions as tasks
from members.dues.models import DuesCharge
from tests.chibo.factories import OrganizationFactory, holder
from tests.meetings.congress.factories import CongressFactory, Row, elect
from tests.meetings.factories import TaskFactory
from tests.meetings.library.factories import GuidingDocumentFactory
from tests.meetings.press.factories import PressItemFactory
from tests.meetings.register.cells import found_cell
from tests.meetings.study.factories import StudyFactory
from tests.members import pages
from tests.members.factories import CommendationFactory, DisciplineFactory, MemberFactory
from tests.reports.factories import AchievementFactory, InspectionFactory, ReportFactory
from tests.reports.ratings.factories import RatingSheetFactory
from tests.reports.ratings.figures.factories import rating
from tests.reports.targets.factories import ProgressFactory, TargetFactory

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]

MARCH = datetime.date(2025, 3, 1)
Q = "hang DAT truc"
"""Words of «Trực … Đạt … Hằng», in another order and without marks."""


def _words(mark: str) -> str:
    return f"Trực ban {mark}, Đạt giải Hằng năm"


def _charge(place, mark):
    member = MemberFactory(organization=place, full_name=f"Trực {mark} Đạt Hằng")
    DuesCharge.objects.create(organization=place, member=member, month=MARCH, amount=5)


def _sheet(place, mark):
    MemberFactory(organization=place, full_name=f"Trực {mark} Đạt Hằng")
    RatingSheetFactory(organization=place)


def _report(place, mark):
    found = ReportFactory(organization=place)
    found.about, found.search = _words(mark), fold(_words(mark))
    found.save()


def _congress(place, mark):
    elect(CongressFactory(organization=place), Row("deputy", name=f"Trực {mark} Đạt Hằng"))


LISTS = {
    "press_items": lambda place, mark: PressItemFactory(organization=place, title=_words(mark)),
    "tasks": lambda place, mark: TaskFactory(organization=place, plan_year=2025, text=_words(mark)),
    "congresses": _congress,
    "dues": _charge,
    "ratings": _sheet,
    "rating_figures": lambda place, mark: rating(place, 2025, self_level="good", note=_words(mark)),
    "targets": lambda place, mark: TargetFactory(organization=place, year=2025, text=_words(mark)),
    "reports": _report,
    "notebook": lambda place, mark: AchievementFactory(organization=place, text=_words(mark)),
    "inspections": lambda place, mark: InspectionFactory(organization=place, topics=_words(mark)),
    "conduct": lambda place, mark: CommendationFactory(organization=place, title=_words(mark)),
    "studies": lambda place, mark: StudyFactory(organization=place, title=_words(mark)),
}
"""List page → what writes a row whose words hold a mark."""

NO_YEAR = {"press_items", "reports", "rating_figures"}


@pytest.fixture
def cells():
    return pages.build()


@pytest.mark.parametrize("name", LISTS)
def test_a_list_finds_words_in_any_order_and_nothing_of_a_neighbour(cells, name):
    LISTS[name](cells.own, "Gamma")
    LISTS[name](cells.sibling, "Sigma")
    browser = pages.secretary(cells.own)
    asked = {"to-chuc": "mot"} | ({} if name in NO_YEAR else {"nam": "2025"})
    found = pages.text(browser.get(reverse(name), asked | {"q": Q}))
    assert ("Gamma" in found, "Sigma" in found) == (True, False)
    assert f'value="{Q}"' in found
    none = pages.text(browser.get(reverse(name), asked | {"q": "khong dau co"}))
    assert name == "ratings" or "Gamma" not in none  # a sheet says above whose line is open
    assert "khớp" in none
    assert "Xem tất cả" in none
    assert browser.get(reverse(name), {"to-chuc": "hai", "q": Q}).status_code == 404


@pytest.mark.parametrize("name", ["dues", "ratings", "reports"])
def test_a_committee_finds_its_cells_by_name_and_code(cells, name):
    OrganizationFactory(name="Chi bộ Hai ở nơi khác")
    staff = pages.client(holder(Role.COMMITTEE_STAFF, cells.committee))
    asked = {"to-chuc": cells.committee.code, "nam": "2025"}
    for q in ("hai BO", "hai"):
        found = pages.text(staff.get(reverse(name), asked | {"q": q}))
        assert ("Chi bộ Hai" in found, "Chi bộ Một" in found) == (True, False)
        assert "nơi khác" not in found


@pytest.mark.parametrize("name", ["dues", "ratings", "reports", "congresses"])
def test_a_search_of_a_committee_costs_the_same_with_one_and_with_thirty_cells(cells, name):
    staff = pages.client(holder(Role.COMMITTEE_STAFF, cells.committee))
    address = f"{reverse(name)}?to-chuc={cells.committee.code}&nam=2025&q=chi+bo"
    LISTS[name](cells.own, "Gamma")
    costs = [pages.statements(staff, address)]
    for number in range(30):
        cell = OrganizationFactory(parent=cells.committee, name=f"Chi bộ {number}")
        LISTS[name](cell, f"Số {number}")
    costs.append(pages.statements(staff, address))
    assert costs[0] == costs[1]


# Looking back --------------------------------------------------------------------------------------


def test_the_tree_is_shown_as_it_was_on_a_day(cells):
    period = OrganizationPeriod.objects.get(organization=cells.own)
    renamed = PartialDate.on(datetime.date(2024, 6, 1))
    OrganizationPeriod.objects.filter(pk=period.pk).update(
        name="Chi bộ Thuở Xưa", ends_earliest=renamed.earliest, ends_latest=renamed.latest
    )
    OrganizationPeriod.objects.create(
        organization=cells.own, starts=renamed, type=period.type, name=cells.own.name,
        parent=cells.committee, path=cells.own.path,
    )  # fmt: skip
    staff = pages.client(holder(Role.COMMITTEE_STAFF, cells.committee))

    def tree(**asked):
        return pages.text(staff.get(reverse("organizations"), asked))

    assert "Thuở Xưa" not in tree()
    assert "Thuở Xưa" not in tree(**{"tinh-den": "2024-06-01"})
    then = tree(**{"tinh-den": "2024-05-31"})
    assert "Thuở Xưa" in then
    assert "nay là" in then
    found = tree(**{"tinh-den": "2024-05-31", "q": "xua thuo"})
    assert ("Thuở Xưa" in found, "Chi bộ Hai" in found) == (True, False)
    neighbour = pages.secretary(cells.sibling)
    asked = {"tinh-den": "2024-05-31", "q": "xua thuo"}
    assert "Thuở Xưa" not in pages.text(neighbour.get(reverse("organizations"), asked))


def test_the_tree_of_a_day_costs_the_same_with_three_and_with_thirty_places(cells):
    staff = pages.client(holder(Role.COMMITTEE_STAFF, cells.committee))
    address = f"{reverse('organizations')}?tinh-den=2026-01-01&q=chi+bo"
    costs = [pages.statements(staff, address)]
    for number in range(30):
        OrganizationFactory(parent=cells.committee, name=f"Chi bộ {number}")
    costs.append(pages.statements(staff, address))
    assert costs[0] == costs[1]


def test_targets_are_held_against_what_was_reached_by_a_day(cells):
    target = TargetFactory(organization=cells.own, year=2025)
    ProgressFactory(target=target, when=parse("30/4/2025"), numerator=7, denominator=20)
    ProgressFactory(target=target, when=parse("30/11/2025"), numerator=19, denominator=20)
    browser = pages.secretary(cells.own)

    def shown(**asked):
        return pages.text(
            browser.get(reverse("targets"), {"to-chuc": "mot", "nam": "2025"} | asked)
        )

    assert "19/20" in shown()
    then = shown(**{"tinh-den": "2025-06-30"})
    assert ("7/20" in then, "19/20" in then) == (True, False)
    assert "tính đến 30/06/2025" in then
    assert "19/20" in shown(**{"tinh-den": "hôm qua"})


# Searching the whole book --------------------------------------------------------------------------

KINDS = {
    "commendation": LISTS["conduct"],
    "document": lambda place, mark: GuidingDocumentFactory(organization=place, title=_words(mark)),
    "study": LISTS["studies"],
    "task": LISTS["tasks"],
    "note": LISTS["notebook"],
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_whole_book_is_searched_within_ones_scope(cells, kind):
    KINDS[kind](cells.own, "Gamma")
    KINDS[kind](cells.sibling, "Sigma")
    page = pages.text(pages.secretary(cells.own).get(reverse("search"), {"q": Q}))
    assert ("Gamma" in page, "Sigma" in page) == (True, False)
    member = pages.client(holder(Role.MEMBER, cells.own))
    seen = pages.text(member.get(reverse("search"), {"q": Q}))
    assert ("Gamma" in seen) is (kind == "document")


def test_a_task_is_found_by_its_result_and_by_who_does_it(cells):
    task = TaskFactory(organization=cells.own, text="Dọn kho", assignee=cells.member)
    tasks.finish_task(by=None, task=task, done=parse("2026"), result="Xong hai tầng")
    browser = pages.secretary(cells.own)
    for q in ("tang hai kho", "dong don"):
        assert "Dọn kho" in pages.text(browser.get(reverse("search"), {"q": q}))


def test_drafts_of_papers_are_found_only_by_those_who_keep_the_book(cells):
    own, beside = (found_cell(code, cells.committee) for code in ("ba", "bon"))
    own.paper(subject="Trực ban Gamma, Đạt giải Hằng năm")
    beside.paper(subject="Trực ban Sigma, Đạt giải Hằng năm")
    page = pages.text(pages.client(own.secretary).get(reverse("search"), {"q": Q}))
    assert ("Gamma" in page, "Sigma" in page) == (True, False)
    member = pages.client(holder(Role.MEMBER, own.organization))
    assert "Gamma" not in pages.text(member.get(reverse("search"), {"q": Q}))


def test_discipline_is_never_found(cells):
    DisciplineFactory(organization=cells.own, member=cells.member, reason=_words("Gamma"))
    page = pages.text(pages.secretary(cells.own).get(reverse("search"), {"q": Q}))
    assert "Gamma" not in page
