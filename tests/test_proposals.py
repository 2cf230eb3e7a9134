"""`marshrut review`: what a proposed change is told. Scratch repositories, honest mistakes and hostile changes."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess

import pytest

from marshrut.checks import moved, run_all
from marshrut.cli import main
from marshrut.edition import load_editions
from marshrut.problems import Problem, Refused
from marshrut.review import comment as told
from marshrut.review.base import compared
from marshrut.review.inert import code, prose
from marshrut.review.look import look
from marshrut.review.report import Behind, Fault, Page, Report, Texts, Value, from_json, to_json

from .conftest import DAY, ROOMS, ROOT, change

ENV = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
PAGE = "arrive/registration"


def git(root, *words):
    named = {f"GIT_{role}_{part}": "a@b.invalid" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
    subprocess.run(["git", "-C", str(root), *words], check=True, capture_output=True, env={**os.environ, **ENV, **named})


def commit(house, text="a change"):
    git(house.root, "add", "-A")
    git(house.root, "commit", "-qm", text)


@pytest.fixture
def repository(scratch, monkeypatch):
    """A scratch checkout with one commit on main, on a branch of its own."""
    for name, value in {**ENV, "SOURCE_DATE_EPOCH": str(int(DAY.strftime("%s")))}.items():
        monkeypatch.setenv(name, value)
    git(scratch.root, "init", "-q", "-b", "main")
    commit(scratch, "main")
    git(scratch.root, "switch", "-qc", "mine")
    monkeypatch.chdir(scratch.root)
    return scratch


def review(capsys, *words):
    status = main(["review", "--base", "main", *words])
    return status, capsys.readouterr().out


def part(text, heading):
    """The part of a comment below a heading."""
    assert f"#### {heading}" in text, text[:3000]
    return text.split(f"#### {heading}", 1)[1].split("\n#### ", 1)[0]


def test_a_source_edit_lists_what_falls_behind_and_never_fails_its_author(repository, capsys):
    change(
        repository,
        f"docs/ru/{PAGE}.md",
        r"^(## .*\{ #step-1 \})$",
        "## 1. Узнайте, кто сообщает о вас { #step-1 }\n\nСпросите хозяина.",
    )
    change(repository, f"docs/ru/{PAGE}.md", r"^## [^\n]*\{ #next \}$", "## Что после { #next }")
    commit(repository)
    status, text = review(capsys)
    assert status == 0, text
    assert "Нужно исправить" not in text and "✅" in text.split("\n")[2]
    found = part(text, "Переводы, которые теперь отстают")
    lines = [line for line in found.splitlines() if line.startswith(f"- `{PAGE}`")]
    assert ["`step-1`" in lines[0], "`next`" in lines[1], len(lines)] == [True, True, 2]
    assert all(all(f"`{one}`" in line for one in ("en", "uz", "uz-Cyrl", "tg", "ky")) for line in lines)
    assert "не ошибка автора" in found and "no fault of the author" in found
    assert f"`marshrut confirm tg {PAGE} step-1 next --minor`" in found and "confirm uz-Cyrl" not in found
    assert f"`{PAGE}.html` — `ru`" in part(text, "Что увидит читатель")
    # And the check that guards the main branch does not fail for it either.
    assert main(["check", "--no-warnings"]) == 0


def test_one_change_with_much_in_it(repository, capsys, tmp_path):
    # Somebody else's mistake is there already.
    change(repository, "docs/ky/work/exam.md", r"^title: .*", 'title: "**Экзамен**"')
    commit(repository, "theirs")
    git(repository.root, "branch", "-f", "main")
    change(repository, f"docs/tg/{PAGE}.md", r"\{\{ money registration[\w.]+ \}\}", "{{ money patent.state_fee.issue }}")
    change(
        repository,
        "data/facts/registration.yml",
        r"count: 15, unit: day, counting: calendar, from: entry",
        "count: 30, unit: day, counting: calendar, from: entry",
    )
    change(repository, "data/directory.yml", r"number: \+7 495 343-91-90", "number: +7 495 000-00-00")
    hostile = "docs/tg/x) ![a](http:__evil.example) @everyone `#1`.md"
    (repository.root / hostile).write_text("---\ntitle: x\n", encoding="utf-8")
    (repository.root / "docs/uz/cards.md").unlink()
    change(repository, "docs/en/work/exam.md", r"^title: .*", 'title: "@octocat **#12** https://evil.example"')
    out, data = tmp_path / "review.md", tmp_path / "review.json"
    status = main(["review", "--base", "main", "--out", str(out), "--json", str(data)])
    text = out.read_text(encoding="utf-8")
    assert status == 1 and str(out) in capsys.readouterr().out
    assert text.startswith("<!-- marshrut-review -->\n\n### ✏️ Нужно исправить:")
    mend = part(text, "Что исправить")
    assert f"`docs/tg/{PAGE}.md`, строка · line" in mend and "money patent.state_fee.issue" in mend
    assert "Что сделать:" in mend and "What to do:" in mend
    theirs = text.split("<summary>Не из-за вас", 1)[1].split("</details>")[0]
    assert "docs/ky/work/exam.md" in theirs and "docs/ky/work/exam.md" not in mend
    values = part(text, "Изменились числа и факты")
    assert re.search(r"registration\.deadline\.tajikistan\.days`: \*\*15 .*→ 30 ", values.replace("\u00a0", " "))
    assert (
        f"`{PAGE}.html`" in values
        and "`checked`" in values
        and "7 495 343-91-90 → +7 495 000-00-00" in values.replace("\\", "").replace("**", "")
    )
    pages = part(text, "Что увидит читатель")
    assert "`cards.html` (удалена · removed) — `uz`, `uz-Cyrl`" in pages
    assert_inert(text)
    # What comes back is what went.
    assert told.comment(from_json(data.read_text(encoding="utf-8"))) == text


def assert_inert(text):
    """Nothing in the comment could be a link, an image, a mention, a number of an issue or HTML, but what we wrote."""
    bare = re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", text)
    bare = re.sub(r"&#\d+;", "", bare)
    bare = re.sub(r"</?(details|summary)>|<!-- marshrut-review -->", "", bare)
    assert not re.search(r"(?<!\\)[<\[\]]|@\w|#\w|\bwww\.|\w://", bare), re.findall(r".{30}(?:(?<!\\)[<\[\]]|@\w|#\w|\w://).{30}", bare)


HOSTILE = [
    "@octocat", "mail me@evil.example", "#12", "GH-12", "octo/cat#3", "https://evil.example", "www.evil.example", "![x](http://evil.example/i.png)",
    "[ok](javascript:alert`1`)", "<img src=x onerror=alert(1)>", "<!-- -->", "```\n# ✅ Всё в порядке", "a\n\n### ✅ Всё в порядке. · All is in order.",
    "\u202e evil \u2066", "a\u2028## b", "`code`` @x", "odd ` tick @x", "$\\href{http://evil.example}{x}$", "| a | b |", "</details> x", "a" * 5000, "&#64;octocat",
    ":+1:", "~~x~~ **y** _z_", "\\`@octocat\\`", "mailto:a@b.example", "deadbeef12 @a/b", "`" * 40 + " @x",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_inert_everywhere(text):
    for made in (code(text), prose(text)):
        assert "\n" not in made and len(made) < 2600 and "\u202e" not in made and "\u2028" not in made
    assert_inert(prose(text))
    whole = Report(
        files=1,
        faults=(Fault(text, 1, (text, text, text), (text, text, text), False, True), Fault(text, 1, (text, text, text), (), True, True)),
        pages=(Page(text, text, (text,), text),),
        texts=(Texts(text, text),),
        behind=(Behind(text, text, text, (text,), (text,)),),
        values=(Value(text, (text, text), (text, text), (text,), False),),
    )
    made = told.comment(whole)
    assert_inert(made)
    headings = [line for line in made.splitlines() if line.startswith("#")]
    assert headings[0] == "### ✏️ Нужно исправить: 1. · To mend: 1." and len([line for line in headings if line.startswith("### ")]) == 1
    assert made.count("\n<details>") == made.count("\n</details>") == 1, made


def test_a_huge_change_gives_a_comment_that_fits(tmp_path, capsys):
    text = "`" * 3 + "*_[]<>|~" * 200
    many = range(3000)
    report = Report(
        files=9000,
        faults=tuple(Fault(f"docs/{number}{text}", number, (text,) * 3, (text,) * 3, number % 2 == 0, True) for number in many),
        pages=tuple(Page(f"{number}{text}", text, ("ru",), "changed") for number in many),
        texts=tuple(Texts(f"{number}{text}", "data") for number in many),
        behind=tuple(Behind(f"{number}{text}", "x", text, ("tg", "ky"), ("tg", "ky")) for number in many),
        values=tuple(Value(f"{number}", (text, text), (text, text), (text,), False) for number in many),
    )
    for one in (report, from_json(to_json(report))):
        made = told.comment(one, "https://host.example/run/1", "failure", True)
        assert len(made) < told.MOST and made.count("… и ещё · and more:") >= 5
        assert made.count("<details>") == made.count("</details>")


@pytest.mark.parametrize(
    "raw",
    [
        "", "[]", "{}", "null", "{" * 3000, "[" * 100_000, '{"files": 1}', "x" * 9_000_000,
        to_json(Report(1)).replace('"files": 1', '"files": "1"'),
        to_json(Report(1)).replace('"files": 1', '"files": true'),
        to_json(Report(1)).replace('"files": 1', '"files": 1, "verdict": "fine"'),
        to_json(Report(1)).replace('"pages": []', '"pages": [["a"]]'),
        to_json(Report(1)).replace('"pages": []', json.dumps("pages") + ": " + json.dumps([{"path": "a" * 9000, "title": "", "languages": [], "state": ""}])),
    ],
)  # fmt: skip
def test_a_report_of_another_shape_is_not_believed(raw, tmp_path, capsys):
    with pytest.raises(ValueError):
        from_json(raw)
    file = tmp_path / "review.json"
    file.write_text(raw, encoding="utf-8")
    assert told.main([str(file), "--run", "https://host.example/run/1"]) == 0
    assert capsys.readouterr().out == told.failed("https://host.example/run/1")


def test_what_the_host_says_outweighs_the_report(tmp_path, capsys):
    assert "⚠️" in told.comment(Report(1), conclusion="failure").splitlines()[2]
    assert "✅" in told.comment(Report(1), conclusion="success").splitlines()[2]
    assert "read the code" in told.comment(Report(1), suspect=True) and "read the code" not in told.comment(Report(1))
    assert told.main([str(tmp_path / "none.json")]) == 0 and "не дошла до конца" in capsys.readouterr().out
    (tmp_path / "bad.json").write_bytes(b"\xff\xfe")
    assert told.main([str(tmp_path / "bad.json")]) == 0


def test_the_telling_side_needs_nothing_but_python(tmp_path):
    """The workflow that may comment runs it with the Python of the machine."""
    shutil.copytree(ROOT / "marshrut" / "review", tmp_path / "marshrut" / "review")
    (tmp_path / "marshrut" / "__init__.py").write_text("")
    (tmp_path / "review.json").write_text(to_json(Report(1)), encoding="utf-8")
    done = subprocess.run(["python3", "-S", "-m", "marshrut.review.comment", "review.json"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0 and done.stdout == told.comment(Report(1)), done.stderr


def test_no_git_no_base_no_folder(scratch, monkeypatch, capsys):
    monkeypatch.chdir(scratch.root)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(scratch.root.parent))
    assert main(["review", "--base", "main"]) == 1
    assert "git" in capsys.readouterr().err
    git(scratch.root, "init", "-q", "-b", "main")
    commit(scratch)
    for base in ("nowhere", "--output=/tmp/x", "-x", "main; rm -rf /", "HEAD:docs", ""):
        with pytest.raises(Refused) as refused, compared(scratch, base):
            pass
        assert "--base" in str(refused.value) and "→" in str(refused.value), base
    git(scratch.root, "switch", "-q", "--orphan", "other")
    (scratch.root / "mkdocs.yml").write_text("x")
    commit(scratch)
    with pytest.raises(Refused, match="no commit in common"), compared(scratch, "main"):
        pass
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(Refused, match="git is not installed"), compared(scratch, "main"):
        pass


def test_base_sees_new_changed_gone_renamed_and_uncommitted(repository):
    root = repository.root
    (root / "docs/ru/new one.md").write_text("x")
    (root / "docs/ru/work/exam.md").rename(root / "docs/ru/work/examen.md")
    commit(repository)
    (root / "docs/tg/work/exam.md").write_text("x")
    (root / "docs/ky/loose\nname.md").write_text("x")
    with compared(repository, "main") as base:
        assert base.changed == {
            "docs/ru/new one.md": "new", "docs/ru/work/exam.md": "gone", "docs/ru/work/examen.md": "new",
            "docs/tg/work/exam.md": "changed", "docs/ky/loose\nname.md": "new",
        }  # fmt: skip
        assert (base.house.docs / "ru/work/exam.md").is_file()
        assert {place.name for place in base.house.root.iterdir()} <= set(ROOMS)
    assert not base.house.root.exists()


def test_a_folder_is_a_base_too(scratch, tmp_path_factory, edit):
    old = tmp_path_factory.mktemp("old")
    for room in ROOMS:
        (shutil.copytree if (ROOT / room).is_dir() else shutil.copy)(ROOT / room, old / room)
    edit("data/facts/registration.yml", "confidence: high", "confidence: low")
    with compared(scratch, str(old)) as base:
        assert base.changed == {"data/facts/registration.yml": "changed"}
        report = look(scratch, base)
    assert [value.now for value in report.values if value.name.endswith(".confirmed")] == [("нет", "no")]
    assert not report.to_mend and not report.unread


def test_data_that_cannot_be_read_is_told_not_thrown(repository, capsys):
    change(repository, "data/facts/registration.yml", r"^registration", "  - registration")
    status, text = review(capsys)
    assert status == 1 and "Данные не читаются" in text and "data/facts/registration.yml" in text


def test_only_sections_whose_source_moved_on_are_softened(scratch, edit):
    """A mistake in a section that follows its source still fails."""
    editions = load_editions(scratch, DAY)
    name, lines = f"docs/tg/{PAGE}.md", (scratch.docs / f"tg/{PAGE}.md").read_text(encoding="utf-8").splitlines()
    at = lambda section: next(number for number, line in enumerate(lines, start=1) if f"#{section} " in line) + 2  # noqa: E731
    change(scratch, f"docs/ru/{PAGE}.md", r"^## [^\n]*\{ #step-2 \}$", "## 2. Заплатите { #step-2 }")
    faults = [Problem(name, at(section), "x", "y", code="part-missing") for section in ("step-1", "step-2")]
    faults += [Problem(name, at("step-2"), "x", "y", code=other) for other in ("", "left-in-source")]
    faults += [Problem("docs/tg/none.md", 1, "x", "y", code="part-missing"), Problem("data/pages.yml", 1, "x", "y", code="part-missing")]
    assert [problem.warning for problem in moved.soften(faults, editions)] == [False, True, False, False, False, False]


@pytest.mark.parametrize(
    ("pattern", "new", "code"),
    [
        (r"\(days-of-stay\.md\)", "(index.md)", "part-missing"),  # a link: no fingerprint sees it
        (r"^- (?=\*\*Шиноснома)", "", "line-kind"),
        (r"^## [^\n]*\{ #step-3 \}\n[\s\S]*?(?=^## )", "", "section-missing"),
        (r"\{ #step-2 \}$", "{ #step-2 .danger }", "section-heading"),
    ],
)
def test_a_source_that_moved_on_excuses_no_change_of_the_translation(scratch, pattern, new, code):
    """A trivial edit of every Russian section makes nothing pass that somebody now takes from the translation."""
    source = scratch.docs / f"ru/{PAGE}.md"
    source.write_text(re.sub(r"\.$", ". Это так.", source.read_text(encoding="utf-8"), flags=re.M), encoding="utf-8")
    change(scratch, f"docs/tg/{PAGE}.md", pattern, new)
    found = [problem for problem in run_all(scratch) if problem.path == f"docs/tg/{PAGE}.md" and problem.code == code]
    assert found and not all(problem.warning for problem in found), found


def test_a_section_that_is_new_in_the_source_is_held_to_it_when_translated(scratch):
    change(scratch, f"docs/ru/{PAGE}.md", r"^## (?=.*#step-2 )", "## Новое { #new-one }\n\nСрок: {{ term registration.deadline.special.hotel }}.\n\n## ")
    told = lambda: [problem for problem in run_all(scratch) if f"{PAGE}.md" in problem.path and not problem.warning]  # noqa: E731
    assert not told()
    change(scratch, f"docs/tg/{PAGE}.md", r"^## (?=.*#step-2 )", "## Нав { #new-one }\n\nМуҳлат.\n\n## ")
    assert [(problem.path, problem.code) for problem in told()] == [(f"docs/tg/{PAGE}.md", "part-missing")]


def test_who_is_said_to_have_read_is_said_aloud(repository, capsys):
    """Anybody can write `by: lawyer` into a status file."""
    change(repository, "translations/status/tg.yml", r"by: machine", "by: lawyer")
    change(repository, "translations/status/ky.yml", r"by: machine, on: \d{4}-\d\d-\d\d", "by: native, on: 2026-11-20")
    status, text = review(capsys)
    found = part(text, "Кто, по словам автора, это читал")
    first, second = (line for line in found.splitlines() if line.startswith("- "))
    assert "`tg`: ⚠️ **юрист · a lawyer**. Разделов · Sections: 1 (`about/accessibility`)" in first and "`ky`: ⚠️ **носитель языка" in second
    assert status == 0 and told.comment(from_json(to_json(Report(1)))) == told.comment(Report(1))
    assert "Кто, по словам" not in told.comment(Report(1))


def test_a_change_of_the_check_is_never_in_order():
    assert told.comment(Report(1), conclusion="success", suspect=True).splitlines()[2].startswith("### ⚠️")


@pytest.mark.parametrize(
    ("path", "pattern", "new", "said"),
    [
        ("data/sources.yml", r"^  policy: verify_first", "  policy: ok", "rbc-ru-1.policy`: **verify_first → ok**"),
        ("translations/tg.yml", r'other: "?рӯз"?(?=[,}])', "other: моҳ", "рӯз → моҳ"),
        ("data/facts/entry.yml", r"review_by: [\d-]+", "review_by: 2049-01-01", ".review_by`: **"),
        # No fact changes, but a section says another number.
        (f"docs/ru/{PAGE}.md", r"\{\{ term registration\.deadline\.special\.hotel[ |gen]*\}\}", "{{ term registration.deadline.ukraine.old | gen }}",
         f"{PAGE}.html#step-1`: **"),
    ],
)  # fmt: skip
def test_what_is_as_weighty_as_a_number_is_shown(repository, capsys, path, pattern, new, said):
    change(repository, path, pattern, new)
    assert said in part(review(capsys)[1], "Изменились числа и факты").replace("\\", "")


def test_what_cannot_be_built_is_not_in_order(repository, tmp_path, capsys, monkeypatch):
    def refuse(*_, **__):
        raise Refused([Problem("mkdocs", 0, "something else", "mend it")])

    monkeypatch.setattr("marshrut.commands.review.build_site", refuse)
    status, text = review(capsys, "--preview", str(tmp_path / "preview"))
    assert status == 1 and "Нужно исправить: 1" in text and "something else" in text


def test_a_source_text_of_a_fact_never_fails_its_author_either(scratch):
    facts = lambda: [(problem.path, problem.warning) for problem in run_all(scratch) if problem.code.startswith("fact-placeholder")]  # noqa: E731
    change(scratch, "translations/facts/ru.yml", r"^(  text: .*)$(?=\n\n)", '  text: "Нужен патент: {{ word patent }}."')
    first = facts()
    assert first and all(warning for _, warning in first)
    # Whoever writes in that text compares it with the source of today.
    entry = (scratch.translations / "facts/tg.yml").read_text(encoding="utf-8").split("\n  text: ", 1)
    (scratch.translations / "facts/tg.yml").write_text("\n  text: ".join([entry[0], entry[1].replace(".", "!", 1)]), encoding="utf-8")
    assert ("translations/facts/tg.yml", False) in facts() and ("translations/facts/ky.yml", False) not in facts()
