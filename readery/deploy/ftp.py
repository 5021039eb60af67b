"""A folder on a host that speaks FTP, plain or (ftps://) inside TLS. The password comes from ``~/.netrc`` or from the
environment (READERY_DEPLOY_PASSWORD). Plain FTP sends it readable for anyone on the way: prefer ftps or sftp.
"""

from __future__ import annotations

import contextlib
import ftplib
import io
import netrc
import os
import posixpath
import re
import secrets
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from readery.deploy._address import Address
from readery.deploy._place import ASIDE, PASSWORD, Able, DeployError, Outgoing, PassingError, Place
from readery.deploy._target import Target
from readery.settings import DeploySettings

T = TypeVar("T")

_LISTED = re.compile(r"([dl-])\S{9}\S*\s+\d+\s+\S+\s+\S+\s+\d+\s+\w+\s+\d+\s+[\d:]+ (.+)")
"""A line of LIST, as servers on Unix print it: for those that know no MLSD."""
_FULL = ("452", "552")


class Host(Place):
    """A folder; each lane has a connection of its own."""

    able = Able(keeps=True, lanes=4)

    def __init__(self, address: Address, timeout: int) -> None:
        self._address = address
        self._timeout = timeout
        self._root = posixpath.normpath(address.path or "/")
        self._lane = threading.local()
        self._clients: list[ftplib.FTP] = []
        self._made: set[str] = set()
        """Folders that are known to be there."""

    def read(self, path: str) -> bytes | None:
        return self._do(lambda client: self._read(client, path), path)

    def paths(self) -> set[str]:
        return self._do(lambda client: set(self._below(client, "")), "")

    def put(self, file: Outgoing, keep: str | None) -> None:
        data = file.load()

        def action(client: ftplib.FTP) -> None:
            if keep:
                self._keep(client, file.path, keep)
            self._set(client, file.path, data)

        self._do(action, file.path)

    def claim(self, path: str, data: bytes) -> bool:
        # FTP has no word for "only if there is none": look, write, and look whose it is.
        if self.read(path) is not None:
            return False
        # Nobody holds the lock, so what lies aside was left by one whose line broke before it had it.
        self.remove(self._do(lambda client: list(self._below(client, ASIDE)), ASIDE), None)
        self._do(lambda client: self._set(client, path, data), path)
        return self.read(path) == data

    def remove(self, paths: Sequence[str], keep: str | None) -> None:
        for path in paths:
            self._do(lambda client, path=path: self._remove(client, path, keep), path)  # type: ignore[misc]
        folders = {folder for path in paths for folder in _above(path)}
        for folder in sorted(folders, reverse=True):
            # One that is not empty, or gone already, is refused: so it shall be.
            with contextlib.suppress(DeployError):
                self._do(lambda client, folder=folder: client.rmd(self._at(folder)), folder)  # type: ignore[misc]
                self._made.discard(folder)

    def close(self) -> None:
        with contextlib.suppress(DeployError):
            self._do(lambda client: client.rmd(self._at(ASIDE)), ASIDE)
        for client in self._clients:
            client.close()

    def _at(self, path: str) -> str:
        return posixpath.join(self._root, path)

    def _read(self, client: ftplib.FTP, path: str) -> bytes | None:
        found = io.BytesIO()
        try:
            client.retrbinary(f"RETR {self._at(path)}", found.write)
        except ftplib.error_perm as error:
            if str(error).startswith("550"):
                return None
            raise
        return found.getvalue()

    def _set(self, client: ftplib.FTP, path: str, data: bytes) -> None:
        """Write aside, then rename."""
        aside = f"{ASIDE}/{secrets.token_hex(8)}"
        self._make(client, ASIDE)
        self._make(client, posixpath.dirname(path))
        client.storbinary(f"STOR {self._at(aside)}", io.BytesIO(data))
        try:
            client.rename(self._at(aside), self._at(path))
        except ftplib.error_perm:
            # Some servers do not rename over what stands there, so it is gone for a moment.
            with contextlib.suppress(ftplib.error_perm):
                client.delete(self._at(path))
            client.rename(self._at(aside), self._at(path))

    def _make(self, client: ftplib.FTP, folder: str) -> None:
        for each in ("", *reversed(_above(f"{folder}/x".lstrip("/")))):
            if each not in self._made:
                # It may be there already; if it could not be made, what is put into it says so.
                with contextlib.suppress(ftplib.error_perm):
                    client.mkd(self._at(each).rstrip("/") or "/")
                self._made.add(each)

    def _keep(self, client: ftplib.FTP, path: str, keep: str) -> None:
        """FTP cannot copy on the server, so what is kept travels down and up again."""
        data = self._read(client, path)
        if data is not None:
            self._set(client, f"{keep}/{path}", data)

    def _remove(self, client: ftplib.FTP, path: str, keep: str | None) -> None:
        if keep:
            self._keep(client, path, keep)
        try:
            client.delete(self._at(path))
        except ftplib.error_perm:
            if self._read(client, path) is not None:
                raise

    def _below(self, client: ftplib.FTP, folder: str) -> Iterator[str]:
        for name, is_folder in self._entries(client, folder):
            path = f"{folder}/{name}".lstrip("/")
            if is_folder:
                yield from self._below(client, path)
            else:
                yield path

    def _entries(self, client: ftplib.FTP, folder: str) -> list[tuple[str, bool]]:
        """Names in a folder, and which are folders."""
        try:
            if self._knows_mlsd(client):
                told = [(name, facts.get("type", "")) for name, facts in client.mlsd(self._at(folder))]
                return [(name, type_ == "dir") for name, type_ in told if type_ not in ("cdir", "pdir")]
            lines: list[str] = []
            client.cwd(self._at(folder))
            client.retrlines("LIST -a", lines.append)
        except ftplib.error_perm as error:
            if str(error).startswith(("550", "501")):
                return []  # there is no such folder
            raise
        found = [match for match in map(_LISTED.fullmatch, lines) if match and match[2] not in (".", "..")]
        return [(match[2], match[1] == "d") for match in found]

    def _knows_mlsd(self, client: ftplib.FTP) -> bool:
        try:
            return "MLST" in client.sendcmd("FEAT").upper()
        except ftplib.error_perm:
            return False

    def _do(self, action: Callable[[ftplib.FTP], T], path: str) -> T:
        """Do it on this lane's connection, with errors explained."""
        where = f"{self._address}/{path}" if path else str(self._address)
        try:
            return action(self._client())
        except (ftplib.error_perm, ftplib.error_temp) as error:
            said = str(error)
            if said.startswith("530") or said.startswith("331"):
                raise DeployError(
                    f"{self._address}: the server does not let you in. Name the user in the address, and set the password in "
                    f"~/.netrc or as {PASSWORD}."
                ) from error
            if said.startswith(_FULL):
                raise DeployError(
                    f"{where}: there is no room left on the server ({said[4:]}). Make room, then deploy again: it goes on from here."
                ) from error
            if isinstance(error, ftplib.error_perm):
                raise DeployError(
                    f"{where}: the server refuses it ({said}). Check the folder and your rights there."
                ) from error
            self._drop()
            raise PassingError(
                f"{where}: the server could not do it now ({said}). Deploy again: it goes on from here."
            ) from error
        except ssl.SSLError as error:
            self._drop()
            raise DeployError(
                f"{self._address}: TLS fails ({error.reason or error}). Check the server's certificate."
            ) from error
        except (OSError, EOFError, ftplib.Error) as error:
            self._drop()
            raise PassingError(
                f"{where}: the server does not answer ({str(error) or 'the line broke'}). Check the network, then deploy again: "
                "it goes on from here."
            ) from error

    def _client(self) -> ftplib.FTP:
        client: ftplib.FTP | None = getattr(self._lane, "client", None)
        if client is None:
            address = self._address
            client = _Tls(timeout=self._timeout) if address.scheme == "ftps" else ftplib.FTP(timeout=self._timeout)
            client.connect(address.host, address.port or ftplib.FTP_PORT)
            client.login(*_login(address))
            if isinstance(client, _Tls):
                client.prot_p()
            self._lane.client = client
            self._clients.append(client)
        return client

    def _drop(self) -> None:
        client: ftplib.FTP | None = getattr(self._lane, "client", None)
        if client is not None:
            client.close()
            self._lane.client = None


