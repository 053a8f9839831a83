"""Bringing drills in: what a file holds is shown first; Enter brings it, Esc leaves nothing."""

import json
import shutil
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from spindle.features.drill.exchange.bringing import Stage
from spindle.features.drill.page.page import DrillPage
from spindle.features.listen.page.page import ListenPage
from spindle.registry import FEATURES
from spindle.shell.keys import WindowKeys, is_for_window
from tests.helpers import decks
from tests.helpers.database import rows
from tests.helpers.decks import Deck, Note
from tests.helpers.fakes import FakeApp, make_app

# The offscreen platform has no window manager to tell of sizes.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

ITEMS = "SELECT count(*) AS n FROM drill_item WHERE deleted IS NULL"


@pytest.fixture
def app(tmp_path: Path, qapp: QApplication) -> FakeApp:
    assert qapp
    return make_app(tmp_path, features=FEATURES)


@pytest.fixture
def page(app: FakeApp, qtbot: QtBot) -> DrillPage:
    made = DrillPage(app)
    qtbot.addWidget(made)
    made.resize(1040, 820)
    made.show()
    return made


def choose(page: DrillPage, path: Path) -> None:
    page.importing.choose_file = lambda: str(path)
    page.home.import_asked.emit()


def stage(page: DrillPage) -> Stage:
    return page.importing.state.stage


def said(page: DrillPage) -> str:
    view = page.importing
    return "\n".join(label.text() for label in (view._title, view._words, view._bad))


def test_a_deck_is_looked_into_and_brought_in_by_enter(app: FakeApp, page: DrillPage) -> None:
    notes = [Note("a", ("to give up", "aufgeben"), reviews=((1_700_000_000_000, 3, 900),))]
    notes.append(Note("b", ("", "only a back")))
    choose(page, decks.write(app.profile / "verbs.apkg", Deck(notes)))

    assert stage(page) is Stage.LOOKED
    assert said(page) == (
        "verbs.apkg can come in\n1 item of 1 drill. 1 earlier answer.\n"
        "1 card shows nothing on one side, so it does not come in."
    )
    assert page.importing._drills.text() == "Into “Language: Verbs”."
    assert app.data.rows(ITEMS) == [{"n": 0}]
    page.importing.go_on()
    assert stage(page) is Stage.DONE
    assert "1 new, 0 brought up to date, 0 as they were." in said(page)
    assert app.data.rows(ITEMS) == [{"n": 1}]
    page.importing.go_on()
    assert page.home.isVisible()


def test_leaving_it_writes_nothing(app: FakeApp, page: DrillPage) -> None:
    path = app.profile / "words.csv"
    path.write_text("to give up,aufgeben\nto call,\n")
    choose(page, path)

    assert "Line 2: It has no answer." in said(page)
    page.importing.leave()
    assert page.home.isVisible()
    assert app.data.rows("SELECT count(*) AS n FROM drill_item") == [{"n": 0}]


def test_leaving_half_way_takes_back_what_was_written(app: FakeApp, page: DrillPage) -> None:
    notes = [Note(f"n{n}", (f"{n}", '<img src="x.png">')) for n in range(300)]
    deck = Deck(notes, media={"x.png": b"PNG"})
    choose(page, decks.write(app.profile / "d.apkg", deck))
    app.data.hold()
    page.importing.go_on()
    while app.data.rows("SELECT count(*) AS n FROM drill_item") == [{"n": 0}]:
        app.data.tell_next()
    assert stage(page) is Stage.BRINGING
    while not page.importing.state.so_far:
        app.data.tell_next()
    assert said(page).splitlines()[1] == "120 of 300 items."
    assert page.importing.bar.isVisible()
    assert page.importing.bar.spoken_value() == "40 %"

    page.importing.leave()
    app.data.release()

    assert page.home.isVisible()
    for table in ("drill", "drill_item", "drill_media", "_drill_import", "_drill_import_step"):
        assert app.data.rows(f"SELECT count(*) AS n FROM {table}") == [{"n": 0}]
    assert not (app.profile / "media").exists()
    assert list((app.profile / "incoming").glob("*")) == []


