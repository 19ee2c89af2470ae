"""The surface of every answer: what goes with it, what it may not hold, what it does not tell.

Each try is one that was made on purpose: headers planted through names, hosts and methods, pages
of errors made to talk.
"""

import re
from email.message import Message

import lxml.html
import pytest
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import FileResponse
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse
from whitenoise.middleware import WhiteNoiseMiddleware

from chibo.access import Role
from chibo.files import actions as files
from chibo.files.models import StoredFile
from chibo.files.rules import Upload
from tests.attack.surface import faults_of, inline
from tests.chibo.factories import PASSWORD, OrganizationFactory, UserFactory, holder
from tests.chibo.files.pictures import picture
from tests.chibo.portal.pages import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]

INSIDE = ("Traceback", "Exception", "Error at", "django", "settings", "/chibo/", ".py", "SQL")
VIETNAMESE = re.compile(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")


# Errors ------------------------------------------------------------------------------------------


@pytest.fixture
def secretary():
    return holder(Role.SECRETARY, OrganizationFactory(code="chi-bo", name="Chi bộ Một"))


def _raised(monkeypatch, error):
    def fails(*args, **kwargs):
        raise error

    monkeypatch.setattr("chibo.portal.views.desks.today", fails)


def _many_fields(browser):
    with override_settings(DATA_UPLOAD_MAX_NUMBER_FIELDS=5):
        return browser.post("/dang-nhap/", {f"f{n}": "x" for n in range(9)})


def _large_body(browser):
    with override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=100):
        return browser.post("/dang-nhap/", {"username": "x" * 500})


def _many_files(browser):
    with override_settings(DATA_UPLOAD_MAX_NUMBER_FILES=1):
        sent = {f"f{n}": SimpleUploadedFile(f"{n}.jpg", b"x") for n in range(3)}
        return browser.post("/dang-nhap/", sent)


def _broken_multipart(browser):
    return browser.post(
        "/dang-nhap/", b"--x\r\nnonsense", content_type="multipart/form-data; boundary=\x7f"
    )


def _no_token(browser):
    strict = Client(enforce_csrf_checks=True)
    return strict.post("/dang-nhap/", {"username": "a", "password": "b"})


def _foreign_origin(browser):
    strict = Client(enforce_csrf_checks=True)
    return strict.post("/dang-nhap/", headers={"origin": "https://vi-du.example"})


ERRORS = {
    "no such page": (lambda b: b.get("/khong-co/"), 404),
    "no such record": (lambda b: b.get("/dang-vien/999999/"), 404),
    "no such static file": (lambda b: b.get("/static/khong-co.js"), 404),
    "out of the static folder": (lambda b: b.get("/static/../chibo/settings.py"), 404),
    "out of it, coded": (lambda b: b.get("/static/%2e%2e/%2e%2e/secret_key"), 404),
    "an address with a NUL": (lambda b: b.get("/dang-vien/%00/"), 404),
    "not one's part": (lambda b: b.get("/tai-khoan/"), 403),
    "wrong method": (lambda b: b.delete("/"), 405),
    "a method that nobody knows": (lambda b: b.generic("CHIBO", "/"), 405),
    "somebody else's host": (lambda b: b.get("/", headers={"host": "vi-du.example"}), 400),
    "a host that is none": (lambda b: b.get("/", headers={"host": "a b<script>"}), 400),
    "no token": (_no_token, 403),
    "another site's form": (_foreign_origin, 403),
    "too many fields": (_many_fields, 400),
    "too large": (_large_body, 400),
    "too many files": (_many_files, 400),
    "broken upload": (_broken_multipart, 400),
}


@pytest.mark.parametrize("what", ERRORS)
def test_an_error_is_said_in_vietnamese_without_a_word_from_inside(secretary, what):
    send, status = ERRORS[what]
    answer = send(client_of(secretary))
    assert answer.status_code == status
    _says_nothing(answer)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (RuntimeError("lỗi /chibo/settings.py SQL"), 500),
        (SuspiciousOperation("lỗi /chibo/settings.py"), 400),
        (PermissionError("lỗi /chibo/settings.py"), 500),
    ],
)
def test_a_fault_of_the_site_tells_nothing_of_itself(secretary, monkeypatch, error, status):
    browser = client_of(secretary)
    browser.raise_request_exception = False
    _raised(monkeypatch, error)
    answer = browser.get("/")
    assert answer.status_code == status
    _says_nothing(answer)


def _says_nothing(answer):
    page = answer.content.decode()
    words = lxml.html.document_fromstring(page).text_content()
    assert faults_of(answer) == []
    assert list(inline(page)) == []
    assert VIETNAMESE.search(words)
    assert [word for word in INSIDE if word in words] == []


# Files and static files --------------------------------------------------------------------------


def test_static_files_have_the_headers_too(client, tmp_path, settings, monkeypatch):
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True
    answer = Client().get("/static/js/app.js")
    assert isinstance(answer, FileResponse), "served by another than WhiteNoise"
    assert WhiteNoiseMiddleware.__name__ in str(settings.MIDDLEWARE)
    faults = faults_of(answer)
    answer.close()
    assert faults == []


