"""A field's value as the text a form shows, and back. What the form cannot say is kept."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from spindle.features.drill.text_format.marks import scalar, write_scalar

_LINES = frozenset({"lines", "steps", "pairs", "text"})


def many(shape: str) -> bool:
    """Whether the field has several lines."""
    return shape in _LINES


def shown(shape: str, value: Any) -> str:
    """The text of a value; empty for none."""
    if value is None:
        return ""
    if shape == "steps" and isinstance(value, list):
        return "\n".join(map(_step_shown, value))
    if shape == "pairs" and isinstance(value, dict):
        return "\n".join(f"{name} = {text}" for name, text in value.items())
    if isinstance(value, list):
        return (", " if shape in {"commas", "line"} else "\n").join(map(str, value))
    return write_scalar(value)


def read(shape: str, text: str, before: Any) -> Any:
    """The value of a text; None for an empty one. ``before`` keeps what a step's line hides."""
    if text == shown(shape, before):
        return before
    if not text.strip():
        return None
    if shape == "text":
        return text.strip()
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if shape == "steps":
        return _steps(lines, before if isinstance(before, list) else [])
    reader = _READERS.get(shape)
    return scalar(text.strip()) if reader is None else reader(lines)


def _pairs(lines: list[str]) -> dict[str, str]:
    pairs = (line.partition("=") for line in lines)
    return {name.strip(): value.strip() for name, _, value in pairs}


def _commas(lines: list[str]) -> list[str]:
    return [part.strip() for line in lines for part in line.split(",") if part.strip()]


def _step_shown(step: Any) -> str:
    if not isinstance(step, Mapping):
        return str(step)
    accept = step.get("accept")
    wordings = [step.get("text", ""), *(accept if isinstance(accept, list) else ())]
    mark = " *" if step.get("critical") is True else ""
    return " | ".join(map(str, wordings)) + mark


def _steps(lines: list[str], before: list[Any]) -> list[Any]:
    """Steps of lines; waits and what a step comes after stay with a step of the same words."""
    known = {str(step.get("text")): step for step in before if isinstance(step, Mapping)}
    found: list[Any] = []
    for line in lines:
        critical = line.endswith("*")
        wordings = [part.strip() for part in line.removesuffix("*").split("|") if part.strip()]
        if not wordings:
            continue
        text, *accept = wordings
        kept = {
            name: value
            for name, value in known.get(text, {}).items()
            if name not in {"text", "accept", "critical"}
        }
        step = {
            "text": text,
            **({"accept": accept} if accept else {}),
            **({"critical": True} if critical else {}),
            **kept,
        }
        found.append(step if len(step) > 1 else text)
    return found


_READERS: Final[dict[str, Callable[[list[str]], Any]]] = {
    "lines": list,
    "pairs": _pairs,
    "commas": _commas,
}
