"""What Spindle needs from the Linux distribution, and how each distribution calls it.

Qt's wheels carry Qt but not the display libraries below it, and Debian's Python lacks the module
that makes virtual environments. Each need is probed by using it, never by asking the package
manager, so whatever provides it counts.
"""

import ctypes
import importlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from installers.bootstrap import SetupError


@dataclass(frozen=True)
class Need:
    """One thing looked for.

    Attributes:
        name: A shared library's soname, a program's name or a module's name.
        apt: Debian's and Ubuntu's package.
        pacman: Arch's package.
        rpm: Fedora's and openSUSE's package. Shared libraries need none: these two can be
            asked for the soname itself.
    """

    name: str
    apt: str
    pacman: str
    rpm: str = ""

    @property
    def is_library(self) -> bool:
        """Whether it is loaded, not run."""
        return ".so" in self.name


_VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"

TO_RUN = (
    Need("ensurepip", f"python{_VERSION}-venv", "python", "python3-pip"),
    Need("libGL.so.1", "libgl1", "libglvnd"),
    Need("libEGL.so.1", "libegl1", "libglvnd"),
    Need("libglib-2.0.so.0", "libglib2.0-0", "glib2"),
    Need("libfontconfig.so.1", "libfontconfig1", "fontconfig"),
    Need("libdbus-1.so.3", "libdbus-1-3", "dbus"),
    Need("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon"),
    Need("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11"),
    Need("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor"),
    Need("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm"),
    Need("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms"),
    Need("libxcb-shape.so.0", "libxcb-shape0", "libxcb"),
)

# The desktop on which the end-to-end tests use the program, what looks over its shoulder, and a
# sound server that keeps a tape of what is spoken.
TO_TEST = (
    Need("Xvfb", "xvfb", "xorg-server-xvfb", "xorg-x11-server-Xvfb"),
    Need("openbox", "openbox", "openbox", "openbox"),
    Need("dbus-daemon", "dbus", "dbus", "dbus-daemon"),
    Need("dunst", "dunst", "dunst", "dunst"),
    Need("trayer", "trayer", "trayer", "trayer"),
    Need("xdotool", "xdotool", "xdotool", "xdotool"),
    Need("gio", "libglib2.0-bin", "glib2", "glib2"),
    Need("faketime", "faketime", "libfaketime", "libfaketime"),
    Need("strace", "strace", "strace", "strace"),
    Need("desktop-file-validate", "desktop-file-utils", "desktop-file-utils", "desktop-file-utils"),
    Need("pulseaudio", "pulseaudio", "pulseaudio", "pulseaudio"),
    Need("parec", "pulseaudio-utils", "libpulse", "pulseaudio-utils"),
    Need("pacat", "pulseaudio-utils", "libpulse", "pulseaudio-utils"),
)

# Qt's wheels are built for this C library: Debian 12, Ubuntu 22.04, Fedora 35 and what followed.
OLDEST_GLIBC = (2, 34)


def require(*, tests: bool, say: Callable[[str], None]) -> None:
    """Install what is missing when that is allowed here, else print the line that does.

    Args:
        tests: Whether the test command's desktop is needed too.
        say: Takes one line of progress.

    Raises:
        SetupError: Something is missing and only an administrator may install it.
    """
    _require_glibc()
    missing = missing_needs((*TO_RUN, *TO_TEST) if tests else TO_RUN)
    if not missing:
        return
    command = install_command(missing)
    if command is None:
        raise SetupError(
            "Spindle needs these from your distribution: "
            + ", ".join(need.name for need in missing)
            + "\nInstall them, then run the same command again."
        )
    if command[0] != "apt-get" or os.geteuid() != 0:
        prefix = "" if os.geteuid() == 0 else "sudo "
        raise SetupError(
            "Spindle needs a few packages of your system. Run this line, then the same command "
            f"again:\n\n  {prefix}{' '.join(command)}\n"
        )
    say(f"Installing {len(command) - 4} system packages ...")
    _run(["apt-get", "update", "-qq"])
    _run(command)
    if still := missing_needs(missing):
        raise SetupError(
            f"Installed, but still not found: {', '.join(need.name for need in still)}"
        )


def missing_needs(needs: Iterable[Need]) -> list[Need]:
    """Those of ``needs`` that cannot be used on this machine."""
    importlib.invalidate_caches()  # a package manager may just have brought a module
    return [need for need in needs if not _is_there(need)]


def install_command(missing: Iterable[Need]) -> list[str] | None:
    """The package manager's own line for ``missing``; none where no known one is found."""
    missing = list(missing)
    if shutil.which("apt-get"):
        names = [need.apt for need in missing]
        return ["apt-get", "install", "-y", "--no-install-recommends", *_once(names)]
    rpm = [f"'{need.name}()(64bit)'" if need.is_library else need.rpm for need in missing]
    if shutil.which("dnf"):
        return ["dnf", "install", "-y", *_once(rpm)]
    if shutil.which("zypper"):
        return ["zypper", "install", "-y", *_once(rpm)]
    if shutil.which("pacman"):
        return ["pacman", "-S", "--needed", *_once(need.pacman for need in missing)]
    return None


def _is_there(need: Need) -> bool:
    if need.name == "ensurepip":
        return importlib.util.find_spec("ensurepip") is not None
    if not need.is_library:
        return shutil.which(need.name) is not None
    try:
        ctypes.CDLL(need.name)
    except OSError:
        return False
    return True


def _require_glibc() -> None:
    kind, version = platform.libc_ver()
    if kind == "glibc" and tuple(map(int, version.split(".")[:2])) < OLDEST_GLIBC:
        raise SetupError(
            f"Qt for Python needs a newer Linux than this one (glibc 2.34; here is {version}): "
            "Debian 12, Ubuntu 22.04, Fedora 35 or later."
        )


def _run(command: list[str]) -> None:
    done = subprocess.run(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        errors="replace",
        check=False,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    )
    if done.returncode:
        tail = "\n".join(done.stdout.splitlines()[-12:])
        raise SetupError(
            f"{tail}\n\nThis did not work: {' '.join(command)}\n"
            "Mend what it says (often the network), then run the same command again."
        )


def _once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
