"""The provider of single sign-on (OpenID Connect): asking who somebody is, and what to believe.

Authorization code with PKCE (S256), state and nonce. Of the answer only the id_token counts, and
only where the provider's own key signed it, for this site, for this request, and not long ago.
"""

import time
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import DjangoOAuth2App, OAuth
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from joserfc.errors import JoseError
from requests import RequestException

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""Signatures by a key that only the provider has; never `none`, never one by a shared secret."""
VOUCHED = "vouched_by_provider"
"""What marks the session of who came from the provider: password and second factor are its care."""
LONGEST_IDENTITY = 400
PATIENCE = 10
"""Seconds for which the provider may think."""
FRESH_FOR = 600
"""Seconds for which what the provider says about itself is not asked again."""
_CLAIMS_OF = {"email": "openid profile email"}
_UNREADABLE = (AuthlibBaseError, JoseError, ValueError, KeyError, TypeError, RuntimeError)


class NotIdentified(Exception):
    """The answer does not prove who somebody is; the words are for the operator's log."""


class NotReached(NotIdentified):
    """The provider does not answer."""


@dataclass(frozen=True)
class Identity:
    """Who the provider says it is.

    `key` names the person for good, `username` is what binds an account at first use (lower case,
    empty where the provider does not vouch for it), `shown_at` when the person last showed the
    provider who they are, in seconds of the epoch, 0 where it does not say.
    """

    key: str
    username: str
    shown_at: int


def name() -> str:
    """Return what the provider is called on the button; empty while there is none."""
    return settings.OIDC_NAME if settings.OIDC_ISSUER else ""


def ask(request: HttpRequest, back: str, *, again: bool) -> HttpResponse:
    """Send the browser to the provider, which sends it on to the address `back`.

    `again`: the provider shall not take its own session for an answer.
    """
    more = {"prompt": "login", "max_age": "0"} if again else {}
    try:
        return _app().authorize_redirect(request, back, **more)
    except RequestException as failed:
        raise NotReached(repr(failed)) from failed
    except _UNREADABLE as failed:
        raise NotIdentified(repr(failed)) from failed


def identify(request: HttpRequest) -> Identity:
    """Return who came back from the provider, or raise NotIdentified."""
    wanted = {
        "iss": {"essential": True, "values": [settings.OIDC_ISSUER]},
        "aud": {"essential": True, "values": [settings.OIDC_CLIENT_ID]},
    }
    try:
        token = _app().authorize_access_token(request, claims_options=wanted)
        return _identity(token["userinfo"])
    except RequestException as failed:
        raise NotReached(repr(failed)) from failed
    except _UNREADABLE as failed:
        raise NotIdentified(repr(failed)) from failed


def _identity(claims: dict[str, Any]) -> Identity:
    subject, username = claims["sub"], claims.get(settings.OIDC_CLAIM, "")
    key = f"{settings.OIDC_ISSUER} {subject}"
    if not isinstance(subject, str) or not subject or len(key) > LONGEST_IDENTITY:
        raise ValueError("no subject that can be kept")
    vouched = settings.OIDC_CLAIM != "email" or claims.get("email_verified") is True
    known = username.strip().lower() if isinstance(username, str) and vouched else ""
    return Identity(key, known, int(claims.get("auth_time") or 0))


class _App(DjangoOAuth2App):
    """Authlib's client, which asks the provider about itself from time to time."""

    server_metadata: dict[str, Any]
    fetched_at = 0.0

    def load_server_metadata(self) -> dict[str, Any]:
        """Return what the provider says about itself, as far as it is believed here."""
        if not self.server_metadata or time.monotonic() - self.fetched_at > FRESH_FOR:
            self.server_metadata = self._fetched()
            self.fetched_at = time.monotonic()
        return self.server_metadata

    def _fetched(self) -> dict[str, Any]:
        with self._get_session() as session:
            answer = session.request("GET", self._server_metadata_url, withhold_token=True)
            answer.raise_for_status()
            said = dict(answer.json())
        if said.get("issuer") != settings.OIDC_ISSUER:
            raise ValueError("the provider calls itself by another name")
        offered = said.get("id_token_signing_alg_values_supported", [])
        within = [one for one in ALGORITHMS if one in offered] or ["RS256"]
        return {**said, "id_token_signing_alg_values_supported": within}


class _Registry(OAuth):
    oauth2_client_cls = _App


def _app() -> _App:
    return _registered(
        settings.OIDC_ISSUER,
        settings.OIDC_CLIENT_ID,
        settings.OIDC_CLIENT_SECRET,
        _CLAIMS_OF.get(settings.OIDC_CLAIM, "openid profile"),
    )


@cache
def _registered(issuer: str, client_id: str, client_secret: str, scope: str) -> _App:
    app = _Registry().register(
        "provider",
        client_id=client_id,
        client_secret=client_secret,
        server_metadata_url=f"{issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={
            "scope": scope,
            "code_challenge_method": "S256",
            "default_timeout": PATIENCE,
        },
    )
    return cast(_App, app)
