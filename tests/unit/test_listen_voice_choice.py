"""A text is read by a voice of its language: the one chosen for it, else one that can."""

import pytest

from spindle.core.sound_defaults import DEFAULT_VOICE
from spindle.core.sound_events import Voice
from spindle.features.listen.voice_choice import at_once, base, chosen, fits, language_of


def voice(name: str, language: str, engine: str = "espeak") -> Voice:
    return Voice(id=f"{engine}:{name}", name=name, language=language, engine=engine)


HERE = (
    voice("en-gb", "en-gb"),
    voice("en-us", "en-us"),
    voice("de", "de"),
    voice("pt", "pt"),
    voice("pt-br", "pt-br"),
    voice("cmn", "cmn"),
    voice("yue", "yue"),
    voice("nb", "nb"),
    voice("/x/thorsten.onnx", "de", "piper"),
)


@pytest.mark.parametrize(
    ("language", "voice"),
    [
        ("en", DEFAULT_VOICE),
        ("", DEFAULT_VOICE),
        ("de", "piper:/x/thorsten.onnx"),
        ("pt", "espeak:pt"),
        ("pt-BR", "espeak:pt-br"),
        ("zh", "espeak:cmn"),
        ("no", "espeak:nb"),
        ("ka", None),
    ],
)
def test_a_voice_of_the_language_natural_ones_first(language: str, voice: str | None) -> None:
    assert chosen(language, usual=DEFAULT_VOICE, kept={}, voices=HERE) == voice


def test_the_usual_voice_reads_its_own_language_in_any_country() -> None:
    assert chosen("en", usual="espeak:en-gb", kept={}, voices=HERE) == "espeak:en-gb"
    assert chosen("en", usual="espeak:de", kept={}, voices=HERE) == DEFAULT_VOICE
    assert chosen("de", usual="espeak:de", kept={}, voices=HERE) == "espeak:de"


def test_what_was_chosen_for_a_language_comes_first_while_it_is_here() -> None:
    kept = {"de": "espeak:de"}
    assert chosen("de", usual=DEFAULT_VOICE, kept=kept, voices=HERE) == "espeak:de"
    gone = {"de": "piper:/gone.onnx"}
    assert chosen("de", usual=DEFAULT_VOICE, kept=gone, voices=HERE) == "piper:/x/thorsten.onnx"


def test_of_a_voice_whose_language_nobody_knows_nothing_is_held_against_it() -> None:
    assert fits("system:Zoe", "de")
    assert not fits("espeak:en-us", "de")
    assert fits("system:Zoe", "fr", [voice("Zoe", "fr", "system")])
    assert not fits("system:Zoe", "de", [voice("Zoe", "fr", "system")])


def test_tags_have_a_language_whatever_their_country_or_maker() -> None:
    assert [base(tag) for tag in ("en_US", "cmn", "zh-Hant", "nb", "")] == [
        "en", "zh", "zh", "no", ""
    ]  # fmt: skip
    assert language_of("espeak:en-us") == "en-us"
    assert language_of("piper:/x.onnx") == ""


@pytest.mark.parametrize(
    ("language", "kept", "voice"),
    [
        ("en", {}, DEFAULT_VOICE),
        ("de", {}, None),
        ("de", {"de": "espeak:de"}, "espeak:de"),
        ("de", {"de": "piper:/x/thorsten.onnx"}, "piper:/x/thorsten.onnx"),
        ("de", {"de": "piper:/x/gone.onnx"}, None),
        ("de", {"de": DEFAULT_VOICE}, DEFAULT_VOICE),
    ],
)
def test_nobody_is_asked_where_the_voice_is_known_to_be_here(
    language: str, kept: dict[str, str], voice: str | None
) -> None:
    found = at_once(language, usual=DEFAULT_VOICE, kept=kept, own=lambda: HERE[-1:])

    assert found == voice
