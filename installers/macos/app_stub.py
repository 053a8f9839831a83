"""The icon on macOS: a small application in the person's own folder that starts the checkout.

Written by Apple's documentation of bundles; the files are tested on Linux, the start is not.
"""

import plistlib
import shlex
import shutil
from pathlib import Path

from installers import app_icon
from installers.environment import LAUNCHER

IDENTIFIER = "io.github.spindle_app.Spindle"


def bundle() -> Path:
    """Where the application is put."""
    return Path.home() / "Applications" / "Spindle.app"


def install() -> list[Path]:
    """Write the application; a second time replaces it.

    Raises:
        OSError: A folder could not be written.
    """
    uninstall()
    contents = bundle() / "Contents"
    starter = contents / "MacOS" / "spindle"
    starter.parent.mkdir(parents=True)
    starter.write_text(f'#!/bin/sh\nexec {shlex.quote(str(LAUNCHER))} "$@"\n', "utf-8")
    starter.chmod(0o755)
    app_icon.render(256, contents / "Resources" / "spindle.icns")
    facts = {
        "CFBundleName": "Spindle",
        "CFBundleIdentifier": IDENTIFIER,
        "CFBundlePackageType": "APPL",
        "CFBundleExecutable": "spindle",
        "CFBundleIconFile": "spindle",
        "CFBundleShortVersionString": _version(),
        "NSHighResolutionCapable": True,
        "LSMinimumSystemVersion": "13.0",
    }
    (contents / "Info.plist").write_bytes(plistlib.dumps(facts))
    return [bundle()]


def uninstall() -> list[Path]:
    """Remove the application, and return it if it was there."""
    if not bundle().exists():
        return []
    shutil.rmtree(bundle())
    return [bundle()]


def _version() -> str:
    from spindle.version import __version__  # noqa: PLC0415 - found through the environment

    return __version__
