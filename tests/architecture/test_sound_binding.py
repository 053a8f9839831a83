"""The binding inside pyttsx3 is private: exactly one version is let in, and it is as we use it."""

import ast
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
SOUND = ROOT / "app" / "spindle" / "sound"


def test_exactly_the_version_that_was_looked_into_is_let_in() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    (asked,) = [Requirement(line) for line in project["dependencies"] if line.startswith("pyttsx3")]

    assert str(asked.specifier) == "==2.99"
    assert version("pyttsx3") == "2.99"


def test_all_that_is_used_of_the_binding_is_there() -> None:
    used = {
        node.attr
        for path in ("espeak.py", "phonemes.py")
        for node in ast.walk(ast.parse((SOUND / path).read_text("utf-8")))
        if isinstance(node, ast.Attribute)
        and ast.unparse(node.value) in {"es", "self._es", "_espeak"}
    }
    code = (
        "from spindle.sound.espeak import library\n"
        "es, rate = library()\n"
        f"missing = [name for name in {sorted(used)!r} if not hasattr(es, name)]\n"
        "print(rate, missing, es.EVENT_WORD, es.AUDIO_OUTPUT_SYNCHRONOUS, es.CHARS_UTF8)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert {"Synth", "SetSynthCallback", "Initialize", "ListVoices", "EVENT_WORD"} <= used
    assert done.stdout.split() == ["22050", "[]", "1", "2", "1"]


def test_its_own_player_is_used_nowhere_but_where_the_system_has_none_other() -> None:
    users = {
        path.name
        for path in (ROOT / "app").rglob("*.py")
        if any(word in path.read_text("utf-8") for word in ("runAndWait", "pyttsx3.init"))
    }

    assert users == {"engine_pyttsx3.py"}


def test_a_missing_data_file_does_not_end_the_process() -> None:
    code = (
        "import os\n"
        "os.environ['ESPEAK_DATA_PATH'] = '/nowhere'\n"
        "from spindle.sound.engine import SoundError\n"
        "from spindle.sound.espeak import library\n"
        "try:\n    print(library()[1])\n"
        "except SoundError as error:\n    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert done.returncode == 0
    assert done.stdout
