"""The editor: every kind is made by form or as text, checked while it is written."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from spindle.core.resources import root
from spindle.features.drill.feature import DRILL
from spindle.features.drill.kinds.known import KINDS
from spindle.features.drill.page.editor.preview import preview
from spindle.features.drill.page.editor.same import same_items
from spindle.features.drill.page.editor.shapes import read as read_shape
from spindle.features.drill.page.editor.shapes import shown
from spindle.features.drill.page.editor.view import EditorView
from spindle.features.drill.page.face import face_of
from spindle.features.drill.page.page import DrillPage
from spindle.features.drill.text_format.drill_text import DrillText
from spindle.features.drill.text_format.reading import read
from spindle.features.drill.text_format.writing import write
from spindle.ui.theme import application_theme, apply, palette
from tests.helpers.drills import VERBS, made
from tests.helpers.fakes import make_app

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

SAMPLES = sorted((root() / "samples" / "drills").glob("*.md"))


@pytest.fixture
def editor(qtbot: QtBot) -> EditorView:
    view = EditorView()
    qtbot.addWidget(view)
    view.resize(1080, 820)
    view.show()
    return view


def words(editor: EditorView) -> str:
    return " ".join(label.text() for label in editor.findChildren(QLabel) if label.isVisible())


def press(
    keys: str | Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    if isinstance(keys, str):
        QTest.keyClicks(focused, keys)
    else:
        QTest.keyClick(focused, keys, modifier)
    QApplication.processEvents()


def test_every_kind_has_a_form_whose_fields_it_knows() -> None:
    for kind in KINDS:
        face = face_of(kind.id)
        assert face.item
        for definition in (*face.item, *face.all):
            assert definition.name in kind.own_words


def test_a_drill_is_typed_by_keyboard_and_kept(editor: EditorView) -> None:
    saved: list[DrillText] = []
    editor.saved.connect(saved.append)
    editor.make("typed_recall")
    press("Verbs")
    assert "1 has no question" in words(editor)
    editor.choose(0)
    press("to invite")
    press(Qt.Key.Key_Tab)
    press("I will ___ you.")
    assert "1 has no answer" in words(editor)
    press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert saved == []
    press(Qt.Key.Key_Tab)
    press("invite")
    assert "1 item." in words(editor)
    press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    drill = DrillText(
        kind="typed_recall",
        title="Verbs",
        items=({"cue": "to invite", "prompt": "I will ___ you.", "answers": ["invite"]},),
    )
    assert saved == [drill]
    assert editor.places() == (None,)
    assert not editor.changed()


def test_an_item_in_which_nothing_stands_is_not_kept(editor: EditorView) -> None:
    saved: list[DrillText] = []
    editor.saved.connect(saved.append)
    editor.edit(
        DrillText(kind="show_and_grade", title="T", items=({"prompt": "q", "answer": "a"},))
    )
    editor.add()
    editor.add()
    editor.save()
    assert [len(drill.items) for drill in saved] == [1]
    assert editor.places() == (0,)


def test_items_are_added_and_taken_out(editor: EditorView) -> None:
    editor.edit(read(SAMPLES[0].read_text(encoding="utf-8")).drills[0])
    count = len(editor.drill().items)
    press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert len(editor.drill().items) == count + 1
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    press(Qt.Key.Key_Delete, both)
    assert len(editor.drill().items) == count
    assert not editor.changed()


def test_a_check_names_what_is_wrong_with_how_many(editor: EditorView) -> None:
    items: tuple[dict[str, Any], ...] = tuple(
        {"cue": f"c{at}", "answers": ["a"]} for at in range(11)
    )
    editor.edit(DrillText(kind="typed_recall", title="T", items=(*items, {"cue": "x"})))
    assert "12 items, 1 has no answer (item 12)." in words(editor)
    editor.edit(DrillText(kind="typed_recall", title="T", items=(items[0], {}, {"cue": "x"}, {})))
    assert "2 have no question (the first is item 2)" in words(editor)
    assert "1 has no answer (item 3)" in words(editor)


def test_a_change_is_not_lost_by_one_escape(editor: EditorView) -> None:
    left: list[bool] = []
    editor.left.connect(lambda: left.append(True))
    editor.make("typed_recall")
    press("Verbs")
    press(Qt.Key.Key_Escape)
    assert left == []
    assert "Not kept yet." in words(editor)
    press(Qt.Key.Key_Escape)
    assert left == [True]


def test_the_text_and_the_form_are_one_drill(editor: EditorView) -> None:
    drill = read(SAMPLES[0].read_text(encoding="utf-8")).drills[0]
    editor.edit(drill)
    editor.turn()
    editor._text.write(write([drill]).replace("# ", "# New ", 1) + "\n## more\n= x\n")
    editor._take_text()
    editor.turn()
    assert editor.drill().title.startswith("New ")
    assert len(editor.drill().items) == len(drill.items) + 1


def test_a_line_that_cannot_be_read_keeps_the_text_open(editor: EditorView) -> None:
    editor.make("typed_recall")
    editor.turn()
    editor._text.write("# T\nkind: juggling\n")
    editor._take_text()
    editor.turn()
    assert "Line 1: No kind of drill is called “juggling”." in words(editor)
    editor.save()
    assert editor.changed()


def test_a_line_that_counts_in_files_only_is_named_and_nothing_is_lost(editor: EditorView) -> None:
    editor.make("typed_recall")
    editor.turn()
    editor._text.write("# T\nkind: typed recall\naim: Exam\n\n##\na\n= b\n")
    editor._take_text()
    editor.turn()
    assert "Line 3: “aim:” counts in a file that is imported; take it out here." in words(editor)
    editor.save()
    assert editor.changed()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_opening_a_sample_in_the_form_changes_nothing(editor: EditorView, path: Any) -> None:
    for drill in read(path.read_text(encoding="utf-8")).drills:
        editor.edit(drill)
        for at in range(-1, len(drill.items)):
            editor.choose(at)
            editor._typed()
        assert write([editor.drill()]) == write([drill])
        assert not editor.changed()
        assert not editor.grab().isNull()
        assert all(preview(drill.kind, {**drill.options, **item}) for item in drill.items)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=5,
)


@given(st.sampled_from(["line", "text", "lines", "pairs", "steps", "commas"]), JSON)
def test_a_field_that_is_not_touched_keeps_its_value(shape: str, value: Any) -> None:
    assert read_shape(shape, shown(shape, value), value) == value


def test_a_step_keeps_what_its_line_hides() -> None:
    before = [{"text": "Wait", "note": "by the door"}, "Pour"]
    after = read_shape("steps", "Wait | Rest *\nPour", before)
    assert after == [
        {"text": "Wait", "accept": ["Rest"], "critical": True, "note": "by the door"},
        "Pour",
    ]


@pytest.mark.parametrize("after", [[1, 2], "1, 2", 1])
def test_a_steps_line_says_what_it_comes_after_and_how_long_to_wait(after: Any) -> None:
    listed = [1] if after == 1 else [1, 2]
    before = ["Boil", "Grind", {"text": "Pour", "after": after, "wait_s": 30, "critical": True}]
    text = shown("steps", before)
    ends = f"[after {', '.join(map(str, listed))}; wait 30] *"
    assert text == f"Boil\nGrind\nPour {ends}"
    found = read_shape("steps", text.replace("Grind", "Grind finely"), before)
    assert found[2] == {"text": "Pour", "critical": True, "after": listed, "wait_s": 30}
    assert read_shape("steps", "Boil\nPour [wait 2.5 s]", before)[1]["wait_s"] == 2.5
    assert read_shape("steps", "Boil\nPress [Enter]", before)[1] == "Press [Enter]"
    assert read_shape("steps", "Boil\nGrind\nPour", before)[2] == "Pour"


ITEMS: dict[str, dict[str, Any]] = {
    "typed_recall": {"cue": "c", "answers": ["a"]},
    "show_and_grade": {"cue": "c", "answer": "a"},
    "step_sequence": {"cue": "c", "steps": ["one", "two"]},
    "generated_problem": {"cue": "c", "prompt": "{a} + 1", "params": {"a": "2..9"}, "answer": "a"},
    "key_sequence": {"cue": "c", "keys": "jfkd"},
    "tempo_ladder": {"cue": "c", "start": 60, "end": 72, "step": 4},
    "repetition_set": {"cue": "c", "sets": 3, "reps": 5},
}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_an_item_is_drawn_as_a_run_asks_it(editor: EditorView, kind: Any) -> None:
    item = ITEMS[kind.id]
    editor.edit(DrillText(kind=kind.id, title="T", items=(item,)))
    editor.asked.draw()
    picture = editor.asked.picture
    first = picture.shown().toImage()
    assert picture.isVisible()
    assert picture.accessibleDescription() == preview(kind.id, item)
    editor.edit(DrillText(kind=kind.id, title="T", items=({**item, "cue": "Otherwise"},)))
    editor.asked.draw()
    assert picture.shown().toImage() != first


def test_what_is_drawn_takes_on_another_theme(
    editor: EditorView, qapp: QApplication, qtbot: QtBot
) -> None:
    editor.edit(DrillText(kind="typed_recall", title="T", items=(ITEMS["typed_recall"],)))
    editor.asked.draw()
    picture, light = editor.asked.picture, application_theme()
    apply(qapp, light.in_palette(palette("dark")))
    try:
        qtbot.waitUntil(lambda: picture.shown().toImage().pixelColor(2, 2).lightness() < 64)
    finally:
        apply(qapp, light)


def test_an_item_that_cannot_be_asked_says_why(editor: EditorView) -> None:
    editor.edit(DrillText(kind="step_sequence", title="T", items=({"steps": ["one"]},)))
    editor.asked.draw()
    assert not editor.asked.picture.isVisible()
    assert "It has fewer than two steps." in words(editor)


def test_what_a_drawn_item_shows_takes_no_key(editor: EditorView) -> None:
    editor.make("typed_recall")
    for _ in range(30):
        press(Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        assert not editor.asked.isAncestorOf(focused)


@pytest.mark.parametrize(
    ("after", "places"),
    [
        ([{"cue": "b"}, {"cue": "a"}], [1, 0]),
        ([{"cue": "a", "answer": "new"}, {"cue": "b"}], [0, 1]),
        ([{"cue": "x"}, {"cue": "b"}], [0, 1]),
        ([{"cue": "x"}, {"cue": "a"}, {"cue": "b"}], [None, 0, 1]),
        ([{"cue": "b"}], [1]),
    ],
)
def test_an_item_stays_the_same_when_the_text_around_it_changes(
    after: list[dict[str, Any]], places: list[int | None]
) -> None:
    assert same_items([{"cue": "a"}, {"cue": "b"}], [0, 1], after) == places


def test_another_question_for_an_item_keeps_its_log(qtbot: QtBot, tmp_path: Path) -> None:
    app = make_app(tmp_path, features=[DRILL])
    drill = made(app, VERBS)
    before = app.data.rows("SELECT id, spec FROM drill_item ORDER BY ord")
    page = DrillPage(app)
    qtbot.addWidget(page)
    page.show()
    page.open(drill)
    page.drill.edit_asked.emit()
    editor = page.findChild(EditorView)
    assert editor is not None
    field = editor._form.first()
    assert field is not None
    QTest.keyClicks(field, " (asked otherwise)")
    editor.save()
    after = app.data.rows("SELECT id, spec FROM drill_item WHERE deleted IS NULL ORDER BY ord")
    assert [row["id"] for row in after] == [row["id"] for row in before]
    assert after[0]["spec"] != before[0]["spec"]
