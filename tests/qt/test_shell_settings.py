"""The settings page, made from declarations."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from spindle.core.general import GENERAL, MINI_ON_TOP, THEME, groups
from spindle.core.ids import Ref
from spindle.core.presence import QuietChanged
from spindle.core.settings import Kind
from spindle.core.text_settings import FilePath
from spindle.shell import finding, help_texts
from spindle.shell.settings_page.about import AboutSection, licences
from spindle.shell.settings_page.data import DataSection
from spindle.shell.settings_page.editors import EDITORS
from spindle.shell.settings_page.group_section import GroupSection
from spindle.shell.settings_page.page import SettingsPage
from spindle.shell.settings_page.row import FormRow
from spindle.shell.settings_page.search import SectionRow
from spindle.shell.settings_page.setting_row import SettingRow
from spindle.storage import aims
from spindle.ui.theme import theme_of
from tests.helpers.pseudo import PseudoTranslator, pseudo
from tests.helpers.shell import ALOUD, GROUP, LENGTH, PAGES, VOICE, Shell
from tests.helpers.tabbing import wanted
from tests.helpers.translated import speaking

Key = Qt.Key


@pytest.fixture
def shell(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Shell]:
    made = Shell(tmp_path, qapp)
    qtbot.addWidget(made.window)
    qtbot.waitExposed(made.window)
    yield made
    made.looks.set(mode="light", text_scale=1.0, reduced_motion=False)


@pytest.fixture
def page(shell: Shell) -> SettingsPage:
    shell.window.go("settings")
    page = shell.window.page_widget("settings")
    assert isinstance(page, SettingsPage)
    return page


def row_of(page: SettingsPage, group: str, key: str) -> SettingRow:
    page.show_section(group)
    section = page._section(group)
    assert isinstance(section, GroupSection)
    row = section.row_of(key)
    assert row is not None
    return row


def edit(row: SettingRow, raw: object) -> None:
    """What the control sends when it was edited."""
    row._editor.edited.emit(raw)


def words_in(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.text()]


def test_the_sections_are_general_then_the_features_then_the_shells(page: SettingsPage) -> None:
    names = [item.name for item in page._list._items]
    assert names == ["general", "lock", "read", "aims", "shortcuts", "data", "about"]
    assert page.section == GENERAL.id


def test_sections_and_rows_lie_where_the_picture_has_them(shell: Shell, page: SettingsPage) -> None:
    row = row_of(page, "read", LENGTH.key)
    QApplication.processEvents()
    at = row.mapTo(shell.window, QPoint())
    assert (at.x(), row.width(), row.height()) == (472, 696, 66)
    assert abs(at.y() - 69) <= 4
    assert row_of(page, "read", ALOUD.key).height() == 54
    first = page._list._items[0]
    middle = first.mapTo(shell.window, QPoint(14, first.height() // 2))
    assert (middle.x(), middle.y()) == (240, 100)


def test_every_kind_of_setting_has_a_control() -> None:
    kinds = {type(one.kind) for group in groups(()) for one in group.settings}
    kinds |= {type(one.kind) for one in GROUP.settings}
    assert kinds <= {*EDITORS, FilePath}
    assert all(hasattr(kind, "parse") for kind in EDITORS)
    assert Kind is not None


def test_an_edit_counts_at_once(shell: Shell, page: SettingsPage) -> None:
    edit(row_of(page, "general", THEME.key), "dark")
    assert shell.app.settings.get(THEME) == "dark"


def test_a_value_that_is_not_allowed_is_explained_in_its_row(
    shell: Shell, page: SettingsPage
) -> None:
    row = row_of(page, "read", LENGTH.key)
    edit(row, "five")
    assert row.error == "Write a length such as 25 min."
    assert shell.app.settings.get(LENGTH) == 1500
    edit(row, "2 h")
    assert row.error == "Write a length from 1 min to 1 h."
    edit(row, "50 min")
    assert row.error == ""
    assert shell.app.settings.get(LENGTH) == 3000


def test_a_typed_length_is_shown_as_it_is_understood(page: SettingsPage) -> None:
    row = row_of(page, "read", LENGTH.key)
    row.focus_editor()
    field = row._editor._control
    field.selectAll()  # type: ignore[attr-defined]  # a line field
    QTest.keyClicks(field, "90")
    QTest.keyClick(field, Key.Key_Return)
    assert row.error == "Write a length from 1 min to 1 h."
    field.selectAll()  # type: ignore[attr-defined]
    QTest.keyClicks(field, "45")
    QTest.keyClick(field, Key.Key_Return)
    assert field.text() == "45 min"  # type: ignore[attr-defined]


def test_a_setting_that_needs_another_is_off_until_that_is_on(page: SettingsPage) -> None:
    voice = row_of(page, "read", VOICE.key)
    assert not voice.isEnabled()
    edit(row_of(page, "read", ALOUD.key), raw=True)
    assert voice.isEnabled()


@pytest.mark.requirement("focus-on-top")
@pytest.mark.parametrize("platform", ["xcb", "wayland"])
def test_the_row_about_staying_on_top_is_nowhere_where_no_program_can(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: platform)
    there = platform == "xcb"
    page = SettingsPage(shell.app, shell.desktop)
    section = page._section("general")
    assert isinstance(section, GroupSection)
    listed = section.row_of(MINI_ON_TOP.key) is not None
    page._search.setText("stays on top")
    searched = any(row.name == MINI_ON_TOP.label for row in page.findChildren(FormRow))
    things = finding.fitting(shell.app, "stays on top", finding.Things())
    found = MINI_ON_TOP.label in [shown.line.title for shown in things]
    told = MINI_ON_TOP.label in help_texts.settings_text(groups(()))
    assert (listed, searched, found, told) == (there,) * 4
    page.deleteLater()


def test_a_section_goes_back_to_the_usual_values(shell: Shell, page: SettingsPage) -> None:
    edit(row_of(page, "read", PAGES.key), 7)
    section = page._section("read")
    assert isinstance(section, GroupSection)
    assert section._usual.isEnabled()
    section._usual.click()
    assert shell.app.settings.get(PAGES) == PAGES.default
    assert not section._usual.isEnabled()


def test_a_change_from_elsewhere_is_shown(shell: Shell, page: SettingsPage) -> None:
    row = row_of(page, "read", LENGTH.key)
    shell.app.settings.set(LENGTH, 600)
    assert row._editor._control.text() == "10 min"  # type: ignore[attr-defined]


def test_typed_text_can_be_read_in_the_amber_of_the_night(shell: Shell, page: SettingsPage) -> None:
    field = row_of(page, "read", LENGTH.key)._editor._control
    shell.app.bus.publish(QuietChanged(quiet=True))
    ink = theme_of(field).palette.ink
    assert theme_of(field).palette.name == "evening"
    image = field.grab().toImage()
    pixels = {image.pixelColor(x, y).name() for x in range(10, 60) for y in range(8, 24)}
    assert ink.name() in pixels


def test_the_search_finds_by_name_and_by_help(page: SettingsPage) -> None:
    page._search.setText("how long")
    assert "Length of a text" in words_in(page._area)
    page._search.setText("qqqq")
    assert "No setting fits." in words_in(page._area)
    page._search.setText("")
    assert page.section == GENERAL.id


def test_the_search_finds_a_section_by_its_name_and_by_what_is_in_it(page: SettingsPage) -> None:
    for typed in ("short", "hotkeys"):
        page._search.setFocus()
        page._search.setText(typed)
        [row] = page.findChildren(SectionRow)
        assert row.name == "Shortcuts"
        QTest.keyClick(page._search, Key.Key_Return)
        assert page.window().focusWidget() is row.open
        QTest.keyClick(row.open, Key.Key_Space)
        assert page.section == "shortcuts"
        assert page._search.text() == ""


def test_the_search_shows_what_has_the_words_and_enter_leads_to_the_first(
    shell: Shell, page: SettingsPage
) -> None:
    page._search.setFocus()
    QTest.keyClicks(page._search, "theme")
    found = [row.name for row in page._area.findChildren(FormRow)]
    assert found == ["Theme"]
    QTest.keyClick(page._search, Key.Key_Return)
    QTest.keyClick(focused(shell), Key.Key_Right)
    QTest.keyClick(focused(shell), Key.Key_Right)
    assert str(shell.app.settings.get(THEME)) == "dark"


def focused(shell: Shell) -> QWidget:
    there = shell.window.focusWidget()
    assert there is not None
    return there


@pytest.mark.parametrize("text", ["a\x00", "\ud800", "x" * 100_000, "🎧שלום"])
def test_any_text_may_be_searched_and_typed(page: SettingsPage, text: str) -> None:
    page._search.setText(text)
    page._search.setText("")
    row = row_of(page, "read", VOICE.key)
    edit(row, text)
    assert row.error in {"", "Write at most 20 characters."}


def test_a_setting_can_be_opened_by_its_key(shell: Shell, page: SettingsPage) -> None:
    shell.window.go("settings", Ref("setting", VOICE.key))
    assert page.section == "read"
    shell.window.go("settings", Ref("section", "data"))
    assert page.section == "data"
    shell.window.go("settings", Ref("section", "nothing"))
    assert page.section == "data"


def test_tab_reaches_every_control_and_comes_around(shell: Shell, page: SettingsPage) -> None:
    page.show_section("read")
    row_of(page, "read", ALOUD.key)._editor.edited.emit(True)
    reached: set[QWidget] = set()
    page._search.setFocus()
    for _ in range(60):
        QTest.keyClick(shell.window.windowHandle(), Key.Key_Tab)
        focused = shell.window.focusWidget()
        assert focused is not None
        reached.add(focused)
    controls = {
        row._editor._control for row in page._section("read").rows if isinstance(row, SettingRow)
    }
    assert page._search in reached
    missing = [c for c in controls if not any(w is c or c.isAncestorOf(w) for w in reached)]
    assert missing == []


@pytest.mark.parametrize("before", ["general", "read", "data"])
@pytest.mark.parametrize("name", ["general", "lock", "read", "aims", "shortcuts", "data", "about"])
def test_behind_a_section_that_was_clicked_tab_comes_to_its_first_control(
    shell: Shell, page: SettingsPage, before: str, name: str
) -> None:
    shell.app.database.write(lambda db: aims.find_or_create(db, "Graph theory", 1))
    page.show_section(before)
    page._section(before).setFocus()
    item = next(each for each in page._list._items if each.name == name)
    QTest.mouseClick(item, Qt.MouseButton.LeftButton)
    assert page.section == name
    assert shell.window.focusWidget() is item
    assert not item.ringed
    form = page._section(name)
    controls = [each for each in wanted(shell.window) if form.isAncestorOf(each)]
    first = min(controls, key=lambda each: each.mapTo(form, QPoint()).y())

    QTest.keyClick(item, Key.Key_Tab)
    assert shell.window.focusWidget() is first
    QTest.keyClick(first, Key.Key_Backtab)
    assert shell.window.focusWidget() is item


def test_tab_stops_once_in_the_sections_and_arrows_go_on(shell: Shell, page: SettingsPage) -> None:
    page.show_section("lock")
    items = page._list._items
    stops = [each.name for each in items if each in wanted(shell.window)]
    assert stops == ["lock"]
    shell.window.activateWindow()
    QApplication.processEvents()
    items[1].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(items[1], Key.Key_Down)
    assert page.section == "read"
    assert shell.window.focusWidget() is items[2]
    assert items[2].ringed


def test_the_shortcuts_name_every_key(page: SettingsPage) -> None:
    page.show_section("shortcuts")
    words = words_in(page._section("shortcuts"))
    for what in ("Today", "Read", "Find or start anything", "Read the next page", "Quit"):
        assert what in words


def test_an_aim_gets_its_date_here(shell: Shell, page: SettingsPage) -> None:
    shell.app.database.write(lambda db: aims.find_or_create(db, "Graph theory", 1))
    page.show_section("aims")
    row = page._section("aims").rows[0]
    assert row.name == "Graph theory"
    field = row.control
    assert isinstance(field, QLineEdit)
    for typed, error in (("12 June", True), ("2027-06-12", False)):
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, typed)
        QTest.keyClick(field, Key.Key_Return)
        assert bool(row.error) is error
    assert shell.app.data.rows("SELECT name, due FROM aim") == [
        {"name": "Graph theory", "due": "2027-06-12"}
    ]


def test_a_copy_is_made_and_said(shell: Shell, page: SettingsPage, qtbot: QtBot) -> None:
    page.show_section("data")
    section = page._section("data")
    assert isinstance(section, DataSection)
    section.back_up()
    qtbot.waitUntil(lambda: bool(section.copies.error))
    assert "Copied to" in section.copies.error
    assert len(list((shell.app.profile / "backups").glob("by-hand-*.db"))) == 1


def test_everything_is_written_to_the_chosen_file(
    page: SettingsPage, qtbot: QtBot, tmp_path: Path
) -> None:
    page.show_section("data")
    section = page._section("data")
    assert isinstance(section, DataSection)
    section.exported.choose_file = lambda: ""
    section.exported.export()
    assert section.exported.error == ""
    section.exported.choose_file = lambda: str(tmp_path / "all.zip")
    section.exported.export()
    qtbot.waitUntil(lambda: bool(section.exported.error))
    assert section.exported.error.startswith("Written to")
    assert (tmp_path / "all.zip").stat().st_size > 0


def test_without_a_home_folder_the_profile_is_proposed_for_the_file(
    shell: Shell, page: SettingsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    section = page._section("data")
    assert isinstance(section, DataSection)
    assert section.exported.folder == shell.app.profile


def test_a_copy_that_fails_says_why(shell: Shell, page: SettingsPage, qtbot: QtBot) -> None:
    page.show_section("data")
    section = page._section("data")
    assert isinstance(section, DataSection)
    shell.app.data.close()
    (shell.app.profile / "spindle.db").write_bytes(b"not a database at all" * 100)
    section.back_up()
    qtbot.waitUntil(lambda: bool(section.copies.error))
    assert "is not a Spindle database" in section.copies.error


def test_about_shows_every_licence(page: SettingsPage) -> None:
    page.show_section("about")
    section = page._section("about")
    assert isinstance(section, AboutSection)
    assert {row.name for row in section.rows} >= {path.stem for path in licences()}
    for path in licences():
        section._show(path)
        assert section._text.toPlainText().strip()


def test_the_help_names_every_setting(shell: Shell) -> None:
    text = help_texts.settings_text(groups(shell.app.features))
    for group in groups(shell.app.features):
        for setting in group.settings:
            assert f"**{setting.label}.**" in text


def test_every_word_of_the_page_is_translated(
    tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    translator = PseudoTranslator()
    qapp.installTranslator(translator)
    try:
        shell = Shell(tmp_path, qapp)
        qtbot.addWidget(shell.window)
        shell.window.go("settings")
        page = shell.window.page_widget("settings")
        assert isinstance(page, SettingsPage)
        shown = words_in(page)
        page.show_section("read")
        shown += words_in(page._section("read"))
    finally:
        qapp.removeTranslator(translator)
    assert pseudo("Length of a text") in shown
    assert pseudo("Theme") in shown
    assert [words for words in shown if "~" not in words] == []


def test_what_is_wrong_with_a_value_is_said_in_the_users_language(
    shell: Shell, page: SettingsPage
) -> None:
    row = row_of(page, "read", LENGTH.key)
    sentence = "Write a length from {low} to {high}."

    with speaking({("settings", sentence): "Von {low} bis {high}, bitte."}):
        edit(row, "2 h")

    assert row.error == "Von 1 min bis 1 h, bitte."
    assert shell.app.settings.get(LENGTH) == 1500


def test_a_setting_opened_from_elsewhere_takes_what_is_typed(
    shell: Shell, page: SettingsPage
) -> None:
    shell.window.go("settings", Ref("setting", LENGTH.key))

    focused = shell.window.focusWidget()
    assert focused is not None
    assert row_of(page, "read", LENGTH.key).isAncestorOf(focused)


def test_another_section_chosen_with_the_mouse_leaves_the_keys_on_the_page(
    shell: Shell, page: SettingsPage
) -> None:
    shell.window.go("settings", Ref("setting", LENGTH.key))

    QTest.mouseClick(page._list._items[0], Qt.MouseButton.LeftButton)

    assert page.section == GENERAL.id
    focused = shell.window.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert shell.window.focusWidget() is page._search


def test_the_key_of_the_search_begins_it_anew(page: SettingsPage) -> None:
    page._search.setText("how long")
    page.setFocus()

    QTest.keyClick(page, Key.Key_F, Qt.KeyboardModifier.ControlModifier)

    assert page._search.selectedText() == "how long"
