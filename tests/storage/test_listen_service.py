"""Listen, from a file to its session: places, speeds, checks and what is kept, in a real file."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from spindle.core.clock import MINUTE, SECOND
from spindle.core.feature import PageAsked
from spindle.core.ids import Ref
from spindle.core.presence import QuietChanged
from spindle.core.session import Activity
from spindle.core.sound_events import At
from spindle.features.listen.feature import LISTEN
from spindle.features.listen.notices import FAST
from spindle.features.listen.records import DocumentLine, MarkKind
from spindle.features.listen.service import ListenService
from spindle.features.listen.settings import CEILING, CHECKS, EASY, SESSION, WPM
from spindle.features.listen.store import ListenStore
from spindle.features.listen.text.model import Place
from spindle.features.listen.text.skip import Reason
from tests.helpers.fakes import FakeApp, make_app
from tests.helpers.public_texts import sentences
from tests.helpers.reading import answer, hear, lane, listening, long_text, until_asked

if TYPE_CHECKING:
    from spindle.features.listen.velocity.check import Check


def words_heard(service: ListenService) -> str:
    """The sentence at the place, as written."""
    script, line = service.script, service.spot.line
    assert script is not None
    assert line is not None
    return script.written(line)


def again(tmp_path: Path) -> tuple[FakeApp, ListenService]:
    """Spindle started anew on the same profile, with the last document open."""
    app = make_app(tmp_path, features=(LISTEN,))
    service: ListenService = app.services["listen"]
    service.open(service.library.documents[0].id)
    return app, service


def test_a_file_becomes_a_document_with_chapters_and_opens(tmp_path: Path) -> None:
    _, service = listening(tmp_path)

    assert service.document is not None
    assert [each.title for each in service.document.chapters] == [
        "What is read back",
        "Unfinished things",
        "Morning",
    ]
    assert not service.playing


def test_a_file_that_cannot_be_read_says_why_and_leaves_no_document(tmp_path: Path) -> None:
    app, service = listening(tmp_path)
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    service.add(empty)
    [arriving] = service.library.arriving

    assert arriving.trouble is not None
    assert arriving.trouble[1]["file"] == "empty.txt"
    assert len(service.library.documents) == 1
    service.library.cancel(arriving.id)
    assert service.library.arriving == ()
    assert app.data.failures == []


def test_the_same_file_again_is_the_same_document(tmp_path: Path) -> None:
    _, service = listening(tmp_path)
    service.add(tmp_path / "Memory in the Night.md")

    assert len(service.library.documents) == 1


@pytest.mark.requirement("reader-row-7")
def test_pasted_text_is_a_document_named_by_its_first_words(tmp_path: Path) -> None:
    _, service = listening(tmp_path)
    service.library.paste("A walk through a new town\n\nIt was fine. It was long.\x00\ud800")

    assert service.document is not None
    assert service.document.title == "A walk through a new town"
    assert service.document.path == ""
    assert list((tmp_path / "pasted").iterdir()) == []
    assert service.library.paste(" \n ") is None


def test_a_removed_document_can_be_put_back(tmp_path: Path) -> None:
    _, service = listening(tmp_path)
    undo = service.library.remove(service.library.documents[0].id)
    assert service.library.documents == ()
    undo()

    assert len(service.library.documents) == 1


def test_a_cancelled_import_leaves_nothing(tmp_path: Path) -> None:
    app, service = listening(tmp_path)
    app.working.holding = True
    path = tmp_path / "other.txt"
    path.write_text("Some other words.", encoding="utf-8")
    service.library.cancel(service.add(path))
    app.working.release()

    assert len(service.library.documents) == 1
    assert service.library.arriving == ()


def test_what_was_half_read_when_the_power_went_is_gone_and_the_rest_is_there(
    tmp_path: Path,
) -> None:
    app, _ = listening(tmp_path)
    app.data.connection.execute(
        "INSERT INTO document (id, title, added, updated) VALUES ('x', 'Half', 1, 1)"
    )
    _, service = again(tmp_path)

    assert [each.title for each in service.library.documents] == ["What is read back"]


@pytest.mark.requirement("reader-4")
@pytest.mark.parametrize(
    "move",
    [
        lambda service: service.skip(-3.0),
        lambda service: service.step(1),
        lambda service: (service.step(1), service.undo.back()),
    ],
    ids=["seconds", "sentence", "taken back"],
)
def test_where_it_was_sent_at_rest_it_is_after_a_power_cut(
    tmp_path: Path, move: Callable[[ListenService], object]
) -> None:
    app, service = listening(tmp_path)
    service.play()
    hear(app, 6.75)
    service.pause()
    move(service)
    spot = service.spot
    _, later = again(tmp_path)

    assert later.spot.place == spot.place
    assert later.spot.ms == pytest.approx(spot.ms, abs=50)


@pytest.mark.requirement("reader-4")
@pytest.mark.requirement("reader-row-11")
def test_pause_quit_start_is_the_same_word_and_sample(tmp_path: Path) -> None:
    app, service = listening(tmp_path)
    service.play()
    hear(app, 6.75)
    service.pause()
    spot = service.spot
    app.services["listen"].stop()
    _, later = again(tmp_path)

    assert later.spot.place == spot.place
    assert later.spot.ms == pytest.approx(spot.ms, abs=50)


@pytest.mark.requirement("reader-4")
def test_after_a_power_cut_five_seconds_are_lost_at_most(tmp_path: Path) -> None:
    app, service = listening(tmp_path, long_text())
    service.play()
    for _ in range(20):
        hear(app, 1.75)
        [row] = app.data.rows("SELECT saved FROM reading_position")
        assert app.clock.now().wall - row["saved"] <= 5 * SECOND


@pytest.mark.requirement("reader-5")
@pytest.mark.requirement("reader-row-22")
@pytest.mark.requirement("reader-row-23")
def test_each_text_keeps_its_speed_and_a_new_one_has_the_default(tmp_path: Path) -> None:
    app, service = listening(tmp_path)
    service.play()
    assert service.wpm == 200
    for _ in range(3):
        service.faster()
    app.settings.set(WPM, 240)
    service.end_session()
    service.library.paste("Some other text. It is short.")
    service.play()
    assert service.wpm == 240
    service.stop()
    _, later = again(tmp_path)
    later.open(next(e.id for e in later.library.documents if e.title == "What is read back"))

    assert later.wpm == 215


@pytest.mark.requirement("reader-19")
@pytest.mark.parametrize(
    ("away", "back"), [(3 * SECOND, 0), (30 * SECOND, 1), (2 * MINUTE, 10), (3 * 60 * MINUTE, 30)]
)
@pytest.mark.requirement("reader-row-42")
def test_after_a_break_a_little_is_heard_again(tmp_path: Path, away: int, back: int) -> None:
    app, service = listening(tmp_path, long_text())
    service.play()
    hear(app, 60)
    service.pause()
    line, spot = service.spot.line, service.spot
    assert line is not None
    assert service.script is not None
    app.time.pass_(away)
    service.open(service.document.id) if away > 5 * MINUTE and service.document else None
    service.play()

    assert service.spot.line is not None
    if back == 0:
        assert service.spot == spot
    elif back == 1:
        assert service.spot.line == service.script.step(line, -1)
    else:
        before, now = service.script.before, service.spot
        words = before[line.number] - before[service.spot.line.number]
        seconds = words / 3 + (spot.ms - now.ms) / 1000  # the voice says three words a second
        assert seconds == pytest.approx(back, abs=1)


@pytest.mark.requirement("reader-16")
@pytest.mark.requirement("reader-row-16")
@pytest.mark.requirement("reader-row-17")
@pytest.mark.requirement("reader-row-18")
def test_sentences_paragraphs_seconds_and_chapters_have_verbs(tmp_path: Path) -> None:
    app, service = listening(tmp_path)
    service.play()
    service.step(1)
    assert words_heard(service) == "At night the sketch is read back."
    service.step(1)
    service.step(-1)
    assert words_heard(service) == "At night the sketch is read back."
    service.paragraph(1)
    assert words_heard(service) == "The three rhythms nest inside one another."
    service.paragraph(-1)
    assert words_heard(service) == "At night the sketch is read back."
    service.next_chapter()
    assert words_heard(service) == "Unfinished things"
    assert service.playing
    hear(app, 3)
    service.skip(-1)
    assert service.script is not None
    assert service.script.chapter == 1
    service.skip(-10)
    assert service.script.chapter == 0


@pytest.mark.requirement("reader-row-15")
def test_reading_goes_on_from_a_word_that_was_clicked(tmp_path: Path) -> None:
    _, service = listening(tmp_path)
    service.play_from(Place(0, 1, 47))

    assert words_heard(service) == "Slow waves sweep across the cortex."
    assert service.spot.word.start == 45
    assert service.playing


@pytest.mark.requirement("reader-17")
@pytest.mark.requirement("reader-row-41")
def test_in_step_mode_it_halts_at_each_sentence_end(tmp_path: Path) -> None:
    app, service = listening(tmp_path)
    service.set_step_mode(on=True)
    heard = []
    for _ in range(3):
        service.play()
        hear(app, 8)
        assert not service.playing
        heard.append(words_heard(service))

    assert heard == [
        "What is read back",
        "At night the sketch is read back.",
        "Slow waves sweep across the cortex.",
    ]


def test_the_next_chapter_follows_and_the_end_finishes_the_document(tmp_path: Path) -> None:
    app, service = listening(tmp_path)
    service.play()
    hear(app, 60)
    [row] = app.data.rows("SELECT finished, heard, words FROM document")

    assert not service.playing
    assert service.spot.place.chapter == 2
    assert row["finished"] is not None
    assert row["heard"] == row["words"]


@pytest.mark.requirement("reader-18")
@pytest.mark.requirement("reader-row-38")
@pytest.mark.requirement("reader-row-40")
def test_one_key_keeps_the_sentence_and_a_second_press_adds_none(tmp_path: Path) -> None:
    app, service = listening(tmp_path)
    service.play()
    hear(app, 3)
    service.keep()
    service.keep()
    service.keep(MarkKind.BOOKMARK)
    rows = app.data.rows("SELECT kind, text FROM reading_mark ORDER BY kind")

    assert rows == [
        {"kind": "bookmark", "text": "At night the sketch is read back."},
        {"kind": "sentence", "text": "At night the sketch is read back."},
    ]
    service.drop(service.kept[0].id)
    assert len(service.kept) == 1


WITH_A_TABLE = """# Flow

