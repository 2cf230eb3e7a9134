"""A network that cuts: each connection dies after 16,384 bytes from the server, with a reset and no clean end.

So some networks treat foreign hosts. A new connection is served anew, and cut again. Headers count, as they would.
"""

from __future__ import annotations

import contextlib
import email.utils
import gzip
import mimetypes
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

LIMIT = 16_384
# A reset at once, instead of a goodbye: SO_LINGER on, zero seconds.
ABRUPT = struct.pack("ii", 1, 0)
# Seconds from the last byte to the reset: a browser throws away what it has not read when a reset comes.
TO_READ = 0.2
TYPES = {".js": "text/javascript", ".webmanifest": "application/manifest+json", ".epub": "application/epub+zip"}


def everything(path: Path) -> bool:
    """What a well set up host compresses."""
    return path.suffix in (".html", ".js", ".json", ".xml", ".txt", ".svg", ".webmanifest")


def pages_only(path: Path) -> bool:
    """What many hosts compress as they come."""
    return path.suffix == ".html"


def nothing(path: Path) -> bool:
    return False


class Curtain:
    """Serves a folder through the curtain. cut: paths whose answer did not come through."""

    def __init__(self, root: Path, headers: dict[str, str], compresses: Callable[[Path], bool], keep_alive: bool):
        self.root, self.headers, self.compresses, self.keep_alive = root, headers, compresses, keep_alive
        self.cut: list[str] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:  # closed: the test is over
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        left = LIMIT
        with connection, connection.makefile("rb") as asked, contextlib.suppress(OSError):
            while line := asked.readline():
                wishes = b""
                while (header := asked.readline()) not in (b"\r\n", b""):
                    wishes += header.lower()
                target = line.split()[1].decode()
                answer = self._answer(target, b"gzip" in wishes.partition(b"accept-encoding:")[2].partition(b"\r")[0])
                connection.sendall(answer[:left])
                if len(answer) > left:
                    self.cut.append(target)
                    time.sleep(TO_READ)
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, ABRUPT)
                    return
                left -= len(answer)
                if not self.keep_alive:
                    return

    def _answer(self, target: str, may_compress: bool) -> bytes:
        file = self.root / unquote(target.split("?")[0]).lstrip("/")
        file, status = file / "index.html" if file.is_dir() else file, "200 OK"
        if not file.is_file():
            file, status = self.root / "404.html", "404 Not Found"
        body, type_ = file.read_bytes(), TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        # What nginx says besides; the times are of the usual length.
        said = {"Server": "nginx", "Date": email.utils.formatdate(usegmt=True), "Content-Type": f"{type_}; charset=utf-8"} | self.headers
        said |= {"Last-Modified": email.utils.formatdate(0, usegmt=True), "Vary": "Accept-Encoding", "ETag": 'W/"65f0c0de-deadbeef"'}
        if may_compress and self.compresses(file):
            body = gzip.compress(body, 9, mtime=0)
            said["Content-Encoding"] = "gzip"
        said |= {"Content-Length": str(len(body)), "Connection": "keep-alive" if self.keep_alive else "close"}
        head = "".join(f"{name}: {value}\r\n" for name, value in said.items())
        return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


@contextlib.contextmanager
def curtain(
    root: Path, headers: dict[str, str], compresses: Callable[[Path], bool] = everything, keep_alive: bool = False
) -> Iterator[Curtain]:
    """headers: what the host adds to each answer. keep_alive: one connection for several answers, as most hosts have it."""
    server = Curtain(root, headers, compresses, keep_alive)
    try:
        yield server
    finally:
        server.listener.close()
