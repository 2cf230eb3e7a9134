"""Hosts for the tests: nginx and Caddy with the configuration we ship, and one that reads `_headers` as documented."""

from __future__ import annotations

import contextlib
import functools
import gzip
import http.server
import os
import re
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from marshrut.hosting import TYPES

NGINX = """daemon off; master_process off; pid {work}/pid; error_log {work}/errors; {user}
events {{}}
http {{
    client_body_temp_path {work}/1; proxy_temp_path {work}/2; fastcgi_temp_path {work}/3; uwsgi_temp_path {work}/4; scgi_temp_path {work}/5;
    server {{
        listen 127.0.0.1:{port};
        root {root};
        include {config};
    }}
}}
"""


def program(name: str, package: str) -> str:
    """A program of Debian's; installed where it is missing, and not started. Never a reason to skip."""
    if found := shutil.which(name):
        return found
    install = f"apt-get update -qq && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends {package}"
    command = install if os.geteuid() == 0 else f"sudo -n sh -c '{install}'"
    done = subprocess.run(command, shell=True, capture_output=True, text=True)
    found = shutil.which(name)
    assert found, f"The tests of hosts need {name} and could not install it; install the package `{package}`.\n{done.stderr[-500:]}"
    return found


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


@contextlib.contextmanager
def running(command: list[str], port: int, **environment: str) -> Iterator[str]:
    """The address of a server that answers; it is stopped afterwards."""
    process = subprocess.Popen(command, env=os.environ | environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        for _ in range(200):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            assert process.poll() is None, process.stderr.read()
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()
        process.stderr.close()


@contextlib.contextmanager
def nginx(root: Path, config: Path, work: Path) -> Iterator[str]:
    port = free_port()
    user = "user root;" if os.geteuid() == 0 else ""
    (work / "nginx.conf").write_text(NGINX.format(work=work, port=port, root=root, config=config, user=user))
    with running([program("nginx", "nginx-light"), "-c", str(work / "nginx.conf"), "-e", str(work / "errors")], port) as address:
        yield address


@contextlib.contextmanager
def caddy(root: Path, config: Path, work: Path) -> Iterator[str]:
    port = free_port()
    command = [program("caddy", "caddy"), "run", "--config", str(config), "--adapter", "caddyfile"]
    home = {name: str(work) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")}
    with running(
        command, port, MARSHRUT_ADDRESS=f"http://127.0.0.1:{port}", MARSHRUT_SITE=str(root), CADDY_ADMIN=f"127.0.0.1:{free_port()}", **home
    ) as address:
        yield address


def read_rules(text: str) -> list[tuple[re.Pattern, str, str]]:
    """(pattern of paths, header, value) of a `_headers` file."""
    rules, path = [], None
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        assert len(line) <= 2000, "Cloudflare Pages refuses longer lines"
        if not line[0].isspace():
            path = re.compile(".*".join(map(re.escape, line.strip().split("*"))))
        else:
            name, _, value = line.strip().partition(": ")
            rules.append((path, name, value))
    assert len({path for path, _, _ in rules}) <= 100, "Cloudflare Pages reads a hundred rules"
    return rules


class HeadersHandler(http.server.SimpleHTTPRequestHandler):
    """A host that reads `_headers`: all rules that match hold; values of one header are joined; Content-Type is replaced."""

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        file = Path(self.directory) / path.lstrip("/")
        file, status = file / "index.html" if file.is_dir() else file, 200
        if not file.is_file() or file.name == "_headers":
            file, status = Path(self.directory) / "404.html", 404
        said = {"Content-Type": TYPES.get(file.suffix[1:], "application/octet-stream") + "; charset=utf-8"}
        ours: dict[str, list[str]] = {}
        for pattern, name, value in read_rules((Path(self.directory) / "_headers").read_text(encoding="utf-8")):
            if pattern.fullmatch(path):
                ours.setdefault(name, []).append(value)
        said |= {name: ", ".join(values) for name, values in ours.items()}
        body = file.read_bytes()
        if "gzip" in self.headers.get("Accept-Encoding", "") and file.suffix not in (".png", ".zip", ".epub", ".pdf"):
            body = gzip.compress(body)
            said |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
        self.send_response(status)
        for name, value in (said | {"Content-Length": str(len(body))}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_) -> None:
        pass


@contextlib.contextmanager
def reads_headers(root: Path, config: Path, work: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(HeadersHandler, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