def test_after_a_cancel_the_same_file_comes_in_whole(app: FakeApp, page: DrillPage) -> None:
    path = decks.write(app.profile / "d.apkg", Deck([Note("a", ("x", "y"))]))
    choose(page, path)
    app.data.hold()
    page.importing.go_on()
    page.importing.leave()
    choose(page, path)
    app.data.release()
    page.importing.go_on()

    assert stage(page) is Stage.DONE
    assert app.data.rows(ITEMS) == [{"n": 1}]


@pytest.mark.requirement("R15")
def test_a_copy_is_made_before_an_import_that_changes_what_is_known(
    app: FakeApp, page: DrillPage
) -> None:
    path = app.profile / "d.apkg"
    for answer, copies in (("y", 0), ("y", 0), ("z", 1)):
        choose(page, decks.write(path, Deck([Note("a", ("x", answer))])))
        page.importing.go_on()
        assert stage(page) is Stage.DONE
        kept = list((app.profile / "backups").glob("before-import-*.db"))
        assert len(kept) == copies
        page.importing.go_on()

    spec = "SELECT json_extract(spec, '$.answer') AS answer FROM drill_item"
    assert rows(kept[0], spec) == [{"answer": "y"}]
    assert app.data.rows(spec) == [{"answer": "z"}]


def test_without_room_for_the_copy_nothing_is_changed_and_the_reason_said(
    app: FakeApp, page: DrillPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = app.profile / "d.apkg"
    choose(page, decks.write(path, Deck([Note("a", ("x", "y"))])))
    page.importing.go_on()
    page.importing.go_on()
    full = shutil.disk_usage(app.profile)._replace(free=0)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)

    choose(page, decks.write(path, Deck([Note("a", ("x", "z")), Note("b", ("x", "y"))])))
    page.importing.go_on()

    assert stage(page) is Stage.FAILED
    assert "disk" in said(page)
    assert app.data.rows(ITEMS) == [{"n": 1}]
    assert app.data.rows("SELECT count(*) AS n FROM drill_item WHERE spec LIKE '%z%'") == [{"n": 0}]


def test_while_it_is_let_in_it_cannot_be_left_and_nothing_else_begins(
    app: FakeApp, page: DrillPage
) -> None:
    choose(page, decks.write(app.profile / "d.apkg", Deck([Note("a", ("x", "y"))])))
    app.data.hold()
    page.importing.go_on()
    while stage(page) is Stage.BRINGING:
        app.data.tell_next()

    page.importing.leave()
    assert stage(page) is Stage.KEEPING
    assert not page.home.isVisible()
    app.data.release()
    assert stage(page) is Stage.DONE
    assert app.data.rows(ITEMS) == [{"n": 1}]


def test_a_table_that_gives_no_item_says_so_and_can_only_be_left(
    app: FakeApp, page: DrillPage
) -> None:
    path = app.profile / "words.csv"
    path.write_text("to give up,\n")
    choose(page, path)

    assert said(page).splitlines()[0] == "Nothing in words.csv can come in"
    assert not page.importing._yes.isVisible()
    assert page.importing._no.isVisible()


def test_the_drills_that_it_goes_into_are_named_but_not_dozens(
    app: FakeApp, page: DrillPage
) -> None:
    path = app.profile / "words.csv"
    path.write_text("front,back,deck\n" + "".join(f"{n},x,Deck {n}\n" for n in range(9)))
    choose(page, path)

    names = ", ".join(f"“Deck {n}”" for n in range(6))
    assert page.importing._drills.text() == f"Into {names}, 3 more."


def test_a_file_that_gives_nothing_says_why(app: FakeApp, page: DrillPage) -> None:
    path = app.profile / "bad.apkg"
    path.write_bytes(b"PK\x03\x04 no")
    choose(page, path)

    assert said(page).startswith(
        "bad.apkg cannot come in\nbad.apkg is no deck package, or it is damaged."
    )
    page.importing.go_on()
    assert page.home.isVisible()


def test_choosing_no_file_changes_nothing(page: DrillPage) -> None:
    page.importing.choose_file = lambda: ""
    page.home.import_asked.emit()

    assert page.home.isVisible()


