"""A deck package of any generation becomes drills; what is hostile or damaged, a sentence."""

import zipfile
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.features.drill.exchange import package, sanitise, templates, wire, zstd
from spindle.features.drill.exchange.anki import read
from spindle.features.drill.exchange.bringing import Stage, State
from spindle.features.drill.exchange.refused import Refused
from spindle.features.drill.kinds.known import kind_of
from spindle.features.drill.page.import_words import left_out
from tests.helpers import decks
from tests.helpers.decks import Deck, Note

every_generation = pytest.mark.parametrize("generation", [1, 2, 3])
VERB = Note(
    "verb",
    ("to give up", 'aufgeben <img src="a%20b.png"> [sound:say.mp3]'),
    tags="verb de",
    reviews=(
        (1_700_000_000_000, 3, 4000),
        (1_700_000_100_000, 3, 2000),
        (1_700_300_000_000, 1, 900),
    ),
)
GAPS = Note("gaps", ("The {{c1::cat::animal}} sat on {{c2::mats}}", "x"), type=decks.CLOZE)
MEDIA = {"a b.png": b"PNG", "say.mp3": b"MP3"}


def events(path: Path, incoming: Path | None = None) -> list[dict[str, Any]]:
    return list(read(path, zone="Europe/Berlin", day_start=240, incoming=incoming))


