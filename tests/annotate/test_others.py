from annotate_helpers import make_article, make_clock, make_session

from reader.annotate.others import KEPT, Others


def others(tmp_path, annotator="anna"):
    return Others(tmp_path / "annotations", annotator, make_clock())


def test_everybody_else_is_seen_and_nothing_is_written(tmp_path, open_store, article):
    for name in ("anna", "ben", "cleo"):
        session = make_session(open_store(name))
        session.tag(article, 0, 0, "claim" if name == "ben" else "quote")
        session.store.flush()
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    found = others(tmp_path)
    assert found.names == ("ben", "cleo")
    assert {name: [a.label for a in view.accepted(0)] for name, view in found.views(article).items()} == {
        "ben": ["claim"],
        "cleo": ["quote"],
    }
    found.close()
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_what_was_read_stays_until_it_is_refreshed(tmp_path, open_store, article):
    session = make_session(open_store("ben"))
    session.tag(article, 0, 0, "claim")
    session.store.flush()
    found = others(tmp_path)
    first = found.views(article)
    assert found.views(article) is first
    session.tag(article, 1, 1, "quote")
    session.store.flush()
    assert found.views(article) is first
    found.refresh()
    assert [a.label for a in found.views(article)["ben"].annotations] == ["claim", "quote"]
    found.close()


def test_an_article_nobody_speaks_of_and_a_folder_that_is_not_there(tmp_path, open_store, article):
    assert others(tmp_path).views(article) == {}
    session = make_session(open_store("ben"))
    session.tag(article, 0, 0, "claim")
    session.store.flush()
    found = others(tmp_path)
    for number in range(KEPT + 5):
        assert found.views(make_article(f"{number}")) == {}
    assert list(found.views(article)) == ["ben"]
    found.close()


def test_a_damaged_file_is_told_of_and_the_others_are_seen(tmp_path, open_store, article):
    for name in ("ben", "cleo"):
        session = make_session(open_store(name))
        session.tag(article, 0, 0, "claim")
        session.store.close()
    (file,) = (tmp_path / "annotations" / "ben").rglob("*.json")
    file.write_text("<<<<<<< ours\n", encoding="utf-8")
    found = others(tmp_path)
    assert list(found.views(article)) == ["cleo"]
    assert len(found.problems) == 1
    assert str(file) in found.problems[0]
    found.close()
