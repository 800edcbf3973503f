"""Whose words and thoughts an article gives, and how."""

from reader.corpus.attribution.finding import find
from reader.corpus.attribution.model import Attribution, Kind, Medium

__all__ = ["Attribution", "Kind", "Medium", "find"]
