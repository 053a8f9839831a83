"""Where the shipped files are: fonts, icons, themes, help, licences."""

from pathlib import Path


def root() -> Path:
    """The resources folder, the same from a wheel, a frozen bundle and a checkout.

    A wheel and a bundle carry it inside the package; a checkout has it beside ``app/``.
    """
    package = Path(__file__).resolve().parents[1]
    packed = package / "_resources"
    return packed if packed.is_dir() else package.parents[1] / "resources"
