"""Asking for a correction, and deciding about it."""

import datetime
import json

import pytest

from chibo.access import Role, Scope
from chibo.audit import queries as audit
from chibo.audit.models import Entry
from chibo.dates import parse
from chibo.reasons import Refusal
from members.privacy import actions, facts, queries
from members.privacy.models import CorrectionRequest
from members.roster import actions as roster
from members.roster.models import Member
from tests.chibo.factories import OrganizationFactory, UserFactory, holder
from tests.members.factories import MemberFactory

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 22)
NUMBER = "001099012345"


@pytest.fixture
def cell():
    return OrganizationFactory(name="Chi bộ Một")


@pytest.fixture
def member(cell):
    made = MemberFactory(organization=cell, full_name="Đỗ Văn Đông", born=parse("02/3/1980"))
    made.user = UserFactory(full_name="Đỗ Văn Đông")
    made.save()
    return made


@pytest.fixture
def secretary(cell):
    return holder(Role.SECRETARY, cell, user__full_name="Lê Bí Thư")


@pytest.fixture
def deputy(cell):
    return holder(Role.DEPUTY, cell, user__full_name="Trần Phó Bí Thư")


def _ask(member, **changes):
    return actions.request_correction(
        by=member.user, member=member, changes=changes, because="Căn cước", today=TODAY
    )


def _approve(request, by, *taken, sees_sealed=True, answer="", seen=None):
    if seen is None:
        seen = facts.stamp(request, sees_sealed=sees_sealed)
    return actions.approve_correction(
        by=by, request=request, taken=taken, seen=seen, answer=answer,
        sees_sealed=sees_sealed, today=TODAY,
    )  # fmt: skip


def _refused(deed, *args, **kwargs):
    with pytest.raises(Refusal) as no:
        deed(*args, **kwargs)
    return no.value.reasons[0].text


def _said(asked):
    return {one.name: (one.was, one.to, one.taken) for one in _proposals(asked)}


def _proposals(asked):
    return facts.proposals(CorrectionRequest.objects.get(pk=asked.pk).proposed)


def test_only_what_differs_from_the_record_is_asked(member):
    asked = _ask(member, home_town="Hà Nam", full_name="Đỗ Văn Đông", born=parse("02/03/1980"))
    assert _said(asked) == {"home_town": ("", "Hà Nam", None)}


def test_a_request_that_says_what_the_record_says_is_refused(member):
    assert _refused(_ask, member, full_name="Đỗ Văn Đông").startswith("Chưa đổi mục nào")
    assert not CorrectionRequest.objects.exists()


def test_a_waiting_request_is_put_right_and_stays_one(member):
    first = _ask(member, home_town="Hà Nam", phone="0912")
    second = _ask(member, phone="")
    assert second.pk == first.pk
    assert _said(second) == {"home_town": ("", "Hà Nam", None)}


def test_approving_corrects_the_record_by_its_own_deed(member, secretary):
    asked = _approve(
        _ask(member, home_town="Hà Nam", born=parse("3/1980")), secretary, "home_town", "born"
    )
    member.refresh_from_db()
    assert (member.home_town, str(member.born)) == ("Hà Nam", "3/1980")
    assert (asked.status, asked.decided_by, asked.decided_on) == ("approved", secretary, TODAY)
    deed = Entry.objects.get(verb="correct_member")
    assert deed.actor_id == secretary.pk
    assert deed.values == {"home_town": ["", "Hà Nam"], "born": ["02/03/1980", "3/1980"]}


def test_what_is_not_taken_stays_and_needs_a_word(member, secretary):
    asked = _ask(member, home_town="Hà Nam", phone="0912345678")
    said = _refused(_approve, asked, secretary, "phone")
    assert said == "Có mục không nhận. Ghi lý do để đồng chí ấy biết."
    _approve(asked, secretary, "phone", answer="Chưa có giấy tờ")
    member.refresh_from_db()
    assert (member.home_town, member.phone) == ("", "0912345678")
    assert _said(asked) == {
        "home_town": ("", "Hà Nam", False),
        "phone": ("", "0912345678", True),
    }


def test_nothing_ticked_and_facts_that_nobody_asked_about_are_refused(member, secretary):
    asked = _ask(member, home_town="Hà Nam")
    assert _refused(_approve, asked, secretary).startswith("Chưa chọn mục nào")
    assert _refused(_approve, asked, secretary, "phone").startswith("Chưa chọn mục nào")


def test_nobody_decides_about_their_own_request(member, cell, secretary, deputy):
    member.user = secretary
    member.save()
    asked = _ask(member, home_town="Hà Nam")
    said = (
        "Không ai tự xét đề nghị của chính mình. "
        "Người xét được ở chi bộ này: đồng chí Trần Phó Bí Thư."
    )
    assert _refused(_approve, asked, secretary, "home_town") == said
    refusal = {"reason": "không", "sees_sealed": True, "today": TODAY}
    assert _refused(actions.refuse_correction, by=secretary, request=asked, **refusal) == said
    member.refresh_from_db()
    assert member.home_town == ""
    _approve(asked, deputy, "home_town", sees_sealed=False)
    member.refresh_from_db()
    assert member.home_town == "Hà Nam"


