"""The house stays easy to see: higher parts may import lower ones, never the reverse; modules stay short."""

import ast
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "marshrut"
# From the ground up, as DESIGN.md draws it.
LAYERS = [
    ["problems"],
    ["messages"],
    ["house", "yamlfile", "script", "styles", "built", "packing", "icons"],
    ["schema", "values"],
    ["languages", "facts", "pages", "words", "days", "policy"],
    ["sources", "strings", "sections", "records", "changes", "routes", "plan", "wording", "hosting", "fold", "passages"],
    ["entries"],
    ["readings", "readability", "duties", "synonyms"],
    ["wanted", "edition", "saying", "beginning"],
    ["status", "nextsteps", "planscript", "downloads", "searchindex"],
    ["letters", "searchparts", "editing"],
    # One part in several files: the extension and what it builds.
    [
        "element",
        "inline",
        "tables",
        "translationtable",
        "cards",
        "pictures",
        "planpages",
        "searchpages",
        "blocks",
        "layout",
        "inspection",
        "markdown",
    ],
    ["made", "sabotage", "calendarpage"],
    ["bound"],
    ["onefile", "epub", "archive", "keeping"],
    ["finish"],
    ["view", "kept"],
    ["plugin", "checks"],
    ["build", "review"],
    ["commands"],
    ["cli"],
    ["__main__"],
]
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
LONGEST_MODULE = 350


def modules():
    for file in sorted(PACKAGE.rglob("*.py")):
        yield file, file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_parts(file: Path):
    depth = len(file.relative_to(PACKAGE).parts)
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level == depth:
            if node.module:
                yield node.module.split(".")[0]
            else:
                yield from (alias.name for alias in node.names)


def test_every_module_has_its_place():
    assert {part for _, part in modules()} - {"__init__"} == set(LEVEL)


def test_nothing_reaches_up():
    for file, part in modules():
        if part == "__init__":
            continue
        for other in imported_parts(file):
            assert LEVEL[other] <= LEVEL[part], f"{file.name} imports {other}, which is above it"


def test_the_truth_knows_nothing_of_mkdocs_or_html():
    for file, part in modules():
        if LEVEL.get(part, 99) <= LEVEL["saying"] or part == "checks":
            text = file.read_text(encoding="utf-8")
            assert "mkdocs." not in text.replace("mkdocs.yml", "") and "import mkdocs" not in text, file.name


def test_modules_are_short_and_say_what_they_are_for():
    for file, _ in modules():
        text = file.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= LONGEST_MODULE, file.name
        assert ast.get_docstring(ast.parse(text)), file.name
