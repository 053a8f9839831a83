"""Where a desktop lets no program take keys, the help names the command line to bind."""

import re

import pytest

from spindle.cli.verbs import VERBS
from spindle.core.resources import root


@pytest.mark.requirement("focus-pain-19")
def test_the_help_names_only_commands_that_there_are() -> None:
    text = (root() / "help" / "focus.md").read_text("utf-8")
    _, _, part = text.partition("## From the command line")
    named = set(re.findall(r"`(?:spindle )?([+\-a-z0-9]+)", part))

    assert "bind them to keys of your desktop" in part
    assert named >= {"start", "pause", "resume", "+5", "-5", "skip", "stop", "interrupted", "park"}
    assert named <= set(VERBS)
