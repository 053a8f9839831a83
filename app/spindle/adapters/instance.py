"""One Spindle per profile: the first one holds the lock."""

from pathlib import Path

from PySide6.QtCore import QLockFile


def lock(profile: Path) -> QLockFile | None:
    """Take the profile for this process.

    Returns:
        The lock, to be kept as long as the program runs, or None when another one has it. A lock
        left behind by a killed process is taken over. In a folder that cannot be written the
        lock comes back unlocked: storage says why it is read-only, in its own words.
    """
    file = QLockFile(str(profile / "spindle.lock"))
    file.setStaleLockTime(0)  # never by age, only when its process is gone
    if not file.tryLock(0) and file.error() is QLockFile.LockError.LockFailedError:
        return None
    return file
