"""How long a stranger waits: a bare Debian 12 with Python and nothing else, one command, a window.

``rows()`` returns (what, target, measured, unit); run the file to see them. It is for root, with
the network and Debian's ``debootstrap``; the bare system is made anew in a folder that goes again.
"""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.helpers.desktop import VirtualDesktop, stop
from tests.helpers.waiting import now, wait_until

Row = tuple[str, float, float, str]

LONG = True
ROOT = Path(__file__).resolve().parents[2]
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
# What this machine's way to the network needs, and the stranger's does not.
_PASSED = ("PIP_", "SSL_CERT", "http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY")
_COPIED = ("/etc/resolv.conf", "/etc/hosts")


def rows() -> list[Row]:
    """Make the system, clone the last commit into it, and give it the README's first command.

    Raises:
        RuntimeError: Not root, or debootstrap is missing.
    """
    if os.geteuid() != 0 or shutil.which("debootstrap") is None:
        raise RuntimeError("only root can make a bare Debian, with debootstrap")
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        box = Path(folder) / "debian"
        make(box)
        with VirtualDesktop() as desktop:
            return [
                ("bare Debian 12: the one command → a window", 90, first_window(box, desktop), "s")
            ]


def make(box: Path) -> None:
    """A Debian with ``python3`` and the certificates of an ordinary one, and the clone in it."""
    add = ["--variant=minbase", "--include=python3,ca-certificates"]
    subprocess.run(["debootstrap", *add, "bookworm", box], check=True, capture_output=True)
    for file in (*_COPIED, CERTIFICATES):
        shutil.copy(file, box / Path(file).relative_to("/"))
    for file in Path("/etc/apt/apt.conf.d").glob("99*"):
        shutil.copy(file, box / file.relative_to("/"))
    subprocess.run(["git", "clone", "-q", ROOT, box / "srv" / "checkout"], check=True)


def first_window(box: Path, desktop: VirtualDesktop) -> float:
    """Seconds from the command to Spindle's window."""
    mounts = "mount -t proc proc $0/proc && mount --rbind /dev $0/dev && mount -t tmpfs tmp $0/tmp"
    command = "cd /srv/checkout && exec python3 -m app"
    enter = f"{mounts} && exec chroot $0 sh -c '{command}'"
    passed = {name: value for name, value in os.environ.items() if name.startswith(_PASSED)}
    home = {"HOME": "/root", "LANG": "C.UTF-8", "DISPLAY": desktop.env["DISPLAY"], **passed}
    words = [f"{name}={value}" for name, value in home.items()]
    began = now()
    program = desktop.start(
        "env",
        "-i",
        "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
        *words,
        "unshare",
        "--mount",
        "--pid",
        "--fork",
        "sh",
        "-c",
        enter,
        box,
        log="bare",
    )
    try:
        wait_until(
            lambda: any(window.width >= 640 for window in desktop.screen.windows()),
            "the window",
            600,
        )
        return now() - began
    finally:
        stop(program)


if __name__ == "__main__":
    for what, target, measured, unit in rows():
        print(f"{what}: {measured:g} {unit} (target {target:g})")
