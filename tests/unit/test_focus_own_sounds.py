"""Sounds of the user's own are copied into the profile, and only those are taken away again."""

from pathlib import Path

import pytest

from spindle.features.focus.own_sounds import (
    FOLDER,
    MOST_BYTES,
    NotKeptError,
    forget,
    keep,
    name_of,
)


def test_a_sound_stays_when_the_file_it_came_from_goes(tmp_path: Path) -> None:
    source = tmp_path / "Temple bell, long.wav"
    source.write_bytes(b"RIFF")
    kept = keep(tmp_path / "profile", source)
    source.unlink()
    assert kept.read_bytes() == b"RIFF"
    assert kept.parent == tmp_path / "profile" / FOLDER
    assert kept.stat().st_mode & 0o777 == 0o600
    assert name_of(str(kept)) == "Temple bell, long.wav"
    assert [file.name for file in kept.parent.iterdir()] == [kept.name]


def test_two_sounds_of_one_name_do_not_replace_each_other(tmp_path: Path) -> None:
    kept = []
    for number in range(2):
        source = tmp_path / str(number) / "bell.wav"
        source.parent.mkdir()
        source.write_bytes(bytes([number]))
        kept.append(keep(tmp_path, source))
    assert [path.read_bytes() for path in kept] == [b"\0", b"\1"]


def test_a_file_that_is_too_large_or_not_there_is_refused_in_words(tmp_path: Path) -> None:
    large = tmp_path / "opera.wav"
    with large.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(NotKeptError, match="larger than 10 MB"):
        keep(tmp_path, large)
    with pytest.raises(NotKeptError, match="could not be copied"):
        keep(tmp_path, tmp_path / "gone.wav")
    with pytest.raises(NotKeptError, match="could not be copied"):
        keep(tmp_path, tmp_path / "nul\0.wav")
    assert not list((tmp_path / FOLDER).glob("*"))


def test_only_a_copy_is_deleted(tmp_path: Path) -> None:
    source = tmp_path / "bell.wav"
    source.write_bytes(b"RIFF")
    kept = keep(tmp_path, source)
    forget(tmp_path, str(source))
    forget(tmp_path, "")
    assert source.exists()
    forget(tmp_path, str(kept))
    forget(tmp_path, str(kept))
    assert not kept.exists()
