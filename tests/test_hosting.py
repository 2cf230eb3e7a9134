"""What hosts say with our pages: the files we ship, in the servers they are for."""

from __future__ import annotations

import gzip
import http.client
import os
import re
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from marshrut.cli import main
from marshrut.commands.bench import LIMIT, weigh
from marshrut.hosting import ASK, ASKED_EACH_TIME, FILES, FOLDER, FRESH, HASHED, LETTERS, TYPES, headers, site_headers
from marshrut.policy import CHOOSER_SCRIPT, INLINE, SCRIPT, host_policy, inline_script, page_policy, script_hash

from . import servers
from .conftest import ROOT, pages_in

HOSTS = {"nginx": ("nginx.conf", servers.nginx), "caddy": ("Caddyfile", servers.caddy), "_headers": ("-", servers.reads_headers)}
# All headers of one answer, of servers whose headers are ours alone.
LONGEST_HEAD = 1_400
CUT = 16_384
KINDS = ("index.html", "plan.html", "rights/police-check.html", "work/patent.html", "about/offline.html", "glossary.html", "calendar.html")


@pytest.fixture(scope="session")
def www(site, tmp_path_factory) -> Path:
    """The site as a host has it, with one file of each type, whether the site holds one or not."""
    root = tmp_path_factory.mktemp("host") / "site"
    shutil.copytree(site, root, copy_function=os.link)
    for suffix in TYPES:
        (root / f"sample.{suffix}").write_bytes(b"sample \xd1\x8f " * 200)
    for name in ASKED_EACH_TIME:
        if not (root / "ru" / name).exists():
            (root / "ru" / name).write_text("{}")
    (root / "sample.js").write_text("// sample\n" * 100)
    return root


@pytest.fixture(scope="session", params=HOSTS)
def host(request, www, tmp_path_factory) -> Iterator[tuple[str, str]]:
    """(name, address)"""
    file, start = HOSTS[request.param]
    with start(www, ROOT / FOLDER / file, tmp_path_factory.mktemp("server")) as address:
        yield request.param, address


def ask(address: str, path: str, encoding: str = "gzip") -> tuple[int, http.client.HTTPMessage, bytes]:
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=10)
    connection.request("GET", path, headers={"Accept-Encoding": encoding})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, answer.headers, body


def head_size(said: http.client.HTTPMessage) -> int:
    return len("HTTP/1.1 200 OK\r\n\r\n") + sum(len(f"{name}: {value}\r\n".encode()) for name, value in said.items())


@pytest.mark.parametrize("name", FILES)
def test_the_shipped_files_follow_the_code(house, name):
    file = ROOT / FOLDER / name
    assert file.read_text(encoding="utf-8") == FILES[name](house), f"{FOLDER}/{name} is behind; run `marshrut hosting`"


def test_a_changed_script_changes_every_file_and_the_command_mends_them(scratch, edit, monkeypatch):
    before = {name: text(scratch) for name, text in FILES.items()}
    edit("overrides/hide.js", "preventDefault", "preventDefault")
    assert before == {name: text(scratch) for name, text in FILES.items()}
    edit("overrides/hide.js", "e.preventDefault();", "e.preventDefault();\ne.stopPropagation();")
    assert all(before[name] != text(scratch) for name, text in FILES.items())
    monkeypatch.chdir(scratch.root)
    assert main(["hosting"]) == 0
    assert all((scratch.root / FOLDER / name).read_text(encoding="utf-8") == text(scratch) for name, text in FILES.items())


def test_the_policy_lets_run_what_pages_hold_and_no_more(house):
    policy = host_policy(house)
    script = re.search(r"script-src ([^;]*)", policy)[1].split()
    assert script == ["'self'", *(f"'{script_hash(inline_script(house, name))}'" for name in INLINE)]
    assert policy.count("unsafe") == policy.count("style-src 'unsafe-inline'") == 1
    assert "*" not in policy and "http" not in policy
    for name in (SCRIPT, CHOOSER_SCRIPT):
        for files in (False, True):
            narrow = page_policy(script_hash(inline_script(house, name)), files)
            assert "worker-src" not in narrow and "connect-src 'self'" in narrow
            assert ("'self'" in re.search(r"script-src ([^;]*)", narrow)[1]) is files


@pytest.mark.site
def test_every_script_in_a_page_stands_in_the_policy(site, house):
    policy = host_policy(house)
    for file in pages_in(site):
        for text in re.findall(r"<script>(.*?)</script>", file.read_text(encoding="utf-8"), re.S):
            assert script_hash(text) in policy, file


@pytest.mark.site
def test_the_site_holds_the_file_that_hosts_read(site, house, editions):
    assert (site / "_headers").read_text(encoding="utf-8") == site_headers(house, [code for code, edition in editions.items() if edition.language.published])


@pytest.mark.site
def test_every_file_of_the_site_has_a_type(site):
    unknown = {file.suffix for file in site.rglob("*") if file.is_file() and file.name not in (".nojekyll", "_headers")}
    assert {suffix[1:] for suffix in unknown} <= set(TYPES)


@pytest.mark.site
@pytest.mark.parametrize(
    "path", ["/", "/ru/", "/ru/rights/police-check.html", "/ru/plan.js", "/sitemap.xml", "/sample.epub", "/nowhere", "/ru/no/where.html"]
)
def test_every_answer_carries_every_header(host, house, path):
    status, said, _ = ask(host[1], path)
    assert status == (404 if "where" in path else 200)
    for name, value, _ in headers(house):
        assert said.get_all(name) == [value], (path, name)
    assert (
        not said.get("Set-Cookie")
        and "Caddy" not in said.get("Server", "")
        and not re.search(r"\d", said.get("Server", "") * (host[0] != "_headers"))
    )


