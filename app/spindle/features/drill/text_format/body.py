"""The lines of one item, read into its mapping."""

import json
from dataclasses import dataclass, field
from typing import Any, Final

from spindle.core.translate import N_
from spindle.features.drill.text_format.bad import Bad
from spindle.features.drill.text_format.marks import (
    COMMAS,
    FIELD,
    GOES_ON,
    HINT,
    JSON,
    LET,
    LISTS,
    REPEATED,
    STEP,
    is_comment,
    scalar,
)

_NO_STEP: Final = N_("drill", "This line belongs to a step, but no step stands before it.")
_NO_JSON: Final = N_("drill", "This value cannot be read: {what}.")
_NOT_BEFORE: Final = N_("drill", "There is nothing before this line that it could go on.")
_STEP_WORDS: Final = frozenset({"after", "critical", "wait_s"})


@dataclass(slots=True)
class _Body:
    """An item being read."""

    item: dict[str, Any] = field(default_factory=dict)
    prose: list[str] = field(default_factory=list)
    steps: list[dict[str, Any]] = field(default_factory=list)
    bad: list[Bad] = field(default_factory=list)


def read_body(
    words: frozenset[str], lines: list[str], first: int
) -> tuple[dict[str, Any], list[Bad]]:
    """The fields in an item's lines.

    Args:
        words: The fields its kind knows.
        lines: The lines below its ``##``.
        first: The number of the first one.
    """
    body = _Body()
    for number, line in _joined(lines, first, body.bad):
        if line.startswith("  ") and line.strip():
            _step_part(body, number, line[2:])
        elif not is_comment(line) and not _marked(body, words, number, line):
            body.prose.append(line.removeprefix("\\"))
    prompt = "\n".join(body.prose).strip()
    if prompt:
        body.item["prompt"] = prompt
    if body.steps:
        # A step that is only its words is a text.
        body.item["steps"] = [
            step["text"] if set(step) == {"text"} else step for step in body.steps
        ]
    return body.item, body.bad


def _joined(lines: list[str], first: int, bad: list[Bad]) -> list[tuple[int, str]]:
    """Lines with those that go on joined to what they go on."""
    found: list[tuple[int, str]] = []
    for number, line in enumerate(lines, first):
        if not line.startswith(GOES_ON):
            found.append((number, line))
            continue
        if not found or not found[-1][1].strip():
            bad.append(Bad(number, _NOT_BEFORE))
            continue
        more = line[len(GOES_ON) :].removeprefix(" ")
        found[-1] = (found[-1][0], f"{found[-1][1]}\n{more}")
    return found


def _marked(body: _Body, words: frozenset[str], number: int, line: str) -> bool:
    """Whether a line began with a mark, and was taken."""
    mark, text = line[:1], line[2:]
    if line[1:2] in {" ", ""} and mark in LISTS and mark:
        _collect(body.item, words, LISTS[mark], text)
    elif line[1:2] in {" ", ""} and mark == HINT:
        body.item["hint"] = text
    elif match := STEP.fullmatch(line):
        body.steps.append({"text": match["text"]})
    elif match := JSON.fullmatch(line):
        _json(body, number, match["name"], match["value"])
    elif match := LET.fullmatch(line):
        body.item.setdefault("params", {})[match["name"]] = match["value"]
    elif (match := FIELD.fullmatch(line)) and match["name"] in words:
        body.item.update(field_of(match["name"], match["value"] or "", body.item))
    else:
        return False
    return True


def field_of(name: str, value: str, item: dict[str, Any]) -> dict[str, Any]:
    """What one line ``name: value`` says, beside what lines before it said."""
    if name in COMMAS:
        return {name: [part.strip() for part in value.split(",") if part.strip()]}
    if name in REPEATED:
        before = item.get(name)
        return {name: [*(before if isinstance(before, list) else ()), value]}
    return {name: scalar(value)}


def _collect(item: dict[str, Any], words: frozenset[str], name: str, text: str) -> None:
    if name == "answers" and "answer" in words:  # its answer is one text, not a list
        before = item.get("answer")
        item["answer"] = f"{before}\n{text}" if isinstance(before, str) else text
    else:
        item.setdefault(name, []).append(text)


def _json(body: _Body, number: int, name: str, text: str) -> None:
    try:
        body.item[json.loads(name) if name.startswith('"') else name] = json.loads(text)
    except (ValueError, RecursionError):
        body.bad.append(Bad(number, _NO_JSON, text[:60]))


def _step_part(body: _Body, number: int, line: str) -> None:
    """An indented line: another wording of a step, or one of its fields."""
    steps = body.steps
    name = FIELD.fullmatch(line)
    if not steps:
        body.bad.append(Bad(number, _NO_STEP))
    elif line.startswith("= "):
        steps[-1].setdefault("accept", []).append(line[2:])
    elif name and name["name"] in _STEP_WORDS:
        value = name["value"] or ""
        steps[-1][name["name"]] = _after(value) if name["name"] == "after" else scalar(value)
    else:
        body.bad.append(Bad(number, _NO_STEP))


def _after(value: str) -> list[Any]:
    return [scalar(part.strip()) for part in value.split(",") if part.strip()]
