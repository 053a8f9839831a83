"""What may stand behind ``spindle``: options of the program, then a verb with its own."""

import argparse
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Final, NamedTuple

from spindle.cli.verbs import VERBS
from spindle.version import __version__

_ABOUT: Final = "One daily loop of learning, kept on your own disk."
_CODES: Final = (
    "Exit codes: 0 done, 1 trouble (a sentence on stderr says which), 2 wrong arguments, "
    "3 needs the running app."
)

_DEMO: Final = (
    "look at a throw-away profile of a simulated learner; with --profile, fill that one, which "
    "must be new or empty"
)
_OPEN: Final = "open"
_SWITCHES: Final = {
    "--hidden": ("hidden", "start in the tray, no window"),
    "--demo": ("demo", _DEMO),
    "--log-json": ("log_json", "log to stderr, one JSON object a line"),
}
"""Options that stand alone: which argument each sets, and what it does."""


class Arguments(NamedTuple):
    """The arguments, checked.

    Attributes:
        profile: A folder instead of the platform's own.
        secret: A file whose first line is the passphrase of encrypted data; ``-`` is the input.
        hidden: Start in the tray, without the window.
        demo: Fill the profile (a throw-away one if none is named) with a simulated learner.
        log_json: Log to stderr, one JSON object a line.
        verb: One of ``VERBS``, or None: the window.
        given: What the verb's own parser read.
    """

    profile: Path | None = None
    secret: Path | None = None
    hidden: bool = False
    demo: bool = False
    log_json: bool = False
    verb: str | None = None
    given: argparse.Namespace = argparse.Namespace()


def parse(argv: Sequence[str]) -> Arguments:
    """Read the arguments behind the program's name.

    Raises:
        SystemExit: After ``--help`` and ``--version`` (0), and on wrong arguments (2).
    """
    plain = _plain(argv)
    if plain is not None:
        return plain
    found: dict[str, Any] = vars(_parser().parse_args(argv))
    rest = found.pop("rest")
    if found["verb"] is not None and found["verb"] not in VERBS:
        rest, found["verb"] = [found["verb"], *rest], _OPEN
    if found["verb"] is not None:
        found["given"] = _verb_parser(found["verb"]).parse_args(rest)
    return Arguments(**found)


def day(text: str) -> date:
    """A date as an argument."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("write a day such as 2026-03-10") from None


def _plain(argv: Sequence[str]) -> Arguments | None:
    """The arguments of an ordinary start, so that the window need not wait for a parser, 4 ms.

    None for anything that is not quite plain, and for what is wrong: the parser has the words.
    """
    found: dict[str, Any] = {}
    words = iter(argv)
    for word in words:
        if word in _SWITCHES:
            found[_SWITCHES[word][0]] = True
        elif word == "--profile" and _is_folder(folder := next(words, "")):
            found["profile"] = Path(folder)
        else:
            return None
    return Arguments(**found)


@cache
def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="spindle",
        usage="%(prog)s [options] [COMMAND …]",
        description=_ABOUT,
        epilog=_epilog(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"Spindle {__version__}")
    parser.add_argument(
        "--profile", type=_folder, metavar="FOLDER", help="keep the data in this folder"
    )
    parser.add_argument(
        "--passphrase-file",
        dest="secret",
        type=Path,
        metavar="FILE",
        help="opens encrypted data for a command by the first line of this file; - is the input",
    )
    for name, (_, about) in _SWITCHES.items():
        parser.add_argument(name, action="store_true", help=about)
    # A verb's own parser is made only when it is asked for: a start makes none of a dozen.
    parser.add_argument("verb", nargs="?", type=_verb, help=argparse.SUPPRESS)
    parser.add_argument("rest", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    return parser


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
    if not _is_folder(text):
        raise argparse.ArgumentTypeError("name a folder")
    return Path(text)


def _is_folder(text: str) -> bool:
    return bool(text.strip()) and "\x00" not in text and not text.startswith("-")
