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
:root { color-scheme: light dark; font: 16px/1.55 system-ui, -apple-system, "Segoe UI", sans-serif;
  --paper: #fbfaf7; --ink: #1d1b18; --quiet: #5c574f; --rule: #dad5ca; --accent: #8a2f1c;
  --wash: #f3efe6; }
@media (prefers-color-scheme: dark) { :root { --paper: #17181b; --ink: #e9e5dd; --quiet: #aaa398;
  --rule: #3a3c41; --accent: #f2a78d; --wash: #222428; } }
* { box-sizing: border-box; }
body { max-width: 60rem; margin: 0 auto; padding: 1rem 1.25rem 4rem; background: var(--paper);
  color: var(--ink); overflow-wrap: anywhere; }
a { color: var(--accent); text-underline-offset: .15em; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; }
h2 { margin-top: 2.5rem; border-top: 1px solid var(--rule); padding-top: 1rem; font-size: 1.3rem; }
h3 { font-size: 1rem; }
code, pre { font: 0.875rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
h2 code, h3 code { font-size: 1em; }
nav ul { padding: 0; list-style: none; }
nav li { padding: .2rem 0; }
pre { white-space: pre-wrap; padding: .75rem; background: var(--wash); border-radius: 4px; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
th, td { text-align: left; vertical-align: top; padding: .3rem .75rem .3rem 0;
  border-bottom: 1px solid var(--rule); overflow-wrap: break-word; }
th { color: var(--quiet); font-size: .875rem; font-weight: 600; }
tr > :last-child { padding-right: 0; }
td:first-child code { font-weight: 600; }
summary { cursor: pointer; padding: .3rem 0; }
.method { text-transform: uppercase; }
@media (max-width: 40rem) {
  thead { position: absolute; left: -100vw; }
  td { display: block; padding: 0; border: 0; overflow-wrap: anywhere; }
  td:first-child { padding-top: .5rem; }
  td:last-child { padding-bottom: .5rem; border-bottom: 1px solid var(--rule); }
}
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
        '<p>All of this is in the <a href="/openapi.json">OpenAPI document</a>, too. Every error '
        'is a <a href="#problems">problem document</a>; the forms of all values are among the '
        '<a href="#schemas">schemas</a>.</p><nav aria-label="Routes"><ul>',
        *(
            f'<li><a href="#{_anchor(path, method)}"><code>{method.upper()} {escape(path)}</code>'
            f"</a> {_text(operation.get('description', ''))}</li>"
            for path, method, operation in operations
        ),
        "</ul></nav>",
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
        parts.append(_table(("Parameter", "In", "Meaning"), rows))
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
        (
            f"<code>{escape(name)}</code>",
            _linked(_kind(one), schemas),
            _text(one.get("description", "")),
        )
        for name, one in target.get("properties", {}).items()
    ]
    if not rows:
        return f"{heading}<p>{_text(target.get('description', ''))}</p>"
    return heading + _table(("Key", "Value", "Meaning"), rows)


def _linked(kind: str, schemas: dict[str, Any]) -> str:
    """A kind of value; the name of a schema at its end leads there."""
    head, space, name = kind.rpartition(" ")
    if name not in schemas:
        return escape(kind)
    return f'{escape(head + space)}<a href="#schema-{escape(name)}">{escape(name)}</a>'


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
    top = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    lines = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
    body = f"<thead><tr>{top}</tr></thead><tbody>{lines}</tbody>"
    return f"<table>{body}</table>"
