"""The door to the theme's files."""

from __future__ import annotations

from pathlib import Path

from readery import assets


def own(folder: Path, name: str, text: str) -> Path:
    path = folder / "assets" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder


def test_names_tell_the_content(tmp_path: Path) -> None:
    first = assets.theme(own(tmp_path, "own.css", "a{}")).names["own.css"]
    second = assets.theme(own(tmp_path, "own.css", "b{}")).names["own.css"]
    assert first != second
    assert first.startswith("assets/own.")
    assert first.endswith(".css")


def test_each_name_has_its_file(tmp_path: Path) -> None:
    theme = assets.theme(own(tmp_path, "more.css", "a{}"))
    assert {file.path for file in theme.files} == set(theme.names.values())
    assert "reading.css" in theme.names


def test_an_own_file_replaces_the_one_of_the_theme(tmp_path: Path) -> None:
    theme = assets.theme(own(tmp_path, "reading.css", "body{}"))
    assert [file.data for file in theme.files if file.path == theme.names["reading.css"]] == [b"body{}"]


def test_a_style_sheet_names_other_files_as_the_site_does(tmp_path: Path) -> None:
    own(tmp_path, "face.woff2", "font")
    theme = assets.theme(own(tmp_path, "own.css", '@font-face{src:url("face.woff2")} a{b:url(data:x)}'))
    style = next(file.data.decode() for file in theme.files if file.path == theme.names["own.css"])
    assert theme.names["face.woff2"].removeprefix("assets/") in style
    assert "url(data:x)" in style


def test_a_folder_that_is_not_there_changes_nothing(tmp_path: Path) -> None:
    assert assets.theme(tmp_path / "none") == assets.theme()
    assert assets.theme(assets.shipped_folder()) == assets.theme()
