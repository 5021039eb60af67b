"""The docs are a contract: every command, setting and finding stands in them as the program has it.

`pytest --accept tests/test_docs.py` writes the generated parts anew.
"""

import argparse
import ast
import inspect
import re
import typing
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path

import pytest

from readery import cli, findings, settings
from readery.findings import Kind

DOCS = Path(__file__).parent.parent / "docs"
MARK = "<!-- generated: {} -->"


def check(request: pytest.FixtureRequest, name: str, generated: str) -> None:
    """The part of docs/NAME below its mark is `generated`."""
    path = DOCS / name
    mark = MARK.format(name.removesuffix(".md"))
    head, found, part = path.read_text(encoding="utf-8").partition(mark)
    assert found, f"docs/{name} has lost its line {mark}"
    if request.config.getoption("--accept"):
        path.write_text(f"{head}{mark}\n\n{generated.strip()}\n", encoding="utf-8")
        return
    assert part.strip() == generated.strip(), (
        f"docs/{name} is behind the program: run pytest --accept tests/test_docs.py"
    )


def test_every_command_is_documented_as_its_help_says(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "110")
    monkeypatch.setenv("NO_COLOR", "1")
    whole = cli.parser(cli.all_commands().values())
    (names,) = (action for action in whole._actions if isinstance(action, argparse._SubParsersAction))
    parts = [f"## readery\n\n```text\n{whole.format_help()}```"]
    parts += [f"## readery {name}\n\n```text\n{one.format_help()}```" for name, one in names.choices.items()]
    check(request, "commands.md", "\n\n".join(parts))


def test_every_command_has_a_description_and_examples() -> None:
    for command in cli.all_commands().values():
        assert command.description
        assert command.examples
        assert all(f"readery {command.name}" in line or command.name == cli.DEFAULT for line in command.examples)


def lines_of_documentation(kind: type) -> dict[str, str]:
    """Field → the line of documentation under it."""
    (body,) = ast.parse(inspect.getsource(kind)).body
    assert isinstance(body, ast.ClassDef)
    found = {}
    for field, said in zip(body.body, body.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(said, ast.Expr) and isinstance(said.value, ast.Constant):
            found[ast.unparse(field.target)] = str(said.value.value)
    return found


def shown(value: object) -> str:
    if isinstance(value, tuple | dict) and not value:
        return "none"
    return f"`{value!r}`".replace("'", '"') if value != "" else "empty"


def table(kind: type) -> str:
    said = lines_of_documentation(kind)
    rows = ["| setting | default | what it does |", "|---|---|---|"]
    for field in fields(kind):
        default = field.default if field.default is not MISSING else field.default_factory()  # type: ignore[misc]
        rows.append(f"| `{field.name}` | {shown(default)} | {said[field.name]} |")
    return "\n".join(rows)


def test_every_setting_is_documented_with_its_default(request: pytest.FixtureRequest) -> None:
    hints = typing.get_type_hints(settings.Settings)
    parts = []
    for hint in hints.values():
        kind = hint if is_dataclass(hint) else typing.get_args(hint)[-1]
        doc = inspect.cleandoc(kind.__doc__)
        name, _, rest = doc.partition(": ")
        parts.append(f"## {name}\n\n{rest[:1].upper()}{rest[1:]}\n\n{table(kind)}")
    check(request, "settings.md", "\n\n".join(parts))


def test_every_finding_is_documented(request: pytest.FixtureRequest) -> None:
    kinds = sorted((value for value in vars(findings).values() if isinstance(value, Kind)), key=lambda kind: kind.code)
    assert len({kind.code for kind in kinds}) == len(kinds)
    rows = ["| code | severity | what it is |", "|---|---|---|"]
    rows += [f"| {kind.code} | {kind.severity} | {kind.title} |" for kind in kinds]
    check(request, "findings.md", "\n".join(rows))


def test_links_between_the_docs_lead_somewhere() -> None:
    root = DOCS.parent
    pages = [root / "README.md", root / "CONTRIBUTING.md", root / "CHANGELOG.md", *DOCS.glob("*.md")]
    for page in pages:
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name}: {target}"
