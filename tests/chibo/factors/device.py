"""An authenticator in software: makes a passkey and signs with it, truly or as a forger would."""

import json
import secrets
from dataclasses import dataclass, field

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import sha256, websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

ORIGIN, PARTY = "http://testserver", "testserver"
FLAG = AuthenticatorData.FLAG


@dataclass
class Device:
    """One key of one device, as the test client's host would meet it."""

    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    counter: int = 0

    @property
    def credential(self) -> str:
        """The id of the key as the portal keeps it."""
        return websafe_encode(self.credential_id)

    def attested(self) -> AttestedCredentialData:
        """Return the public part with its id."""
        public = ES256.from_cryptography_key(self.key.public_key())
        return AttestedCredentialData.create(bytes(16), self.credential_id, public)

    def make(self, options: str, *, origin: str = ORIGIN, challenge: str = "") -> str:
        """Return the answer to what a page asks when a key is to be made."""
        client = self._client("webauthn.create", options, origin, challenge)
        data = AuthenticatorData.create(
            sha256(PARTY.encode()), FLAG.UP | FLAG.UV | FLAG.AT, self.counter, self.attested()
        )
        made = AttestationObject.create("none", data, {})
        return self._answer(
            {"clientDataJSON": websafe_encode(client), "attestationObject": websafe_encode(made)}
        )

    def sign(
        self,
        options: str,
        *,
        origin: str = ORIGIN,
        challenge: str = "",
        party: str = PARTY,
        verified: bool = True,
        present: bool = True,
        type_: str = "webauthn.get",
    ) -> str:
        """Return the answer to what the door asks to be signed."""
        client = self._client(type_, options, origin, challenge)
        flags = (FLAG.UP if present else FLAG(0)) | (FLAG.UV if verified else FLAG(0))
        data = AuthenticatorData.create(sha256(party.encode()), flags, self.counter)
        signature = self.key.sign(data + client.hash, ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {
                "clientDataJSON": websafe_encode(client),
                "authenticatorData": websafe_encode(data),
                "signature": websafe_encode(signature),
            }
        )

    def _client(self, type_: str, options: str, origin: str, challenge: str) -> CollectedClientData:
        asked = challenge or json.loads(options)["challenge"]
        return CollectedClientData.create(type_, websafe_decode(asked), origin)

    def _answer(self, response: dict[str, str]) -> str:
        return json.dumps(
            {
                "id": self.credential,
                "rawId": self.credential,
                "type": "public-key",
                "response": response,
                "clientExtensionResults": {},
            }
        )
