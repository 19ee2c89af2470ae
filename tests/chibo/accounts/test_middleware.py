"""The door over a form that was sent: nothing is lost, nobody goes on in another's name."""

import datetime
import re

import lxml.html
import pytest
from axes.models import AccessAttempt
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from chibo.access import SHOWN_FOR, Role
from chibo.accounts.models import PortalSession, User
from chibo.audit.models import Entry
from chibo.clock import now
from meetings.minutes.models import Meeting
from meetings.tasks.models import Task
from tests.chibo.factories import PASSWORD, CommitteeFactory, OrganizationFactory, holder
from tests.meetings.factories import MeetingFactory
from tests.meetings.press.factories import PressItemFactory

pytestmark = pytest.mark.django_db
BACKEND = "chibo.accounts.backend.AccountBackend"
WORDS = 'Dòng một\r\nDòng hai "trích" <b>đậm</b> & hết'
READ = WORDS.replace("\r\n", "\n")  # as a browser reads it from the page
OTHER = "một câu khác 27"
AGENT = "Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36"


@pytest.fixture
def cell():
    return OrganizationFactory(code="chi-bo", parent=CommitteeFactory())


@pytest.fixture
def secretary(cell):
    return holder(Role.SECRETARY, cell, user__username="bi-thu", user__full_name="Đỗ An")


@pytest.fixture
def deputy(cell):
    return holder(
        Role.DEPUTY,
        cell,
        user__username="pho-bi-thu",
        user__full_name="Lê Bình",
        user__password=OTHER,
    )


@pytest.fixture
def client(secretary):
    return _signed_in(secretary)


def _signed_in(user, **options) -> Client:
    client = Client(headers={"user-agent": AGENT}, **options)
    client.force_login(user, backend=BACKEND)
    return client


def _idle(minutes=61):
    PortalSession.objects.update(seen_at=now() - datetime.timedelta(minutes=minutes))


def _shown_long_ago(client):
    session = client.session
    session["shown_at"] = now().timestamp() - SHOWN_FOR - 60
    session.save()


def _task(**more):
    return {"text": WORDS, "plan_year": "2026", **more}


ADD_TASK = "/nhiem-vu/ghi/chi-bo/"


def _hidden(answer) -> list[tuple[str, str]]:
    """Return what the form of the door would send of itself, as a browser reads it."""
    page = lxml.html.document_fromstring(answer.content.decode())
    (form,) = page.xpath("//form[@data-goes-on]")
    sent = form.xpath(".//input[@type='hidden'][not(@name='door-passkey')]")
    return [(one.get("name"), one.get("value")) for one in sent]


def _go_on(client, answer, url=ADD_TASK, **door):
    """Send the door's form as a browser does: line breaks go out as CRLF."""
    sent: dict[str, list[str]] = {}
    for name, value in _hidden(answer):
        sent.setdefault(name, []).append(re.sub(r"\r?\n", "\r\n", value))
    return client.post(url, {**sent, **{f"door-{name}": value for name, value in door.items()}})


# A session that is over ----------------------------------------------------------------------


def test_a_link_leads_through_the_door_and_back(client):
    _idle()
    for method in (client.get, client.head):
        answer = method("/nhiem-vu/?nam=2026")
        assert (answer.status_code, answer.url) == (
            302,
            "/dang-nhap/?next=%2Fnhiem-vu%2F%3Fnam%3D2026",
        )


def test_a_form_that_was_sent_late_meets_the_door_with_all_its_words(client):
    _idle()
    sent = {"text": WORDS, "a": ["2", "1", ""], "csrfmiddlewaretoken": "x"}
    answer = client.post(f"{ADD_TASK}?tu=1", sent)
    page = answer.content.decode()
    assert answer.status_code == 401
    assert "Phiên làm việc đã hết" in page
    assert "<strong>Đỗ An</strong>" in page
    assert f'action="{ADD_TASK}?tu=1"' in page
    assert "<b>đậm</b>" not in page
    assert 'name="door-username"' not in page
    kept = [pair for pair in _hidden(answer) if pair[0] not in {"csrfmiddlewaretoken", "door"}]
    assert kept == [("text", READ), ("a", "2"), ("a", "1"), ("a", "")]
    assert "no-store" in answer["Cache-Control"]
    assert not Task.objects.exists()


