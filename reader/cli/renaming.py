"""`reader labels --rename`: one label, called otherwise in the schema and in an annotator's annotations."""

import shlex
from contextlib import closing
from dataclasses import replace

from reader.annotate import schema_edit, schema_file
from reader.annotate.acts.renaming import called
from reader.annotate.schema import Schema, SchemaError, hint, name_problem
from reader.annotate.store import annotators
from reader.cli.guard import UsageError, complain, tell
from reader.cli.labels import write_labels
from reader.cli.opening import writing
from reader.cli.output import counted
from reader.workspace import Place, open_store, schema


def rename_label(place: Place, old: str, new: str, *, merge: bool) -> None:
    """Rename a label for one annotator, and say on stderr what was done and whose annotations were not.

    The annotations are on the disk before the label file is changed: a run that is cut off between the two is
    finished by running it again. Raises `UsageError` or `SchemaError` before anything is changed.
    """
    before = schema(place)
    _refuse_nonsense(before, old, new, merge)
    text = _file_after(place, before, old, new)
    with writing(place) as session:
        changed = session.rename_label(old, new)
    tell(changed.message)
    if text is not None:
        write_labels(place.labels_file, text)
        tell(f"wrote {place.labels_file}; `reader undo` leaves it as it is")
    _name_others(place, old, new)


def _refuse_nonsense(before: Schema, old: str, new: str, merge: bool) -> None:
    if old == new:
        raise UsageError(f"the label is called {old!r} already")
    if problem := name_problem(new):
        raise UsageError(problem)
    if new in before and not merge:
        raise UsageError(f"there is a label {new!r} already; --merge makes one label of the two")
    if old not in before and new not in before:
        raise UsageError(f"there is no label {old!r}; {hint(old, [each.name for each in before.labels])}")


def _file_after(place: Place, before: Schema, old: str, new: str) -> str | None:
    """Return what the label file is to hold, None if it need not change."""
    if old not in before:
        return None
    file = place.labels_file
    if not file.exists():
        return schema_file.dump(schema_edit.renamed(before, old, new))
    try:
        return schema_edit.renamed_in_file(file.read_text(encoding="utf-8-sig"), file, old, new)
    except OSError as error:
        raise SchemaError(f"{file}: cannot be read: {error}") from error


def _name_others(place: Place, old: str, new: str) -> None:
    for name in annotators(place.annotations):
        if name != place.annotator:
            with closing(open_store(replace(place, annotator=name), read_only=True)) as store:
                if count := called(store, old):
                    these = counted(count, "annotation", "annotations")
                    again = shlex.join(["--rename", old, new, "--merge", "--annotator", name])
                    complain(
                        f"{these} of {name}: still {old}, which labels.toml does not have; "
                        f"`reader labels` renames them with {again}"
                    )
