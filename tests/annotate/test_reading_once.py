"""A store that is only looked through keeps nothing of it in memory."""

from pathlib import Path

from annotate_helpers import make_article, make_clock, make_session

from reader.annotate.store import Store


def test_what_is_read_once_is_what_is_loaded_and_is_not_kept(tmp_path: Path) -> None:
    article = make_article()
    store = Store.open(tmp_path, "anna", clock=make_clock())
    make_session(store).tag(article, 0, 0, "claim")
    assert store.read(article.id) == store.load(article.id)
    store.close()
    again = Store.open(tmp_path, "anna", clock=make_clock(), read_only=True)
    first = again.read(article.id)
    assert first == again.read(article.id)
    assert first is not again.read(article.id)
    assert again.load(article.id) is again.read(article.id)
    again.close()
