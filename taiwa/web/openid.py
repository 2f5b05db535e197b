"""Sign-in by an OpenID provider: authorization code with PKCE, state and nonce; the identity token verified.

Owns what is asked of the provider and what of its answer is believed (OpenID Connect Core 1.0, section 3.1.3.7): its
signature by a key of the provider's, issuer, audience, expiry, nonce. Authlib speaks the protocol.
"""

from __future__ import annotations

import json
import secrets
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import asdict, dataclass
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

import httpx2
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from taiwa.errors import UnreachableAddress
from taiwa.settings import Provider
from taiwa.web.faults import ProviderRefused
from taiwa.web.guards import LOOPBACK

# Signatures that only the provider can make; none that its clients could make with a shared secret.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
SCOPE = "openid profile"
# Seconds: for the provider to answer, for clocks to differ, for what it says of itself to be believed.
PATIENCE, LEEWAY, FRESH = 10.0, 60, 3600
WELL_KNOWN = "/.well-known/openid-configuration"


@dataclass(frozen=True, slots=True)
class Errand:
    """What a browser carries to the provider and back, in a cookie: `to` is where the visitor wanted."""

    state: str
    nonce: str
    verifier: str
    to: str

    def packed(self) -> str:
        """As a cookie's value."""
        return urlsafe_b64encode(json.dumps(asdict(self)).encode()).decode()


def unpacked(cookie: str) -> Errand:
    """The errand of a cookie. Raises ProviderRefused where it is none."""
    try:
        told = json.loads(urlsafe_b64decode(cookie))
        if not all(isinstance(each, str) for each in told.values()):
            raise TypeError("an errand is of words")
        return Errand(**told)
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise ProviderRefused("this sign-in was not begun here, or too long ago") from error


@dataclass(frozen=True, slots=True)
class Person:
    """Who the provider says somebody is; `wished` is the account's name they would like."""

    subject: str
    wished: str
    name: str


class OpenId:
    """One provider, as its discovery document describes it."""

    def __init__(self, provider: Provider) -> None:
        self.provider, self._lock = provider, Lock()
        self._known: tuple[float, dict[str, Any], KeySet] | None = None

    def begin(self, back: str, to: str) -> tuple[str, Errand]:
        """Where the visitor is sent, and what they carry. Raises UnreachableAddress, ProviderRefused."""
        metadata, _ = self._metadata()
        errand = Errand(secrets.token_urlsafe(24), secrets.token_urlsafe(24), secrets.token_urlsafe(48), to)
        with self._client(metadata, back) as client:
            place, _ = client.create_authorization_url(
                metadata["authorization_endpoint"],
                state=errand.state,
                nonce=errand.nonce,
                code_verifier=errand.verifier,
            )
        return place, errand

    def end(self, errand: Errand, state: str, code: str, back: str) -> Person:
        """Who came back with a code. Raises UnreachableAddress, ProviderRefused."""
        if not code or not secrets.compare_digest(state.encode(), errand.state.encode()):
            raise ProviderRefused("this sign-in was not begun here, or too long ago")
        metadata, keys = self._metadata()
        try:
            with self._client(metadata, back) as client:
                answer = client.fetch_token(metadata["token_endpoint"], code=code, code_verifier=errand.verifier)
        except httpx2.HTTPError as error:
            raise UnreachableAddress(f"the provider does not answer ({type(error).__name__})") from error
        except (OAuthError, ValueError) as error:
            raise ProviderRefused("the provider did not accept the code") from error
        claims = self._verified(answer, keys, errand.nonce)
        wished = str(claims.get("preferred_username") or claims.get("nickname") or claims["sub"])
        return Person(str(claims["sub"]), wished, str(claims.get("name") or wished)[:200])

    def _verified(self, answer: Any, keys: KeySet, nonce: str) -> CodeIDToken:
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise ProviderRefused("the provider's answer has no identity token")
        try:
            try:
                decoded = jwt.decode(token, keys, algorithms=ALGORITHMS)
            except (JoseError, ValueError):
                # The provider may have changed its keys since.
                decoded = jwt.decode(token, self._metadata(anew=True)[1], algorithms=ALGORITHMS)
            claims = CodeIDToken(
                decoded.claims,
                decoded.header,
                {
                    "iss": {"essential": True, "value": self.provider.issuer},
                    "sub": {"essential": True, "allow_blank": False},
                    "aud": {"essential": True, "value": self.provider.client},
                    "exp": {"essential": True},
                    "nonce": {"essential": True, "value": nonce},
                },
                {"nonce": nonce, "client_id": self.provider.client, "access_token": answer.get("access_token")},
            )
            claims.validate(int(time.time()), LEEWAY)
        except (JoseError, ValueError) as error:
            raise ProviderRefused(f"the provider's identity token does not hold ({type(error).__name__})") from error
        return claims

    def _client(self, metadata: dict[str, Any], back: str) -> Any:
        methods = metadata.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        basic = "client_secret_basic" if "client_secret_basic" in methods else "client_secret_post"
        return OAuth2Client(
            self.provider.client,
            self.provider.secret,
            token_endpoint_auth_method=basic if self.provider.secret else "none",
            scope=SCOPE,
            redirect_uri=back,
            code_challenge_method="S256",
            timeout=PATIENCE,
        )

    def _metadata(self, anew: bool = False) -> tuple[dict[str, Any], KeySet]:
        """What the provider says of itself, and its keys."""
        with self._lock:
            if self._known is None or anew or time.monotonic() - self._known[0] > FRESH:
                metadata = self._fetched(self.provider.issuer.rstrip("/") + WELL_KNOWN)
                if metadata.get("issuer") != self.provider.issuer:
                    raise ProviderRefused("the provider calls itself by another name than TAIWA_OIDC_ISSUER")
                try:
                    keys = KeySet.import_key_set(self._fetched(str(metadata["jwks_uri"])))  # type: ignore[arg-type]
                except (JoseError, KeyError, ValueError) as error:
                    raise ProviderRefused("the provider's keys are not understood") from error
                self._known = time.monotonic(), metadata, keys
            return self._known[1], self._known[2]

    def _fetched(self, place: str) -> dict[str, Any]:
        if urlsplit(place).scheme != "https" and urlsplit(place).hostname not in LOOPBACK:
            raise ProviderRefused("a provider is asked by https only")
        try:
            answer = httpx2.get(place, timeout=PATIENCE)
            answer.raise_for_status()
            found = answer.json()
        except (httpx2.HTTPError, ValueError) as error:
            raise UnreachableAddress(f"the provider does not answer ({type(error).__name__})") from error
        if not isinstance(found, dict):
            raise ProviderRefused("the provider's answer is not understood")
        return found
