import unicodedata
from pathlib import PurePosixPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.annotate.names import annotator_folder, annotator_name, article_file

ids = st.text(st.characters(codec=None, exclude_characters=""), min_size=1, max_size=300) | st.text(
    st.sampled_from("aA./\\#:%~ *con"), min_size=1, max_size=30
)


def same_on_some_file_system(path: PurePosixPath) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", str(path)).casefold())


@given(ids, ids)
@example("News/a.txt", "news/a.txt")
@example("data.jsonl#Ab", "data.jsonl#ab")
@example("a.txt#../../x", "a.txt#..%2F..%2Fx")
@example("caf\u00e9.txt", "cafe\u0301.txt")
@example("a.json/b", "a")
def test_different_articles_never_share_a_file(one, other):
    if one != other:
        assert same_on_some_file_system(article_file(one)) != same_on_some_file_system(article_file(other))


@given(ids)
@example("con.txt")
@example("a.txt#https://example.org/?q=1")
@example("x" * 500)
@example("é" * 150)
@example("../../etc/passwd")
@example("/etc/passwd")
@example("a//b")
@example("\udc80.txt")
def test_names_hold_on_every_file_system(article_id):
    path = article_file(article_id)
    assert path.suffix == ".json"
    assert not path.is_absolute()
    assert len(str(path).encode()) <= 255
    for part in path.parts:
        assert part.encode()  # no lone surrogate
        assert part not in (".", "..")
        assert part[-1] not in ". "
        assert not set(part) & set('<>:"|?*\\\0')
        assert part.split(".")[0].casefold() not in {"con", "prn", "aux", "nul", "com1", "lpt9"}
        assert not part.startswith(".")


def test_plain_ids_stay_readable():
    assert str(article_file("bridge/1-wire.txt")) == "bridge/1-wire.txt.json"
    assert str(article_file("feed.jsonl#12")) == "feed.jsonl#12.json"


@given(st.text(min_size=1, max_size=20).filter(lambda name: name.strip() and name.isprintable()))
def test_annotators_are_found_again_by_their_folder(name):
    assert annotator_name(annotator_folder(name)) == name
    assert "/" not in annotator_folder(name)


def test_annotators_who_differ_in_letter_case_have_folders_that_differ_in_more():
    names = ["ann", "Ann", "ANN", "zo\u00eb", "zoe\u0308", "Zo\u00eb", "ann~"]
    folders = {unicodedata.normalize("NFC", annotator_folder(name)).casefold() for name in names}
    assert len(folders) == len(names)
    assert annotator_folder("ann") == "ann"


@pytest.mark.parametrize("name", ["", "  ", "n" * 300, "a\x1b[31mz", "a\u202eb", "a\nb"])
def test_impossible_annotators_are_refused(name):
    with pytest.raises(ValueError, match="name"):
        annotator_folder(name)


@pytest.mark.parametrize(
    "folder", ["%1B[31mz", "\x1b[31mz", "%FF", "%", "con", "a%2Fb%0A", "Ann", "Ann~", "ann~000000000000"]
)
def test_a_folder_that_no_annotator_can_have_is_refused(folder):
    with pytest.raises(ValueError, match=r"not the folder of an annotator|invisible") as caught:
        annotator_name(folder)
    assert str(caught.value).isprintable()
