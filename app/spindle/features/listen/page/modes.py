"""How a text plays, where that is not as usual: one letter each turns it on from anywhere."""

from spindle.features.listen.page.telling import number, tr
from spindle.features.listen.service import ListenService


def modes(service: ListenService) -> tuple[str, ...]:
    """What is on, in words; nothing as a rule."""
    found = []
    if service.silent:
        found.append(tr("in silence"))
    if service.reader.step_mode:
        found.append(tr("halts after each sentence"))
    if service.sleep_after_chapter:
        found.append(tr("falls silent after the chapter"))
    elif service.sleep_left is not None:
        words = tr("falls silent in {minutes} min")
        found.append(words.format(minutes=number(service.sleep_left)))
    return tuple(found)
