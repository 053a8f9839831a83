"""Every state of every page that a person can come to, for tests that walk through all of them.

A scene brings a window with all features, on an empty profile, to one state by the verbs that keys
and buttons call.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from spindle.core.clock import HOUR, MINUTE, ManualClock
from spindle.core.general import REDUCED_MOTION, TEXT_SCALE
from spindle.core.ids import Ref
from spindle.core.resources import root
from spindle.features.drill.keeping import DrillDraft
from spindle.features.drill.kinds.known import KINDS
from spindle.features.drill.text_format.reading import read
from spindle.features.focus.page import FocusPage
from spindle.features.listen.settings import CHECKS
from spindle.registry import FEATURES
from spindle.shell.desktop import Desktop
from spindle.shell.window import Window
from spindle.ui.theme import Looks
from tests.helpers.drills import made
from tests.helpers.fakes import FakeApp, make_app
from tests.helpers.reading import hear, long_text

MORNING: Final = datetime(2026, 3, 10, 10, 40)
EVENING: Final = datetime(2026, 3, 10, 21, 20)
ZONE: Final = "Europe/Berlin"
CTRL: Final = Qt.KeyboardModifier.ControlModifier

Prepare = Callable[[Window, FakeApp], None]
SCENES: Final[dict[str, "Scene"]] = {}


@dataclass(frozen=True)
class Scene:
    """One state of one page.

    Attributes:
        page: Where it is.
        at: What time it is when Spindle opens.
        prepare: What a person does.
    """

    page: str
    at: datetime
    prepare: Prepare

    @contextmanager
    def played(
        self,
        folder: Path,
        qapp: QApplication,
        size: tuple[int, int] = (1280, 820),
        *,
        text_scale: int = 100,
    ) -> Iterator[tuple[Window, FakeApp]]:
        """A window of that size in this state, as long as the block lasts."""
        app = make_app(folder, ManualClock(self.at, ZONE), FEATURES)
        app.settings.set(REDUCED_MOTION, True)
        app.settings.set(TEXT_SCALE, text_scale)
        window = Window(app.features, app, Looks(qapp), Desktop())
        window.show_first()
        window.ready()
        window.go(self.page)
        self.prepare(window, app)
        window.showNormal()  # the screen of the offscreen platform is smaller than any window
        window.resize(*size)
        for _ in range(4):  # a layout that wraps is asked twice
            QApplication.processEvents()
        try:
            yield window, app
        finally:
            window.close()
            for service in app.services.values():
                service.stop()
            app.data.close()
            # Whatever lives on is dressed anew with each later window.
            window.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def press(
    window: Window, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press a key where the focus is."""
    QTest.keyClick(window.focusWidget() or window, key, held)


def scene(name: str, page: str, at: datetime = MORNING) -> Callable[[Prepare], Prepare]:
    """Enter a function as a scene."""

    def enter(prepare: Prepare) -> Prepare:
        SCENES[name] = Scene(page, at, prepare)
        return prepare

    return enter


# Today, settings, help


@scene("today, first run", "today")
def _first_run(window: Window, app: FakeApp) -> None:
    del window, app


@scene("today, something runs", "today")
def _today(window: Window, app: FakeApp) -> None:
    app.services["focus"].start("Prove Lemma 4", first=25 * MINUTE)
    app.time.pass_(8 * MINUTE)
    window.go("today")


@scene("settings", "settings")
def _settings(window: Window, app: FakeApp) -> None:
    del window, app


@scene("help", "help")
def _help(window: Window, app: FakeApp) -> None:
    del window, app


# Focus


def _block(app: FakeApp, minutes: int = 8) -> Any:
    service = app.services["focus"]
    service.start("Prove Lemma 4 when the graph is not connected", first=25 * MINUTE)
    app.time.pass_(minutes * MINUTE)
    return service


@scene("focus, start", "focus")
def _start(window: Window, app: FakeApp) -> None:
    del window, app


@scene("focus, running", "focus")
def _running(window: Window, app: FakeApp) -> None:
    del window
    _block(app)


@scene("focus, paused", "focus")
def _paused(window: Window, app: FakeApp) -> None:
    del window
    _block(app).pause_or_resume()


@scene("focus, overtime", "focus")
def _overtime(window: Window, app: FakeApp) -> None:
    del window
    _block(app, 27)


@scene("focus, rating", "focus")
def _rating(window: Window, app: FakeApp) -> None:
    del window
    _block(app, 25).finish()


@scene("focus, rated", "focus")
def _rated(window: Window, app: FakeApp) -> None:
    del window
    service = _block(app, 25)
    service.finish()
    service.rate(4)


@scene("focus, break", "focus")
def _break(window: Window, app: FakeApp) -> None:
    _rated(window, app)
    app.services["focus"].take_break("Walk")


@scene("focus, ledger", "focus")
def _ledger(window: Window, app: FakeApp) -> None:
    _break(window, app)
    app.time.pass_(5 * MINUTE)
    app.services["focus"].let_go()
    page = window.page_widget("focus")
    assert isinstance(page, FocusPage)
    page.open_ledger()


# Listen


def _text(app: FakeApp) -> Any:
    service = app.services["listen"]
    path = app.profile / "Memory in the Night.md"
    path.write_text(long_text(), encoding="utf-8")
    service.add(path)
    return service


@scene("listen, nothing yet", "listen")
def _no_text(window: Window, app: FakeApp) -> None:
    del window, app


