"""What the tests of suggesters share."""

import pytest

from reader.corpus.article import Article
from reader.suggest import proposing


@pytest.fixture(autouse=True)
def nothing_held_out(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Have every sentence suggested to, but where that is what a test is about."""
    if "learning" not in request.module.__name__:
        monkeypatch.setattr(proposing, "held_out", lambda *_: False)


@pytest.fixture
def article() -> Article:
    text = (
        "Mayor Ada Holm opened the bridge.\n\n"
        "“It rose,” Holm said, “and nobody came.” The “express” was late.\n\n"
        "The ministry believes the dam leaks."
    )
    return Article("bridge.txt", text, "Bridge")
