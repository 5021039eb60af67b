"""Commands, progress and exit codes: the only room that prints. A command is one module here, with its `COMMAND`.

Exit codes: 0 all well; 1 something had a problem (what could be done was done); 2 nothing could be done.
"""

from __future__ import annotations

import argparse
import atexit
import gc
import os
import sys
from collections.abc import Iterable, Sequence

import readery
from readery import cli
from readery.cli._command import Command, CommandError
from readery.registry import members

DEFAULT = "build"
"""The command that runs when none is named."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with `arguments` (the command line's when None); returns the exit code."""
    # Python looks for garbage in all that a build made before it ends, which takes a tenth of a second for nothing.
    atexit.register(gc.freeze)
    # NumPy's arithmetic brings threads that wait at work: starting them costs each process as much as NumPy itself, and the few
    # matrices here are too small for them.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    commands = all_commands()
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or (given[0] not in commands and given[0] not in ("-h", "--help", "--version")):
        given.insert(0, DEFAULT)
    chosen = parser(commands.values()).parse_args(given)
    try:
        return commands[chosen.command].run(chosen)
    except CommandError as error:
        print(f"readery: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("readery: stopped. What stood before still stands; run it again to go on.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of a pipe has gone (`readery clean … | head`): nothing is wrong; keep Python from saying so at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def all_commands() -> dict[str, Command]:
    """Every command, by name."""
    return {command.name: command for command in members(cli, "COMMAND", Command)}


def parser(commands: Iterable[Command]) -> argparse.ArgumentParser:
    """The command line of these commands, for running it and for documenting it."""
    whole = argparse.ArgumentParser(
        prog="readery",
        description="Turn a folder of raw saved pages into a reading site that you own.",
        epilog=f"`readery COMMAND --help` says more of each. Without a command, `{DEFAULT}` runs.",
    )
    whole.add_argument("--version", action="version", version=f"readery {readery.__version__}")
    names = whole.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for command in commands:
        one = names.add_parser(
            command.name,
            help=command.summary,
            description=command.description,
            epilog="examples:\n" + "\n".join(f"  {example}" for example in command.examples),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        command.arguments(one)
    return whole
