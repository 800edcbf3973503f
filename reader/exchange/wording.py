"""Words and marks as other tools take them: without white space, which a date has in a comparison."""

import re

from reader.compare.tokens import Token, tokenize

_SOLID = re.compile(r"\S+")


def words(text: str) -> list[Token]:
    """Return the words and marks of a text in order; together they hold all of it but white space."""
    return [
        Token(piece.group(), token.start + piece.start(), token.start + piece.end())
        for token in tokenize(text)
        for piece in _SOLID.finditer(token.text)
    ]
