"""Build every language and serve the site on this machine, to read it."""

from __future__ import annotations

import argparse
import functools
import http.server
import os
import socketserver
from pathlib import Path

from ..build import build_site
from ..house import House
from ..plugin import LANGUAGES_VARIABLE
from ..problems import Problem, Refused


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000, help="port on this machine (default: 8000)")
    wanted = os.environ.get(LANGUAGES_VARIABLE, "all")
    parser.add_argument("--languages", default=wanted, help=f"codes with commas, e.g. ru,tg (default: {LANGUAGES_VARIABLE}, or all)")
    parser.add_argument("--no-build", action="store_true", help="serve site/ as it is")


def run(house: House, arguments: argparse.Namespace) -> int:
    server = open_server(house.site, arguments.port)
    if not arguments.no_build:
        print("Building:")
        build_site(house, house.site, wanted=arguments.languages)
    print(f"Read the site at http://localhost:{arguments.port}/ — stop with Ctrl+C.", flush=True)
    with server:
        server.serve_forever()
    return 0


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Files of the site; our own 404 page; no log line a request."""

    def log_message(self, *_) -> None:
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.exists():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def open_server(folder: Path, port: int) -> socketserver.BaseServer:
    """Take the port before the build, so that a busy one is said at once. Raises Refused."""
    try:
        return _Server(("127.0.0.1", port), functools.partial(_Handler, directory=str(folder)))
    except (OSError, OverflowError) as error:
        what = f"port {port} cannot be used ({error.strerror if isinstance(error, OSError) else error})"
        raise Refused(
            [Problem("make serve", 0, what, f"stop what runs there, or choose another: make serve PORT={port % 60000 + 1}")]
        ) from error
