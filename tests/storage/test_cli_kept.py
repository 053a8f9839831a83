"""``spindle text`` and ``say`` speak a document of the library as Listen does."""

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import soundfile

from spindle.cli import run
from spindle.core.clock import ManualClock
from spindle.core.feature import Feature
from spindle.core.sound_port import PARAGRAPH_PAUSE, SENTENCE_PAUSE
from spindle.features.listen import queries
from spindle.features.listen.importing.task import read
from spindle.registry import FEATURES
from spindle.storage import readonly
from spindle.storage.open import open_database
from spindle.storage.vault import convert, keyfile
from spindle.storage.vault.vault import fresh
from tests.helpers.encrypted import CHEAP, PASSPHRASE
from tests.helpers.fakes import MORNING

TEXT = """# A talk

SQL is old (and loud). See the GUI at https://example.org now.

| a | b |
|---|---|
| 1 | 2 |

It ends here (at last).
"""
USUAL = ["A talk", "SQL is old (and loud).", "See the GUI at now.", "Table, 2 rows."]
LISTEN = ["A talk", "sequel is old.", "See the gooey at https://example.org now.", "It ends here."]
"""With brackets and tables left out, addresses said, and two rules."""


def features() -> tuple[Feature, ...]:
    return FEATURES


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "talk.md"
    path.write_text(TEXT, "utf-8")
    return path


DOCUMENT = (
    "INSERT INTO document (id, title, language, format, path, sha256, size, added, updated)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, 1, 1)"
)
KEPT = ("title", "level", "words", "length", "packed")
CHAPTER = (
    "INSERT INTO document_text (id, document_id, chapter, title, level, words, length, packed,"
    " updated) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)"
)
AGAIN = (
    "INSERT INTO document_text (id, document_id, chapter, title, level, words, length, packed,"
    " updated) SELECT 'this/9', 'this', 9, title, level, words, length, packed, 1"
    " FROM document_text WHERE document_id = 'other'"
)
RULE = (
    "INSERT INTO pronunciation (id, document_id, pattern, spoken, active, match, rank, updated)"
    " VALUES (?, ?, ?, ?, ?, 'word', 1, 1)"
)
SETTING = "INSERT INTO setting (key, value, updated) VALUES (?, ?, 1)"


def write(profile: Path, *rows: tuple[str, tuple[object, ...]]) -> None:
    with closing(sqlite3.connect(profile / "spindle.db")) as database, database:
        for statement, values in rows:
            database.execute(statement, values)


def add(profile: Path, file: Path, name: str) -> None:
    """Import a file as the window does."""
    told: list[dict[str, Any]] = []
    facts = read(told.append, str(file))
    head = next(each["head"] for each in told if "head" in each)
    document = (
        name, head["title"], head["language"], head["format"], str(file), facts["sha256"],
        facts["size"],
    )  # fmt: skip
    write(
        profile,
        (DOCUMENT, document),
        *(
            (CHAPTER, (f"{name}/{number}", name, number, *map(each.get, KEPT)))
            for number, each in enumerate(each["chapter"] for each in told if "chapter" in each)
        ),
    )


@pytest.fixture
def profile(tmp_path: Path, file: Path) -> Path:
    """The talk with choices of its own, another text, and rules for all, for each, switched off."""
    folder = tmp_path / "profile"
    folder.mkdir()
    sets = [feature.migrations() for feature in FEATURES if feature.migrations]
    with closing(open_database(folder / "spindle.db", sets, clock=ManualClock(MORNING))):
        pass
    other = tmp_path / "other.txt"
    other.write_text("Another text, of which nothing is said.", "utf-8")
    add(folder, file, "this")
    add(folder, other, "other")
    write(
        folder,
        (
            "UPDATE document SET skips = ?, wpm = 240 WHERE id = 'this'",
            ('["brackets", "tables", "notes"]',),
        ),
        (RULE, ("1", None, "SQL", "sequel", 1)),
        (RULE, ("2", "this", "GUI", "gooey", 1)),
        (RULE, ("3", "other", "old", "ancient", 1)),
        (RULE, ("4", "this", "See", "Watch", 0)),
    )
    return folder


