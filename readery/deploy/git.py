"""A branch of a git repository: GitHub, GitLab and Codeberg Pages, or any other. The system's git does the work, so keys and
credential helpers are its own. A deploy is one commit; until it is pushed, nothing has changed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from readery.deploy._address import Address, masked
from readery.deploy._place import Able, DeployError, Outgoing, PassingError, Place
from readery.deploy._target import Target
from readery.settings import DeploySettings

_NEW = "refs/heads/readery"
"""The commit that is being made."""
_PASSING = (
    "Could not resolve host", "Connection timed out", "Connection refused", "Connection reset", "Connection closed",
    "connect to server", "Failed to connect",
    "early EOF", "unexpected disconnect", "The requested URL returned error: 5", "Operation too slow", "timed out",
    "the remote end hung up", "Broken pipe", "kex_exchange_identification", "Connection to ",
)  # fmt: skip
_DENIED = (
    "Permission denied", "Authentication failed", "could not read Username", "could not read Password",
    "terminal prompts disabled", "returned error: 403", "returned error: 401", "Permission to ", "access denied",
)  # fmt: skip


class Branch(Place):
    """A branch. What is put goes into one commit, which `finish` pushes."""

    able = Able(atomic=True, siblings=False)

    def __init__(self, address: Address, options: DeploySettings) -> None:
        self._address = address
        self._options = options
        self._branch = f"refs/heads/{address.fragment}"
        self._folder = tempfile.mkdtemp(prefix="readery-")
        self._changes: list[str] = []
        """Lines of the commit to come, as fast-import reads them."""
        self._importer: subprocess.Popen[bytes] | None = None
        self._blobs = 0
        self._made = ""
        """The commit, once it is made."""
        try:
            listed = self._git("ls-remote", "--", address.text, self._branch)
            self._tip = listed.split()[0] if listed.strip() else ""
            self._fetch("--filter=blob:none")
        except BaseException:
            self.close()
            raise

    def read(self, path: str) -> bytes | None:
        if not self._tip or not self._git("ls-tree", "-z", self._tip, "--", path):
            return None
        try:
            return self._raw("cat-file", "blob", f"{self._tip}:{path}")
        except DeployError:
            # The server gives trees without files, but no single file later.
            self._fetch()
            return self._raw("cat-file", "blob", f"{self._tip}:{path}")

    def paths(self) -> set[str]:
        if not self._tip:
            return set()
        return {path for path in self._git("ls-tree", "-r", "-z", "--name-only", self._tip).split("\0") if path}

    def put(self, file: Outgoing, keep: str | None) -> None:
        del keep  # history keeps it
        self._add(file.path, file.load())

    def remove(self, paths: Sequence[str], keep: str | None) -> None:
        del keep
        self._changes += [f"D {_quoted(path)}\n" for path in paths]

    def finish(self, message: str) -> None:
        if not self._made:
            self._add(".nojekyll", b"")  # else GitHub hides what begins with an underscore
            if self._options.cname:
                self._add("CNAME", f"{self._options.cname}\n".encode())
            self._made = self._commit(message)
        self._push(self._made)

    def back(self, message: str) -> int:
        if not self._options.history:
            raise DeployError(
                f"{self._address}: the branch holds the last deploy alone (history = false); nothing to go back to."
            )
        parents = self._git("rev-list", "--parents", "-n", "1", self._tip).split()[1:] if self._tip else []
        if not parents:
            raise DeployError(
                f"{self._address}: there is no deploy before the last, so there is nothing to go back to."
            )
        changed = self._git("diff-tree", "-r", "-z", "--name-only", self._tip, parents[0])
        made = self._git("commit-tree", f"{parents[0]}^{{tree}}", "-p", self._tip, "-m", message).strip()
        self._push(made)
        return sum(bool(path) for path in changed.split("\0"))

    def close(self) -> None:
        if self._importer is not None:
            self._importer.kill()
            self._importer.communicate()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _fetch(self, *sparing: str) -> None:
        """The branch's last two commits (a rollback needs the one before); `sparing`: trees alone, files when asked for."""
        shutil.rmtree(self._folder)
        Path(self._folder).mkdir(mode=0o700)
        self._git("init", "--quiet", "--bare", ".")
        if self._tip:
            self._git("remote", "add", "origin", self._address.text)
            self._git("fetch", "--quiet", "--depth=2", *sparing, "origin", self._branch)

    def _add(self, path: str, data: bytes) -> None:
        self._blobs += 1
        stream = self._stream()
        stream.write(b"blob\nmark :%d\ndata %d\n" % (self._blobs, len(data)))
        stream.write(data + b"\n")
        self._changes.append(f"M 100644 :{self._blobs} {_quoted(path)}\n")

    def _commit(self, message: str) -> str:
        who = self._git("var", "GIT_COMMITTER_IDENT").strip()
        said = message.encode()
        stream = self._stream()
        stream.write(f"commit {_NEW}\ncommitter {who}\ndata {len(said)}\n".encode() + said + b"\n")
        if self._tip and self._options.history:
            stream.write(f"from {self._tip}\n".encode())
        elif self._tip:
            tree = self._git("rev-parse", f"{self._tip}^{{tree}}").strip()
            stream.write(f'M 040000 {tree} ""\n'.encode())
        stream.write("".join(self._changes).encode() + b"\ndone\n")
        assert self._importer is not None
        _, errors = self._importer.communicate()
        if self._importer.returncode:
            raise DeployError(
                f"{self._address}: the commit could not be made: {errors.decode(errors='replace').strip()}"
            )
        return self._git("rev-parse", _NEW).strip()

    def _push(self, commit: str) -> None:
        lease = [] if self._options.history else [f"--force-with-lease={self._branch}:{self._tip}"]
        self._git("push", "--quiet", *lease, "--", self._address.text, f"{commit}:{self._branch}")

    def _stream(self) -> IO[bytes]:
        if self._importer is None:
            self._importer = subprocess.Popen(
                ["git", "fast-import", "--quiet", "--done"],
                cwd=self._folder,
                env=self._environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
            )
        assert self._importer.stdin is not None
        return self._importer.stdin

    def _git(self, *arguments: str) -> str:
        return self._raw(*arguments).decode(errors="surrogateescape")

    def _raw(self, *arguments: str) -> bytes:
        slow = f"http.lowSpeedTime={self._options.timeout}"
        try:
            done = subprocess.run(
                ["git", "-c", "http.lowSpeedLimit=1", "-c", slow, *arguments],
                cwd=self._folder,
                env=self._environment(),
                capture_output=True,
                check=False,
            )
        except FileNotFoundError:
            raise DeployError("git is not installed here. Install it, then deploy again.") from None
        if done.returncode == 0:
            return done.stdout
        raise self._refusal(masked(done.stderr.decode(errors="replace").strip()))

    def _environment(self) -> dict[str, str]:
        timeout = self._options.timeout
        ssh = os.environ.get("GIT_SSH_COMMAND") or "ssh"
        # No questions, since nobody may be there to answer; a name for the commit where git knows none.
        asked = {
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_SSH_COMMAND": f"{ssh} -o BatchMode=yes -o ConnectTimeout={timeout} "
            f"-o ServerAliveInterval={max(1, timeout // 3)} -o ServerAliveCountMax=3",
            "LC_ALL": "C",
        }
        known = {name: os.environ.get(name) or value for name, value in self._who().items()}
        return os.environ | known | asked

    def _who(self) -> dict[str, str]:
        if not hasattr(self, "_names"):
            said = subprocess.run(["git", "config", "user.email"], cwd=self._folder, capture_output=True, check=False)
            names = {"NAME": "Readery", "EMAIL": "readery@localhost"}
            self._names = {
                f"GIT_{role}_{what}": value
                for role in ("AUTHOR", "COMMITTER")
                for what, value in (names.items() if not said.stdout.strip() else ())
            }
        return self._names

    def _refusal(self, said: str) -> DeployError:
        lines = [line.removeprefix("fatal: ").removeprefix("error: ") for line in said.splitlines() if line.strip()]
        short = next((line for line in lines if not line.startswith(("hint:", "To "))), "git failed").rstrip(".")
        where = self._address
        if "Host key verification failed" in said:
            return DeployError(
                f"{where}: the server's key is not known here, or is another than before. Connect once with `ssh` and "
                "compare the key with what your host says, then deploy again."
            )
        if any(sign in said for sign in _DENIED) and "unable to create" not in said:
            return DeployError(
                f"{where}: you are not let in ({short}). Check that `git push` works there without asking: a key in the agent, "
                "or a token in git's credential helper."
            )
        if "non-fast-forward" in said or "fetch first" in said or "stale info" in said or "cannot lock ref" in said:
            return DeployError(f"{where}: another deploy came first. Deploy again; nothing was changed.")
        if "No space left" in said or "quota" in said.lower():
            return DeployError(f"{where}: there is no room left at the server ({short}). Make room, then deploy again.")
        if any(sign in said for sign in _PASSING):
            return PassingError(f"{where}: the server does not answer ({short}). Check the network, then deploy again.")
        return DeployError(
            f"{where}: {short}. Check the repository and the branch, then deploy again; nothing was changed."
        )


def _quoted(path: str) -> str:
    """A path as fast-import reads it."""
    return '"' + path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _open(address: Address, options: DeploySettings) -> Place:
    if not address.fragment:
        raise DeployError(
            f"{address}: names no branch. Write it behind a #, such as git+git@github.com:me/reading.git#gh-pages"
        )
    return Branch(address, options)


TARGET = Target(
    "git", "git+git@github.com:me/reading.git#gh-pages", lambda address: address.scheme.startswith("git+"), _open
)
