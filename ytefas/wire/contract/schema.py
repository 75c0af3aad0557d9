"""JSON Schema and TypeScript out of the Python types that describe the contract.

Only what the contract uses is understood: TypedDict, frozen dataclasses, Literal, unions, lists,
fixed and open tuples, mappings by string, and the scalars JSON has plus those we send as text
(UUID, date, datetime, Decimal). Anything else is a programmer's error, said by name.
"""

import types
import typing
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal, NotRequired, Required, get_args, get_origin, get_type_hints
from uuid import UUID

from typing_extensions import is_typeddict

Schema = dict[str, Any]

_SCALARS: dict[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    None: {"type": "null"},
    type(None): {"type": "null"},
    UUID: {"type": "string", "format": "uuid"},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
    Decimal: {"type": "string", "format": "decimal"},
    Any: {},
    object: {},
}


def describe(roots: Mapping[str, Any]) -> Schema:
    """One schema document: every root by name, and every named type they reach, as `$defs`."""
    definitions: dict[str, Schema] = {}
    for name, annotation in roots.items():
        described = _describe(annotation, definitions)
        if described != {"$ref": f"#/$defs/{name}"}:
            definitions[name] = described
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$defs": dict(sorted(definitions.items())),
    }


def _describe(annotation: Any, definitions: dict[str, Schema]) -> Schema:
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return {"enum": [member.value for member in annotation]}
    if annotation in _SCALARS:
        return dict(_SCALARS[annotation])
    if is_typeddict(annotation) or (isinstance(annotation, type) and is_dataclass(annotation)):
        return _named(annotation, definitions)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Required, NotRequired):
        return _describe(arguments[0], definitions)
    if origin is Literal:
        return {"enum": list(arguments)} if len(arguments) > 1 else {"const": arguments[0]}
    if origin in (typing.Union, types.UnionType):
        return {"anyOf": [_describe(argument, definitions) for argument in arguments]}
    return _container(annotation, origin, arguments, definitions)


def _container(
    annotation: Any, origin: Any, arguments: tuple[Any, ...], definitions: dict[str, Schema]
) -> Schema:
    if origin is tuple and not (len(arguments) == 2 and arguments[1] is Ellipsis):  # noqa: PLR2004 - (item, ...)
        return {
            "type": "array",
            "prefixItems": [_describe(argument, definitions) for argument in arguments],
            "minItems": len(arguments),
            "maxItems": len(arguments),
        }
    if origin in (list, tuple, Sequence, frozenset, set):
        return {"type": "array", "items": _describe(arguments[0], definitions)}
    if origin in (dict, Mapping):
        return {"type": "object", "additionalProperties": _describe(arguments[1], definitions)}
    raise TypeError(f"the contract cannot describe {annotation!r}")


def _named(annotation: Any, definitions: dict[str, Schema]) -> Schema:
    name = annotation.__name__
    if name not in definitions:
        definitions[name] = {}  # a type may refer to itself
        hints = get_type_hints(annotation, include_extras=True)
        if is_typeddict(annotation):
            required = sorted(annotation.__required_keys__)
        else:
            required = sorted(
                item.name
                for item in fields(annotation)
                if item.default is MISSING and item.default_factory is MISSING
            )
        definitions[name] = {
            "type": "object",
            "description": (annotation.__doc__ or "").strip().split("\n")[0],
            "properties": {key: _describe(hint, definitions) for key, hint in hints.items()},
            "required": required,
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{name}"}


def typescript(document: Schema) -> str:
    """Write the same document as TypeScript types, one export per definition."""
    blocks = []
    for name, definition in document["$defs"].items():
        about = definition.get("description")
        comment = f"/** {about} */\n" if about else ""
        blocks.append(f"{comment}export type {name} = {_typescript(definition)};\n")
    return "\n".join(blocks)


def _typescript(schema: Schema) -> str:
    if "$ref" in schema:
        return str(schema["$ref"].rsplit("/", 1)[1])
    if "const" in schema:
        return _literal(schema["const"])
    if "enum" in schema:
        return " | ".join(_literal(value) for value in schema["enum"])
    if "anyOf" in schema:
        return " | ".join(_typescript(option) for option in schema["anyOf"])
    kind = schema.get("type")
    if kind == "array":
        return _typescript_array(schema)
    if kind == "object":
        return _typescript_object(schema)
    return {"integer": "number", "number": "number", "boolean": "boolean", "null": "null"}.get(
        str(kind), "string" if kind == "string" else "unknown"
    )


def _typescript_array(schema: Schema) -> str:
    if "prefixItems" in schema:
        return f"readonly [{', '.join(_typescript(item) for item in schema['prefixItems'])}]"
    item = _typescript(schema["items"])
    return f"readonly ({item})[]" if " " in item else f"readonly {item}[]"


def _typescript_object(schema: Schema) -> str:
    if "properties" not in schema:
        return f"{{ readonly [key: string]: {_typescript(schema['additionalProperties'])} }}"
    lines = [
        f"  readonly {key}{'' if key in schema['required'] else '?'}: {_typescript(value)};"
        for key, value in schema["properties"].items()
    ]
    return "{\n" + "\n".join(lines) + "\n}" if lines else "Record<string, never>"


def _literal(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value).lower()
