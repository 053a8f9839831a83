"""What a person does with the recording that is open; each verb can be taken back."""

from spindle.features.listen.amending import Amending
from spindle.features.listen.inverse import Inverse


class PlayingFile(Amending):
    """GUI thread."""

    def seek(self, ms: float) -> Inverse:
        """To a place in the recording."""
        return self._did(self.recordings.seek(ms))

    def set_ratio(self, ratio: float) -> Inverse:
        """Times the recording's own speed."""
        return self._did(self.recordings.set_ratio(ratio))

    def set_silence(self, floor: int | None) -> Inverse:
        """Shorten pauses in the recording to so many ms, or leave them."""
        return self._did(self.recordings.set_silence(floor))

    def shorten_or_not(self) -> Inverse:
        """Shorten them if they are left, and the other way."""
        recording = self.recordings.recording
        return self.shorten(on=recording is not None and recording.silence is None)

    def shorten(self, *, on: bool) -> Inverse:
        """Shorten them to the length that is set, or leave them."""
        return self._did(self.recordings.shorten(on=on))
