"""English words too usual to ask about, and what stands beside the others.

Written by hand for this purpose. Other languages do without: there a word counts as usual by how
often it stands in the text itself.
"""

from collections.abc import Mapping
from typing import Final

_LISTS: Final[Mapping[str, str]] = {
    "a": "a",
    "an": "an",
    "the": "the this that these those every each some any no such both all another either neither",
    "my": "my your his her its our their whose",
    "to": "to",
    "of": (
        "of in on at by for with from into upon over under between among through during against"
        " about within without towards toward across behind beyond along around near after before"
        " above below beside beneath since until till per like unlike despite"
    ),
    "he": "i you he she it we they who one everyone everybody someone nobody there",
    "him": "me him us them himself herself itself themselves myself yourself ourselves",
    "is": "is are was were be been being am isn't aren't wasn't weren't",
    "has": "has have had having hasn't haven't hadn't",
    "will": (
        "will would can could may might must shall should ought cannot can't couldn't won't"
        " wouldn't shouldn't do does did don't doesn't didn't"
    ),
    "and": "and or but nor yet so",
    "if": "if as than because though although while when where whether that which how why what",
    "very": "very too quite rather so more most less least as almost nearly",
    "not": "not never always often also only just still even ever",
}

SMALL: Final[Mapping[str, str]] = {
    word: kind for kind, words in _LISTS.items() for word in words.split()
}

_USUAL: Final = """
able again ago alone already although among another anything away back became because become
becomes been before began begin being best better beyond both bring brought call called came case
cases cause certain certainly clear come comes coming common could course different does doing done
down each early easily either else end enough entirely especially even ever every everything
evidently exactly except fact facts far feel felt few find first five form former found four full
further gave general generally get give given gives giving goes going gone good got great greater
greatest half hand hands happen happened hard have having heard held help hence here herself high
himself however hundred idea indeed instance instead itself just keep kept kind kinds knew know
known large last late later latter lead least leave left less life like likely line little live long
longer look looked looking looks made make makes making manner many matter matters mean means merely
might mind more moreover most much must myself name near nearly necessary need never nevertheless
next nothing now number often once ones only onto open order other others otherwise ought ourselves
over part parts people perfectly perhaps place places point points possible present probably put
quite rather reach real really reason right round said same saw saying says second see seem seemed
seems seen self sense sent several shall short should show shown side simply since small some
something sometimes somewhat soon sort still such sure take taken takes taking tell than that their
them themselves then there therefore these they thing things think third this those though thought
thousand three through thus time times together told took towards true truth turn turned twenty
under until upon used useful using usual usually various very want wanted ways well went were what
whatever when whence whenever where whereas wherever whether which while whilst whole whom whose
will with within without word words work would year years yesterday young your yourself
doesn't don't didn't isn't wasn't won't can't couldn't wouldn't shouldn't hasn't haven't i'll i've
"""

_POINTING: Final = """
he she it they we you i his her hers its their theirs our your my him them this that these those
such here there then so but and or
"""

POINTING: Final = frozenset(_POINTING.split())
"""A sentence that begins with one of these cannot be understood alone."""

COMMON: Final = frozenset(_USUAL.split()) | SMALL.keys()
