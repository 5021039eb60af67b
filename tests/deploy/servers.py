"""Real servers on loopback, and a proxy before them that cuts the line."""

from __future__ import annotations

import contextlib
import getpass
import logging
import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


class Proxy:
    """Passes connections on to a port of this machine, and cuts them all after so many bytes to the server."""

    def __init__(self, port: int) -> None:
        self._target = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._left = 10**12
        self._open: set[socket.socket] = set()
        self._guard = threading.Lock()
        self.passed = 0
        """Bytes that went to the server."""
        threading.Thread(target=self._accept, daemon=True).start()

    def cut_after(self, count: int) -> None:
        """Cut the line, and refuse it from then on, when `count` more bytes have gone to the server."""
        self._left = count

    def mend(self) -> None:
        """The line is whole again."""
        self._left = 10**12

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._listener.close()
        self._cut()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if self._left <= 0:
                client.close()
                continue
            try:
                server = socket.create_connection(("127.0.0.1", self._target), timeout=5)
            except OSError:
                client.close()
                continue
            server.settimeout(None)
            for each in (client, server):
                each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._open |= {client, server}
            threading.Thread(target=self._pass, args=(client, server, True), daemon=True).start()
            threading.Thread(target=self._pass, args=(server, client, False), daemon=True).start()

    def _pass(self, source: socket.socket, sink: socket.socket, counted: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if counted:
                    with self._guard:
                        data, self._left = data[: max(0, self._left)], self._left - len(data)
                        self.passed += len(data)
                sink.sendall(data)
                if self._left <= 0:
                    self._cut()
                    return
        for each in (source, sink):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _cut(self) -> None:
        for each in tuple(self._open):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        self._open.clear()


@contextlib.contextmanager
def proxy(port: int) -> Iterator[Proxy]:
    """A proxy before a port."""
    line = Proxy(port)
    try:
        yield line
    finally:
        line.close()


@contextlib.contextmanager
def silent() -> Iterator[int]:
    """The port of a server that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


@contextlib.contextmanager
def s3() -> Iterator[int]:
    """The port of moto's S3 server."""
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        yield server.get_host_and_port()[1]
    finally:
        server.stop()


SSHD = shutil.which("sshd") or next((path for path in ("/usr/sbin/sshd",) if Path(path).exists()), None)
"""OpenSSH's server; Debian's package openssh-server."""


@dataclass(frozen=True)
class Ssh:
    """A running sshd."""

    port: int
    """Where it listens."""
    user: str
    """Who may log in."""
    key: Path
    """Private key that lets in."""
    known: Path
    """Known hosts: the server's key under any port."""


@contextlib.contextmanager
def sshd(folder: Path) -> Iterator[Ssh]:
    """OpenSSH's server with throw-away keys in `folder`."""
    assert SSHD
    for name in ("host", "user"):
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", str(folder / name)], check=True
        )
    (folder / "authorized").write_bytes((folder / "user.pub").read_bytes())
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    config = folder / "sshd_config"
    config.write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nPidFile {folder}/pid\n"
        f"AuthorizedKeysFile {folder}/authorized\nStrictModes no\nUsePAM no\nPermitRootLogin yes\n"
        "PasswordAuthentication no\nKbdInteractiveAuthentication no\nSubsystem sftp internal-sftp\nMaxStartups 100\n"
    )
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    server = subprocess.Popen([SSHD, "-D", "-e", "-f", str(config)], stderr=(folder / "log").open("wb"))
    try:
        _wait_for(port)
        public = (folder / "host.pub").read_text().split()
        (folder / "known").write_text(f"[127.0.0.1]:* {public[0]} {public[1]}\n127.0.0.1 {public[0]} {public[1]}\n")
        yield Ssh(port, getpass.getuser(), folder / "user", folder / "known")
    finally:
        server.terminate()
        server.wait(10)


@contextlib.contextmanager
def rsyncd(folder: Path) -> Iterator[int]:
    """The port of an rsync daemon with the module ``shelf``, for the user ``me`` with the password ``mellon``."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    (folder / "there").mkdir()
    (folder / "secrets").write_text("me:mellon\n")
    (folder / "secrets").chmod(0o600)
    config = folder / "rsyncd.conf"
    user = f"uid = {os.geteuid()}\ngid = {os.getegid()}\n" if os.geteuid() == 0 else ""
    config.write_text(
        f"{user}use chroot = no\n[shelf]\npath = {folder}/there\nread only = no\nauth users = me\n"
        f"secrets file = {folder}/secrets\n"
    )
    line = ["rsync", "--daemon", "--no-detach", f"--config={config}", f"--port={port}", "--address=127.0.0.1"]
    server = subprocess.Popen([*line, f"--log-file={folder}/log"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(10)


def _wait_for(port: int) -> None:
    """Until something listens there."""
    for _ in range(200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.02)
    raise TimeoutError(f"nothing listens on port {port}")


@contextlib.contextmanager
def ftp(root: Path, certificate: Path | None = None, **traits: object) -> Iterator[int]:
    """The port of an FTP server over `root`, for the user ``me`` with the password ``mellon``; `traits` of its handler.

    With a `certificate` (its key in the same file) it insists on TLS.
    """
    from pyftpdlib.authorizers import DummyAuthorizer
    from pyftpdlib.handlers import FTPHandler, TLS_FTPHandler
    from pyftpdlib.servers import ThreadedFTPServer

    logging.getLogger("pyftpdlib").setLevel(logging.CRITICAL)
    authorizer = DummyAuthorizer()
    authorizer.add_user("me", "mellon", str(root), perm="elradfmwMT")
    if certificate:
        traits |= {"certfile": str(certificate), "tls_control_required": True, "tls_data_required": True}
    base = TLS_FTPHandler if certificate else FTPHandler
    handler = type("Handler", (base,), {"authorizer": authorizer, "auth_failed_timeout": 0, **traits})
    server = ThreadedFTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"timeout": 0.05}, daemon=True)
    thread.start()
    try:
        yield server.address[1]
    finally:
        server.close_all()
        thread.join(5)