@pytest.mark.requirement("R12")
def test_the_columns_of_a_table_are_changed_by_keyboard_and_come_in_so(
    app: FakeApp, page: DrillPage
) -> None:
    path = app.profile / "words.csv"
    path.write_text("Wort,Bedeutung,Satz\naufgeben,to give up,Nie ___.\nrufen,to call,\n")
    choose(page, path)
    columns = page.importing.columns
    assert [select.text() for select in columns.selects] == ["Question", "Answer", "Left out"]
    assert said(page).splitlines()[1] == "3 items of 1 drill."

    first = columns.selects[0]
    QTest.keyClick(first, Qt.Key.Key_Right)
    assert [select.text() for select in columns.selects] == ["Answer", "Left out", "Left out"]
    assert "Line 3: It has no question." in said(page)
    assert not page.importing._yes.isVisible()
    QTest.keyClick(columns.selects[1], Qt.Key.Key_Right)
    for _ in range(3):
        QTest.keyClick(columns.selects[2], Qt.Key.Key_Right)
    QTest.keyClick(columns.head, Qt.Key.Key_Space)
    assert [select.text() for select in columns.selects] == ["Answer", "Question", "Cue"]
    assert said(page).splitlines()[1] == "2 items of 1 drill."
    page.importing.go_on()

    assert stage(page) is Stage.DONE
    assert not columns.isVisible()
    specs = [json.loads(row["spec"]) for row in app.data.rows("SELECT spec FROM drill_item")]
    assert specs == [
        {"prompt": "to give up", "answers": ["aufgeben"], "cue": "Nie ___."},
        {"prompt": "to call", "answers": ["rufen"]},
    ]


def test_another_table_begins_with_its_own_columns(app: FakeApp, page: DrillPage) -> None:
    wide, narrow = app.profile / "wide.csv", app.profile / "narrow.csv"
    wide.write_text("a,b,c,d\n")
    narrow.write_text("a,b\n")
    choose(page, wide)
    QTest.keyClick(page.importing.columns.selects[3], Qt.Key.Key_Right)
    page.importing.leave()
    choose(page, narrow)

    seen = [one.text() for one in page.importing.columns.selects if one.isVisible()]
    assert seen == ["Question", "Answer"]


def test_every_bad_line_is_named(app: FakeApp, page: DrillPage) -> None:
    path = app.profile / "words.csv"
    path.write_text("".join(f"word {n},\n" for n in range(205)) + "a,b\n")
    choose(page, path)

    lines = said(page).splitlines()
    assert lines[2] == "Line 1: It has no answer."
    assert lines[201:] == ["Line 200: It has no answer.", "5 more lines do not come in."]


def test_no_other_feature_takes_a_key_of_the_page_for_the_whole_window(
    app: FakeApp, page: DrillPage
) -> None:
    others = [one for one in app.commands.values() if not one.id.startswith("drill.")]
    for_window = {one.key for one in others if is_for_window(one.key) and not one.on_page}
    mine = {QKeySequence(key).toString() for key in page._keys}

    assert {QKeySequence(key).toString() for key in for_window} & mine == set()


@pytest.mark.parametrize("feature", ["drill", "listen"])
def test_each_page_opens_its_own_files_with_the_same_key(
    app: FakeApp, qtbot: QtBot, feature: str
) -> None:
    """Pressed in a window that has the keys of all commands: one action, that of the page shown."""
    window, drill, listen = QWidget(), DrillPage(app), ListenPage(app)
    opened: list[str] = []

    def asked(what: str) -> str:
        opened.append(what)
        return ""

    drill.importing.choose_file = partial(asked, "drill")
    listen.adding.ask_file = lambda: [asked("listen")][:0]
    keys = WindowKeys(window)
    keys.set_commands(app.commands.values(), app.run, {})
    for page in (drill, listen):
        page.setParent(window)
        page.setVisible(page is (drill if feature == "drill" else listen))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(
        drill if feature == "drill" else listen, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier
    )

    assert opened == [feature]
