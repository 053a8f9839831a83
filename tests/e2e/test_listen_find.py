"""Finding in a text by real keys: the voice sounds on, and reading goes on from what was found."""

import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.helpers.desktop import VirtualDesktop
from tests.helpers.listen_program import ListenProgram, a_profile
from tests.helpers.reading import long_text
from tests.helpers.waiting import wait_until

pytestmark = [pytest.mark.e2e, pytest.mark.skipif(sys.platform != "linux", reason="an X server")]

SETTINGS = {"listen.checks": False, "listen.session": 0}


@pytest.fixture
def program(tmp_path: Path) -> Iterator[ListenProgram]:
    file = tmp_path / "origin.md"
    file.write_text(f"{long_text(3)}\n\nA zinnia stands at the end of all this.\n", "utf-8")
    with VirtualDesktop() as desktop:
        running = ListenProgram(desktop, a_profile(tmp_path, SETTINGS))
        running.open(file)
        yield running
        with suppress(Exception):
            running.quit()


def place(program: ListenProgram) -> tuple[int, int, int]:
    [row] = program.rows("SELECT chapter, block, place FROM reading_position")
    return row["chapter"], row["block"], row["place"]


def sessions(program: ListenProgram) -> int:
    sql = "SELECT 1 FROM session WHERE activity = 'listen' AND ended IS NULL"
    return len(program.rows(sql))


def test_keys_find_a_word_far_on_while_it_sounds_and_read_from_there(
    program: ListenProgram,
) -> None:
    program.keys("ctrl+3")
    program.play()
    wait_until(lambda: program.rows("SELECT 1 FROM reading_position"), "the place")
    program.keys("ctrl+f", *"zinnia")
    before = place(program)
    wait_until(lambda: place(program) > before, "the voice to go on")
    assert place(program)[0] == 0
    assert sessions(program) == 1

    program.keys("Escape")
    program.keys("ctrl+f", *"ZINNIA", "Return", "ctrl+Return")
    wait_until(lambda: place(program)[0] == 2, "the voice at what was found")
    [row] = program.rows("SELECT max(length) AS most FROM document_text WHERE chapter = 2")
    assert row["most"] > 0
    assert place(program)[1] > 0

    program.keys("space")
    wait_until(lambda: program.rows("SELECT 1 FROM listening WHERE words > 0"), "the words")