Told = tuple[list[dict[str, Any]], str]


def text(profile: Path, file: object, *more: str, code: int = 0) -> Told:
    """What the real program prints as JSON, and what it says beside it."""
    done = subprocess.run(
        [
            sys.executable, "-m", "spindle", "--profile", str(profile), "text", "--json",
            str(file), *more,
        ],
        capture_output=True,
        check=False,
        timeout=60,
        input=TEXT.encode(),
    )  # fmt: skip
    assert done.returncode == code, done.stderr.decode()
    lines = [json.loads(line) for line in done.stdout.decode().splitlines()]
    return lines, done.stderr.decode()


def spoken(told: Told) -> list[str]:
    return [each["text"] for line in told[0] for each in line.get("spoken", ())]


def listened(profile: Path, name: str) -> Iterator[str]:
    """What Listen gives its voice of a document."""
    with closing(readonly.connect(profile / "spindle.db")) as connection:
        document = queries.document(connection, name)
        assert document is not None
        for chapter in range(len(document.chapters)):
            script = queries.script(connection, document, chapter)
            assert script is not None
            yield from (each.text for each in script.spoken())


@pytest.mark.requirement("reader-15")
@pytest.mark.requirement("reader-row-31")
def test_a_document_of_the_library_is_printed_as_listen_speaks_it(
    profile: Path, file: Path
) -> None:
    told = text(profile, file)

    said = spoken(told)
    assert said == list(listened(profile, "this"))
    assert [each for each in said if each != "Table, 2 rows."] == LISTEN != USUAL
    document = next(line for line in told[0] if line["type"] == "document")
    assert document["library"] == {
        "title": "A talk",
        "changed": False,
        "skips": ["brackets", "notes", "tables"],
        "rules": 1,
        "language": "en",
    }
    assert told[1].count("\n") == 1
    assert "as in your library (skipped: brackets, notes, tables; 1 rule of its own;" in told[1]
    assert told[0][-1]["skipped"] == {"brackets": 2, "tables": 1}


def test_it_is_known_wherever_it_lies_by_what_it_holds(
    profile: Path, file: Path, tmp_path: Path
) -> None:
    moved = Path(shutil.move(file, tmp_path / "moved.md"))

    assert spoken(text(profile, moved)) == list(listened(profile, "this"))


def test_a_file_that_was_changed_since_is_known_by_its_place(profile: Path, file: Path) -> None:
    file.write_text("New: SQL has a GUI (or two).", "utf-8")
    told = text(profile, file)

    assert spoken(told) == ["New: sequel has a gooey."]
    assert told[0][0]["library"]["changed"]
    assert "The file was changed since, and its text is read." in told[1]


def test_plain_leaves_the_library_and_every_rule_aside(profile: Path, file: Path) -> None:
    told = text(profile, file, "--plain")

    assert spoken(told)[: len(USUAL)] == USUAL
    assert told[0][0]["library"] is None
    assert told[1] == ""


def test_what_comes_by_a_pipe_and_another_file_have_the_rules_for_all_alone(
    profile: Path, tmp_path: Path
) -> None:
    stranger = tmp_path / "b.txt"
    stranger.write_text("SQL has a GUI that is old (or two).", "utf-8")

    told = text(profile, stranger)
    assert (spoken(told), told[1]) == (["sequel has a GUI that is old (or two)."], "")
    piped = text(profile, "-")
    assert piped[0][0]["library"] is None
    assert "sequel is old (and loud)." in spoken(piped)


def test_a_document_that_was_removed_is_none_of_the_librarys(profile: Path, file: Path) -> None:
    write(profile, ("UPDATE document SET deleted = 1 WHERE id = 'this'", ()))

    assert text(profile, file)[0][0]["library"] is None


def test_the_language_chosen_for_it_holds(profile: Path, file: Path) -> None:
    write(profile, ("UPDATE document SET language = 'de', skips = '[]' WHERE id = 'this'", ()))
    told = text(profile, file)

    assert spoken(told) == list(listened(profile, "this"))
    assert told[0][0]["language"] == "de"
    assert "(skipped: nothing; 1 rule of its own; language de)" in told[1]


