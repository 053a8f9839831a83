"""Each kind is made, run, booked and measured by the program itself, on a real file."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from spindle.core.clock import HOUR, MINUTE, SECOND
from spindle.core.sessions import BEAT
from spindle.features.drill.contributions import amount_of, due, offers
from spindle.features.drill.keeping import DrillDraft
from spindle.features.drill.kinds.key_sequence import KeysPrompt
from spindle.features.drill.kinds.known import KINDS, ask, kind_of
from spindle.features.drill.loading import Of
from spindle.features.drill.measuring import DrillFacts, facts
from spindle.features.drill.memory.interleave import Mixing
from spindle.features.drill.memory.within import ENOUGH
from spindle.features.drill.page.told import QtWords
from spindle.features.drill.records import Expectation
from spindle.features.drill.run import Asked, Ended
from spindle.features.drill.running import PRESENT
from spindle.features.drill.settings import NEW_A_DAY
from spindle.features.drill.summing import Mastered, Sum
from tests.helpers.drills import (
    PLAIN,
    TYRE,
    VERBS,
    PlainWords,
    answer,
    given,
    go_through,
    made,
    open_of,
    presses,
    right_answer,
    run_of,
    service_of,
    steps,
)
from tests.helpers.fakes import FakeApp, make_app

DAY = 24 * HOUR
KEYS = DrillDraft(
    kind="key_sequence",
    title="Home row",
    items=({"keys": "jfkd", "reps": 2, "blocks": 4, "random": 0.25},),
)
LADDER = DrillDraft(
    kind="tempo_ladder",
    title="Thirds",
    items=({"cue": "C major", "start": 60, "end": 72, "step": 4},),
)
SETS = DrillDraft(
    kind="repetition_set", title="Throws", items=({"cue": "Throws", "sets": 3, "reps": 5},)
)
SUMS = DrillDraft(
    kind="generated_problem",
    title="Sums",
    items=(
        {
            "prompt": "{a} + {b}",
            "params": {"a": "2..9 | 12..99 | 120..999", "b": "2..9 | 12..99 | 120..999"},
            "answer": "a + b",
        },
    ),
)
CARDS = DrillDraft(
    kind="show_and_grade", title="Cards", items=({"prompt": "2 + 2?", "answer": "4"},)
)
EVERY = (VERBS, CARDS, TYRE, SUMS, KEYS, LADDER, SETS)


@pytest.fixture
def app(tmp_path: Path) -> FakeApp:
    return make_app(tmp_path, features=[PLAIN])


def attempts(app: FakeApp) -> list[dict[str, Any]]:
    return app.data.rows("SELECT * FROM attempt WHERE undone IS NULL ORDER BY started, rowid")


def told(app: FakeApp, drill: str, mode: str = "") -> DrillFacts:
    found = facts(app.data.connection, drill, amount_of(app.asking()), mode)
    assert found is not None
    return found


def words_of(app: FakeApp) -> PlainWords:
    words = service_of(app).words
    assert isinstance(words, PlainWords)
    return words


@pytest.mark.requirement("R15")
@pytest.mark.parametrize("draft", EVERY, ids=lambda draft: draft.kind)
def test_every_kind_is_made_run_and_booked(app: FakeApp, draft: DrillDraft) -> None:
    id_ = made(app, draft)
    service_of(app).start_due()
    ended = go_through(app)

    assert ended.title == draft.title
    rows = attempts(app)
    assert rows
    assert {row["outcome"] for row in rows} <= {1, None}
    [session] = app.data.rows("SELECT * FROM session")
    assert (session["outcome"], session["activity"]) == ("completed", "drill")
    items = app.data.rows("SELECT due, attempts FROM drill_item")
    assert all(row["due"] > app.clock.now().wall for row in items)
    assert told(app, id_).attempts == len([row for row in rows if row["outcome"] is not None])


def test_the_seven_kinds_are_all_here() -> None:
    assert [draft.kind for draft in EVERY] == [kind.id for kind in KINDS]


@pytest.mark.requirement("A3")
def test_what_is_asked_again_and_again_is_scheduled_once_by_what_it_came_to(app: FakeApp) -> None:
    made(app, KEYS)
    service_of(app).start_due()
    memory = []
    for _ in range(4):
        answer(app)
        memory += app.data.rows("SELECT stability, due, attempts FROM drill_item")
        run_of(app).go_on()
    # Three blocks of the sequence, one in random order that counts for nothing.
    assert [row["outcome"] for row in attempts(app)] == [1, 1, 1, None]
    assert len({row["stability"] for row in memory}) == 1
    assert len({row["due"] for row in memory}) == 1

    service_of(app).leave()
    app.time.pass_(3 * DAY)
    service_of(app).start_due()
    for _ in range(4):
        answer(app, right=False)
        run_of(app).go_on()
    [item] = app.data.rows("SELECT lapses FROM drill_item")
    assert item["lapses"] == 1  # not once for each block


def test_a_random_block_is_a_yardstick_and_no_rehearsal_in_the_mind(app: FakeApp) -> None:
    made(app, KEYS)
    service_of(app).start_due()
    run = run_of(app)
    for block in range(4):
        asked = open_of(run)
        assert isinstance(asked.prompt, KeysPrompt)
        app.time.pass_(3 * SECOND)
        gap = 200.0 if block < 3 else 320.0
        run.answer(given(asked, presses(asked.prompt.presses, gap)), lambda _: None)
        run.go_on()
    [found] = words_of(app).sums
    assert (found.mental, found.compared) == (0, 1)
    gains = [each.value for each in found.figures if each.name == "sequence_gain"]
    assert gains == [pytest.approx(120)]
    lines = QtWords().ended(found, app.clock.now().local.date()).lines
    assert "1 block in random order, to compare with." in lines
    assert any("120 ms sooner in the sequence" in line for line in lines)
    assert not any("in the mind" in line for line in lines)
    [drill] = app.data.rows("SELECT id FROM drill")
    assert told(app, drill["id"]).gain == pytest.approx(120)


def test_a_ladder_tells_how_far_it_got_and_begins_a_little_below_it(app: FakeApp) -> None:
    made(app, LADDER)
    service_of(app).start_due()
    for _ in range(6):
        answer(app)
        run_of(app).go_on()
    for _ in range(2):
        answer(app)
        run_of(app).go_on()
    run_of(app).stop()
    service_of(app).leave()
    [drill] = app.data.rows("SELECT figure, figure_unit FROM drill")
    assert (drill["figure"], drill["figure_unit"]) == (68, "bpm")
    [found] = words_of(app).sums
    lines = QtWords().ended(found, app.clock.now().local.date()).lines
    assert "“Thirds”: two clean at 68 beats a minute." in lines
    [row] = app.data.rows("SELECT id FROM drill")
    service_of(app).practise(row["id"])
    asked = open_of(run_of(app))
    assert asked.spec["level"] == 0  # two rungs below
    assert asked.target == (72, "bpm")
    assert asked.note == "C major"


def test_a_set_keeps_quality_and_effort_beside_each_other(app: FakeApp) -> None:
    made(app, SETS)
    service_of(app).start_due()
    go_through(app)
    payloads = [json.loads(row["payload"]) for row in attempts(app)]
    assert [(one["set"], one["quality"], one["effort"]) for one in payloads] == [
        (1, 4, 6),
        (2, 4, 6),
        (3, 4, 6),
    ]
    assert {row["score"] for row in attempts(app)} == {0.75}


@pytest.mark.requirement("A10")
def test_problems_get_harder_only_as_far_as_they_have_levels(app: FakeApp) -> None:
    id_ = made(app, SUMS)
    for _ in range(6):
        service_of(app).practise(id_)
        go_through(app)
        service_of(app).leave()
    [drill] = app.data.rows("SELECT difficulty FROM drill")
    assert json.loads(drill["difficulty"])[0] == 2
    levels = [row["difficulty"] for row in attempts(app)]
    assert levels[0] == 0
    assert max(levels) == 2
    assert [json.loads(row["spec"])["level"] for row in _asked_specs(app)][-1] == 2
    service_of(app).practise(id_)
    for _ in range(4):
        answer(app, right=False)
        run_of(app).go_on()
    [drill] = app.data.rows("SELECT difficulty FROM drill")
    assert json.loads(drill["difficulty"])[0] < 1  # four misses are felt at once


def _asked_specs(app: FakeApp) -> list[dict[str, Any]]:
    return app.data.rows(
        "SELECT s.spec FROM attempt a JOIN drill_spec s ON s.id = a.spec_id ORDER BY a.started"
    )


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        (LADDER, "“Thirds”: two clean at 72 beats a minute."),
        (LADDER, "“Thirds”: 12 of 12 repetitions clean."),
        (SETS, "“Throws”: 15 of 15 repetitions clean."),
        (KEYS, "“Home row”: a key follows another after 200 ms."),
        (KEYS, "in the sequence a key follows no sooner than in random order."),
    ],
)
def test_the_end_says_what_many_attempts_came_to(
    app: FakeApp, draft: DrillDraft, said: str
) -> None:
    service_of(app).words = QtWords()
    service_of(app).practise(made(app, draft))
    assert said in " ".join(go_through(app).lines)


def test_each_problem_of_a_generator_counts_as_one(app: FakeApp) -> None:
    service_of(app).practise(made(app, SUMS))
    places = []
    for right in (True, False, *[True] * 9):  # the missed one is asked once more
        asked = open_of(run_of(app))
        places.append((asked.number, asked.of, asked.ahead))
        answer(app, right=right)
        run_of(app).go_on()
    sum_ = words_of(app).sums[-1]
    assert [number for number, _, _ in places[:5]] == [1, 2, 3, 4, 5]
    assert places[-1][0] == 10
    assert not any(ahead for _, _, ahead in places)
    assert (sum_.items, sum_.first_right) == (10, 9)


@pytest.mark.requirement("R10")
def test_any_attempt_can_be_asked_again_as_it_was_also_after_its_drill_was_changed(
    app: FakeApp,
) -> None:
    id_ = made(app, SUMS)
    service_of(app).practise(id_)
    shown = []
    for _ in range(3):
        shown.append(open_of(run_of(app)).prompt.text)
        answer(app)
        run_of(app).go_on()
    run_of(app).stop()
    made(app, replace(SUMS, id=id_, items=({**SUMS.items[0], "prompt": "{a} plus {b}"},)))

    rows = app.data.rows(
        "SELECT a.seed, a.mode, s.spec FROM attempt a JOIN drill_spec s ON s.id = a.spec_id"
        " ORDER BY a.started, a.rowid"
    )
    again = [
        ask(kind_of(SUMS.kind), json.loads(row["spec"]), row["seed"], row["mode"]).text
        for row in rows
    ]
    assert again == shown
    assert all("plus" not in text for text in again)


@pytest.mark.requirement("R8")
def test_each_way_of_asking_steps_has_its_own_times_errors_and_runs(app: FakeApp) -> None:
    id_ = made(app, TYRE)

    def run(mode: str, word: dict[str, Any], seconds: float) -> None:
        service_of(app).practise(id_, mode)
        asked = open_of(run_of(app))
        app.time.pass_(round(seconds * SECOND))
        run_of(app).answer(given(asked, word, seconds), lambda _: None)
        run_of(app).stop()
        service_of(app).leave()
        app.time.pass_(MINUTE)

    whole = steps("Stop", "Jack up", "Change", "Lower")
    late = {"answers": [{"text": "Stop", "latency_ms": 900.0}, *whole["answers"][1:]]}
    run("recall", whole, 40)
    run("recall", late, 42)
    for _ in range(3):
        run("missing", {"text": "nothing", "latency_ms": 2000.0}, 2)
    run("reorder", {"order": [0, 1, 2, 3]}, 9)

    assert told(app, id_, "recall").times == (40.0, 42.0)
    assert told(app, id_, "reorder").times == (9.0,)
    assert told(app, id_, "missing").times == ()
    recall, missing = told(app, id_, "recall"), told(app, id_, "missing")
    assert [part.tally.errors for part in recall.elements] == [0, 0, 0, 0]
    assert sum(part.tally.errors for part in missing.elements) == 3
    assert recall.runs == ((1.0, 1.0, 1.0, 1.0), (0.9, 1.0, 1.0, 1.0))
    assert told(app, id_, "reorder").runs == ()


@pytest.mark.requirement("R8")
def test_a_run_out_of_order_is_kept_by_its_steps_and_not_by_its_answers(app: FakeApp) -> None:
    free = replace(TYRE, options={"order": "partial"})
    id_ = made(app, free)
    service_of(app).practise(id_)
    asked = open_of(run_of(app))
    times = {"Lower": 4000.0, "Stop": 1000.0, "Change": 3000.0, "Jack up": 2000.0}
    word = {"answers": [{"text": text, "latency_ms": ms} for text, ms in times.items()]}
    run_of(app).answer(given(asked, word, 10), lambda _: None)
    assert told(app, id_).runs == ((1.0, 2.0, 3.0, 4.0),)


@pytest.mark.requirement("A7")
@pytest.mark.parametrize("draft", [CARDS, LADDER, SETS], ids=lambda draft: draft.kind)
def test_where_time_tells_nothing_no_curve_and_no_evenness_is_told(
    app: FakeApp, draft: DrillDraft
) -> None:
    id_ = made(app, draft)
    service_of(app).practise(id_)
    for _ in range(30):
        if isinstance(run_of(app).asked(), Ended):
            service_of(app).leave()
            service_of(app).practise(id_)
        answer(app)
        run_of(app).go_on()
    found = told(app, id_)
    assert found.attempts == 30
    assert (found.times, found.curve, found.even, found.change) == ((), None, None, None)
    assert found.row.usual is None
    assert found.balance is None


@pytest.mark.requirement("A7")
def test_times_that_were_imported_are_not_taken_for_ones_own(app: FakeApp) -> None:
    id_ = made(app, VERBS)
    service_of(app).practise(id_)
    go_through(app)
    app.data.connection.execute(
        "INSERT INTO attempt (id, drill_id, item_id, mode, seed, version, started, offset, day,"
        " raw_ms, active_ms, outcome, score, grade_source, updated) SELECT id || 'i', drill_id,"
        " item_id, mode, seed, version, started - 9, offset, day, 60000, 60000, 1, 1, 'import', 1"
        " FROM attempt"
    )
    assert told(app, id_).times == (0.8, 0.8, 0.8)


@pytest.mark.requirement("A15")
def test_imagined_time_is_taken_from_its_beginning_to_its_end(app: FakeApp) -> None:
    id_ = made(app, TYRE)
    service_of(app).practise(id_)
    answer(app, seconds=20)
    run_of(app).stop()
    service_of(app).leave()
    service_of(app).rehearse(id_)
    run = run_of(app)
    asked = open_of(run)
    assert asked.real_s == pytest.approx(20)
    app.time.pass_(MINUTE)
    # A minute with the script, ten seconds of it imagined.
    word = {"seconds": 10.0, "vividness": 4, "real_s": asked.real_s}
    run.answer(given(asked, word, seconds=60), lambda _: None)
    assert told(app, id_).isochrony == pytest.approx(0.5)
    assert json.loads(attempts(app)[-1]["payload"])["ratio"] == pytest.approx(0.5)


def test_a_mock_run_tells_at_its_end_what_was_not_right(app: FakeApp) -> None:
    id_ = made(app, VERBS)
    service_of(app).mock(Of(drill=id_), 10)
    run = run_of(app)
    asked = open_of(run)
    near = asked.prompt.answer[:-1]
    run.answer(given(asked, {"text": near}), lambda _: None)
    run.go_on()
    answer(app)
    run.go_on()
    answer(app, right=False)
    run.go_on()
    [found] = words_of(app).sums
    assert [(one.near, one.given) for one in found.missed] == [(True, near), (False, "no")]
    lines = QtWords().ended(found, app.clock.now().local.date()).lines
    assert any("which is near" in line for line in lines)
    assert not any("Nearly" in line for line in lines)


@pytest.mark.requirement("A12")
@pytest.mark.parametrize(
    ("one", "said", "unsaid"),
    [
        (Mastered("Cards", timed=False, target=None), "right among others", ("quick", "even")),
        (Mastered("Keys", timed=True, target=None), "as quick as your own best", ("within",)),
        (Mastered("Sums", timed=True, target=4.0), "within 4.0 s", ("own best",)),
    ],
)
def test_mastered_is_told_with_what_was_looked_at_and_no_more(
    app: FakeApp, one: Mastered, said: str, unsaid: tuple[str, ...]
) -> None:
    sum_ = Sum(title="", right=1, asked=1, items=1, first_right=1, mastered=(one,))
    lines = QtWords().ended(sum_, app.clock.now().local.date()).lines
    [line] = [line for line in lines if "is mastered" in line]
    assert said in line
    assert not any(word in line for word in unsaid)


@pytest.mark.requirement("A12")
def test_cards_are_mastered_by_being_right_alone(app: FakeApp) -> None:
    made(app, replace(CARDS, mixing=Mixing.MIXED))
    made(app, replace(VERBS, mixing=Mixing.MIXED))
    for _ in range(32):
        service_of(app).start_due()
        go_through(app)
        service_of(app).leave()
        app.data.connection.execute("UPDATE drill_item SET due = 1")
        app.time.pass_(DAY)
    found = [one for sum_ in words_of(app).sums for one in sum_.mastered]
    assert Mastered("Cards", timed=False, target=None) in found
    assert [one.timed for one in found if one.title == VERBS.title] == [True]


@pytest.mark.requirement("R11")
def test_home_today_and_run_reckon_time_by_one_model(app: FakeApp) -> None:
    many = replace(VERBS, items=tuple({"prompt": f"{n}?", "answers": [f"{n}"]} for n in range(40)))
    made(app, many)
    app.settings.set(NEW_A_DAY, 20)
    service_of(app).start_due()
    for _ in range(20):
        answer(app, seconds=13)
        run_of(app).go_on()
    service_of(app).leave()
    app.time.pass_(DAY)
    asking = app.asking()
    [line] = due(app.data.connection, asking)
    [offer] = offers(app.data.connection, asking)
    service_of(app).start_due()
    asked = open_of(run_of(app))
    assert line.items == asked.of
    assert line.minutes == offer.minutes == asked.minutes_left
    # Whole answers of 13 s and 2 s to read, not the 5 s to the first key.
    assert line.minutes == round(line.items * 15 / 60)


@pytest.mark.requirement("R10")
def test_an_answer_that_nothing_timed_is_kept_without_a_time(app: FakeApp) -> None:
    made(app, VERBS)
    service_of(app).start_due()
    run = run_of(app)
    asked = open_of(run)
    run.answer(given(asked, right_answer(asked), seconds=0), lambda _: None)
    [row] = attempts(app)
    assert (row["raw_ms"], row["active_ms"]) == (None, None)
    assert isinstance(run.go_on(), Asked)


def test_a_run_left_open_is_no_practice_and_no_presence(app: FakeApp) -> None:
    made(app, VERBS)
    service_of(app).start_due()
    answer(app, seconds=10)
    before = app.sessions.running[0].active
    for _ in range(50 * MINUTE // BEAT):
        app.time.pass_(BEAT)
    [running] = app.sessions.running
    assert running.active - before <= PRESENT
    seen = running.active
    for _ in range(3):
        app.time.pass_(BEAT)
    assert app.sessions.running[0].active == seen  # it does not grow with the clock
    run_of(app).go_on()
    app.time.pass_(BEAT)
    assert app.sessions.running[0].active > seen
    run_of(app).stop()
    [session] = app.data.rows("SELECT active, started, ended FROM session")
    assert session["active"] <= 10 * SECOND + 3 * PRESENT
    assert session["ended"] - session["started"] > 50 * MINUTE


def test_the_session_knows_the_machine_and_nothing_of_its_name(app: FakeApp) -> None:
    made(app, VERBS)
    service_of(app).start_due()
    go_through(app)
    [session] = app.data.rows("SELECT detail FROM session")
    assert len(json.loads(session["detail"])["device"]) == 8


@pytest.mark.requirement("A7")
def test_times_of_another_machine_are_left_alone(app: FakeApp) -> None:
    id_ = made(app, VERBS)
    service_of(app).practise(id_)
    go_through(app)
    service_of(app).leave()
    assert len(told(app, id_).times) == 3
    app.data.connection.execute(
        "UPDATE session SET detail = json_set(detail, '$.device', 'elsewhere')"
    )
    found = told(app, id_)
    assert found.times == ()
    assert found.attempts == 3


def test_the_first_seconds_of_a_longer_run_are_warming_up(app: FakeApp) -> None:
    many = replace(VERBS, items=tuple({"prompt": f"{n}?", "answers": [f"{n}"]} for n in range(9)))
    id_ = made(app, many)
    service_of(app).practise(id_)
    go_through(app)
    assert [row["warm"] for row in attempts(app)] == [1, 1, 1, 1, 0, 0, 0, 0, 0]
    assert len(told(app, id_).times) == 5


@pytest.mark.requirement("A2")
def test_a_procedure_tells_how_likely_a_run_still_ends_clean(app: FakeApp) -> None:
    id_ = made(app, TYRE)
    for n in range(12):
        service_of(app).practise(id_)
        texts = ["Stop", "Jack up" if n % 2 else "?", "Change", "Lower"]
        run_of(app).answer(given(open_of(run_of(app)), steps(*texts), 12), lambda _: None)
        run_of(app).stop()
        service_of(app).leave()
    found = told(app, id_).chances
    assert len(found) == 4
    assert found[2] - found[1] > 0.3  # the second step is where it breaks
    assert found[1] - found[0] < 0.05


@pytest.mark.requirement("A6")
def test_the_time_that_was_set_is_forecast_from_forty_right_answers_on(app: FakeApp) -> None:
    many = tuple({"prompt": f"{n}?", "answers": [f"{n}"]} for n in range(15))
    id_ = made(app, replace(VERBS, items=many, target=2.2))
    for count in range(3):
        assert told(app, id_).reach is None
        service_of(app).practise(id_)
        for n in range(15):
            nth = 15 * count + n
            answer(app, seconds=(2 + 4 * 0.97**nth) / 0.4)  # the first key comes at 0.4 of it
            run_of(app).go_on()
        service_of(app).leave()
    reach = told(app, id_).reach
    assert reach is not None
    assert reach.soonest > 0


@pytest.mark.requirement("A1")
def test_a_new_drill_for_an_aim_begins_with_what_is_expected_of_its_others(app: FakeApp) -> None:
    first = made(app, replace(VERBS, aim_name="German"))
    for _ in range(4):
        service_of(app).practise(first)
        for _ in range(3):
            answer(app, right=False)
            run_of(app).go_on()
        run_of(app).stop()
        service_of(app).leave()
    second = made(app, replace(TYRE, aim_name="German"))
    other = made(app, replace(SUMS, aim_name="Maths"))
    service_of(app).practise(second)
    asked = run_of(app).sitting.asked
    assert asked is not None
    assert asked.predicted < 0.5
    run_of(app).stop()
    service_of(app).leave()
    service_of(app).practise(other)
    asked = run_of(app).sitting.asked
    assert asked is not None
    assert asked.predicted == pytest.approx(0.7685, abs=1e-4)


@pytest.mark.requirement("A4")
def test_the_model_within_a_day_is_fitted_after_a_run_once_there_is_enough(app: FakeApp) -> None:
    id_ = made(app, VERBS)
    [item] = app.data.rows("SELECT id FROM drill_item ORDER BY ord LIMIT 1")
    app.data.connection.execute(
        "WITH RECURSIVE number(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n < ?)"
        " INSERT INTO attempt (id, drill_id, item_id, mode, seed, version, started, offset, day,"
        " outcome, score, grade_source, minutes, value, model, updated) SELECT 'a' || n, ?, ?,"
        " 'ask', 1, 1, n + 1, 0, '2026-03-01', n % 3 > 0, 1, 'auto', 1 + n % 7, 0.7, 'value', 1"
        " FROM number",
        (ENOUGH + 4, id_, item["id"]),
    )
    service_of(app).practise(id_)
    go_through(app)
    [model] = app.data.rows("SELECT attempts FROM drill_model")
    assert ENOUGH <= model["attempts"] <= ENOUGH + 8
    service_of(app).leave()
    service_of(app).practise(id_)
    asked = run_of(app).sitting.asked
    assert asked is not None
    assert asked.model is Expectation.WITHIN_DAY
