"""A small hub on loopback, which can be told to fail as hubs and networks do."""

import hashlib
import os
import re
import socket
import struct
import sys
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

_RESOLVE = re.compile(r"/(?P<repository>[^/]+/[^/]+)/resolve/(?P<revision>[^/]+)/(?P<name>.+)")
_PAGE = b"<!DOCTYPE html><html><body>Please log in to the hotel's network.</body></html>"


@dataclass(frozen=True)
class Request:
    """What a client asked for."""

    method: str
    path: str
    range: str | None
    authorization: str | None
    agent: str


@dataclass
class Faults:
    """What goes wrong from now on.

    After ``break_after`` bytes a connection breaks, ``breaks`` times in all: at once or, with
    ``stalls``, when ``go_on`` is set; with an end before its time, or a ``reset``.
    """

    break_after: int | None = None
    breaks: int = 1
    stalls: bool = False
    reset: bool = False
    go_on: threading.Event = field(default_factory=threading.Event)
    corrupt_at: int | None = None
    status: int | None = None
    error_code: str | None = None
    status_for: str = "HEAD GET"
    ignores_range: bool = False
    page_for: str = ""
    short_by: int = 0


class HubServer:
    """Serves ``files``, by repository and name; those in ``in_git`` are no LFS files.

    With ``redirects`` it sends clients elsewhere for the bytes, as hubs do to where they store
    them: to itself by another name. ``renamed`` are repositories that have got another name.
    """

    def __init__(self) -> None:
        self.files: dict[tuple[str, str], bytes] = {}
        self.in_git: set[str] = set()
        self.renamed: dict[str, str] = {}
        self.redirects = False
        self.faults = Faults()
        self.requests: list[Request] = []
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    @property
    def port(self) -> int:
        return self._server.server_address[1]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def put(self, repository: str, name: str, data: bytes) -> None:
        self.files[repository, name] = data

    def ranges(self) -> list[str | None]:
        """The ranges that files were asked for with, None for a whole file."""
        return [request.range for request in self.requests if request.method == "GET"]

    def etag(self, name: str, data: bytes) -> str:
        if name in self.in_git:
            return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()
        return hashlib.sha256(data).hexdigest()

    def commit(self) -> str:
        everything = b"".join(self.files[key] for key in sorted(self.files))
        return hashlib.sha1(everything).hexdigest()

    def close(self) -> None:
        self.faults.go_on.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exception(), OSError):  # clients go away, as they should here
            super().handle_error(request, client_address)


def _handler(hub: HubServer) -> type[BaseHTTPRequestHandler]:
    class Handler(_Handler):
        server_hub = hub

    return Handler


class _Handler(BaseHTTPRequestHandler):
    server_hub: HubServer
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        hub, faults = self.server_hub, self.server_hub.faults
        get = self.headers.get
        authorization, agent = get("Authorization"), get("User-Agent", "")
        hub.requests.append(Request(self.command, self.path, get("Range"), authorization, agent))
        if faults.status and self.command in faults.status_for:
            return self._refuse(faults.status, faults.error_code)
        if self.command in faults.page_for:
            return self._send(200, _PAGE, {"Content-Type": "text/html"})
        return self._file()

    def _file(self) -> None:
        hub = self.server_hub
        path = unquote(self.path)
        old, resolve, rest = path.removeprefix("/").partition("/resolve/")
        if old in hub.renamed:
            location = f"/{hub.renamed[old]}{resolve}{rest}"
            return self._send(307, b"", {"Location": location})
        stored = path.startswith("/stored")
        match = _RESOLVE.fullmatch(path.removeprefix("/stored"))
        found = hub.files.get((match["repository"], match["name"])) if match else None
        if match is None or found is None:
            known = match and any(match["repository"] == key[0] for key in hub.files)
            return self._refuse(404, "EntryNotFound" if known else "RepoNotFound")
        etag = hub.etag(match["name"], found)
        headers = {"X-Repo-Commit": hub.commit(), "ETag": f'"{etag}"', "Accept-Ranges": "bytes"}
        if hub.redirects and not stored:
            headers |= {"X-Linked-Etag": f'"{etag}"', "X-Linked-Size": str(len(found))}
            headers["Location"] = f"http://localhost:{hub.port}/stored{self.path}"
            return self._send(302, b"", headers)
        return self._bytes(found, headers)

    def _bytes(self, data: bytes, headers: dict[str, str]) -> None:
        faults = self.server_hub.faults
        if self.command == "GET":
            if faults.corrupt_at is not None:
                spoilt = bytearray(data)
                spoilt[faults.corrupt_at] ^= 0xFF
                data = bytes(spoilt)
            data = data[: len(data) - faults.short_by]
        asked = self.headers.get("Range")
        if asked and not faults.ignores_range:
            start = int(asked.removeprefix("bytes=").partition("-")[0])
            headers["Content-Range"] = f"bytes {start}-{len(data) - 1}/{len(data)}"
            return self._send(206, data[start:], headers)
        return self._send(200, data, headers)

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "HEAD":
            return
        faults = self.server_hub.faults
        if faults.break_after is None or not faults.breaks or len(body) <= faults.break_after:
            self.wfile.write(body)
            return
        faults.breaks -= 1
        self.wfile.write(body[: faults.break_after])
        if faults.stalls:
            faults.go_on.wait()
        self._break(faults.reset)

    def _break(self, reset: bool) -> None:
        self.close_connection = True
        if reset:  # that is what closing without lingering sends
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            os.close(self.connection.detach())

    def _refuse(self, status: int, error_code: str | None) -> None:
        self._send(status, b"", {"X-Error-Code": error_code} if error_code else {})
