"""The desktop's keyring: one that keeps, none, one in clear, one that refuses, one that hangs."""

import sys
import threading
from types import SimpleNamespace

import pytest

from spindle.adapters.keyring import DesktopKeyring
from spindle.core.keyring_port import KeyringError, Silence

pytestmark = pytest.mark.requirement("P21")


class Backend:
    """As the package ``keyring`` wants one."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, name: str) -> str | None:
        return self.kept.get((service, name))

    def set_password(self, service: str, name: str, text: str) -> None:
        self.kept[service, name] = text

    def delete_password(self, service: str, name: str) -> None:
        del self.kept[service, name]


def why(keyring: DesktopKeyring) -> Silence:
    with pytest.raises(KeyringError) as caught:
        keyring.get("a")
    return caught.value.why


def test_a_secret_comes_back_byte_for_byte_and_can_be_forgotten() -> None:
    backend = Backend()
    keyring = DesktopKeyring(backend=backend)
    secret = bytes(range(256))

    keyring.put("a", secret)

    assert keyring.get("a") == secret
    assert keyring.get("b") is None
    assert list(backend.kept) == [("Spindle", "a")]
    keyring.remove("a")
    keyring.remove("a")
    assert backend.kept == {}


def test_what_somebody_else_put_there_is_no_secret() -> None:
    backend = Backend()
    backend.kept["Spindle", "a"] = "not base64!"

    assert DesktopKeyring(backend=backend).get("a") is None


def test_without_the_package_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)

    assert why(DesktopKeyring()) is Silence.MISSING


@pytest.mark.parametrize(
    "module", ["keyring.backends.fail", "keyring.backends.null", "keyrings.alt.file"]
)
def test_a_keyring_that_is_none_or_keeps_in_clear_is_not_used(module: str) -> None:
    useless = type("Odd", (Backend,), {"__module__": module})()

    assert why(DesktopKeyring(backend=useless)) is Silence.MISSING
    assert why(DesktopKeyring(backend=SimpleNamespace(backends=[useless]))) is Silence.MISSING


def test_this_machine_without_a_desktop_has_none() -> None:
    """The package's own choice where no Secret Service answers."""
    import keyring.backends.fail  # noqa: PLC0415 - as it is found

    backend = keyring.backends.fail.Keyring()  # type: ignore[no-untyped-call]  # not typed there

    assert why(DesktopKeyring(backend=backend)) is Silence.MISSING


def test_one_that_refuses_is_said_to_refuse() -> None:
    class Locked(Backend):
        def get_password(self, service: str, name: str) -> str | None:
            raise RuntimeError(f"{service} {name} stays locked")

    assert why(DesktopKeyring(backend=Locked())) is Silence.REFUSED


def test_one_that_hangs_is_left_behind() -> None:
    go_on = threading.Event()

    class Hanging(Backend):
        def get_password(self, service: str, name: str) -> str | None:
            go_on.wait(10)
            return super().get_password(service, name)

    assert why(DesktopKeyring(0.05, backend=Hanging())) is Silence.SLOW
    go_on.set()
