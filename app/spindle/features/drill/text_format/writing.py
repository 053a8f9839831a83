"""Writes drills as text that reads back to the very same drills.

Each field is written the way a person would; where that would not read back exactly, it is
written as JSON behind an ``@`` instead. So the round trip is exact for any JSON values.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from spindle.features.drill.kinds.known import kind_of, words_of
from spindle.features.drill.text_format.body import field_of, read_body
from spindle.features.drill.text_format.drill_text import DrillText
from spindle.features.drill.text_format.marks import (
    BESIDE,
    COMMAS,
    FIELD,
    GOES_ON,
    LISTS,
    REPEATED,
    looks_marked,
    same,
    write_json,
    write_scalar,
)
from spindle.features.drill.text_format.place import WORDS
from spindle.features.drill.text_format.place import lines as place_lines

_TAKEN: Final = WORDS | {"kind"}
"""Names before the first item that mean the drill itself; an option so called is quoted."""

_MARKS: Final = {"hint": "?", "answer": "=", **{name: mark for mark, name in LISTS.items()}}
_ORDER: Final = ("prompt", "answers", "answer", "hint", "steps", "others", "params", "where")


def write(drills: Iterable[DrillText]) -> str:
    """The text of drills; titles and kinds as they are, ended by a line break."""
    return "\n".join(map(_drill, drills))


def _drill(drill: DrillText) -> str:
    lines = [f"# {drill.title}", f"kind: {drill.kind.replace('_', ' ')}", *place_lines(drill.place)]
    for name in sorted(drill.options):
        lines += _option(name, drill.options[name])
    words = words_of(kind_of(drill.kind))
    for at, item in enumerate(drill.items):
        beside = (("tags", drill.tags), ("family", drill.families))
        told = [f"{name}: {each[at]}" for name, each in beside if each and each[at]]
        if drill.resting and drill.resting[at]:
            told.append("resting: yes")
        lines += ["", *_item(words, item), *told]
    return "\n".join(lines) + "\n"


def _option(name: str, value: Any) -> list[str]:
    lines = _field_lines(name, value)
    found: dict[str, Any] = {}
    for line in lines:
        match = FIELD.fullmatch(line)
        if match is None or set(line) & set("\r\n") or name in _TAKEN:
            return [write_json(name, value, quoted=name in _TAKEN)]
        found.update(field_of(match["name"], match["value"] or "", found))
    return lines if same(found, {name: value}) else [write_json(name, value)]


def _item(words: frozenset[str], item: Mapping[str, Any]) -> list[str]:
    rest = dict(item)
    cue = rest.get("cue")
    if isinstance(cue, str) and cue and cue == cue.strip() and not set(cue) & set("\r\n"):
        del rest["cue"]
        lines = [f"## {cue}"]
    else:
        lines = ["##"]
    known = [name for name in _ORDER if name in rest]
    for name in [*known, *sorted(set(rest) - set(known))]:
        lines += _field(words, name, rest[name])
    return lines


def _field(words: frozenset[str], name: str, value: Any) -> list[str]:
    """The lines of a field that read back to it, or its JSON."""
    lines = [line for text in _natural(words, name, value) for line in text.split("\n")]
    fits = not any(line.startswith(("# ", "## ")) or line in {"#", "##"} for line in lines)
    if fits and not any("\r" in line for line in lines):
        found, bad = read_body(words, lines, 1)
        if not bad and same(found, {name: value}):
            return lines
    return [write_json(name, value)]


def _natural(words: frozenset[str], name: str, value: Any) -> list[str]:
    if name == "prompt" and isinstance(value, str):
        return [
            ("\\" if looks_marked(line, words | BESIDE) else "") + line
            for line in value.split("\n")
        ]
    if name == "steps" and isinstance(value, list):
        return [line for at, step in enumerate(value, 1) for line in _step(at, step)]
    if name == "params" and isinstance(value, dict):
        return [_going_on(f"let {key} = {text}") for key, text in value.items()]
    if name in _MARKS:
        texts = value if isinstance(value, list) else [value]
        return [_going_on(f"{_MARKS[name]} {text}") for text in texts]
    return _field_lines(name, value)


def _field_lines(name: str, value: Any) -> list[str]:
    if name in COMMAS and isinstance(value, list):
        return [f"{name}: {', '.join(map(str, value))}"]
    if name in REPEATED and isinstance(value, list):
        return [_going_on(f"{name}: {entry}") for entry in value]
    return [_going_on(f"{name}: {write_scalar(value)}")]


def _step(number: int, step: Any) -> list[str]:
    if not isinstance(step, dict):
        return [_going_on(f"{number}. {step}")]
    lines = [_going_on(f"{number}. {step.get('text', '')}")]
    accept, after = step.get("accept"), step.get("after")
    if isinstance(accept, list):
        lines += [_going_on(f"  = {text}") for text in accept]
    if isinstance(after, list):
        lines.append(f"  after: {', '.join(map(write_scalar, after))}")
    for name in ("critical", "wait_s"):
        if name in step:
            lines.append(f"  {name}: {write_scalar(step[name])}")
    return lines


def _going_on(text: str) -> str:
    """Lines after the first, marked as going on."""
    first, *more = text.split("\n")
    return "\n".join([first, *(f"{GOES_ON} {line}" if line else GOES_ON for line in more)])
