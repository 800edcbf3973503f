"""What the tests of suggesters share."""

import pytest

from reader.corpus.article import Article


@pytest.fixture
def article() -> Article:
    text = (
        "Mayor Ada Holm opened the bridge.\n\n"
        "“It rose,” Holm said, “and nobody came.” The “express” was late.\n\n"
        "The ministry believes the dam leaks."
    )
    return Article("bridge.txt", text, "Bridge")
