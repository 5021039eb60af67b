"""A folder on a host, by rsync over ssh (``me@host:path``, ``ssh://``) or by rsync's own protocol (``rsync://``).

The system's programs do the work, so keys, agents, ``~/.ssh/config`` and RSYNC_PASSWORD are theirs.
"""

from __future__ import annotations

import os
import posixpath
import re
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from readery.deploy._address import Address
from readery.deploy._place import Able, DeployError, Outgoing, PassingError, Patience, Place
from readery.deploy._record import LOCK
from readery.deploy._target import Target
from readery.settings import DeploySettings

_AT_ONCE = 1000
"""Files in one run of rsync: enough that starting it does not show, few enough to tell how far it is."""
_LISTED = re.compile(r"^(.)\S{9,}\s+[\d,]+ \d{4}/\d\d/\d\d \d\d:\d\d:\d\d (.*)$")
_MISSING = "No such file or directory (2)"
_LOST = frozenset({10, 12, 30, 35, 255})
"""Exit codes of a line that broke: sockets, the data stream, time-outs, and ssh's own."""


class Rsync(Place):
    """A folder on a host."""

    able = Able(keeps=True)

    def __init__(self, address: Address, timeout: int) -> None:
        self._address = address
        self._aside = Path(tempfile.mkdtemp(prefix="readery-"))
        self._ssh: list[str] = []
        self._options = [f"--timeout={timeout}"]
        if address.scheme == "rsync":
            port = f":{address.port}" if address.port else ""
            user = f"{address.user}@" if address.user else ""
            self._root = f"rsync://{user}{address.host}{port}/{address.path.strip('/')}/"
            self._options.append(f"--contimeout={timeout}")
        else:
            path = address.path
            if address.text.startswith("ssh://"):
                path = path.removeprefix("/~/") or "."
            user = f"{address.user}@" if address.user else ""
            self._root = f"{user}{address.host}:{path.rstrip('/')}/"
            self._ssh = [
                *shlex.split(os.environ.get("RSYNC_RSH") or "ssh"),
                # One connection for all runs; no questions, since nobody may be there to answer.
                *("-o", "ControlMaster=auto", "-o", f"ControlPath={self._aside}/c", "-o", "ControlPersist=30"),
                *("-o", "BatchMode=yes", "-o", f"ConnectTimeout={timeout}"),
                *("-o", f"ServerAliveInterval={max(1, timeout // 3)}", "-o", "ServerAliveCountMax=3"),
                *(["-p", str(address.port)] if address.port else []),
            ]
            self._options += ["-e", shlex.join(self._ssh)]

    def read(self, path: str) -> bytes | None:
        with tempfile.TemporaryDirectory(dir=self._aside) as folder:
            done = self._run(["-s", f"{self._root}{path}", f"{folder}/file"], missing=True)
            return (Path(folder) / "file").read_bytes() if done is not None else None

    def paths(self) -> set[str]:
        said = self._run(["-r", "-s", "-8", "--list-only", self._root], missing=True)
        listed = (_LISTED.match(line) for line in (said or "").splitlines())
        return {found[2] for found in listed if found and found[1] != "d"}

    def put(self, file: Outgoing, keep: str | None) -> None:
        self._send([file], keep)

    def put_all(
        self,
        files: Sequence[Outgoing],
        keep: str | None,
        kept: Collection[str],
        patience: Patience,
        sent: Callable[[Outgoing], None],
    ) -> None:
        for worth in (True, False):
            some = [file for file in files if (file.path not in kept) == worth]
            for start in range(0, len(some), _AT_ONCE):
                batch = some[start : start + _AT_ONCE]
                patience.bear(lambda batch=batch, worth=worth: self._send(batch, keep if worth else None))  # type: ignore[misc]
                for file in batch:
                    sent(file)

    def claim(self, path: str, data: bytes) -> bool:
        with tempfile.TemporaryDirectory(dir=self._aside) as folder:
            (Path(folder) / path).write_bytes(data)
            self._run(["-rs", "--ignore-existing", f"{folder}/", self._root])
        # rsync looks before it writes, so another may have come between.
        return self.read(path) == data

    def remove(self, paths: Sequence[str], keep: str | None) -> None:
        # The lock alone and last, since rsync removes in an order of its own.
        for some in ([path for path in paths if path != LOCK], [path for path in paths if path == LOCK]):
            if some:
                with tempfile.TemporaryDirectory(dir=self._aside) as folder:
                    # What the rules include and the empty folder lacks is removed; all else is out of bounds.
                    rules = "".join(f"{rule}\0" for rule in _rules(some))
                    given = ["-rs", "--delete", "--from0", "--include-from=-", "--exclude=*", *_kept(keep)]
                    self._run([*given, f"{folder}/", self._root], rules)

    def close(self) -> None:
        if self._ssh and (self._aside / "c").exists():
            subprocess.run([*self._ssh, "-O", "exit", self._root.partition(":")[0]], capture_output=True, check=False)
        shutil.rmtree(self._aside, ignore_errors=True)

    def _send(self, files: Sequence[Outgoing], keep: str | None) -> None:
        with tempfile.TemporaryDirectory(dir=self._aside) as folder:
            for file in files:
                target = Path(folder) / file.path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(file.load())
            # By content, not by time: an interrupted run goes on where it was.
            self._run(["-rs", "--checksum", "--chmod=D755,F644", *_kept(keep), f"{folder}/", self._root])

    def _run(self, arguments: list[str], given: str = "", missing: bool = False) -> str | None:
        """What rsync prints; None where `missing` is allowed and so it is."""
        # Errors go to a file: ssh's shared connection would keep a pipe open after rsync has ended.
        with tempfile.TemporaryFile(dir=self._aside) as errors:
            try:
                done = subprocess.run(
                    ["rsync", *self._options, *arguments],
                    input=given.encode(),
                    stdout=subprocess.PIPE,
                    stderr=errors,
                    check=False,
                    env=os.environ | {"LC_ALL": "C"},
                )
            except FileNotFoundError:
                raise DeployError(
                    "rsync is not installed here. Install it (Debian: apt install rsync), or use sftp:// for this host."
                ) from None
            errors.seek(0)
            said = errors.read().decode(errors="replace").strip()
        if done.returncode == 0:
            return done.stdout.decode(errors="replace")
        if missing and done.returncode in (3, 23) and _MISSING in said:
            return None
        raise self._refusal(done.returncode, said)

    def _refusal(self, code: int, said: str) -> DeployError:
        lines = [
            line
            for line in said.splitlines()
            if not line.startswith(("rsync error:", "rsync: connection unexpectedly"))
        ]
        where, short = self._address, (lines or said.splitlines() or [f"exit code {code}"])[-1].rstrip(".")
        if "Permission denied (publickey" in said or "auth failed" in said:
            return DeployError(
                f"{where}: the server does not let you in. Check the user, and that `ssh` logs in there without asking "
                "(for rsync:// that RSYNC_PASSWORD is set)."
            )
        if "Host key verification failed" in said:
            return DeployError(
                f"{where}: the server's key is not known here, or is another than before. Connect once with `ssh` and "
                "compare the key with what your host says, then deploy again."
            )
        if "No space left" in said or "Disk quota exceeded" in said:
            return DeployError(
                f"{where}: there is no room left on the server. Make room, then deploy again: it goes on from here."
            )
        if "Permission denied" in said or "Read-only file system" in said or "read only" in said:
            return DeployError(
                f"{where}: the server refuses writing there ({short}). Check the rights of the user and the folder."
            )
        if "command not found" in said or code == 127:
            return DeployError(f"{where}: the server has no rsync. Install it there, or use sftp:// for this host.")
        if "Unknown module" in said:
            return DeployError(f"{where}: {short}. Mend the address.")
        if code in _LOST:
            return PassingError(
                f"{where}: the line broke ({short}). Check the network, then deploy again: it goes on from here."
            )
        return DeployError(f"{where}: rsync could not do it ({short}). Mend that, then deploy again.")


def _kept(keep: str | None) -> list[str]:
    return ["--backup", f"--backup-dir={keep}"] if keep else []


def _rules(paths: Sequence[str]) -> list[str]:
    """Rules that include just these files, and the folders they lie in."""
    folders = set()
    for path in paths:
        folder = posixpath.dirname(path)
        while folder:
            folders.add(folder)
            folder = posixpath.dirname(folder)
    return [*(f"/{_exactly(folder)}/" for folder in sorted(folders)), *(f"/{_exactly(path)}" for path in paths)]


def _exactly(path: str) -> str:
    """A pattern that matches this path alone. A backslash escapes only where there is something to escape."""
    return re.sub(r"([*?\[\\])", r"\\\1", path) if re.search(r"[*?\[]", path) else path


def _open(address: Address, options: DeploySettings) -> Place:
    if address.password:
        raise DeployError(
            f"{address}: takes no password in the address. ssh asks keys or its agent; rsync:// reads RSYNC_PASSWORD."
        )
    return Rsync(address, options.timeout)


TARGET = Target("rsync", "me@host:/srv/www", lambda address: address.scheme in ("ssh", "rsync", "rsync+ssh"), _open)
