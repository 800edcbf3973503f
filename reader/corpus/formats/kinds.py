"""What a file is, by its name."""

from typing import NamedTuple

ARTICLES = (".txt", ".md", ".markdown", ".html", ".htm")
"""Each file is one article."""

RECORDS = (".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet", ".warc")
"""Each file holds many articles."""

COMPRESSIONS = (".gz", ".zst", ".xz", ".bz2")
ARCHIVES = (".zip", ".tar")
_SHORT = {".tgz": ".tar.gz", ".txz": ".tar.xz", ".tbz2": ".tar.bz2", ".tzst": ".tar.zst"}

ALL = f"{', '.join(ARTICLES + RECORDS)}, also with {', '.join(COMPRESSIONS)}, in {' and '.join(ARCHIVES)}"
"""The kinds of files that are read, for messages."""


class Kind(NamedTuple):
    """The kind of a file: one of the suffixes above, and that of the compression around it or ""."""

    suffix: str
    compression: str


def kind(name: str) -> Kind | None:
    """Return what a file of that name is; None if it is of no kind that is read."""
    stem, suffix = _split(name.lower())
    stem, suffix = _split(stem + _SHORT.get(suffix, suffix))
    compression = suffix if suffix in COMPRESSIONS else ""
    if compression:
        stem, suffix = _split(stem)
    if suffix in ARTICLES or suffix in RECORDS or suffix == ".tar" or (suffix == ".zip" and not compression):
        return Kind(suffix, compression)
    return None


def _split(name: str) -> tuple[str, str]:
    stem, dot, suffix = name.rpartition(".")
    return stem, dot + suffix
