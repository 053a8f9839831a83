"""Settings: sections at the left, the form of the chosen one at the right, a search above both.

What is changed applies at once, or when the group's note says.
"""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from spindle.core.feature import App
from spindle.core.general import GENERAL, groups
from spindle.core.hotkeys_port import HotkeysChanged
from spindle.core.ids import Ref
from spindle.core.settings import SettingChanged
from spindle.shell.desktop import Desktop
from spindle.shell.section_list import SectionList
from spindle.shell.settings_page.about import AboutSection
from spindle.shell.settings_page.aims import AimsSection
from spindle.shell.settings_page.data import DataSection
from spindle.shell.settings_page.group_section import GroupSection
from spindle.shell.settings_page.key_editor import KeyRow
from spindle.shell.settings_page.row import MARGIN, Form
from spindle.shell.settings_page.search import SearchField, SectionRow, found_rows
from spindle.shell.settings_page.sections import ABOUT, AIMS, DATA, SHORTCUTS, sections
from spindle.shell.settings_page.setting_row import SettingRow
from spindle.shell.settings_page.shortcuts import ShortcutsSection
from spindle.shell.settings_page.starting import add_starting
from spindle.ui.labels import Label
from spindle.ui.page import Page
from spindle.ui.scroll import Scroll

if TYPE_CHECKING:
    from collections.abc import Callable

_FORM_WIDTH: Final = 696
_OUT: Final = 14
"""How far the bar of the current section stands left of the words, px."""


class SettingsPage(Page):
    """The page. A section is built when it is first shown."""

    def __init__(self, app: App, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._groups = {group.id: group for group in groups(app.features)}
        self._builders: dict[str, Callable[[], Form]] = {
            AIMS: lambda: AimsSection(app),
            SHORTCUTS: lambda: ShortcutsSection(app),
            DATA: lambda: DataSection(app, desktop),
            ABOUT: lambda: AboutSection(app),
        }
        self._desktop = desktop
        self._look_at_start: Callable[[], None] = _nothing
        self._built: dict[str, Form] = {}
        self._list = SectionList(self.tr("Sections"))
        self._list.set_sections([(one.id, one.name) for one in sections(app.features)])
        self._list.chosen.connect(self._choose)
        self._search = SearchField()
        self._search.textChanged.connect(self._filter)
        self._search.left.connect(self._leave_search)
        self._search.taken.connect(self._take_found)
        self._area = Scroll()
        self._lay_out()
        self.bind("Ctrl+F", self._begin_search)
        app.bus.subscribe(SettingChanged, lambda changed: self._refresh(changed.key))
        app.bus.subscribe(HotkeysChanged, lambda _: self._refresh_keys())
        self.show_section(GENERAL.id)

    def show_section(self, name: str) -> None:
        """Show a section by its group's id, or ``shortcuts``, ``data`` or ``about``."""
        if name not in self._groups and name not in self._builders:
            return
        self._search.clear()
        self._list.set_current(name)
        self._put(self._section(name))

    def _choose(self, name: str) -> None:
        """A section of the list: Tab goes on to what it shows."""
        self.show_section(name)
        self._list.take_keyboard()

    def show_ref(self, ref: Ref | None) -> None:
        """Show a section (kind ``section``), or a setting by its key (kind ``setting``)."""
        if ref is None:
            return
        if ref.kind == "section":
            self.show_section(ref.id)
        for group in self._groups.values():
            if ref.kind == "setting" and any(one.key == ref.id for one in group.settings):
                self.show_section(group.id)
                self._focus_setting(self._section(group.id), ref.id)

    def entered(self) -> None:
        """Show what is in force."""
        self._look_at_start()
        self._refresh("")

    @property
    def section(self) -> str:
        """The section that is shown."""
        return self._list.current

    def _section(self, name: str) -> Form:
        if name not in self._built:
            if name in self._groups:
                made: Form = GroupSection(self._groups[name], self._app)
                if name == GENERAL.id:
                    self._look_at_start = add_starting(made, self._desktop)
            else:
                made = self._builders[name]()
            made.finish()
            self._built[name] = made
        form = self._built[name]
        if isinstance(form, AimsSection):
            form.refresh()
        return form

    def _put(self, form: QWidget) -> None:
        """Show a form; the one before is kept when it is a section, and dropped when found."""
        shown, at = self._area.widget(), self.focusWidget()
        if shown is not None and at is not None and shown.isAncestorOf(at):
            # Qt would hand the keyboard on to what comes first in the window: the rail.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        before = self._area.takeWidget()
        if before is not None and before not in self._built.values() and before is not form:
            before.deleteLater()
        self._area.hold(form)
        form.setMaximumWidth(_FORM_WIDTH + MARGIN)
        self._area.verticalScrollBar().setValue(0)

    def _focus_setting(self, form: Form, key: str) -> None:
        row = form.row_of(key) if isinstance(form, GroupSection) else None
        if row is not None:
            row.focus_editor()
            self._area.ensureWidgetVisible(row)

    def _refresh(self, key: str) -> None:
        for form in self._built.values():
            if isinstance(form, GroupSection):
                form.refresh(key)

    def _refresh_keys(self) -> None:
        shown = self._area.widget()
        forms = {*self._built.values(), *([shown] if isinstance(shown, Form) else [])}
        for row in (row for form in forms for row in form.rows):
            if isinstance(row, KeyRow):
                row.refresh()

    def _filter(self, typed: str) -> None:
        if typed.strip():
            self._list.set_current("")
            self._put(found_rows(typed, self._groups.values(), self._app, self.show_section))
        elif not self._list.current:
            self._list.set_current(GENERAL.id)
            self._put(self._section(GENERAL.id))

    def _take_found(self) -> None:
        form = self._area.widget()
        rows = form.rows if isinstance(form, Form) else []
        for row in rows[:1]:
            if isinstance(row, SettingRow | SectionRow):
                row.focus_editor()

    def _begin_search(self) -> None:
        """What was looked for before is chosen whole, so that typing begins anew."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def _leave_search(self) -> None:
        self._search.clear()
        self.setFocus()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(_OUT, 0, MARGIN, 0)
        head.addStrut(27)
        head.addWidget(Label("page_name", self.tr("Settings")), 0, Qt.AlignmentFlag.AlignBottom)
        head.addStretch()
        head.addWidget(self._search, 0, Qt.AlignmentFlag.AlignTop)
        body = QHBoxLayout()
        body.setSpacing(28)
        sections = QVBoxLayout()
        sections.setContentsMargins(0, 14, 0, 0)
        sections.addWidget(self._list)
        body.addLayout(sections)
        body.addWidget(self._area, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        holder = QWidget()
        holder.setMaximumWidth(272 + _FORM_WIDTH + MARGIN)
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(MARGIN - _OUT, 25, 0, 0)
        inner.setSpacing(0)
        inner.addLayout(head)
        inner.addSpacing(17)
        inner.addLayout(body, 1)
        column.addWidget(holder)


def _nothing() -> None:
    """What is shown of the start before its section is built."""
