"""What the finder lists, before any widget."""

from pathlib import Path

import pytest

from spindle.core.feature import App, Command, Feature, Found, Offer, PageAsked, Rank
from spindle.core.ids import Ref
from spindle.core.session import Activity
from spindle.core.settings import Level, Setting, SettingGroup
from spindle.registry import FEATURES
from spindle.shell import finding, key_lists
from spindle.shell.finding import OPEN, SETTINGS, START, Things, fitting
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


def of_settings(app: App, typed: str) -> list[tuple[str, str]]:
    lines = (shown.line for shown in fitting(app, typed, Things()))
    return [(line.title, line.hint) for line in lines if line.group == SETTINGS]


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("voices", "Voices"),
        ("voice", "Voice"),
        ("add a voice", "Voices"),
        ("pronunciation", "Pronunciation"),
        ("abbreviations", "Pronunciation"),
        ("shortcuts", "Shortcuts"),
        ("hotkeys", "Shortcuts"),
        ("backup", "Your data"),
        ("your data", "Your data"),
        ("version", "About"),
        ("dark", "Theme"),
        ("autostart", "General"),
    ],
)
def test_settings_are_found_by_title_by_section_and_by_what_they_are_about(
    tmp_path: Path, typed: str, title: str
) -> None:
    app = make_app(tmp_path, features=FEATURES)
    found = [name for name, _ in of_settings(app, typed)]
    assert title in found, found


@pytest.mark.usefixtures("qapp")
def test_a_section_opens_from_the_finder(tmp_path: Path) -> None:
    app = make_app(tmp_path, features=FEATURES)
    asked: list[PageAsked] = []
    app.bus.subscribe(PageAsked, asked.append)
    [line] = [s.line for s in fitting(app, "voices", Things()) if s.line.title == "Voices"]
    line.do()
    assert asked == [PageAsked("settings", Ref("section", "voices"))]


@pytest.mark.usefixtures("qapp")
def test_settings_of_one_name_in_two_sections_are_two_lines(tmp_path: Path) -> None:
    app = make_app(tmp_path, features=(TODAY, *(_plays(name) for name in ("One", "Two"))))
    assert of_settings(app, "how loud") == [("How loud", "One"), ("How loud", "Two")]


def _plays(title: str) -> Feature:
    loud = Setting(key=f"{title.lower()}.loud", default=50, kind=Level(), label="How loud")
    group = SettingGroup(id=title.lower(), title=title, settings=(loud,))
    return Feature(id=title.lower(), title=title, order=7, settings=lambda: (group,))
