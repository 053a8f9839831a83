"""Files that another start of Spindle hands over."""

from pathlib import Path

from spindle.core.feature import PageAsked
from spindle.features.listen.feature import LISTEN
from tests.helpers.fakes import make_app


def test_a_file_handed_over_is_read_where_it_can_be_seen(tmp_path: Path) -> None:
    app = make_app(tmp_path, features=(LISTEN,))
    heard = app.hear(PageAsked)
    path = tmp_path / "a.txt"
    path.write_text("Words to hear.", encoding="utf-8")
    assert LISTEN.control is not None
    service = app.services["listen"]

    assert LISTEN.control(service, "open", {"files": [str(path)]}) == (0, "")
    assert [each.title for each in service.library.documents] == ["a"]
    assert heard == [PageAsked("listen")]


def test_another_verb_is_somebody_elses(tmp_path: Path) -> None:
    app = make_app(tmp_path, features=(LISTEN,))
    assert LISTEN.control is not None

    assert LISTEN.control(app.services["listen"], "pause", {}) is None
    assert LISTEN.control(app.services["listen"], "open", {"files": "a.txt"}) is None
