"""A field's value as the text a form shows, and back. What the form cannot say is kept."""

import re
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
    return " | ".join(map(str, wordings)) + _about(step) + mark


def _about(step: Mapping[str, Any]) -> str:
    """What it comes after and how long to wait then, as it stands at the end of a line."""
    after, wait = step.get("after"), step.get("wait_s")
    parts = []
    if isinstance(after, str | int):
        after = str(after).replace(",", " ").split()
    if isinstance(after, list) and after:
        parts.append("after " + ", ".join(map(str, after)))
    if wait:
        parts.append(f"wait {write_scalar(wait)}")
    return f" [{'; '.join(parts)}]" if parts else ""


def _steps(lines: list[str], before: list[Any]) -> list[Any]:
    """Steps of lines; what a line does not say stays with a step of the same words."""
    known = {str(step.get("text")): step for step in before if isinstance(step, Mapping)}
    found: list[Any] = []
    for line in lines:
        critical = line.endswith("*")
        words, about = _read_about(line.removesuffix("*").rstrip())
        wordings = [part.strip() for part in words.split("|") if part.strip()]
        if not wordings:
            continue
        text, *accept = wordings
        kept = {
            name: value
            for name, value in known.get(text, {}).items()
            if name not in {"text", "accept", "critical", "after", "wait_s"}
        }
        step = {
            "text": text,
            **({"accept": accept} if accept else {}),
            **({"critical": True} if critical else {}),
            **about,
            **kept,
        }
        found.append(step if len(step) > 1 else text)
    return found


def _read_about(line: str) -> tuple[str, dict[str, Any]]:
    """A line without ``[after 2, 3; wait 30]`` at its end, and what that says."""
    match = _ABOUT.fullmatch(line)
    if match is None:
        return line, {}
    found: dict[str, Any] = {}
    for part in match["about"].split(";"):
        name, _, value = part.strip().partition(" ")
        if name == "after":
            found["after"] = [scalar(one) for one in value.replace(",", " ").split()]
        else:
            found["wait_s"] = scalar(value.strip().removesuffix("s").strip())
    return match["words"], found


_ABOUT: Final = re.compile(
    r"(?P<words>.*?)\s*\[(?P<about>(?:after \d[\d, ]*|wait [\d.]+ ?s?)(?:\s*;\s*"
    r"(?:after \d[\d, ]*|wait [\d.]+ ?s?))?)\]"
)

_READERS: Final[dict[str, Callable[[list[str]], Any]]] = {
    "lines": list,
    "pairs": _pairs,
    "commas": _commas,
}
