"""The journal in an export: one Markdown file a night, with all that was written."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from spindle.features.focus.feature import FOCUS
from spindle.features.journal.feature import JOURNAL
from spindle.features.journal.markdown import pages
from tests.helpers.fakes import FakeApp, make_app

NIGHT = "2026-03-10"
AT = 1_773_180_000_000_000  # 10 March 2026, 22:00 UTC


@pytest.fixture
def app(tmp_path: Path) -> Iterator[FakeApp]:
    app = make_app(tmp_path, features=[FOCUS, JOURNAL], services=False)
    app.data.connection.execute(
        "INSERT INTO question (id, text, state, created, updated) "
        "VALUES ('q', 'What does \"bar 17\": lack?', 'open', 1, 1)"
    )
    app.data.connection.execute(
        "INSERT INTO night (id, night, zone, offset, began, question_id, outcome, insight, updated)"
        " VALUES ('n', ?, 'Europe/Berlin', 3600, ?, 'q', 'new_angle', 4, 1)",
        (NIGHT, AT),
    )
    yield app
    app.data.close()


def write(app: FakeApp, identity: str, **columns: object) -> None:
    row = {
        "id": identity,
        "kind": "free",
        "night": NIGHT,
        "written": AT,
        "zone": "Europe/Berlin",
        "offset": 3600,
        "updated": 1,
        **columns,
    }
    names, marks = ", ".join(row), ", ".join("?" * len(row))
    app.data.connection.execute(
        f"INSERT INTO entry ({names}) VALUES ({marks})", tuple(row.values())
    )


def texts(app: FakeApp) -> dict[str, str]:
    return dict(pages(app.data.connection))


@pytest.mark.requirement("row-34")
def test_a_night_is_one_file_with_its_facts_in_front(app: FakeApp) -> None:
    write(app, "e", kind="evening", question_id="q", know="The left hand.", tried="Slowly.")
    write(app, "m", kind="morning", text="Two\n\nparagraphs.", written=AT + 1)
    write(app, "x", text="removed", deleted=5)
    write(app, "y", text=" ")
    app.data.connection.execute(
        "INSERT INTO tag (id, entry_id, name, updated) VALUES ('t', 'm', 'piano', 1)"
    )
    app.data.connection.execute(
        "INSERT INTO todo (id, night, position, what, when_, first_step, done, updated) "
        "VALUES ('d', ?, 1, 'Call', 'ten', '', 5, 1)",
        (NIGHT,),
    )

    text = texts(app)[f"{NIGHT}.md"]

    front, _, body = text.removeprefix("---\n").partition("---\n")
    facts = dict(line.split(": ", 1) for line in front.splitlines())
    assert {name: json.loads(value) for name, value in facts.items()} == {
        "night": NIGHT,
        "question": 'What does "bar 17": lack?',
        "outcome": "new_angle",
        "rating": 4,
        "tags": ["piano"],
    }
    assert "## Evening, 2026-03-10 23:00\n\n> What does" in body
    assert "**What I know.** The left hand.\n\n**What I tried.** Slowly." in body
    assert "## Morning, 2026-03-10 23:00\n\nTwo\n\nparagraphs." in body
    assert body.endswith("## To do\n\n- [x] Call, ten\n")
    assert "removed" not in text


def test_every_night_has_its_file_and_one_without_words_has_none(app: FakeApp) -> None:
    assert texts(app) == {}
    write(app, "a", text="one")
    write(app, "b", text="two", night="2026-03-11")
    write(app, "c", text="three", night="2026-03-11", written=AT + 2)

    assert list(texts(app)) == [f"{NIGHT}.md", "2026-03-11.md"]
    assert texts(app)["2026-03-11.md"].index("two") < texts(app)["2026-03-11.md"].index("three")
