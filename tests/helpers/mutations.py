"""Files damaged by chance, the same for the same seed."""

import io
import zipfile
from random import Random
from typing import Final

_TOKENS: Final = (
    b"<", b">", b"</p>", b"<p>", b"<!--", b"]]>", b"<![CDATA[", b"&#0;", b"&x;", b"\x00", b"\xff",
    b"\xed\xa0\x80", b"-1", b"99999999999999", b"0 0 obj", b"endobj", b"/Kids", b"/Count",
    b"\xe2\x80\xae", b"(", b")", b"[", b"]", b"```", b"|", b"../", b"<table>", b"<script>", b"\r\n",
)  # fmt: skip


def _flip(random: Random, data: bytes) -> bytes:
    out = bytearray(data)
    for _ in range(random.randint(1, 20)):
        out[random.randrange(len(out))] = random.randrange(256)
    return bytes(out)


def _cut(random: Random, data: bytes) -> bytes:
    return data[: random.randrange(len(data))]


def _drop(random: Random, data: bytes) -> bytes:
    start = random.randrange(len(data))
    return data[:start] + data[start + random.randint(1, 1 + len(data) // 4) :]


def _repeat(random: Random, data: bytes) -> bytes:
    start = random.randrange(len(data))
    piece = data[start : start + random.randint(1, 400)]
    return data[:start] + piece * random.choice((2, 10, 100, 2000)) + data[start:]


def _insert(random: Random, data: bytes) -> bytes:
    out = data
    for _ in range(random.randint(1, 10)):
        at = random.randrange(len(out) + 1)
        out = out[:at] + random.choice(_TOKENS) + out[at:]
    return out


def _numbers(random: Random, data: bytes) -> bytes:
    """Other digits where digits stand: lengths, places, counts."""
    out = bytearray(data)
    places = [at for at, byte in enumerate(out) if 0x30 <= byte <= 0x39]
    for at in random.sample(places, min(len(places), random.randint(1, 8))):
        out[at] = random.randint(0x30, 0x39)
    return bytes(out)


def _shuffle(random: Random, data: bytes) -> bytes:
    cuts = sorted(random.randrange(len(data)) for _ in range(3))
    first, second, third = cuts
    return data[:first] + data[second:third] + data[first:second] + data[third:]


_MUTATIONS: Final = (_flip, _cut, _drop, _repeat, _insert, _numbers, _shuffle)


def mutated(data: bytes, seed: int) -> bytes:
    """The bytes, damaged once or twice; half of the zip files are damaged inside, then zipped."""
    random = Random(seed)  # noqa: S311 - a play
    if data.startswith(b"PK") and seed % 2:
        return _inside(random, data)
    for _ in range(random.randint(1, 2)):
        data = _once(random, data)
    return data


def _once(random: Random, data: bytes) -> bytes:
    return random.choice(_MUTATIONS)(random, data) if data else data


def _inside(random: Random, data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    for name in random.sample(sorted(parts), random.randint(1, min(3, len(parts)))):
        parts[name] = _once(random, parts[name])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            if random.random() < 0.97:  # now and then a part is lost
                file.writestr(name, content)
    return out.getvalue()
