"""What is said of an import: how far it is, what it brings, what does not come in and why."""

from typing import Any, Final

from PySide6.QtCore import QCoreApplication

from spindle.features.drill.exchange.bringing import Stage, State
from spindle.features.drill.page.words import number, tr
from spindle.ui.counted import counted

_MOST_NAMES: Final = 6


def gives(state: State) -> bool:
    """Whether what was looked into holds anything to bring in."""
    return state.stage is Stage.LOOKED and state.report is not None and state.report["items"] > 0


def title(state: State) -> str:
    """The stage, in one line."""
    if state.stage is Stage.LOOKED and not gives(state):
        return tr("Nothing in {file} can come in").format(file=state.file)
    titles = {
        Stage.NONE: "",
        Stage.LOOKING: tr("Reading {file}"),
        Stage.LOOKED: tr("{file} can come in"),
        Stage.BRINGING: tr("Bringing in {file}"),
        Stage.KEEPING: tr("Putting {file} in its place"),
        Stage.DONE: tr("{file} is in"),
        Stage.FAILED: tr("{file} cannot come in"),
    }
    return titles[state.stage].format(file=state.file)


def words(state: State) -> str:
    """What there is to say of the stage."""
    if state.stage is Stage.FAILED:
        return _trouble(state)
    if state.stage is Stage.LOOKING or state.report is None:
        return "" if state.stage is Stage.NONE else _so_far(state.so_far)
    if state.stage in {Stage.BRINGING, Stage.KEEPING}:
        of = counted(tr("{done} of 1 item."), tr("{done} of {n} items."), state.report["items"])
        return of.format(done=number(state.so_far))
    parts = [_amount(state.report), *_besides(state.report)]
    if state.stage is Stage.DONE:
        done = tr("{added} new, {changed} brought up to date, {same} as they were.")
        counts = {"added": state.added, "changed": state.changed, "same": state.same}
        parts.append(done.format(**{name: number(count) for name, count in counts.items()}))
    return " ".join(parts)


def drills(state: State) -> str:
    """The drills it goes into, by their titles."""
    report = state.report
    if state.stage not in {Stage.LOOKED, Stage.DONE} or report is None or not report["items"]:
        return ""
    names = [tr("“{title}”").format(title=each) for each in report["titles"][:_MOST_NAMES]]
    more = report["drills"] - len(names)
    if more > 0:
        names.append(counted(tr("1 more"), tr("{n} more"), more))
    return tr("Into {drills}.").format(drills=", ".join(names))


def left_out(state: State) -> list[str]:
    """What does not come in, or not as it was, and why."""
    report = state.report
    if report is None:
        return []
    why = {
        "blank": (
            tr("1 card shows nothing on one side, so it does not come in."),
            tr("{n} cards show nothing on one side, so they do not come in."),
        ),
        "no_type": (
            tr("1 card has no note type, so it does not come in."),
            tr("{n} cards have no note type, so they do not come in."),
        ),
        "too_long": (
            tr("1 card is too long, so it does not come in."),
            tr("{n} cards are too long, so they do not come in."),
        ),
    }
    found = [counted(*why[each], n) for each, n in report["left_out"].items()]
    if report["resting"]:
        one = tr("1 card was suspended: it comes in left alone, and is asked again under Items.")
        many = tr(
            "{n} cards were suspended: they come in left alone, and are asked again under Items."
        )
        found.append(counted(one, many, report["resting"]))
    if report.get("elsewhere"):
        one = tr("1 card shows a picture from the network: it comes in without it.")
        many = tr("{n} cards show pictures from the network: they come in without them.")
        found.append(counted(one, many, report["elsewhere"]))
    if report["missing_media"]:
        names = ", ".join(report["missing_media"][:_MOST_NAMES])
        more = len(report["missing_media"]) - _MOST_NAMES
        if more > 0:
            names += ", " + counted(tr("1 more"), tr("{n} more"), more)
        found.append(tr("Named by cards, but not in the file: {names}.").format(names=names))
    lines = report.get("bad", [])
    for bad in lines:
        sentence = QCoreApplication.translate("drill", bad["sentence"])
        found.append(tr("Line {line}: {what}").format(line=number(bad["line"]), what=sentence))
    rest = report.get("bad_count", 0) - len(lines)
    if rest > 0:
        one, many = tr("1 more line does not come in."), tr("{n} more lines do not come in.")
        found.append(counted(one, many, rest))
    return found


def _so_far(count: int) -> str:
    return counted(tr("1 item so far."), tr("{n} items so far."), count)


def _amount(report: dict[str, Any]) -> str:
    """How many items of how many drills."""
    items = counted(tr("1 item"), tr("{n} items"), report["items"])
    drills_ = counted(tr("1 drill"), tr("{n} drills"), report["drills"])
    return tr("{items} of {drills}.").format(items=items, drills=drills_)


def _besides(report: dict[str, Any]) -> list[str]:
    """Earlier answers, pictures and sounds."""
    found = []
    if report["reviews"]:
        one, many = tr("1 earlier answer."), tr("{n} earlier answers.")
        found.append(counted(one, many, report["reviews"]))
    if report["media"]:
        one, many = tr("1 picture or sound."), tr("{n} pictures and sounds.")
        found.append(counted(one, many, report["media"]))
    return found


def _trouble(state: State) -> str:
    for context in ("drill", "jobs", "storage"):
        found = QCoreApplication.translate(context, state.trouble)
        if found != state.trouble:
            break
    return found.format_map(state.facts or {})
