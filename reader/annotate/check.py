"""Verify what is stored and change nothing: offsets, texts, files, journals; each finding names its fix."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from reader.annotate import names
from reader.annotate.annotation import Annotation, Mark, Status
from reader.annotate.entry import no_step
from reader.annotate.journal import Journal
from reader.annotate.lost import Lost
from reader.annotate.records import Record, StoreError
from reader.annotate.schema import Fault, Schema, SchemaError
from reader.annotate.schema_file import FILE_NAME, load
from reader.annotate.store import JOURNAL, REPLAYED, Store, annotator_folders, annotators
from reader.annotate.strays import Stray, likely, strays
from reader.annotate.view import View
from reader.corpus.article import Article
from reader.corpus.corpus import Corpus


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong: where, what, and what to do about it."""

    where: str
    problem: str
    fix: str

    def __str__(self) -> str:
        return f"{self.where}: {self.problem}; {self.fix}"


@dataclass(slots=True)
class Report:
    """What was found, and how much was looked at: annotations and steps of journals, of all annotators."""

    findings: list[Finding] = field(default_factory=list)
    annotations: int = 0
    steps: int = 0


def check(corpus: Corpus, folder: Path, only: str | None = None) -> Report:
    """Verify a corpus and the annotations in `folder`, those of every annotator or `only` of one."""
    report = Report()
    for problem in corpus.problems:
        where = problem.path if problem.line is None else f"{problem.path}:{problem.line}"
        report.findings.append(Finding(where, problem.reason, "mend the file or take it out of the corpus"))
    try:
        schema = load(folder)
    except SchemaError as error:
        fix = "mend it, or remove it to have the default labels"
        report.findings.append(
            Finding(str(folder / FILE_NAME), _without(error, str(folder / FILE_NAME)), fix)
        )
        schema = None
    for place in () if only else annotator_folders(folder):
        try:
            names.annotator_name(place.name)
        except ValueError as error:
            report.findings.append(Finding(str(folder), str(error), "rename the folder, or remove it"))
    for annotator in [only] if only else annotators(folder):
        _Annotator(corpus, folder, annotator, schema, report).check()
    return report


