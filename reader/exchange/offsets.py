"""Offsets in the units of other tools: Reader counts Unicode code points, some count UTF-16 code units."""

from bisect import bisect_left


class Utf16:
    """One text counted both ways; offsets are converted by a search among the characters that count twice."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        astral = [] if text.isascii() else [at for at, each in enumerate(text) if ord(each) > 0xFFFF]
        self._astral = astral
        self._units = [at + count for count, at in enumerate(astral)]

    def of(self, offset: int) -> int:
        """Return the UTF-16 code units before the code point at `offset`; raise `ValueError` outside."""
        if not 0 <= offset <= self._length:
            raise ValueError(f"{offset} is not in the text, which has {self._length} characters")
        return offset + bisect_left(self._astral, offset)

    def back(self, units: int) -> int:
        """Return the code points before the code unit at `units`.

        Raises `ValueError` for an offset outside the text or in the middle of a character.
        """
        passed = bisect_left(self._units, units)
        if passed and self._units[passed - 1] + 1 == units:
            raise ValueError(f"{units} is in the middle of a character of two UTF-16 code units")
        offset = units - passed
        if not 0 <= offset <= self._length:
            raise ValueError(f"{units} is not in the text")
        return offset
