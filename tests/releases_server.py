"""A place on loopback where releases are published, which counts who asks."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class ReleasesServer:
    """Answers with ``body`` and ``status``; ``asked`` are the headers of each request."""

    address: str = ""
    body: bytes = b""
    status: int = 200
    asked: list[dict[str, str]] = field(default_factory=list)

    def release(self, version: str, page: str = "https://example.org/new") -> None:
        self.body = json.dumps({"tag_name": f"v{version}", "html_url": page}).encode()


@contextmanager
def releases_server() -> Iterator[ReleasesServer]:
    """Serve until the block ends."""
    served = ReleasesServer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked.append(dict(self.headers))
            self.send_response(served.status)
            self.end_headers()
            self.wfile.write(served.body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        served.address = f"http://127.0.0.1:{server.server_port}/latest"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield served
        finally:
            server.shutdown()
            thread.join()
