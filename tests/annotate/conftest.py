"""Fixtures for the tests of annotation."""

from pathlib import Path
from typing import Any

import pytest
from annotate_helpers import make_article, make_clock, make_session

from reader.annotate.session import Session
from reader.annotate.store import Store
from reader.corpus.article import Article


@pytest.fixture
def article() -> Article:
    return make_article()


@pytest.fixture
def session() -> Session:
    return make_session()


@pytest.fixture
def open_store(tmp_path: Path):
    """Open stores in one annotations folder; all are closed at the end."""
    opened: list[Store] = []

    def open_one(annotator: str = "anna", **options: Any) -> Store:
        store = Store.open(tmp_path / "annotations", annotator, clock=make_clock(), **options)
        opened.append(store)
        return store

    yield open_one
    for store in opened:
        store.close()
