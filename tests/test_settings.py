"""readery.toml: what is wrong is named, with the place and what to do."""

from pathlib import Path

import pytest

from readery.settings import Settings, SettingsError, load


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "readery.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_empty_file_is_the_defaults(tmp_path: Path) -> None:
    assert load(write(tmp_path, "")) == Settings()


def test_what_is_set_is_read(tmp_path: Path) -> None:
    settings = load(
        write(
            tmp_path,
            '[site]\ntitle = "Shelf"\n[images]\nremote = "drop"\n[clean."example.org"]\ndrop = ["Follow us"]\n',
        )
    )
    assert settings.site.title == "Shelf"
    assert settings.images.remote == "drop"
    assert settings.clean["example.org"].drop == ("Follow us",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[site]\ntitel = 'x'", 'unknown setting "site.titel". Did you mean "site.title"'),
        ("[sites]\n", 'unknown setting "sites". Did you mean "site"'),
        ("[site]\ntitle = 3", "site.title: expected `str`"),
        ("[images]\nremote = 'all'", "images.remote: invalid enum value"),
        ('[clean."a.example"]\nkeeps = ["x"]', 'Did you mean "clean."a.example".keep"'),
        ("[site]\narticles_per_page = 0", "articles_per_page must be 1 or more"),
        ("[site]\nbase_url = 'example.org'", "base_url must be a whole address"),
        ("[site\n", "is not valid TOML"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SettingsError) as error:
        load(write(tmp_path, text))
    assert message in str(error.value)
    assert str(tmp_path / "readery.toml") in str(error.value)


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="readery new DIR"):
        load(tmp_path / "none.toml")


def test_a_file_that_is_not_utf8_says_so(tmp_path: Path) -> None:
    path = tmp_path / "readery.toml"
    path.write_bytes(b'[site]\ntitle = "caf\xe9"\n')
    with pytest.raises(SettingsError, match="is not UTF-8"):
        load(path)
