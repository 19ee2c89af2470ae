"""Settings: secure by default, SQLite without configuration, PostgreSQL by DATABASE_URL.

Environment: DATABASE_URL, CHIBO_SECRET_KEY, CHIBO_HOSTS (comma separated), CHIBO_DEBUG=1,
CHIBO_FIELD_KEYS (seal marked fields; newest first, spaces between), CHIBO_VAR (folder of the
data, default var/), CHIBO_HTTPS=1 behind TLS, CHIBO_PROXIES (how many proxies stand in front),
CHIBO_IDLE_MINUTES (without a request a session is over, default 60), CHIBO_SECOND_FACTOR (roles
that need a second factor, comma separated), CHIBO_HSTS_SUBDOMAINS=1, CHIBO_OIDC_… (single
sign-on). What would be dangerous with CHIBO_HTTPS=1 is refused at the start.
"""

import os
import secrets
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import dj_database_url
from cryptography.fernet import Fernet
from csp.constants import SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("CHIBO_VAR", BASE_DIR / "var"))


def _kept(variable: str, name: str, make: Callable[[], str]) -> str:
    """Return a secret from the environment, or the one made at the first start and kept."""
    if given := os.environ.get(variable):
        return given
    path = VAR_DIR / name
    if not path.exists():
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(make())
    return path.read_text()


def _count(given: str, variable: str) -> int:
    """Return a number from the environment; a word or a negative number is refused."""
    if not (given.isascii() and given.isdigit()):
        raise ImproperlyConfigured(f"{variable} is a number: 0, 1, 2 and so on.")
    return int(given)


SECRET_KEY = _kept("CHIBO_SECRET_KEY", "secret_key", lambda: secrets.token_urlsafe(50))
FIELD_KEYS = _kept("CHIBO_FIELD_KEYS", "field_keys", lambda: Fernet.generate_key().decode()).split()
DEBUG = os.environ.get("CHIBO_DEBUG") == "1"
HTTPS = os.environ.get("CHIBO_HTTPS") == "1"
_HOSTS = os.environ.get("CHIBO_HOSTS", "" if HTTPS else "127.0.0.1,localhost,[::1]")
ALLOWED_HOSTS = [host.strip() for host in _HOSTS.split(",") if host.strip()]

PROXIES = _count(os.environ.get("CHIBO_PROXIES") or "0", "CHIBO_PROXIES")
SESSION_IDLE = timedelta(
    minutes=_count(os.environ.get("CHIBO_IDLE_MINUTES") or "60", "CHIBO_IDLE_MINUTES")
)

OIDC_ISSUER = os.environ.get("CHIBO_OIDC_ISSUER", "")
OIDC_CLIENT_ID = os.environ.get("CHIBO_OIDC_CLIENT_ID", "")
OIDC_CLIENT_SECRET = os.environ.get("CHIBO_OIDC_CLIENT_SECRET", "")
OIDC_NAME = os.environ.get("CHIBO_OIDC_NAME") or "đăng nhập một lần"
OIDC_CLAIM = os.environ.get("CHIBO_OIDC_CLAIM") or "preferred_username"


def _refuse(*conditions: tuple[object, str]) -> None:
    for dangerous, sentence in conditions:
        if dangerous:
            raise ImproperlyConfigured(sentence)


def _is_weak(key: str) -> bool:
    """Return whether a secret is short, monotonous, or one that stands in examples."""
    examples = ("insecure", "change", "secret", "example", "password", "chibo")
    return len(key) < 50 or len(set(key)) < 12 or any(word in key.lower() for word in examples)


def _is_field_key(key: str) -> bool:
    try:
        Fernet(key)
    except ValueError:
        return False
    return True


