"""What the finder lists, before any widget."""

from pathlib import Path

from spindle.core.feature import Command, Offer, Rank
from spindle.core.ids import Ref
from spindle.core.session import Activity
from spindle.shell.finding import START, Things, fitting
from tests.helpers.fakes import make_app
from tests.helpers.shell import TODAY


def test_an_offer_and_the_command_of_the_same_name_are_one_line(tmp_path: Path) -> None:
    """In its window the evening is offered, and at any hour it is a command."""
    app = make_app(tmp_path, features=(TODAY,))
    evening = Command(id="journal.evening", label="Evening", run=lambda _: None)
    app.commands[evening.id] = evening
    offer = Offer(
        ref=Ref("night", "n"),
        activity=Activity.PRIME,
        title="Evening",
        reason="",
        rank=Rank.NIGHT,
        start="journal.evening",
        minutes=15,
    )

    lines = fitting(app, "even", Things(offers=((TODAY, offer),)))

    started = [shown.line for shown in lines if shown.line.group == START]
    assert [(line.title, line.hint) for line in started] == [("Evening", "15 min")]
