"""The raw page that the project started from, where it lies beside the checkout (its text belongs to its publisher)."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
SEEDS = ROOT.parent / "shared" / "seeds"

pytestmark = pytest.mark.skipif(
    not any(SEEDS.glob("*.txt")), reason="the page is not the project's to carry; its form is in tests/cases"
)


@pytest.fixture(scope="module")
def record() -> dict[str, Any]:
    """What `readery clean` says of the page."""
    command = [sys.executable, "-m", "readery", "clean", "--jobs", "1", str(SEEDS)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    (line,) = done.stdout.splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


def test_the_head_is_read(record: dict[str, Any]) -> None:
    assert record["title"] == "Syria civil war: Russia says it's tired of US 'whining' over Aleppo"
    assert record["dek"].startswith("France has called an emergency meeting")
    assert record["published"] == "2016-12-13T12:12:00-05:00"
    assert record["site"] == "The Independent"


def test_the_caption_is_said_once_and_its_credit_apart(record: dict[str, Any]) -> None:
    (caption,) = record["captions"]
    assert caption["text"].startswith("Syrian soldiers rest")
    assert "EPA" not in caption["text"]
    assert caption["credit"] == "EPA"
    assert "Syrian soldiers rest" not in record["text"]
    assert record["html"].count("Syrian soldiers rest") == 1


def test_the_body_is_its_twelve_paragraphs(record: dict[str, Any]) -> None:
    paragraphs = record["text"].split("\n\n")
    assert len(paragraphs) == 12
    assert paragraphs[0].startswith("The Russian Foreign Minister has said")
    assert paragraphs[-1].startswith("Russia has used its veto")


@pytest.mark.parametrize(
    "notice",
    [
        "Stay up to date with notifications",
        "Notifications can be managed in browser preferences",
        "Your support helps us to tell the story",
        "From reproductive rights to climate change",
        "At such a critical moment in US history",
        "The Independent is trusted by Americans",
        "Your support makes all the difference",
        "Comments",
        "Join our commenting forum",
        "Join thought-provoking conversations",
        "Thank you for registering",
        "Please refresh the page",
    ],
)
def test_each_notice_is_removed_with_a_reason(record: dict[str, Any], notice: str) -> None:
    assert notice not in record["html"]
    removed = [each for each in record["removed"] if each["text"].startswith(notice)]
    assert removed
    assert all(each["step"] and each["reason"] for each in removed)