def items(told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [item for event in told for item in event.get("items", ())]


@every_generation
@pytest.mark.requirement("R12")
def test_cards_gaps_tags_pictures_and_the_log_come_in(tmp_path: Path, generation: int) -> None:
    path = decks.write(tmp_path / "d.apkg", Deck([VERB, GAPS], media=MEDIA), generation)

    told = events(path, tmp_path / "media")

    [drill] = [event["drill"] for event in told if "drill" in event]
    assert (drill["title"], drill["kind"]) == ("Language: Verbs", "show_and_grade")
    verb, cat, mats = items(told)
    [picture] = [e["medium"]["file"] for e in told if e.get("medium", {}).get("name") == "a b.png"]
    assert verb["spec"]["prompt"] == "to give up"
    [sound] = [e["medium"]["file"] for e in told if e.get("medium", {}).get("name") == "say.mp3"]
    assert verb["spec"]["answer"] == f'aufgeben <img src="{picture}">'
    assert (verb["spec"].get("sounds"), verb["spec"]["answer_sounds"]) == (None, [sound])
    assert (tmp_path / "media" / picture).read_bytes() == b"PNG"
    assert (verb["guid"], verb["tags"]) == ("card:verb:0", "verb de")
    assert cat["spec"]["prompt"] == "The <b>[animal]</b> sat on mats"
    assert cat["spec"]["answer"] == "The <b>cat</b> sat on mats<br>\nx"
    assert mats["spec"]["prompt"] == "The cat sat on <b>[…]</b>"
    assert cat["sibling"] == mats["sibling"] == "gaps"
    assert [answer[3] for answer in verb["log"]] == [3, 3, 1]
    # The second answer of the first day teaches the scheduler nothing.
    assert verb["trace"]["lapses"] == 1
    assert verb["trace"]["day"] == "2023-11-18"
    assert told[-1]["report"] == {
        "drills": 1,
        "titles": ["Language: Verbs"],
        "items": 3,
        "reviews": 3,
        "media": 2,
        "missing_media": [],
        "elsewhere": 0,
        "resting": 0,
        "left_out": {},
    }


@every_generation
def test_what_is_left_out_is_counted_and_named(tmp_path: Path, generation: int) -> None:
    notes = [Note("a", ("", "only a back")), Note("b", ("x", '<img src="gone.png">y'))]
    told = events(decks.write(tmp_path / "d.apkg", Deck(notes), generation))

    report = told[-1]["report"]
    assert report["left_out"] == {"blank": 1}
    assert report["missing_media"] == ["gone.png"]
    assert items(told)[0]["spec"]["answer"] == "[gone.png]y"


def test_sounds_come_in_order_with_their_side_and_a_missing_one_keeps_its_name(
    tmp_path: Path,
) -> None:
    heard = Note("a", ("[sound:two.mp3]", "[sound:gone.mp3]b[sound:one.mp3][sound:../x.mp3]"))
    deck = Deck([heard], answer="{{FrontSide}} {{Back}}", media={"one.mp3": b"1", "two.mp3": b"2"})
    told = events(decks.write(tmp_path / "d.apkg", deck, 3))

    files = {e["medium"]["name"]: e["medium"]["file"] for e in told if "medium" in e}
    [item] = items(told)
    assert item["spec"] == {
        "prompt": "",
        "answer": "b",
        "rich": True,
        "sounds": [files["two.mp3"]],
        "answer_sounds": ["gone.mp3", files["one.mp3"]],
    }
    assert kind_of("show_and_grade").parse(item["spec"]).sounds == (files["two.mp3"],)
    assert told[-1]["report"]["missing_media"] == ["../x.mp3", "gone.mp3"]


def test_a_card_that_is_too_long_to_be_shown_is_left_out_and_counted(tmp_path: Path) -> None:
    notes = [Note("a", ("x", "y" * 10 * 1024**2)), Note("b", ("x", "y"))]
    told = events(decks.write(tmp_path / "d.apkg", Deck(notes), 3))

    assert told[-1]["report"]["left_out"] == {"too_long": 1}
    assert [item["guid"] for item in items(told)] == ["card:b:0"]


@pytest.mark.parametrize("generation", [2, 3])
def test_of_two_collections_in_one_package_the_newer_is_read(
    tmp_path: Path, generation: int
) -> None:
    path = decks.write(tmp_path / "d.apkg", Deck([VERB]), generation)
    with zipfile.ZipFile(path) as package:
        assert decks.stand_in() == package.read("collection.anki2")

    assert [item["guid"] for item in items(events(path))] == ["card:verb:0"]


@pytest.mark.requirement("R12")
@pytest.mark.parametrize("generation", [2, 3])
def test_a_stand_in_alone_is_said_and_not_imported(tmp_path: Path, generation: int) -> None:
    path = decks.write(tmp_path / "d.apkg", Deck([VERB]), generation)
    old = tmp_path / "old.apkg"
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(old, "w") as alone:
        alone.writestr("collection.anki2", package.read("collection.anki2"))
        alone.writestr("media", "{}")

    with pytest.raises(Refused, match="only a card that asks to update"):
        events(old)


@pytest.mark.parametrize("name", ["../evil", "/etc/evil", "a/../../evil", "..\\evil", "c:evil"])
def test_a_package_with_a_way_out_is_not_opened(tmp_path: Path, name: str) -> None:
    path = decks.write(tmp_path / "d.apkg", Deck([VERB]), 2)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr(name, b"x")

    with pytest.raises(Refused, match="outside of its folder"):
        events(path)


def bomb(folder: Path, generation: int) -> Path:
    """A package whose collection is a few hundred bytes that unpack to ten million."""
    names = {1: "collection.anki2", 3: "collection.anki21b"}
    raw = bytes(10_000_000)
    path = folder / "bomb.apkg"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        if generation == 3:
            package.writestr("meta", bytes([0x08, 3]))
        package.writestr(names[generation], zstd.packed(raw) if generation == 3 else raw)
    assert path.stat().st_size < 20_000
    return path


@pytest.mark.parametrize("generation", [1, 3])
def test_a_bomb_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, generation: int
) -> None:
    # By what the zip says of itself, and where that is small, by what really comes.
    path = bomb(tmp_path, generation)
    assert package.LARGEST == 2 * 1024**3
    monkeypatch.setattr(package, "LARGEST", 1_000_000)

    with pytest.raises(Refused, match="unpacks to more than 2 GB"):
        events(path)


def test_a_picture_that_is_a_bomb_is_left_out_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "LARGEST_PICTURE", 1000)
    note = Note("a", ("x", 'y<img src="big.png">'))
    media = {"big.png": bytes(100_000)}
    told = events(decks.write(tmp_path / "d.apkg", Deck([note], media=media), 3))

    assert told[-1]["report"]["missing_media"] == ["big.png"]
    assert items(told)[0]["spec"]["answer"] == "y[big.png]"