_refuse(
    (
        os.environ.get("CHIBO_HTTPS") not in {None, "", "0", "1"},
        "CHIBO_HTTPS is 1 behind TLS, else 0 or left out: anything else would be taken for no TLS.",
    ),
    (not SESSION_IDLE, "CHIBO_IDLE_MINUTES must be 1 or more, or nobody stays signed in."),
    (not FIELD_KEYS, "CHIBO_FIELD_KEYS is empty: without a key nothing can be sealed or read."),
    (
        not all(map(_is_field_key, FIELD_KEYS)),
        "CHIBO_FIELD_KEYS holds something that is no key (32 bytes in URL-safe base64).",
    ),
    (
        OIDC_ISSUER and not (OIDC_CLIENT_ID and OIDC_CLIENT_SECRET),
        "CHIBO_OIDC_ISSUER needs CHIBO_OIDC_CLIENT_ID and CHIBO_OIDC_CLIENT_SECRET.",
    ),
)
if HTTPS:
    _refuse(
        (DEBUG, "CHIBO_DEBUG=1 shows the inside of the site to everybody: not with CHIBO_HTTPS=1."),
        (
            _is_weak(SECRET_KEY),
            "CHIBO_SECRET_KEY is short or known: give 50 random characters, or leave it out.",
        ),
        (
            not ALLOWED_HOSTS or any("*" in host or host.startswith(".") for host in ALLOWED_HOSTS),
            "CHIBO_HOSTS must name the hosts of the site, without an asterisk or a leading dot.",
        ),
        (
            OIDC_ISSUER and not OIDC_ISSUER.startswith("https://"),
            "CHIBO_OIDC_ISSUER must begin with https:// on a site with CHIBO_HTTPS=1.",
        ),
    )

INSTALLED_APPS = [
    "chibo",
    "members",
    "meetings",
    "reports",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
]

MIDDLEWARE = [
    "chibo.portal.middleware.surface",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "chibo.files.middleware.bounded",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "chibo.accounts.middleware.Door",
    "chibo.factors.middleware.FirstThings",
    "chibo.portal.views.says_wrong_method",
]

ROOT_URLCONF = "chibo.urls"
WSGI_APPLICATION = "chibo.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "chibo.portal.context.frame",
            ],
        },
    }
]

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'chibo.sqlite3'}",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Nothing acknowledged may be lost, and two writers wait instead of failing.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "chibo.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "chibo.accounts.backend.AccountBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "full_name"]},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SECOND_FACTOR_ROLES = frozenset(
    name.strip() for name in os.environ.get("CHIBO_SECOND_FACTOR", "").split(",") if name.strip()
)
"""Values of the roles that are not exercised without a second factor; checked when Django starts."""
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "sign_in"
AXES_HANDLER = "chibo.accounts.limits.Limits"  # how often one may fail stands there
AXES_FAILURE_LIMIT = 1  # of the limits that `Limits` counts
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # or a stranger could lock without end
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # what a success forgets
AXES_LOCKOUT_CALLABLE = "chibo.accounts.views.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "chibo.accounts.limits.counted_address"

SESSION_ENGINE = "chibo.accounts.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_ABSOLUTE = timedelta(hours=12)
SESSION_COOKIE_AGE = 3 * 24 * 60 * 60  # over a weekend a row still tells whose it was
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
if HTTPS:  # a neighbouring subdomain, or a page without TLS, cannot plant a cookie of such a name
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
PASSKEY_COOKIE_NAME = "__Host-passkey" if HTTPS else "passkey"
if PROXIES:  # each must set this header itself, or anybody could claim to come by TLS
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^khoe/$"]  # asked from beside it, without TLS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS and os.environ.get("CHIBO_HSTS_SUBDOMAINS") == "1"
# Subdomains and the browsers' preload list are for whoever owns the whole domain to decide.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "chibo.portal.views.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": ["'none'"],
        "frame-ancestors": ["'none'"],
        "base-uri": [SELF],
        "form-action": [SELF],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024  # minutes are long; Django's 2.5 MB would lose them
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
# What is uploaded waits where only the portal looks, not in a folder that a machine shares.
FILE_UPLOAD_TEMP_DIR = VAR_DIR / "uploads"
FILE_UPLOAD_TEMP_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = "chibo.formats"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
STATICFILES_DIRS = [
    BASE_DIR / "static",
    *([VAR_DIR / "assets"] if (VAR_DIR / "assets").exists() else []),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILES_ROOT = VAR_DIR / "files"
FONTS_DIR = VAR_DIR / "assets" / "vendor" / "fonts" / "tinos"

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
