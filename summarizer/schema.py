"""JSON Schema (draft 2020-12) of the article records that are read and of the digest.

One description for the command line, the HTTP service and the tests.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ARTICLE_ID = "urn:newsweave:article:1"
DIGEST_ID = "urn:newsweave:digest:1"


def documents() -> dict[str, Schema]:
    """Both schemas by name: "article" and "digest"."""
    return {"article": article_schema(), "digest": digest_schema()}


def article_schema() -> Schema:
    """The schema of one article record, as in JSON, JSONL, CSV, Parquet and requests.

    Unknown keys are allowed here: reading says which it ignored.
    """
    return {
        "$schema": DIALECT,
        "$id": ARTICLE_ID,
        "title": "Article",
        "description": "A news article. Only text is required; what is null counts as not given.",
        "type": "object",
        "required": ["text"],
        "properties": {
            "id": {
                "type": ["string", "integer", "null"],
                "minLength": 1,
                "maxLength": 200,
                "description": "Unique name, no control characters; made from the content where "
                "it is not given.",
            },
            "text": {
                "type": "string",
                "minLength": 1,
                "pattern": r"\S",
                "description": "The article as plain text. Offsets count its code points.",
            },
            "title": _optional("The headline."),
            "source": _optional("Who published it, as shown beside a citation."),
            "url": _optional("Where it stands; only http and https addresses become links."),
            "published": _optional(
                "ISO 8601 date or time of publication, such as 2018-03-20 or "
                "2018-03-20T14:05:00Z, or with its month in words (20 March 2018); UTC where no "
                "zone is named. Never guessed."
            ),
            "language": _optional('Code such as "en" or "pt-BR"; detected where it is not given.'),
        },
    }


def digest_schema() -> Schema:
    """The schema of a digest, format "newsweave/1"."""
    return {
        "$schema": DIALECT,
        "$id": DIGEST_ID,
        "title": "Digest",
        "description": "Events with cited summaries, and everything that was not used.",
        **_record(
            format={"const": "newsweave/1"},
            signature=_text("Versions, models, prompts and settings that reproduce the digest."),
            events=_list(_ref("event"), "Latest first as the pipeline orders them."),
            articles=_list(_ref("article"), "Every article that was given, by id."),
            unused=_list(_ref("unused"), "Sentences and articles that no summary uses."),
            counts=_ref("counts"),
            warnings=_list(_text("One warning in words."), "What went wrong or was guessed."),
        ),
        "$defs": _definitions(),
    }


def _definitions() -> Schema:
    return {
        "event": _event(),
        "link": _record(
            articles={**_list(_text("Article id.")), "minItems": 2, "maxItems": 2},
            score=_unit("How sure it is that both tell of one event."),
            why=_list(_text("A reason in words.")),
        ),
        "sentence": _sentence(),
        "citation": _record(
            n=_count("Number of the citation within its event, from 1.", minimum=1),
            article=_text("Article id."),
            start=_count("First code point of the quote in the article's text."),
            end=_count("One past its last code point."),
            quote=_text("article.text[start:end], exactly."),
        ),
        "disagreement": _record(
            about=_text("For what the sources give different values."),
            values=_list(_value()),
        ),
        "giver": _record(
            article=_text("Article id."),
            source=_text('Who published it, "" where that is not known.'),
            published=_optional("ISO 8601 time of publication; null where it is not known."),
            citation=_count("Number of the citation of this event.", minimum=1),
            start=_count("First code point of the quote in the article's text."),
            end=_count("One past its last code point."),
            quote=_text("article.text[start:end], exactly."),
        ),
        "related": _record(
            event=_text("Id of another event of the same storyline."),
            date=_day(),
            why=_list(_text("A reason in words.")),
        ),
        "neutrality": _neutrality(),
        "article": _article(),
        "unused": _unused(),
        "counts": _record(
            articles=_count("Articles given: in events plus unused."),
            articles_in_events=_count("Articles that stand in an event."),
            articles_unused=_count("Articles that stand in none."),
            sentences=_count("Sentences of all stories: used plus unused."),
            used=_count("Sentences that a summary cites."),
            unused=_count("Sentences that none cites; each is listed with its reason."),
        ),
        "date": {"type": ["string", "null"], "pattern": r"^\d{4}-\d\d-\d\d$"},
        "date_basis": {"enum": ["published", "text", "unknown"]},
    }


def _value() -> Schema:
    value = _record(value=_text("As the source has it."), citations=_numbers())
    # Stories that were stored before these were told lack them.
    value["properties"]["told"] = _text(
        'The value with what it counts and how exactly: "more than 1,000 protesters".'
    )
    value["properties"]["given"] = _list(
        _ref("giver"), "Who gives the value, when, and in which words: one for each citation."
    )
    return value


def _event() -> Schema:
    return _record(
        id={"type": "string", "pattern": "^evt-"},
        headline=_text("A title of one of the articles, or the first summary sentence."),
        date=_day(),
        date_basis={"$ref": "#/$defs/date_basis"},
        language=_text("ISO 639-1 code of the articles."),
        writer=_text('Who wrote the summary: "extract" or the name of a model.'),
        note=_text('What a reader should know about this summary, or "".'),
        articles=_list(_text("Article id."), "Sorted ids of the event's articles."),
        origins=_list(
            _list(_text("Article id.")),
            "The same articles; those of one origin (wire copies) stand together.",
        ),
        grouping=_record(
            weakest_link={
                "type": ["number", "null"],
                "minimum": 0,
                "maximum": 1,
                "description": "The lowest score that holds the event together; null for one.",
            },
            links=_list(_ref("link"), "Why the articles stand together, strongest first."),
        ),
        summary=_list(_ref("sentence"), "In reading order; empty where only grouping was asked."),
        citations=_list(_ref("citation")),
        disagreements=_list(_ref("disagreement")),
        related=_list(_ref("related"), "Earlier and later events, never mixed into this one."),
        neutrality={"anyOf": [_ref("neutrality"), {"type": "null"}]},
        rejected=_list(
            _record(text=_text("A written sentence."), reason=_text("Why it was refused.")),
            "What a model wrote and the fact gate refused.",
        ),
    )


def _sentence() -> Schema:
    return _record(
        text=_text("One sentence of the summary."),
        kind={
            "enum": ["written", "quoted", "extracted"],
            "description": "Written by a model, or a source's sentence (mostly quotation, or not).",
        },
        citations=_numbers(),
        support=_unit("How well the cited passages support the sentence."),
        origins=_count("Independent origins that each say the sentence by themselves."),
        single_origin={
            "type": "boolean",
            "description": "No second independent origin says all of it.",
        },
        note=_text('What a reader should know about this sentence, or "".'),
    )


def _neutrality() -> Schema:
    return _record(
        loaded_per_100_words=_number("Loaded words outside quotations, in the summary."),
        sources_loaded_per_100_words=_number("The same, in the event's articles."),
        shares=_list(
            _record(source=_text("A source."), share=_unit("Its share of the citations.")),
            "Whose passages the summary rests on.",
        ),
    )


def _article() -> Schema:
    return _record(
        id=_text("As given or made."),
        title=_text('The headline or "".'),
        source=_text('Who published it or "".'),
        url=_text('As given or "". Not checked: do not follow what is not http or https.'),
        date=_day(),
        date_basis={"$ref": "#/$defs/date_basis"},
        language=_text('ISO 639-1 code, or "" where it is unknown.'),
        characters=_count("Length of the text in code points."),
        sha256={
            "type": "string",
            "pattern": "^[0-9a-f]{64}$",
            "description": "Of the text in UTF-8: the text that all offsets refer to.",
        },
        notes=_list(_text("What reading changed or guessed.")),
    )


def _unused() -> Schema:
    schema = _record(
        article=_text("Article id."),
        start=_count("First code point."),
        end=_count("One past the last."),
        reason=_text("Why no summary uses it."),
    )
    schema["properties"]["whole_article"] = {
        "const": True,
        "description": "Present where the entry stands for a whole article.",
    }
    return schema


def _record(**properties: Mapping[str, Any]) -> Schema:
    """An object with exactly these keys, all present."""
    return {
        "type": "object",
        "required": list(properties),
        "additionalProperties": False,
        "properties": dict(properties),
    }


def _list(items: Schema, description: str = "") -> Schema:
    told = {"description": description} if description else {}
    return {"type": "array", "items": items, **told}


def _text(description: str) -> Schema:
    return {"type": "string", "description": description}


def _optional(description: str) -> Schema:
    return {"type": ["string", "null"], "description": description}


def _count(description: str, *, minimum: int = 0) -> Schema:
    return {"type": "integer", "minimum": minimum, "description": description}


def _number(description: str) -> Schema:
    return {"type": "number", "minimum": 0, "description": description}


def _unit(description: str) -> Schema:
    return {"type": "number", "minimum": 0, "maximum": 1, "description": description}


def _numbers() -> Schema:
    return _list(_count("Number of a citation of this event.", minimum=1))


def _day() -> Schema:
    return {"$ref": "#/$defs/date"}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}
