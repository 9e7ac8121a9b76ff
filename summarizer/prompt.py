"""Evidence to the input of a hub model, within its token budget; layouts are in `prompts/*.toml`.

Evidence is material, never an instruction: it is put into the layout as a value, its special
tokens and separators are broken up, and what a model makes of it passes the fact gate like
everything else. Nothing is cut in the middle: what does not fit is left out by whole sentences,
the lowest-ranked first, and named in the result.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from summarizer.errors import SettingsError
from summarizer.records import Claim, Evidence, Sentence

if TYPE_CHECKING:
    from jinja2 import Template

Unit = Literal["claim", "event"]
Count = Callable[[str], int]

_SPACES = re.compile(r"\s+")
_KEYS: dict[str, dict[str, type | tuple[type, ...]]] = {
    "": {"version": int, "default": bool},
    "match": {"model_types": list, "names": list},
    "input": {
        "unit": str,
        "separator": str,
        "max_tokens": int,
        "template": str,
        "global_attention": list,
    },
    "output": {"max_new_tokens": int, "line_breaks": list},
    "generation": {
        "length_penalty": (int, float),
        "no_repeat_ngram_size": int,
        "repetition_penalty": (int, float),
        "min_new_tokens": int,
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """How one family of models wants its input. See the files in `prompts/`.

    `unit` is what one input holds; `max_tokens` bounds an input, special tokens included;
    `global_attention` are the tokens that attend to everything (LED).
    """

    name: str
    version: int
    model_types: tuple[str, ...]
    names: tuple[str, ...]
    unit: Unit
    separator: str
    max_tokens: int
    template: str
    max_new_tokens: int
    generation: tuple[tuple[str, float], ...] = ()
    global_attention: tuple[str, ...] = ()
    line_breaks: tuple[str, ...] = ()
    default: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelInput:
    """One input: the text for the model and the claims it holds, as indices into the evidence.

    `left_out` are sentences of those claims for which there was no room. `text` is "" for a claim
    of which not even the best sentence fits: nothing can be written, only quoted.
    """

    text: str
    claims: tuple[int, ...]
    left_out: tuple[Sentence, ...] = ()


def build_inputs(
    evidence: Evidence,
    family: Family,
    count_tokens: Count,
    *,
    max_tokens: int | None = None,
    reserved: Iterable[str] = (),
) -> tuple[ModelInput, ...]:
    """The inputs for one event, in reading order; every claim is in exactly one.

    `count_tokens` counts a text's tokens, special tokens included; `max_tokens` lowers the
    family's bound; `reserved` are the tokenizer's special tokens, which the evidence may not use.
    """
    limit = min(family.max_tokens, max_tokens or family.max_tokens)
    layout = _Layout(family, count_tokens, limit, _breaker((*reserved, *_own_tokens(family))))
    fitted = [layout.fit(claim) for claim in evidence.claims]
    groups: list[list[int]] = []
    room = 0
    for index, (kept, cost) in enumerate(fitted):
        alone = family.unit == "claim" or not kept or not groups
        if alone or cost > room or not fitted[groups[-1][-1]][0]:
            groups.append([])
            room = limit
        groups[-1].append(index)
        room -= cost
    return tuple(layout.input(evidence.claims, group, fitted) for group in groups)


def prompt_of(family: Family, sentence: str, *, reserved: Iterable[str] = ()) -> str:
    """The input that asks for one sentence to be said anew."""
    clean = _breaker((*reserved, *_own_tokens(family)))(sentence)
    return _template(family.template).render(
        sentences=[clean], documents=[[clean]], separator=family.separator
    )


class _Layout:
    """The family's template with the bound that its texts must keep."""

    def __init__(
        self, family: Family, count: Count, limit: int, clean: Callable[[str], str]
    ) -> None:
        self.family, self.count, self.limit, self.clean = family, count, limit, clean

    def render(self, sentences: Sequence[Sentence]) -> str:
        """The text for these sentences; those of one article stand together as a document."""
        by_article: dict[str, list[Sentence]] = {}
        for sentence in sentences:
            by_article.setdefault(sentence.span.article_id, []).append(sentence)
        documents = [
            [self.clean(s.text) for s in sorted(group, key=lambda s: s.span)]
            for group in by_article.values()
        ]
        return _template(self.family.template).render(
            sentences=[self.clean(sentence.text) for sentence in sentences],
            documents=documents,
            separator=self.family.separator,
        )

    def fit(self, claim: Claim) -> tuple[tuple[Sentence, ...], int]:
        """As many of the claim's sentences as fit, best first, and what they cost in tokens."""
        kept = _distinct(claim.sentences)
        while kept:
            cost = self.count(self.render(kept))
            if cost <= self.limit:
                return kept, cost
            kept = kept[:-1]
        return (), 0

    def input(
        self,
        claims: Sequence[Claim],
        group: Sequence[int],
        fitted: Sequence[tuple[tuple[Sentence, ...], int]],
    ) -> ModelInput:
        """The input for the claims in `group`."""
        kept = [sentence for index in group for sentence in fitted[index][0]]
        left = [s for i in group for s in _distinct(claims[i].sentences) if s not in fitted[i][0]]
        text = self.render(kept) if kept else ""
        return ModelInput(text=text, claims=tuple(group), left_out=tuple(left))


