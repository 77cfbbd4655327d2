"""Requests to the REST API of a code host: patient when it is busy, never the same write twice, the token only to its own address."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TypeVar
from urllib.parse import urlsplit

import httpx
from pydantic import BaseModel, SecretStr, ValidationError

from agent.errors import HostError, HostForbiddenError, HostRejectedError, HostUncertainError, SettingsError
from agent.render.visible import one_line

SECONDS = httpx.Timeout(30.0, connect=10.0)
MOST_BYTES = 60_000_000  # of one answer
MOST_PAGES = 300
READ_ATTEMPTS = 4
MOST_WAIT = 120.0  # seconds that one request may spend waiting for the host
BETWEEN_WRITES = 1.0  # seconds; hosts take faster writers for abuse
LOOPBACK = frozenset(("127.0.0.1", "::1", "localhost"))

ACCEPT = "application/json"
RIGHTS = "give the job the right to write on pull requests; from a fork the token can only read"

Json = Mapping[str, object]
Answer = TypeVar("Answer", bound=BaseModel)


class CodeHostApi:
    """JSON over HTTPS with a token. `pause` waits for some seconds; tests pass one that only counts.

    Raises HostError when the host cannot be reached or refuses; of writes, HostForbiddenError (no right), HostRejectedError
    (content not accepted), HostUncertainError (may have happened, or come again later).
    """

    def __init__(
        self, address: str, token: SecretStr | None, headers: Mapping[str, str], pause: Callable[[float], None] = time.sleep
    ) -> None:
        self._address = address.rstrip("/")
        parts = urlsplit(self._address)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
            raise SettingsError("is no https address", where=address, remedy="a token must not travel in the clear")
        self._origin = (parts.scheme, parts.netloc)
        self._pause = pause
        self._wrote = False
        authorization = {"Authorization": f"Bearer {token.get_secret_value()}"} if token is not None else {}
        self._client = httpx.Client(timeout=SECONDS, headers={**headers, **authorization, "User-Agent": "roadmap-agent"})

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def raw(self, path: str, accept: str) -> bytes:
        """What a GET answers, as it is."""
        return self._read("GET", self._url(path), accept).body

    def one(self, path: str, form: type[Answer]) -> Answer:
        """What a GET answers, in that form; further fields are ignored."""
        return _parsed(self._read("GET", self._url(path), ACCEPT).body, form, path)

    def every(self, path: str, form: type[Answer]) -> Iterator[Answer]:
        """The members of a list, over all its pages. An incomplete list is an error, not a shorter list."""
        url: str | None = self._url(path)
        for _ in range(MOST_PAGES):
            if url is None:
                return
            page = self._read("GET", url, ACCEPT)
            for member in _members(page.body, path):
                yield _valid(member, form, path)
            url = page.next
            if url is not None:
                self._check_origin(url)
        if url is not None:
            raise HostError(f"lists more than {MOST_PAGES} pages", where=path, remedy="review this change by hand")

    def query(self, url: str, body: Json, form: type[Answer]) -> Answer:
        """What a POST to a whole address answers that changes nothing (GraphQL)."""
        self._check_origin(url)
        return _parsed(self._read("POST", url, ACCEPT, body).body, form, _place(url))

    def write(self, method: str, path: str, body: Json, form: type[Answer]) -> Answer:
        """One write, tried once: who does not know how it ended looks before trying again."""
        if self._wrote:
            self._pause(BETWEEN_WRITES)
        self._wrote = True
        try:
            reply = self._send(method, self._url(path), ACCEPT, body)
        except httpx.TransportError as error:
            raise HostUncertainError(f"did not answer ({type(error).__name__})", where=path, wait=2.0) from error
        if reply.status < 300:
            return _parsed(reply.body, form, path)
        said = _said(reply)
        if reply.limited:
            raise HostUncertainError(f"asks to wait ({said})", where=path, remedy="run again later", wait=reply.wait or 60.0)
        if reply.status >= 500:
            raise HostUncertainError(f"failed ({said})", where=path, remedy="run again later", wait=2.0)
        if reply.status in (401, 403, 404):
            raise HostForbiddenError(f"may not be written with this token ({said})", where=path, remedy=RIGHTS)
        raise HostRejectedError(f"was not accepted ({said})", where=path)

    def _read(self, method: str, url: str, accept: str, body: Json | None = None) -> Reply:
        """A request that may be repeated: the host is waited for, up to a limit."""
        waited, said = 0.0, ""
        for attempt in range(READ_ATTEMPTS):
            try:
                reply = self._send(method, url, accept, body)
            except httpx.TransportError as error:
                wait, said = 2.0**attempt, type(error).__name__
            else:
                if reply.status < 300:
                    return reply
                if reply.moved_to is not None and method == "GET":
                    url = str(httpx.URL(url).join(reply.moved_to))
                    self._check_origin(url)
                    continue
                if not reply.limited and reply.status < 500:
                    raise _refusal(reply, url)
                wait, said = reply.wait or 2.0**attempt, _said(reply)
            waited += wait
            if waited > MOST_WAIT or attempt == READ_ATTEMPTS - 1:
                break
            self._pause(wait)
        raise HostError(f"did not answer ({said})", where=_place(url), remedy="run again later")

    def _send(self, method: str, url: str, accept: str, body: Json | None = None) -> Reply:
        headers = {"Accept": accept}
        with self._client.stream(method, url, headers=headers, json=body) as response:
            data = bytearray()
            for piece in response.iter_bytes():
                data += piece
                if len(data) > MOST_BYTES:
                    raise HostError(f"answers more than {MOST_BYTES // 1_000_000} MB", where=_place(url), remedy="name fewer files")
        return Reply(response.status_code, bytes(data), response.headers, response.links.get("next", {}).get("url"))

    def _url(self, path: str) -> str:
        return f"{self._address}{path}"

    def _check_origin(self, url: str) -> None:
        """The token goes to the address it was given for and nowhere else."""
        parts = urlsplit(url)
        if (parts.scheme, parts.netloc) != self._origin:
            raise HostError("leads to another address", where=_place(url), remedy="check the address of the API")


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer of the host."""

    status: int
    body: bytes
    headers: httpx.Headers
    next: str | None

    @property
    def limited(self) -> bool:
        """Whether the host asks for patience rather than refusing."""
        return self.status == 429 or (
            self.status == 403
            and (
                "retry-after" in self.headers
                or self.headers.get("x-ratelimit-remaining") == "0"
                or b"rate limit" in self.body[:2000].lower()
            )
        )

    @property
    def wait(self) -> float:
        """Seconds the host asks for; 0 when it names none."""
        after = self.headers.get("retry-after", "")
        if after.isdigit():
            return float(after)
        reset, now = self.headers.get("x-ratelimit-reset", ""), self.headers.get("date", "")
        if self.headers.get("x-ratelimit-remaining") != "0" or not reset.isdigit():
            return 0.0
        try:
            return max(float(reset) - parsedate_to_datetime(now).timestamp(), 1.0)  # the host's own clock, not ours
        except (TypeError, ValueError):
            return 60.0

    @property
    def moved_to(self) -> str | None:
        return self.headers.get("location") if self.status in (301, 302, 307, 308) else None


