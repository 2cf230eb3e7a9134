"""The commands do what they say, and a wrong call gets one clear line."""

import argparse
import functools
import http.server
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from marshrut.build import build_site
from marshrut.checks import run_all
from marshrut.cli import main
from marshrut.commands import links
from marshrut.edition import load_editions
from marshrut.house import today
from marshrut.saying import say_date
from marshrut.sources import load_outside
from marshrut.yamlfile import read_yaml

from .conftest import begin_right_to_left

ROOT = Path(__file__).parents[1]


def arguments(module, *words):
    parser = argparse.ArgumentParser()
    module.add_arguments(parser)
    return parser.parse_args(words)


def test_changing_one_fact_changes_it_in_every_edition_and_nowhere_else_needs_an_edit(scratch, edit, tmp_path):
    edit(
        "data/facts/registration.yml",
        "count: 15, unit: day, counting: calendar, from: entry",
        "count: 17, unit: day, counting: calendar, from: entry",
    )
    assert [problem for problem in run_all(scratch) if not problem.warning] == []
    build_site(scratch, tmp_path / "out", quiet=True)
    for code, words in [
        ("ru", "17 календарных дней"),
        ("en", "17 calendar days"),
        ("uz", "17 kalendar kun"),
        ("uz-Cyrl", "17 календарь кун"),
        ("tg", "17 рӯзи тақвимӣ"),
        ("ky", "17 календардык күн"),
    ]:
        html = (
            (tmp_path / "out" / code / "arrive" / "registration.html")
            .read_text(encoding="utf-8")
            .replace("\u00a0", " ")
            .replace("&nbsp;", " ")
        )
        assert words in html, code


def test_a_failed_build_leaves_the_old_site(scratch, edit, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(scratch.root)
    assert main(["site", "--languages", "ru"]) == 0
    before = (scratch.site / "ru" / "index.html").read_bytes()
    edit("docs/ru/index.md", "## ", "<script>x</script>\n\n## ")
    assert main(["site", "--languages", "ru"]) == 1
    assert "docs/ru/index.md:" in capsys.readouterr().err
    assert (scratch.site / "ru" / "index.html").read_bytes() == before
    assert not list(scratch.root.glob(".site-*"))


def test_two_builds_are_identical(scratch, tmp_path):
    for name in ("one", "two"):
        build_site(scratch, tmp_path / name, wanted="ru,uz-Cyrl", quiet=True)
    one, two = (
        {file.relative_to(root): file.read_bytes() for file in root.rglob("*") if file.is_file()}
        for root in (tmp_path / "one", tmp_path / "two")
    )
    assert one == two


def test_plain_mkdocs_builds_the_same_site(scratch, tmp_path):
    environment = {key: value for key, value in os.environ.items() if not key.startswith("MARSHRUT_")}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "plain")]
    done = subprocess.run(command, cwd=scratch.root, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    build_site(scratch, tmp_path / "ours", quiet=True)
    files = {file.relative_to(tmp_path / "ours") for file in (tmp_path / "ours").rglob("*") if file.is_file()}
    assert files == {file.relative_to(tmp_path / "plain") for file in (tmp_path / "plain").rglob("*") if file.is_file()}
    assert all((tmp_path / "ours" / file).read_bytes() == (tmp_path / "plain" / file).read_bytes() for file in files)


@pytest.mark.parametrize(
    "command",
    [
        ["site", "--languages", "klingon"],
        ["serve", "--languages", "klingon", "--port", "0"],
        ["status", "klingon"],
        ["confirm", "klingon", "index"],
    ],
)
def test_an_unknown_language_gets_one_clear_line(scratch, monkeypatch, capsys, command):
    monkeypatch.chdir(scratch.root)
    assert main(command) == 1
    assert "unknown language: klingon" in capsys.readouterr().err


def test_a_busy_port_gets_one_clear_line(scratch, monkeypatch, capsys):
    monkeypatch.chdir(scratch.root)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["serve", "--port", str(port)]) == 1
    assert f"port {port} cannot be used" in capsys.readouterr().err


@pytest.mark.parametrize("port", ["99999999", "-1"])
def test_a_port_that_is_none_gets_one_clear_line(scratch, monkeypatch, capsys, port):
    monkeypatch.chdir(scratch.root)
    assert main(["serve", "--port", port]) == 1
    assert "cannot be used" in capsys.readouterr().err


