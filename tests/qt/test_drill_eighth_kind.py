"""A further kind is one module and one line: it is written, read, checked, edited and run."""

from collections.abc import Sequence
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from spindle.core.clock import ManualClock
from spindle.features.drill.kinds import known
from spindle.features.drill.kinds.checking import look_over
from spindle.features.drill.kinds.kind import (
    Element,
    Given,
    Judged,
    Payload,
    Prompt,
    Spec,
    SpecError,
)
from spindle.features.drill.kinds.settling import OneAttempt, settle
from spindle.features.drill.page.editor.view import EditorView
from spindle.features.drill.page.run.view import RunView
from spindle.features.drill.text_format.reading import read
from spindle.features.drill.text_format.writing import write
from tests.helpers.drill_run import ListRun

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

TEXT = """# Backwards
kind: backwards

##
abc
"""


class Backwards(OneAttempt):
    """Type a word from its end."""

    id = "backwards"
    title = "Backwards"
    version = 1
    modes = ("ask",)
    own_words = frozenset({"prompt"})

    def parse(self, spec: Spec) -> str:
        word = str(spec.get("prompt", ""))
        if not word:
            raise SpecError("It has no word.", "prompt")
        return word

    def name(self, spec: str) -> str:
        return spec

    def elements(self, spec: str) -> tuple[Element, ...]:
        del spec
        return ()

    def prompt(self, spec: str, seed: int, mode: str, before: Sequence[Payload] = ()) -> Prompt:
        del before
        return Prompt(mode=mode, seed=seed, text=spec, answer=spec[::-1])

    def hint(self, spec: str, prompt: Prompt, level: int) -> str:
        del prompt
        return spec[-1] if level == 1 else ""

    def judge(self, spec: str, prompt: Prompt, given: Given) -> Judged:
        del prompt
        right = given.get("text") == spec[::-1]
        return settle(given, right=right, score=float(right))


@pytest.fixture(autouse=True)
def eighth(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known, "KINDS", (*known.KINDS, Backwards()))


def test_it_is_read_written_and_checked_as_text() -> None:
    found = read(TEXT)
    assert found.bad == ()
    assert write(found.drills) == TEXT
    assert look_over(Backwards(), {}, [*found.drills[0].items, {}]).reasons() == {
        "It has no word.": 1
    }


def test_it_is_edited_as_text(qtbot: QtBot) -> None:
    editor = EditorView()
    qtbot.addWidget(editor)
    editor.show()
    editor.edit(read(TEXT).drills[0])
    editor.turn()
    editor.turn()
    assert write([editor.drill()]) == TEXT


def test_it_is_run(qtbot: QtBot) -> None:
    view = RunView(ManualClock(datetime(2026, 6, 11, 9, 35)))
    qtbot.addWidget(view)
    view.show()
    run = ListRun("backwards", "Backwards", [{"prompt": "abc"}])
    view.begin(run)
    QApplication.processEvents()
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, "cba")
    QTest.keyClick(focused, Qt.Key.Key_Return)
    assert [answer.judged.outcome for _, answer in run.kept] == [1]
