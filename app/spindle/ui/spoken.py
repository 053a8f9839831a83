"""What a widget that paints itself says of itself to a screen reader."""


class Spoken:
    """Mixed into a painted widget, which has its name and its text by Qt's own properties.

    Attributes:
        SPOKEN_AS: What it is, by the name of a ``QAccessible.Role``.
    """

    SPOKEN_AS = "Graphic"

    def spoken_value(self) -> str:
        """What it shows now, in a few words of the user's language; empty when there is none."""
        return ""
