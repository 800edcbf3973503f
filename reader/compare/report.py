"""A comparison as plain data, for programs: what `reader compare --json` prints."""

from collections.abc import Sequence
from dataclasses import asdict
from string import ascii_uppercase
from typing import Any

from reader.compare.align import Alignment
from reader.compare.comparison import Comparison, Correspondence
from reader.compare.evidence import evidence, verdict
from reader.compare.joined import Joined
from reader.compare.quote_pairs import Wording
from reader.corpus.article import Article


def to_dict(comparison: Comparison) -> dict[str, Any]:
    """Return the comparison as values that `json` can write.

    Versions are named by their place in `versions`, sentences by their place in their version; offsets are
    code points into the version's text, end exclusive. `relation` tells what each other version is to the
    base. A row has `changes`, per version the words that differ, and `hunks`, which pair them: `a` is the
    range in the base and `b` that in `version`; with moved sentences the range in the base lies in another
    row. `quotes` are the quotations that two versions share: `altered`, and `kept` whole or in part.
    """
    base = comparison.base
    quotes = comparison.quotes()
    return {
        "versions": [_version(comparison, version) for version in range(len(comparison.articles))],
        "relation": [_relation(comparison, version) for version in comparison.alignments],
        "rows": [_row(comparison, index) for index in range(len(comparison.rows))],
        "edges": [
            edge
            for version, alignment in comparison.alignments.items()
            for edge in _edges(base, version, alignment)
        ],
        "quotes": {
            "altered": [pair.to_dict() for pair in quotes if pair.wording is Wording.ALTERED],
            "kept": [pair.to_dict() for pair in quotes if pair.wording is not Wording.ALTERED],
        },
    }


def _version(comparison: Comparison, version: int) -> dict[str, Any]:
    article = comparison.articles[version]
    return {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "date": article.date,
        "digest": article.digest,
        "text": article.text,
        "sentences": [{"index": s.index, "start": s.start, "end": s.end} for s in article.sentences],
        "furniture": sorted(comparison.furniture(version)),
        "repeats": [
            {"sentence": repeated, "of": first} for repeated, first in comparison.repeats(version).items()
        ],
    }


def _relation(comparison: Comparison, version: int) -> dict[str, Any]:
    summary = comparison.summary(version)
    letters = ascii_uppercase[comparison.base], ascii_uppercase[version]
    found = {
        **asdict(summary),
        "substitutions": [asdict(each) | {"to_rarer": each.to_rarer} for each in summary.substitutions],
    }
    return {
        "base": comparison.base,
        "version": version,
        "relation": found.pop("kinship"),
        "verdict": verdict(summary, *letters),
        "evidence": list(evidence(summary, first=0)),
        **found,
        "moves": [asdict(block) for block in comparison.moves(version)],
    }


def _row(comparison: Comparison, index: int) -> dict[str, Any]:
    row = comparison.rows[index]
    hunks: list[dict[str, Any]] = []
    for version in comparison.alignments:
        seen: set[int] = set()
        for sentence in row.cells[version]:
            if sentence not in seen:
                found = comparison.correspondence(version, sentence, comparison.base)
                if found:
                    seen.update(found.b)
                    hunks += _hunks(comparison, version, found)
    return {
        "cells": [list(cell) for cell in row.cells],
        "relations": list(row.relations),
        "changes": [
            [change for sentence in cell for change in _changes(comparison, version, sentence)]
            for version, cell in enumerate(row.cells)
        ],
        "hunks": hunks,
    }


def _changes(comparison: Comparison, version: int, sentence: int) -> list[dict[str, Any]]:
    at = comparison.articles[version].sentences[sentence].start
    return [
        {
            "start": at + change.start,
            "end": at + change.end,
            "kind": change.kind,
            "flags": sorted(change.flags),
        }
        for change in comparison.changes(version, sentence)
    ]


def _hunks(comparison: Comparison, version: int, found: Correspondence) -> list[dict[str, Any]]:
    ours, theirs = comparison.articles[comparison.base], comparison.articles[version]
    return [
        {
            "version": version,
            "kind": hunk.kind,
            "a": [_offset(ours, found.a, found.text_a, place) for place in hunk.a],
            "b": [_offset(theirs, found.b, found.text_b, place) for place in hunk.b],
            "flags": sorted(hunk.flags),
        }
        for hunk in found.diff.hunks
    ]


def _offset(article: Article, sentences: Sequence[int], joined: Joined, place: int) -> int:
    number, within = joined.locate(place)
    return article.sentences[sentences[number]].start + within


def _edges(base: int, version: int, alignment: Alignment) -> list[dict[str, Any]]:
    return [
        {"base": base, "version": version, "i": e.i, "j": e.j, "kind": e.kind, "score": round(e.score, 4)}
        for e in alignment.edges
    ]
