"""One day with Spindle, from the icon to the morning after, as a person lives it.

Read it as the manual. Everything is done with the keyboard and with the buttons of notifications;
what came of it is read from the data file. The clock runs sixty times faster than usual.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.helpers.day import MINUTES, Day

pytestmark = [pytest.mark.e2e, pytest.mark.requirement("acceptance-2")]


def test_a_day_from_the_icon_to_the_morning_after(tmp_path: Path) -> None:
    with Day(tmp_path, starts="2026-03-10T09:00", rate=60) as day:
        icon = day.icon_of(day.install())
        day.double_click(icon)
        set_the_lengths(day)
        focus_for_ten_minutes(day)
        rate_it(day)
        walk_in_the_break(day)
        close_the_day(day)
        write_down_the_morning(day)
        lose_the_power_in_a_block(day, icon)
        find_everything(day)


def set_the_lengths(day: Day) -> None:
    """Ctrl K finds every setting; what is typed counts at once."""
    day.find("Break")
    day.type("2 min")
    day.press("Return")
    day.wait_for("SELECT * FROM setting WHERE key = 'focus.short_break' AND value = '120'")
    day.find("Block of the Even plan")
    day.type("20 min")
    day.press("Return")
    day.wait_for("SELECT * FROM setting WHERE key = 'focus.even_block' AND value = '1200'")


def focus_for_ten_minutes(day: Day) -> None:
    """Today asks what you are learning. One line and Enter: the first block is ten minutes."""
    day.press("ctrl+1")
    day.type("Graph theory, chapter 4 #Discrete maths")
    day.press("Return")
    block = day.wait_for("SELECT * FROM session WHERE activity = 'focus'")
    assert block["title"] == "Graph theory, chapter 4"
    assert block["planned"] == 10 * MINUTES
    day.desktop.screen.wait_for_window("Graph theory, chapter 4 – Spindle")
    assert day.desktop.screen.has_icon_of("spindle")
    day.press("i")
    day.press("t")
    day.type("Ask about the proof")
    day.press("Return")
    day.wait_for("SELECT * FROM gap WHERE kind = 'interruption'")
    day.wait_for("SELECT * FROM thought WHERE text = 'Ask about the proof'")


def rate_it(day: Day) -> None:
    """The time is up: the desktop says it. The rating is one key; then the error is shown."""
    day.choose("Rate", on="How did it go?")
    block = day.wait_for("SELECT * FROM session WHERE activity = 'focus' AND ended IS NOT NULL")
    assert block["outcome"] == "completed"
    assert block["active"] >= 10 * MINUTES
    assert block["predicted_before"] is not None
    assert block["rating"] is None
    day.press("4")
    rated = day.wait_for("SELECT * FROM session WHERE rating = 4")
    assert rated["error"] == pytest.approx(4 - block["predicted_before"])


def walk_in_the_break(day: Day) -> None:
    """Enter takes the break with its movement, and it counts; then the evening can come."""
    day.press("Return")
    walk = day.wait_for("SELECT * FROM session WHERE activity = 'move'")
    assert walk["title"] == "Walk"
    day.choose("End here", on="Break over", brings=False)
    day.wait_for("SELECT * FROM session WHERE activity = 'move' AND outcome = 'completed'")


def close_the_day(day: Day) -> None:
    """Before lights-out Spindle reminds once. Unload, one question, leave it there."""
    day.clock_is("2026-03-10T21:14")
    day.choose("Now", on="Unload, then one question.")
    day.wait_for_caret()
    day.type("Send the exercise sheet")
    day.press("Return")
    day.type("after lunch")
    day.press("Return")
    day.type("open the mail")
    line = day.wait_for("SELECT * FROM todo WHERE first_step = 'open the mail'")
    assert (line["what"], line["when_"]) == ("Send the exercise sheet", "after lunch")
    day.press("ctrl+Return")
    day.wait_for("SELECT * FROM night WHERE step = 'question'")
    day.type("Why is every tree bipartite?")
    day.press("Tab")
    day.type("It has no cycles.")
    day.press("ctrl+Return")
    day.wait_for("SELECT * FROM night WHERE step = 'check'")
    day.press("3")
    day.wait_for("SELECT * FROM night WHERE mind_busy = 3")
    day.press("2")
    day.wait_for("SELECT * FROM night WHERE worried = 2")
    day.press("ctrl+Return")
    day.wait_for("SELECT * FROM night WHERE step = 'leave'")
    day.press("Return")
    night = day.wait_for("SELECT * FROM night WHERE closed IS NOT NULL")
    assert night["night"] == "2026-03-10"
    day.clock_is("2026-03-11T03:00")
    assert day.notifications_shown() == 0


def write_down_the_morning(day: Day) -> None:
    """First what is in the mind, in any order; only then the question, and what came for it."""
    day.clock_is("2026-03-11T07:30")
    day.wait_for_caret()
    assert day.notifications_shown() == 0  # the page, which is in front, asks for it already
    # The keys that judge the question only write as long as it is hidden.
    day.type("3 colours are never needed, two are enough")
    day.wait_for("SELECT * FROM entry WHERE kind = 'morning' AND text LIKE '3 colours%enough'")
    assert day.row("SELECT * FROM night")["outcome"] is None
    day.press("ctrl+Return")
    day.wait_for("SELECT * FROM night WHERE captured IS NOT NULL")
    day.press("3")
    day.wait_for("SELECT * FROM night WHERE outcome = 'new_angle'")
    day.press("Return")
    day.type("23:10")
    day.wait_for("SELECT * FROM diary WHERE in_bed = 1390")
    day.press("ctrl+Return", "1")
    day.wait_for("SELECT * FROM todo WHERE done IS NOT NULL")
    day.press("Return")
    day.wait_for(
        "SELECT * FROM session WHERE activity = 'prime' AND detail LIKE '%morning%'"
        " AND ended IS NOT NULL"
    )


def lose_the_power_in_a_block(day: Day, icon: Path) -> None:
    """Today offers the open question, Enter takes it. If the power goes, the block keeps its time.

    Spindle asks once, quietly, what to do with a block that it did not see end.
    """
    day.press("ctrl+1")
    day.wait_until_still()
    day.press("Return")
    day.wait_until_still()
    day.press("Return")
    block = "SELECT * FROM session WHERE activity = 'focus' AND ref_kind = 'question'"
    day.wait_for(f"{block} AND last_seen > started + {MINUTES}")
    day.kill()
    last_seen = day.row(block)["last_seen"]
    day.clock_is("2026-03-11T08:00", rate=1)
    day.double_click(icon)
    found = day.wait_for(f"{block} AND outcome = 'interrupted'")
    assert found["ended"] == last_seen
    day.answer("alt+1")
    day.quit()
    assert day.row(block)["deleted"] is None


def find_everything(day: Day) -> None:
    """It is all in one file, in each day's copy, and in an export that any program reads."""
    first, second = day.rows("SELECT * FROM session WHERE activity = 'focus' ORDER BY started")
    aim = day.row("SELECT * FROM aim")
    evening, morning = day.rows("SELECT * FROM session WHERE activity = 'prime' ORDER BY started")
    night, question = day.row("SELECT * FROM night"), day.row("SELECT * FROM question")
    entries = {entry["kind"]: entry for entry in day.rows("SELECT * FROM entry")}

    assert (first["rating"], first["outcome"]) == (4, "completed")
    assert (first["aim_id"], aim["name"]) == (aim["id"], "Discrete maths")
    assert (second["rating"], second["outcome"]) == (None, "interrupted")
    assert [evening["outcome"], morning["outcome"]] == ["completed", "completed"]
    assert (question["text"], question["state"]) == ("Why is every tree bipartite?", "open")
    assert (night["question_id"], night["outcome"]) == (question["id"], "new_angle")
    assert entries["evening"]["know"] == "It has no cycles."
    assert entries["morning"]["text"] == "3 colours are never needed, two are enough"
    assert {entry["night_id"] for entry in entries.values()} == {night["id"]}

    copies = sorted(day.profile.glob("backups/*"))
    assert [copy.name for copy in copies] == ["spindle-20260310.db", "spindle-20260311.db"]
    for copy in copies:
        with closing(sqlite3.connect(copy)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"

    day.spindle("export", day.desktop.home / "everything.zip")
    with ZipFile(day.desktop.home / "everything.zip") as export:
        exported = export.read("json/session.jsonl").decode().splitlines()
    assert len(exported) == len(day.rows("SELECT * FROM session"))
