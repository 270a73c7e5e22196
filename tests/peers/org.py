"""The simulated organisation without a client in between: what is true in it, and what it was asked."""

import json
import os
import re
import ssl
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from pathlib import Path
from typing import Any

import jwt

ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


class Org:
    """Asks with plain HTTP; the app must not require DPoP."""

    def __init__(self) -> None:
        self.url = os.environ["OKTA_ORG_URL"]
        self.control = os.environ["SIM_CONTROL"]
        context = ssl.create_default_context(cafile=os.environ["SSL_CERT_FILE"])
        # Redirects and proxies of the environment have no business here.
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=context)
        )
        self.token = self._sign_in()

    def _sign_in(self) -> str:
        url, client, now = f"{self.url}/oauth2/v1/token", os.environ["OKTA_CLIENT_ID"], int(time.time())
        claims = {"iss": client, "sub": client, "aud": url, "iat": now, "exp": now + 300, "jti": str(uuid.uuid4())}
        key = Path(os.environ["OKTA_PRIVATE_KEY_FILE"]).read_text()
        form = {
            "grant_type": "client_credentials",
            "scope": os.environ["OKTA_SCOPES"],
            "client_assertion_type": ASSERTION,
            "client_assertion": jwt.encode(claims, key, algorithm="RS256", headers={"kid": os.environ["OKTA_KEY_ID"]}),
        }
        body = urllib.parse.urlencode(form).encode()
        headers = {"content-type": "application/x-www-form-urlencoded", "accept": "application/json"}
        status, said, _ = self._exchange(urllib.request.Request(url, body, headers))
        if status != 200:
            raise RuntimeError(f"no token for looking at the organisation: {status} {said}")
        return said["access_token"]

    def _exchange(self, request: urllib.request.Request) -> tuple[int, Any, list[str]]:
        """Status, body and the `link` headers."""
        try:
            with self.opener.open(request, timeout=30) as answer:
                status, text, links = answer.status, answer.read(), answer.headers.get_all("link", [])
        except urllib.error.HTTPError as refusal:
            status, text, links = refusal.code, refusal.read(), []
        try:
            return status, json.loads(text) if text else None, links
        except ValueError:
            return status, text.decode(errors="replace"), links

    def _ask(self, method: str, url: str, body: object = None) -> tuple[int, Any, list[str]]:
        headers = {"authorization": f"Bearer {self.token}", "accept": "application/json"}
        data = None
        if body is not None:
            data, headers["content-type"] = json.dumps(body).encode(), "application/json"
        return self._exchange(urllib.request.Request(url, data, headers, method=method))

    def ask(self, method: str, path: str, body: object = None) -> tuple[int, Any]:
        """One exchange with the API; status and body."""
        status, said, _ = self._ask(method, f"{self.url}{path}", body)
        return status, said

    def get(self, path: str) -> Any:
        """What stands there."""
        return self.ask("GET", path)[1]

    def all(self, path: str) -> list[Any]:
        """A list, all of its pages."""
        url, members = f"{self.url}{path}", []
        while url:
            _, page, links = self._ask("GET", url)
            members += page
            following = [re.match('<(.*)>; rel="next"', link) for link in links]
            url = next((found[1] for found in following if found), "")
        return members

    def make(self, path: str, body: object, method: str = "POST") -> dict[str, Any]:
        """Makes something for a tool to work on."""
        status, said = self.ask(method, path, body)
        if not 200 <= status < 300:
            raise RuntimeError(f"{method} {path} answers {status}: {said}")
        return said if isinstance(said, dict) else {}

    def requests(self) -> list[dict[str, Any]]:
        """Every request that the organisation kept, the newest last."""
        with self.opener.open(f"{self.control}/requests", timeout=30) as answer:
            return json.load(answer)
