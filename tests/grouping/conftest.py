"""A corpus of articles in one file, written anew as they change."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from reader.corpus.corpus import Corpus


@pytest.fixture
def write(tmp_path: Path) -> Iterator[Callable[[Mapping[str, Mapping[str, str]]], Corpus]]:
    """Write the articles as they are now, and open them."""
    opened: list[Corpus] = []

    def put(articles: Mapping[str, Mapping[str, str]]) -> Corpus:
        lines = (json.dumps({"id": name, **each}) for name, each in articles.items())
        (tmp_path / "news.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        opened.append(Corpus.open(tmp_path / "news.jsonl"))
        return opened[-1]

    yield put
    for corpus in opened:
        corpus.close()
