"""Passkeys (WebAuthn level 2): what the browser is asked, and whether its answer is true.

Knows no row: keys go in and out as text. Who has a session finds there what was asked last; who
has none, as a key alone opens the door, keeps it signed in a cookie for a few minutes, so that
asking writes nothing. What was asked before a key was used last is not answered with it again.
Attestation is not asked for: any make of key will do.
"""

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.request import split_domain_port
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialDescriptor,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialType,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

CHALLENGE = "passkey"
"""Where the session keeps what was asked last; what a cookie keeps is signed for this, too."""
ALONE_FOR = 5 * 60
"""Seconds for which a browser may take to sign with a key alone."""
LONGEST_ID = 400
LONGEST_ANSWER = 20_000
"""Characters of an answer that is read at all."""


class Untrue(Exception):
    """The browser's answer is not one to what was asked here."""


@dataclass(frozen=True)
class NewKey:
    """A key that was just made: its id, its public part, both as text, and its counter."""

    credential: str
    public: str
    counter: int


@dataclass(frozen=True)
class Signature:
    """A true answer: the counter of the key that signed, and when it was asked to."""

    counter: int
    asked_at: datetime.datetime


def ask_for_new(request: HttpRequest, *, handle: str, name: str, known: list[str]) -> str:
    """Return as JSON what makes a browser create a passkey; `known` keys are not made twice."""
    options, state = _server(request).register_begin(
        PublicKeyCredentialUserEntity(id=handle.encode(), name=name, display_name=name),
        _descriptors(known),
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    request.session[CHALLENGE] = state
    return json.dumps(dict(options)["publicKey"])


def created(request: HttpRequest, answer: str) -> NewKey:
    """Return the key that the browser made in answer to `ask_for_new`; raise Untrue for any other."""
    state = request.session.pop(CHALLENGE, None)
    try:
        made = _server(request).register_complete(state, _read(answer))
        key = made.credential_data
        if key is None:
            raise Untrue
        new = NewKey(websafe_encode(key.credential_id), websafe_encode(key), made.counter)
    except Exception as wrong:  # bytes from anywhere break a parser in any way
        raise Untrue from wrong
    if len(new.credential) > LONGEST_ID:
        raise Untrue
    return new


def ask_to_sign(request: HttpRequest, *, known: list[str], at: datetime.datetime) -> str:
    """Return as JSON what makes a browser sign with one of the known keys; the session keeps it."""
    options, state = _asked(request, known, UserVerificationRequirement.PREFERRED, at)
    request.session[CHALLENGE] = state
    return options


def ask_alone(request: HttpRequest, *, known: list[str], at: datetime.datetime) -> tuple[str, str]:
    """Return as JSON what makes a browser sign with a known key, or any, and the cookie to keep.

    The key stands for a password, too, so the device itself asks who holds it.
    """
    options, state = _asked(request, known, UserVerificationRequirement.REQUIRED, at)
    return options, signing.dumps(state, salt=CHALLENGE)


def _asked(
    request: HttpRequest,
    known: list[str],
    verification: UserVerificationRequirement,
    at: datetime.datetime,
) -> tuple[str, dict[str, Any]]:
    options, state = _server(request).authenticate_begin(
        _descriptors(known), user_verification=verification
    )
    return json.dumps(dict(options)["publicKey"]), {**state, "at": at.isoformat()}


def named(answer: str) -> str:
    """Return the id of the key that an answer says it is from; empty where it says none."""
    try:
        return str(_read(answer)["id"])[:LONGEST_ID]
    except (Untrue, KeyError):
        return ""


def signed(
    request: HttpRequest, answer: str, public: str, *, alone: bool, at: datetime.datetime
) -> Signature:
    """Return who signed what was asked last, with a key alone or after a password; else raise Untrue."""
    try:
        state = _kept_alone(request, at) if alone else request.session.pop(CHALLENGE)
        said = _read(answer)
        key = AttestedCredentialData(websafe_decode(public))
        _server(request).authenticate_complete(state, [key], said)
        counter = AuthenticationResponse.from_dict(said).response.authenticator_data.counter
        return Signature(counter, datetime.datetime.fromisoformat(state["at"]))
    except Exception as wrong:  # bytes from anywhere break a parser in any way
        raise Untrue from wrong


def _kept_alone(request: HttpRequest, at: datetime.datetime) -> dict[str, Any]:
    state = signing.loads(request.COOKIES[settings.PASSKEY_COOKIE_NAME], salt=CHALLENGE)
    asked_at = datetime.datetime.fromisoformat(state["at"])
    if at - asked_at > datetime.timedelta(seconds=ALONE_FOR):
        raise Untrue
    return dict(state)


def _read(answer: str) -> Mapping[str, Any]:
    try:
        said = json.loads(answer) if len(answer) <= LONGEST_ANSWER else None
    except (ValueError, RecursionError) as wrong:
        raise Untrue from wrong
    if not isinstance(said, dict):
        raise Untrue
    return said


def _descriptors(known: list[str]) -> list[PublicKeyCredentialDescriptor] | None:
    kind = PublicKeyCredentialType.PUBLIC_KEY
    keys = [PublicKeyCredentialDescriptor(type=kind, id=websafe_decode(one)) for one in known]
    return keys or None


def _server(request: HttpRequest) -> Fido2Server:
    """Return the party that keys are made for: this host; answers from other origins are untrue."""
    host = request.get_host()
    scheme = "https" if settings.SESSION_COOKIE_SECURE else request.scheme
    party = PublicKeyCredentialRpEntity(id=split_domain_port(host)[0], name="Sổ chi bộ")
    return Fido2Server(party, verify_origin=lambda origin: origin == f"{scheme}://{host}")