def test_the_same_form_goes_on_once_its_person_is_in_again(client, secretary):
    _idle()
    over = client.cookies["sessionid"].value
    asked = client.post(ADD_TASK, _task())
    answer = _go_on(client, asked, password=PASSWORD)
    assert answer.status_code == 302
    task = Task.objects.get()
    assert task.text.splitlines() == WORDS.splitlines()
    assert Entry.objects.get(verb="add_task").actor_id == secretary.pk
    assert client.cookies["sessionid"].value != over
    assert not PortalSession.objects.filter(session_key=over).exists()
    assert client.get("/nhiem-vu/").status_code == 200


def test_a_wrong_password_costs_no_words(client):
    _idle()
    answer = _go_on(client, client.post(ADD_TASK, _task()), password="sai-hoan-toan")
    assert answer.status_code == 401
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng." in answer.content.decode()
    assert "sai-hoan-toan" not in answer.content.decode()
    assert ("text", READ) in _hidden(answer)
    assert not Task.objects.exists()
    assert _go_on(client, answer, password=PASSWORD).status_code == 302
    assert Task.objects.count() == 1


def test_the_fields_of_the_door_never_reach_the_page_nor_the_counter(client, monkeypatch):
    seen = []
    _idle()
    asked = client.post(ADD_TASK, _task())
    monkeypatch.setattr(
        "chibo.accounts.middleware.login",
        lambda request, user: seen.append((sorted(request.POST), request.user.is_authenticated)),
    )
    _go_on(client, asked, password="mot-mat-khau-sai")
    _go_on(client, asked, password=PASSWORD)
    (names, was_in), *_ = seen
    assert names == ["csrfmiddlewaretoken", "plan_year", "text"]
    assert not was_in
    (kept,) = AccessAttempt.objects.values()
    assert kept["post_data"] == ""
    assert "mot-mat-khau-sai" not in str(kept)


def test_nobody_goes_on_in_anothers_name(client, deputy):
    _idle()
    asked = client.post(ADD_TASK, _task())
    answer = _go_on(client, asked, username="pho-bi-thu", password=OTHER)
    assert answer.status_code == 401
    assert "<strong>Đỗ An</strong>" in answer.content.decode()
    assert not Task.objects.exists()


def test_the_words_stay_with_their_person_when_another_came_in_meanwhile(client, deputy):
    _idle()
    asked = client.post(ADD_TASK, _task())
    client.post("/dang-nhap/", {"username": "pho-bi-thu", "password": OTHER})
    client.post(ADD_TASK, {"text": "Của Bình", "plan_year": "2026"})
    answer = _go_on(client, asked, username="pho-bi-thu", password=OTHER)
    assert answer.status_code == 401
    assert "<strong>Đỗ An</strong>" in answer.content.decode()
    assert [task.text for task in Task.objects.all()] == ["Của Bình"]
    assert _go_on(client, answer, password=PASSWORD).status_code == 302
    assert Entry.objects.filter(verb="add_task").order_by("pk").last().actor_id != deputy.pk


def test_who_is_not_the_person_is_shown_another_way_in(client):
    _idle()
    page = client.post(ADD_TASK, _task()).content.decode()
    assert "Không phải đồng chí?" in page
    assert '<a class="btn btn-plain" href="/dang-nhap/">' in page


def test_without_any_session_one_says_who_one_is(secretary):
    client = Client()
    asked = client.post(ADD_TASK, _task())
    assert asked.status_code == 401
    assert 'name="door-username"' in asked.content.decode()
    assert "Không phải đồng chí?" not in asked.content.decode()
    assert _go_on(client, asked, username="BI-THU ", password=PASSWORD).status_code == 302
    assert Task.objects.count() == 1


def test_a_file_cannot_be_carried_and_the_page_says_so(client, cell):
    item = PressItemFactory(organization=cell)
    _idle()
    address = reverse("add_photo", args=[item.pk])
    photo = SimpleUploadedFile("a.jpg", b"JPEG", "image/jpeg")
    said = "Tệp ảnh chưa gửi được: chọn lại ở bước sau."
    asked = client.post(address, {"caption": "Ảnh", "file": photo})
    assert said in asked.content.decode()
    assert said in _go_on(client, asked, address, password="sai").content.decode()
    assert said not in client.post(address, {"caption": "Ảnh"}).content.decode()


def test_words_of_an_account_that_went_out_of_use_go_nowhere(client, secretary, deputy):
    _idle()
    asked = client.post(ADD_TASK, _task())
    User.objects.filter(pk=secretary.pk).update(is_active=False)
    for given in ({"password": PASSWORD}, {"username": "pho-bi-thu", "password": OTHER}):
        assert _go_on(client, asked, **given).status_code == 401
    assert not Task.objects.exists()


