"""Where the user's data is."""

from pathlib import Path

from spindle.storage.errors import KnownError, Trouble
from spindle.storage.schema import DATABASE_NAME


def profile_folder(given: Path | None = None) -> Path:
    """The profile: the given folder, or the platform's own for Spindle. It may not exist yet.

    Raises:
        KnownError: There is neither, because the user has no home folder.
    """
    if given is not None:
        try:
            return given.expanduser().absolute()
        except RuntimeError as error:
            raise KnownError(Trouble.NO_HOME) from error
    from platformdirs import user_data_path  # noqa: PLC0415 - 16 ms that --profile saves

    try:
        folder = user_data_path("spindle", appauthor=False)
    except (RuntimeError, KeyError, OSError) as error:
        raise KnownError(Trouble.NO_HOME) from error
    # Without a home folder "~" stays as it is.
    if not folder.is_absolute() or "~" in folder.parts:
        raise KnownError(Trouble.NO_HOME)
    return folder


def database_path(profile: Path) -> Path:
    """The data file of a profile."""
    return profile / DATABASE_NAME