def test_outside_of_a_checkout_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == 1
    assert "not inside a Marshrut checkout" in capsys.readouterr().err


@pytest.mark.skipif(shutil.which("make") is None, reason="without make there is nothing to run it with")
def test_an_old_or_missing_python_gets_one_clear_line(tmp_path):
    """The version test of the Makefile itself, run by a Python that says it is 3.8."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    old = tmp_path / "python-old"
    prelude = "import sys, collections; sys.version_info = collections.namedtuple('v', 'major minor micro releaselevel serial')(3, 8, 0, 'final', 0); "
    old.write_text(f'#!/bin/sh\nshift\nexec {sys.executable} -c "{prelude} $1"\n')
    old.chmod(0o755)
    for python, said in [(str(old), "needs Python 3.11 or newer; this is 3.8"), ("no-such-python", "none was found as 'no-such-python'")]:
        done = subprocess.run(["make", f"PYTHON={python}", "site"], cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode != 0 and said in done.stdout + done.stderr, done.stdout + done.stderr


@pytest.mark.parametrize("out", ["docs", ".", "data", "..", "docs/ru"])
def test_a_build_never_replaces_what_is_no_site(scratch, monkeypatch, capsys, out):
    monkeypatch.chdir(scratch.root)
    before = sorted(file.relative_to(scratch.root) for file in scratch.root.rglob("*"))
    assert main(["site", "--languages", "ru", "--out", out]) == 1
    assert "something else than a site" in capsys.readouterr().err
    assert sorted(file.relative_to(scratch.root) for file in scratch.root.rglob("*")) == before


def test_a_language_named_twice_is_built_once_and_none_is_refused(scratch, monkeypatch, capsys):
    monkeypatch.chdir(scratch.root)
    assert main(["site", "--languages", "ru,ru"]) == 0
    assert main(["site", "--languages", ","]) == 1
    assert "names no language" in capsys.readouterr().err


def test_status_and_confirm_tell_what_is_behind(scratch, edit, monkeypatch, capsys):
    monkeypatch.chdir(scratch.root)
    assert main(["confirm", "tg", "all", "--by", "machine"]) == 0
    edit("docs/ru/rights/police-check.md", "Говорите коротко и вежливо.", "Говорите коротко, вежливо и громко.")
    capsys.readouterr()
    assert main(["status", "tg"]) == 0
    lines = {line.split()[0]: line for line in capsys.readouterr().out.splitlines() if line}
    assert "behind in 1: say" in lines["rights/police-check"]
    assert sum("behind" in line for line in lines.values()) == 1


def test_a_stale_section_says_so_to_the_reader_there_and_nowhere_else(scratch, edit, tmp_path, monkeypatch):
    monkeypatch.chdir(scratch.root)
    main(["confirm", "tg", "all", "--by", "machine"])
    edit("docs/ru/rights/police-check.md", "Говорите коротко и вежливо.", "Говорите коротко, вежливо и громко.")
    main(["confirm", "tg", "work/patent"])
    build_site(scratch, tmp_path / "out", wanted="tg,ru", quiet=True)
    html = (tmp_path / "out/tg/rights/police-check.html").read_text(encoding="utf-8")
    assert html.count('class="stale"') + html.count("class=stale") == 1
    assert "../../ru/rights/police-check.html#say" in html
    patent = (tmp_path / "out/tg/work/patent.html").read_text(encoding="utf-8")
    assert "class=stale" not in patent
    # Who has read it is said where somebody has, and only there.
    said = load_editions(scratch)["tg"].strings("honest.volunteer_read", date=say_date(today().isoformat()))
    assert said in patent and said not in html


def test_new_language_lays_out_a_right_to_left_edition_that_builds(scratch, tmp_path):
    begin_right_to_left(scratch)
    build_site(scratch, tmp_path / "out", wanted="fa,ru", quiet=True)
    html = (tmp_path / "out/fa/arrive/registration.html").read_text(encoding="utf-8")
    assert re.search(r"<html [^>]*lang=.?fa", html) and re.search(r"<html [^>]*dir=.?rtl", html)
    assert 'href="tel:112"' in html or "href=tel:112" in html  # the card for a missing page still helps
    assert "Госуслуги" not in html  # never another language's text under this language's address
    assert "fa/arrive/registration.html" in (tmp_path / "out/ru/arrive/registration.html").read_text(encoding="utf-8")


def test_new_language_refuses_what_cannot_be(scratch, monkeypatch, capsys):
    monkeypatch.chdir(scratch.root)
    before = (scratch.translations / "languages.yml").read_text(encoding="utf-8")
    for code in ("tg", "xx", "kaz", "../x"):
        assert main(["new-language", code, "--name", "X", "--english", "X", "--script", "Cyrl"]) == 1
    assert (scratch.translations / "languages.yml").read_text(encoding="utf-8") == before
    assert "usable code" in capsys.readouterr().err


def test_a_beginning_stays_out_of_the_site(scratch, monkeypatch):
    monkeypatch.chdir(scratch.root)
    assert main(["new-language", "az", "--name", "Azərbaycanca", "--english", "Azerbaijani", "--script", "Latn"]) == 0
    assert main(["site", "--languages", "all"]) == 0
    assert not (scratch.site / "az").exists() and not (scratch.site / "kk").exists()


@pytest.fixture
def web(tmp_path):
    """A small outside world: pages that answer, move, lead elsewhere, and one that does not."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def do_GET(self):
            target = {"/moved": "/ok", "/stolen": f"http://localhost:{self.server.server_port}/ok"}.get(self.path)
            self.send_response(302 if target else 200 if self.path == "/ok" else 404)
            if target:
                self.send_header("Location", target)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

        do_HEAD = do_GET

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_links_opens_records_and_reports(scratch, web, capsys):
    contact = "  group: official\n  name: {ru: x, en: x}\n  kind: portal\n  what_for: x\n  url: %s\n  url_seen: true\n  policy: ok\n  confirmed: true\n  confidence: high\n"
    entries = {"a.fine": "/ok", "b.moved": "/moved", "c.stolen": "/stolen", "d.dead": "/gone"}
    (scratch.data / "directory.yml").write_text(
        "".join(f"{name}:\n{contact % (web + path)}" for name, path in entries.items()), encoding="utf-8"
    )
    (scratch.data / "sources.yml").write_text("{}\n", encoding="utf-8")
    assert links.run(scratch, arguments(links, "--timeout", "5")) == 1
    found = read_yaml(scratch.data / "opened.yml", "opened.yml").data
    assert {name: entry["result"] for name, entry in found.items()} == {
        "a.fine": "ok",
        "b.moved": "moved",
        "c.stolen": "foreign",
        "d.dead": "dead",
    }
    outside = load_outside(scratch)
    assert [outside.may_link(name) for name in entries] == [True, True, False, False]
    said = capsys.readouterr().out
    assert "another owner" in said and "does not answer" in said and "4 opened: 1 ok" in said