def test_who_was_put_out_by_a_new_password_is_still_known(client, secretary):
    secretary.set_password(OTHER)
    secretary.save()
    asked = client.post(ADD_TASK, _task())
    assert "<strong>Đỗ An</strong>" in asked.content.decode()
    assert _go_on(client, asked, password=OTHER).status_code == 302
    assert Task.objects.count() == 1


def test_long_minutes_with_many_fields_pass_through_the_door(client):
    _idle()
    text = "đồng chí " * 200_000  # 2.4 MB, more than Django takes by itself
    many = {f"o-{number}": str(number) for number in range(2_000)}
    asked = client.post(ADD_TASK, _task(result=text, **many))
    sent = dict(_hidden(asked))
    assert (sent["result"], sent["o-1999"], len(sent)) == (text, "1999", 2_005)
    assert _go_on(client, asked, password=PASSWORD).status_code == 302


@pytest.mark.parametrize("signed", ["", "x", "12:abc", "eyJ9:1:2", "\x00"])
def test_a_forged_owner_is_nobody_and_the_session_tells_whose_the_words_are(client, signed):
    _idle()
    answer = client.post(ADD_TASK, {**_task(), "door": signed, "door-password": "sai"})
    assert answer.status_code == 401
    assert "<strong>Đỗ An</strong>" in answer.content.decode()


def test_a_script_gets_a_word_and_no_page(client):
    _idle()
    answer = client.post(
        reverse("keep_draft", args=["thu"]), {"a": "b"}, headers={"accept": "application/json"}
    )
    assert (answer.status_code, answer.json()) == (401, {"error": "Phiên làm việc đã hết."})


def test_who_goes_out_need_not_come_in_first(client):
    _idle()
    answer = client.post("/dang-xuat/")
    assert (answer.status_code, answer.url) == (302, "/dang-nhap/")
    assert not PortalSession.objects.exists()


def test_fields_of_the_door_in_a_link_do_nothing(client, secretary):
    _idle()
    asked = {"door": "", "door-username": "bi-thu", "door-password": PASSWORD}
    assert client.get("/nhiem-vu/", asked).status_code == 302
    assert client.get("/nhiem-vu/").status_code == 302


def test_the_fields_of_the_door_give_no_more_than_the_sign_in_page(secretary):
    client = Client()
    fields = {"door": "", "door-username": "bi-thu", "door-password": PASSWORD}
    assert client.post("/tai-khoan/", fields).status_code == 405
    client = Client()
    assert client.post("/tai-khoan/them/", fields).status_code == 403
    assert client.post("/khong-co/", fields).status_code == 404


def test_the_token_of_the_form_is_asked_for_before_the_door_is(secretary):
    strict = _signed_in(secretary, enforce_csrf_checks=True)
    token = _token(strict.get(ADD_TASK))
    _idle()
    fields = {**_task(), "door": "", "door-password": PASSWORD}
    assert strict.post(ADD_TASK, fields).status_code == 403
    assert not Task.objects.exists()
    asked = strict.post(ADD_TASK, {**_task(), "csrfmiddlewaretoken": token})
    assert asked.status_code == 401
    before = strict.cookies["csrftoken"].value
    assert _go_on(strict, asked, password=PASSWORD).status_code == 302
    assert Task.objects.count() == 1
    assert strict.cookies["csrftoken"].value != before
    stale = {**_task(), "csrfmiddlewaretoken": token}
    assert strict.post(ADD_TASK, stale).status_code == 403
    fresh = {**_task(), "csrfmiddlewaretoken": _token(strict.get(ADD_TASK))}
    assert strict.post(ADD_TASK, fresh).status_code == 302


def _token(answer) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.content.decode())
    assert found is not None
    return found[1]


def test_the_door_on_a_page_counts_with_the_sign_in_page_and_keeps_the_words(client):
    _idle()
    for _ in range(3):
        Client().post("/dang-nhap/", {"username": "bi-thu", "password": "sai"})
    asked = client.post(ADD_TASK, _task())
    assert _go_on(client, asked, password="sai").status_code == 401
    locked = _go_on(client, asked, password="sai")
    for answer in (locked, _go_on(client, locked, password=PASSWORD)):
        assert answer.status_code == 429
        assert "Đã thử quá nhiều lần. Giữ nguyên trang này" in answer.content.decode()
        assert ("text", READ) in _hidden(answer)
    assert not Task.objects.exists()
    AccessAttempt.objects.update(attempt_time=now() - datetime.timedelta(days=1000))
    assert _go_on(client, locked, password=PASSWORD).status_code == 302


