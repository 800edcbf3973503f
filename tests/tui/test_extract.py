"""What of an article the preview shows, and on which lines."""

from rich.cells import cell_len

from reader.corpus.article import Article
from reader.tui.extract import LONGEST, Piece, extract, first_found, placed, rows, window

HARBOUR = Article(
    "harbour.txt",
    "Bridge closed\n\nThe bridge stays closed until May.\n  Ferries run every hour.\n",
    "Bridge closed",
    "Lantern",
    "2024-03-01",
    metadata={"author": "Ada Holm", "title": "Bridge closed"},
)


def test_the_first_hit_is_in_the_window() -> None:
    text = "\n".join(f"Paragraph {number:04} of it." for number in range(2_000))
    assert window(text, [])[0] == 0
    at = text.index("1500")
    start, end = window(text, [(at, at + 4)])
    assert 0 < start < at < end < len(text)
    assert end - start <= LONGEST
    assert text[start - 1] == "\n"
    assert window("short", [(0, 5)]) == (0, 5)


def test_hits_stand_in_their_paragraphs() -> None:
    assert placed([(2, "one"), (7, "two")], [(0, 1), (2, 3), (4, 6), (8, 12)]) == [[(0, 1), (2, 3)], [(1, 3)]]


def test_a_title_that_begins_the_text_is_shown_once() -> None:
    pieces = extract(HARBOUR, [], roomy=True)
    assert [piece.text for piece in pieces if piece.role == "title"] == ["Bridge closed"]
    assert [piece.text for piece in pieces if not piece.role and piece.text] == [
        "The bridge stays closed until May.",
        "Ferries run every hour.",
    ]
    facts = [piece.text for piece in pieces if piece.role == "facts"]
    assert facts == ["Lantern · 2024-03-01 · 12 words", "harbour.txt", "author: Ada Holm"]
    assert len([p for p in extract(HARBOUR, [], roomy=False) if p.role == "facts"]) == 2


def test_what_is_found_is_marked_where_it_stands() -> None:
    at = HARBOUR.text.index("Ferries")
    pieces = extract(HARBOUR, [(at, at + 7)], roomy=True)
    marked = [piece.text[start:end] for piece in pieces for start, end in piece.hits]
    assert marked == ["Ferries"]
    laid = rows(pieces, 12)
    line = first_found(pieces, laid)
    assert line is not None
    assert pieces[laid[line].piece].text[laid[line].start : laid[line].end].startswith("Ferries")
    assert first_found(extract(HARBOUR, [], roomy=True), laid) is None


def test_lines_hold_everything_and_fit() -> None:
    pieces = [
        Piece("one two three four five"),
        Piece(""),
        Piece("\u6e2f\u53e3\u7684\u6a4b\u5c01\u9589\u4e86"),
    ]
    laid = rows(pieces, 6)
    for number, piece in enumerate(pieces):
        assert "".join(piece.text[row.start : row.end] for row in laid if row.piece == number) == piece.text
    assert all(cell_len(pieces[row.piece].text[row.start : row.end].rstrip()) <= 6 for row in laid)


def test_what_is_known_besides_the_text_never_fills_the_screen() -> None:
    article = Article("a.txt", "Text.", "A", metadata={"html": "word " * 100_000})
    assert max(len(piece.text) for piece in extract(article, [], roomy=True)) < 400
