"""`readery host-config`: what a host must be told to serve the site well."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path

from readery.cli._command import Command, CommandError, add_config, load_settings


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("host", metavar="NAME", help="apache, caddy, cloudflare, netlify, nginx or vercel")
    parser.add_argument(
        "--root",
        default="/srv/www",
        metavar="DIR",
        help="folder on the server that the host's root shows; the site lies in it, or in the folder below it that its "
        "address names (default: %(default)s)",
    )
    parser.add_argument(
        "--site", type=Path, metavar="DIR", help="folder of the built site (default: as the settings say)"
    )
    add_config(parser)


def _run(given: argparse.Namespace) -> int:
    from readery import hosts

    settings, base = load_settings(given.config)
    known = hosts.all_hosts()
    if given.host not in known:
        raise CommandError(f'"{given.host}": no host of that name is known. Name one of {", ".join(known)}.')
    site: Path = given.site or base / settings.folders.site
    try:
        not_found = (site / "404.html").read_bytes()
    except OSError as error:
        raise CommandError(
            f"{site / '404.html'}: cannot be read ({error.strerror}). Build the site first, or name its folder with --site."
        ) from error
    told = hosts.serving(settings, not_found, _moved(base / ".readery" / "store.sqlite3", site), given.root)
    files = known[given.host].files(told)
    for name, content in files.items():
        if len(files) > 1:
            print(f"# {name}")
        print(content, end="")
    return 0


def _moved(path: Path, site: Path) -> tuple[tuple[str, str], ...]:
    """Earlier and present path of the articles' pages that moved, as far as the store knows."""
    from readery import store

    if not path.is_file():
        return ()
    with closing(store.reader(path.absolute(), "")) as known:
        return tuple(known.made(str(site.resolve())).moved().items())


COMMAND = Command(
    name="host-config",
    summary="print what a host must be told to serve the site well",
    description=(
        "Print the files or lines that a host reads: a strict Content-Security-Policy, how long files may be kept, the page for\n"
        "what is not found, compression, types and redirects. Everything stands under the path of `[site] base_url`.\n"
        "`[hosts] write` in readery.toml lets each build write those that belong into the site's folder."
    ),
    examples=(
        "readery host-config nginx --root /var/www   lines for nginx's `server { }`",
        "readery host-config caddy > Caddyfile       a whole Caddyfile",
        "readery host-config netlify                 its _headers and _redirects",
    ),
    arguments=_arguments,
    run=_run,
)
