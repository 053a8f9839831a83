"""Which voice reads a language: the one the listener chose for it, else one that can."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from spindle.core.sound_defaults import DEFAULT_VOICE
from spindle.core.sound_events import Voice

_ESPEAK: Final = "espeak:"
# What else a language is called, by those who make voices.
_SAME: Final = {"cmn": "zh", "yue": "zh", "nb": "no", "nn": "no", "iw": "he", "in": "id"}


def base(tag: str) -> str:
    """The language of a tag, whatever its country: ``"en"`` of ``en-US``, ``"zh"`` of ``cmn``."""
    code = tag.strip().lower().replace("_", "-").partition("-")[0]
    return _SAME.get(code, code)


def language_of(voice: str, voices: Sequence[Voice] = ()) -> str:
    """The language of a voice by its id, as a tag; empty where nobody knows."""
    known = next((each.language for each in voices if each.id == voice), "")
    return known or (voice.removeprefix(_ESPEAK) if voice.startswith(_ESPEAK) else "")


def fits(voice: str, language: str, voices: Sequence[Voice] = ()) -> bool:
    """Whether a voice may read a language; of what is not known nothing is held against it."""
    spoken = base(language_of(voice, voices))
    return not spoken or not base(language) or spoken == base(language)


def at_once(
    language: str,
    *,
    usual: str,
    kept: Mapping[str, str],
    voices: Sequence[Voice] = (),
    own: Callable[[], Sequence[Voice]],
) -> str | None:
    """The voice for a language where nobody has to be asked which there are; None: ask.

    Args:
        language: The document's.
        usual: The voice in the settings.
        kept: The voice chosen for a language, by its ``base``.
        voices: Those that are known already.
        own: Finds those in the user's own files.
    """
    voice = kept.get(base(language))
    if voice is None:
        return usual if fits(usual, language, voices) else None
    if voice == usual or voice.startswith(_ESPEAK) or any(each.id == voice for each in own()):
        return voice
    return None


def chosen(
    language: str, *, usual: str, kept: Mapping[str, str], voices: Sequence[Voice]
) -> str | None:
    """The voice for a language, or None where there is none.

    Args:
        language: The document's; empty reads with the usual voice.
        usual: The voice in the settings.
        kept: The voice chosen for a language, by its ``base``.
        voices: All that can speak here, those in the user's own files among them.
    """
    wanted, ids = base(language), {each.id for each in voices}
    if not wanted:
        return usual
    own = kept.get(wanted)
    if own is not None and own in ids:
        return own
    if fits(usual, language, voices):
        return usual
    able = [each for each in voices if base(each.language) == wanted]
    return min(able, key=lambda each: _place(each, language)).id if able else None


def _place(voice: Voice, language: str) -> tuple[bool, bool, bool, int]:
    """Natural voices first, then the very tag, then the plainest one."""
    tag = voice.language.lower().replace("_", "-")
    exact = tag == language.lower().replace("_", "-")
    return voice.engine != "piper", voice.id != DEFAULT_VOICE, not exact, len(tag)