@pytest.mark.site
def test_headers_leave_room_for_the_page(host, www):
    if host[0] == "_headers":  # those hosts add headers of their own, which nobody here can measure
        return
    for path in ("/ru/plan.html", "/ru/plan.js", "/ru/help/emergency.html"):
        _, said, body = ask(host[1], path)
        assert head_size(said) <= LONGEST_HEAD, (path, head_size(said))
        assert LIMIT + LONGEST_HEAD < CUT and len(body) + head_size(said) < CUT
        assert said["Connection"] == "close", "the next answer would come through the same, half used connection"
        assert gzip.decompress(body) == (www / path[1:]).read_bytes()
        if host[0] == "nginx":
            assert len(body) <= weigh((www / path[1:]).read_bytes()) + 20


@pytest.mark.site
@pytest.mark.parametrize("suffix", TYPES)
def test_types_letters_and_compression(host, www, suffix):
    path = f"/sample.{suffix}"
    _, said, body = ask(host[1], path)
    assert said.get_content_type() == TYPES[suffix]
    if TYPES[suffix] in LETTERS:
        assert said.get_content_charset() == "utf-8"
        assert said["Content-Encoding"] == "gzip" and gzip.decompress(body) == (www / path[1:]).read_bytes()
        assert "Accept-Encoding" in said["Vary"]
    _, said, body = ask(host[1], path, "identity")
    assert said["Content-Encoding"] is None and body == (www / path[1:]).read_bytes()


@pytest.mark.site
def test_ready_made_gzip_is_sent(host, www):
    (www / "ready.html").write_text("<p>plain " * 500)
    (www / "ready.html.gz").write_bytes(gzip.compress(b"ready"))
    if host[0] != "_headers":
        assert gzip.decompress(ask(host[1], "/ready.html")[2]) == b"ready"
    assert ask(host[1], "/ready.html", "identity")[2].startswith(b"<p>plain")


@pytest.mark.site
def test_what_is_kept_how_long(host):
    name, address = host
    for path in ("/", "/ru/work/patent.html", "/ru/plan.js", "/sitemap.xml"):
        assert ask(address, path)[1].get_all("Cache-Control") == [FRESH], path
    for file in ASKED_EACH_TIME:
        # Where two rules of `_headers` meet both are said: the stricter one holds.
        assert ask(address, f"/ru/{file}")[1]["Cache-Control"] == (f"{FRESH}, {ASK}" if name == "_headers" else ASK), file
        assert "max-age=604800" not in ask(address, f"/ru/{file}?x")[1]["Cache-Control"], file
    # `_headers` knows no query: there scripts are asked for again like pages.
    assert ask(address, "/ru/plan.js?0a1b2c")[1]["Cache-Control"] == (FRESH if name == "_headers" else HASHED)


@pytest.mark.site
def test_a_lost_address_shows_our_page(host, www):
    status, said, body = ask(host[1], "/ru/lost.html", "identity")
    assert status == 404 and body == (www / "404.html").read_bytes() and said.get_content_type() == "text/html"
    assert ask(host[1], "/_headers")[0] in ((404,) if host[0] == "_headers" else (200, 404))


@pytest.mark.site
@pytest.mark.parametrize("path", ["/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/ru/..%2f..%2f..%2fetc/passwd"])
def test_nothing_outside_of_the_site_is_served(host, path):
    status, _, body = ask(host[1], path, "identity")
    assert status in (400, 404) and b"root:" not in body


@pytest.mark.site
@pytest.mark.browser
def test_no_page_breaks_the_policy(host, www, browser):
    """Also says that Chromium knows each power that Permissions-Policy names."""
    page = browser.new_page()
    heard: list[str] = []
    page.on("console", lambda message: heard.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: heard.append(f"{page.url}: {error}"))
    codes = sorted(folder.parent.name for folder in www.glob("*/plan.html"))
    for path in ["index.html", *(f"{code}/{kind}" for code in codes for kind in KINDS)]:
        assert page.goto(f"{host[1]}/{path}").ok, path
    page.goto(f"{host[1]}/ru/plan.html")
    page.locator("#my-plan button").first.click()
    assert page.locator("#my-plan input").count()
    assert heard == []
    page.evaluate("let s = document.createElement('script'); s.textContent = 'window.bad = 1'; document.body.append(s)")
    assert page.evaluate("window.bad") is None and "Content Security Policy" in heard[-1]
    page.close()


@pytest.mark.site
@pytest.mark.browser
def test_nobody_shows_our_pages_in_a_frame(host, browser, tmp_path):
    page = browser.new_page()
    (tmp_path / "frame.html").write_text(f'<iframe src="{host[1]}/ru/index.html"></iframe>')
    page.goto((tmp_path / "frame.html").as_uri())
    assert page.frames[1].locator("#main").count() == 0
    page.close()


def test_files_for_build_services_are_whole():
    flow = yaml.safe_load((ROOT / FOLDER / "github-pages.yml").read_text(encoding="utf-8"))
    assert flow["permissions"] == {"contents": "read"}
    assert [step["run"] for step in flow["jobs"]["build"]["steps"] if "run" in step] == ["make check", "make site"]
    assert flow["jobs"]["publish"]["needs"] == "build"
    assert tomllib.loads((ROOT / FOLDER / "netlify.toml").read_text(encoding="utf-8"))["build"]["publish"] == "site"
    previews = tomllib.loads((ROOT / FOLDER / "netlify.toml").read_text(encoding="utf-8"))["context"]
    assert all("$DEPLOY_PRIME_URL" in previews[kind]["command"] for kind in ("deploy-preview", "branch-deploy"))
