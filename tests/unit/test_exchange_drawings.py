"""Which drawings may be drawn: those that name no file of this computer, openly or hidden."""

import pytest

from spindle.features.drill.exchange.drawings import is_plain

HEAD = '<svg xmlns="http://www.w3.org/2000/svg">'


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}<rect/></svg>",
        f'<?xml version="1.0" encoding="UTF-8"?>{HEAD}<!-- an image --><rect/></svg>',
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">' + f"{HEAD}</svg>",
        f"{HEAD}<metadata><format>image/svg+xml</format></metadata></svg>",
        f"{HEAD}<style><![CDATA[.a {{ fill: red }}]]></style></svg>",
    ],
)
def test_a_drawing_of_lines_and_words_is_drawn(text: str) -> None:
    assert is_plain(text.encode())


@pytest.mark.requirement("R13")
@pytest.mark.parametrize(
    "raw",
    [
        f'{HEAD}<image href="/dev/zero"/></svg>'.encode(),
        f'{HEAD}<s:IMAGE\nhref="/dev/zero"/></svg>'.encode(),
        f'{HEAD}<filter><feImage href="/dev/zero"/></filter></svg>'.encode(),
        f'<!DOCTYPE svg [<!ENTITY x "&#60;image/>">]>{HEAD}&x;</svg>'.encode(),
        f'{HEAD}<image href="/dev/zero"/></svg>'.encode("utf-16"),
        f'<?xml version="1.0" encoding="cp037"?>{HEAD}</svg>'.encode(),
        b"\x1f\x8b\x08\x00\x00",
        HEAD.encode() + b" " * 6_000_000 + b"</svg>",
    ],
)
def test_a_drawing_that_could_read_a_file_is_not(raw: bytes) -> None:
    assert not is_plain(raw)
