"""A person who drills without end on a real file, until the program is killed.

Prints ``begin ID`` before an answer is handed over and ``done ID`` once it is kept.
"""

import sys
from functools import partial
from pathlib import Path

from spindle.features.drill.keeping import DrillDraft, keep
from spindle.features.drill.migrations import MIGRATIONS
from spindle.features.drill.run import After, Asked
from spindle.features.drill.service import DrillService
from tests.helpers.database import Office
from tests.helpers.drills import PLAIN, PlainWords, given, open_of, right_answer
from tests.helpers.fakes import make_app

SCRIPT = __file__
_DRILL = DrillDraft(
    kind="typed_recall",
    title="Words",
    guid="words",
    items=tuple({"prompt": f"{n}?", "answers": [f"{n}"]} for n in range(200)),
    guids=tuple(f"word {n}" for n in range(200)),
)


def drill_for_ever(path: Path) -> None:
    """Answer right and wrong in turn, run after run."""
    app = make_app(path.parent, features=[PLAIN._replace(service=None)], services=False)
    office = Office(path, clock=app.time.clock, sets=(MIGRATIONS,))
    office.worker.start()
    drill = office.done(lambda db: keep(db, _DRILL, 1))
    app.database = office.worker
    service = DrillService(app, PlainWords())
    number = 0
    while True:
        service.practise(drill)
        office.inbox.run_until(lambda: service.run is not None)
        run = service.run
        assert run is not None
        while isinstance(run.asked(), Asked):
            number += 1
            asked = open_of(run)
            word = right_answer(asked) if number % 3 else {"text": "no"}
            told: list[After] = []
            say("begin", asked.token)
            run.answer(given(asked, word), told.append)
            office.inbox.run_until(partial(len, told))
            say("done", asked.token)
            run.go_on()
        service.leave()


def say(word: str, token: str) -> None:
    """A line to whoever is going to kill this."""
    sys.stdout.write(f"{word} {token}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    drill_for_ever(Path(sys.argv[1]))
