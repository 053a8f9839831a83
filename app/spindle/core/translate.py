"""Marks a text for translation where no Qt may be imported."""


def N_(context: str, text: str) -> str:  # noqa: N802 - the name every translator's tool knows
    """Return ``text`` unchanged; the extraction tool finds the call.

    The widget that shows it translates with ``QCoreApplication.translate(context, text)``.
    """
    del context
    return text
