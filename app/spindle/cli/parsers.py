"""The parsers of the command line, and the words for what is wrong with an argument."""

import argparse
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

from spindle.cli.arguments import SWITCHES, is_folder
from spindle.cli.verbs import VERBS
from spindle.version import __version__

_ABOUT: Final = "One daily loop of learning, kept on your own disk."
_CODES: Final = (
    "Exit codes: 0 done, 1 trouble (a sentence on stderr says which), 2 wrong arguments, "
    "3 needs the running app."
)
_OPEN: Final = "open"


def read(argv: Sequence[str]) -> dict[str, Any]:
    """The fields of ``Arguments``, as the parsers read them.

    Raises:
        SystemExit: After ``--help`` and ``--version`` (0), and on wrong arguments (2).
    """
    found: dict[str, Any] = vars(parser().parse_args(argv))
    rest = found.pop("rest")
    if found["verb"] is not None and found["verb"] not in VERBS:
        rest, found["verb"] = [found["verb"], *rest], _OPEN
    if found["verb"] is not None:
        found["given"] = _verb_parser(found["verb"]).parse_args(rest, SimpleNamespace())
    return found


def day(text: str) -> date:
    """A date as an argument."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("write a day such as 2026-03-10") from None


@cache
def parser() -> argparse.ArgumentParser:
    """Of everything before a verb's own arguments."""
    outer = argparse.ArgumentParser(
        prog="spindle",
        usage="%(prog)s [options] [COMMAND …]",
        description=_ABOUT,
        epilog=_epilog(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    outer.add_argument("--version", action="version", version=f"Spindle {__version__}")
    outer.add_argument(
        "--profile", type=_folder, metavar="FOLDER", help="keep the data in this folder"
    )
    outer.add_argument(
        "--passphrase-file",
        dest="secret",
        type=Path,
        metavar="FILE",
        help="opens encrypted data for a command by the first line of this file; - is the input",
    )
    for name, (_, about) in SWITCHES.items():
        outer.add_argument(name, action="store_true", help=about)
    # A verb's own parser is made only when it is asked for: a start makes none of a dozen.
    outer.add_argument("verb", nargs="?", type=_verb, help=argparse.SUPPRESS)
    outer.add_argument("rest", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    return outer


def _verb_parser(verb: str) -> argparse.ArgumentParser:
    about, module = VERBS[verb]
    parser = argparse.ArgumentParser(
        prog=f"spindle {verb}", description=f"{about[0].upper()}{about[1:]}.", allow_abbrev=False
    )
    import_module(module).arguments(parser, verb)
    return parser


def _epilog() -> str:
    width = max(map(len, VERBS))
    lines = [f"  {verb:<{width}}  {about}" for verb, (about, _) in VERBS.items()]
    more = "spindle COMMAND --help says more of one."
    return "\n".join(["commands:", *lines, "", more, _CODES])


def _verb(text: str) -> str:
    # A file alone is opened: that is how a desktop calls. One with a dot was meant to be one.
    if text not in VERBS and not Path(text).suffix and not Path(text).is_file():
        raise argparse.ArgumentTypeError(f"there is no command {text!r}; see spindle --help")
    return text


def _folder(text: str) -> Path:
    if not is_folder(text):
        raise argparse.ArgumentTypeError("name a folder")
    return Path(text)