# Passwords are carried nowhere ----------------------------------------------------------------

CHANGE = "/doi-mat-khau/"


def _changing():
    return {"old": PASSWORD, "new": OTHER, "again": OTHER, "removes_passkeys": "on"}


def test_passwords_sent_too_late_stand_nowhere_and_the_form_is_asked_anew(client, secretary):
    _idle()
    asked = client.post(CHANGE, _changing())
    page = asked.content.decode()
    assert asked.status_code == 401
    assert {name for name, _ in _hidden(asked)} == {"csrfmiddlewaretoken", "door"}
    assert (PASSWORD in page, OTHER in page) == (False, False)
    assert "Mật khẩu vừa ghi không giữ lại ở đâu cả" in page
    assert "Chưa mất chữ nào" not in page
    answer = _go_on(client, asked, CHANGE, password=PASSWORD)
    assert (answer.status_code, answer.url) == (302, CHANGE)
    form = client.get(CHANGE).content.decode()
    assert "Phiên làm việc đã hết trước khi ghi nên chưa đổi gì." in form
    assert (PASSWORD in form, OTHER in form, 'name="new"' in form) == (False, False, True)
    assert User.objects.get(pk=secretary.pk).check_password(PASSWORD)
    assert client.post(CHANGE, _changing()).status_code == 302
    assert User.objects.get(pk=secretary.pk).check_password(OTHER)


def test_passwords_that_come_with_the_doors_own_are_not_taken_and_not_repeated(client, secretary):
    _idle()
    asked = client.post(CHANGE, _changing())
    sent = {**dict(_hidden(asked)), **_changing()}
    wrong = client.post(CHANGE, {**sent, "door-password": "sai"})
    assert wrong.status_code == 401
    assert (PASSWORD in wrong.content.decode(), OTHER in wrong.content.decode()) == (False, False)
    assert client.post(CHANGE, {**sent, "door-password": PASSWORD}).url == CHANGE
    assert User.objects.get(pk=secretary.pk).check_password(PASSWORD)
    assert not Entry.objects.filter(verb="change_password").exists()


# Showing again who one is --------------------------------------------------------------------


@pytest.fixture
def locked(cell):
    meeting = MeetingFactory(organization=cell)
    Meeting.objects.filter(pk=meeting.pk).update(status=Meeting.Status.LOCKED)
    return meeting


def test_a_grave_deed_asks_again_after_ten_minutes_and_then_is_done(client, locked):
    _shown_long_ago(client)
    url = reverse("unlock_minutes", args=[locked.pk])
    asked = client.post(url, {"reason": "Ghi nhầm"})
    page = asked.content.decode()
    assert asked.status_code == 403
    assert "Xác nhận lại là đồng&nbsp;chí" in page
    assert 'action="/dang-xuat/"' in page
    locked.refresh_from_db()
    assert locked.status == Meeting.Status.LOCKED
    before = client.session.session_key
    assert _go_on(client, asked, url, password=PASSWORD).status_code == 302
    locked.refresh_from_db()
    assert locked.status != Meeting.Status.LOCKED
    assert client.session.session_key != before
    assert not PortalSession.objects.filter(session_key=before).exists()


def test_a_wrong_password_at_a_grave_deed_leaves_one_signed_in_and_nothing_done(client, locked):
    _shown_long_ago(client)
    url = reverse("unlock_minutes", args=[locked.pk])
    answer = _go_on(client, client.post(url, {"reason": "Ghi nhầm"}), url, password="sai")
    assert answer.status_code == 403
    assert "Xác nhận lại là đồng&nbsp;chí" in answer.content.decode()
    locked.refresh_from_db()
    assert locked.status == Meeting.Status.LOCKED
    assert client.get("/nhiem-vu/").status_code == 200


def test_the_deed_goes_on_even_if_the_session_ended_over_the_question(client, locked):
    _shown_long_ago(client)
    url = reverse("unlock_minutes", args=[locked.pk])
    asked = client.post(url, {"reason": "Ghi nhầm"})
    _idle()
    assert _go_on(client, asked, url, password=PASSWORD).status_code == 302
    locked.refresh_from_db()
    assert locked.status != Meeting.Status.LOCKED
