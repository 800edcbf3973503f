"""One module per input format; each turns the text of a file into documents and flaws."""

from reader.corpus.formats.document import Ahead, Document, Flaw, Found, Reached, Reader
from reader.corpus.formats.markdown import read as read_markdown
from reader.corpus.formats.plain import read as read_plain
from reader.corpus.formats.records import read_json, read_lines

READERS: dict[str, Reader] = {
    ".txt": lambda content: iter((read_plain(content),)),
    ".md": lambda content: iter((read_markdown(content),)),
    ".markdown": lambda content: iter((read_markdown(content),)),
    ".jsonl": read_lines,
    ".ndjson": read_lines,
    ".json": read_json,
}
"""What reads a file, by its suffix in lower case."""

__all__ = ["READERS", "Ahead", "Document", "Flaw", "Found", "Reached", "Reader"]
