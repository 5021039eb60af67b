"""A folder on a host that speaks SFTP. Who may log in is settled as for ssh: keys, the agent, ``~/.ssh/config``,
``known_hosts``; a password comes from the environment (READERY_DEPLOY_PASSWORD). Built on asyncssh.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import posixpath
import secrets
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from readery.deploy._address import Address
from readery.deploy._place import ASIDE, PASSWORD, Able, DeployError, Outgoing, PassingError, Place
from readery.deploy._target import Target
from readery.settings import DeploySettings

if TYPE_CHECKING:
    import asyncssh

T = TypeVar("T")

_LIVELY = 3
"""Signs of life that a server may miss within the time-out."""


class Remote(Place):
    """A folder, over one connection that is made anew when it is lost."""

    able = Able(keeps=True, lanes=16)

    def __init__(self, address: Address, timeout: int) -> None:
        self._address = address
        self._timeout = timeout
        path = address.path
        self._root = posixpath.normpath(path.removeprefix("/~/") if path.startswith("/~/") else path or ".")
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        self._connecting = asyncio.Lock()
        self._sftp: asyncssh.SFTPClient | None = None
        self._connection: asyncssh.SSHClientConnection | None = None

    def read(self, path: str) -> bytes | None:
        async def action(sftp: asyncssh.SFTPClient) -> bytes | None:
            import asyncssh

            try:
                async with sftp.open(self._at(path), "rb") as file:
                    return _bytes(await file.read())
            except (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath):
                return None

        return self._do(action, path)

    def paths(self) -> set[str]:
        return self._do(lambda sftp: self._below(sftp, ""), "")

    def put(self, file: Outgoing, keep: str | None) -> None:
        data = file.load()

        async def action(sftp: asyncssh.SFTPClient) -> None:
            if keep:
                await self._keep(sftp, file.path, keep)
            async with self._aside(sftp, data) as aside:
                await self._replace(sftp, aside, file.path)

        self._do(action, file.path)

    def claim(self, path: str, data: bytes) -> bool:
        async def action(sftp: asyncssh.SFTPClient) -> bool:
            import asyncssh

            async with self._aside(sftp, data) as aside:
                # A plain rename does not replace what is there: so the protocol has it, and OpenSSH keeps to it.
                try:
                    await sftp.rename(aside, self._at(path))
                except asyncssh.SFTPError:
                    if await sftp.lexists(self._at(path)):
                        await sftp.remove(aside)
                        return False
                    raise
            return True

        return self._do(action, path)

    def remove(self, paths: Sequence[str], keep: str | None) -> None:
        async def action(sftp: asyncssh.SFTPClient) -> None:
            import asyncssh

            for path in paths:
                with contextlib.suppress(asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath):
                    if keep:
                        await self._keep(sftp, path, keep)
                    await sftp.remove(self._at(path))
            for folder in sorted(_folders(paths), reverse=True):
                # A folder that is not empty, or gone already, is refused: so it shall be.
                with contextlib.suppress(asyncssh.SFTPError):
                    await sftp.rmdir(self._at(folder))

        self._do(action, paths[0] if paths else "")

    def close(self) -> None:
        async def end() -> None:
            import asyncssh

            if self._sftp is not None:
                # Left behind by a put that failed; whoever else puts files aside now keeps the folder.
                with contextlib.suppress(asyncssh.Error, OSError):
                    await asyncio.wait_for(self._sftp.rmdir(self._at(ASIDE)), self._timeout)
            if self._connection is not None:
                self._connection.abort()

        asyncio.run_coroutine_threadsafe(end(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)

    def _at(self, path: str) -> str:
        return posixpath.join(self._root, path)

    def _do(self, action: Callable[[asyncssh.SFTPClient], Coroutine[Any, Any, T]], path: str) -> T:
        """Do it on the connection, with errors explained."""

        async def connected() -> T:
            return await action(await self._connected())

        import asyncssh

        where = str(self._address) if not path else f"{self._address}/{path}"
        try:
            return asyncio.run_coroutine_threadsafe(connected(), self._loop).result()
        except asyncssh.PermissionDenied as error:
            raise DeployError(
                f"{self._address}: the server does not let you in ({error.reason}). Check the user, and that your key is in "
                f"the agent or named in ~/.ssh/config; a password can stand in the environment as {PASSWORD}."
            ) from error
        except asyncssh.HostKeyNotVerifiable as error:
            raise DeployError(
                f"{self._address}: the server's key is not known here, or is another than before. Connect once with "
                "`ssh` and compare the key with what your host says, then deploy again."
            ) from error
        except (asyncssh.SFTPNoConnection, asyncssh.SFTPConnectionLost, asyncssh.DisconnectError) as error:
            self._sftp = None
            raise PassingError(
                f"{where}: the connection was lost ({error.reason}). Deploy again: it goes on from here."
            ) from error
        except asyncssh.SFTPError as error:
            raise self._refusal(where, error) from error
        except FileNotFoundError as error:
            raise DeployError(
                f"{error.filename}: named in ~/.ssh/config, but it is not there. Mend its name there."
            ) from error
        except OSError as error:
            self._sftp = None
            raise PassingError(
                f"{self._address}: the server does not answer ({error or 'time-out'}). Check its name and the network, then deploy again."
            ) from error
        except (asyncssh.Error, ValueError) as error:
            raise DeployError(f"{self._address}: {error}. Check ~/.ssh/config and your keys.") from error

    async def _connected(self) -> asyncssh.SFTPClient:
        import asyncssh

        async with self._connecting:
            if self._sftp is None:
                wanted: dict[str, Any] = {}
                if self._address.port:
                    wanted["port"] = self._address.port
                if self._address.user:
                    wanted["username"] = self._address.user
                password = self._address.password or os.environ.get(PASSWORD)
                if password:
                    wanted["password"] = password
                if self._connection is not None:
                    self._connection.abort()
                self._connection = await asyncio.wait_for(
                    asyncssh.connect(
                        self._address.host,
                        connect_timeout=self._timeout,
                        login_timeout=self._timeout,
                        keepalive_interval=self._timeout / _LIVELY,
                        keepalive_count_max=_LIVELY,
                        **wanted,
                    ),
                    2 * self._timeout,
                )
                sftp = await asyncio.wait_for(self._connection.start_sftp_client(), self._timeout)
                await sftp.makedirs(self._at(ASIDE), exist_ok=True)
                self._sftp = sftp
            return self._sftp

    @contextlib.asynccontextmanager
    async def _aside(self, sftp: asyncssh.SFTPClient, data: bytes) -> AsyncIterator[str]:
        """A file with these bytes, to be renamed."""
        import asyncssh

        aside = self._at(f"{ASIDE}/{secrets.token_hex(8)}")
        try:
            if not await self._written(sftp, aside, data):
                await sftp.makedirs(self._at(ASIDE), exist_ok=True)
                await self._written(sftp, aside, data)
            yield aside
        except asyncssh.SFTPError:
            with contextlib.suppress(asyncssh.Error):
                await sftp.remove(aside)
            raise

    async def _written(self, sftp: asyncssh.SFTPClient, path: str, data: bytes) -> bool:
        """Whether a file could be written: its folder may be missing."""
        import asyncssh

        try:
            async with sftp.open(path, "wb") as file:
                await file.write(data)
        except (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath):
            return False
        return True

    async def _replace(self, sftp: asyncssh.SFTPClient, aside: str, path: str) -> None:
        import asyncssh

        target = self._at(path)
        try:
            await sftp.posix_rename(aside, target)
        except (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath):
            await sftp.makedirs(posixpath.dirname(target), exist_ok=True)
            await sftp.posix_rename(aside, target)
        except asyncssh.SFTPOpUnsupported:
            # Not OpenSSH: there is no renaming over what stands there, so it is gone for a moment.
            await sftp.makedirs(posixpath.dirname(target), exist_ok=True)
            with contextlib.suppress(asyncssh.SFTPNoSuchFile):
                await sftp.remove(target)
            await sftp.rename(aside, target)

    async def _keep(self, sftp: asyncssh.SFTPClient, path: str, keep: str) -> None:
        """Keep a file under a second name, or as a copy where the server knows no hard links."""
        import asyncssh

        kept = self._at(f"{keep}/{path}")
        if await sftp.lexists(kept) or not await sftp.lexists(self._at(path)):
            return
        await sftp.makedirs(posixpath.dirname(kept), exist_ok=True)
        try:
            await sftp.link(self._at(path), kept)
        except (asyncssh.SFTPOpUnsupported, asyncssh.SFTPFailure):
            async with sftp.open(self._at(path), "rb") as file:
                data = _bytes(await file.read())
            async with self._aside(sftp, data) as aside:
                await sftp.rename(aside, kept)

    async def _below(self, sftp: asyncssh.SFTPClient, folder: str) -> set[str]:
        import asyncssh

        found, inside = set(), []
        async for entry in sftp.scandir(self._at(folder)):
            name = str(entry.filename)
            if name in (".", ".."):
                continue
            path = f"{folder}/{name}".lstrip("/")
            if entry.attrs.type == asyncssh.FILEXFER_TYPE_DIRECTORY:
                inside.append(path)
            else:
                found.add(path)
        return found.union(*await asyncio.gather(*(self._below(sftp, path) for path in inside)))

    def _refusal(self, where: str, error: asyncssh.SFTPError) -> DeployError:
        import asyncssh

        if isinstance(error, (asyncssh.SFTPPermissionDenied, asyncssh.SFTPWriteProtect)):
            return DeployError(
                f"{where}: the server refuses writing there. Check the rights of the user and the folder."
            )
        if isinstance(error, (asyncssh.SFTPNoSpaceOnFilesystem, asyncssh.SFTPQuotaExceeded)) or self._full():
            return DeployError(
                f"{where}: there is no room left on the server. Make room, then deploy again: it goes on from here."
            )
        return DeployError(
            f"{where}: the server refuses it ({error.reason}). Check the folder on the server, then deploy again."
        )

    def _full(self) -> bool:
        """Whether the disk is full, which version 3 of the protocol has no word for."""
        import asyncssh

        async def asked() -> bool:
            sftp = await self._connected()
            return (await sftp.statvfs(self._root)).bavail == 0

        try:
            return asyncio.run_coroutine_threadsafe(asked(), self._loop).result()
        except (asyncssh.Error, OSError):
            return False


def _bytes(data: bytes | str) -> bytes:
    assert isinstance(data, bytes)  # the file was opened for bytes
    return data


def _folders(paths: Sequence[str]) -> set[str]:
    """All folders that these files lie in."""
    found = set()
    for path in paths:
        folder = posixpath.dirname(path)
        while folder:
            found.add(folder)
            folder = posixpath.dirname(folder)
    return found


def _open(address: Address, options: DeploySettings) -> Place:
    try:
        import asyncssh
    except ImportError:
        raise DeployError("sftp:// needs a library that is not here. Run: pip install 'readery[sftp]'") from None
    asyncssh.set_log_level("CRITICAL")  # what matters is raised
    return Remote(address, options.timeout)


TARGET = Target("sftp", "sftp://me@host/srv/www", lambda address: address.scheme == "sftp", _open)
