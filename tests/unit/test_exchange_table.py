"""CSV, tabs and Spindle's own text of drills, read into items; a bad line is named."""

import csv
import io
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.features.drill.exchange import task
from spindle.features.drill.exchange.refused import Refused
from spindle.features.drill.exchange.table import CARD, TYPED, read
from spindle.features.drill.exchange.table_look import look
from spindle.features.drill.exchange.task import pieces


def made(path: Path, **more: Any) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    told = list(read(path, **more))
    items = [item["spec"] for event in told for item in event.get("items", ())]
    return items, told[-1]["report"]


def file(folder: Path, text: str | bytes, name: str = "words.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


@pytest.mark.parametrize(
    "text",
    [
        "to give up,aufgeben\nto call,rufen\n",
        "to give up;aufgeben\nto call;rufen\n",
        "to give up\taufgeben\nto call\trufen\n",
        "to give up\taufgeben\r\nto call\trufen",
        "\ufeffto give up,aufgeben\nto call,rufen\n",
        "front,back\nto give up,aufgeben\nto call,rufen\n",
        "Answer,Question\naufgeben,to give up\nrufen,to call\n",
        "#separator:pipe\nto give up|aufgeben\nto call|rufen\n",
        "#separator:Comma\n#html:false\n#columns:Back,Front\naufgeben,to give up\nrufen,to call\n",
    ],
)
def test_question_and_answer_are_found(tmp_path: Path, text: str) -> None:
    items, report = made(file(tmp_path, text))

    assert items == [
        {"prompt": "to give up", "answers": ["aufgeben"]},
        {"prompt": "to call", "answers": ["rufen"]},
    ]
    assert report["bad_count"] == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_umlauts_come_through_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    text = "".join(f"Größe {n},Ähre über Öl {n}\n" for n in range(40))

    items, _ = made(file(tmp_path, text.encode(encoding)))

    assert items[3] == {"prompt": "Größe 3", "answers": ["Ähre über Öl 3"]}


def test_several_answers_and_the_other_columns_are_kept(tmp_path: Path) -> None:
    text = "front,back,tags,hint,deck\nto give up,aufgeben | hinwerfen,verb de,a…,Verbs\n"

    told = list(read(file(tmp_path, text)))

    assert told[0]["drill"]["title"] == "Verbs"
    [item] = told[1]["items"]
    assert item["spec"] == {
        "prompt": "to give up",
        "answers": ["aufgeben", "hinwerfen"],
        "hint": "a…",
    }
    assert item["tags"] == "verb de"


def test_each_bad_line_is_named_with_its_number(tmp_path: Path) -> None:
    text = 'front,back\nto give up,\n"two\nlines",x\n,no question\n'

    items, report = made(file(tmp_path, text))

    assert [item["prompt"] for item in items] == ["two\nlines"]
    assert [(bad["line"], bad["sentence"]) for bad in report["bad"]] == [
        (2, "It has no answer."),
        (5, "It has no question."),
    ]


@pytest.mark.requirement("R12")
def test_columns_can_be_taken_for_something_else(tmp_path: Path) -> None:
    path = file(tmp_path, "Wort,Satz,Bedeutung\naufgeben,Nie ___.,to give up\n")

    items, report = made(path)
    assert items[0] == {"prompt": "Wort", "answers": ["Satz"]}
    assert report["table"] == {
        "columns": {"prompt": 0, "answer": 1},
        "kind": TYPED,
        "head": False,
        "html": False,
        "names": ["Wort", "Satz", "Bedeutung"],
        "rows": [["Wort", "Satz", "Bedeutung"], ["aufgeben", "Nie ___.", "to give up"]],
    }

    mine = {"answer": 0, "prompt": 1, "cue": 2}
    items, report = made(path, columns=mine, head=True, kind=CARD)
    assert items == [{"prompt": "Nie ___.", "answer": "aufgeben", "cue": "to give up"}]
    assert (report["table"]["columns"], report["table"]["head"]) == (mine, True)


def test_columns_without_an_answer_make_every_line_a_bad_one(tmp_path: Path) -> None:
    items, report = made(file(tmp_path, "a,b\nc,d\n"), columns={"prompt": 0})

    assert items == []
    assert [(bad["line"], bad["sentence"]) for bad in report["bad"]] == [
        (1, "It has no answer."),
        (2, "It has no answer."),
    ]


def test_long_answers_and_html_become_cards_that_are_shown(tmp_path: Path) -> None:
    long = file(tmp_path, f"Why?,{'because ' * 30}\n")
    html = file(tmp_path, "#separator:tab\n#html:true\n<b>x</b>\ty<script>1</script>\n", "h.txt")

    assert look(long).columns == {"prompt": 0, "answer": 1}
    assert next(iter(read(long)))["drill"]["kind"] == CARD
    [card], _ = made(html)
    assert card == {"prompt": "<b>x</b>", "answer": "y", "rich": True}
    assert next(iter(read(file(tmp_path, "a,b\n"), kind=CARD)))["drill"]["kind"] == CARD
    assert next(iter(read(file(tmp_path, "a,b\n"))))["drill"]["kind"] == TYPED


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "x.csv", "x.csv is empty."),
        (b" \n ", "x.csv", "x.csv is empty."),
        (b"\0\1\2" * 99, "x.csv", "x.csv is not text."),
        (b"abc", "x.exe", "Spindle cannot read drills from x.exe."),
    ],
)
def test_what_gives_no_drills_is_said(
    tmp_path: Path, content: bytes, name: str, sentence: str
) -> None:
    path = file(tmp_path, content, name)

    with pytest.raises(Refused) as refused:
        list(pieces(path, zone="UTC", day_start=240))
    assert str(refused.value).startswith(sentence)


