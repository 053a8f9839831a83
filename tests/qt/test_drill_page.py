"""The Drill page by keyboard: from the home to a run and back, one drill, making and changing."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from spindle.core.clock import HOUR, MINUTE, SECOND
from spindle.core.feature import Handed, PageAsked
from spindle.core.ids import Ref
from spindle.features.drill.feature import DRILL
from spindle.features.drill.handing import asks
from spindle.features.drill.keeping import DrillDraft
from spindle.features.drill.kinds.known import KINDS
from spindle.features.drill.page.editor.view import EditorView
from spindle.features.drill.page.page import DrillPage
from spindle.features.drill.page.rated import RatedView
from spindle.features.drill.run import Ended
from spindle.features.journal.feature import JOURNAL
from tests.helpers.drills import (
    TYRE,
    VERBS,
    answer,
    go_through,
    made,
    open_of,
    run_of,
    service_of,
)
from tests.helpers.fakes import FakeApp, make_app

if TYPE_CHECKING:
    from spindle.features.drill.records import Question

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

DAY = 24 * HOUR


class Desk:
    """The page on the screen, and a keyboard."""

    def __init__(self, app: FakeApp, qtbot: QtBot) -> None:
        self.app = app
        assert DRILL.page is not None
        page = DRILL.page(app)
        assert isinstance(page, DrillPage)
        self.page = page
        qtbot.addWidget(page)
        page.resize(1080, 820)
        page.show()
        page.entered()
        QApplication.processEvents()

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        for key in keys:
            focused = QApplication.focusWidget() or self.page
            QTest.keyClick(focused, key, modifier or Qt.KeyboardModifier.NoModifier)
            QApplication.processEvents()

    def type(self, text: str, seconds: float = 2.0) -> None:
        self.app.time.pass_(round(seconds * SECOND))
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, text)

    def texts(self) -> str:
        labels = self.page.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())


@pytest.fixture
def app(tmp_path: Path) -> FakeApp:
    return make_app(tmp_path, features=[DRILL])


def test_what_is_due_is_drilled_from_enter_to_enter(app: FakeApp, qtbot: QtBot) -> None:
    made(app, VERBS)
    desk = Desk(app, qtbot)
    assert "3 due, 1 min" in desk.texts()
    desk.press(Qt.Key.Key_Return)
    answers = {"to begin": "anfangen", "to arrive": "ankommen", "to invite": "einladen"}
    for _ in range(3):
        run = service_of(app).run
        assert run is not None
        asked = run.sitting.asked
        assert asked is not None
        desk.type(answers[asked.prompt.text])
        desk.press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert [row["outcome"] for row in app.data.rows("SELECT outcome FROM attempt")] == [1, 1, 1]
    assert "3 of 3 right at the first try." in desk.texts()
    desk.press(Qt.Key.Key_Return)
    assert desk.page.home.isVisible()
    assert "Nothing due. Next: " in desk.texts()


def test_a_missed_item_becomes_a_question_for_the_night_with_one_key_and_once(
    tmp_path: Path, qtbot: QtBot
) -> None:
    app = make_app(tmp_path, features=[DRILL, JOURNAL])
    made(app, VERBS)
    desk = Desk(app, qtbot)
    handed = app.hear(Handed)
    desk.press(Qt.Key.Key_Return)
    asked = run_of(app).chosen()
    assert asked is not None
    desk.type("something else")
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Q, Qt.Key.Key_Q)
    text = f"Separable verbs: {asked.prompt.text}"
    assert handed == [Handed(text, Ref("drill_item", asked.item.id), "question")]
    assert "It waits in the Journal, to be made a question." in desk.texts()
    [kept] = app.data.rows("SELECT text, state, inbox FROM question")
    assert (kept["text"], kept["state"]) == (text, "open")
    assert kept["inbox"] is not None
    desk.press(Qt.Key.Key_Return)
    assert run_of(app).chosen() is not asked


def test_a_right_answer_and_a_drill_without_a_journal_offer_no_question(
    app: FakeApp, qtbot: QtBot
) -> None:
    made(app, VERBS)
    desk = Desk(app, qtbot)
    handed = app.hear(Handed)
    desk.press(Qt.Key.Key_Return)
    desk.type("something else")
    desk.press(Qt.Key.Key_Return)
    assert "Tonight's question" not in desk.texts()
    desk.press(Qt.Key.Key_Q)
    assert handed == []


def test_a_card_with_markup_asks_in_plain_words() -> None:
    question = SimpleNamespace(
        drill=SimpleNamespace(title="Deck"),
        prompt=SimpleNamespace(rich=True, cue="", text="<b>Cut</b> &amp; <i>vertex</i>"),
    )
    assert asks(cast("Question", question)) == "Deck: Cut & vertex"


def test_a_run_of_two_minutes_is_rated_with_one_key(app: FakeApp, qtbot: QtBot) -> None:
    made(app, VERBS)
    desk = Desk(app, qtbot)
    desk.press(Qt.Key.Key_Return)
    app.time.pass_(150 * SECOND)
    go_through(app)
    desk.page.run.begin(run_of(app))
    desk.press(Qt.Key.Key_Return)
    [rated] = desk.page.findChildren(RatedView)
    assert rated.isVisible()
    assert "expected" not in desk.texts().lower()
    desk.press(Qt.Key.Key_4)
    [session] = app.data.rows("SELECT rating, error FROM session")
    assert session["rating"] == 4
    assert session["error"] is not None
    assert "expected" in desk.texts().lower()
    desk.press(Qt.Key.Key_Return)
    assert desk.page.home.isVisible()


def test_whoever_goes_through_the_drills_goes_on_when_they_are_read_again(
    app: FakeApp, qtbot: QtBot
) -> None:
    for draft in (VERBS, TYRE, replace(VERBS, title="Nouns")):
        made(app, draft)
    desk = Desk(app, qtbot)
    desk.press(Qt.Key.Key_Down)
    service_of(app).changed()
    desk.press(Qt.Key.Key_Down)
    chosen = desk.page.home.chosen()
    assert chosen is not None
    assert chosen.title == "Nouns"
    desk.press(Qt.Key.Key_Space)
    assert desk.page.drill.isVisible()
    assert "Nouns" in desk.texts()


def test_a_drill_is_opened_removed_and_brought_back(app: FakeApp, qtbot: QtBot) -> None:
    made(app, VERBS)
    made(app, TYRE)
    desk = Desk(app, qtbot)
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Space)
    assert desk.page.drill.isVisible()
    assert "Change a tyre" in desk.texts()
    assert "Nothing here yet." in desk.texts()
    desk.press(Qt.Key.Key_Delete)
    assert [row.row.title for row in desk.page.home.rows] == ["Separable verbs"]
    desk.press(Qt.Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    assert len(desk.page.home.rows) == 2


def test_a_drill_tells_what_has_come_of_it(app: FakeApp, qtbot: QtBot) -> None:
    id_ = made(app, VERBS)
    desk = Desk(app, qtbot)
    for _ in range(9):
        service_of(app).practise(id_)
        go_through(app)
        service_of(app).leave()
        app.time.pass_(2 * DAY)
    desk.page.open(id_)
    told = desk.texts()
    assert "Recalled when asked" in told
    assert "of 24, 86 % to 100 %" in told
    assert "Where this is going is told from 40 right answers on." in told
    assert "once right among other drills, on another day" in told
    assert "When 9" in told


def test_a_drill_is_made_with_the_editor(app: FakeApp, qtbot: QtBot) -> None:
    desk = Desk(app, qtbot)
    assert "Nothing here yet." in desk.texts()
    desk.press(Qt.Key.Key_1, modifier=Qt.KeyboardModifier.AltModifier)
    [editor] = desk.page.findChildren(EditorView)
    assert editor.isVisible()
    editor.saved.emit(
        editor.drill().__class__(
            kind="typed_recall", title="New", items=({"prompt": "a", "answers": ["b"]},)
        )
    )
    assert desk.page.drill.isVisible()
    assert [row["title"] for row in app.data.rows("SELECT title FROM drill")] == ["New"]


def test_a_better_wording_keeps_what_is_known_of_an_item(app: FakeApp, qtbot: QtBot) -> None:
    id_ = made(app, VERBS)
    service_of(app).practise(id_)
    go_through(app)
    service_of(app).leave()
    before = app.data.rows("SELECT id, stability FROM drill_item ORDER BY ord")
    desk = Desk(app, qtbot)
    desk.page.open(id_)
    desk.press(Qt.Key.Key_E)
    [editor] = desk.page.findChildren(EditorView)
    items = [dict(item) for item in editor.drill().items]
    items[1]["prompt"] = "to get there"
    drill = editor.drill().__class__(kind="typed_recall", title="Verbs", items=tuple(items))
    editor.saved.emit(drill)
    assert app.data.rows("SELECT id, stability FROM drill_item ORDER BY ord") == before
    assert app.data.rows("SELECT title FROM drill") == [{"title": "Verbs"}]


def test_a_thought_of_another_room_becomes_a_drill_that_knows_where_it_is_from(
    app: FakeApp, qtbot: QtBot
) -> None:
    desk = Desk(app, qtbot)
    app.bus.publish(Handed("What is a cut vertex?", Ref("thought", "t1"), "drill"))
    desk.page.entered()
    [editor] = desk.page.findChildren(EditorView)
    assert editor.isVisible()
    assert editor.drill().items == ({"prompt": "What is a cut vertex?"},)
    editor.saved.emit(editor.drill())
    [link] = app.data.rows("SELECT relation, to_kind, to_id FROM link")
    assert link == {"relation": "made_from", "to_kind": "thought", "to_id": "t1"}


def test_a_backlog_is_capped_and_says_what_is_left(app: FakeApp, qtbot: QtBot) -> None:
    many = DrillDraft(
        kind="typed_recall",
        title="Deck",
        items=tuple({"prompt": f"{n}?", "answers": [f"{n}"]} for n in range(150)),
    )
    made(app, many)
    now = app.clock.now().wall
    app.data.connection.execute(
        "UPDATE drill_item SET due = ?, stability = 3, difficulty = 5, day = '2026-03-01',"
        " begun = '2026-03-01'",
        (now - DAY,),
    )
    desk = Desk(app, qtbot)
    assert "100 due" in desk.texts()
    assert "50 more wait and are asked on the next days." in desk.texts()


@pytest.mark.parametrize("size", [(824, 680), (1080, 820)])
def test_nothing_is_cut_off_in_a_small_window(
    app: FakeApp, qtbot: QtBot, size: tuple[int, int]
) -> None:
    id_ = made(app, TYRE)
    desk = Desk(app, qtbot)
    desk.page.resize(*size)
    QApplication.processEvents()
    assert desk.page.width() == size[0]
    desk.page.open(id_)
    QApplication.processEvents()
    assert desk.page.width() == size[0]


@pytest.mark.parametrize(
    ("widget", "box"),
    [
        ("title", (40, 28, None, None)),
        ("start", (40, 80, 182, 36)),
        ("headings", (28, 142, 1024, 36)),
        ("row", (28, 178, 1024, 48)),
    ],
)
def test_the_home_stands_where_the_picture_has_it(
    app: FakeApp, qtbot: QtBot, widget: str, box: tuple[int | None, ...]
) -> None:
    made(app, VERBS)
    desk = Desk(app, qtbot)
    QApplication.processEvents()
    home = desk.page.home
    found = home.rows[0] if widget == "row" else getattr(home, widget)
    place = found.mapTo(desk.page, found.rect().topLeft())
    real = (place.x(), place.y(), found.width(), found.height())
    for there, wanted in zip(real, box, strict=True):
        assert wanted is None or abs(there - wanted) <= 4


def test_why_this_was_asked_is_told_after_the_answer_and_never_before(
    app: FakeApp, qtbot: QtBot
) -> None:
    made(app, VERBS)
    desk = Desk(app, qtbot)
    desk.press(Qt.Key.Key_Return)
    asked = run_of(app).sitting.asked
    assert asked is not None
    desk.type(asked.item.spec["answers"][0])
    assert not desk.page.aside.isVisible()
    desk.press(Qt.Key.Key_Return, Qt.Key.Key_W)
    assert desk.page.aside.isVisible()
    seed = run_of(app).sitting.plan.seed
    assert desk.page.aside.text() == f"It is new. Run {seed}, place 1."
    desk.press(Qt.Key.Key_Return)
    assert not desk.page.aside.isVisible()
    desk.press(Qt.Key.Key_Escape)
    assert "2 items were left." in desk.texts()


def test_the_place_of_a_drill_is_set_by_keyboard(app: FakeApp, qtbot: QtBot) -> None:
    made(app, VERBS)
    tyre = made(app, TYRE)
    desk = Desk(app, qtbot)
    desk.page.open(tyre)
    desk.press(Qt.Key.Key_P)
    place = desk.page.relations
    assert place.isVisible()
    desk.press(Qt.Key.Key_Right)
    place.rows[0].setFocus()
    desk.press(Qt.Key.Key_Space)
    assert place.rows[0].isChecked()
    assert app.data.rows("SELECT mixing FROM drill WHERE id = ?", (tyre,)) == [{"mixing": "mixed"}]
    levels = "SELECT min_level FROM prerequisite WHERE child = ? AND deleted IS NULL"
    assert app.data.rows(levels, (tyre,)) == [{"min_level": 1.0}]
    desk.press(Qt.Key.Key_Return)  # the row is still the one that has the keys
    assert app.data.rows(levels, (tyre,)) == [{"min_level": 0.8}]
    desk.press(Qt.Key.Key_Space)
    assert app.data.rows(levels, (tyre,)) == []
    desk.press(Qt.Key.Key_Space)
    desk.press(Qt.Key.Key_Escape)
    assert desk.page.drill.isVisible()
    assert "First comes “Separable verbs”." not in desk.texts()  # nothing was tried yet


def test_steps_are_practised_in_the_way_that_is_chosen(app: FakeApp, qtbot: QtBot) -> None:
    tyre = made(app, TYRE)
    desk = Desk(app, qtbot)
    desk.page.open(tyre)
    assert desk.page.drill.ways is not None
    desk.page.drill.ways.chosen.emit(3)
    desk.press(Qt.Key.Key_Return)
    assert run_of(app).sitting.plan.mode == "reorder"


def test_an_empty_home_offers_samples_of_every_kind_once(app: FakeApp, qtbot: QtBot) -> None:
    desk = Desk(app, qtbot)
    assert desk.page.home.samples.isVisible()
    desk.press(Qt.Key.Key_S)
    kinds = {row.row.kind for row in desk.page.home.rows}
    assert kinds == {kind.id for kind in KINDS}
    assert not desk.page.home.samples.isVisible()
    count = len(desk.page.home.rows)
    desk.page.home.samples_asked.emit()
    assert len(desk.page.home.rows) == count


@pytest.mark.requirement("R2")
def test_a_break_is_planned_by_keyboard_and_taken_back(app: FakeApp, qtbot: QtBot) -> None:
    made(app, VERBS)
    made(app, TYRE)
    service_of(app).words = None
    desk = Desk(app, qtbot)
    service_of(app).start_due()
    go_through(app)
    service_of(app).leave()
    before = app.data.rows("SELECT due FROM drill_item ORDER BY id")
    desk.press(Qt.Key.Key_B)
    away = desk.page.away
    assert away.isVisible()
    away.first.setText("2026-03-11")
    away.last.setText("2026-03-30")
    assert "4 items are asked before it, 0 after it." in away.told.text()
    QTest.keyClick(away.last, Qt.Key.Key_Return)
    assert "A break is planned: Wednesday, 11 March 2026" in desk.texts()
    now = app.clock.now().wall
    planned = app.data.rows("SELECT due FROM drill_item ORDER BY id")
    assert all(row["due"] <= now for row in planned)
    # What is answered now is not put into the break either.
    service_of(app).start_due()
    go_through(app)
    service_of(app).leave()
    dues = app.data.rows("SELECT due FROM drill_item")
    assert all(row["due"] >= now + 20 * DAY for row in dues)
    desk.press(Qt.Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    assert app.data.rows("SELECT deleted FROM drill_break")[0]["deleted"] is not None
    assert len(before) == 4


@pytest.mark.requirement("R2")
def test_dates_that_make_no_break_are_not_kept(app: FakeApp, qtbot: QtBot) -> None:
    made(app, VERBS)
    desk = Desk(app, qtbot)
    desk.press(Qt.Key.Key_B)
    away = desk.page.away
    for first, last in (("", ""), ("2026-03-20", "2026-03-11"), ("2026-01-01", "2026-03-30")):
        away.first.setText(first)
        away.last.setText(last)
        assert not away.keep.isEnabled()
    desk.press(Qt.Key.Key_Escape)
    assert app.data.rows("SELECT * FROM drill_break") == []


def test_a_mock_run_begins_calmly_and_shows_nothing_between_the_items(
    app: FakeApp, qtbot: QtBot
) -> None:
    id_ = made(app, VERBS)
    desk = Desk(app, qtbot)
    desk.page.open(id_)
    desk.press(Qt.Key.Key_X)
    assert desk.page.mock.isVisible()
    desk.press(Qt.Key.Key_Return)
    assert "Breathe out slowly" in desk.texts()
    desk.press(Qt.Key.Key_Return)
    for _ in range(3):
        asked = run_of(app).sitting.asked
        assert asked is not None
        desk.type(asked.item.spec["answers"][0])
        desk.press(Qt.Key.Key_Return)
        assert "Right." not in desk.texts()
    assert "3 of 3 right at the first try." in desk.texts()


def test_items_are_left_alone_and_begun_anew_by_keyboard_and_taken_back(
    app: FakeApp, qtbot: QtBot
) -> None:
    id_ = made(app, VERBS)
    service_of(app).start_due()
    go_through(app)
    service_of(app).leave()
    desk = Desk(app, qtbot)
    desk.page.open(id_)
    desk.press(Qt.Key.Key_I)
    view = desk.page.items
    assert view.isVisible()
    assert [row.name for row in view.rows] == ["to begin", "to arrive", "to invite"]
    desk.press(Qt.Key.Key_Down, Qt.Key.Key_R)
    assert [row.resting for row in view.rows] == [False, True, False]
    desk.press(Qt.Key.Key_Down, Qt.Key.Key_N)
    assert view.rows[2].due is None
    control = Qt.KeyboardModifier.ControlModifier
    desk.press(Qt.Key.Key_Z, Qt.Key.Key_Z, modifier=control)
    assert [row.resting for row in view.rows] == [False] * 3
    assert all(row.due is not None for row in view.rows)
    desk.press(Qt.Key.Key_Escape)
    assert desk.page.drill.isVisible()


def test_what_was_read_too_late_takes_nobody_back(app: FakeApp, qtbot: QtBot) -> None:
    desk = Desk(app, qtbot)
    desk.page.open(made(app, VERBS))
    late = desk.page.drill.facts
    desk.press(Qt.Key.Key_I)
    assert desk.page.items.isVisible()
    desk.page._show_facts(late)  # a busy disk
    assert desk.page.items.isVisible()


def test_a_mock_run_of_an_aim_takes_the_minutes_that_were_set(app: FakeApp, qtbot: QtBot) -> None:
    id_ = made(app, replace(VERBS, aim_name="German"))
    made(app, replace(TYRE, aim_name="German"))
    desk = Desk(app, qtbot)
    desk.page.open(id_)
    desk.press(Qt.Key.Key_X, Qt.Key.Key_Right)
    desk.page.mock.minutes.setFocus()
    desk.press(Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return)
    run = run_of(app)
    assert run.sitting.plan.limit == 20 * MINUTE
    assert {run.sitting.drills[drill].title for drill in run.sitting.queues} == {
        "Separable verbs",
        "Change a tyre",
    }
    assert "20 minutes in all." in desk.texts()


def test_a_break_that_was_planned_before_a_restart_is_shown_and_taken_back(
    app: FakeApp, qtbot: QtBot
) -> None:
    made(app, VERBS)
    service_of(app).start_due()
    go_through(app)
    service_of(app).leave()
    app.data.connection.execute(
        "INSERT INTO drill_break (id, first_day, last_day, updated) VALUES"
        " ('b', '2026-03-12', '2026-03-14', 1)"
    )
    desk = Desk(app, qtbot)
    assert "A break is planned: Thursday, 12 March 2026 to" in desk.texts()
    desk.press(Qt.Key.Key_B)
    assert len(desk.page.away.planned) == 1
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    desk.press(Qt.Key.Key_Delete, modifier=both)
    assert desk.page.away.planned == []
    assert app.data.rows("SELECT deleted FROM drill_break")[0]["deleted"] is not None
    desk.press(Qt.Key.Key_Escape)
    assert "A break is planned" not in desk.texts()


def hand(app: FakeApp, text: str, answer: str = "") -> None:
    app.bus.publish(Handed(text, Ref("reading_mark", "m"), "drill", answer))


def test_a_text_that_is_handed_over_waits_and_leaves_the_person_where_they_are(
    app: FakeApp, qtbot: QtBot
) -> None:
    desk = Desk(app, qtbot)
    pages: list[PageAsked] = []
    app.bus.subscribe(PageAsked, pages.append)
    hand(app, "Spaced practice is better than ___.", "massed practice")
    hand(app, "A passage without an answer.")
    assert pages == []
    desk.page.entered()
    editor = desk.page.findChild(EditorView)
    assert isinstance(editor, EditorView)
    assert editor.isVisible()
    assert editor.drill().kind == "typed_recall"
    assert "1 more text waits to become a drill." in desk.texts()
    desk.press(Qt.Key.Key_S, modifier=Qt.KeyboardModifier.ControlModifier)
    [kept] = app.data.rows("SELECT id, kind FROM drill")
    assert kept["kind"] == "typed_recall"
    [link] = app.data.rows("SELECT * FROM link")
    assert (link["relation"], link["to_kind"]) == ("made_from", "reading_mark")
    # The next one follows, and it was never lost.
    assert editor.isVisible()
    assert editor.drill().items[0]["prompt"] == "A passage without an answer."
    service_of(app).practise(kept["id"])
    assert open_of(run_of(app)).prompt.answer == "massed practice"


def test_nothing_replaces_what_is_not_kept_in_the_editor(app: FakeApp, qtbot: QtBot) -> None:
    other = made(app, VERBS)
    desk = Desk(app, qtbot)
    desk.page.make("show_and_grade")
    editor = desk.page.findChild(EditorView)
    assert isinstance(editor, EditorView)
    desk.type("Mine")
    draft = editor.drill()
    hand(app, "Something else.")
    for elsewhere in (
        desk.page.entered,
        lambda: desk.page.make("typed_recall"),  # from the finder
        lambda: desk.page.show_ref(Ref("drill", "new")),
        lambda: desk.page.show_ref(Ref("drill", other)),
    ):
        elsewhere()
        assert editor.drill() == draft
        assert editor.isVisible()
    assert "Not kept yet." in desk.texts()
    assert len(service_of(app).waiting.all) == 1
    desk.press(Qt.Key.Key_Escape, Qt.Key.Key_Escape)
    assert editor.drill().items[0]["prompt"] == "Something else."


def test_a_text_that_is_handed_over_disturbs_no_run(app: FakeApp, qtbot: QtBot) -> None:
    made(app, VERBS)
    desk = Desk(app, qtbot)
    desk.press(Qt.Key.Key_Return)
    hand(app, "Something else.")
    desk.page.entered()
    assert desk.page.run.isVisible()
    assert len(service_of(app).waiting.all) == 1


def test_what_goes_wrong_is_practised_from_the_page_of_a_drill(app: FakeApp, qtbot: QtBot) -> None:
    id_ = made(app, VERBS)
    desk = Desk(app, qtbot)
    desk.page.open(id_)
    assert not desk.page.drill.missed.isVisible()
    for right in (False, True, False):
        service_of(app).practise(id_)
        for _ in range(20):
            asked = open_of(run_of(app))
            wrong = asked.spec["prompt"] == "to arrive" and not right
            answer(app, right=not wrong)
            if isinstance(run_of(app).go_on(), Ended):
                break
        service_of(app).leave()
    desk.page.open(id_)
    assert desk.page.drill.missed.isVisible()
    assert "Went wrong at times: “to arrive”." in desk.texts()
    desk.press(Qt.Key.Key_W)
    assert desk.page.run.isVisible()
    assert open_of(run_of(app)).spec["prompt"] == "to arrive"


def test_each_way_of_asking_shows_its_own_measures(app: FakeApp, qtbot: QtBot) -> None:
    id_ = made(app, TYRE)
    service_of(app).practise(id_, "recall")
    answer(app, seconds=30)
    run_of(app).stop()
    service_of(app).leave()
    desk = Desk(app, qtbot)
    desk.page.open(id_)
    view = desk.page.drill
    assert view.facts is not None
    assert (view.facts.mode, view.facts.times) == ("next", ())
    assert view.ways is not None
    view.ways.setFocus()
    desk.press(Qt.Key.Key_Right)
    assert (view.facts.mode, view.facts.times) == ("recall", (30.0,))
    assert view.ways.index == 1
