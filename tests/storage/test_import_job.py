"""Files that are damaged, hostile or huge, read where Spindle reads them: in the job process."""

import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from spindle.adapters.job_process import JobProcess
from spindle.core.jobs_port import CRASHED, MEMORY, JobFailed, ignore
from spindle.features.listen.importing.errors import Wrong
from spindle.features.listen.text.model import Kind
from spindle.features.listen.text.packed import unpack
from spindle.features.listen.text.skip import Reason
from spindle.features.listen.text.speech import utterances
from spindle.job import MOST_MEMORY
from tests.helpers.books import docx_parts, epub_parts, run, zipped
from tests.helpers.mutations import mutated
from tests.helpers.pdfs import Sheet, pdf
from tests.helpers.seed_files import formats

TASK: Final = "spindle.features.listen.importing.task:read"
FILES: Final = 500
SAMPLE: Final = 60
KNOWN: Final = frozenset(wrong.value for wrong in Wrong)


class Reader:
    """A warm job process, made anew when it has died."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.died = 0
        self._process: JobProcess | None = None

    def read(self, path: Path, told: Callable[[Any], None] = ignore) -> Any:
        self._process = self._process or JobProcess()
        try:
            return self._process.run(TASK, {"path": str(path)}, told)
        except JobFailed as failure:
            if failure.kind not in KNOWN:
                self.died += 1
                self.close()
            raise

    def tried(self, path: Path) -> str:
        """``"read"``, or why not; what was read is spoken, too."""
        try:
            words = self.read(path, speak)["words"]
        except JobFailed as failure:
            return failure.kind if str(failure).endswith(".") else f"no sentence: {failure}"
        return "read" if words else "no words were counted"

    def peak(self) -> int:
        """The most bytes of memory it has had."""
        if self._process is None:
            return 0
        status = Path(f"/proc/{self._process.pid}/status").read_text("utf-8")
        return 1024 * int(status.partition("VmHWM:")[2].split()[0])

    def close(self) -> None:
        if self._process is not None:
            self._process.close()
            self._process = None

    def refused(self, name: str, content: bytes) -> JobFailed:
        path = self.folder / name
        path.write_bytes(content)
        with pytest.raises(JobFailed) as caught:
            self.read(path)
        assert str(caught.value).endswith((".", ")."))
        assert name in str(caught.value)
        return caught.value


def speak(told: Any) -> None:
    """What the window does with each chapter: it must not stumble over any."""
    if "chapter" in told:
        for block in unpack(told["chapter"]["packed"]):
            for each in utterances(block, "en", frozenset(Reason)):
                assert each.span.start < each.span.end <= len(block.text)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    found = Reader(tmp_path_factory.mktemp("files"))
    yield found
    found.close()


def test_chapters_are_told_as_they_are_read(reader: Reader) -> None:
    path = zipped(
        reader.folder / "book.epub", epub_parts([("One", "<p>a b</p>"), ("Two", "<p>c</p>")])
    )
    told: list[Any] = []

    result = reader.read(path, told.append)

    assert told[0] == {
        "head": {"title": "A Book", "author": "Ada Author", "language": "en", "said": True,
                 "format": "epub"}
    }  # fmt: skip
    chapters = [each["chapter"] for each in told if "chapter" in each]
    assert [(each["title"], each["words"], each["length"]) for each in chapters] == [
        *(("One", 2, 3), ("Two", 1, 1)),
    ]
    (block,) = unpack(chapters[0]["packed"])
    assert (block.kind, block.text) == (Kind.PARAGRAPH, "a b")
    assert (result["words"], result["chapters"], result["notices"]) == (3, 2, [])
    assert len(result["sha256"]) == 64


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"META-INF/license.lcpl": "{}"}, Wrong.PROTECTED),
        (
            {
                "META-INF/encryption.xml": '<encryption xmlns:e="http://www.w3.org/2001/04/xmlenc#">'
                '<e:EncryptedData><e:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc'
                '#aes128-cbc"/></e:EncryptedData></encryption>'
            },
            Wrong.PROTECTED,
        ),
        ({"OEBPS/book.opf": ""}, Wrong.DAMAGED),
        ({"OEBPS/text/c1.xhtml": "<html/>"}, Wrong.NO_WORD),
        ({"OEBPS/text/c1.xhtml": b"<p>" + b"x" * 60_000_000}, Wrong.TOO_DENSE),
        (
            {
                "OEBPS/text/c1.xhtml": "<!DOCTYPE x [<!ENTITY a0 'ha'>"
                + "".join(f"<!ENTITY a{n + 1} '{f'&a{n};' * 10}'>" for n in range(12))
                + "]><html>&a12;</html>"
            },
            Wrong.DAMAGED,
        ),
        (
            {"OEBPS/text/c1.xhtml": '<!DOCTYPE x [<!ENTITY a SYSTEM "/etc/passwd">]><p>&a;</p>'},
            Wrong.DAMAGED,
        ),
    ],
)
def test_an_epub_that_is_no_book_is_refused(
    reader: Reader, changes: dict[str, str | bytes], kind: Wrong
) -> None:
    path = zipped(reader.folder / "made", epub_parts([("One", "<p>a</p>")], extra=changes))

    assert reader.refused("book.epub", path.read_bytes()).kind == kind.value
    assert reader.died == 0


def test_obfuscated_fonts_are_no_protection(reader: Reader) -> None:
    fonts = (
        '<encryption><EncryptedData><EncryptionMethod Algorithm="http://www.idpf.org/2008/embedding"'
        "/></EncryptedData></encryption>"
    )
    parts = epub_parts([("One", "<p>a</p>")], extra={"META-INF/encryption.xml": fonts})

    assert reader.read(zipped(reader.folder / "book.epub", parts))["words"] == 1


def test_a_zip_that_unpacks_to_gigabytes_is_refused(reader: Reader) -> None:
    path = reader.folder / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in docx_parts(run("x")).items():
            if name != "word/document.xml":
                file.writestr(name, content)
        with file.open("word/document.xml", "w") as part:
            for _ in range(300):
                part.write(b" " * 1_000_000)

    assert reader.refused("bomb.docx", path.read_bytes()).kind == Wrong.TOO_DENSE.value


@pytest.mark.parametrize("suffix", [".epub", ".pdf", ".docx"])
def test_a_file_cut_short_is_refused_or_read_as_far_as_it_goes(reader: Reader, suffix: str) -> None:
    whole = formats()[suffix]

    for part in (0.1, 0.5):
        failure = reader.refused(f"cut{suffix}", whole[: int(len(whole) * part)])
        assert failure.kind == Wrong.DAMAGED.value


def test_locked_and_scanned_pdfs_are_told_apart(reader: Reader) -> None:
    assert reader.refused("a.pdf", pdf([Sheet()], encrypted=True)).kind == Wrong.LOCKED.value
    assert reader.refused("b.pdf", pdf([Sheet(picture=True)])).kind == Wrong.SCAN.value


@pytest.mark.parametrize(
    "text",
    [
        "<div>" * 200_000 + "deep",
        "<table>" * 3000 + "<tr><td>x<td>y" * 3000,
        "<p>" + "<b>" * 5000 + "bold",
        "x" * 10_000_000,
        "<a href='#note1'>1</a>" * 50_000 + "<p>words",
        "<p>(" * 20_000 + "words",
        "<p>" + "[" * 100_000 + "words",
        "<p>" + "A. " * 200_000,
    ],
)
def test_a_page_made_to_take_for_ever_is_read_in_time(reader: Reader, text: str) -> None:
    path = reader.folder / "page.html"
    path.write_text(text, "utf-8")

    # What lies deeper than any parser goes is not found, and that is said.
    assert reader.tried(path) in {"read", Wrong.TOO_DEEP.value}
    assert reader.died == 0


@pytest.mark.parametrize(
    ("declared", "body"),
    [
        ("", "<title" * 500_000 + "<p>words"),
        ("", "<p>" + "<i " * 500_000 + "words"),
        ("", "<p>" + "<![CDATA[" * 300_000 + "words"),
        ("", "<p>" + "<!--" * 500_000 + "words"),
        ("<!ENTITY e ''><!ENTITY a '" + "&e;" * 500_000 + "'>", "<p>words &a;"),
        ("<!ENTITY a '" * 300_000, "<p>words &a;"),
        ("<!ENTITY a '" + "x" * 900 + "'>", "<p>words " + "&a;" * 1_000_000),
    ],
)
def test_a_part_made_to_take_for_ever_is_read_in_time(
    reader: Reader, declared: str, body: str
) -> None:
    content = f"<!DOCTYPE html [{declared}]><html><body><p>First.</p>{body}</b></body></html>"
    parts = epub_parts([("One", "")], extra={"OEBPS/text/c1.xhtml": content})

    assert reader.tried(zipped(reader.folder / "part.epub", parts)) == "read"
    assert reader.died == 0


@pytest.mark.parametrize("suffix", formats())
def test_damaged_files_give_a_document_or_a_sentence(reader: Reader, suffix: str) -> None:
    _fuzz(reader, suffix, range(SAMPLE))


@pytest.mark.long
@pytest.mark.parametrize("suffix", formats())
def test_five_hundred_damaged_files_of_each_format(reader: Reader, suffix: str) -> None:
    _fuzz(reader, suffix, range(FILES))


def _fuzz(reader: Reader, suffix: str, seeds: range) -> None:
    whole = formats()[suffix]
    path = reader.folder / f"fuzzed{suffix}"
    # A crash inside pdfium takes the job process with it, and is told in a sentence, too.
    fine = KNOWN | {"read"} | ({CRASHED, MEMORY} if suffix == ".pdf" else set())
    ends: Counter[str] = Counter()
    for seed in seeds:
        path.write_bytes(mutated(whole, seed))
        end = reader.tried(path)
        assert end in fine, seed
        ends[end] += 1
    assert ends["read"] > len(seeds) / 10
    assert ends[CRASHED] + ends[MEMORY] <= len(seeds) / 100
    assert reader.peak() < MOST_MEMORY
