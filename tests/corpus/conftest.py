from collections.abc import Callable
from pathlib import Path

import pytest

from reader.corpus import sources
from reader.corpus.fields import Fields
from reader.corpus.formats.document import Document, Flaw


class Content:
    """What was found in a file."""

    def __init__(self, source: sources.Source, fields: Fields) -> None:
        found = list(sources.read(source, fields))
        self.source = source
        self.documents = [each for each in found if isinstance(each, Document)]
        self.flaws = [each for each in found if isinstance(each, Flaw)]
        self.texts = [document.text for document in self.documents]
        self.reasons = [
            ":".join(filter(None, (flaw.member, str(flaw.line or ""), f" {flaw.reason}")))
            for flaw in self.flaws
        ]


Reading = Callable[..., Content]


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    """Return a function that writes a file and reads it: `reading(name, data, **fields)`."""

    def read(name: str, data: bytes | str, **fields: str) -> Content:
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        (source,) = sources.walk(path, None, [])
        return Content(source, Fields(**fields))

    return read