@scene("listen, reading", "listen")
def _reading(window: Window, app: FakeApp) -> None:
    del window
    _text(app).play()
    hear(app, 4)


@scene("listen, a check", "listen")
def _check(window: Window, app: FakeApp) -> None:
    del window
    _until_check(app, _text(app))


def _until_check(app: FakeApp, service: Any) -> Any:
    service.play()
    for _ in range(80):
        if service.asked is not None:
            return service.asked
        hear(app, 10, step=1.0)
    raise AssertionError("no check came")


@scene("listen, rating", "listen")
def _rating_of_listening(window: Window, app: FakeApp) -> None:
    del window
    service = _text(app)
    app.settings.set(CHECKS, False)
    service.play()
    hear(app, 150, step=1.0)
    service.end_session()


@scene("listen, find", "listen")
def _find(window: Window, app: FakeApp) -> None:
    _reading(window, app)
    app.commands["listen.find"].run(None)
    app.services["listen"].finding.look("variation")


@scene("listen, options", "listen")
def _options(window: Window, app: FakeApp) -> None:
    _reading(window, app)
    app.services["listen"].keep()
    app.commands["listen.options"].run(None)


@scene("listen, how fast is understood", "listen")
def _speeds(window: Window, app: FakeApp) -> None:
    _reading(window, app)
    app.services["listen"].faster()
    app.commands["listen.speed"].run(None)


@scene("listen, the comfortable speed", "listen")
def _comfort(window: Window, app: FakeApp) -> None:
    _reading(window, app)
    app.commands["listen.comfort"].run(None)


@scene("listen, once more", "listen")
def _once_more(window: Window, app: FakeApp) -> None:
    del window
    service = _text(app)
    asked = _until_check(app, service)
    service.answer((asked.check.answer + 1) % 4)
    service.end_session()
    service.ask_again()
    service.again.answer(asked.check.answer)


@scene("focus, break with missed checks", "focus")
def _break_with_misses(window: Window, app: FakeApp) -> None:
    focus = app.services["focus"]
    focus.start("Read", first=60 * MINUTE)
    service = _text(app)
    asked = _until_check(app, service)
    service.answer((asked.check.answer + 1) % 4)
    service.end_session()
    focus.take_break("Walk")
    window.go("focus")


# Drill


def _sample(kind: str) -> DrillDraft:
    for path in sorted((root() / "samples" / "drills").glob("*.md")):
        found = read(path.read_text("utf-8"))
        for drill in found.drills:
            if drill.kind == kind:
                return DrillDraft(kind=kind, title=drill.title, items=tuple(drill.items))
    raise AssertionError(f"no sample of {kind}")


@scene("drill, nothing yet", "drill")
def _no_drill(window: Window, app: FakeApp) -> None:
    del window, app


def _of_kind(kind: str) -> None:
    @scene(f"drill, a run of {kind}", "drill")
    def _run(window: Window, app: FakeApp) -> None:
        name = made(app, _sample(kind))
        window.go("drill")
        app.services["drill"].practise(name)

    @scene(f"drill, the editor of {kind}", "drill")
    def _editor(window: Window, app: FakeApp) -> None:
        _of_drill(window, app)
        QApplication.processEvents()
        press(window, Qt.Key.Key_E)

    @scene(f"drill, an answer to {kind}", "drill")
    def _answered(window: Window, app: FakeApp) -> None:
        _run(window, app)
        QApplication.processEvents()
        press(window, Qt.Key.Key_Return, CTRL)

    @scene(f"drill, the page of {kind}", "drill")
    def _of_drill(window: Window, app: FakeApp) -> None:
        window.go("drill", Ref("drill", made(app, _sample(kind))))


for _kind in KINDS:
    _of_kind(_kind.id)


# Journal


def _asked(app: FakeApp) -> Any:
    service = app.services["journal"]
    kept = service.writing.keep_question(service.writing.new_question("Why does the bound fail?"))
    app.run("journal.evening")
    service.choose(kept.id)
    return service


@scene("journal", "journal")
def _journal(window: Window, app: FakeApp) -> None:
    del window, app


@scene("journal, an entry", "journal")
def _entry(window: Window, app: FakeApp) -> None:
    """With something on it, so that all that can be done with it is offered."""
    del app
    press(window, Qt.Key.Key_E, CTRL)
    press(window, Qt.Key.Key_A)


@scene("journal, a question", "journal")
def _question(window: Window, app: FakeApp) -> None:
    del app
    press(window, Qt.Key.Key_N, CTRL)


for _step in ("unload", "question", "check", "leave"):

    @scene(f"evening, {_step}", "journal", EVENING)
    def _evening(window: Window, app: FakeApp, step: str = _step) -> None:
        from spindle.features.journal.model import Scene as Of  # noqa: PLC0415 - one name twice

        del window
        _asked(app).go(Of(step))


@scene("evening, quiet", "journal", EVENING)
def _quiet(window: Window, app: FakeApp) -> None:
    del window
    _asked(app).good_night()


@scene("morning, capture", "journal", EVENING)
def _capture(window: Window, app: FakeApp) -> None:
    _quiet(window, app)
    app.suspend(10 * HOUR)
    app.services["journal"].wake()
    app.services["journal"].open_morning()


@scene("morning, outcome", "journal", EVENING)
def _outcome(window: Window, app: FakeApp) -> None:
    _capture(window, app)
    app.services["journal"].captured(nothing=True)
