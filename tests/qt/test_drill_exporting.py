"""Writing drills out from the page, all of them or one, into the kind of file that is chosen."""

import csv
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from spindle.core.feature import PageAsked
from spindle.core.jobs_port import CRASHED, JobFailed
from spindle.features.drill.page.page import DrillPage
from spindle.registry import FEATURES
from tests.helpers.drills import TYRE, VERBS, made
from tests.helpers.fakes import FakeApp, make_app

# The offscreen platform has no window manager to tell of sizes.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def app(tmp_path: Path, qapp: QApplication) -> FakeApp:
    assert qapp
    app = make_app(tmp_path, features=FEATURES)
    made(app, VERBS)
    made(app, TYRE)
    return app


def verbs(app: FakeApp) -> str:
    [row] = app.data.rows("SELECT id FROM drill WHERE title = ?", [VERBS.title])
    return str(row["id"])


@pytest.fixture
def page(app: FakeApp, qtbot: QtBot) -> DrillPage:
    made_ = DrillPage(app)
    qtbot.addWidget(made_)
    made_.resize(1040, 820)
    made_.show()
    made_.entered()
    return made_


def press(page: DrillPage, key: Qt.Key, *, ctrl: bool = False) -> None:
    held = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(QApplication.focusWidget() or page, key, held)


def where(page: DrillPage, folder: Path, name: str = "out") -> list[str]:
    """Answers the file dialog; keeps which endings were asked for."""
    asked: list[str] = []

    def choose(ending: str) -> str:
        asked.append(ending)
        return str(folder / f"{name}.{ending}")

    page.exporting.choose_file = choose
    return asked


def test_all_drills_go_out_in_the_form_of_the_number_that_is_pressed(
    app: FakeApp, page: DrillPage
) -> None:
    asked = where(page, app.profile)
    press(page, Qt.Key.Key_E, ctrl=True)
    assert page.exporting.isVisible()
    assert page.exporting.title.text() == "All drills go out as"
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4):
        press(page, key)

    assert asked == ["md", "csv", "jsonl", "apkg"]
    assert "# Change a tyre" in (app.profile / "out.md").read_text("utf-8")
    rows = list(csv.DictReader((app.profile / "out.csv").read_text("utf-8").splitlines()))
    assert len(rows) == 4
    assert (app.profile / "out.jsonl").read_text("utf-8") == ""
    assert "collection.anki2" in zipfile.ZipFile(app.profile / "out.apkg").namelist()
    assert page.exporting.said.text() == (
        f"3 cards written to {app.profile / 'out.apkg'}. 1 item has no card’s form and stays here."
    )
    press(page, Qt.Key.Key_Escape)
    assert page.home.isVisible()


def test_the_open_drill_alone_goes_out_and_the_page_comes_back(
    app: FakeApp, page: DrillPage
) -> None:
    where(page, app.profile)
    page.open(verbs(app))
    press(page, Qt.Key.Key_E, ctrl=True)
    assert page.exporting.title.text() == "“Separable verbs” goes out as"
    press(page, Qt.Key.Key_Tab)
    press(page, Qt.Key.Key_Space)

    assert page.exporting.said.text() == f"3 items written to {app.profile / 'out.csv'}."
    assert "tyre" not in (app.profile / "out.csv").read_text("utf-8")
    press(page, Qt.Key.Key_Escape)
    assert page.drill.isVisible()


def test_a_name_without_its_ending_gets_it_and_no_name_writes_nothing(
    app: FakeApp, page: DrillPage
) -> None:
    names = iter((str(app.profile / "my drills.v2"), ""))
    page.exporting.choose_file = lambda ending: next(names) if ending else ""
    page.home.export_asked.emit()
    press(page, Qt.Key.Key_1)
    press(page, Qt.Key.Key_1)

    assert (app.profile / "my drills.v2.md").is_file()
    assert "my drills.v2.md" in page.exporting.said.text()


def test_the_dialog_is_asked_with_the_drills_name_and_the_ending(
    app: FakeApp, page: DrillPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, str]] = []

    def dialog(_: object, __: str, proposed: str, kinds: str) -> tuple[str, str]:
        asked.append((Path(proposed).name, kinds))
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", dialog)
    page.home.export_asked.emit()
    press(page, Qt.Key.Key_3)
    page.exporting.begin((verbs(app), "To be / not: “to be”"))
    press(page, Qt.Key.Key_4)

    assert asked == [
        ("drills.jsonl", "jsonl files (*.jsonl)"),
        ("To be  not to be.apkg", "apkg files (*.apkg)"),
    ]


def test_what_cannot_be_written_is_said_and_the_file_that_was_there_stays(
    app: FakeApp, page: DrillPage
) -> None:
    where(page, app.profile / "missing")
    page.home.export_asked.emit()
    press(page, Qt.Key.Key_1)
    assert page.exporting.said.text() == "out.md could not be written: No such file or directory."

    where(page, app.profile)
    (app.profile / "out.md").write_text("before")
    app.working.failure = JobFailed("This could not be done: it ended.", CRASHED)
    press(page, Qt.Key.Key_1)
    assert page.exporting.said.text() == "This could not be done: it ended."
    assert (app.profile / "out.md").read_text() == "before"


def test_leaving_gives_up_what_is_being_written(app: FakeApp, page: DrillPage) -> None:
    where(page, app.profile)
    page.home.export_asked.emit()
    app.working.holding = True
    press(page, Qt.Key.Key_2)
    assert page.exporting.said.text() == "Writing out.csv…"
    press(page, Qt.Key.Key_Escape)
    app.working.release()

    assert not (app.profile / "out.csv").exists()
    assert page.exporting.said.text() == "Writing out.csv…"


def test_the_finder_makes_imports_and_exports(app: FakeApp, page: DrillPage) -> None:
    app.bus.subscribe(PageAsked, lambda asked: page.show_ref(asked.ref))
    chosen: list[str] = []

    def choose_file() -> str:
        chosen.append("import")
        return ""

    page.importing.choose_file = choose_file
    app.run("drill.import")
    assert chosen == ["import"]
    app.run("drill.export")
    assert page.exporting.isVisible()
    press(page, Qt.Key.Key_Escape)
    app.run("drill.make")
    assert not page.home.isVisible()
    assert not page.exporting.isVisible()
