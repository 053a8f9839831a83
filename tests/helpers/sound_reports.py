"""A pipe to nowhere that keeps what the sound process would have told through it."""

from spindle.core.sound_events import VoiceEvent
from spindle.sound.protocol import Report, Told, read_report


class Out:
    """Written to by a ``Teller``."""

    def __init__(self) -> None:
        self.reports: list[Report] = []

    def write(self, data: bytes) -> int:
        self.reports += [read_report(line) for line in data.splitlines()]
        return len(data)

    def flush(self) -> None:
        return

    def events(self) -> list[VoiceEvent]:
        """What was told of the voice."""
        return [each.event for each in self.reports if isinstance(each, Told)]
