"""Every activity, in one line each. A further one is a folder under ``features/`` and a line."""

from typing import Final

from spindle.core.feature import Feature
from spindle.features.drill.feature import DRILL
from spindle.features.focus.feature import FOCUS
from spindle.features.journal.feature import JOURNAL
from spindle.features.listen.feature import LISTEN
from spindle.features.today.feature import TODAY

FEATURES: Final[tuple[Feature, ...]] = (TODAY, FOCUS, LISTEN, DRILL, JOURNAL)
