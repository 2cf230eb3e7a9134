"""The command line: `marshrut <command>`. One command a module of marshrut/commands/."""

from __future__ import annotations

import argparse
import os
import sys

from .commands import bench, check, confirm, diagram, hosting, links, new_language, review, sabotage, serve, site, status
from .house import House
from .messages import complete
from .problems import Refused

COMMANDS = (site, serve, check, review, status, confirm, new_language, diagram, links, sabotage, bench, hosting)


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Returns its exit code: 0 done, 1 something to mend, 2 wrong call."""
    parser = argparse.ArgumentParser(prog="marshrut", description="Build and keep the Marshrut guide.")
    commands = parser.add_subparsers(required=True, metavar="command")
    for module in COMMANDS:
        name = module.__name__.rsplit(".", 1)[-1].replace("_", "-")
        command = commands.add_parser(name, help=module.__doc__.splitlines()[0], description=module.__doc__)
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    chosen = parser.parse_args(arguments)
    try:
        return chosen.run(House.find(), chosen)
    except Refused as refused:
        for problem in refused.problems:
            print(complete(problem), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 0
    except Exception as error:
        if os.environ.get("MARSHRUT_TRACEBACK"):
            raise
        print(f"marshrut stopped at something unforeseen: {type(error).__name__}: {error}", file=sys.stderr)
        print("    → undo the last change, or report this with the output of MARSHRUT_TRACEBACK=1", file=sys.stderr)
        return 3
