"""What the features declare fits together, whichever features there are."""

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from spindle.core.clock import ManualClock
from spindle.core.events import Bus
from spindle.core.feature import Feature
from spindle.core.general import GENERAL, groups
from spindle.core.settings import Setting, Settings
from spindle.registry import FEATURES
from spindle.storage.migrations import MIGRATIONS
from spindle.storage.open import known_names, open_database
from spindle.storage.schema import SCHEMA
from tests.helpers.fakes import MORNING, FakeApp, make_app

ROOT = Path(__file__).resolve().parents[2]
BUILDING: set[str] = set()
"""Rooms whose page does not stand yet."""
SETTINGS = [setting for group in groups(FEATURES) for setting in group.settings]
SETS = [MIGRATIONS, *(feature.migrations() for feature in FEATURES if feature.migrations)]
each_feature = pytest.mark.parametrize("feature", FEATURES, ids=lambda f: f.id)
each_setting = pytest.mark.parametrize("setting", SETTINGS, ids=lambda s: s.key)


@pytest.fixture
def app(tmp_path: Path) -> Iterator[FakeApp]:
    made = make_app(tmp_path, features=FEATURES)
    yield made
    for service in made.services.values():
        service.stop()
    made.data.close()


def test_each_folder_of_the_features_is_registered_and_the_other_way_round() -> None:
    folders = (ROOT / "app" / "spindle" / "features").iterdir()

    rooms = {f.name for f in folders if (f / "__init__.py").is_file()}
    assert rooms - BUILDING == {f.id for f in FEATURES}


def test_no_two_features_share_a_name_or_a_place_in_the_rail() -> None:
    for shared in ([f.id for f in FEATURES], [f.order for f in FEATURES if f.page]):
        assert max(Counter(shared).values()) == 1


def test_the_schema_number_counts_the_migrations_of_every_registered_feature() -> None:
    assert len(known_names(SETS)) == SCHEMA


@each_feature
def test_migrations_are_named_like_their_feature(feature: Feature) -> None:
    if feature.migrations is not None:
        assert feature.migrations().name == feature.id


@each_feature
def test_setting_keys_begin_with_the_features_name(feature: Feature) -> None:
    keys = [setting.key for group in feature.settings() for setting in group.settings]

    assert [key for key in keys if not re.fullmatch(rf"{feature.id}\.[a-z_]+", key)] == []


def test_the_general_settings_are_named_general_and_no_key_is_declared_twice() -> None:
    assert {setting.key.split(".")[0] for setting in GENERAL.settings} == {"general"}
    names = [name for setting in SETTINGS for name in (setting.key, *setting.was)]
    assert max(Counter(names).values()) == 1


@each_setting
def test_a_default_is_one_of_the_allowed_values(setting: Setting[Any]) -> None:
    kind = setting.kind

    assert kind.parse(setting.default) == setting.default
    assert kind.parse(kind.dump(setting.default)) == setting.default


@each_setting
def test_a_setting_that_needs_another_needs_one_that_can_be_on_or_off(
    setting: Setting[Any],
) -> None:
    if setting.needs:
        (needed,) = [other for other in SETTINGS if other.key == setting.needs]
        assert isinstance(needed.default, bool)


@each_setting
def test_a_setting_has_words(setting: Setting[Any]) -> None:
    assert setting.label.strip() == setting.label != ""
    assert "!" not in setting.label + setting.help


@each_feature
def test_every_table_of_a_feature_is_exported(feature: Feature, tmp_path: Path) -> None:
    """What a feature stores leaves with the user; the tables of an index are made anew."""
    if feature.migrations is None:
        assert feature.export == ()
        return
    core = tables_of(tmp_path / "core.db", [])
    added = tables_of(tmp_path / "whole.db", [feature.migrations()]) - core

    assert added == set(feature.export)


def tables_of(path: Path, features: list[Any]) -> set[str]:
    """The tables that hold rows of their own, not those that triggers and indexes fill."""
    with closing(open_database(path, features, clock=ManualClock(MORNING))) as db:
        sql = db.execute("SELECT name, type, sql FROM sqlite_master").fetchall()
    tables = {name for name, kind, _ in sql if kind == "table" and not name.startswith("sqlite_")}
    virtual = {name for name, _, text in sql if text and text.startswith("CREATE VIRTUAL")}
    shadows = {name for name in tables if any(name.startswith(f"{each}_") for each in virtual)}
    triggers = " ".join(text for _, kind, text in sql if kind == "trigger")
    filled = set(re.findall(r"INSERT INTO (\w+)", triggers))
    return {str(name) for name in tables - virtual - shadows - filled if not name.startswith("_")}


def test_commands_are_named_after_their_feature_and_have_words(app: FakeApp) -> None:
    for feature in FEATURES:
        for command in feature.commands(app):
            assert re.fullmatch(rf"{feature.id}\.[a-z_]+", command.id)
            assert command.label.strip() == command.label != ""


def test_no_two_commands_share_a_name(app: FakeApp) -> None:
    """The later one would take the place of the other without a word."""
    names = Counter(command.id for feature in FEATURES for command in feature.commands(app))

    assert [name for name, count in names.items() if count > 1] == []


def test_no_two_commands_share_a_key(app: FakeApp) -> None:
    """Keys without Ctrl or Alt belong to the page in front, so each page may have its own."""
    keys = [
        command.key
        if "+" in command.key[:-1] and not command.on_page
        else (command.id.partition(".")[0], command.key)
        for command in app.commands.values()
        if command.key
    ]

    assert {key: count for key, count in Counter(keys).items() if count > 1} == {}


def test_every_query_of_every_feature_answers_on_an_empty_profile(app: FakeApp) -> None:
    connection, asking = app.data.connection, app.asking()
    for feature in FEATURES:
        for query in (feature.offers, feature.due, feature.marks, feature.question):
            assert isinstance(list(query(connection, asking)), list)
        if feature.finder is not None:
            assert list(feature.finder(connection, "nothing like it", asking)) == []


def test_the_first_paint_may_run_every_query_without_the_write_library(tmp_path: Path) -> None:
    """A plain, read-only connection of the standard library is enough."""
    app = make_app(tmp_path, features=FEATURES, services=False)
    asking = app.asking()
    app.data.close()
    with closing(sqlite3.connect(f"file:{tmp_path}/spindle.db?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        for feature in FEATURES:
            for query in (feature.offers, feature.due, feature.marks, feature.question):
                list(query(connection, asking))


def test_settings_load_what_they_save() -> None:
    settings = Settings(Bus(), lambda _key, _value: None)
    stored = {setting.key: setting.kind.dump(setting.default) for setting in SETTINGS}

    assert settings.load(stored, SETTINGS) == []
    assert [settings.get(s) for s in SETTINGS] == [s.default for s in SETTINGS]
