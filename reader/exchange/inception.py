"""INCEpTION: a UIMA CAS in JSON for each article and annotator, by dkpro-cassis, which converts the offsets.

Labels and parts are annotations of the span layer `Label`, related by the relation layer `Part`; attributes
are JSON in a feature. Sentences and tokens are Reader's.
"""

import json
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from reader.annotate.names import annotator_folder
from reader.corpus.formats.extras import load
from reader.exchange.document import Document
from reader.exchange.formats import Job
from reader.exchange.incoming import Incoming
from reader.exchange.joining import FlatSpan, joined
from reader.exchange.layers import JOINT, annotator_of, per_annotator
from reader.exchange.lines import DAMAGED, dict_of, offset_of, text_of
from reader.exchange.losing import negatives
from reader.exchange.losses import Losses
from reader.exchange.plain_names import free_name
from reader.exchange.wording import words

cassis = load("cassis", "inception")

LABEL, PART, DECIDED = "webanno.custom.Label", "webanno.custom.Part", "webanno.custom.Decided"
SEGMENTATION = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type"
SENTENCE, TOKEN = f"{SEGMENTATION}.Sentence", f"{SEGMENTATION}.Token"
METADATA = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
STRING = "uima.cas.String"


def write_folder(documents: Iterable[Document], folder: Path, job: Job) -> None:
    """Write a file for each article into a folder for each annotator, within one for each side."""
    types = _types()
    for document in documents:
        for own in per_annotator(document):
            place = folder / own.split / annotator_folder(annotator_of(own) or "nobody")
            place.mkdir(parents=True, exist_ok=True)
            name = free_name(place, own.article.id, ".json")
            _cas(own, types).to_json(
                place / f"{name}.json", type_system_mode=cassis.typesystem.TypeSystemMode.MINIMAL
            )
            job.count("records")


def _types() -> Any:
    types = cassis.TypeSystem(add_document_annotation_type=True)
    for name in (SENTENCE, TOKEN, DECIDED):
        types.create_type(name=name, supertypeName="uima.tcas.Annotation")
    known = types.create_type(name=METADATA, supertypeName="uima.tcas.DocumentAnnotation")
    for name in ("documentId", "documentTitle"):
        types.create_feature(domainType=known, name=name, rangeType=STRING)
    label = types.create_type(name=LABEL, supertypeName="uima.tcas.Annotation")
    for name in ("value", "role", "annotation", "attributes", "note"):
        types.create_feature(domainType=label, name=name, rangeType=STRING)
    part = types.create_type(name=PART, supertypeName="uima.tcas.Annotation")
    types.create_feature(domainType=part, name="Governor", rangeType=LABEL)
    types.create_feature(domainType=part, name="Dependent", rangeType=LABEL)
    types.create_feature(domainType=part, name="role", rangeType=STRING)
    return types


def _cas(document: Document, types: Any) -> Any:
    article = document.article
    cas = cassis.Cas(typesystem=types)
    cas.sofa_string, cas.sofa_mime = article.text, "text/plain"

    def put(type_: str, start: int, end: int, **features: Any) -> Any:
        made = types.get_type(type_)(begin=start, end=end, **features)
        cas.add(made)
        return made

    put(METADATA, 0, len(article.text), documentId=article.id, documentTitle=article.title)
    for sentence in article.sentences:
        put(SENTENCE, sentence.start, sentence.end)
    for token in words(article.text):
        put(TOKEN, token.start, token.end)
    for annotation in document.annotations:
        attributes = (
            json.dumps(dict(annotation.attributes), ensure_ascii=False) if annotation.attributes else None
        )
        known = {"value": annotation.label, "annotation": annotation.id}
        head = put(
            LABEL,
            annotation.start,
            annotation.end,
            attributes=attributes,
            note=annotation.note or None,
            **known,
        )
        for part in annotation.parts:
            piece = put(LABEL, part.start, part.end, role=part.role, **known)
            put(PART, part.start, part.end, Governor=head, Dependent=piece, role=part.role)
    for index in negatives(document):
        put(DECIDED, article.sentences[index].start, article.sentences[index].end)
    return cas


def read(path: Path, losses: Losses) -> Iterator[Incoming]:
    """Yield what each CAS file of a folder, or a single one, says; raises `OSError`."""
    manifest = {"manifest.json", "export-report.json"}
    files = [path] if path.is_file() else sorted(f for f in path.rglob("*.json") if f.name not in manifest)
    for file in files:
        try:
            with file.open("rb") as stream, warnings.catch_warnings():
                warnings.simplefilter("error")  # as for an offset that is not in the text
                made = _incoming(file, cassis.load_cas_from_json(stream))
        except OSError:
            raise
        except Exception as error:
            losses.add(DAMAGED, file.name, f"is no CAS: {error}")
        else:
            yield made


def _incoming(file: Path, cas: Any) -> Incoming:
    text = text_of(cas.sofa_string or "", "sofaString")
    found, heads = [], {}
    for number, each in enumerate(_select(cas, LABEL)):
        name = _feature(each, "value")
        role = _feature(each, "role")
        layer = f"{name}{JOINT}{role}" if role else name
        heads[id(each)] = key = str(number)
        said = _feature(each, "attributes")
        attributes = dict_of(json.loads(said), "attributes") if said else {}
        found.append(FlatSpan(layer, *_offsets(each), key, attributes, _feature(each, "note")))
    links = [(heads[id(each.Governor)], heads[id(each.Dependent)]) for each in _select(cas, PART)]
    known = next(iter(_select(cas, METADATA)), None)
    return Incoming(
        file.name,
        _feature(known, "documentId"),
        text=text,
        labels=joined(found, text, file.parent.name, links),
        decided=tuple(map(_offsets, _select(cas, DECIDED))),
    )


def _feature(each: Any, name: str) -> str:
    return text_of(getattr(each, name, None) or "", name)


def _offsets(each: Any) -> tuple[int, int]:
    return offset_of(each.begin, "begin"), offset_of(each.end, "end")


def _select(cas: Any, type_: str) -> list[Any]:
    return list(cas.select(type_)) if cas.typesystem.contains_type(type_) else []