def test_a_package_that_links_elsewhere_is_not_opened(tmp_path: Path) -> None:
    path = decks.write(tmp_path / "d.apkg", Deck([VERB]), 2)
    link = zipfile.ZipInfo("0")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "a") as package:
        package.writestr(link, b"/etc/passwd")

    with pytest.raises(Refused, match="outside of its folder"):
        events(path)


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [(b"", "no deck package"), (b"PK\x03\x04 not", "no deck package"), (b"x" * 999, "no deck")],
)
def test_what_is_no_package_is_said(tmp_path: Path, raw: bytes, sentence: str) -> None:
    path = tmp_path / "d.apkg"
    path.write_bytes(raw)

    with pytest.raises(Refused, match=sentence):
        events(path)


@pytest.mark.requirement("R13")
@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<ScRiPt src=//evil></sCrIpT>",
        '<img src="x.png" onerror="alert(1)">',
        "<img src=x.png onerror=alert(1)//",
        '<svg onload="alert(1)"><script>1</script></svg>',
        '<a href="javascript:alert(1)">x</a>',
        '<a href="https://example.org">x</a>',
        '<img src="https://example.org/track.png">',
        '<img src="//example.org/track.png">',
        '<img src="file:///etc/passwd">',
        '<img src="../../secret.png">',
        '<img src="data:image/svg+xml;base64,PHN2Zz4=">',
        '<iframe src="https://example.org"></iframe>',
        '<object data="https://example.org"></object>',
        '<embed src="https://example.org">',
        '<link rel="stylesheet" href="https://example.org/x.css">',
        "<style>@import url(https://example.org/x.css);</style>",
        '<div style="background:url(https://example.org/x.png)">x</div>',
        '<form action="https://example.org"><input name="x"></form>',
        '<meta http-equiv="refresh" content="0;url=https://example.org">',
        '<math><mtext><img src="x" onerror="alert(1)"></mtext></math>',
        "<!--<script>alert(1)</script>-->",
        '<video src="https://example.org/x.mp4" autoplay></video>',
    ],
)
def test_of_hostile_html_nothing_runs_or_is_loaded(hostile: str) -> None:
    safe = sanitise.clean(f"before {hostile} after", {"x.png": "own.png"}).lower()

    assert "before" in safe
    for word in ("script", "onerror", "onload", "style", "http", "//", "file:", "data:", "../"):
        assert word not in safe


@given(text=st.text() | st.text(alphabet="<>=\"'/ imgscrpt:.&#;!-"))
def test_no_text_gets_a_script_or_a_stranger_s_picture_through(text: str) -> None:
    safe = sanitise.clean(text, {})

    assert "<script" not in safe.lower()
    assert "<img" not in safe.lower()


def test_ruby_tables_and_lists_stay() -> None:
    ruby, listed = "<ruby>漢<rt>kan</rt></ruby>", "<ul><li>x</li></ul>"
    table = "<table><tbody><tr><td>y</td></tr></tbody></table>"

    assert sanitise.clean(ruby + listed + table, {}) == ruby + listed + table


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ("{{A}}-{{B}}", "a- <br> "),
        ("{{#A}}yes{{/A}}{{^A}}no{{/A}}", "yes"),
        ("{{#B}}yes{{/B}}{{^B}}no {{#A}}in{{/A}}{{/B}}", "no in"),
        ("{{text:H}}", "bold &amp; x"),
        ("{{hint:A}}{{type:A}}{{tts en_US:A}}", ""),
        ("{{Missing}}{{#Missing}}x{{/Missing}}", ""),
        ("{{furigana:A}}", "a"),
        ("<!-- {{A}} -->{{ A }}", "a"),
        ("{{/A}}{{A}}{{#A}}", "a"),
    ],
)
def test_templates_are_written_out(template: str, shown: str) -> None:
    fields = {"A": "a", "B": " <br> ", "H": "<b>bold</b> &amp; x"}

    assert templates.shown(template, "", fields).question == shown


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        ("{{FrontSide}}\n\n<hr id=answer>\n\n{{B}}", "b"),
        ('{{FrontSide}}<HR ID="answer"/>{{B}}', "b"),
        ("{{A}}\n\n<hr id=answer>\n\n{{type:B}}", "b"),
        ("<div class=q>{{A}}</div><hr id=answer>{{B}}", "b"),
        ("{{FrontSide}} see <hr id=answer>{{B}}", "see <hr id=answer>b"),
        ("{{B}}<hr id=answer>{{C}}", "b<hr id=answer>c"),
        ("{{FrontSide}}{{B}}", "b"),
        ("{{B}}", "b"),
    ],
)
def test_an_answer_is_shown_without_its_question_once_more(answer: str, shown: str) -> None:
    fields = {"A": 'a <img src="x.png">', "B": "b", "C": "c"}

    assert templates.shown("{{A}} {{type:B}}", answer, fields).answer.strip() == shown


