"""A real site starts only where it is safe to: the settings in a process of their own."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

ROOT = Path(__file__).resolve().parents[2]
KEY = "kQ7zVn3XwLr9TbYd2HsGf6JmPc4RaEuWx8NiZoBt5MyKqDgS1h"
SITE = {
    "CHIBO_HTTPS": "1",
    "CHIBO_HOSTS": "so.vi-du.example",
    "CHIBO_SECRET_KEY": KEY,
    "CHIBO_FIELD_KEYS": Fernet.generate_key().decode(),
}
PROVIDER = {
    "CHIBO_OIDC_ISSUER": "https://vi-du.example/oidc",
    "CHIBO_OIDC_CLIENT_ID": "so-chi-bo",
    "CHIBO_OIDC_CLIENT_SECRET": "x",
}


def _run(folder, command, **variables):
    known = {k: v for k, v in os.environ.items() if not k.startswith(("CHIBO_", "DJANGO_"))}
    known.pop("DATABASE_URL", None)
    (folder / "static").mkdir(exist_ok=True)
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env={**known, "CHIBO_VAR": str(folder), **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


CHECK = ["check", "--deploy", "--fail-level", "WARNING"]


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"CHIBO_PROXIES": "1", "CHIBO_HSTS_SUBDOMAINS": "1", **PROVIDER},
        {"CHIBO_SECRET_KEY": "", "CHIBO_FIELD_KEYS": ""},  # made at the first start
    ],
)
def test_a_site_behind_tls_has_nothing_that_django_warns_of(tmp_path, more):
    done = _run(tmp_path, CHECK, **{**SITE, **more})
    assert (done.returncode, done.stderr) == (0, "")


def test_the_check_would_say_what_is_missing(tmp_path):
    done = _run(tmp_path, CHECK)
    assert done.returncode == 1
    assert "security.W012" in done.stderr


REFUSED = {
    "shows its inside": ({"CHIBO_DEBUG": "1"}, "CHIBO_DEBUG"),
    "short key": ({"CHIBO_SECRET_KEY": KEY[:49]}, "CHIBO_SECRET_KEY"),
    "one letter": ({"CHIBO_SECRET_KEY": "x" * 80}, "CHIBO_SECRET_KEY"),
    "key of an example": ({"CHIBO_SECRET_KEY": f"django-insecure-{KEY}"}, "CHIBO_SECRET_KEY"),
    "key to be changed": ({"CHIBO_SECRET_KEY": f"{KEY}-ChangeMe"}, "CHIBO_SECRET_KEY"),
    "no host": ({"CHIBO_HOSTS": ""}, "CHIBO_HOSTS"),
    "blanks for a host": ({"CHIBO_HOSTS": " , "}, "CHIBO_HOSTS"),
    "any host": ({"CHIBO_HOSTS": "so.vi-du.example,*"}, "CHIBO_HOSTS"),
    "every subdomain": ({"CHIBO_HOSTS": ".vi-du.example"}, "CHIBO_HOSTS"),
    "a word for TLS, which would be none": ({"CHIBO_HTTPS": "true"}, "CHIBO_HTTPS"),
    "fewer proxies than none": ({"CHIBO_PROXIES": "-1"}, "CHIBO_PROXIES"),
    "a word for a number": ({"CHIBO_PROXIES": "one"}, "CHIBO_PROXIES"),
    "sessions that are over at once": ({"CHIBO_IDLE_MINUTES": "0"}, "CHIBO_IDLE_MINUTES"),
    "no field key": ({"CHIBO_FIELD_KEYS": " "}, "CHIBO_FIELD_KEYS"),
    "no key at all": ({"CHIBO_FIELD_KEYS": "abc"}, "CHIBO_FIELD_KEYS"),
    "a second key that is none": (
        {"CHIBO_FIELD_KEYS": f"{SITE['CHIBO_FIELD_KEYS']} abc"},
        "CHIBO_FIELD_KEYS",
    ),
    "half a provider": ({"CHIBO_OIDC_ISSUER": "https://vi-du.example"}, "CHIBO_OIDC_ISSUER"),
    "a provider without TLS": (
        {**PROVIDER, "CHIBO_OIDC_ISSUER": "http://vi-du.example"},
        "CHIBO_OIDC_ISSUER",
    ),
}


@pytest.mark.parametrize("why", REFUSED)
def test_a_dangerous_site_does_not_start_and_says_why(tmp_path, why):
    variables, named = REFUSED[why]
    done = _run(tmp_path, ["check"], **{**SITE, **variables})
    assert done.returncode == 1
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith(f"django.core.exceptions.ImproperlyConfigured: {named}")
    for value in SITE.values():
        assert value == "1" or value not in last


def test_on_ones_own_machine_it_starts_without_a_word(tmp_path):
    done = _run(tmp_path, ["check"], CHIBO_DEBUG="1")
    assert (done.returncode, done.stderr) == (0, "")


SHOWN = """
from django.conf import settings as s
print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE)
print(s.SECURE_HSTS_SECONDS, s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.SECURE_PROXY_SSL_HEADER)
"""


@pytest.mark.parametrize(
    ("more", "hsts"),
    [
        ({}, "31536000 False None"),
        (
            {"CHIBO_PROXIES": "1", "CHIBO_HSTS_SUBDOMAINS": "1"},
            "31536000 True ('HTTP_X_FORWARDED_PROTO', 'https')",
        ),
    ],
)
def test_behind_tls_cookies_are_bound_to_the_host_and_the_browser_stays_with_tls(
    tmp_path, more, hsts
):
    done = _run(tmp_path, ["shell", "--no-imports", "-c", SHOWN], **{**SITE, **more})
    assert done.stdout.splitlines() == ["__Host-sessionid __Host-csrftoken True True", hsts]


def test_without_tls_cookies_keep_names_that_every_browser_takes(tmp_path):
    done = _run(tmp_path, ["shell", "--no-imports", "-c", SHOWN])
    assert done.stdout.splitlines() == ["sessionid csrftoken False False", "0 False None"]


def test_the_readme_names_every_variable_that_the_settings_read():
    read = set(re.findall(r"CHIBO_[A-Z_]+(?=\")", (ROOT / "chibo" / "settings.py").read_text()))
    table = (ROOT / "README.md").read_text().partition("| variable |")[2].partition("\n\n")[0]
    assert {"CHIBO_HTTPS", "CHIBO_FIELD_KEYS", "CHIBO_OIDC_CLAIM"} <= read
    assert read - set(re.findall(r"CHIBO_[A-Z_]+", table)) == set()
