"""Reads a text of drills. Nothing raises: what cannot be read is named by its line."""

from dataclasses import dataclass, field
from typing import Any, Final

from spindle.core.translate import N_
from spindle.features.drill.kinds.kind import SpecError
from spindle.features.drill.kinds.known import KINDS, kind_of, words_of
from spindle.features.drill.text_format.bad import Bad
from spindle.features.drill.text_format.body import field_of, read_body
from spindle.features.drill.text_format.drill_text import DrillText, Read
from spindle.features.drill.text_format.marks import BESIDE, FIELD, JSON, is_comment
from spindle.features.drill.text_format.place import WORDS, Place, said, said_as_json

_NO_DRILL: Final = N_("drill", "No drill stands before this line; one begins with # and its title.")
_NO_TITLE: Final = N_("drill", "This drill has no title.")
_NO_KIND: Final = N_("drill", "This drill does not say its kind: {what}.")
_OTHER_KIND: Final = N_("drill", "No kind of drill is called “{what}”.")
_NO_OPTION: Final = N_("drill", "Before the first ## there are only lines such as kind: steps.")
_OF_FILES: Final = N_("drill", "“{what}” counts in a file that is imported; take it out here.")


@dataclass(slots=True)
class _Drill:
    """A drill being read: its first line, its header, and the lines of each item."""

    line: int
    title: str
    kind: str = ""
    place: Place = field(default_factory=Place)
    options: dict[str, Any] = field(default_factory=dict)
    items: list[tuple[int, str, list[str]]] = field(default_factory=list)


def read(text: str) -> Read:
    """All drills of a text."""
    bad: list[Bad] = []
    drills: list[_Drill] = []
    for number, line in enumerate(_lines(text), 1):
        if line.startswith("# ") or line == "#":
            drills.append(_Drill(number, line[2:].strip()))
        elif not drills:
            if line.strip() and not is_comment(line):
                bad.append(Bad(number, _NO_DRILL))
        elif line.startswith("## ") or line == "##":
            drills[-1].items.append((number, line[3:], []))
        elif drills[-1].items:
            drills[-1].items[-1][2].append(line)
        else:
            _option(drills[-1], number, line, bad)
    made = tuple(drill for one in drills if (drill := _made(one, bad)) is not None)
    return Read(drills=made, bad=tuple(sorted(bad, key=lambda one: one.line)))


def only_in_files(text: str) -> tuple[Bad, ...]:
    """The lines of a text that say a drill's place among others, or what stands beside an item."""
    found, names = [], WORDS
    for number, line in enumerate(_lines(text), 1):
        if line.startswith("#"):
            names = BESIDE if line.startswith("##") else WORDS
        match = FIELD.fullmatch(line) or (JSON.fullmatch(line) if names is WORDS else None)
        if match is not None and match["name"] in names:
            found.append(Bad(number, _OF_FILES, f"{match['name']}:"))
    return tuple(found)


def _lines(text: str) -> list[str]:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")


def _option(drill: _Drill, number: int, line: str, bad: list[Bad]) -> None:
    if not line.strip() or is_comment(line):
        return
    wrong: list[Bad] = []
    if match := JSON.fullmatch(line):
        if match["name"] in WORDS:
            drill.place, nothing = said_as_json(drill.place, match["name"], match["value"], number)
            wrong = [nothing] if nothing else []
        else:
            found, wrong = read_body(frozenset(), [line], number)
            drill.options.update(found)
        bad += wrong
    elif match := FIELD.fullmatch(line):
        name, value = match["name"], match["value"] or ""
        if name == "kind":
            drill.kind = value.strip()
        elif name in WORDS:
            drill.place, nothing = said(drill.place, name, value, number)
            bad += [nothing] if nothing else []
        else:
            drill.options.update(field_of(name, value, drill.options))
    else:
        bad.append(Bad(number, _NO_OPTION))


def _made(drill: _Drill, bad: list[Bad]) -> DrillText | None:
    if not drill.title:
        bad.append(Bad(drill.line, _NO_TITLE))
        return None
    named = drill.kind
    try:
        kind = kind_of("_".join(named.lower().split()))
    except SpecError:
        known = ", ".join(one.id.replace("_", " ") for one in KINDS)
        wrong = Bad(drill.line, _OTHER_KIND, named) if named else Bad(drill.line, _NO_KIND, known)
        bad.append(wrong)
        return None
    items: list[dict[str, Any]] = []
    beside: list[dict[str, str]] = []
    for number, cue, lines in drill.items:
        beside.append({})
        own = [_beside(line, beside[-1]) for line in lines]
        item, wrong_lines = read_body(words_of(kind), own, number + 1)
        bad += wrong_lines
        items.append({"cue": cue.strip(), **item} if cue.strip() else item)
    return DrillText(
        kind=kind.id,
        title=drill.title,
        options=drill.options,
        items=tuple(items),
        place=drill.place,
        tags=_each(beside, "tags"),
        families=_each(beside, "family"),
        resting=_resting(beside),
        lines=tuple(number for number, _, _ in drill.items),
    )


def _beside(line: str, found: dict[str, str]) -> str:
    """Take out a line that tells what stands beside an item; what is left there says nothing."""
    match = FIELD.fullmatch(line)
    if match is None or match["name"] not in BESIDE:
        return line
    if match["name"] == "resting" and (match["value"] or "").strip() != "yes":
        return "//"
    found[match["name"]] = " ".join((match["value"] or "").split())
    return "//"


def _each(beside: list[dict[str, str]], name: str) -> tuple[str, ...]:
    """Of each item; empty where none has it."""
    found = tuple(each.get(name, "") for each in beside)
    return found if any(found) else ()


def _resting(beside: list[dict[str, str]]) -> tuple[bool, ...]:
    """Likewise."""
    found = tuple("resting" in each for each in beside)
    return found if any(found) else ()