def test_another_picture_above_the_line_is_part_of_the_answer() -> None:
    fields = {"A": '<img src="x.png">', "B": '<img src="y.png">', "C": "c"}

    shown = templates.shown("{{A}}", "{{B}}<hr id=answer>{{C}}", fields)
    assert shown.answer == '<img src="y.png"><hr id=answer>c'


@given(template=st.text(alphabet="{}#^/:c1 AB"), gap=st.integers(1, 3) | st.none())
def test_no_template_is_an_error(template: str, gap: int | None) -> None:
    templates.shown(template, template, {"A": template, "B": "{{c1::x}}"}, gap)


@given(message=st.binary(max_size=64))
def test_a_damaged_message_is_a_value_error(message: bytes) -> None:
    try:
        list(wire.fields(message))
    except ValueError:
        return


def mutated(raw: bytes, random: Random) -> bytes:
    """A few bytes changed, taken out or put in."""
    data = bytearray(raw)
    for _ in range(random.randint(1, 8)):
        at = random.randrange(len(data))
        match random.randrange(3):
            case 0:
                data[at] = random.randrange(256)
            case 1:
                del data[at : at + random.randint(1, 40)]
            case _:
                data[at:at] = random.randbytes(random.randint(1, 40))
        data = data or bytearray(b"x")
    return bytes(data)


def inside(path: Path, random: Random) -> bytes:
    """The package with one of its files mutated, zipped again."""
    target = path.with_name("again.apkg")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        names = old.namelist()
        chosen = random.choice(names)
        for name in names:
            raw = old.read(name)
            new.writestr(name, mutated(raw, random) if name == chosen and raw else raw)
    return target.read_bytes()


@every_generation
def test_500_mutated_packages_give_drills_or_a_sentence(tmp_path: Path, generation: int) -> None:
    path = decks.write(tmp_path / "d.apkg", Deck([VERB, GAPS], media=MEDIA), generation)
    raw = path.read_bytes()
    for seed in range(500):
        random = Random(seed)  # noqa: S311 - a play
        bad = tmp_path / "bad.apkg"
        bad.write_bytes(inside(path, random) if seed % 2 else mutated(raw, random))
        assert ending(bad, tmp_path / "media"), seed


def ending(path: Path, media: Path) -> bool:
    """Whether reading came to a report, or to a sentence."""
    try:
        return "report" in events(path, media)[-1]
    except Refused as refused:
        return str(refused).endswith(".")


def test_a_card_that_comes_in_without_its_picture_from_the_network_is_counted(
    tmp_path: Path,
) -> None:
    own = Note("a", ('<img src="map.png">', "x"))
    far = Note("b", ("hello", '<img src="https://example.org/a.png"> world'))
    near = Note("c", ('<img src="//example.org/b.png">', "y"))
    told = events(decks.write(tmp_path / "d.apkg", Deck([own, far, near], media={"map.png": b"1"})))

    assert told[-1]["report"]["elsewhere"] == 2
    assert told[-1]["report"]["missing_media"] == []
    state = State(stage=Stage.LOOKED, report=told[-1]["report"])
    assert left_out(state) == ["2 cards show pictures from the network: they come in without them."]
