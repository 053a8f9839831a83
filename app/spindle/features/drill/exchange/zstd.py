"""Zstandard, from Python itself where it has it (3.14), else from the package."""

import sys
from collections.abc import Iterator
from typing import IO, Final

_PIECE: Final = 1 << 16
_WINDOW_LOG: Final = 27
"""A window of at most 128 MB, which is more than any deck asks for."""

if sys.version_info >= (3, 14):
    from compression import zstd

    def pieces(source: IO[bytes]) -> Iterator[bytes]:
        """What a compressed stream holds, piece by piece.

        Raises:
            ValueError: It is damaged.
        """
        options = {zstd.DecompressionParameter.window_log_max: _WINDOW_LOG}
        try:
            with zstd.ZstdFile(source, options=options) as file:
                while piece := file.read(_PIECE):
                    yield piece
        except (zstd.ZstdError, EOFError) as error:
            raise ValueError(str(error)) from error

    def packed(raw: bytes) -> bytes:
        """Compress."""
        return zstd.compress(raw)

else:
    import zstandard

    def pieces(source: IO[bytes]) -> Iterator[bytes]:
        """What a compressed stream holds, piece by piece.

        Raises:
            ValueError: It is damaged.
        """
        unpack = zstandard.ZstdDecompressor(max_window_size=1 << _WINDOW_LOG)
        try:
            with unpack.stream_reader(source, read_across_frames=True) as file:
                while piece := file.read(_PIECE):
                    yield piece
        except zstandard.ZstdError as error:
            raise ValueError(str(error)) from error

    def packed(raw: bytes) -> bytes:
        """Compress."""
        return zstandard.ZstdCompressor().compress(raw)
