"""Addresses of targets, with their secrets kept out of all that is shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from readery.deploy._place import DeployError

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_SCP = re.compile(r"(?:(?P<user>[\w.+-]+)@)?(?P<host>[\w][\w.-]*):(?P<path>(?!//).+)", re.DOTALL)
_PASSWORD = re.compile(r"(?<=://)([^/@:\s]*):([^/@\s]*)@")
_NAME = re.compile(r"\$?[\w][\w.-]*|[0-9a-fA-F:]+")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a target is."""

    scheme: str
    """In lower case; ``file`` for a path on this machine, ``ssh`` for ``host:path``."""
    path: str
    """Path on the host, in the bucket, or on this machine; never quoted."""
    host: str = ""
    """Host, bucket or container."""
    port: int | None = None
    """Port, where one is named."""
    user: str = ""
    """User, where one is named."""
    password: str = ""
    """Password, where one is named. Never shown."""
    fragment: str = ""
    """What stands after ``#``: a branch."""
    text: str = ""
    """The whole as it was given, without scheme prefix and fragment, for programs that read addresses themselves."""

    def __str__(self) -> str:
        if self.scheme == "file":
            return self.path
        user = f"{self.user}@" if self.user else ""
        port = f":{self.port}" if self.port else ""
        branch = f"#{self.fragment}" if self.fragment else ""
        return f"{self.scheme}://{user}{self.host}{port}/{self.path.lstrip('/')}{branch}"

    def __repr__(self) -> str:
        return f"Address({self})"


def parse(text: str) -> Address:
    """The address that `text` is. Raises DeployError."""
    if text.startswith("git+") and not _SCHEME.match(text):
        inner, _, branch = text.removeprefix("git+").partition("#")
        plain = parse(inner)
        return Address("git+" + plain.scheme, plain.path, plain.host, user=plain.user, fragment=branch, text=inner)
    if not _SCHEME.match(text):
        scp = _SCP.fullmatch(text)
        if scp and "/" not in text.partition(":")[0]:
            return Address("ssh", scp["path"], scp["host"], user=scp["user"] or "", text=text)
        return Address("file", text, text=text)
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise DeployError(
            f"{masked(text)}: is no address ({error}). docs/deploy.md shows how each target is written."
        ) from None
    scheme = parts.scheme.lower()
    host = unquote(parts.hostname or "") if scheme not in ("s3", "gs", "az") else parts.netloc.rpartition("@")[2]
    if scheme == "file":
        return Address("file", unquote(parts.path), text=text)
    if host and not _NAME.fullmatch(host):
        raise DeployError(f"{masked(text)}: {host!r} is no name of a host. Mend the address.")
    if not host and scheme != "git+file":
        raise DeployError(f"{masked(text)}: names no host. docs/deploy.md shows how each target is written.")
    inner = text.removeprefix("git+").partition("#")[0]
    return Address(
        scheme, unquote(parts.path), host, port, unquote(parts.username or ""), unquote(parts.password or ""),
        unquote(parts.fragment), inner,
    )  # fmt: skip


def masked(text: str) -> str:
    """`text` with the password of every address in it as ``***``."""
    return _PASSWORD.sub(r"\1:***@", text)
