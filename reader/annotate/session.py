"""The headless session: what a person does with labels, and what each act changed."""

from reader.annotate.acts.base import Changed, Refused
from reader.annotate.acts.bulk import BulkActs
from reader.annotate.acts.carrying import CarryingActs
from reader.annotate.acts.editing import EditingActs
from reader.annotate.acts.following import FollowingActs
from reader.annotate.acts.importing import ImportActs
from reader.annotate.acts.recovering import RecoveringActs
from reader.annotate.acts.renaming import RenamingActs
from reader.annotate.acts.sentences import SentenceActs
from reader.annotate.acts.settling import SettlingActs
from reader.annotate.acts.spans import SpanActs
from reader.annotate.records import ReadOnly

__all__ = ["Changed", "ReadOnly", "Refused", "Session"]


class Session(
    SentenceActs,
    SpanActs,
    BulkActs,
    EditingActs,
    ImportActs,
    RenamingActs,
    SettlingActs,
    CarryingActs,
    RecoveringActs,
    FollowingActs,
):
    """One annotator at work."""
