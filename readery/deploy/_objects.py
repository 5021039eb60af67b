"""Buckets that are reached through fsspec's family of file systems: what those of Google and Azure have in common."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from readery.deploy._place import Able, DeployError, Outgoing, PassingError, Place

_DENIED = (
    "401",
    "403",
    "Forbidden",
    "Unauthorized",
    "AuthenticationFailed",
    "AuthorizationFailure",
    "InvalidAuthentication",
)
_FULL = ("507", "quota", "AccountIsOverQuota", "QuotaExceeded")
_NO_BUCKET = (
    "container does not exist",
    "ContainerNotFound",
    "The specified bucket does not exist",
    "bucket does not exist",
)


class Objects(Place):
    """Objects under a prefix. `system` is an fsspec file system; `headers` turns a file into its arguments for writing."""

    able = Able(keeps=True, headers=True, lanes=8)

    def __init__(
        self, system: Any, root: str, where: str, headers: Callable[[Outgoing], Mapping[str, Any]], keys: str
    ) -> None:
        self._system = system
        self._root = root.rstrip("/")
        self._where = where
        self._headers = headers
        self._keys = keys
        """Where the credentials are looked for, for messages."""

    def read(self, path: str) -> bytes | None:
        with self._explained(path):
            try:
                return bytes(self._system.cat_file(self._at(path)))
            except FileNotFoundError:
                return None

    def paths(self) -> set[str]:
        with self._explained(""):
            self._system.invalidate_cache()
            try:
                found = self._system.find(self._root)
            except FileNotFoundError:
                return set()
        return {posixpath.relpath(path, self._root) for path in found}

    def put(self, file: Outgoing, keep: str | None) -> None:
        if keep:
            self._keep(file.path, keep)
        data = file.load()
        with self._explained(file.path):
            self._system.pipe_file(self._at(file.path), data, **self._headers(file))

    def claim(self, path: str, data: bytes) -> bool:
        lock = Outgoing(path, len(data), "", "application/json", "no-cache", "", lambda: data)
        with self._explained(path):
            try:
                self._system.pipe_file(self._at(path), data, mode="create", **self._headers(lock))
            except FileExistsError:
                return False
        return True

    def remove(self, paths: Sequence[str], keep: str | None) -> None:
        for path in paths:
            if keep:
                self._keep(path, keep)
            with self._explained(path):
                try:
                    self._system.rm_file(self._at(path))
                except FileNotFoundError:
                    continue

    def _keep(self, path: str, keep: str) -> None:
        with self._explained(path):
            try:
                self._system.cp_file(self._at(path), self._at(f"{keep}/{path}"))
            except FileNotFoundError:
                return

    def _at(self, path: str) -> str:
        return f"{self._root}/{path}"

    @contextmanager
    def _explained(self, path: str) -> Iterator[None]:
        """Turns what these libraries raise into errors that say what to do."""
        where = f"{self._where}/{path}" if path else self._where
        try:
            yield
        except DeployError:
            raise
        except Exception as error:
            said = f"{type(error).__name__}: {error}".splitlines()[0].rstrip(".")
            if isinstance(error, PermissionError) or any(sign in said for sign in _DENIED):
                raise DeployError(
                    f"{where}: these credentials are refused. They are looked for in {self._keys}."
                ) from error
            if isinstance(error, FileNotFoundError) or any(sign in said for sign in _NO_BUCKET):
                raise DeployError(
                    f"{where}: there is no such bucket. Make it at your provider, or mend its name."
                ) from error
            if any(sign in said for sign in _FULL):
                raise DeployError(
                    f"{where}: there is no room left. Make room or raise the quota, then deploy again."
                ) from error
            if (
                isinstance(error, (ConnectionError, TimeoutError))
                or "Connect" in said
                or "Timeout" in said
                or " 50" in said
            ):
                raise PassingError(
                    f"{where}: the server does not answer ({said}). Deploy again: it goes on from here."
                ) from error
            raise DeployError(f"{where}: {said}. Check the settings of this target and its credentials.") from error