def _refusal(reply: Reply, url: str) -> HostError:
    said, where = _said(reply), _place(url)
    if reply.status == 401:
        return HostError(f"does not know this token ({said})", where=where, remedy="check the token in the environment")
    if reply.status in (403, 404):
        return HostForbiddenError(
            f"is not there or may not be read ({said})", where=where, remedy="check the name, the number and the token's rights"
        )
    if reply.status in (406, 422):
        return HostRejectedError(f"is refused ({said})", where=where)
    return HostError(f"is refused ({said})", where=where, remedy="check the address of the API")


def _said(reply: Reply) -> str:
    """The status and the host's own sentence, in one short line."""
    try:
        answer = json.loads(reply.body[:20_000] or b"{}")
    except ValueError:
        answer = {}
    message = answer.get("message") if isinstance(answer, dict) else None
    return one_line(f"{reply.status} {message}"[:200]) if isinstance(message, str) else str(reply.status)


def _place(url: str) -> str:
    return urlsplit(url).path


def _parsed(body: bytes, form: type[Answer], path: str) -> Answer:
    return _valid(_json(body, path), form, path)


def _members(body: bytes, path: str) -> list[object]:
    found = _json(body, path)
    if not isinstance(found, list):
        raise HostError("answers something else than a list", where=path, remedy="check the address of the API")
    return found


def _json(body: bytes, path: str) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise HostError("answers something else than JSON", where=path, remedy="check the address of the API") from error


def _valid(found: object, form: type[Answer], path: str) -> Answer:
    try:
        return form.model_validate(found)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        key = ".".join(str(part) for part in first["loc"])
        raise HostError(f"answers without a usable {key}", where=path, remedy="check the address of the API") from error
