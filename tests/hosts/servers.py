"""Real web servers on loopback, each told what `readery host-config` says and nothing more than it must be told besides."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from readery.hosts import Serving, all_hosts

_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
_APACHE_MODULES = Path("/usr/lib/apache2/modules")


@dataclass(frozen=True)
class Server:
    """A kind of server."""

    program: str
    command: Callable[[Path, Serving, int], list[str]]
    """Writes its configuration into a folder and tells how it is started."""

    @property
    def installed(self) -> bool:
        return shutil.which(self.program) is not None


def _nginx(folder: Path, told: Serving, port: int) -> list[str]:
    lines = all_hosts()["nginx"].files(told)["nginx.conf"]
    paths = "".join(
        f"{name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "whole.conf").write_text(
        f"{'user root;' if _ROOT else ''} daemon off; pid {folder}/pid; error_log {folder}/log; events {{}}\n"
        f"http {{ include /etc/nginx/mime.types; access_log off; {paths}\n"
        f"server {{ listen 127.0.0.1:{port};\n{lines}\n}} }}\n"
    )
    return ["nginx", "-p", str(folder), "-c", str(folder / "whole.conf"), "-e", str(folder / "log")]


def _caddy(folder: Path, told: Serving, port: int) -> list[str]:
    assert str(port) in told.address
    lines = all_hosts()["caddy"].files(told)["Caddyfile"]
    (folder / "Caddyfile").write_text("{\n\tadmin off\n}\n" + lines)
    return ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


def _apache(folder: Path, told: Serving, port: int) -> list[str]:
    site = Path(told.root + told.mount)
    (site / ".htaccess").write_text(all_hosts()["apache"].files(told)[".htaccess"])
    names = ["mpm_event", "authz_core", "dir", "mime", "headers", "deflate", "filter", "alias", "unixd"]
    modules = "".join(
        f"LoadModule {name}_module {_APACHE_MODULES}/mod_{name}.so\n"
        for name in names
        if (_APACHE_MODULES / f"mod_{name}.so").exists()
    )
    (folder / "whole.conf").write_text(
        f"{modules}ServerName localhost\nListen 127.0.0.1:{port}\nPidFile {folder}/pid\nErrorLog {folder}/log\n"
        f"{'User www-data' if _ROOT else ''}\nTypesConfig /etc/mime.types\nDocumentRoot {told.root}\n"
        f"<Directory {told.root}>\nRequire all granted\nAllowOverride FileInfo\n</Directory>\n"
    )
    return ["apache2", "-DFOREGROUND", "-d", str(folder), "-f", str(folder / "whole.conf")]


SERVERS = {"nginx": Server("nginx", _nginx), "caddy": Server("caddy", _caddy), "apache": Server("apache2", _apache)}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(name: str, folder: Path, told: Serving, port: int) -> Iterator[None]:
    """The server of that name answers at `port`."""
    log = folder / "output"
    environment = {**os.environ, "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with log.open("wb") as output:
        process = subprocess.Popen(
            SERVERS[name].command(folder, told, port), stdout=output, stderr=output, env=environment, cwd=folder
        )
        try:
            for _ in range(200):
                try:
                    socket.create_connection(("127.0.0.1", port), timeout=1).close()
                    break
                except OSError:
                    if process.poll() is not None:
                        raise AssertionError(f"{name} ended: {log.read_text()}") from None
                    time.sleep(0.05)
            yield
        finally:
            process.terminate()
            process.wait(20)
