"""The numbers a sitting is closed with: words heard, mean speed, what was understood."""


def measures(
    *, words: int, speed: float | None, understood: float | None, checks: int
) -> dict[str, object]:
    """As a session keeps them; what was not measured is left out.

    Args:
        words: Heard.
        speed: Mean, in words a minute of sound.
        understood: Words a minute with what was guessed taken off.
        checks: Answered, on which ``understood`` rests.
    """
    found: dict[str, object] = {"words": {"value": words, "unit": "words", "n": words}}
    if speed is not None:
        found["speed"] = {"value": round(speed, 1), "unit": "wpm", "n": words}
    if understood is not None:
        found["understood"] = {"value": round(understood, 1), "unit": "wpm", "n": checks}
    return found
