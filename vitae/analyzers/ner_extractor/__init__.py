"""Entities: who, where, when and what is named in the document, each mention with its place."""

from vitae.analyzers.analyzer import Analyzer
from vitae.analyzers.ner_extractor.entities import extract_entities
from vitae.analyzers.ner_extractor.result import Entity, EntityLabel, EntityResult, Role

__all__ = ["ANALYZER", "Entity", "EntityLabel", "EntityResult", "Role"]

ANALYZER = Analyzer(name="ner_extractor", version=1, result_type=EntityResult, run=extract_entities, listed="entities")
