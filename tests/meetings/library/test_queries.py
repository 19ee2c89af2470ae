"""Own documents and those from above, never a sibling's; found however one asks."""

import unicodedata

import pytest

from chibo.access import Permission, Place, Scope
from chibo.dates import parse
from meetings.library import queries
from meetings.library.models import GuidingDocument
from tests.cast import assemble
from tests.meetings.library.factories import TODAY, GuidingDocumentFactory
from tests.meetings.library.test_rules import SPELLINGS

pytestmark = pytest.mark.django_db

WHOLE = Scope.whole()


@pytest.fixture
def cast():
    return assemble()


@pytest.fixture
def register(cast):
    """A document in each register, by the name of its place."""
    return {
        name: GuidingDocumentFactory(organization=place, title=f"Trích yếu ở {name}")
        for name, place in cast.places.items()
    }


def _at(organization, below=True):
    return Scope((Place(organization.path, below),))


def test_an_organisation_goes_by_the_documents_from_above_then_by_its_own(cast, register):
    own = cast.places["own"]
    found = queries.documents(_at(own), own)
    assert list(found) == [register["committee"], register["own"]]
    assert [row.is_own for row in found] == [False, True]


def test_a_group_reads_the_registers_of_all_above_it(cast, register):
    group = cast.places["group"]
    found = set(queries.documents(_at(group), group))
    assert found == {register["committee"], register["own"], register["group"]}


def test_a_committee_lists_its_own_register_and_may_open_those_below(cast, register):
    committee = cast.places["committee"]
    scope = _at(committee)
    assert list(queries.documents(scope, committee)) == [register["committee"]]
    assert queries.document(scope, register["group"].pk).exists()
    assert not queries.document(scope, register["elsewhere"].pk).exists()


def test_nothing_is_listed_for_a_place_outside_the_scope(cast, register):
    own, sibling = cast.places["own"], cast.places["sibling"]
    assert list(queries.documents(_at(own), sibling)) == []
    assert queries.years(_at(own), sibling) == []
    assert list(queries.documents(Scope(), own)) == []


@pytest.mark.parametrize("question", ["", "Trích yếu", "trich yeu o sibling", "CT/TW"])
def test_no_question_finds_a_siblings_document(cast, register, question):
    own = cast.places["own"]
    found = set(queries.documents(_at(own), own, q=question))
    assert found <= {register["committee"], register["own"]}
    assert register["sibling"] not in queries.recognise(_at(own), own, register["sibling"].symbol)


def test_a_siblings_document_cannot_be_looked_up(cast, register):
    scope = _at(cast.places["own"])
    readable = {name for name, row in register.items() if queries.document(scope, row.pk)}
    assert readable == {"committee", "own", "group"}
    assert not queries.document(Scope(), register["own"].pk).exists()
    assert queries.document(WHOLE, register["elsewhere"].pk).exists()


def test_what_one_reads_from_above_one_does_not_change(cast, register):
    scope = cast.people["secretary"].scope(Permission.REGISTER_DOCUMENTS, on=TODAY)
    changeable = {name for name, row in register.items() if queries.registered(scope, row.pk)}
    assert changeable == {"own"}


@pytest.mark.parametrize("typed", SPELLINGS)
def test_a_symbol_is_found_however_it_is_typed(cast, typed):
    own = cast.places["own"]
    wanted = GuidingDocumentFactory(organization=own, symbol="05-CT/TW")
    for other in ("05-NQ/TW", "15-CT/TW", "05-CT/TU", "06/QĐ-TTg"):
        GuidingDocumentFactory(organization=own, symbol=other, type="other")
    assert list(queries.documents(_at(own), own, q=typed)) == [wanted]
    assert list(queries.recognise(_at(own), own, f"Quán triệt {typed}"))[:1] == [wanted]


@pytest.mark.parametrize(
    ("symbol", "typed"),
    [
        ("237/BTG - ĐUK", "237 btg đuk"),
        ("237/BTG - ĐUK", "Công văn số 237-CV/BTG-ĐUK"),
        ("06/QĐ-TTg", "quyet dinh 6/qd-ttg"),
        ("06/QĐ-TTg", "Quyết định 06"),
        ("05-CT/TW", "05-CT"),
        ("05-CT/TW", "5"),
        ("05-CT/TW", "05/TW"),
        ("Chỉ thị 03", "03-CT/TW"),
    ],
)
def test_a_symbol_is_found_by_a_part_or_by_more_of_it(cast, symbol, typed):
    own = cast.places["own"]
    wanted = GuidingDocumentFactory(organization=own, symbol=symbol, type="other")
    GuidingDocumentFactory(organization=own, symbol="99-KL/TU")
    assert list(queries.documents(_at(own), own, q=typed)) == [wanted]


