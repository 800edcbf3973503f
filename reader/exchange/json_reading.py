"""The JSON document of `reader export`, read back."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from reader.exchange.incoming import Incoming
from reader.exchange.jsonl import incoming_labels
from reader.exchange.lines import DAMAGED, Malformed, dict_of, list_of, offset_of, text_of
from reader.exchange.losses import Losses

ROWS = ("annotations", "decisions")


def read(path: Path, losses: Losses) -> Iterator[Incoming]:
    """Yield what the document says about each article; raises `OSError`."""
    try:
        document = dict_of(json.loads(path.read_text(encoding="utf-8-sig")), "the document")
        lists = {kind: list_of(document.get(kind, []), kind) for kind in ROWS}
        articles = list_of(document.get("articles"), "articles")
    except (ValueError, RecursionError) as error:
        losses.add(DAMAGED, path.name, str(error))
        return
    said = _by_article(path.name, lists["annotations"], losses)
    decided = _by_article(path.name, lists["decisions"], losses)
    for number, row in enumerate(articles):
        where = f"{path.name}: article {number}"
        try:
            article = text_of(dict_of(row, "an article").get("id"), "id")
            digest, text = text_of(row.get("digest", ""), "digest"), text_of(row.get("text"), "text")
        except Malformed as error:
            losses.add(DAMAGED, where, str(error))
            continue
        where = f"{path.name}: {article}"
        labels = tuple(incoming_labels(where, said.pop(article, ()), losses))
        places = tuple(_decided(where, decided.pop(article, ()), losses))
        yield Incoming(where, article, digest, text, labels=labels, decided=places)
    for article in sorted({*said, *decided}):
        losses.add(DAMAGED, path.name, f"{article} has labels and is not among the articles")


def _by_article(name: str, rows: Iterable[Any], losses: Losses) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        if isinstance(row, dict) and isinstance(row.get("article"), str):
            found.setdefault(row["article"], []).append(row)
        else:
            losses.add(DAMAGED, name, f"is about no article: {str(row)[:60]}")
    return found


def _decided(where: str, rows: Iterable[dict[str, Any]], losses: Losses) -> Iterator[tuple[int, int]]:
    for row in rows:
        if row.get("decided"):
            try:
                yield offset_of(row.get("start"), "start"), offset_of(row.get("end"), "end")
            except Malformed as error:
                losses.add(DAMAGED, where, str(error))
