"""What stands behind the port of sound until something shall sound."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spindle.adapters.sound import ProcessSound


class LateSound:
    """``ProcessSound`` from the first use on. GUI thread.

    What it says to the sound process takes longer to load than the rest of what a start needs
    after the first paint, and many a day is silent.
    """

    def __init__(self) -> None:
        self._made: ProcessSound | None = None

    def stop(self) -> None:
        """End the process, if there ever was one."""
        if self._made is not None:
            self._made.stop()

    def __getattr__(self, name: str) -> Any:
        if self._made is None:
            from spindle.adapters.sound import ProcessSound  # noqa: PLC0415 - see above

            self._made = ProcessSound()
        return getattr(self._made, name)
