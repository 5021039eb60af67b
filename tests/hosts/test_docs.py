"""What docs/hosting tells a reader to type is what the program understands, and the CI files do what they say."""

from __future__ import annotations

import re
import shlex
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from readery import cli, settings
from readery.cli import main

HOSTING = Path(__file__).parent.parent.parent / "docs" / "hosting"
PAGES = sorted(HOSTING.glob("*.md"))


def blocks(language: str) -> Iterator[tuple[str, str]]:
    for page in PAGES:
        for text in re.findall(rf"```{language}\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
            yield page.name, text


def typed() -> Iterator[tuple[str, str]]:
    """Every command of ours on these pages."""
    for name, text in blocks("sh"):
        for line in text.splitlines():
            if line.startswith("readery "):
                yield name, line.partition(" > ")[0]
    for page in PAGES:
        for line in re.findall(r"`(readery [^`]+)`", page.read_text(encoding="utf-8")):
            if "…" not in line and "NAME" not in line:
                yield page.name, line


@pytest.mark.parametrize(("name", "line"), sorted(set(typed())))
def test_commands_are_understood(name: str, line: str) -> None:
    command, *arguments = shlex.split(line)[1:]
    assert command in cli.all_commands()
    if not arguments:
        return  # It may just be named.
    try:
        cli.parser(cli.all_commands().values()).parse_args([command, *arguments])
    except SystemExit:
        pytest.fail(f"{name}: {line}")


@pytest.mark.parametrize(("name", "text"), list(blocks("toml")))
def test_settings_are_understood(name: str, text: str) -> None:
    assert settings.read(tomllib.loads(text), name)
    commented = re.sub(r"^# (?=\w+ = )", "", text, flags=re.MULTILINE)
    for line in commented.splitlines():
        if " = " in line:
            assert tomllib.loads(line)


def test_pages_lead_to_each_other_and_to_files_that_are_there() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
    assert {page.name for page in PAGES} - {"README.md"} == set(
        re.findall(r"\]\(([\w-]+\.md)", (HOSTING / "README.md").read_text(encoding="utf-8"))
    )


def steps(name: str) -> list[str]:
    """The commands of ours in a CI file, in order."""
    whole = yaml.safe_load((HOSTING / name).read_text(encoding="utf-8"))
    if "jobs" in whole:
        lines = [step.get("run", "") for step in whole["jobs"]["build"]["steps"]]
    else:
        lines = whole["pages"]["script"]
    return [line for line in lines if line.startswith("readery ")]


@pytest.mark.parametrize(("name", "folder"), [("github-actions.yml", "site"), ("gitlab-ci.yml", "public")])
def test_the_steps_of_ci_files_build_and_check_a_collection(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, folder: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", "collection"]) == 0
    monkeypatch.chdir(tmp_path / "collection")
    if not any(Path("seeds").iterdir()):
        shutil.copy(HOSTING.parent.parent / "seeds" / "exports" / "clippings" / "What Fog Is Made Of.md", "seeds")
    lines = steps(name)
    assert [line.split()[1] for line in lines] == ["build", "check"]
    for line in lines:
        # A picture of the clipping was not copied with it, which a build tells and passes.
        assert main(shlex.split(line)[1:]) in (0, 1)
    assert main(["check", folder, "--fail-on", "error"]) == 0
    assert (Path(folder) / "index.html").is_file()
    text = (HOSTING / name).read_text(encoding="utf-8")
    assert f"[{folder}]" in text or f"path: {folder}" in text
