"""The documentation page, rendered from the OpenAPI document; it needs no script and no network."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any, NamedTuple

from service.errors import KINDS, TYPE_PREFIX

_HOST = re.compile(r"[A-Za-z0-9.:\[\]_-]{1,255}")
_CODE = re.compile(r"`([^`]+)`")
POLICY = (
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
STYLE = """\
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 0 auto; padding: 1rem; }
h2 { margin-top: 2.5rem; border-top: 1px solid #8888; padding-top: 1rem; }
code, pre { font: 0.875rem/1.45 ui-monospace, monospace; }
td code { white-space: nowrap; }
li code { overflow-wrap: anywhere; }
pre { overflow-x: auto; padding: 0.75rem; background: #8882; border-radius: 4px; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
.wide { overflow-x: auto; }
th, td { text-align: left; vertical-align: top; padding: 0.25rem 0.75rem 0.25rem 0; }
th { border-bottom: 1px solid #8888; }
summary { cursor: pointer; }
.method { font-weight: 700; text-transform: uppercase; }
"""


class Call(NamedTuple):
    """Where the examples' requests go, `http://host:port`, and whether with a key."""

    address: str
    keyed: bool

    def command(self, path: str, *options: str) -> str:
        """A `curl` command, an option a line."""
        key = ("-H 'Authorization: Bearer KEY'",) if self.keyed else ()
        return " \\\n  ".join((f"curl {self.address}{path}", *key, *options))


def address_of(scheme: str, host: str, *, default: str) -> str:
    """`scheme://host` of a request, or `default` where its Host is none that a shell may see."""
    return f"{scheme}://{host}" if _HOST.fullmatch(host) else default


def page(document: dict[str, Any], call: Call) -> str:
    """The page as HTML, its examples as `call` says; every text of the document is escaped."""
    operations = [
        (path, method, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]
    schemas = document["components"]["schemas"]
    parts = [
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(document['info']['title'])}</title>",
        '<link rel="stylesheet" href="/docs/style.css"></head><body><main>',
        f"<h1>{escape(document['info']['title'])} {escape(document['info']['version'])}</h1>",
        f"<p>{_text(document['info'].get('description', ''))}</p>",
        '<p>The same as <a href="/openapi.json">OpenAPI document</a>. Every error is a '
        '<a href="#problems">problem document</a>; the forms of all values are among the '
        '<a href="#schemas">schemas</a>.</p><ul>',
        *(
            f'<li><a href="#{_anchor(path, method)}"><code>{method.upper()} {escape(path)}</code>'
            f"</a> {_text(operation.get('description', ''))}</li>"
            for path, method, operation in operations
        ),
        "</ul>",
        *(
            _operation(path, method, operation, schemas, call)
            for path, method, operation in operations
        ),
        _problems(),
        _schemas(schemas),
        "</main></body></html>",
    ]
    return "".join(parts)


def _anchor(path: str, method: str) -> str:
    letters = "".join(c if c.isalnum() else "-" for c in path)
    return f"{method}{letters}"


def _operation(
    path: str, method: str, operation: dict[str, Any], schemas: dict[str, Any], call: Call
) -> str:
    parts = [
        f'<section id="{_anchor(path, method)}"><h2><span class="method">{method}</span> '
        f"<code>{escape(path)}</code></h2><p>{_text(operation.get('description', ''))}</p>"
    ]
    if parameters := operation.get("parameters"):
        rows = [
            (
                f"<code>{escape(p['name'])}</code>",
                escape(p["in"]),
                _text(p.get("description", "")) or _code(p.get("schema", {})),
            )
            for p in parameters
        ]
        parts.append(_table(("Parameter", "In", ""), rows))
    for kind, media in operation.get("requestBody", {}).get("content", {}).items():
        parts.append(_body(kind, media["schema"], schemas))
        for example in media.get("examples", {}).values():
            parts.append(_example(call, path, method, kind, example["value"]))
        if kind == "multipart/form-data":
            files = "-F file=@monday.jsonl -F file=@tuesday.csv.gz"
            parts.append(_pre(call.command(path, files, "-F options='{\"words\": 80}'")))
    rows = [
        (
            f"<code>{status}</code>",
            _text(answer["description"]),
            "<br>".join(f"<code>{escape(kind)}</code>" for kind in answer.get("content", {})),
        )
        for status, answer in operation["responses"].items()
    ]
    parts.append(_table(("Status", "Meaning", "Content"), rows))
    return "".join(parts) + "</section>"


def _example(call: Call, path: str, method: str, kind: str, value: object) -> str:
    body = value if isinstance(value, str) else json.dumps(value, indent=2, ensure_ascii=False)
    send = f"-X {method.upper()} -H 'Content-Type: {kind}' --data-binary @- <<'END'"
    command = f"{call.command(path, send)}\n{body.rstrip()}\nEND"
    return _pre(command)


def _body(kind: str, schema: dict[str, Any], schemas: dict[str, Any]) -> str:
    """A content type a body may have; the keys of an object with what they mean."""
    heading = f"<h3>Body: <code>{escape(kind)}</code></h3>"
    target = schema
    if reference := schema.get("$ref"):
        target = schemas[reference.rsplit("/", 1)[-1]]
    rows = [
        (f"<code>{escape(name)}</code>", escape(_kind(one)), _text(one.get("description", "")))
        for name, one in target.get("properties", {}).items()
    ]
    if not rows:
        return f"{heading}<p>{_text(target.get('description', ''))}</p>"
    return heading + _table(("Key", "Value", ""), rows)


def _kind(schema: dict[str, Any]) -> str:
    """What a value may be, in a few words."""
    if reference := schema.get("$ref"):
        return str(reference).rsplit("/", 1)[-1]
    if "enum" in schema:
        return " or ".join(str(one) for one in schema["enum"] if one is not None)
    kinds = schema.get("type", "any")
    text = " or ".join(
        one for one in ([kinds] if isinstance(kinds, str) else kinds) if one != "null"
    )
    if "items" in schema:
        text += f" of {_kind(schema['items'])}"
    low = schema.get("minimum", schema.get("exclusiveMinimum"))
    if low is not None and "maximum" in schema:
        opening = "(" if "exclusiveMinimum" in schema else "["
        text += f" in {opening}{low}, {schema['maximum']}]"
    return text


def _pre(text: str) -> str:
    return f"<pre>{escape(text)}</pre>"


def _text(text: str) -> str:
    """Text escaped; what stands between backticks is code."""
    return _CODE.sub(r"<code>\1</code>", escape(text))


def _problems() -> str:
    rows = [
        (
            f'<code id="problem-{name}">{TYPE_PREFIX}{name}</code>',
            f"<code>{kind.status}</code>",
            escape(kind.title),
            escape(kind.remedy),
        )
        for name, kind in KINDS.items()
    ]
    head = ("type", "Status", "Title", "What to do")
    return f'<section id="problems"><h2>Problems (RFC 9457)</h2>{_table(head, rows)}</section>'


def _schemas(schemas: dict[str, Any]) -> str:
    parts = [
        f'<details id="schema-{escape(name)}"><summary><code>{escape(name)}</code></summary>'
        f"<pre>{escape(json.dumps(schema, indent=2))}</pre></details>"
        for name, schema in schemas.items()
    ]
    return f'<section id="schemas"><h2>Schemas</h2>{"".join(parts)}</section>'


def _code(value: object) -> str:
    return f"<code>{escape(json.dumps(value))}</code>"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are HTML already."""
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    lines = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
    body = f"<thead><tr>{top}</tr></thead><tbody>{lines}</tbody>"
    return f'<div class="wide"><table>{body}</table></div>'
