"""A provider of single sign-on on this machine: as strict as a real one, and a liar on demand."""

import base64
import hashlib
import hmac
import html
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT_ID, CLIENT_SECRET = "so-chi-bo", "bí mật của máy khách".encode().hex()
BASIC = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()


class FakeProvider:
    """Answers at `issuer`; `grant` plays the person who signs in there."""

    def __init__(self) -> None:
        self.rotate("một")
        self.metadata: dict[str, Any] = {}
        self.codes: dict[str, tuple[dict[str, str], dict[str, Any], str]] = {}
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path.startswith("/authorize?"):
                    return self.send_page(provider.desk(self.path))
                known = {
                    "/.well-known/openid-configuration": provider.description,
                    "/jwks": lambda: {"keys": [provider.published.as_dict(private=False)]},
                }
                return self.send(200, known[self.path]())

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                sent = {name: values[0] for name, values in parse_qs(body).items()}
                self.send(*provider.token(self.headers["Authorization"], sent))

            def send(self, status: int, answer: dict[str, Any]) -> None:
                self.send_body(status, "application/json", json.dumps(answer).encode())

            def send_page(self, page: str) -> None:
                self.send_body(200, "text/html; charset=utf-8", page.encode())

            def send_body(self, status: int, kind: str, body: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: Any) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def rotate(self, kid: str) -> None:
        """Sign with a new key from now on, and publish no other."""
        self.key = self.published = RSAKey.generate_key(2048, {"kid": kid, "use": "sig"})

    def desk(self, url: str) -> str:
        """Return the page at which a browser signs in: one button that leads back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        back = f"{asked['redirect_uri']}?{urlencode(self.grant(url))}"
        return f'<a href="{html.escape(back)}">Tiếp tục là do.an</a>'

    def description(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
            **self.metadata,
        }

    def grant(self, url: str, *, signed: str = "RS256", **claims: Any) -> dict[str, str]:
        """Sign in as somebody at the address one was sent to; return what is brought back.

        `claims` replace those of an honest id_token, None leaves one out; `signed` says how.
        """
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        code = secrets.token_urlsafe(8)
        now = int(time.time())
        honest = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "sub": "subject-1",
            "preferred_username": "do.an",
            "nonce": asked.get("nonce"),
            "iat": now,
            "auth_time": now,
            "exp": now + 60,
        }
        told = {n: v for n, v in {**honest, **claims}.items() if v is not None}
        self.codes[code] = (asked, told, signed)
        return {"code": code, "state": asked["state"]}

    def token(self, authorization: str, sent: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """Exchange a code, once, for what was granted: for this client, address and verifier."""
        asked, claims, how = self.codes.pop(sent["code"], ({}, {}, ""))
        challenge = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        proved = _coded(challenge)
        if (
            authorization != f"Basic {BASIC}"
            or asked.get("code_challenge_method") != "S256"
            or asked.get("code_challenge") != proved
            or asked.get("redirect_uri") != sent.get("redirect_uri")
        ):
            return 400, {"error": "invalid_grant"}
        token = self._signed(claims, how)
        return 200, {"access_token": "x", "token_type": "Bearer"} | (
            {"id_token": token} if token else {}
        )

    def _signed(self, claims: dict[str, Any], how: str) -> str:
        header = {"alg": how, "kid": self.key.kid}
        if how == "not at all":
            return ""
        if how == "none":
            return f"{_joined(header, claims)}."
        if how in {"HS256", "public key"}:  # by what both know, or by what everybody knows
            secret = CLIENT_SECRET.encode() if how == "HS256" else self.key.as_pem(private=False)
            signed = _joined({**header, "alg": "HS256"}, claims)
            return f"{signed}.{_coded(hmac.digest(secret, signed.encode(), 'sha256'))}"
        key = RSAKey.generate_key(2048) if how == "another key" else self.key
        return jwt.encode({**header, "alg": "RS256"}, claims, key)


def _joined(*parts: dict[str, Any]) -> str:
    return ".".join(_coded(json.dumps(part).encode()) for part in parts)


def _coded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")
