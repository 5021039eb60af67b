"""Whole tiny sites."""

from collections.abc import Callable
from pathlib import Path

import pytest

from readery.cli import main

Build = Callable[..., int]

PAGES = {
    "ferry.html": """<!doctype html><html lang="en"><head><title>The last ferry | The Harbour Courier</title>
<meta property="og:site_name" content="The Harbour Courier"><link rel="canonical" href="https://harbour.example/last-ferry/">
<meta property="article:published_time" content="2021-05-04T08:00:00+01:00"></head><body>
<nav><a href="/">Home</a> <a href="/news">News</a> <a href="/sport">Sport</a></nav>
<main><article><h1>The last ferry</h1><p class="byline">By Ada Quill</p>
<p>The last ferry of the season left Sandholm at six in the evening, with eleven people and one bicycle on board, and the
whole harbour came down to see it go. Nobody said much, because nobody knew what there was to say.</p>
<p>For a hundred and forty years the crossing to Marrow Island had been the only road the islanders had, and the ferry had
carried brides, pianos, sheep, coal and, once, a bear that belonged to a travelling fair.</p>
<p>The bridge that replaces it will open in the spring. It is, everyone agrees, a handsome bridge, and it will cut the way to
the hospital in Sandholm from fifty minutes to nine. <a href="https://harbour.example/bridge?utm_source=mail">How it was
built</a> is a story of its own.</p></article></main>
<div class="newsletter"><h3>Sign up for our newsletter</h3><p>Get the best of the Courier every morning.</p></div>
<footer>© The Harbour Courier</footer></body></html>""",
    "notes/bridge.md": """---
title: How the bridge was built
source: https://harbour.example/bridge
published: 2021-04-02
author: Ada Quill
tags: [bridges, Marrow Island]
---

The first pile was driven on a calm morning in March, and the engineers had brought a cake.

It took four summers. In winter the current under Marrow Island runs at six knots, and no diver goes down in it who wants to
come up again.

## What it cost

More than a ferry, less than a hospital.
""",
    "fog.txt": """Skip to content

Measuring the fog over Marrow Island

By Ada Quill

4 May 2022

Every evening at nine the keeper walks to the end of the pier and counts the lamps that she can still see across the water.

If there are seven it is a clear night, she says, and the boats may go. If there are three she rings the harbour master, and
if there is one she does not need to ring, because he is already awake.

The counting has been done every night since 1871, and the books in which it is written down fill a shelf in the library.

Sign up for our newsletter

Share this article
""",
}


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """A folder with three small pages."""
    root = tmp_path / "seeds"
    for name, text in PAGES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def build(tmp_path: Path, seeds: Path, monkeypatch: pytest.MonkeyPatch) -> Build:
    """Builds `seeds` into `site`, in one process unless told; returns the exit code."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, site: str = "site") -> int:
        return main(["build", "--seeds", str(seeds), "--site", site, "--jobs", "1", *arguments])

    return run


def tree(root: Path) -> dict[str, bytes]:
    """Path → bytes of every file below `root`."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}