class _Annotator:
    """The check of one annotator's annotations."""

    def __init__(
        self, corpus: Corpus, folder: Path, annotator: str, schema: Schema | None, report: Report
    ) -> None:
        self._corpus = corpus
        self._annotator = annotator
        self._schema = schema
        self._report = report
        self._remake = RESTORE
        self._folder = folder / names.annotator_folder(annotator)
        self._store = Store.open(folder, annotator, clock=lambda: datetime.now(UTC), read_only=True)

    def check(self) -> None:
        replayed = self._journal()
        for article_id in sorted(set(self._store.articles())):
            try:
                record = self._store.load(article_id)
            except StoreError as error:
                self._find_said(str(error))
                continue
            self._report.annotations += len(record.annotations)
            self._remake = RESTORE if article_id not in (replayed or {}) else REMAKE
            if replayed is not None and not _equal(record, replayed.get(article_id, Record())):
                self._find(self._file(article_id), "does not hold what the journal says", self._remake)
            self._article(article_id, record)
        for notice in self._store.notices:
            self._find_said(notice)

    def _journal(self) -> dict[str, Record] | None:
        """Check the journal; return what every step together makes, None if steps are missing."""
        path = self._folder / JOURNAL
        if not path.exists():
            return None
        try:
            journal = Journal.open(path, writable=False)
        except (OSError, StoreError) as error:
            self._find_said(str(error))
            return None
        before, count = len(self._report.findings), 0
        for notice in journal.notices:
            self._find_said(notice)
        for count, (_, line, entry) in enumerate(journal.lines(), 1):
            if entry is None and not journal.notices:
                self._find_said(f"{path}:{count}: {no_step(line)}; without it undo stops there")
        if journal.torn:
            fix = "nothing to do: it was never reported saved, and the next start puts it aside"
            self._find(f"{path}:{count + 1}", "the last line is not whole", fix)
        self._report.steps += count
        whole = before == len(self._report.findings) - journal.torn
        return self._replay(journal) if whole else None

    def _replay(self, journal: Journal) -> dict[str, Record] | None:
        records: dict[str, Record] = {}
        damaged: list[str] = []
        for _, change in journal.changes(journal.entries(), self._annotator, damaged.append):
            records[change.article] = records.get(change.article, Record()).changed(change)
        for problem in damaged:
            self._find_said(problem)
        return None if damaged else records

    def _article(self, article_id: str, record: Record) -> None:
        if article_id not in self._corpus:
            self._strayed(article_id, record)
            return
        article = self._corpus[article_id]
        for annotation in record.annotations.values():
            where = f"{article_id} (annotation {annotation.id} of {self._annotator})"
            for problem, fix in self._against_schema(annotation):
                self._find(where, problem, fix)
            if _is_shifted(annotation, article):
                self._find(where, _shifted(annotation), self._remake)
        for mark in record.marks.values():
            if _is_shifted(mark, article):
                self._find(f"{article_id} (of {self._annotator})", _shifted(mark), self._remake)
        for lost in View(article, record).lost:
            if not _is_shifted(lost.piece, article):
                self._lost(article_id, lost)

    @cached_property
    def _strays(self) -> dict[str, Stray]:
        return {each.article: each for each in strays(self._store, self._corpus)}

    def _strayed(self, article_id: str, record: Record) -> None:
        """Report labels without an article, and what that is called now."""
        if (stray := self._strays.get(article_id)) is None:
            return
        command = f"reader move … --annotator {shlex.quote(self._annotator)}"
        by_hand = f"reader move … {shlex.quote(article_id)}"
        if stray.to:
            fix = f"it is {stray.to} now: {command}"
        elif stray.same:
            fix = f"it may be {' or '.join(stray.same)} now: {by_hand} NEW"
        elif guessed := likely(self._corpus, record):
            fix = f"put it back, or if it is {guessed} now: {by_hand} {shlex.quote(guessed)}"
        else:
            fix = f"put it back, or if it has another name: {by_hand} NEW; until then its labels are kept"
        self._find(article_id, f"has labels of {self._annotator} and is not in the corpus", fix)

    def _lost(self, article_id: str, lost: Lost) -> None:
        """Report what has no place beyond doubt."""
        what = f"{lost.what} “{_short(lost.piece.text)}”"
        command = f"reader recover … --annotator {shlex.quote(self._annotator)}"
        where = f"{article_id} ({lost.id} of {self._annotator})"
        if lost.candidate:
            problem = (
                f"{what} may stand on “{_short(lost.candidate.text)}” now, {lost.candidate.score:.0%} alike"
            )
            self._find(where, problem, f"confirm it: {command} --confirm {lost.id}")
        else:
            problem = f"{what} has no place in the present text"
            self._find(where, problem, f"attach it by hand, or drop it: {command} --drop {lost.id}")

    def _against_schema(self, annotation: Annotation) -> Iterator[tuple[str, str]]:
        """Yield what does not keep to the schema; what is still to be said is not wrong."""
        if self._schema is None or annotation.status is Status.REJECTED:
            return
        if annotation.label not in self._schema:
            yield f"the label {annotation.label!r} is not defined", f"define it in {FILE_NAME}"
            return
        roles = [part.role for part in annotation.parts]
        for problem in self._schema.check(annotation.label, annotation.attributes, roles):
            if problem.fault is Fault.UNKNOWN:
                yield str(problem), f"define it in {FILE_NAME}; until then it is kept"
            elif problem.fault is not Fault.MISSING:
                yield str(problem), f"say it anew, or change {FILE_NAME}; until then it is kept"

    def _find(self, where: str, problem: str, fix: str) -> None:
        self._report.findings.append(Finding(where, problem, fix))

    def _find_said(self, said: str) -> None:
        """Report what another part said as “where: problem; fix”."""
        said = said.replace(REPLAYED, AGAIN)
        problem, _, fix = said.partition("; ")
        found = re.match(rf"({re.escape(str(self._folder))}.*?(?:\.json|\.jsonl(?::\d+)?)):? (.*)", problem)
        where, problem = found.groups() if found else (str(self._folder), problem)
        self._find(where, problem, fix or RESTORE)

    def _file(self, article_id: str) -> str:
        return str(self._folder / names.article_file(article_id))


RESTORE = "restore it from a backup or from version control"
AGAIN = "open the corpus in Reader, which makes it again from the journal"
REMAKE = f"restore the file, or remove it and {AGAIN}"


def _is_shifted(piece: Annotation | Mark, article: Article) -> bool:
    """Return whether the offsets are wrong although they were made in this very text."""
    return piece.anchor.digest == article.digest and article.text[piece.start : piece.end] != piece.text


def _shifted(piece: Annotation | Mark) -> str:
    return f"“{_short(piece.text)}” does not stand at {piece.start}:{piece.end}"


def _equal(one: Record, other: Record) -> bool:
    return (one.annotations, one.marks, one.state) == (other.annotations, other.marks, other.state)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 40 else f"{words[:39]}…"


def _without(error: Exception, path: str) -> str:
    return str(error).removeprefix(path).lstrip(": ")
