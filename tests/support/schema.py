"""A small judge of JSON Schema: as much as the contract uses, and nothing silently ignored."""

from collections.abc import Iterator, Mapping
from typing import Any

_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,), "integer": (int,), "number": (int, float), "boolean": (bool,),
    "null": (type(None),), "array": (list,), "object": (dict,),
}  # fmt: skip
_UNDERSTOOD = {
    "$ref", "type", "enum", "const", "anyOf", "properties", "required", "additionalProperties",
    "items", "prefixItems", "minItems", "maxItems", "format", "description",
}  # fmt: skip


class Judge:
    """Says what is wrong with a value, by the definitions of one document."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._definitions = document["$defs"]

    def faults(self, name: str, value: Any) -> list[str]:
        """List what a value has that the definition of that name does not allow, with its place."""
        return list(self._judge({"$ref": f"#/$defs/{name}"}, value, name))

    def _judge(self, schema: Mapping[str, Any], value: Any, at: str) -> Iterator[str]:
        strange = schema.keys() - _UNDERSTOOD
        if strange:
            raise ValueError(f"this judge does not know {sorted(strange)}")
        if "$ref" in schema:
            yield from self._judge(self._definitions[schema["$ref"].rsplit("/", 1)[1]], value, at)
        elif "anyOf" in schema:
            if all(any(self._judge(option, value, at)) for option in schema["anyOf"]):
                yield f"{at}: none of the alternatives fits {value!r:.80}"
        elif "enum" in schema or "const" in schema:
            if value not in schema.get("enum", [schema.get("const")]):
                yield f"{at}: {value!r:.80} is none of the words"
        elif "type" in schema and not _is(schema["type"], value):
            yield f"{at}: {value!r:.80} is no {schema['type']}"
        elif isinstance(value, dict):
            yield from self._object(schema, value, at)
        elif isinstance(value, list):
            yield from self._array(schema, value, at)

    def _object(
        self, schema: Mapping[str, Any], value: Mapping[str, Any], at: str
    ) -> Iterator[str]:
        known = schema.get("properties", {})
        for name in schema.get("required", []):
            if name not in value:
                yield f"{at}.{name}: missing"
        more = schema.get("additionalProperties", True)
        for name, one in value.items():
            if name in known:
                yield from self._judge(known[name], one, f"{at}.{name}")
            elif more is False:
                yield f"{at}.{name}: not in the contract"
            elif isinstance(more, dict):
                yield from self._judge(more, one, f"{at}.{name}")

    def _array(self, schema: Mapping[str, Any], value: list[Any], at: str) -> Iterator[str]:
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
            yield f"{at}: {len(value)} items"
        fixed = schema.get("prefixItems", [])
        for index, one in enumerate(value):
            item = fixed[index] if index < len(fixed) else schema.get("items", {})
            if isinstance(item, dict):
                yield from self._judge(item, one, f"{at}[{index}]")


def _is(kind: str, value: Any) -> bool:
    return isinstance(value, _TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))
