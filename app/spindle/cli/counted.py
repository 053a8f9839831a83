"""Numbers with what they count, as the command line writes them."""


def counted(n: int, what: str) -> str:
    """Such as ``1 card``, ``2 cards``, ``2 pictures and sounds`` of ``picture or sound``."""
    first, _, more = what.partition(" or ")
    several = f"{first}s and {more}s" if more else f"{what}s"
    return f"{n} {what if n == 1 else several}"
