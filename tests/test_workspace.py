"""Where the work stands."""

from pathlib import Path

import pytest

from reader import resources, workspace
from reader.workspace import PlaceError, demo, locate


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text("The mayor spoke. Nobody listened.\n", encoding="utf-8")
    return folder


def test_labels_of_a_folder_stand_inside_it(corpus: Path) -> None:
    place = locate(corpus, user="ann")
    assert (place.corpus, place.annotations, place.annotator) == (corpus, corpus / "annotations", "ann")
    assert place.notice == ""


def test_labels_of_a_file_stand_beside_it(corpus: Path) -> None:
    assert locate(corpus / "a.txt").annotations == corpus / "annotations"


def test_paths_are_relative_to_the_current_folder(corpus: Path) -> None:
    place = locate(Path("news"), Path("labels"), cwd=corpus.parent)
    assert place.corpus == corpus
    assert place.annotations == corpus.parent / "labels"


def test_without_a_corpus_the_current_folder_is_opened_if_it_holds_articles(corpus: Path) -> None:
    place = locate(cwd=corpus)
    assert place.corpus == corpus
    assert str(corpus) in place.notice


def test_without_a_corpus_and_articles_the_demo_is_opened_and_says_so(tmp_path: Path) -> None:
    place = locate(cwd=tmp_path)
    assert place.corpus != tmp_path
    assert str(tmp_path) in place.notice
    assert "demo" in place.notice


def test_the_demo_is_a_copy_and_the_sample_stays_as_it_is() -> None:
    sample = {path: path.read_bytes() for path in resources.sample().rglob("*") if path.is_file()}
    place = demo()
    copies = [path for path in place.corpus.rglob("*") if path.is_file()]
    assert {path.name for path in sample} <= {path.name for path in copies}
    for path in copies:
        path.write_text("changed", encoding="utf-8")
    assert {path: path.read_bytes() for path in resources.sample().rglob("*") if path.is_file()} == sample
    assert "scratch" in place.notice


def test_the_demo_opens_with_the_labels_of_the_sample(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    labels = tmp_path / "sample-labels"
    (labels / "kim").mkdir(parents=True)
    (labels / "kim" / "a.json").write_text("{}", encoding="utf-8")
    monkeypatch.setattr(resources, "sample_annotations", lambda: labels)
    place = demo()
    assert place.annotator == "kim"
    assert (place.annotations / "kim" / "a.json").read_text(encoding="utf-8") == "{}"
    assert demo(annotator="ann").annotator == "ann"


def test_a_corpus_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PlaceError, match="nowhere: no such file or folder"):
        locate(tmp_path / "nowhere")


def test_annotations_must_be_a_folder(corpus: Path) -> None:
    with pytest.raises(PlaceError, match=r"a\.txt: not a folder"):
        locate(corpus, corpus / "a.txt")
    with pytest.raises(PlaceError, match=r"a\.txt: not a folder"):
        locate(corpus, corpus / "a.txt" / "labels")


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "x" * 61, "\x1b[31m"])
def test_an_annotator_needs_a_name(corpus: Path, name: str) -> None:
    with pytest.raises(PlaceError, match="annotator"):
        locate(corpus, annotator=name)


@pytest.mark.parametrize("name", ["Zoë", "DOMAIN\\user", "../../etc", "CON", "a/b", "."])
def test_whatever_the_annotator_is_called_labels_stay_in_the_annotations_folder(
    corpus: Path, name: str
) -> None:
    place = locate(corpus, annotator=name)
    session = workspace.open_session(place)
    try:
        from reader.corpus.corpus import Corpus

        session.tag(Corpus.open(corpus)["a.txt"], 0, 0, "claim")
    finally:
        session.store.close()
    written = {path.parent for path in corpus.parent.rglob("*.json")}
    assert len(written) == 1
    assert written.pop().parent == corpus / "annotations"


def test_a_session_has_the_labels_of_its_folder(corpus: Path) -> None:
    place = locate(corpus)
    place.annotations.mkdir()
    place.labels_file.write_text('[[label]]\nname = "rumour"\nkeys = ["r"]\n', encoding="utf-8")
    session = workspace.open_session(place, read_only=True)
    assert [label.name for label in session.schema.labels] == ["rumour"]
    session.store.close()
