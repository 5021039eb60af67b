"""An open raw file, as formats get it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from readery import findings
from readery.findings import Finding
from readery.intake import encodings, files, said
from readery.intake.encodings import Decoded
from readery.intake.files import Stream
from readery.intake.said import Said
from readery.model import Media, Origin, RawPage


@dataclass(frozen=True, slots=True)
class File:
    """A raw file that is open, and what is known of it."""

    name: str
    """Its path below the folder, as people are told it."""
    format: str
    """Name of the format that reads it."""
    stream: Stream
    """Its bytes, unpacked."""
    side: Said = said.NOTHING
    """What its side file says."""
    side_bytes: bytes = b""
    """The side file itself; empty where there is none."""

    def text(self, declared: Callable[[bytes], str | None] | None = None) -> tuple[bytes, Decoded]:
        """All of it, as bytes and as text. Raises Unusable if it is empty, too large or no text."""
        data = files.whole(self.stream)
        files.refuse_binary(data)
        decoded = encodings.decode(data, declared)
        if not decoded.text.strip():
            raise files.blank()
        files.refuse_endless(decoded.text)
        return data, decoded

    def page(self, data: bytes, media: Media, text: str, inside: Said = said.NOTHING, record: str = "") -> RawPage:
        """The raw page that `data` decoded to; `inside` is what it says of itself, which the side file overrules."""
        digest = hashlib.sha256(data)
        if self.side_bytes:
            digest = hashlib.sha256(digest.digest() + hashlib.sha256(self.side_bytes).digest())
        both = said.over(inside, self.side)
        return RawPage(
            origin=Origin(self.name, self.format, digest.hexdigest(), record),
            media=media,
            text=text,
            url=both.url,
            saved=both.saved,
            owner=replace(both.owner, url=self.side.url),
        )

    def judged(self, decoded: Decoded, problems: tuple[str, ...] = ()) -> Iterator[Finding]:
        """Findings for characters that were lost and for front matter that cannot be used."""
        if decoded.lost:
            yield Finding(
                findings.LOST_CHARACTERS,
                self.name,
                f"{decoded.lost:,} characters of it mean nothing in {decoded.encoding} ({decoded.reason}).",
                "They show as \ufffd; save the page anew, as UTF-8, to have them.",
            )
        for problem in problems:
            yield Finding(
                findings.BAD_FRONT_MATTER, self.name, problem, "Mend it there; what can be read of the page is used."
            )
