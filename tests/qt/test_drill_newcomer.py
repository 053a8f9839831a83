"""What a newcomer stumbled over at Drill: one test for each."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QDir, QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPaintEvent, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from spindle.features.drill.feature import DRILL
from spindle.features.drill.keeping import DrillDraft
from spindle.features.drill.loading import Of
from spindle.features.drill.page.editor.preview import preview
from spindle.features.drill.page.editor.view import EditorView
from spindle.features.drill.page.home import MakeTile
from spindle.features.drill.page.importing import ImportView
from spindle.features.drill.page.page import DrillPage
from spindle.features.drill.page.paper_box import PaperBox
from spindle.features.drill.page.run.view import RunView
from spindle.features.drill.page.views.keyed import Keyed
from spindle.features.drill.settings import NEW_A_DAY
from spindle.ui import theme
from tests.helpers.drill_run import ListRun
from tests.helpers.drills import VERBS, PlainWords, answer, made, run_of, service_of
from tests.helpers.fakes import FakeApp, make_app
from tests.helpers.ink import bands, others, picture

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
WORD = {"prompt": "to give up", "answers": ["aufgeben"]}


@pytest.fixture
def app(tmp_path: Path) -> FakeApp:
    return make_app(tmp_path, features=[DRILL])


@pytest.fixture
def opened(app: FakeApp, qtbot: QtBot) -> Callable[[], DrillPage]:
    """Opens the page; drills that are made before stand on it."""

    def page() -> DrillPage:
        shown = DrillPage(app)
        qtbot.addWidget(shown)
        shown.resize(1080, 820)
        shown.show()
        shown.entered()
        QApplication.processEvents()
        return shown

    return page


def press(page: QWidget, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    QTest.keyClick(QApplication.focusWidget() or page, key, held or Qt.KeyboardModifier.NoModifier)
    QApplication.processEvents()


def type_(text: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, text)
    QApplication.processEvents()


@pytest.fixture
def editor(qtbot: QtBot) -> EditorView:
    view = EditorView()
    qtbot.addWidget(view)
    view.resize(1080, 600)
    view.show()
    return view


class EdgeWatch(QObject):
    """Notes when the frame of a box is drawn anew, not only what stands in it."""

    def __init__(self, box: PaperBox, drawn: list[PaperBox]) -> None:
        super().__init__()
        self._box, self._drawn = box, drawn

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at what is to be drawn."""
        del watched
        if isinstance(event, QPaintEvent):
            upper = QPoint(self._box.width() // 2, 0)
            self._drawn += [self._box] * event.region().contains(upper)
        return False


def edge(box: QWidget) -> QColor:
    """The colour of a frame, in the middle of its upper side."""
    return box.grab().toImage().pixelColor(QPoint(box.width() // 2, 0))


def test_the_frame_of_a_place_for_lines_goes_with_the_keys(
    editor: EditorView, qtbot: QtBot
) -> None:
    editor.make("typed_recall")
    first, second = editor.findChildren(PaperBox)
    first.setFocus()
    qtbot.waitExposed(editor)
    for _ in range(10):
        QApplication.processEvents()
    drawn: list[PaperBox] = []
    watches = {box: EdgeWatch(box, drawn) for box in (first, second)}
    for box, watch in watches.items():
        box.installEventFilter(watch)
    press(editor, Key.Key_Tab)

    assert second.paper.hasFocus()
    QApplication.processEvents()
    for box, watch in watches.items():
        box.removeEventFilter(watch)
    assert set(drawn) == {first, second}
    assert edge(second) != edge(first)


def test_a_line_that_is_written_below_the_fold_is_scrolled_to(editor: EditorView) -> None:
    editor.make("generated_problem")
    box = editor.findChildren(PaperBox)[-1]
    box.setFocus(Qt.FocusReason.TabFocusReason)
    around = box.parentWidget()
    while not isinstance(around, QScrollArea):
        assert around is not None
        around = around.parentWidget()
    around.ensureWidgetVisible(box)
    for _ in range(8):
        type_("one more")
        press(editor, Key.Key_Return)
    for _ in range(4):
        QApplication.processEvents()
    line = box.paper.viewport().mapTo(around.viewport(), box.paper.cursorRect().bottomLeft())

    assert 0 < line.y() <= around.viewport().height()


def test_the_drill_that_is_chosen_by_the_arrows_can_be_seen(
    app: FakeApp, opened: Callable[[], DrillPage]
) -> None:
    for number in range(20):
        made(app, replace(VERBS, title=f"Verbs {number}"))
    page = opened()
    for _ in range(19):
        press(page, Key.Key_Down)
    row = page.home.rows[19]

    assert row.isChecked()
    assert not row.visibleRegion().isEmpty()
    for _ in range(19):
        press(page, Key.Key_Up)
    assert page.home.rows[0].visibleRegion().boundingRect().height() == page.home.rows[0].height()


def test_a_drill_whose_items_wait_to_be_begun_says_that_they_are_new(
    app: FakeApp, opened: Callable[[], DrillPage]
) -> None:
    app.settings.set(NEW_A_DAY, 3)
    made(app, VERBS)
    made(app, replace(VERBS, title="Nouns"))
    told = [row.accessibleDescription() for row in opened().home.rows]

    assert "Next today" in told[0]
    assert "Next new" in told[1]


def test_from_the_page_of_a_drill_the_next_one_is_made(
    app: FakeApp, opened: Callable[[], DrillPage]
) -> None:
    drill = made(app, VERBS)
    page = opened()
    page.open(drill)
    QApplication.processEvents()
    press(page, Key.Key_N, CTRL)

    [editor] = page.findChildren(EditorView)
    assert editor.isVisible()
    assert editor.drill().items == ({},)


@pytest.mark.parametrize(
    ("item", "word"), [(WORD, "First letters"), ({**WORD, "hint": "auf …"}, "Hint")]
)
def test_the_key_for_a_hint_says_what_it_gives(
    app: FakeApp, qtbot: QtBot, item: dict[str, object], word: str
) -> None:
    view = RunView(app.clock)
    qtbot.addWidget(view)
    view.show()
    view.begin(ListRun("typed_recall", "Verbs", [item]))
    shown = [key.text() for key in view.findChildren(Keyed) if key.isVisible()]

    assert word in shown
    assert len({"First letters", "Hint"} & set(shown)) == 1


def test_the_first_picture_of_a_run_has_its_whole_title(app: FakeApp, qtbot: QtBot) -> None:
    view = RunView(app.clock)
    qtbot.addWidget(view)
    view.resize(1080, 820)
    view.show()
    view.begin(ListRun("typed_recall", "Treppengeländer und andere Wörter", [WORD]))

    title = view.head.title  # nothing has been laid out since
    assert title.width() >= title.sizeHint().width()


def test_files_are_looked_for_at_home_and_then_where_the_last_one_was(
    app: FakeApp, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def choose(_: QWidget, __: str, folder: str, ___: str) -> tuple[str, str]:
        asked.append(folder)
        return str(tmp_path / "words.csv"), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    (tmp_path / "words.csv").write_text("a,b\n", "utf-8")
    view = ImportView(app)
    qtbot.addWidget(view)
    view.begin()
    view.begin()

    assert asked == [QDir.homePath(), str(tmp_path)]


def target_of(app: FakeApp, drill: str) -> object:
    return app.data.rows("SELECT target_ms FROM drill WHERE id = ?", (drill,))[0]["target_ms"]


def test_quick_enough_takes_parts_of_a_second(
    app: FakeApp, opened: Callable[[], DrillPage]
) -> None:
    drill = made(app, VERBS)
    page = opened()
    page.open(drill)
    QApplication.processEvents()
    press(page, Key.Key_P)
    quick = page.relations.target
    quick.setFocus()
    type_("0.8")
    press(page, Key.Key_Return)
    assert target_of(app, drill) == 800

    quick.field.selectAll()
    type_("soon")
    press(page, Key.Key_Return)
    said = [label.text() for label in quick.findChildren(QLabel) if label.isVisible()]
    assert said == ["Write seconds up to 600, such as 0.8 s, or nothing for any time."]
    assert target_of(app, drill) == 800

    quick.field.selectAll()
    press(page, Key.Key_Delete)
    press(page, Key.Key_Escape)
    assert target_of(app, drill) is None
    assert page.drill.isVisible()


CARD = {
    "prompt": 'What is <b>this</b>?<br><img src="0a1b.png">',
    "answer": "A <i>map</i> &amp; more",
    "rich": True,
}


def test_lists_show_the_words_of_a_card_and_not_its_markup(
    app: FakeApp, opened: Callable[[], DrillPage]
) -> None:
    drill = made(app, DrillDraft(kind="show_and_grade", title="Deck", items=(CARD,)))
    page = opened()
    page.open(drill)
    QApplication.processEvents()
    press(page, Key.Key_I)
    assert [row.name for row in page.items.rows] == ["What is this ?"]

    press(page, Key.Key_Escape)
    press(page, Key.Key_E)
    [editor] = page.findChildren(EditorView)
    assert editor._draft.lines()[0].text == "What is this ?"
    assert preview("show_and_grade", CARD) == "What is this ?\n= A map & more"


def test_a_mock_run_names_the_cards_that_were_missed_in_words(app: FakeApp) -> None:
    made(app, DrillDraft(kind="show_and_grade", title="Deck", items=(CARD,)))
    service = service_of(app)
    words = PlainWords()
    service.words = words
    service.mock(Of(), 5)
    answer(app, right=False)
    run_of(app).go_on()

    assert [(each.asked, each.answer) for each in words.sums[-1].missed] == [
        ("What is this ?", "A map & more")
    ]


def test_the_editor_draws_a_card_with_its_picture(
    app: FakeApp, opened: Callable[[], DrillPage]
) -> None:
    media = app.profile / "media"
    media.mkdir()
    square = QPixmap(120, 120)
    square.fill(QColor("#D000D0"))
    assert square.save(str(media / "0a1b.png"))
    drill = made(app, DrillDraft(kind="show_and_grade", title="Deck", items=(CARD,)))
    page = opened()
    page.open(drill)
    QApplication.processEvents()
    press(page, Key.Key_E)
    [editor] = page.findChildren(EditorView)
    editor.asked.draw()
    drawn = editor.asked.picture.grab().toImage()
    colours = {
        drawn.pixelColor(x, y).name()
        for x in range(0, drawn.width(), 3)
        for y in range(0, drawn.height(), 3)
    }

    assert "#d000d0" in colours


@pytest.mark.parametrize(("scale", "wide", "lines"), [(1.0, 328, 2), (1.5, 288, 3)])
def test_an_example_without_room_in_one_line_takes_another(
    qapp: QApplication, qtbot: QtBot, scale: float, wide: int, lines: int
) -> None:
    before = theme.application_theme()
    theme.apply(qapp, theme.Theme(before.palette, text_scale=scale))
    try:
        tile = MakeTile("A pair", "one side asks, the other answers", "Alt 1")
        qtbot.addWidget(tile)
        tile.resize(wide, tile.heightForWidth(wide))
        words = QRect(16, 4, wide - 100, tile.height() - 8)
        inked = others(picture(tile), words, before.palette.paper)
        assert len(bands((y for _, y in inked), apart=1)) == lines
    finally:
        theme.apply(qapp, before)
