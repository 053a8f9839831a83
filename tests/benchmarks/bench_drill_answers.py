"""How fast and how surely answers are checked, and how soon a view has the next question painted.

The run is kept in memory here; with a file of ten years it is measured by ``bench_drill``.
``rows()`` returns (what, target, measured, unit); run the file to see them.
"""

from datetime import datetime
from fractions import Fraction
from statistics import quantiles

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from spindle.core.clock import ManualClock
from spindle.features.drill.answers.equality import same_expression
from spindle.features.drill.answers.evaluating import evaluate
from spindle.features.drill.answers.expression import ExpressionError, read_expression
from spindle.features.drill.answers.text import Policy, compare
from spindle.features.drill.page.run.view import RunView
from tests.helpers.drill_run import ListRun
from tests.helpers.expressions import HOSTILE, IDENTITIES, SPOILERS, WRAPS
from tests.helpers.waiting import now

Row = tuple[str, float, float, str]

ITEMS = 300
LONG_ANSWER = "the cortex learns by reasoning and the basal ganglia by repetition " * 4


def accepted() -> int:
    """Unequal pairs taken for equal, out of three hundred."""
    return sum(
        same_expression(read_expression(left), read_expression(spoiler.format(right)))
        for left, right in IDENTITIES
        for spoiler in SPOILERS
    )


def refused() -> int:
    """Equal pairs not taken for equal, out of three hundred."""
    return sum(
        not same_expression(read_expression(wrap.format(left)), read_expression(wrap.format(right)))
        for left, right in IDENTITIES
        for wrap in WRAPS
    )


def hostile() -> float:
    """The longest time any hostile expression took, in ms."""
    longest = 0.0
    for text in HOSTILE:
        began = now()
        try:
            evaluate(read_expression(text, frozenset("xy")), {"x": Fraction(3), "y": Fraction(2)})
        except ExpressionError:
            longest = max(longest, 1000 * (now() - began))
    return longest


def checks() -> float:
    """Milliseconds of comparing a long answer with a slip in it, p99."""
    took = []
    for at in range(200):
        typed = LONG_ANSWER[:at] + LONG_ANSWER[at + 1 :]
        began = now()
        compare(typed, [LONG_ANSWER], Policy())
        took.append(1000 * (now() - began))
    return quantiles(took, n=100)[98]


def questions() -> float:
    """Milliseconds from an answer kept in memory to the next question painted, p99."""
    view = RunView(ManualClock(datetime(2026, 6, 11, 9, 35)))
    view.resize(1080, 820)
    picture = QPixmap(view.size())
    items = [
        {"cue": f"word {at}", "prompt": "This is ___.", "answers": ["so"]} for at in range(ITEMS)
    ]
    view.begin(ListRun("typed_recall", "Words", items))
    view.render(picture)
    took = []
    for _ in range(ITEMS - 1):
        shown = view.view()
        if shown is None:
            break
        shown.given.emit({"text": "so"})
        began = now()
        shown.after.went_on.emit()
        view.render(picture)
        took.append(1000 * (now() - began))
    return quantiles(took[1:], n=100)[98]


def rows() -> list[Row]:
    """On whatever platform is there."""
    application = QApplication.instance() or QApplication(["answers"])
    painted = questions()
    del application
    return [
        ("drill: unequal expressions taken for equal, of 300", 0, accepted(), ""),
        ("drill: equal expressions not taken for equal, of 300", 0, refused(), ""),
        ("drill: the longest of 60 hostile expressions", 50, hostile(), "ms"),
        ("drill: a long typed answer is compared, p99", 2, checks(), "ms"),
        ("drill: next question painted, run in memory, p99", 16, painted, "ms"),
    ]


if __name__ == "__main__":
    for what, target, measured, unit in rows():
        print(f"{what}: {measured:.2f} {unit} (target ≤ {target:g})")