@pytest.mark.parametrize("typed", ["NQTW4", "Nghị quyết TW4 (khóa XII)", "nghi quyet tw 4 khoa 12"])
def test_a_resolution_is_found_by_its_plenum(cast, typed):
    own = cast.places["own"]
    wanted = GuidingDocumentFactory(
        organization=own, symbol="", common_name="Nghị quyết Trung ương 4 (khóa XII)"
    )
    GuidingDocumentFactory(organization=own, symbol="", common_name="Nghị quyết Đại hội XII")
    GuidingDocumentFactory(organization=own, symbol="", common_name="Nghị quyết TW5 (khóa XII)")
    assert list(queries.documents(_at(own), own, q=typed)) == [wanted]
    assert list(queries.recognise(_at(own), own, f"Kiểm điểm theo {typed}")) == [wanted]


def test_words_are_found_without_marks_in_any_order_and_in_nfd(cast):
    own = cast.places["own"]
    wanted = GuidingDocumentFactory(
        organization=own, title="Phát triển ứng dụng dữ liệu về dân cư, định danh"
    )
    GuidingDocumentFactory(organization=own, title="Nâng cao chất lượng sinh hoạt chi bộ")
    for question in ("DAN CU dinh danh", unicodedata.normalize("NFD", "định danh dữ liệu")):
        assert list(queries.documents(_at(own), own, q=question)) == [wanted]
    assert list(queries.documents(_at(own), own, q="100%_")) == []
    assert list(queries.documents(_at(own), own, q="\u0301")) == []


def test_a_year_finds_what_was_or_may_have_been_issued_in_it(cast):
    own = cast.places["own"]
    exact = GuidingDocumentFactory(organization=own, issued=parse("06/01/2022"))
    vague = GuidingDocumentFactory(organization=own, issued=parse("2021-2022"))
    GuidingDocumentFactory(organization=own, issued=parse("2020"))
    GuidingDocumentFactory(organization=own)
    assert set(queries.documents(_at(own), own, year=2022)) == {exact, vague}
    assert queries.years(_at(own), own) == [2022, 2021, 2020]


def test_choices_come_newest_first_from_above_and_from_here(cast):
    committee, own = cast.places["committee"], cast.places["own"]
    undated = GuidingDocumentFactory(organization=own)
    old = GuidingDocumentFactory(organization=own, issued=parse("2016"))
    new = GuidingDocumentFactory(organization=committee, issued=parse("2022"))
    GuidingDocumentFactory(organization=cast.places["sibling"])
    assert list(queries.choices(_at(own), own)) == [new, old, undated]


def test_documents_are_recognised_in_the_words_of_an_agenda_item(cast):
    own = cast.places["own"]
    letter = GuidingDocumentFactory(organization=own, symbol="237/BTG - ĐUK", type="letter")
    outline = GuidingDocumentFactory(organization=own, symbol="189-CV/ĐU")
    known = GuidingDocumentFactory(organization=own, symbol="06/QĐ-TTg", common_name="Đề án 06")
    GuidingDocumentFactory(organization=own, symbol="12-HD/TW")
    words = "Phổ biến Công văn 237/BTG-ĐUK, 189-CV/ĐU; tiến độ Đề án 06 quý 12 năm 2013"
    assert set(queries.recognise(_at(own), own, words)) == {letter, outline, known}
    assert list(queries.recognise(_at(own), own, "")) == []
    assert list(queries.recognise(_at(own), own, "chuyện khác " * 100_000)) == []


@pytest.mark.parametrize("rows", [1, 30])
def test_lists_and_look_ups_cost_one_statement_each(cast, rows, django_assert_num_queries):
    own = cast.places["own"]
    for _ in range(rows):
        GuidingDocumentFactory(organization=own, issued=parse("2022"))
    pk = GuidingDocument.objects.first().pk
    with django_assert_num_queries(5):
        names = [(r.name, r.organization.name) for r in queries.documents(_at(own), own, q="tw")]
        queries.years(_at(own), own)
        list(queries.recognise(_at(own), own, "Chỉ thị 500-CT/TW và NQTW4"))
        list(queries.choices(_at(own), own))
        assert queries.document(_at(own), pk).get().organization.name
    assert len(names) == rows
