"""Passkeys (WebAuthn level 2): what the browser is asked, and whether its answer is true.

Knows no row: keys go in and out as text, challenges live in the session and are used once.
Attestation is not asked for: any make of key will do.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
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
"""Where the session keeps what was asked last."""
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


def ask_to_sign(request: HttpRequest, *, known: list[str], alone: bool = False) -> str:
    """Return as JSON what makes a browser sign with one of the known keys, or any it keeps.

    `alone`: the key stands for a password, too, so the device itself asks who holds it.
    """
    options, state = _server(request).authenticate_begin(
        _descriptors(known),
        user_verification=UserVerificationRequirement.REQUIRED
        if alone
        else UserVerificationRequirement.PREFERRED,
    )
    request.session[CHALLENGE] = state
    return json.dumps(dict(options)["publicKey"])


def signs_alone(request: HttpRequest) -> bool:
    """Return whether what was asked last is enough without a password."""
    state = request.session.get(CHALLENGE) or {}
    return state.get("user_verification") == UserVerificationRequirement.REQUIRED


def named(answer: str) -> str:
    """Return the id of the key that an answer says it is from; empty where it says none."""
    try:
        return str(_read(answer)["id"])[:LONGEST_ID]
    except (Untrue, KeyError):
        return ""


def signed(request: HttpRequest, answer: str, public: str) -> int:
    """Return the counter of the key that signed what was asked last; raise Untrue for any other."""
    state = request.session.pop(CHALLENGE, None)
    try:
        said = _read(answer)
        key = AttestedCredentialData(websafe_decode(public))
        _server(request).authenticate_complete(state, [key], said)
        return AuthenticationResponse.from_dict(said).response.authenticator_data.counter
    except Exception as wrong:  # bytes from anywhere break a parser in any way
        raise Untrue from wrong


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
