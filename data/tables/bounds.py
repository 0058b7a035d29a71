"""Bounds as CHECK constraints: each is said once, on the field of the shape, and asked for here."""

from collections.abc import Iterator
from typing import Any, Final

from pydantic import BaseModel
from sqlalchemy import CheckConstraint

# Words of JSON Schema, in which a shape tells of its bounds.
_COMPARED: Final = {"minimum": ">=", "exclusiveMinimum": ">", "maximum": "<=", "exclusiveMaximum": "<"}


def of(shape: type[BaseModel]) -> Iterator[CheckConstraint]:
    """One constraint for each number in the shape that has bounds, named like its field."""
    schema = shape.model_json_schema()
    for name, field in schema["properties"].items():
        for option in field.get("anyOf", [field]):
            number = _resolved(option, schema)
            compared = [f"{name} {sign} {number[word]:g}" for word, sign in _COMPARED.items() if word in number]
            if number.get("type") == "integer" and "enum" in number:
                compared = [f"{name} IN ({', '.join(str(value) for value in number['enum'])})"]
            if compared:
                yield CheckConstraint(" AND ".join(compared), name=name)


def _resolved(option: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = schema["$defs"][option["$ref"].rsplit("/", 1)[-1]] if "$ref" in option else option
    return found
