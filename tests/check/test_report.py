"""Findings for programs, and what the command makes of them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from readery import findings
from readery.check import report
from readery.cli import main
from readery.findings import Finding
from tests.check.test_rules import SOUND, page

FOUND = (
    Finding(findings.BROKEN_LINK, "a b/é.html", 'a href names "x".', "Mend it."),
    Finding(findings.COMPLETED, "a.html", "1 address.", "Name it."),
    Finding(findings.BROKEN_LINK, "c.html", 'a href names "y".', "Mend it."),
)


def test_sarif_is_as_its_specification_says() -> None:
    """SARIF 2.1.0: sections 3.13 (log), 3.14 (run), 3.18 (tool), 3.19 (component), 3.27 (result), 3.4 (artifact location)."""
    log = json.loads(report.sarif(FOUND))
    assert set(log) == {"$schema", "version", "runs"}
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "readery"
    assert re.fullmatch(r"\d+\.\d+\.\d+\S*", driver["semanticVersion"])
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(set(ids)) == len(ids)
    assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"]
        assert rule["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
    assert len(run["results"]) == len(FOUND)
    for result, finding in zip(run["results"], FOUND, strict=True):
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == finding.kind.code
        assert result["level"] == finding.kind.severity
        assert finding.problem in result["message"]["text"]
        (location,) = result["locations"]
        place = location["physicalLocation"]["artifactLocation"]
        assert place["uriBaseId"] in run["originalUriBaseIds"]
        assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", place["uri"])
        assert all(isinstance(value, str) for value in result["partialFingerprints"].values())
    marks = {result["partialFingerprints"]["readery/v1"] for result in run["results"]}
    assert len(marks) == len(FOUND)


def test_a_line_of_json_holds_one_finding() -> None:
    line = report.line(Finding(findings.BROKEN_LINK, "a\u2028b", "x\ny", "z"))
    assert "\n" not in line
    assert json.loads(line)["where"] == "a\u2028b"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name, text in SOUND.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("body", "arguments", "code"),
    [
        ("", [], 0),
        ('<a href="about/">x</a>', [], 0),
        ('<a href="about/">x</a>', ["--fail-on", "note"], 1),
        ("<img src=data:, >", [], 1),
        ("<img src=data:, >", ["--fail-on", "error"], 0),
        ('<a href="gone">x</a>', ["--fail-on", "error"], 1),
        ('<a href="gone">x</a>', ["--fail-on", "never"], 0),
    ],
)
def test_the_exit_code_is_by_severity(site: Path, body: str, arguments: list[str], code: int) -> None:
    (site / "a.html").write_text(page(body), encoding="utf-8")
    assert main(["check", str(site), "--jobs", "1", *arguments]) == code


def test_the_command_prints_what_was_asked_for(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "a.html").write_text(page('<a href="gone">x</a>'), encoding="utf-8")
    main(["check", str(site), "--jobs", "1", "--format", "json"])
    assert [json.loads(line)["code"] for line in capsys.readouterr().out.splitlines()] == ["R601"]
    main(["check", str(site), "--jobs", "1", "--format", "sarif"])
    assert json.loads(capsys.readouterr().out)["runs"][0]["results"][0]["ruleId"] == "R601"
    main(["check", str(site), "--jobs", "1"])
    out = capsys.readouterr().out
    assert "error R601" in out
    assert "1 error, 0 warnings, 0 notes" in out


def test_a_site_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path / "nowhere")]) == 2
    assert "no such folder" in capsys.readouterr().err
