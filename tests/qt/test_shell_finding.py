"""What the finder lists, before any widget."""

from pathlib import Path

import pytest

from spindle.core.feature import Command, Found, Offer, Rank
from spindle.core.ids import Ref
from spindle.core.session import Activity
from spindle.shell import finding, key_lists
from spindle.shell.finding import OPEN, START, Things, fitting
from tests.helpers.fakes import make_app
from tests.helpers.shell import TODAY
from tests.helpers.translated import speaking


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


@pytest.mark.usefixtures("qapp")
def test_what_features_say_is_translated_in_the_finder(tmp_path: Path) -> None:
    app = make_app(tmp_path, features=(TODAY,))
    offer = Offer(
        ref=Ref("night", "n"),
        activity=Activity.PRIME,
        title="Evening",
        reason="",
        rank=Rank.NIGHT,
        start="journal.evening",
        minutes=0,
    )
    entry = Found(ref=Ref("entry", "e"), title="Lemma 4", hint="Entry", start="journal.open")
    words = {("journal", "Evening"): "Abend", ("journal", "Entry"): "Eintrag"}
    with speaking(words):
        lines = [s.line for s in fitting(app, "", Things(((TODAY, offer),), ((TODAY, entry),)))]
    assert [line.title for line in lines if line.group == START] == ["Abend"]
    assert [line.hint for line in lines if line.group == OPEN and line.found] == ["Eintrag"]


@pytest.mark.usefixtures("qapp")
def test_the_key_of_a_page_is_written_as_every_other_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (finding, key_lists):
        monkeypatch.setattr(module, "key_words", lambda key: key.replace("Ctrl+", "Strg "))
    app = make_app(tmp_path, features=(TODAY,))
    lines = [shown.line for shown in fitting(app, "", Things())]
    assert "Strg 1" in [line.hint for line in lines if line.group == OPEN]
    assert ("Strg 1", "Today") in key_lists.sections(app)[0][1]