def test_where_nobody_else_may_decide_it_says_what_to_do(member, secretary):
    member.user = secretary
    member.save()
    said = _refused(_approve, _ask(member, home_town="Hà Nam"), secretary, "home_town")
    assert "chưa có ai khác" in said


def test_the_second_of_two_deciders_gets_a_sentence(member, secretary, deputy):
    asked = _ask(member, home_town="Hà Nam")
    other = CorrectionRequest.objects.get(pk=asked.pk)
    seen = facts.stamp(other, sees_sealed=False)
    _approve(asked, secretary, "home_town")
    said = _refused(_approve, other, deputy, "home_town", sees_sealed=False, seen=seen)
    assert said.startswith("Đề nghị này đã có trả lời: Đã sửa theo đề nghị.")
    assert CorrectionRequest.objects.get().decided_by == secretary


def test_what_changed_after_the_page_was_opened_is_looked_at_again(member, secretary):
    asked = _ask(member, home_town="Hà Nam")
    seen = facts.stamp(asked, sees_sealed=True)
    roster.correct_member(by=None, member=member, today=TODAY, home_town="Nam Định")
    assert "vừa đổi" in _refused(_approve, asked, secretary, "home_town", seen=seen)
    _ask(member, home_town="Ninh Bình")
    assert "vừa đổi" in _refused(_approve, asked, secretary, "home_town", seen=seen)
    assert Member.objects.get(pk=member.pk).home_town == "Nam Định"


def test_what_the_rules_of_the_record_refuse_leaves_the_request_waiting(member, secretary):
    asked = _ask(member, admitted=parse("01/01/1970"))
    assert "trước ngày sinh" in _refused(_approve, asked, secretary, "admitted")
    assert CorrectionRequest.objects.get().status == "waiting"


def test_sealed_facts_are_kept_sealed_and_never_told_to_the_log(member, secretary):
    asked = _ask(member, citizen_number=NUMBER, religion="Không")
    rows = CorrectionRequest.objects.extra(select={"raw": "proposed"}).values_list("raw", flat=True)
    assert rows[0].startswith("enc:")
    _approve(asked, secretary, "citizen_number", "religion")
    member.refresh_from_db()
    assert (member.citizen_number, member.religion) == (NUMBER, "Không")
    told = json.dumps(list(Entry.objects.values_list("values", flat=True)), ensure_ascii=False)
    assert NUMBER not in told
    deed = Entry.objects.get(verb="correct_member")
    assert (deed.values["citizen_number"], set(deed.values)) == (
        ["", "•••345"],
        {"citizen_number", "religion"},
    )
    assert "Không" not in told


def test_who_may_not_see_the_sealed_decides_the_rest_and_leaves_them_waiting(
    member, deputy, secretary
):
    asked = _ask(member, phone="0912345678", citizen_number=NUMBER)
    taken = ("phone", "citizen_number")
    _approve(asked, deputy, *taken, sees_sealed=False)
    member.refresh_from_db()
    assert (member.phone, member.citizen_number) == ("0912345678", "")
    rest = queries.waiting_of(Scope.whole(), member)
    assert _said(rest) == {"citizen_number": ("", NUMBER, None)}
    assert _said(asked) == {"phone": ("", "0912345678", True)}
    assert "mục nhạy cảm" in _refused(_approve, rest, deputy, "citizen_number", sees_sealed=False)
    _approve(rest, secretary, "citizen_number")
    member.refresh_from_db()
    assert member.citizen_number == NUMBER


def test_a_refusal_needs_a_reason_and_changes_nothing(member, secretary):
    asked = _ask(member, home_town="Hà Nam")
    shared = {"by": secretary, "request": asked, "sees_sealed": True, "today": TODAY}
    assert _refused(actions.refuse_correction, reason=" ", **shared).startswith("Ghi lý do")
    actions.refuse_correction(reason="Quyết định ghi khác", **shared)
    member.refresh_from_db()
    assert member.home_town == ""
    assert (asked.status, asked.answer) == ("refused", "Quyết định ghi khác")


def test_one_takes_back_what_still_waits_only(member, secretary):
    asked = _ask(member, home_town="Hà Nam")
    _approve(asked, secretary, "home_town")
    shared = {"by": member.user, "today": TODAY}
    assert "đã có trả lời" in _refused(actions.withdraw_correction, request=asked, **shared)
    again = _ask(member, home_town="Nam Định")
    actions.withdraw_correction(request=again, **shared)
    verbs = [entry.verb for entry in audit.history(Scope.whole(), again)]
    assert verbs == ["request_correction", "withdraw_correction"]


def test_a_record_whose_data_was_erased_takes_no_request(member):
    member.erased_on = TODAY
    member.save()
    assert "đã xóa" in _refused(_ask, member, home_town="Hà Nam")


def test_the_log_names_the_facts_and_tells_none(member, secretary):
    asked = _ask(member, home_town="Hà Nam", phone="0912345678")
    _approve(asked, secretary, "phone", answer="Chưa có giấy tờ")
    told = {entry.verb: entry.values for entry in audit.history(Scope.whole(), asked)}
    assert told == {
        "request_correction": {"fields": ["Quê quán", "Điện thoại"]},
        "approve_correction": {
            "fields": ["Điện thoại"],
            "left": ["Quê quán"],
            "answer": "Chưa có giấy tờ",
        },
    }
