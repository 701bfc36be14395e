"""Says what in a record breaks the schemas of Open Referral UK 3.0; `oruk_3_0.schema.json` says where they are from."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jsonschema import Draft202012Validator, FormatChecker

_FORMATS = FormatChecker()
_OF_A_URI = re.compile(r"(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+")


@_FORMATS.checks("uri")
def is_uri(value: object) -> bool:
    """By RFC 3986, and with a host, as every address here has: the package checks none without another package."""
    if not isinstance(value, str):
        return True
    parts = urlsplit(value) if _OF_A_URI.fullmatch(value) and value.count("#") < 2 else None
    return bool(
        parts and parts.scheme in ("http", "https") and parts.hostname and "[" not in parts.path + parts.query
    )


@cache
def _validator(name: str) -> Draft202012Validator:
    schema = json.loads((Path(__file__).parent / "oruk_3_0.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator({**schema, "$ref": f"#/$defs/{name}"}, format_checker=_FORMATS)


def broken(name: str, record: Any) -> list[str]:
    """Every fault of a record as the schema `name` has it, with the path to it."""
    return [f"{error.json_path}: {error.message}" for error in _validator(name).iter_errors(record)]


def broken_page(name: str, page: Any) -> list[str]:
    """Every fault of a page and of the records in it."""
    return [*broken("page", page), *(fault for record in page["contents"] for fault in broken(name, record))]
