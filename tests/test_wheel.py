"""What `pip install readery` gives: the command, the theme, and the data files."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built offline from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
        "-w",
        folder,
        ROOT,
    ]
    subprocess.run(list(map(str, command)), check=True, capture_output=True, text=True)
    (path,) = folder.glob("readery-*.whl")
    return path


def test_the_wheel_carries_the_theme_and_all_data(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder, inside in (("templates", "readery/templates"), ("readery", "readery")):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                assert f"{inside}/{path.relative_to(ROOT / folder).as_posix()}" in names
    assert not any(name.startswith(("tests/", "seeds/", "benchmarks/")) for name in names)


def test_a_collection_builds_with_the_wheel_alone(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "note.md").write_text(
        "# A note\n\nThe wheel brings its own theme, and this is read with it.\n"
    )
    code = "import sys; from readery.cli import main; sys.exit(main(['build', '--jobs', '1']))"
    # -P and PYTHONPATH: the unpacked wheel comes before the checkout that is installed for development.
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path / "installed"), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "its own theme" in (tmp_path / "site/articles/a-note/index.html").read_text()
