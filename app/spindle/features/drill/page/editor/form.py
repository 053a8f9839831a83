"""The fields of one item, or of all items, as lines to fill in."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QScrollArea, QWidget

from spindle.features.drill.page.editor.shapes import many, read, shown
from spindle.features.drill.page.face import FieldDef
from spindle.features.drill.page.paper_box import PaperBox
from spindle.features.drill.page.words import said
from spindle.ui.field import Field
from spindle.ui.labels import Label

_BELOW: Final = 12
"""Room below a line that is written, px: the frame around it."""


class ItemForm(QWidget):
    """``changed`` after every key; fields the form does not know stay as they are."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._defs: tuple[FieldDef, ...] = ()
        self._item: dict[str, Any] = {}
        self._fields: list[Field | PaperBox] = []
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 8, 0)
        self._form.setHorizontalSpacing(16)
        self._form.setVerticalSpacing(12)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)

    def show_item(self, defs: Sequence[FieldDef], item: Mapping[str, Any]) -> None:
        """Fill the fields in."""
        if tuple(defs) != self._defs:
            self._build(tuple(defs))
        self._item = dict(item)
        for definition, field in zip(self._defs, self._fields, strict=True):
            text = shown(definition.shape, item.get(definition.name))
            if isinstance(field, PaperBox):
                field.paper.write(text)
            else:
                field.setText(text)

    def item(self) -> dict[str, Any]:
        """The item as it stands now."""
        found = dict(self._item)
        for definition, field in zip(self._defs, self._fields, strict=True):
            text = field.paper.text() if isinstance(field, PaperBox) else field.typed()
            value = read(definition.shape, text, self._item.get(definition.name))
            if value is None:
                found.pop(definition.name, None)
            else:
                found[definition.name] = value
        return found

    def follow(self, around: QScrollArea) -> None:
        """Scroll to the line that is written, when a place for several lines grew with it."""
        for field in self._fields:
            if isinstance(field, PaperBox) and field.paper.hasFocus():
                line = field.paper.cursorRect()
                at = field.paper.viewport().mapTo(self, line.bottomLeft())
                around.ensureVisible(0, at.y(), 0, field.paper.height() - line.bottom() + _BELOW)

    def first(self) -> QWidget | None:
        """The first field."""
        return self._fields[0] if self._fields else None

    def _build(self, defs: tuple[FieldDef, ...]) -> None:
        while self._form.rowCount():
            self._form.removeRow(0)
        self._defs, self._fields = defs, []
        for definition in defs:
            label = said(definition.label)
            hint = said(definition.hint)
            field: Field | PaperBox
            if many(definition.shape):
                field = PaperBox(label, hint)
                field.typed.connect(self.changed)
            else:
                field = Field()
                field.setPlaceholderText(hint)
                field.setAccessibleName(label)
                field.textEdited.connect(self.changed)
            self._fields.append(field)
            self._form.addRow(Label("caption", label, "ink2"), field)
