"""`reader check`: is everything as it should be?"""

from dataclasses import asdict

from reader.annotate.check import check as examine
from reader.cli.opening import Corpus
from reader.cli.options import HERE, Annotations, CorpusPath, Json
from reader.cli.output import write_json