The river was measured every year [12].

| Year | Flow |
|---|---|
| 2005 | 880 |
| 2006 | 912 |

It rose.
"""


def test_what_is_kept_is_what_was_heard(tmp_path: Path) -> None:
    app, service = listening(tmp_path, WITH_A_TABLE)
    service.play()
    until_said(app, service, "Table, 3 rows.")
    service.keep()
    service.hand_on("drill")
    service.keep(MarkKind.BOOKMARK)
    rows = app.data.rows("SELECT kind, text FROM reading_mark ORDER BY kind")

    assert rows == [
        {"kind": "bookmark", "text": "Table, 3 rows."},
        {"kind": "sentence", "text": "The river was measured every year."},
    ]


def until_said(app: FakeApp, service: ListenService, words: str) -> None:
    """Listen until these words are said."""
    for _ in range(60):
        if service.spot.line is not None and service.spot.line.said.text == words:
            return
        hear(app, 0.5)
    raise AssertionError(words)


@pytest.mark.requirement("reader-row-25")
def test_checks_come_between_sentences_and_the_speed_follows_the_answers(tmp_path: Path) -> None:
    app, service = listening(tmp_path, long_text())
    service.play()
    answer(app, service, right=True)
    assert not service.playing
    assert service.wpm == pytest.approx(204)
    hear(app, 2)
    assert service.playing
    answer(app, service, right=False)
    slower = service.wpm
    assert slower < 204
    rows = app.data.rows("SELECT outcome, wpm, number FROM reading_check ORDER BY asked")
    changes = app.data.rows("SELECT why, before, after FROM speed_change ORDER BY at")

    assert [row["outcome"] for row in rows] == ["right", "missed"]
    assert [row["why"] for row in changes] == ["right", "missed"]
    assert changes[1]["after"] == slower


@pytest.mark.requirement("reader-idea-6")
def test_a_missed_sentence_is_said_again_slowly_and_the_speed_comes_back_in_two_steps(
    tmp_path: Path,
) -> None:
    app, service = listening(tmp_path, long_text())
    service.play()
    answer(app, service, right=False)
    asked = service.asked
    assert asked is not None
    service.play()

    assert service.spot.place == asked.place
    assert lane(app).ratio * 180 == pytest.approx(service.wpm * 0.85, rel=0.1)
    ratios = {round(lane(app).ratio * 180)}
    for _ in range(120):
        hear(app, 1)
        ratios.add(round(lane(app).ratio * 180))
    assert len(ratios) == 3
    assert max(ratios) == round(service.wpm)


def test_a_skipped_check_is_no_miss_and_two_hold_the_speed(tmp_path: Path) -> None:
    app, service = listening(tmp_path, long_text())
    service.play()
    for _ in range(2):
        until_asked(app, service)
        service.skip_check()
        assert service.playing

    assert service.wpm == 200
    assert service.sitting is not None
    assert service.sitting.ramp.paused
    assert {row["outcome"] for row in app.data.rows("SELECT * FROM reading_check")} == {"skipped"}


def test_no_check_is_asked_when_checks_are_off(tmp_path: Path) -> None:
    app, service = listening(tmp_path, long_text())
    app.settings.set(CHECKS, "off")
    service.play()
    hear(app, 400)

    assert service.asked is None
    assert service.playing


def test_going_elsewhere_while_a_check_is_open_skips_it(tmp_path: Path) -> None:
    app, service = listening(tmp_path, long_text())
    service.play()
    until_asked(app, service)
    service.toggle()
    assert service.asked is not None
    service.next_chapter()

    assert service.asked is None
    assert app.data.rows("SELECT outcome FROM reading_check") == [{"outcome": "skipped"}]


def test_every_change_of_speed_can_be_taken_back(tmp_path: Path) -> None:
    app, service = listening(tmp_path, long_text())
    service.play()
    answer(app, service, right=False)
    service.undo_speed()
    rows = app.data.rows("SELECT why, undone FROM speed_change ORDER BY at, rowid")

    assert service.wpm == 200
    assert [(row["why"], row["undone"] is None) for row in rows] == [
        ("missed", False),
        ("undone", True),
    ]


def said(service: ListenService) -> list[str]:
    return [each.sentence for each in service.notices.all]


def test_above_300_words_a_minute_it_says_once_what_is_known(tmp_path: Path) -> None:
    _, service = listening(tmp_path)
    service.set_speed(299)
    assert said(service) == []
    service.set_speed(310)
    assert said(service) == [FAST]
    service.set_speed(280)
    assert said(service) == []


def test_it_says_so_too_where_a_session_begins_that_fast_once_while_the_program_runs(
    tmp_path: Path,
) -> None:
    app, service = listening(tmp_path)
    service.set_speed(450)
    service.put_away()
    assert service.document is not None
    service.open(service.document.id)
    again = ListenService(app)
    assert service.document is not None
    again.open(service.document.id, play=True)
    lane = app.sounding.lanes[-1]
    for _ in range(8):
        app.time.pass_(SECOND // 4)
        lane.pass_(0.25)
    [told] = again.notices.all
    assert (told.sentence, told.facts) == (FAST, (("ceiling", "275"),))
    again.put_away()
    again.end_session()
    again.play()
    for _ in range(8):
        app.time.pass_(SECOND // 4)
        lane.pass_(0.25)
    assert again.sitting is not None
    assert again.sitting.session is not None
    assert said(again) == []


def test_answers_that_raise_the_speed_above_300_words_a_minute_say_it_too(tmp_path: Path) -> None:
    app, service = listening(tmp_path, long_text())
    app.settings.set(CEILING, 400)
    service.set_speed(295)
    service.play()
    for _ in range(8):
        assert said(service) == [], f"at {service.wpm} wpm"
        answer(app, service, right=True)
        if service.wpm > 300:
            break
        hear(app, 2)
    assert service.wpm > 300
    assert said(service) == [FAST]
    hear(app, 2)
    answer(app, service, right=False)
    assert service.wpm < 300
    assert said(service) == []


@pytest.mark.requirement("reader-row-49")
def test_a_session_has_its_words_minutes_speeds_and_checks(tmp_path: Path) -> None:
    app, service = listening(tmp_path, long_text())
    service.play()
    answer(app, service, right=True)
    hear(app, 30)
    service.end_session()
    [session] = app.data.rows("SELECT * FROM session")
    [row] = app.data.rows("SELECT * FROM listening")

    assert session["activity"] == Activity.LISTEN
    assert session["title"] == "Chapter 0"
    assert session["outcome"] == "stopped"
    assert (session["ref_kind"], session["ref_id"]) == ("document", row["document_id"])
    assert row["words"] == pytest.approx(row["sounded"] / MINUTE * 200, rel=0.06)
    assert row["wpm"] == pytest.approx(200, rel=0.06)
    assert session["active"] >= row["sounded"]
    assert service.to_rate is not None
    service.rate(4)
    assert app.data.rows("SELECT rating FROM session") == [{"rating": 4}]


def test_what_was_heard_of_a_sentence_before_a_jump_out_of_it_is_in_the_session(
    tmp_path: Path,
) -> None:
    app, service = listening(tmp_path, long_text())
    service.set_speed(200)
    service.play()
    for _ in range(12):
        hear(app, 2.5)
        service.step(1)
    hear(app, 2.5)
    service.end_session()
    [row] = app.data.rows("SELECT * FROM listening")

    assert row["words"] == pytest.approx(row["sounded"] / MINUTE * 200, rel=0.15)


def test_a_pause_of_five_minutes_ends_the_session_where_it_began(tmp_path: Path) -> None:
    app, service = listening(tmp_path, long_text())
    service.play()
    hear(app, 60)
    service.pause()
    paused = app.clock.now().wall
    app.time.pass_(6 * MINUTE)

    assert app.data.rows("SELECT ended, outcome FROM session") == [
        {"ended": paused, "outcome": "stopped"}
    ]
    service.play()
    assert len(app.data.rows("SELECT id FROM session")) == 2


@pytest.mark.requirement("reader-row-49")
def test_the_sentence_that_was_on_its_way_to_the_ear_at_the_end_begins_no_second_session(
    tmp_path: Path,
) -> None:
    app, service = listening(tmp_path, long_text())
    service.play()
    hear(app, 20)
    service.end_session()
    voice = lane(app)
    late = voice.utterances[voice.index + 1].id
    for ms, playing in ((0.0, True), (9.0, False)):
        app.sounding.tell(voice, At(utterance=late, start=0, end=3, ms=ms, playing=playing))

    assert len(app.data.rows("SELECT id FROM session")) == 1
    service.play()
    assert len(app.data.rows("SELECT id FROM session")) == 2


def test_the_words_around_a_chapter_are_counted_for_checks_once_it_is_on_the_page(
    tmp_path: Path,
) -> None:
    app, service = listening(tmp_path)
    asked: list[range] = []
    ask = ListenStore.ask_surroundings

    def counted(store: ListenStore, line: DocumentLine, chapters: range, done: Any) -> None:
        asked.append(chapters)
        ask(store, line, chapters, done)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ListenStore, "ask_surroundings", counted)
        assert not asked
        app.time.pass_(2 * SECOND)
        assert asked == [range(3)]
        service.go_to_chapter(2)
        app.time.pass_(2 * SECOND)
        assert asked == [range(3)]


@pytest.mark.requirement("reader-row-25")
def test_checks_come_in_a_text_of_short_chapters(tmp_path: Path) -> None:
    text = [each.text for each in sentences("darwin-origin")]
    parts = (" ".join(text[start : start + 6]) for start in range(0, 150, 6))
    app, service = listening(tmp_path, "\n\n".join(f"# Part\n\n{part}" for part in parts))
    service.play()
    heard: list[int] = []
    for _ in range(4):
        answer(app, service, right=True)
        assert service.sitting is not None
        heard.append(service.sitting.heard.total)
        hear(app, 2)

    assert service.spot.place.chapter > 3
    assert heard[-1] - heard[0] < 3 * 450


def met(app: FakeApp, name: str, *outcomes: str) -> None:
    """The check with this id was met so often more, in this text."""
    [row] = app.data.rows(f"SELECT * FROM reading_check WHERE id = '{name}'")
    for number, outcome in enumerate(outcomes):
        more = {**row, "id": f"{name}{number}", "outcome": outcome, "asked": number}
        app.data.connection.execute(
            f"INSERT INTO reading_check ({', '.join(more)})"
            f" VALUES ({', '.join(f':{key}' for key in more)})",
            more,
        )


@pytest.mark.requirement("reader-row-25")
@pytest.mark.parametrize(
    ("right", "before", "again"),
    [
        (True, ("right", "right"), False),
        (False, ("missed", "missed"), False),
        (True, ("right", "missed"), True),
        (True, ("right", "skipped"), True),
        (True, (), True),
    ],
)
def test_what_was_always_right_or_always_missed_in_a_text_is_not_asked_in_it_again(
    tmp_path: Path, before: tuple[str, ...], *, right: bool, again: bool
) -> None:
    app, service = listening(tmp_path, long_text(1))
    app.settings.set(EASY, 0)
    seed = app.clock.now().wall
    found: list[tuple[Check, Place]] = []
    for turn in range(2):
        if turn:
            assert service.document is not None
            service.open(service.document.id, at=Place(0, 0, 0))
        service._asking._seed = seed  # the same is due at the same place
        service.play()
        answer(app, service, right=right)
        assert service.asked is not None
        asked = service.asked
        found.append((asked.check, asked.place))
        if not turn:
            met(app, asked.id, *before)

    (first, place), (second, other) = found
    same = (first.before, first.right, place) == (second.before, second.right, other)
    assert same == again


def test_a_focus_block_owns_the_listening_inside_it(tmp_path: Path) -> None:
    app, service = listening(tmp_path)
    block = app.sessions.begin(Activity.FOCUS, "Read chapter 3")
    service.play()
    hear(app, 2)

    assert app.data.rows("SELECT parent_id FROM session WHERE activity = 'listen'") == [
        {"parent_id": block.id}
    ]


def test_a_planned_session_ends_at_a_sentence_end(tmp_path: Path) -> None:
    app, service = listening(tmp_path, long_text())
    app.settings.set(SESSION, 3 * 60)
    app.settings.set(CHECKS, "off")
    service.play()
    hear(app, 4 * 60)
    [session] = app.data.rows("SELECT outcome, active FROM session")

    assert not service.playing
    assert session["outcome"] == "completed"
    assert 3 * MINUTE <= session["active"] < 3.5 * MINUTE


@pytest.mark.requirement("reader-row-43")
def test_the_sleep_timer_fades_and_the_night_ends_it(tmp_path: Path) -> None:
    app, service = listening(tmp_path, long_text())
    service.play()
    service.sleep_in(1)
    hear(app, 61)
    assert not service.playing
    assert lane(app).fade == 10
    service.play()
    assert service.playing
    app.bus.publish(QuietChanged(quiet=True))
    assert not service.playing


def test_it_rests_at_the_end_of_the_chapter_when_asked_to(tmp_path: Path) -> None:
    app, service = listening(tmp_path)
    service.sleep_at_chapter_end()
    service.play()
    hear(app, 40)

    assert not service.playing
    assert service.spot.place.chapter == 0


def test_a_paste_that_cannot_be_written_says_so_and_loses_nothing(tmp_path: Path) -> None:
    _, service = listening(tmp_path)
    (tmp_path / "pasted").write_text("a file where the folder should be", encoding="utf-8")
    service.library.paste("A walk through a new town.")
    [arriving] = service.library.arriving

    assert arriving.name == "A walk through a new town."
    assert arriving.trouble is not None
    assert arriving.trouble[0] == "What was pasted could not be written: {error}."
    assert len(service.library.documents) == 1
    service.library.cancel(arriving.id)
    assert service.library.arriving == ()


NOTED = """# One

