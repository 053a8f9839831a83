"""Beside the text: how fast is understood, what is an effort, why the speed changed."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from spindle.core.clock import DAY
from spindle.core.session import Activity
from spindle.features.listen.page.curve_part import OF_ONE_TEXT
from spindle.features.listen.page.page import ListenPage
from spindle.features.listen.page.rate_row import RateRow
from spindle.features.listen.settings import CHECKS, FONT, SESSION
from spindle.features.listen.store import ListenStore
from spindle.features.listen.text.genre import Genre
from spindle.ui import theme
from spindle.ui.labels import Label
from tests.helpers.fakes import FakeApp
from tests.helpers.reading import answer, hear, lane, listening, long_text, until_asked

if TYPE_CHECKING:
    from spindle.features.listen.service import ListenService

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


class Desk:
    """The page, with checks of another text behind it."""

    def __init__(self, qtbot: QtBot, app: FakeApp) -> None:
        self.app = app
        self.service: ListenService = app.services["listen"]
        app.settings.set(SESSION, 0)
        self.page = ListenPage(app)
        qtbot.addWidget(self.page)
        self.page.resize(1080, 820)
        self.page.show()
        self.page.entered()
        QApplication.processEvents()
        self.panel = self.page.reading.speeds

    def press(self, key: str) -> None:
        QTest.keyClick(self.page, getattr(Qt.Key, f"Key_{key}"))
        QApplication.processEvents()

    def reopen(self) -> None:
        assert self.service.document is not None
        self.service.open(self.service.document.id)

    def remember(self, count: int, document: str) -> None:
        """So many checks of this voice, from an earlier session with a document."""
        session = self.app.sessions.begin(Activity.LISTEN, "Before")
        for number in range(count):
            self.app.data.connection.execute(
                "INSERT INTO reading_check (id, session_id, document_id, number, kind, chapter,"
                " block, place, before, after, choices, answer, given, outcome, wpm, voice,"
                " sounded, asked, updated) VALUES (?, ?, ?, ?, 'cloze', 0, 0, 0, '', '', '[]', 0,"
                " 0, ?, ?, ?, 0, ?, 0)",
                (
                    f"{document}{number}",
                    session.id,
                    document,
                    number,
                    "missed" if number % 4 == 3 else "right",
                    200 + 5 * (number % 10),
                    self.service.voice,
                    number,
                ),
            )
        self.reopen()


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    app, _ = listening(tmp_path, long_text())
    yield Desk(qtbot, app)
    app.data.close()


@pytest.mark.requirement("reader-idea-2")
def test_with_few_checks_it_says_how_many_are_needed(desk: Desk) -> None:
    desk.press("V")
    assert desk.panel.isVisible()
    assert desk.panel.curve.finding.text() == "How fast you understand is not known yet."
    assert desk.panel.curve.sure.text() == "0 of the 8 checks that it needs with this voice."
    assert not desk.panel.curve.chart.isVisible()
    desk.press("V")
    assert not desk.panel.isVisible()


@pytest.mark.requirement("reader-idea-2")
def test_the_curve_is_a_sentence_a_picture_and_a_table(desk: Desk) -> None:
    assert desk.service.document is not None
    desk.remember(40, desk.service.document.id)
    desk.press("V")
    words = desk.panel.curve.finding.text()
    assert words.startswith("80 % understood at ")
    assert words.endswith(" wpm")
    assert "±" in words
    assert desk.panel.curve.sure.text().startswith("From 40 checks.")
    assert desk.panel.curve.chart.accessibleDescription() == words
    assert desk.panel.curve.chart.isVisible()
    assert not desk.panel.curve.table.isVisible()
    desk.panel.curve.as_table.click()
    assert desk.panel.curve.table.isVisible()
    assert not desk.panel.curve.chart.isVisible()
    assert desk.panel.curve.table.rows[0] == ("wpm", "understood", "from", "to")
    assert sum(
        int(row[2]) for row in desk.panel.curve.table.rows if row[-1] == "" and row[2].isdecimal()
    )
    assert desk.panel.curve.as_table.text() == "Show as chart"


@pytest.mark.requirement("reader-idea-2")
def test_a_text_with_checks_enough_has_a_curve_of_its_own(desk: Desk) -> None:
    assert desk.service.document is not None
    own = desk.service.document.id
    desk.service.library.paste("Another text. It is short.")
    assert desk.service.document is not None
    other = desk.service.document.id
    desk.remember(20, other)
    desk.service.open(own)
    desk.press("V")
    assert not desk.panel.curve.of.isVisible(), "it has no checks of its own"
    desk.remember(OF_ONE_TEXT, own)
    desk.panel.follow()
    assert desk.panel.curve.of.isVisible()
    whole = desk.panel.curve.sure.text()
    QTest.keyClick(desk.panel.curve.of, Qt.Key.Key_Right)
    assert whole.startswith("From 32 checks.")
    assert desk.panel.curve.sure.text().startswith("From 12 checks.")


@pytest.mark.requirement("reader-idea-2")
def test_each_kind_of_text_has_a_curve_and_that_of_this_one_is_in_force(desk: Desk) -> None:
    curve = desk.panel.curve
    assert desk.service.document is not None
    own = desk.service.document.id
    desk.service.library.paste("A novel. It is short.")
    assert desk.service.document is not None
    novel = desk.service.document.id
    desk.service.set_genre(Genre.STORY)
    desk.remember(40, novel)
    desk.service.open(own)
    desk.press("V")
    assert curve.of.isVisible()
    assert curve.of.text() == "Article"
    assert curve.sure.text() == (
        "From 0 checks in such texts; 40 in others say where to look. "
        "The band holds the curve four times in five."
    )
    of_articles = curve.finding.text()
    QTest.keyClick(curve.of, Qt.Key.Key_Left)
    assert curve.of.text() == "Story"
    assert curve.sure.text().startswith("From 40 checks.")
    assert give(curve.finding.text()) < give(of_articles), "nothing is known of articles yet"
    QTest.keyClick(curve.of, Qt.Key.Key_Left)
    assert curve.of.text() == "All texts"
    desk.service.set_genre(Genre.STORY)
    QApplication.processEvents()
    assert not curve.of.isVisible(), "all that is known is of one kind"
    assert curve.sure.text().startswith("From 40 checks.")


@pytest.mark.requirement("reader-idea-2")
def test_a_text_that_is_said_to_be_of_another_kind_takes_its_checks_along(desk: Desk) -> None:
    assert desk.service.document is not None
    desk.remember(40, desk.service.document.id)
    sitting = desk.service.sitting
    assert sitting is not None
    before = sitting.ramp.estimate.wpm
    desk.press("Space")
    answer(desk.app, desk.service, right=False)
    desk.service.set_genre(Genre.NOTES)
    assert {sign.genre for sign in sitting.reader.signs} == {Genre.NOTES}
    assert len(sitting.reader.signs) == 41
    assert sitting.ramp.estimate.wpm < before
    desk.reopen()
    anew = desk.service.sitting
    assert anew is not None
    assert {sign.genre for sign in anew.reader.signs} == {Genre.NOTES}
    assert anew.ramp.estimate.wpm == pytest.approx(sitting.ramp.estimate.wpm, rel=0.005)


def give(finding: str) -> int:
    """The figure behind ±."""
    return int(finding.partition("±")[2].split()[0])


@pytest.mark.requirement("reader-idea-4")
def test_it_says_whether_the_speed_is_an_effort_and_offers_to_find_comfort_anew(
    desk: Desk,
) -> None:
    desk.press("V")
    assert "not known yet" in desk.panel.effort.text()
    assert desk.panel.find_it.isVisible()
    store, now = ListenStore(desk.app.database), desk.app.clock.now().wall
    store.save_comfort(desk.service.voice, 185, now - 2 * DAY)
    desk.reopen()
    desk.panel.follow()
    assert desk.panel.effort.text() == "200 wpm is inside your band: a little effort."
    assert desk.panel.comfort.text() == (
        "The band is 194 to 213 wpm, around your comfortable 185 wpm."
    )
    assert not desk.panel.find_it.isVisible()
    desk.service.set_speed(150)
    assert desk.panel.effort.text() == "150 wpm is below your band: coasting."
    desk.service.set_speed(260)
    assert "the thread is easily lost" in desk.panel.effort.text()
    desk.app.time.clock.advance(6 * DAY)
    desk.panel.follow()
    assert "more than a week ago" in desk.panel.comfort.text()
    desk.panel.find_it.click()
    QApplication.processEvents()
    assert desk.page.calibrating.isVisible()


@pytest.mark.requirement("reader-idea-1")
def test_every_change_of_the_session_stands_there_with_its_reason_and_the_last_is_undone(
    desk: Desk,
) -> None:
    desk.press("V")
    assert desk.panel.none.isVisible()
    desk.press("Space")
    answer(desk.app, desk.service, right=True)
    hear(desk.app, 4)
    desk.service.faster(-14)
    QApplication.processEvents()
    head, last, first = desk.panel.changes.rows
    assert head == ("At", "From", "To", "Because")
    assert first[1:] == ("200", "204", "right")
    assert last[1:] == ("204", "190", "by hand")
    assert first[0] > "00:30"
    desk.panel.back.click()
    assert desk.service.wpm == 204
    assert len(desk.panel.changes.rows) == 2


def test_checks_that_change_no_speed_stand_there_too(desk: Desk) -> None:
    desk.press("V")
    desk.press("Space")
    until_asked(desk.app, desk.service)
    desk.service.skip_check()
    hear(desk.app, 2)
    desk.service.pause()
    desk.service.faster()
    QApplication.processEvents()

    assert [row[1:] for row in desk.panel.changes.rows[1:]] == [
        ("200", "205", "by hand"),
        ("200", "200", "skipped"),
    ]
    assert desk.panel.back.isVisible()


def test_presses_in_a_row_are_one_line_and_are_taken_back_one_by_one(desk: Desk) -> None:
    def rows() -> list[tuple[str, ...]]:
        QApplication.processEvents()
        return [row[1:] for row in desk.panel.changes.rows[1:]]

    desk.press("V")
    desk.press("Space")
    hear(desk.app, 2)
    for _ in range(8):
        desk.service.faster()
    assert rows() == [("200", "240", "by hand")]
    desk.panel.back.click()
    assert rows() == [("200", "235", "by hand")]
    hear(desk.app, 40)
    desk.service.faster(-10)
    assert rows() == [("235", "225", "by hand"), ("200", "235", "by hand")]
    answer(desk.app, desk.service, right=True)
    desk.service.faster()
    assert [row[-1] for row in rows()] == ["by hand", "right", "by hand", "by hand"]


@pytest.mark.requirement("reader-row-29")
def test_it_says_how_much_time_was_saved(desk: Desk) -> None:
    desk.app.settings.set(CHECKS, False)
    desk.service.set_speed(360)
    desk.press("Space")
    for _ in range(30):
        hear(desk.app, 2)
        if desk.service.asked is not None:
            desk.service.skip_check()
    desk.press("V")
    sitting = desk.service.sitting
    assert sitting is not None
    assert sitting.sounding.saved == pytest.approx(sitting.sounded, rel=0.02), (
        "at twice its own speed"
    )
    assert desk.panel.saved.text() == (
        "01:00 saved against the voice's own speed; it sounds at 2.00× now."
    )
    assert lane(desk.app).ratio == 2


def test_only_one_panel_stands_beside_the_text(desk: Desk) -> None:
    desk.press("O")
    desk.press("V")
    assert desk.panel.isVisible()
    assert not desk.page.reading.panel.isVisible()
    desk.press("O")
    assert not desk.panel.isVisible()
    QTest.keyClick(desk.page.reading.panel.steps, Qt.Key.Key_Escape)
    assert not desk.page.reading.panel.isVisible()


def test_the_check_that_comes_is_marked_in_the_margin_beside_its_sentence(desk: Desk) -> None:
    desk.press("Space")
    for _ in range(400):
        hear(desk.app, 1)
        if desk.service.ahead:
            break
    line = desk.service.spot.line
    assert desk.service.ahead == 1
    assert desk.page.reading.pane.note == "check 1"
    for _ in range(60):
        hear(desk.app, 1)
        if desk.service.asked is not None:
            break
    assert desk.service.asked is not None
    assert desk.service.asked.line == line


def test_the_letters_are_serif_sans_or_any_that_are_installed(desk: Desk) -> None:
    pane = desk.page.reading.pane
    serif = pane.sizeHint().height()
    desk.app.settings.set(FONT, "sans")
    assert pane.family == "Inter"
    sans = pane.sizeHint().height()
    desk.app.settings.set(FONT, "DejaVu Sans Mono")
    assert pane.family == "DejaVu Sans Mono"
    assert len({serif, sans, pane.sizeHint().height()}) > 1
    desk.app.settings.reset(FONT)
    assert pane.family == "Gentium Book Plus"


def test_in_silence_the_page_shows_what_is_understood_in_silence(desk: Desk) -> None:
    assert desk.service.document is not None
    desk.remember(40, desk.service.document.id)
    desk.press("V")
    dock = desk.page.reading.dock
    assert dock.facts.understood.text().endswith(" wpm")
    desk.press("I")

    assert dock.facts.understood.isVisible()
    assert dock.facts.understood.text() == "not yet"
    assert dock.facts.of_checks.text() == "0 of 8 checks in silence"
    assert desk.panel.curve.sure.text() == "0 of the 8 checks that it needs in silence."
    assert not desk.panel.curve.chart.isVisible()
    assert not desk.panel.find_it.isVisible()
    desk.app.data.connection.execute("UPDATE reading_check SET voice = 'silent'")
    desk.reopen()
    QApplication.processEvents()
    assert dock.facts.understood.text().endswith(" wpm")
    assert dock.facts.of_checks.text() == "18 of 25 in silence"
    assert desk.panel.curve.sure.text().startswith("From 40 checks in silence.")
    desk.press("I")
    assert dock.facts.understood.text() == "not yet"
    assert dock.facts.of_checks.text() == "0 of 8 checks"
    assert desk.panel.curve.sure.text() == "0 of the 8 checks that it needs with this voice."


@pytest.mark.parametrize("wide", [1080, 960, 948])
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_speed_and_understood_are_never_cut(
    desk: Desk, qapp: QApplication, wide: int, scale: float
) -> None:
    assert desk.service.document is not None
    desk.remember(40, desk.service.document.id)
    before = theme.application_theme()
    theme.apply(qapp, theme.Theme(before.palette, text_scale=scale, reduced_motion=True))
    try:
        facts = desk.page.reading.dock.facts
        desk.page.resize(wide, 820)
        QApplication.processEvents()
        labels = [each for each in facts.findChildren(Label) if each.isVisible()]

        assert facts.speed.text().startswith("200")
        assert facts.understood in labels
        assert sum(each.sizeHint().width() for each in labels) < facts.width()
        if scale == 1 and wide == 1080:
            assert facts.speed.text() == "200 wpm"
            assert facts.of_checks in labels
    finally:
        theme.apply(qapp, before)


def test_where_five_words_have_no_room_the_digits_stand_alone(qtbot: QtBot) -> None:
    row = RateRow()
    qtbot.addWidget(row)
    row.resize(420, 120)
    row.show()
    words = [pill.text() for pill in row.pills]
    assert words[0] == "1  rough"
    row.resize(220, 160)
    assert [pill.text() for pill in row.pills] == ["1", "2", "3", "4", "5"]
    assert row.ends.text() == "from 1 rough to 5 absorbed"
    assert [pill.accessibleName() for pill in row.pills] == words
    assert all(row.rect().contains(pill.geometry()) for pill in row.pills)
    row.resize(420, 120)
    assert [pill.text() for pill in row.pills] == words
    assert not row.ends.isVisible()


def test_before_there_are_checks_enough_the_line_says_how_many_there_are(desk: Desk) -> None:
    facts = desk.page.reading.dock.facts
    assert desk.service.document is not None
    told = []
    for silent in (False, True):
        desk.service.set_silent(on=silent)
        QApplication.processEvents()
        assert facts.understood.isVisible()
        told.append((facts.understood.text(), facts.of_checks.text()))
    assert told == [("not yet", "0 of 8 checks"), ("not yet", "0 of 8 checks in silence")]
    desk.service.set_silent(on=False)
    desk.remember(3, desk.service.document.id)
    assert (facts.understood.text(), facts.of_checks.text()) == ("not yet", "3 of 8 checks")