def test_a_damaged_chapter_is_named_and_the_others_are_printed(profile: Path, file: Path) -> None:
    write(
        profile,
        ("UPDATE document_text SET packed = x'00' WHERE document_id = 'this'", ()),
        (AGAIN, ()),
    )
    told = text(profile, file)

    assert spoken(told) == ["Another text, of which nothing is said."]
    assert told[0][-1]["notices"] == ["This chapter is damaged and cannot be shown."]


def test_without_a_profile_it_is_spoken_as_it_is_written_and_nothing_is_made(
    file: Path, tmp_path: Path
) -> None:
    told = text(tmp_path / "none", file)

    assert spoken(told)[: len(USUAL)] == USUAL
    assert "There is no Spindle database" in told[1], "a folder that was named is not passed over"
    assert not (tmp_path / "none").exists()


def test_the_usual_profile_that_is_not_there_is_not_worth_a_word(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert run(["text", str(file)], features) == 0

    assert capsys.readouterr().err == ""
    assert sorted(each.name for each in tmp_path.iterdir()) == ["talk.md"]


def test_a_profile_that_cannot_be_read_is_told_and_is_no_reason_to_stay_silent(
    profile: Path, file: Path
) -> None:
    (profile / "spindle.db").write_bytes(b"no database at all")
    told = text(profile, file)

    assert spoken(told)[: len(USUAL)] == USUAL
    assert "is not a Spindle database" in told[1]
    assert "talk.md is spoken without what your library says of it." in told[1]


def test_the_data_stay_as_they_were(profile: Path, file: Path) -> None:
    before = (profile / "spindle.db").read_bytes()
    profile.joinpath("spindle.db").chmod(0o400)
    text(profile, file)

    assert (profile / "spindle.db").read_bytes() == before


def test_it_is_read_while_spindle_writes(profile: Path, file: Path) -> None:
    with closing(sqlite3.connect(profile / "spindle.db", isolation_level=None)) as writer:
        writer.execute("PRAGMA journal_mode = WAL")
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE document SET skips = NULL WHERE id = 'this'")

        assert spoken(text(profile, file)) == list(listened(profile, "this"))


@pytest.fixture
def sealed(profile: Path) -> Path:
    """The same, encrypted."""
    made = fresh(PASSPHRASE, CHEAP)
    keyfile.write(profile, made.slots)
    convert.encrypt(profile / "spindle.db", made.key)
    convert.swap(profile / "spindle.db", None)
    return profile


def test_encrypted_data_are_opened_by_the_file_with_the_passphrase(
    profile: Path, sealed: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del profile
    secret = file.with_name("secret")
    secret.write_text(f"{PASSPHRASE}\n", "utf-8")
    asked = ["--profile", str(sealed), "--passphrase-file", str(secret), "text", str(file)]
    assert run(asked, features) == 0

    said = capsys.readouterr()
    assert "See the gooey at https://example.org now." in said.out
    assert "as in your library" in said.err


def test_a_wrong_passphrase_ends_it_with_a_sentence(
    sealed: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = file.with_name("secret")
    secret.write_text("wrong\n", "utf-8")
    asked = ["--profile", str(sealed), "--passphrase-file", str(secret), "text", str(file)]
    assert run(asked, features) == 1

    said = capsys.readouterr()
    assert said.out == ""
    assert "neither the passphrase nor the recovery code" in said.err


def test_where_nobody_can_be_asked_it_says_so_and_speaks_as_it_is_written(
    sealed: Path, file: Path
) -> None:
    told = text(sealed, file)

    assert spoken(told)[: len(USUAL)] == USUAL
    assert "is encrypted, and there is nobody to ask for its passphrase." in told[1]
    assert "--passphrase-file FILE" in told[1]
    plain = text(sealed, file, "--plain")
    assert plain[1] == "", "what is left aside is not asked for"


def test_text_and_passphrase_cannot_both_come_by_the_input(
    profile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["--profile", str(profile), "--passphrase-file", "-", "text", "-"]
    assert run(asked, features) == 1

    assert "Only one of the two can come by standard input" in capsys.readouterr().err


def say(profile: Path, file: Path, *more: str) -> tuple[dict[str, Any], float, str]:
    """What ``--words`` tells, how long the sound is, and what is said beside it."""
    out, words = file.with_suffix(".wav"), file.with_suffix(".json")
    done = subprocess.run(
        [
            sys.executable, "-m", "spindle", "--profile", str(profile), "say", str(file),
            "-o", str(out), "--words", str(words), *more,
        ],
        capture_output=True,
        check=False,
        timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    told = json.loads(words.read_text("utf-8"))
    return told, soundfile.info(out).duration, done.stderr.decode()


@pytest.mark.requirement("reader-row-31")
def test_say_has_its_rules_switches_speed_and_voice(profile: Path, file: Path) -> None:
    write(profile, (SETTING, ("listen.voice", '"espeak:en-gb"')))
    told, _, aside = say(profile, file)

    assert {"SQL", "GUI"} < {word["text"] for word in told["words"] if word["said"]}
    assert "https://example.org" in [word["text"] for word in told["words"]]
    assert "(and" not in [word["text"] for word in told["words"]]
    assert (told["voice"], told["wpm"], told["speed"]) == ("espeak:en-gb", 240.0, None)
    assert told["library"]["rules"] == 1
    assert "espeak:en-gb; 240 wpm). --plain leaves that aside." in aside


def test_without_a_speed_of_its_own_it_begins_at_that_of_a_new_text(
    profile: Path, file: Path
) -> None:
    write(
        profile,
        ("UPDATE document SET wpm = NULL WHERE id = 'this'", ()),
        (SETTING, ("listen.wpm", "315")),
    )

    assert say(profile, file)[0]["wpm"] == 315.0


def test_the_voice_chosen_for_its_language_reads_it(profile: Path, file: Path) -> None:
    write(
        profile,
        ("UPDATE document SET language = 'de' WHERE id = 'this'", ()),
        ("INSERT INTO language_voice (id, voice, updated) VALUES ('en', 'espeak:en-us', 1)", ()),
    )
    assert say(profile, file)[0]["voice"] == "espeak:de", "the usual one cannot read it"

    write(
        profile,
        ("INSERT INTO language_voice (id, voice, updated) VALUES ('de', 'espeak:nl', 1)", ()),
    )
    assert say(profile, file)[0]["voice"] == "espeak:nl"


def test_no_voice_for_its_language_is_a_sentence(
    profile: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(profile, ("UPDATE document SET language = 'qq' WHERE id = 'this'", ()))
    out = file.with_suffix(".wav")
    assert run(["--profile", str(profile), "say", str(file), "-o", str(out)], features) == 1

    assert "there is no voice for qq on this computer; --voice names one" in capsys.readouterr().err
    assert not out.exists()


def test_the_pauses_in_the_settings_are_heard(profile: Path, file: Path) -> None:
    at_first = say(profile, file, "--speed", "1")[1]
    more = 0.4
    write(
        profile,
        (SETTING, ("listen.sentence_pause", str(round(1000 * (SENTENCE_PAUSE + more))))),
        (SETTING, ("listen.paragraph_pause", str(round(1000 * (PARAGRAPH_PAUSE + more))))),
    )
    sentences = len(list(listened(profile, "this")))

    longer = say(profile, file, "--speed", "1")[1] - at_first
    assert longer == pytest.approx(more * sentences, abs=more + 0.1)


def test_what_is_said_on_the_command_line_wins(profile: Path, file: Path) -> None:
    told, _, _ = say(profile, file, "--wpm", "150", "--voice", "espeak:en-us")
    assert (told["voice"], told["wpm"], told["speed"]) == ("espeak:en-us", 150.0, None)

    told, _, aside = say(profile, file, "--speed", "2")
    assert (told["wpm"], told["speed"]) == (None, 2.0)
    assert "2 times the voice's speed" in aside

    told, _, aside = say(profile, file, "--plain")
    assert (told["wpm"], told["speed"], told["library"], aside) == (None, 1.0, None, "")
    assert "loud)." in [word["text"] for word in told["words"]]