Four words are here [12]. See https://example.org/a/b and go on.

```
a = 1
b = 2
```

# Two

Five words stand in this. (Smith, 2019) Two more.

| a | b |
|---|---|
| c | d |
"""


@pytest.mark.requirement("reader-12")
@pytest.mark.requirement("reader-row-30")
def test_what_is_skipped_counts_in_the_whole_document_and_not_in_the_time_left(
    tmp_path: Path,
) -> None:
    app, service = listening(tmp_path, NOTED)
    document = service.document
    assert document is not None
    amounts = [each.skipped for each in document.chapters]
    assert {reason: each[reason].things for each in amounts for reason in each} == {
        Reason.CITATIONS: 1,
        Reason.URLS: 1,
        Reason.CODE: 1,
        Reason.TABLES: 1,
        Reason.BRACKETS: 1,
    }
    all_said = document.words
    assert [row["words"] for row in app.data.rows("SELECT words FROM document")] == [all_said]
    service.set_skip(Reason.TABLES, on=False)
    service.set_skip(Reason.CITATIONS, on=False)
    assert service.document is not None
    more = service.document.words
    assert more == all_said + 4 + 3
    assert service.library.documents[0].words == more
    service.next_chapter()
    script = service.script
    assert script is not None
    assert service.heard_words + script.words == pytest.approx(more, abs=1)
    service.take_back()
    service.take_back()
    service.take_back()
    assert service.document.words == all_said


def test_the_end_of_a_text_with_skipped_parts_leaves_no_time(tmp_path: Path) -> None:
    app, service = listening(tmp_path, NOTED)
    service.play()
    hear(app, 60)
    [document] = service.library.documents

    assert document.finished is not None
    assert document.left == 0


@pytest.mark.requirement("reader-12")
def test_a_switch_says_what_was_skipped_from_the_same_place_on(tmp_path: Path) -> None:
    text = "# A\n\nOne two three. Four [5] five.\n\n```\nx = 1\ny = 2\n```\n\nSix seven."
    app, service = listening(tmp_path, text)
    assert "Code, 2 lines." in lane(app).texts
    service.step(2)
    service.set_skip(Reason.CODE, on=False)

    assert "x = 1" in lane(app).texts
    assert words_heard(service).startswith("Four")


def test_what_is_pressed_while_a_text_opens_is_for_that_text(tmp_path: Path) -> None:
    listening(tmp_path)[0].data.close()
    app = make_app(tmp_path, features=(LISTEN,))
    service: ListenService = app.services["listen"]
    name = service.library.documents[0].id
    app.data.hold()
    service.open(name)
    assert app.sounding.woken == 1, "the voice gets ready meanwhile"
    service.toggle()
    app.data.release()
    assert service.document is not None
    assert service.playing
    service.pause()
    app.data.hold()
    service.open(name)
    service.toggle()
    service.toggle()
    app.data.release()
    assert not service.playing


def test_a_key_that_is_held_goes_from_chapter_to_chapter(tmp_path: Path) -> None:
    app, service = listening(tmp_path)
    app.data.hold()
    service.next_chapter()
    service.next_chapter()
    service.toggle()
    app.data.release()
    assert service.script is not None
    assert service.script.chapter == 2
    assert service.playing


def test_a_silent_library_wakes_nobody(tmp_path: Path) -> None:
    listening(tmp_path)[0].data.close()
    app = make_app(tmp_path, features=(LISTEN,))

    assert app.services["listen"].library.documents
    assert app.sounding.woken == 0


def test_silent_reading_moves_the_words_unheard(tmp_path: Path) -> None:
    app, service = listening(tmp_path)
    service.set_silent(on=True)
    service.play()
    hear(app, 5)

    assert lane(app).volume == 0
    assert service.spot.place > Place(0, 0, 0)


def test_somebody_else_taking_the_voice_rests_it(tmp_path: Path) -> None:
    app, service = listening(tmp_path)
    service.play()
    app.sounding.voice("drill", lambda _: None).play()

    assert not service.playing


def test_today_offers_the_text_that_was_left_and_its_verb_opens_it(tmp_path: Path) -> None:
    app, service = listening(tmp_path, long_text())
    service.play()
    hear(app, 20)
    service.end_session()
    [offer] = LISTEN.offers(app.data.connection, app.asking())
    assert offer.title == "Chapter 0"
    assert offer.reason == "You stopped in the middle."
    [mark] = LISTEN.marks(app.data.connection, app.asking())
    assert mark.state == "done"
    app.hear(PageAsked)
    app.run(offer.start, offer.ref)

    assert service.playing
    assert app.heard == [PageAsked("listen")]
    assert LISTEN.offers(app.data.connection, app.asking()) == ()


def test_the_finder_knows_documents_and_every_thing_has_a_title(tmp_path: Path) -> None:
    app, service = listening(tmp_path)
    service.keep()
    assert LISTEN.finder is not None
    assert LISTEN.describe is not None
    [found] = LISTEN.finder(app.data.connection, "read ba", app.asking())
    mark = Ref("reading_mark", service.kept[0].id)

    assert found.title == "What is read back"
    assert LISTEN.finder(app.data.connection, "100%", app.asking()) == []
    assert LISTEN.describe(app.data.connection, found.ref) == "What is read back"
    assert LISTEN.describe(app.data.connection, mark) == "What is read back"
    assert LISTEN.describe(app.data.connection, Ref("document", "gone")) is None


def test_settings_are_named_after_their_feature() -> None:
    declared = [each for group in LISTEN.settings() for each in group.settings]

    assert len(declared) > 10
    assert all(each.key.startswith("listen.") for each in declared)
