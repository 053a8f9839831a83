"""Settings, Pronunciation: rules written, tried, changed, switched, taken out and brought back."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from spindle.features.listen.page.pronunciation_editor import PronunciationEditor
from spindle.features.listen.pronouncing import spoken
from spindle.features.listen.settings import PRONUNCIATION
from spindle.features.listen.text.rules import Match, Rule
from spindle.shell.settings_page.group_section import GroupSection
from tests.helpers.reading import lane, listening

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


class Form:
    """The section as Settings shows it, with a text open."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.app, self.service = listening(folder)
        self.section = GroupSection(PRONUNCIATION, self.app)
        self.section.finish()
        self.section.resize(696, 820)
        qtbot.addWidget(self.section)
        self.section.show()
        QApplication.processEvents()
        [self.editor] = self.section.findChildren(PronunciationEditor)

    def write(self, written: str, said: str, match: Match = Match.WORD) -> None:
        self.editor.written.setText(written)
        self.editor.said_as.setText(said)
        self.editor.match.set_chosen(int(match is Match.REGEX))
        self.editor.keep.click()

    def titles(self) -> list[str]:
        return [row.title.text() for row in self.editor.rows]

    def heard(self) -> str:
        """What the open chapter says now."""
        return " ".join(lane(self.app).texts)


@pytest.fixture
def form(qtbot: QtBot, tmp_path: Path) -> Form:
    return Form(qtbot, tmp_path)


@pytest.mark.requirement("reader-row-31")
def test_a_rule_is_said_at_once_and_the_text_on_the_screen_stays(form: Form) -> None:
    assert "thalamus" in form.heard()
    form.write("thalamus", "inner room")

    assert form.titles() == ["thalamus is said as inner room"]
    assert "inner room" in form.heard()
    assert "thalamus" not in form.heard()
    script = form.service.script
    assert script is not None
    assert "The thalamus answers." in [script.written(line) for line in script.lines]
    assert form.editor.written.text() == ""


@pytest.mark.requirement("reader-row-32")
@pytest.mark.requirement("reader-row-33")
def test_regular_expressions_and_skips_are_rules_too(form: Form) -> None:
    form.write(r"Slow (\w+)", r"Quick \1", Match.REGEX)
    form.write("sketch", "")

    assert form.titles() == [
        r"Slow (\w+) is said as Quick \1",
        "sketch is skipped",
    ]
    assert "Quick waves" in form.heard()
    assert "sketch" not in form.heard()


def test_a_rule_that_cannot_be_used_says_why_and_is_not_written(form: Form) -> None:
    form.write("(a+)+", "b", Match.REGEX)
    assert form.editor.said.text().startswith("This pattern repeats what repeats.")
    form.write("", "b")
    assert form.editor.said.text() == "Write what is to be said in another way."

    assert form.titles() == []


def test_a_rule_is_tried_before_it_is_kept(form: Form) -> None:
    form.editor.written.setText("SQL")
    form.editor.said_as.setText("sequel")
    form.editor.example.setText("Learn SQL today.")
    form.editor.try_it.click()

    assert form.editor.said.text() == "Says: Learn sequel today."
    assert form.app.sounding.lanes[-1].texts == ("Learn sequel today.",)
    assert form.app.sounding.lanes[-1].playing
    assert form.titles() == []


def test_without_a_rule_in_the_form_a_sentence_is_tried_by_those_that_are_kept(form: Form) -> None:
    form.write("SQL", "sequel")
    form.write("today", "now")
    form.editor.rows[1].on.click()
    form.editor.example.setText("Learn SQL today.")
    QTest.keyClick(form.editor.example, Qt.Key.Key_Return)

    assert form.editor.said.text() == "Says: Learn sequel today."
    assert form.app.sounding.lanes[-1].texts == ("Learn sequel today.",)


def test_a_rule_is_changed_switched_off_removed_and_brought_back(form: Form) -> None:
    form.write("thalamus", "inner room")
    form.editor.rows[0].edit.click()
    assert form.editor.written.text() == "thalamus"
    form.write("thalamus", "relay")
    assert form.titles() == ["thalamus is said as relay"]

    form.editor.rows[0].on.click()
    assert "thalamus" in form.heard()
    assert not form.editor.rows[0].on.isChecked()
    form.editor.rows[0].on.click()
    form.editor.rows[0].remove.click()
    assert form.titles() == []
    assert "thalamus" in form.heard()
    form.editor.undo.click()
    assert form.titles() == ["thalamus is said as relay"]
    assert "relay" in form.heard()


@pytest.mark.requirement("reader-15")
def test_a_rule_of_the_open_text_stands_before_one_of_all_texts(form: Form) -> None:
    form.write("thalamus", "all")
    form.editor.scope.set_chosen(1)
    form.editor.scope.chosen.emit(1)
    assert form.titles() == []
    form.write("thalamus", "own")

    assert form.titles() == ["thalamus is said as own"]
    assert "The own answers." in form.heard()
    form.editor.scope.set_chosen(0)
    form.editor.scope.chosen.emit(0)
    assert form.titles() == ["thalamus is said as all"]


def test_the_place_stays_while_rules_change(form: Form) -> None:
    script = form.service.script
    assert script is not None
    form.service.step(2)
    place = form.service.spot.place
    form.write("sketch", "drawing")

    assert form.service.spot.place == place


@given(st.text(max_size=60), st.text("ab ", min_size=1, max_size=4), st.text("xy", max_size=3))
def test_what_is_said_never_breaks_and_holds_no_word_that_was_skipped(
    text: str, pattern: str, said: str
) -> None:
    words = spoken(text, [Rule(pattern=pattern, spoken=said)])

    assert words == " ".join(words.split())
