"""One prompt a night for the lines of Unload: where something may still be open. Pure.

None asks what went well: in the study that the evening stands on, those who listed what they had
done fell asleep later. Each can be answered by a line with a first step.
"""

from datetime import date
from typing import Final

from spindle.core.translate import N_

PROMPTS: Final = (
    N_("prompts", "Is there a message you still owe somebody?"),
    N_("prompts", "What must not be forgotten when you leave the house?"),
    N_("prompts", "Which appointment needs a time?"),
    N_("prompts", "What is waiting for one call?"),
    N_("prompts", "What would make the first hour tomorrow easy?"),
    N_("prompts", "What did you promise this week?"),
    N_("prompts", "Where did you stop in the middle?"),
    N_("prompts", "What needs to be paid, sent or signed?"),
    N_("prompts", "Whom do you want to ask, and what exactly?"),
    N_("prompts", "What could go wrong tomorrow, and what would you do then?"),
    N_("prompts", "What is to be bought or brought back?"),
    N_("prompts", "Which decision can be made tomorrow, and by when?"),
    N_("prompts", "What are you putting off, and what is its first minute?"),
    N_("prompts", "Who expects something from you tomorrow?"),
    N_("prompts", "Which page, file or place do you begin with?"),
    N_("prompts", "What can be left undone tomorrow?"),
)


def prompt_of(night: date) -> str:
    """The prompt of a night: another one every night, all of them before one comes again."""
    return PROMPTS[night.toordinal() % len(PROMPTS)]
