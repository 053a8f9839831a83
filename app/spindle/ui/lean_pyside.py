"""Loads PySide without two things that only cost time here, an eighth of the start together.

PySide looks in the source of every module that is imported after it for a wish for its switchable
features, such as snake_case names. Spindle has none, and so needs no ``inspect`` to read sources.

And at every start it compiles 3,000 lines of Python, embedded in its library as a zip, that know
how to word the signatures of its functions. Only the error of a wrong call, ``help`` and
``inspect`` ask for them, so here each is compiled when it is first asked for something.

Source: ``signature_bootstrap.py`` and ``shibokensupport/`` as PySide6 6.11 embeds them. Any other
PySide is left to do as it does.
"""

import builtins
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from threading import RLock
from typing import Any, Final

KNOWN: Final = (6, 11)
"""The PySide whose library was watched: which of these modules it reaches into, and how."""

FEATURES: Final = "shibokensupport.feature"
"""What looks into modules, with the function ``_mod_uses_pyside``."""

LATE: Final = frozenset(
    f"shibokensupport.signature.{name}"
    for name in (
        "errorhandler",
        "layout",
        "lib.enum_sig",
        "lib.pyi_generator",
        "lib.tool",
        "mapping",
        "parser",
    )
)
"""What words signatures; nothing of it is named at a start that makes no mistake."""

_ONE_AT_A_TIME: Final = RLock()
"""Of all of them, for they ask for one another."""

_NEVER: Final = "\n\ndef _mod_uses_pyside(module): return False\n"
_EMPTY: Final = """
from {here} import {filling}
__getattr__ = {filling}(globals(), {source!r}, {filename!r})

def update_mapping():  # PySide's library takes it out of the dictionary, without asking the module
    __getattr__("update_mapping")()
"""


def load_lean() -> None:
    """Load QtCore. To be called before anything else loads PySide."""
    _put_off_inspect()
    with _compiled_leaner():
        import_module("PySide6.QtCore")


@contextmanager
def _compiled_leaner() -> Iterator[None]:
    """Meanwhile PySide's own importer gets other code for some of what it compiles.

    It calls ``compile`` by its plain name, which is the one place to get in between: it takes away
    modules that are there before it, and stands before other importers.
    """
    real: Any = builtins.compile

    def leaner(source: Any, filename: Any, *rest: Any, **more: Any) -> Any:
        name = str(filename).removesuffix(".py").replace("/", ".")
        if (name == FEATURES or name in LATE) and _is_known():
            text = source.decode()
            words = {"here": __name__, "filling": filling.__name__, "filename": filename}
            empty = _EMPTY.format(source=text, **words)
            source = text + _NEVER if name == FEATURES else empty
        return real(source, filename, *rest, **more)

    builtins.compile = leaner
    try:
        yield
    finally:
        builtins.compile = real


def _is_known() -> bool:
    version: tuple[int, ...] = sys.modules["PySide6"].__version_info__
    return version[:2] == KNOWN


def filling(inside: dict[str, Any], source: str, filename: str) -> Callable[[str], object]:
    """The ``__getattr__`` (PEP 562) of an empty module: fills it, and gives what was asked for.

    Args:
        inside: The module's dictionary.
        source: What the module is.
        filename: Where that stands, for a traceback.
    """

    def fill() -> None:
        exec(compile(source, filename, "exec"), inside)  # noqa: S102 - PySide's own text

    return _filling(inside, fill)


def _put_off_inspect() -> None:
    """Let ``inspect`` be there, and be read in when it is first asked for something.

    ``importlib.util.LazyLoader`` would read it in when it is first imported, which looks at it.
    """
    spec = find_spec("inspect")
    if spec is None or spec.loader is None or spec.name in sys.modules:
        return
    module, run = module_from_spec(spec), spec.loader.exec_module
    vars(module)["__getattr__"] = _filling(vars(module), lambda: run(module))
    sys.modules[spec.name] = module


def _filling(inside: dict[str, Any], fill: Callable[[], None]) -> Callable[[str], object]:
    """Another thread waits meanwhile, as it does for a module that is being imported."""
    begun: list[bool] = []

    def fill_and_give(name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)  # the import system tries some, and needs none
        with _ONE_AT_A_TIME:
            if not begun:
                begun.append(True)
                fill()
                if inside.get("__getattr__") is fill_and_give:
                    del inside["__getattr__"]
            if name not in inside:
                raise AttributeError(name)
            return inside[name]

    return fill_and_give