class _Tls(ftplib.FTP_TLS):
    """FTP inside TLS that checks certificates, and whose data connections continue the session, as many servers ask."""

    def __init__(self, timeout: int) -> None:
        super().__init__(timeout=timeout, context=ssl.create_default_context())

    def ntransfercmd(self, cmd: str, rest: int | str | None = None) -> tuple[socket.socket, int | None]:
        connection, size = ftplib.FTP.ntransfercmd(self, cmd, rest)
        session = self.sock.session if isinstance(self.sock, ssl.SSLSocket) else None
        return self.context.wrap_socket(connection, server_hostname=self.host, session=session), size


def _login(address: Address) -> tuple[str, str]:
    """User and password."""
    password = address.password or os.environ.get(PASSWORD, "")
    if not password:
        with contextlib.suppress(FileNotFoundError, netrc.NetrcParseError):
            known = netrc.netrc().authenticators(address.host)
            if known and address.user in ("", known[0]):
                return known[0], known[2] or ""
    return address.user or "anonymous", password


def _above(path: str) -> list[str]:
    """The folders that a file lies in, the deepest first."""
    found = []
    folder = posixpath.dirname(path)
    while folder:
        found.append(folder)
        folder = posixpath.dirname(folder)
    return found


def _open(address: Address, options: DeploySettings) -> Place:
    return Host(address, options.timeout)


TARGET = Target("ftp", "ftps://me@host/www", lambda address: address.scheme in ("ftp", "ftps"), _open)
