"""Sealing marked values before they are stored: Fernet with a list of keys, the newest first.

The newest key seals, every key opens; a key that is no longer needed is taken from the list
after `manage.py keys rotate` has sealed everything anew.
"""

from functools import cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

SEAL = "enc:"
"""What every sealed value begins with, so that an unsealed one is never taken for one."""

VEIL = "•••"
"""Stands where a sealed value is spoken of and not shown."""


@cache
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def new_key() -> str:
    """Return a new key, 32 random bytes in URL-safe base64."""
    return Fernet.generate_key().decode()


def seal(text: str) -> str:
    """Return the text sealed with the newest key; the empty text stays empty."""
    if not text:
        return ""
    return SEAL + _cipher(tuple(settings.FIELD_KEYS)).encrypt(text.encode()).decode()


def is_current(sealed: str) -> bool:
    """Return whether a value is sealed with the newest key; False where it does not open, too."""
    try:
        Fernet(settings.FIELD_KEYS[0]).decrypt(sealed.removeprefix(SEAL).encode())
    except InvalidToken:
        return False
    return True


def veiled(text: str, last: int = 0) -> str:
    """Return what may be said of a value: nothing of nothing, else the veil and its last letters.

    >>> veiled("000123456789", 3), veiled("Không"), veiled("")
    ('•••789', '•••', '')
    """
    return text and VEIL + text[len(text) - last :]


def unseal(sealed: str) -> str:
    """Return the text again; ValueError where no key opens it."""
    if not sealed:
        return ""
    try:
        token = sealed.removeprefix(SEAL).encode()
        return _cipher(tuple(settings.FIELD_KEYS)).decrypt(token).decode()
    except InvalidToken as refused:
        raise ValueError("no key opens this value") from refused
