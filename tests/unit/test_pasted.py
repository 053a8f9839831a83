"""Of pasted HTML the text stays and everything else is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.core.pasted import Part, Pasted, read_html

PAGE = """<html><head><title>Trees</title><style>p {color: red}</style></head><body>
<h1>Every tree</h1><p>has one edge <b>fewer</b> than
   nodes, see <a href="https://example.org">here</a>.<br>So does this one.</p>
<table><tr><td>n</td><td>m</td></tr><tr><td>4</td><td>3</td></tr></table>
<img src="tree.png"><video src="a.mp4"></video><script>alert("no")</script></body></html>"""


def test_the_text_stays_in_lines_and_all_else_is_named() -> None:
    found = read_html(PAGE)
    assert found.text == (
        "Every tree\n\nhas one edge fewer than nodes, see here.\nSo does this one.\n\nn\tm\n\n4\t3"
    )
    assert found.without == tuple(Part)


def test_the_plain_text_that_came_with_it_is_taken_as_it_stands() -> None:
    assert read_html("<p>Two <i>words</i></p>", "Two words\n") == Pasted(
        "Two words\n", (Part.FORM,)
    )


def test_html_without_more_than_text_leaves_nothing_out() -> None:
    assert read_html("<meta charset='utf-8'><span style='x'>a &lt; b</span>") == Pasted("a < b")


def test_a_picture_alone_has_no_text() -> None:
    assert read_html('<img src="file:///tmp/a.png" alt="">') == Pasted("", (Part.PICTURES,))


@pytest.mark.parametrize("html", ["<", "<p", "<!--", "</", "&#", "<a href=", "<style>all of it"])
def test_what_breaks_off_is_read_as_far_as_it_goes(html: str) -> None:
    assert read_html(f"<p>kept</p>{html}").text.startswith("kept")


@given(st.text(alphabet="<>/ab=\"'&;! \nptdr", max_size=80))
def test_no_text_of_any_writer_raises(html: str) -> None:
    assert isinstance(read_html(html).text, str)