def _distinct(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """Without those that repeat the words of an earlier one, as wire copies do."""
    seen: dict[str, Sentence] = {}
    for sentence in sentences:
        seen.setdefault(_SPACES.sub(" ", sentence.text), sentence)
    return tuple(seen.values())


def _own_tokens(family: Family) -> tuple[str, ...]:
    separator = family.separator.strip()
    return (*family.global_attention, *family.line_breaks, *((separator,) if separator else ()))


def _breaker(reserved: Sequence[str]) -> Callable[[str], str]:
    """A function that puts text on one line and a space into each reserved token in it."""
    tokens = sorted({t for t in reserved if len(t) > 1}, key=lambda t: (-len(t), t))
    pattern = re.compile("|".join(map(re.escape, tokens))) if tokens else None

    def clean(text: str) -> str:
        flat = _SPACES.sub(" ", text).strip()
        return pattern.sub(lambda m: f"{m[0][0]} {m[0][1:]}", flat) if pattern else flat

    return clean


def family_for(model_type: str, name: str = "") -> Family:
    """The family of a checkpoint: by a pattern of its name, else by type, else the default one.

    Among patterns the longest wins, so that "primera" is not taken for something shorter.
    """
    known = families()
    plain = name.lower()
    matches = [
        (len(pattern), family.name, family)
        for family in known
        for pattern in family.names
        if fnmatchcase(plain, pattern) and (not model_type or model_type in family.model_types)
    ]
    if matches:
        return max(matches, key=lambda match: match[:2])[2]
    for family in known:
        if model_type in family.model_types:
            return family
    return next(family for family in known if family.default)


@cache
def families() -> tuple[Family, ...]:
    """The families that `prompts/` describes, sorted by name."""
    texts = {
        entry.name.removesuffix(".toml"): entry.read_text(encoding="utf-8")
        for entry in _folder().iterdir()
        if entry.name.endswith(".toml")
    }
    return tuple(parse(name, texts[name]) for name in sorted(texts))


def _folder() -> Traversable:
    """`summarizer.prompts` where the package is installed, `prompts/` beside it in a checkout."""
    try:
        return files("summarizer.prompts")
    except ModuleNotFoundError:
        return Path(__file__).resolve().parents[1] / "prompts"


def parse(name: str, text: str) -> Family:
    """The family that a TOML text describes. Raises SettingsError naming the file and the key."""
    where = f"prompts/{name}.toml"
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{where}: not valid TOML: {error}") from None
    values: dict[str, Any] = {}
    for table, keys in _KEYS.items():
        found = content if not table else content.get(table, {})
        for key, value in found.items():
            if not table and key in _KEYS:
                continue
            _check(where, f"{table}.{key}".lstrip("."), value, keys.get(key))
        values |= {key: value for key, value in found.items() if key in keys}
    return _family(where, name, values, content.get("generation", {}))


def _family(where: str, name: str, values: dict[str, Any], how: Mapping[str, float]) -> Family:
    lists = ("model_types", "names", "global_attention", "line_breaks")
    fields: dict[str, Any] = {key: tuple(values[key]) for key in lists if key in values}
    plain = ("version", "default", "unit", "separator", "max_tokens", "template", "max_new_tokens")
    fields |= {key: values[key] for key in plain if key in values}
    if values.get("unit") not in ("claim", "event"):
        raise SettingsError(f'{where}: input.unit must be "claim" or "event"')
    try:
        return Family(name=name, generation=tuple(sorted(how.items())), **fields)
    except TypeError as error:
        raise SettingsError(f"{where}: {error}") from None


def _check(where: str, key: str, value: object, allowed: type | tuple[type, ...] | None) -> None:
    if allowed is None:
        raise SettingsError(f"{where}: unknown key {key!r}")
    if not isinstance(value, allowed) or (isinstance(value, bool) and allowed is not bool):
        raise SettingsError(f"{where}: {key} has the wrong type, was: {value!r}")
    if isinstance(value, int) and not isinstance(value, bool) and value < 1:
        raise SettingsError(f"{where}: {key} must be at least 1, was: {value}")


@cache
def _template(text: str) -> Template:
    from jinja2 import Environment, StrictUndefined

    # Not HTML, and the text goes to a model: nothing is escaped.
    return Environment(undefined=StrictUndefined, autoescape=False).from_string(text.lstrip("\n"))
