"""Between the editor and the file: a drill that is made, changed, or comes from another feature."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from spindle.core.aims import split_title
from spindle.core.clock import Clock
from spindle.core.feature import Handed
from spindle.core.resources import root
from spindle.features.drill import reading
from spindle.features.drill.answers.text import LONGEST
from spindle.features.drill.keeping import DrillDraft
from spindle.features.drill.kinds.kind import GAP
from spindle.features.drill.page.words import tr
from spindle.features.drill.service import DrillService
from spindle.features.drill.text_format.drill_text import DrillText
from spindle.features.drill.text_format.reading import read
from spindle.ui.counted import counted

if TYPE_CHECKING:
    from spindle.features.drill.page.editor.view import EditorView
    from spindle.features.drill.waiting import Waits

Shown = Callable[[QWidget | None, str | None], None]
"""Told which editor to show; with None that it was left, and which drill was kept."""

_TITLE_LENGTH = 60


class Drafting:
    """One editor, made when it is first asked for. What is not kept there is never replaced."""

    def __init__(
        self, service: DrillService, clock: Clock, shown: Shown, media: Path | None = None
    ) -> None:
        self._service, self._clock, self._shown, self._media = service, clock, shown, media
        self._editor: EditorView | None = None
        self._draft: DrillDraft | None = None
        self._waits: Waits | None = None
        self.under_way = False

    @property
    def unsaved(self) -> bool:
        """Whether something stands in the editor that was not kept."""
        return self.under_way and self._editor is not None and self._editor.changed()

    def show(self) -> None:
        """Show what is not kept yet, and say so."""
        if self._editor is not None:
            self._editor.warn()
            self._shown(self._editor, None)
            self._editor.go_on()

    def make(self, kind: str = "") -> None:
        """Begin a new drill."""
        if self.unsaved:
            self.show()
            return
        self._draft = self._waits = None
        editor = self._open()
        editor.make(kind)
        self._begin(editor)

    def edit(self, drill: str) -> None:
        """Change a drill."""
        if self.unsaved:
            self.show()
            return
        self._service.store.ask(reading.draft, self._edit, drill)

    def samples(self) -> None:
        """Bring the drills that come with Spindle; brought twice they are the same ones."""
        now = self._clock.now().wall
        for path in sorted((root() / "samples" / "drills").glob("*.md")):
            for drill in read(path.read_text("utf-8")).drills:
                guid = f"sample:{path.stem}:{drill.title}"
                draft = DrillDraft(
                    kind=drill.kind,
                    title=drill.title,
                    options=drill.options,
                    items=drill.items,
                    guid=guid,
                    guids=tuple(f"{guid}:{place}" for place in range(len(drill.items))),
                    source="sample",
                )
                self._service.store.keep(draft, now, lambda _: self._service.changed())

    def take_handed(self) -> bool:
        """Begin a drill from the text that was handed over first, if one waits and nothing else is.

        With its answer the draft can be kept as it stands.
        """
        if self.under_way or self._service.run is not None:
            return False
        waits = self._service.waiting.next()
        if waits is None:
            return False
        self._draft, self._waits = None, waits
        editor = self._open()
        editor.begin(drafted(waits.handed))
        if more := self._service.waiting.all:
            editor.say(
                counted(
                    tr("1 more text waits to become a drill."),
                    tr("{n} more texts wait to become drills."),
                    len(more),
                )
            )
        self._begin(editor)
        return True

    def _edit(self, draft: DrillDraft | None) -> None:
        if draft is None:
            return
        self._draft, self._waits = draft, None
        editor = self._open()
        editor.edit(
            DrillText(kind=draft.kind, title=draft.title, options=draft.options, items=draft.items)
        )
        self._begin(editor)

    def _begin(self, editor: "EditorView") -> None:
        self._shown(editor, None)
        editor.focus_first()

    def _open(self) -> "EditorView":
        if self._editor is None:
            from spindle.features.drill.page.editor.view import (  # noqa: PLC0415 - when asked for
                EditorView,
            )

            self._editor = EditorView(self._media)
            self._editor.saved.connect(self._save)
            self._editor.left.connect(self._leave)
        self.under_way = True
        return self._editor

    def _save(self, drill: DrillText) -> None:
        draft = self._draft or DrillDraft(kind=drill.kind, title=drill.title, source="made")
        title, aim = split_title(drill.title)
        draft = replace(
            draft,
            kind=drill.kind,
            title=title or drill.title,
            aim_name=aim or "",
            options=drill.options,
            items=drill.items,
            ids=self._ids(draft),
            came_from=None if self._waits is None else self._waits.handed.source,
            waited=None if self._waits is None else self._waits.id,
        )
        self._service.store.keep(draft, self._clock.now().wall, self._kept)

    def _ids(self, draft: DrillDraft) -> tuple[str | None, ...]:
        """The id of each item that was there before, so that it keeps its log."""
        places = () if self._editor is None or draft.id is None else self._editor.places()
        return tuple(None if at is None else draft.ids[at] for at in places)

    def _kept(self, drill: str) -> None:
        self.under_way = False
        self._service.changed()
        if not self.take_handed():
            self._shown(None, drill)

    def _leave(self) -> None:
        self.under_way = False
        if self._waits is not None:
            self._service.waiting.drop(self._waits.id)
        if not self.take_handed():
            self._shown(None, None)


def drafted(handed: Handed) -> DrillText:
    """A drill of a text that was handed over: typed where there is an answer to type."""
    text, answer = handed.text.strip(), handed.answer.strip()
    title = " ".join(text.replace(GAP, "…").split())[:_TITLE_LENGTH]
    if answer and len(answer) <= LONGEST:
        item: dict[str, object] = {"prompt": text, "answers": [answer]}
        return DrillText(kind="typed_recall", title=title, items=(item,))
    item = {"prompt": text, "answer": answer} if answer else {"prompt": text}
    return DrillText(kind="show_and_grade", title=title, items=(item,))