def test_links_without_a_network_says_so_and_changes_nothing(scratch, capsys):
    contact = "a.x:\n  group: official\n  name: {ru: x, en: x}\n  kind: portal\n  what_for: x\n  url: http://127.0.0.1:9/\n  url_seen: true\n  policy: ok\n  confirmed: true\n  confidence: high\n"
    (scratch.data / "directory.yml").write_text(contact, encoding="utf-8")
    (scratch.data / "sources.yml").write_text("{}\n", encoding="utf-8")
    before = (scratch.data / "opened.yml").read_bytes()
    assert links.run(scratch, arguments(links, "--timeout", "3")) == 0
    assert capsys.readouterr().out.count("\n") == 1
    assert (scratch.data / "opened.yml").read_bytes() == before


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("https://www.mos.ru/a", "https://mc.mos.ru/b", True),
        ("https://gov.spb.ru", "https://other.spb.ru", False),
        ("https://мвд.рф/x", "https://xn--b1aew.xn--p1ai/y", True),
        ("https://a.example", "https://b.example.org", False),
    ],
)
def test_owners_are_told_apart(one, two, same):
    assert (links.owner(one) == links.owner(two)) is same


def test_diagram_draws_every_question_and_duty(house, capsys, editions):
    from marshrut.commands.diagram import draw

    plan = editions["en"].plan
    text = "\n".join(draw(plan, lambda name: name))
    for name in (*plan.questions, *plan.derived):
        assert f'"{name}"' in text
    for name, duty in plan.duties.items():
        assert f"<b>{name}</b>" in text and duty.page in text
    assert text.count("```mermaid") == 1 + len(plan.stages) and text.count("```") == 2 * (1 + len(plan.stages))
