"""The tables of the index of a corpus.

- `articles`: `number` is never given twice. `file` is the row of `files` it stands in; `line`, `offset` and
  `length` (bytes) say where, the latter two are null if it cannot be fetched from there. `title_key` and
  `source_key` are casefolded, for sorting and looking up. `moment` is the date in seconds since 1970, UTC,
  null without a readable one. `digest` is the SHA-256 of the text, 32 bytes. `pass` is the reading of the
  file that met it last.
- `kept`: text and metadata of an article that cannot be fetched: `[text, metadata]` as JSON, deflated.
- `texts`: full text as `folding.indexed` gives it; `rowid` is the number, `name` the id. Being contentless it
  keeps rows of articles that are gone: join it with `articles`.
- `fingerprints`, `pairs`, `stories`: what grouping keeps, by numbers; rows of an article that is gone or
  has another text go with it.
- `files`: `path` is relative to the folder of the corpus, as the system encodes it; `name` the same,
  harmless. `whole` is 0 while it is not read to its end; then `offset` and `line` say where to go on.
- `problems`: what could not be read (`skipped`), or not as it stands; file 0 is none.
- `meta`: `about` (what the index depends on) and `complete`.
"""

VERSION = 5
"""To be raised with whatever changes what the index holds, the cleaning of text included."""

TOKENIZER = "ascii"
"""The FTS5 tokenizer for what `folding.indexed` returns: all beyond ASCII is part of a word to it."""

SCHEMA = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID",
    """CREATE TABLE files (
        file INTEGER PRIMARY KEY, path BLOB NOT NULL UNIQUE, name TEXT NOT NULL, size INTEGER NOT NULL,
        modified INTEGER NOT NULL, pass INTEGER NOT NULL DEFAULT 0, whole INTEGER NOT NULL DEFAULT 0,
        offset INTEGER, line INTEGER)""",
    "CREATE INDEX unread ON files (name, path) WHERE NOT whole",
    """CREATE TABLE articles (
        number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
        file INTEGER NOT NULL, line INTEGER, offset INTEGER, length INTEGER,
        title TEXT NOT NULL, title_key TEXT NOT NULL, titled INTEGER NOT NULL,
        source TEXT NOT NULL, source_key TEXT NOT NULL, date TEXT NOT NULL, moment INTEGER, url TEXT NOT NULL,
        digest BLOB NOT NULL, words INTEGER NOT NULL, sentences INTEGER NOT NULL, pass INTEGER NOT NULL)""",
    "CREATE INDEX by_file ON articles (file, pass)",
    "CREATE INDEX by_title ON articles (title_key)",
    "CREATE INDEX by_source ON articles (source_key)",
    "CREATE INDEX by_moment ON articles (moment)",
    "CREATE INDEX by_words ON articles (words)",
    "CREATE TABLE kept (number INTEGER PRIMARY KEY, value BLOB NOT NULL)",
    "CREATE TABLE problems (file INTEGER NOT NULL, pass INTEGER NOT NULL, path TEXT NOT NULL, line INTEGER, "
    "reason TEXT NOT NULL, skipped INTEGER NOT NULL)",
    "CREATE INDEX problems_by_file ON problems (file, pass)",
    "CREATE VIRTUAL TABLE texts USING fts5 (title, text, name, "
    f"content='', prefix='2 3', tokenize='{TOKENIZER}')",
    "CREATE TABLE fingerprints (number INTEGER PRIMARY KEY, value BLOB NOT NULL)",
    "CREATE TABLE pairs (a INTEGER NOT NULL, b INTEGER NOT NULL, share REAL NOT NULL, "
    "relation TEXT NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID",
    "CREATE INDEX pairs_by_b ON pairs (b)",
    "CREATE TABLE stories (number INTEGER PRIMARY KEY, story INTEGER NOT NULL, held INTEGER)",
    "CREATE INDEX stories_by_story ON stories (story)",
    """CREATE TRIGGER gone AFTER DELETE ON articles BEGIN
        DELETE FROM kept WHERE number = old.number;
        DELETE FROM fingerprints WHERE number = old.number;
        DELETE FROM pairs WHERE a = old.number OR b = old.number;
        DELETE FROM stories WHERE number = old.number;
    END""",
)

TUNING = (
    "INSERT INTO texts (texts, rank) VALUES ('hashsize', 16 << 20)",
    "INSERT INTO texts (texts, rank) VALUES ('automerge', 8)",
)
"""Larger and fewer segments of the full text: a quarter less work to write it, for 15 MB of memory.

`hashsize`, the bytes gathered before a segment is written, is no documented option of FTS5, so one that does
not know it does without.
"""

COLUMNS = {
    "meta": "name, value",
    "files": "file, path, name, size, modified, pass, whole, offset, line",
    "articles": "number, id, file, line, offset, length, title, title_key, titled, source, source_key, date, "
    "moment, url, digest, words, sentences, pass",
    "kept": "number, value",
    "problems": "file, pass, path, line, reason, skipped",
    "texts": "title, text, name",
    "fingerprints": "number, value",
    "pairs": "a, b, share, relation",
    "stories": "number, story, held",
}
"""What must be there for an index to be used."""
