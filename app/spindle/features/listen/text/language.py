"""Which language a text is in, told by its script and its commonest short words."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

SAMPLE: Final = 20_000  # code points looked at
_LEAST: Final = 0.08  # the share of common words below which nobody can tell,
_FEWEST: Final = 3  # and their number

_COMMON: Final = {
    "en": "the of and to in is that it was for with as his on be at by had not are but from",
    "de": "der die und das den von zu mit sich auf für ist im dem nicht ein eine als auch es",
    "fr": "le la les et des du une est dans que qui pour il sur pas au par plus ce ne avec",
    "es": "el la de los las y en que un una por con no su para se del al lo como más",
    "it": "il di che la e un una per in è non con del della si da le i sono come anche",
    "pt": "o a de e que do da em um uma para com não os as se no na por mais como",
    "nl": "de het een van en in is dat op te zijn met voor niet aan er om ook als bij",
    "sv": "och att det som en på är av för med den till inte om ett har de jag var",
    "da": "og at det er en på til af i for den med ikke der som de et har fra",
    "nb": "og det er på til av som en for med ikke den har de jeg var fra et om",
    "pl": "i w nie na się że z do to jest o jak ale po co tak za od był przez",
    "cs": "a se na že je v to s z do o ale jako za by byl pro jsem tak který",
    "fi": "ja on ei että se hän oli mutta kun ovat myös niin joka sen ole kuin",
    "tr": "bir ve bu da de için ile çok ne daha gibi olarak o kadar sonra en",
}
_WORDS: Final = {name: frozenset(words.split()) for name, words in _COMMON.items()}
_SCRIPTS: Final = (
    # Kana before Han: Japanese is written in both.
    ("ja", re.compile("[\u3041-\u30ff]"), 0.1),
    ("zh", re.compile("[\u3400-\u4dbf\u4e00-\u9fff]"), 0.3),
    ("ko", re.compile("[\u1100-\u11ff\uac00-\ud7af]"), 0.3),
    ("uk", re.compile("[іїєґІЇЄҐ]"), 0.02),
    ("ru", re.compile("[\u0400-\u04ff]"), 0.3),
    ("el", re.compile("[\u0370-\u03ff]"), 0.3),
    ("he", re.compile("[\u0590-\u05ff]"), 0.3),
    ("fa", re.compile("[پچژگ]"), 0.02),
    ("ar", re.compile("[\u0600-\u06ff]"), 0.3),
    ("hi", re.compile("[\u0900-\u097f]"), 0.3),
    ("th", re.compile("[\u0e00-\u0e7f]"), 0.3),
)
KNOWN: Final = tuple(sorted({*_WORDS, *(name for name, _, _ in _SCRIPTS)}))
"""Those that a text can be told to be in."""

# A letter by itself is a word in some languages, and a quantity in the formulas of all: of such
# words a language counts no more than of longer ones.
_SIGN: Final = r"[^\W\d_\u00b2\u00b3\u00b9\u2070-\u209c]"  # no raised or lowered number
_LETTER: Final = re.compile(f"(?<!{_SIGN}){_SIGN}(?!{_SIGN})")
_ALONE: Final = re.compile(rf"(?<!{_SIGN})[A-Za-z\u0370-\u03ff\U0001d400-\U0001d7ff](?!{_SIGN})")

_TAG: Final = re.compile(r"[A-Za-z]{2,3}(?=[-_]|$)")
_LONG: Final = {"eng": "en", "ger": "de", "deu": "de", "fra": "fr", "fre": "fr", "spa": "es"}


def guessed(text: str) -> str:
    """A short code such as ``"en"``, or ``""`` when the text does not tell."""
    sample = _ALONE.sub("", text[:SAMPLE])
    letters = sum(sign.isalpha() for sign in sample)
    if not letters:
        return ""
    for name, script, share in _SCRIPTS:
        if len(script.findall(sample)) >= share * letters:
            return name
    found = re.findall(r"[^\W\d_]{2,}", sample.lower())
    hits = _hits(found)
    short = _hits(_LETTER.findall(text[:SAMPLE].lower()))
    hits.update({name: min(count, hits[name]) for name, count in short.items() if hits[name]})
    (name, count), (_, second) = (*hits.most_common(2), ("", 0), ("", 0))[:2]
    sure = count >= max(_FEWEST, _LEAST * len(found)) and count > second
    return name if sure else ""


def _hits(words: Iterable[str]) -> Counter[str]:
    """How many of them are among the commonest of each language."""
    hits: Counter[str] = Counter()
    for word in words:
        hits.update(name for name, common in _WORDS.items() if word in common)
    return hits


def short(tag: str) -> str:
    """The language of a tag from a file, as ``"en"`` of ``en-GB``; ``""`` if it is none."""
    found = _TAG.match(tag.strip())
    if found is None:
        return ""
    code = found[0].lower()
    code = _LONG.get(code, code)
    return "" if code in {"und", "mul", "zxx"} else code
