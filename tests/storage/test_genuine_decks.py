"""Packages that Anki itself has written come in whole, in each of its three forms, and go out."""

import contextlib
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from spindle.core.clock import SECOND, ManualClock, offset_at
from spindle.core.days import day_of
from spindle.features.drill.exchange import writing_out
from spindle.features.drill.exchange.refused import Refused
from spindle.features.drill.exchange.task import pieces
from spindle.features.drill.exchange.writing_out import Out
from tests.helpers.fakes import MORNING
from tests.helpers.importing import File

DECKS = Path(__file__).parents[1] / "fixtures" / "decks"
FILES = sorted(path.name for path in DECKS.glob("*pkg"))
ZONE = "Europe/Berlin"
SIDES = {
    ('Which tree has <b>this</b> leaf?<br><img src="PICTURE">', "Lime <i>(Tilia)</i>"),
    ("oak", "Eiche"),
    ("Eiche", "oak"),
    ("lime", "Linde"),
    ("A card left alone", "yes"),
    (
        "The <b>[…]</b> drops its leaves in autumn.",
        "The <b>beech</b> drops its leaves in autumn.<br>\nnote",
    ),
    (
        "The beech drops its leaves in <b>[season]</b>.",
        "The beech drops its leaves in <b>autumn</b>.<br>\nnote",
    ),
}
FIRST_GAP = "The <b>[…]</b> drops its leaves in autumn."
TODAY = date(2026, 11, 29)
PICTURE = "5d929b1f00882d93ec39b1d3122e9846.png"
TONE = "268fd7778f5ad0eec563da04656a30d6.wav"

every_file = pytest.mark.parametrize("name", FILES)


@pytest.fixture
def file(tmp_path: Path) -> Iterator[File]:
    made = File(tmp_path)
    with contextlib.closing(made.db.conn):
        yield made


def told(path: Path, incoming: Path | None = None) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    found = list(pieces(path, zone=ZONE, day_start=240, incoming=incoming))
    [report] = [each["report"] for each in found if "report" in each]
    return [item for each in found for item in each.get("items", ())], report


def test_there_is_one_of_each_form() -> None:
    assert len(FILES) == 5


@every_file
@pytest.mark.requirement("R12")
def test_cards_pictures_sounds_tags_log_and_what_is_left_alone_come_in(
    tmp_path: Path, name: str
) -> None:
    items, report = told(DECKS / name, tmp_path / "media")

    by_prompt = {item["spec"]["prompt"].replace(PICTURE, "PICTURE"): item for item in items}
    assert {(asked, item["spec"]["answer"]) for asked, item in by_prompt.items()} == SIDES
    leaf = by_prompt['Which tree has <b>this</b> leaf?<br><img src="PICTURE">']
    assert leaf["spec"]["answer_sounds"] == [TONE]
    assert leaf["tags"] == "de::baum tree"
    assert sorted(path.name for path in (tmp_path / "media").iterdir()) == [TONE, PICTURE]
    assert [asked for asked, item in by_prompt.items() if item["resting"]] == ["A card left alone"]
    assert by_prompt["oak"]["sibling"] == by_prompt["Eiche"]["sibling"] is not None
    answered = 3 if name.startswith("2.1") else 4
    log = [review for item in items for review in item["log"]]
    assert len(log) == report["reviews"] == answered
    assert (report["items"], report["media"], report["left_out"]) == (7, 2, {})
    assert report["titles"] == ["Trees: Leaves"]


@every_file
def test_each_card_is_due_on_the_day_on_which_it_was_due_there(name: str) -> None:
    items, _ = told(DECKS / name)

    days = {}
    for item in items:
        if item["trace"] is not None:
            due = item["trace"]["due"]
            days[item["spec"]["prompt"]] = (day_of(due, offset_at(due, ZONE), 240) - TODAY).days
    if name.startswith("2.1"):
        assert days[FIRST_GAP] == 5
    else:
        assert (days["oak"], days[FIRST_GAP]) == (5, 4)


@every_file
def test_they_come_in_once_and_go_out_again_with_their_names_and_log(file: File, name: str) -> None:
    file.bring(DECKS / name)
    again = file.bring(DECKS / name)
    assert (again.added, again.changed, again.same, again.touches) == (0, 0, 7, False)
    at = ManualClock(MORNING, ZONE).now()._replace(wall=1_795_982_900 * SECOND)
    out = Out(drills=None, media=file.folders.media, at=at, day_start=240)
    writing_out.write(file.db.conn, file.folder / "out.apkg", out)

    before, _ = told(DECKS / name)
    after, report = told(file.folder / "out.apkg")
    found = {item["guid"]: item for item in after}
    assert report["missing_media"] == []
    for item in before:
        for part in ("spec", "tags", "sibling", "log", "resting"):
            assert _bare(found[item["guid"]][part]) == _bare(item[part]), part


@every_file
@pytest.mark.requirement("R12")
def test_of_the_stand_in_alone_it_is_said_what_it_is(tmp_path: Path, name: str) -> None:
    alone = tmp_path / name
    with zipfile.ZipFile(DECKS / name) as whole, zipfile.ZipFile(alone, "w") as cut:
        cut.writestr("collection.anki2", whole.read("collection.anki2"))
        cut.writestr("media", "{}")

    if name.startswith("2.1"):  # it has none
        assert told(alone)[1]["items"] == 7
    else:
        with pytest.raises(Refused, match="only a card that asks to update"):
            told(alone)


def _bare(part: Any) -> str:
    """With the names that pictures and sounds have in any folder left out."""
    return str(part).replace(PICTURE, "").replace(TONE, "").replace("leaf ä.png", "")
