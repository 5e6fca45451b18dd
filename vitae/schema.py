"""The JSON Schema of the report, made from the classes that the report is made of."""

from collections.abc import Mapping
from typing import Any

from vitae.analyzers.registry import ANALYZERS
from vitae.domain.report import SCHEMA_VERSION, Report

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def report_schema() -> dict[str, Any]:
    """Return the schema: every key of every object, the result of each analyzer under its own name."""
    from pydantic import TypeAdapter

    schema = TypeAdapter(Report).json_schema(mode="serialization")
    definitions: dict[str, Any] = schema["$defs"]
    outcomes: dict[str, Any] = {}
    for analyzer in ANALYZERS:
        result = TypeAdapter(analyzer.result_type).json_schema(mode="serialization")
        definitions.update(result.pop("$defs", {}))
        definitions[analyzer.result_type.__name__] = result
        outcomes[analyzer.name] = _outcome(definitions["Outcome"], analyzer.result_type.__name__)
    del definitions["Outcome"]
    schema["properties"]["analyzers"] = _null_or({"type": "object", "properties": outcomes})
    described = {"$schema": _DIALECT, "title": f"Vitae report {SCHEMA_VERSION}", **schema}
    closed: dict[str, Any] = _closed(described)
    return closed


def _outcome(outcome: Mapping[str, Any], result_name: str) -> dict[str, Any]:
    result = _null_or({"$ref": f"#/$defs/{result_name}"})
    return {**outcome, "properties": {**outcome["properties"], "result": result}}


def _null_or(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"anyOf": [dict(schema), {"type": "null"}]}


def _closed(schema: Any) -> Any:
    """Return the schema with every object of known keys closed: all keys stand there, and no others."""
    if isinstance(schema, list):
        return [_closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: _closed(value) for key, value in schema.items() if key != "default"}
    if isinstance(inner.get("properties"), dict) and "type" in inner:
        inner["additionalProperties"] = False
    return inner
