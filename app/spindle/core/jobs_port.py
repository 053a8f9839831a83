"""The port to the job process: work that may take long, eat memory or die, away from the window.

A task is a function named by its place, such as ``spindle.features.listen.importing.task:read``.
It runs in a process of its own as ``function(tell, **arguments)`` and returns its result; with
``tell`` it streams what it has so far, and shows that it is alive. It has no window, no database
connection but its own, and no clock but what it was given.

What goes there and back is *plain*: None, bool, int, float, str, bytes, and lists, tuples, sets and
dictionaries of these. Anything else is refused where it is sent.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol

from spindle.core.ports import Cancel

Tell = Callable[[Any], None]

BUG: Final = "bug"
CRASHED: Final = "crashed"
MEMORY: Final = "memory"
STALLED: Final = "stalled"
UNABLE: Final = "unable"


class JobFailed(Exception):  # noqa: N818 - what it says is said to a person, as an outcome
    """A job came to no result. ``str()`` is the whole sentence, in English.

    A task raises it for what a person can understand, with a kind of its own; the port adds
    ``bug``, ``crashed``, ``memory``, ``stalled`` and ``unable`` (no process could be started).

    Attributes:
        sentence: What is wrong and what to do; marked with ``N_`` in a context that whoever asked
            for the job knows, to be translated and then filled with ``facts``. The port's own
            stand in the context ``jobs``.
        kind: One word for a program.
        facts: What fills the sentence by ``str.format_map``.
    """

    def __init__(self, sentence: str, kind: str, facts: Mapping[str, str] | None = None) -> None:
        self.sentence = sentence
        self.kind = kind
        self.facts = dict(facts or {})
        super().__init__(sentence.format_map(self.facts) if self.facts else sentence)


def ignore(plain: Any) -> None:
    """The ``told`` of whoever waits for the end only."""
    del plain


class Jobs(Protocol):
    """Runs tasks in processes of their own. Called in the GUI thread, answers in the GUI thread."""

    def run(
        self,
        task: str,
        arguments: Mapping[str, object],
        *,
        told: Callable[[Any], None] = ignore,
        done: Callable[[Any], None],
        failed: Callable[[JobFailed], None],
    ) -> Cancel:
        """Start a task, or let it wait while others run; returns at once.

        A task that neither tells nor ends for ten seconds is killed, and so is one that asks for
        more than 600 MB.

        Args:
            task: ``module:function``.
            arguments: Plain data, by the function's names for them.
            told: Gets what the task tells, in order, before the end.
            done: Gets its result.
            failed: Gets why there is none.

        Returns:
            Kills the process; nothing is called afterwards.
        """
        ...
