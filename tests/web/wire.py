"""Requests as bytes on the wire: what no browser would send, and what programs send."""

from __future__ import annotations

import http.client
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.web.conftest import Clinic
from tests.web.therapist import EMAIL, PASSWORD

OWNER = {"name": "Mara Okafor", "email": EMAIL, "password": PASSWORD, "credentials": "PT, DPT"}


class Wire:
    """Requests as bytes on the wire, with the cookies the server set."""

    def __init__(self, clinic: Clinic) -> None:
        parts = urlsplit(clinic.url)
        self.host, self.port = parts.hostname or "", parts.port or 0
        self.origin = clinic.url
        self.cookie = ""

    def send(
        self, method: str, path: str, form: Mapping[str, str] | None = None, body: str | None = None, **headers: str
    ) -> tuple[int, http.client.HTTPMessage, str]:
        """Status, headers and body of one request; header names with "_" for "-"."""
        sent = {"Origin": self.origin} if method != "GET" else {}
        if self.cookie:
            sent["Cookie"] = self.cookie
        if form is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection(self.host, self.port, timeout=10)
        body = urlencode(form) if form is not None else body
        connection.request(method, path, body=body, headers={k: v for k, v in sent.items() if v})
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        if answer.headers.get("Set-Cookie"):
            self.cookie = answer.headers["Set-Cookie"].split(";")[0]
        return answer.status, answer.headers, text

    def json(self, method: str, path: str, body: Mapping[str, object] | None = None) -> tuple[int, Any]:
        """Status and decoded body of one API request."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=10)
        headers = {"Origin": self.origin, "Cookie": self.cookie, "Content-Type": "application/json"}
        connection.request(method, path, body=json.dumps(body) if body is not None else None, headers=headers)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8")
        connection.close()
        return answer.status, json.loads(text) if text else None
