"""A database never lives in a folder that a sync program copies."""

from pathlib import Path

import pytest

from spindle.core.clock import ManualClock
from spindle.storage.errors import KnownError, Trouble
from spindle.storage.open import open_database
from spindle.storage.synced import sync_root
from tests.helpers.database import MORNING

pytestmark = pytest.mark.requirement("P22")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    return home


@pytest.mark.parametrize(
    "mark", [".stfolder/", ".dropbox.cache/", ".sync_a1b2.db", "._sync_a1.db", ".sync/ID"]
)
def test_a_folder_anywhere_below_a_mark_is_synced(tmp_path: Path, mark: str) -> None:
    root = tmp_path / "shared"
    (root / mark).parent.mkdir(parents=True)
    (root / mark).mkdir() if mark.endswith("/") else (root / mark).touch()

    assert sync_root(root / "deep" / "profile") == root
    assert sync_root(tmp_path / "elsewhere") is None


@pytest.mark.parametrize("name", ["Dropbox", "OneDrive - Clinic", "Nextcloud", "Google Drive"])
def test_the_usual_folders_in_a_home_are_synced(home: Path, name: str) -> None:
    assert sync_root(home / name / "spindle") == home / name


def test_icloud_is_known_by_where_macos_keeps_it(home: Path) -> None:
    found = sync_root(home / "Library" / "Mobile Documents" / "com~apple~CloudDocs" / "spindle")

    assert found is not None


def test_what_only_looks_alike_is_not(home: Path) -> None:
    (home / ".dropbox").mkdir()  # its settings, in every home that has Dropbox

    assert sync_root(home / ".local" / "share" / "spindle") is None
    assert sync_root(home / "work" / "Dropbox" / "spindle") is None
    assert sync_root(home / "boxes" / "spindle") is None


def test_a_link_into_a_synced_folder_is_seen_through(home: Path, tmp_path: Path) -> None:
    (home / "Dropbox" / "spindle").mkdir(parents=True)
    link = tmp_path / "profile"
    link.symlink_to(home / "Dropbox" / "spindle")

    assert sync_root(link) == home / "Dropbox"


def test_it_is_refused_with_a_sentence_and_nothing_is_made_there(home: Path) -> None:
    path = home / "Dropbox" / "spindle" / "spindle.db"

    with pytest.raises(KnownError) as caught:
        open_database(path, clock=ManualClock(MORNING))

    assert caught.value.code is Trouble.SYNCED
    assert "Move " in str(caught.value)
    assert not path.parent.exists()