def test_a_photo_decides_itself_how_it_is_kept_and_is_never_sniffed(secretary):
    place = secretary.assignments.get().organization
    stored = files.store_photo(by=None, organization=place, upload=Upload("a.png", picture())).file
    answer = client_of(secretary).get(reverse("stored_file", args=[stored.pk]))
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert faults_of(answer) == []


NAMES = {
    "a line of its own": "a\r\nSet-Cookie: x=1\r\n\r\n<script>.jpg",
    "a lone line feed": "a\nX: y.jpg",
    "quotes": 'a"; filename="b.html',
    "a backslash": "a\\",
    "a path": "../../etc/passwd",
    "the other direction": "anh\u202egpj.exe",
    "a NUL": "a\x00.jpg",
    "letters": "Ảnh họp chi bộ; số 1.jpg",
}


@pytest.mark.parametrize("kind", NAMES)
def test_no_name_of_a_file_plants_a_header(secretary, kind):
    place = secretary.assignments.get().organization
    stored = files.store_photo(
        by=None, organization=place, upload=Upload(NAMES[kind], picture())
    ).file
    answer = client_of(secretary).get(reverse("stored_file", args=[stored.pk]))
    said = answer.headers["Content-Disposition"]
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert "X" not in answer.headers
    assert re.search(r"[\x00-\x1f\x7f]|%0D|%00|%2F", said) is None
    read = Message()
    read["Content-Disposition"] = said
    assert [name for name, _ in read.get_params(header="Content-Disposition")] == [
        "inline",
        "filename",
    ]
    assert "/" not in read.get_filename()


@pytest.mark.parametrize(
    "kind", sorted(NAMES.keys() - {"a NUL"})
)  # no row of PostgreSQL's holds one
def test_a_name_that_got_in_by_another_way_plants_none_either(secretary, kind):
    place = secretary.assignments.get().organization
    stored = files.store_photo(by=None, organization=place, upload=Upload("a.png", picture())).file
    StoredFile.objects.filter(pk=stored.pk).update(name=NAMES[kind])
    browser = client_of(secretary)
    browser.raise_request_exception = False
    answer = browser.get(reverse("stored_file", args=[stored.pk]))
    assert "Set-Cookie" not in answer.headers
    assert "X" not in answer.headers
    assert answer.headers.get("Content-Disposition", "").count('filename="b') == 0


# Hosts and methods -------------------------------------------------------------------------------


def test_the_host_that_a_browser_claims_reaches_no_page(client):
    for header in ("X-Forwarded-Host", "X-Host", "Forwarded", "X-Original-URL", "X-Rewrite-URL"):
        answer = client.get("/dang-nhap/", headers={header: "vi-du.example"})
        assert answer.status_code == 200
        assert "vi-du.example" not in answer.content.decode()


@pytest.mark.parametrize(
    "plant",
    [
        {"headers": {"x-http-method-override": "POST"}},
        {"headers": {"x-http-method": "DELETE"}},
        {"headers": {"x-method-override": "POST"}},
        {"data": {"_method": "POST"}},
    ],
)
def test_no_header_turns_reading_into_writing(secretary, plant):
    answer = client_of(secretary).get(reverse("sign_out"), **plant)
    assert answer.status_code == 405


def test_a_proxy_that_nobody_named_is_not_believed(client):
    UserFactory(username="do.an")
    asked = {"username": "do.an", "password": PASSWORD}
    answer = client.post("/dang-nhap/", asked, headers={"x-forwarded-proto": "https"})
    assert answer.wsgi_request.is_secure() is False


def test_behind_tls_the_browser_is_told_to_stay_there(client):
    with override_settings(
        SECURE_SSL_REDIRECT=True,
        SECURE_HSTS_SECONDS=31_536_000,
        SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"),
    ):
        plain = Client().get("/dang-nhap/?next=/a")
        assert (plain.status_code, plain.url) == (301, "https://testserver/dang-nhap/?next=/a")
        assert faults_of(plain) == []
        assert Client().get("/khoe/").status_code == 200
        stays = Client().get("/dang-nhap/", headers={"x-forwarded-proto": "https"})
        assert stays.headers["Strict-Transport-Security"] == "max-age=31536000"
        foreign = Client().get("/dang-nhap/", headers={"host": "vi-du.example"})
        assert foreign.status_code == 400
        assert faults_of(foreign) == []


def test_a_cookie_names_no_domain_and_is_sent_to_no_other_site(client):
    UserFactory(username="do.an")
    client.get("/dang-nhap/")
    client.post("/dang-nhap/", {"username": "do.an", "password": PASSWORD})
    cookies = dict(client.cookies)
    assert set(cookies) == {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
    for cookie in cookies.values():
        assert (cookie["domain"], cookie["path"], cookie["samesite"]) == ("", "/", "Lax")