def test_a_missing_file_and_a_folder_are_said(tmp_path: Path) -> None:
    for path, sentence in ((tmp_path / "no.csv", "no.csv is not there."), (tmp_path, "Spindle")):
        with pytest.raises(Refused, match=sentence):
            list(pieces(path, zone="UTC", day_start=240))


@pytest.mark.parametrize("answer", ["= x", ""], ids=["good", "bad"])
def test_a_long_text_gives_a_sign_of_life_every_few_items(tmp_path: Path, answer: str) -> None:
    """To try a problem can take hundredths of a second; who is silent for long is given up."""
    items = "".join(f"##\nquestion {n}\n{answer}\n" for n in range(60))
    path = file(tmp_path, f"# T\nkind: typed recall\n{items}".encode(), "t.md")

    told = [piece["items"] for piece in pieces(path, zone="UTC", day_start=0) if "items" in piece]
    assert len(told) == 3
    assert sum(map(len, told)) == (60 if answer else 0)


def test_a_long_table_gives_a_sign_of_life_while_it_is_sorted_into_drills(tmp_path: Path) -> None:
    path = file(tmp_path, "".join(f"word {n},Wort {n}\n" for n in range(3500)))
    told: list[Any] = []
    report = task.read(
        told.append, path=str(path), zone="UTC", day_start=0, incoming=str(tmp_path / "in")
    )

    assert [each for each in told if "piece" not in each] == [{"items": 0}] * 3
    assert sum(each["items"] for each in told) == report["items"] == 3500


def test_a_text_of_drills_is_read_with_its_bad_lines(tmp_path: Path) -> None:
    text = "# Verbs\nkind: typed recall\n\n##\nto give up\n= aufgeben\n\n# Nothing\nkind: wings\n"
    told = list(pieces(file(tmp_path, text, "d.md"), zone="UTC", day_start=240))

    assert told[0]["drill"]["title"] == "Verbs"
    assert told[1]["items"][0]["spec"]["answers"] == ["aufgeben"]
    assert told[-1]["report"]["bad_count"] == 1


@given(rows=st.lists(st.tuples(st.text(min_size=1), st.text(min_size=1)), min_size=1, max_size=8))
def test_no_table_is_an_error(rows: list[tuple[str, str]], tmp_path_factory: Any) -> None:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    path = tmp_path_factory.mktemp("table") / "t.csv"
    path.write_bytes(out.getvalue().encode("utf-8", "replace"))
    try:
        told = list(read(path))
    except Refused:
        return
    assert "report" in told[-1]


def test_500_mutated_tables_give_drills_or_a_sentence(tmp_path: Path) -> None:
    raw = bytearray('#separator:tab\nfront\tback\ttags\nÄhre\t"x""y"\tz\n'.encode() * 3)
    for seed in range(500):
        random = Random(seed)  # noqa: S311 - a play
        data = bytearray(raw)
        for _ in range(random.randint(1, 12)):
            data[random.randrange(len(data))] = random.randrange(256)
        path = file(tmp_path, bytes(data))
        assert ending(path), seed


def ending(path: Path) -> bool:
    try:
        return "report" in list(read(path))[-1]
    except Refused as refused:
        return str(refused).endswith(".")


def test_a_quotation_mark_that_nothing_closes_is_named_and_swallows_no_line_unseen(
    tmp_path: Path,
) -> None:
    text = 'Hund,dog\n"Katze\nund Kater",cat\nVogel,"bird\nMaus,mouse\n'
    items, report = made(file(tmp_path, text))

    assert [item["prompt"] for item in items] == ["Hund", "Katze\nund Kater"]
    assert report["bad"] == [
        {
            "line": 4,
            "sentence": "A quotation mark opens a field and none closes it;"
            " nothing from here on was read.",
        }
    ]


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_a_field_that_is_closed_at_the_very_end_is_read(tmp_path: Path, end: str) -> None:
    items, report = made(file(tmp_path, f'Hund,dog\nVogel,"bird"{end}'))

    assert [item["answers"] for item in items] == [["dog"], ["bird"]]
    assert report["bad_count"] == 0
