"""One export: documents sorted onto sides, written whole or not at all, with a manifest and a loss report."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from reader import __version__
from reader.exchange.document import Document
from reader.exchange.formats import Format, Job
from reader.exchange.losing import lose_always
from reader.exchange.saving import MANIFEST, foreign_file, whole_file, whole_folder
from reader.exchange.splits import Plan, Sides, Sorter

REPORT = "export-report.json"
FILE_MANIFEST, FILE_REPORT = ".manifest.json", f".{REPORT}"

Source = Callable[[], Iterable[Document]]
"""Yields the documents anew each time it is called, always the same in the same order."""

Progress = Callable[[int], bool]
"""Is told how many articles are done, and answers whether to go on."""


def on_and_on(done: int) -> bool:  # noqa: ARG001
    """Let work go on to its end."""
    return True


class Cancelled(Exception):
    """The export was not wanted any more; nothing was written."""


@dataclass(slots=True)
class Tally:
    """What went through: articles, and annotations by side and label, and a digest of texts and labels."""

    articles: int = 0
    labels: Counter[tuple[str, str]] = field(default_factory=Counter)
    negatives: Counter[str] = field(default_factory=Counter)
    digest: Any = field(default_factory=sha256)

    def passing(
        self, documents: Iterable[Document], progress: Progress, sides: Sides | None
    ) -> Iterator[Document]:
        """Yield the documents on their sides, counted; `progress` answers whether to go on."""
        for document in documents:
            if not progress(self.articles):
                raise Cancelled
            if sides:
                document = replace(document, split=sides.of(document.story))
            self._take(document)
            yield document

    def _take(self, document: Document) -> None:
        self.articles += 1
        self.digest.update(f"{document.article.id}\0{document.article.digest}\n".encode("utf-8", "replace"))
        labelled: set[tuple[str, int]] = set()
        for annotation in document.annotations:
            self.labels[document.split, annotation.label] += 1
            labelled.update((annotation.annotator, sentence) for sentence in annotation.sentences)
        for annotator, decided in document.decided.items():
            self.negatives[document.split] += sum((annotator, each) not in labelled for each in decided)

    @property
    def total(self) -> int:
        """How many annotations there were."""
        return sum(self.labels.values())

    def by_side(self) -> dict[str, dict[str, int]]:
        """Return the number of annotations of each label on each side."""
        found: dict[str, dict[str, int]] = {}
        for (side, label), count in sorted(self.labels.items()):
            found.setdefault(side, {})[label] = count
        return found


def sort_onto_sides(source: Source, plan: Plan, progress: Progress = on_and_on) -> Sides:
    """Look at all documents once and sort their stories onto sides; raises `Cancelled`."""
    sorter = Sorter(plan)
    for done, document in enumerate(source()):
        if not progress(done):
            raise Cancelled
        said: dict[int, set[str]] = {}
        for annotation in document.annotations:
            for sentence in annotation.sentences:
                said.setdefault(sentence, set()).add(annotation.label)
        for sentence in sorted(frozenset[int]().union(*document.decided.values())):
            text = document.article.sentence_text(sentence)
            sorter.add(document.story, text, said.get(sentence, ()))
    return sorter.sides()


def export(
    format_: Format,
    target: Path | IO[bytes],
    source: Source,
    job: Job,
    options: Mapping[str, Any],
    progress: Progress = on_and_on,
) -> Tally:
    """Write the documents of `source` to a file, a folder or a stream.

    `options` are those that a person gave, for the manifest. A format of one file makes a file for each side
    if the target has no suffix. After an error, or `Cancelled`, nothing is changed. Raises `OSError`, also
    for a target that holds anything but an earlier export, and `MissingExtra`.
    """
    tally = Tally()
    documents = lose_always(tally.passing(source(), progress, job.sides), format_.name, job.unit, job.losses)
    if not isinstance(target, Path):
        format_.file_writer().write(documents, target, job)
    elif format_.folder or not target.suffix:
        with whole_folder(target) as folder:
            _fill(format_, folder, documents, job)
            _put(folder / MANIFEST, manifest(format_, job, options, tally))
            _put(folder / REPORT, job.losses.to_json())
    else:
        _write_file(format_, target, documents, job, options, tally)
    return tally


def _write_file(
    format_: Format,
    target: Path,
    documents: Iterable[Document],
    job: Job,
    options: Mapping[str, Any],
    tally: Tally,
) -> None:
    beside = target.with_name(target.name + FILE_MANIFEST)
    foreign_file(target, beside)
    with whole_file(target) as stream:
        format_.file_writer().write(documents, stream, job)
    with whole_file(target.with_name(target.name + FILE_REPORT)) as stream:
        stream.write(_bytes(job.losses.to_json()))
    with whole_file(beside) as stream:
        stream.write(_bytes(manifest(format_, job, options, tally)))


def _fill(format_: Format, folder: Path, documents: Iterable[Document], job: Job) -> None:
    if format_.folder:
        format_.folder_writer().write_folder(documents, folder, job)
        return
    writer = format_.file_writer()
    with ExitStack() as stack:
        names = [name or "all" for name in job.split_names]
        streams = {n: stack.enter_context((folder / f"{n}{writer.SUFFIX}").open("wb")) for n in names}
        for document in documents:
            writer.write((document,), streams[document.split or "all"], job)


def manifest(format_: Format, job: Job, options: Mapping[str, Any], tally: Tally) -> dict[str, Any]:
    """Return what says how an export came about: the same inputs give the same manifest."""
    schema = json.dumps(job.schema.to_json(), sort_keys=True).encode()
    made: dict[str, Any] = {
        "format": format_.name,
        "reader": __version__,
        "options": dict(sorted(options.items())),
        "corpus": {"articles": tally.articles, "digest": tally.digest.hexdigest()},
        "schema": {"labels": list(job.labels), "digest": sha256(schema).hexdigest()},
        "counts": {**job.counts, "annotations": tally.total},
        "annotations": tally.by_side(),
        "negatives": dict(sorted(tally.negatives.items())),
        "losses": dict(sorted(job.losses.counts.items())),
    }
    if job.sides:
        leakage = job.sides.leakage
        made["split"] = {
            "shares": [round(share, 6) for share in job.sides.plan.shares],
            "seed": job.sides.plan.seed,
            "random_split_leakage": {"alike": round(leakage.alike, 4), "story": round(leakage.story, 4)},
        }
    return made


def _put(path: Path, value: Any) -> None:
    path.write_bytes(_bytes(value))


def _bytes(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")
