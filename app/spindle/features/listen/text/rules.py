"""Rules of pronunciation: what is said instead of what is written.

Rules apply to the written text, never to what another rule has made of it. At each place the first
rule of the list that fits wins, so a document's own rules stand before the global ones.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from spindle.core.translate import N_

LONGEST: Final = 200  # characters of a pattern
_MOST_REPEATS: Final = 4
_CROWDED: Final = re.compile(r"(?:[^()|*+][*+]\??){3}|\.[*+].*\.[*+].*\.[*+]")


class Match(StrEnum):
    """How a rule finds its places."""

    WORD = "word"  # the written text, standing alone
    REGEX = "regex"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    r"""One rule.

    Attributes:
        pattern: A word (or several), or a regular expression.
        spoken: What is said; ``""`` skips the place. A regex may use ``\1`` or ``\g<name>``.
        match: How ``pattern`` is read.
        case: Capitals must agree.
        on: Switched off it changes nothing and is kept.
    """

    pattern: str
    spoken: str = ""
    match: Match = Match.WORD
    case: bool = False
    on: bool = True


class RuleError(ValueError):
    """A rule that cannot be used; the sentence, untranslated in context "Listen", says why."""


def changes(text: str, rules: Sequence[Rule]) -> list[tuple[int, int, str]]:
    """Where the rules change a text: (start, end, what is said), in order, none overlapping.

    A rule with an unusable pattern changes nothing; ``check`` tells the person when it is written.
    """
    taken: list[tuple[int, int, str]] = []
    for rule in rules:
        taken.extend(
            each
            for each in _places(text, rule)
            if all(each[1] <= start or each[0] >= end for start, end, _ in taken)
        )
    return sorted(taken)


def check(rule: Rule) -> None:
    """See whether a rule can be used.

    Raises:
        RuleError: With a sentence for the person who wrote it.
    """
    if not rule.pattern.strip():
        raise RuleError(N_("Listen", "Write what is to be said in another way."))
    if len(rule.pattern) > LONGEST:
        raise RuleError(N_("Listen", "This is too long. 200 characters are the most."))
    if rule.match is Match.REGEX and _explodes(rule.pattern):
        raise RuleError(
            N_("Listen", "This pattern repeats what repeats. It could take for ever on some texts.")
        )
    try:
        found = _compiled(rule)
        if rule.match is Match.REGEX:
            re.compile(f"(?:{rule.pattern})|").sub(rule.spoken, "")
    except (re.error, IndexError, OverflowError, RecursionError):
        raise RuleError(N_("Listen", "This is not a regular expression.")) from None
    if found.fullmatch(""):
        raise RuleError(N_("Listen", "This pattern fits where nothing is written."))


def _places(text: str, rule: Rule) -> Iterator[tuple[int, int, str]]:
    pattern = _usable(rule)
    if pattern is None:
        return
    for found in pattern.finditer(text):
        if found.start() < found.end():
            said = found.expand(rule.spoken) if rule.match is Match.REGEX else rule.spoken
            yield found.start(), found.end(), said


@lru_cache(maxsize=512)
def _usable(rule: Rule) -> re.Pattern[str] | None:
    try:
        check(rule)
    except RuleError:
        return None
    return _compiled(rule) if rule.on else None


def _compiled(rule: Rule) -> re.Pattern[str]:
    pattern = rule.pattern
    if rule.match is Match.WORD:
        words = r"\s+".join(re.escape(word) for word in pattern.split())
        pattern = rf"(?<!\w){words}(?!\w)"
    return re.compile(pattern, 0 if rule.case else re.IGNORECASE)


def _explodes(pattern: str) -> bool:
    """Whether matching could take time that doubles with each letter, or grows as its cube.

    Told by the way it is written: a repeat around a repeat or around a choice, or several repeats
    that could share what they find among them.
    """
    stripped = re.sub(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", "a", pattern, flags=re.DOTALL)
    repeats = len(re.findall(r"[*+]|\{\d*,\d*\}", stripped))
    inner = stripped
    while "(" in inner:
        smaller, count = re.subn(r"\(([^()]*)\)([*+{]?)", _folded, inner)
        if "\x01" in smaller:
            return True
        if not count:
            break
        inner = smaller
    return repeats > _MOST_REPEATS or bool(_CROWDED.search(stripped))


def _folded(group: re.Match[str]) -> str:
    """A group as one letter; U+0001 if it repeats what repeats or chooses, a plus if it repeats."""
    inner, repeat = group[1], group[2]
    moving = re.search(r"[*+|\x02]|\{\d*,", inner)
    if repeat and moving:
        return "\x01"
    return ("\x02" if moving else "a") + repeat
