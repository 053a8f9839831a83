"""What comes before what, and what a drill practises besides, through the file."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from spindle.core.clock import HOUR
from spindle.features.drill import contributions, relating
from spindle.features.drill.memory.interleave import Mixing
from spindle.features.drill.relating import set_before, set_inside, set_mixing, set_target
from tests.helpers.drills import PLAIN, TYRE, VERBS, go_through, made, service_of
from tests.helpers.fakes import FakeApp, make_app

pytestmark = pytest.mark.requirement("A12")

DAY = 24 * HOUR


@pytest.fixture
def app(tmp_path: Path) -> FakeApp:
    return make_app(tmp_path, features=[PLAIN])


def say(app: FakeApp, verb: Callable[..., None], *arguments: object, **named: object) -> None:
    service_of(app).store.change(verb, lambda: None, *arguments, **named)


def test_nothing_new_of_a_drill_is_begun_before_what_comes_first_is_mastered(
    app: FakeApp,
) -> None:
    first, second = made(app, VERBS), made(app, TYRE)
    say(app, set_before, second, first, 1.0, 1)
    assert [due.title for due in contributions.due(app.data.connection, app.asking())] == [
        "Separable verbs"
    ]
    app.data.connection.execute(
        "UPDATE drill SET standing = json_object('mastered', json('true')) WHERE id = ?", (first,)
    )
    titles = [due.title for due in contributions.due(app.data.connection, app.asking())]
    assert titles == ["Separable verbs", "Change a tyre"]
    say(app, set_before, second, first, 0.0, 2)
    found = relating.related(app.data.connection, second)
    assert found is not None
    assert not found.others[0].before


def test_a_drill_may_begin_once_the_one_before_it_is_mostly_right_and_is_not_closed_again(
    app: FakeApp,
) -> None:
    first, second = made(app, VERBS), made(app, TYRE)
    say(app, set_before, second, first, 0.8, 1)

    def asks() -> list[str]:
        return [due.title for due in contributions.due(app.data.connection, app.asking())]

    assert asks() == ["Separable verbs"]
    app.data.connection.execute(
        "UPDATE drill SET value_x = 1.5, attempts = 9 WHERE id = ?", (first,)
    )
    assert asks() == ["Separable verbs"]  # too few to tell
    app.data.connection.execute("UPDATE drill SET attempts = 10 WHERE id = ?", (first,))
    assert asks() == ["Separable verbs", "Change a tyre"]
    app.data.connection.execute("UPDATE drill SET value_x = 1.3 WHERE id = ?", (first,))
    assert asks() == ["Separable verbs"]
    app.data.connection.execute(
        "UPDATE drill SET standing = json_object('begun', '2026-03-01') WHERE id = ?", (second,)
    )
    assert asks() == ["Separable verbs", "Change a tyre"]


@pytest.mark.requirement("A14")
@pytest.mark.parametrize(("weight", "put_off"), [(0.2, False), (0.5, True), (1.0, True)])
def test_how_much_of_it_is_practised_says_how_far_it_is_put_off(
    app: FakeApp, weight: float, *, put_off: bool
) -> None:
    simple, advanced = made(app, VERBS), made(app, TYRE)
    say(app, set_inside, advanced, simple, weight, 1)
    found = relating.related(app.data.connection, advanced)
    assert found is not None
    assert found.others[0].inside == weight
    service_of(app).practise(simple)
    go_through(app)
    service_of(app).leave()
    app.time.pass_(2 * DAY)
    query = "SELECT max(due) AS due FROM drill_item WHERE drill_id = ?"
    before = app.data.rows(query, (simple,))[0]["due"]
    service_of(app).practise(advanced)
    go_through(app)
    assert (app.data.rows(query, (simple,))[0]["due"] > before) is put_off


def test_a_loop_is_not_made(app: FakeApp) -> None:
    ids = [made(app, replace(VERBS, title=title)) for title in "abc"]
    say(app, set_before, ids[1], ids[0], 1.0, 1)
    say(app, set_before, ids[2], ids[1], 1.0, 1)
    say(app, set_before, ids[0], ids[2], 1.0, 1)
    say(app, set_before, ids[0], ids[0], 1.0, 1)
    found = relating.related(app.data.connection, ids[0])
    assert found is not None
    assert found.loops == {ids[1], ids[2]}
    assert not any(other.before for other in found.others)


@pytest.mark.requirement("A14")
def test_a_clean_run_of_the_advanced_puts_the_simple_off_and_a_miss_looks_at_it(
    app: FakeApp,
) -> None:
    simple, advanced = made(app, VERBS), made(app, TYRE)
    say(app, set_inside, advanced, simple, 0.8, 1)
    service_of(app).practise(simple)
    go_through(app)
    service_of(app).leave()
    app.time.pass_(2 * DAY)
    query = "SELECT min(due) AS due FROM drill_item WHERE drill_id = ?"
    before = app.data.rows(query, (simple,))[0]["due"]
    service_of(app).practise(advanced)
    go_through(app)
    service_of(app).leave()
    after = app.data.rows(query, (simple,))[0]["due"]
    assert after > before
    app.time.pass_(DAY)
    service_of(app).practise(advanced)
    go_through(app, right=False)
    looked_at = app.data.rows(query, (simple,))[0]["due"]
    assert looked_at <= app.clock.now().wall + DAY
    kept = app.data.rows("SELECT lapses FROM drill_item WHERE drill_id = ?", (simple,))
    assert all(row["lapses"] == 0 for row in kept)


def test_mixing_and_what_is_quick_enough_are_kept(app: FakeApp) -> None:
    drill = made(app, VERBS)
    say(app, set_mixing, drill, Mixing.MIXED, 1)
    say(app, set_target, drill, 3.0, 1)
    found = relating.related(app.data.connection, drill)
    assert found is not None
    assert (found.mixing, found.target) == (Mixing.MIXED, 3.0)
    say(app, set_target, drill, None, 2)
    again = relating.related(app.data.connection, drill)
    assert again is not None
    assert again.target is None
    assert relating.related(app.data.connection, "gone") is None
