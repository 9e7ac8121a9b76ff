"""People are introduced where a summary first names them: "Lind said" becomes "Mayor Ada Lind
said".

The sentence that introduced somebody in a source is often not the one that is told. Where a
summary knows a person by the family name alone, and all sources that give a full name give one,
its first mention gets the form that a source has, and the sentence cites the place that has it.
What the fact gate does not pass stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from summarizer.accounts import NOTE
from summarizer.bearers import ARTICLE_BEFORE, Bearers, Form
from summarizer.clip import part
from summarizer.context import outside_quotes
from summarizer.facts import names
from summarizer.records import Sentence
from summarizer.seams import Judge
from summarizer.summaries import SummarySentence
from summarizer.verify import check

if TYPE_CHECKING:
    from summarizer.citation_list import CitationList
    from summarizer.evidence import EventMaterial

# "Mrs" may be somebody's wife, whom the sources name nowhere.
_HONORIFIC = re.compile(r"(?:Mr|Ms|Miss)\.? ")
# What a name may stand behind where words can be put before it: nothing, a mark, a small word
# that is no article, a form of a verb.
_OPEN_LEFT = re.compile(
    r"(?:^|[,;:—–)] |[,?!.][”\"] |\b(?:as|at|by|for|from|of|on|to|with|about|against|before|"
    r"between|but|than|when|where|while|if|into|like|under|until|whom|which|though|although|because|since|"
    r"whether|that|told|said|says|met|took|gave|saw|beat|via|over|after|what|and|how|is|was|alongside|during|[a-z]+ed|"
    r"including|following|calling|citing|saying) )$",
    re.IGNORECASE,
)
# And what may follow it: the end, a mark, a possessive, a word before which no name stands as a
# noun stands before another. No apposition: it says who that is.
_OPEN_RIGHT = re.compile(
    r"(?:['’]s?(?!\w)|[.;:?!)—–]|$"
    r"|, (?!(?:an?|the|his|her|its|whose|who is|who was|\d\S*|former)\b|[A-Z])"
    r"| (?:[—–-] |(?:and|or)(?: [a-z]| [A-Z][\w’'.-]* [A-Z])|\w+n['’]t\b|(?:[a-z]+(?:ed|ly)|said|"
    r"says|told|tells|wrote|gave|took|made|went|came|began|became|did|does|do|has|had|have|is|was|will|"
    r"would|could|should|may|might|can|must|also|never|not|then|later|still|himself|herself|saw|met|"
    r"left|held|spoke|won|lost|got|knew|found|wants|plans|notes|doubts|adds|thinks|hopes|calls|"
    r"seems|faces|needs|believes|argues|knows|as|at|by|for|from|in|of|on|to|with|about|against|"
    r"before|but|than|when|where|while|if|into|under|until|who|whom|which|though|although|because|"
    r"since|over|after|that|during)\b))"
)


class _Slot(NamedTuple):
    """A family name that stands alone at ``text[start:end]``; ``titled``: later it has a title;
    ``later``: the sentence behind that has the name in full, -1 for none."""

    start: int
    end: int
    surname: str
    titled: bool = False
    later: int = -1

    def moved(self, by: int) -> _Slot:
        return self._replace(start=self.start + by, end=self.end + by)


def introduced(
    told: Sequence[SummarySentence],
    material: EventMaterial,
    cited: CitationList,
    *,
    judge: Judge | None,
) -> tuple[SummarySentence, ...]:
    """The sentences, in reading order, with everybody introduced whom they know by the family
    name alone, as far as the budget of words goes."""
    mentions = _first_mentions(told)
    if not mentions:
        return tuple(told)
    work = _Introducing(told, material, cited, judge)
    for at, slot in mentions:
        work.introduce(at, slot)
    return tuple(work.out)


class _Introducing:
    """The sentences while names are put into them."""

    def __init__(
        self,
        told: Sequence[SummarySentence],
        material: EventMaterial,
        cited: CitationList,
        judge: Judge | None,
    ) -> None:
        self.told, self.cited, self.judge = told, cited, judge
        self.out = list(told)
        self.words = material.evidence.words
        self.day = material.evidence.event.day
        self.bearers = Bearers([s for document in material.read for s in document.sentences])

    def introduce(self, at: int, slot: _Slot) -> None:
        """Give the name at `slot` of sentence `at` the form of a source where one fits."""
        form = self.bearers.form(slot.surname, starts=slot.start == 0)
        place = self._now(at, slot)
        if form is None or place is None or (slot.titled and form.full == form.plain):
            return
        one = self.out[at]
        later = self._moved(slot.later, form) if slot.later >= 0 else None
        if slot.later >= 0 and later is None:
            # that sentence says who it is
            form = Form(form.plain, form.plain)
        left = self.words - sum(_size(other) for other in self.out)
        left += _size(self.out[slot.later]) - _size(later) if later else 0
        passages = _passages(one, self.cited, self.bearers)
        for text, wanted in _texts(one.text, place, form):
            source = _source(wanted, passages, self.bearers)
            if len(text.split()) - _size(one) > left or source is None:
                continue
            if self._sound(text, [*passages, source]):
                new = () if source in passages else self.cited.cite((source.span,))
                numbers = tuple(sorted({*one.citations, *new}))
                self.out[at] = replace(one, text=text, kind="written", citations=numbers)
                if later:
                    self.out[slot.later] = later
                return

    def _now(self, at: int, slot: _Slot) -> _Slot | None:
        """Where the name stands now that other names of its sentence may have changed."""
        text, was = self.out[at].text, self.told[at].text
        places = (slot.moved(len(text) - len(was)), slot)
        name = was[slot.start : slot.end]
        return next((one for one in places if text[one.start : one.end] == name), None)

    def _moved(self, later: int, form: Form) -> SummarySentence | None:
        """Sentence `later` without the form, which goes to the first mention."""
        one = _shorter(self.out[later], form)
        if one and self._sound(one.text, _passages(one, self.cited, self.bearers)):
            return one
        return None

    def _sound(self, text: str, passages: Sequence[Sentence]) -> bool:
        return check(text, passages, anchor=self.day, judge=self.judge).ok


def _size(one: SummarySentence) -> int:
    return len(one.text.split())


def _shorter(one: SummarySentence, form: Form) -> SummarySentence | None:
    """The sentence with the family name where it has the form; None where it has that not just
    once or something bears on it ("Lind, who left", "Lind and Brill")."""
    plain = outside_quotes(one.text)
    if plain.count(form.full) != 1 or one.note == NOTE:
        return None
    start = plain.index(form.full)
    end = start + len(form.full)
    surname = form.plain.rsplit(" ", 1)[-1]
    if not _open(one.text, _Slot(start, end, surname)):
        return None
    return replace(one, text=f"{one.text[:start]}{surname}{one.text[end:]}", kind="written")


def _first_mentions(told: Sequence[SummarySentence]) -> list[tuple[int, _Slot]]:
    """The first mention of everybody whom nothing before it names in full, where words can be put
    before it, in reading order.

    What is quoted is not looked at, and "the Lind report" mentions nobody."""
    full: dict[str, int] = {}
    titled: set[str] = set()
    first: dict[str, tuple[int, _Slot | None]] = {}
    for at, one in enumerate(told):
        plain = outside_quotes(one.text)
        for name in names(one.text):
            surname = name.key.rsplit(" ", 1)[-1]
            quoted = not plain[name.start : name.end].strip()
            if quoted or ARTICLE_BEFORE.search(one.text[: name.start]):
                continue
            slot = _Slot(name.start, name.end, surname)
            alone = " " not in _HONORIFIC.sub("", name.text)
            open_ = alone and one.note != NOTE and _open(one.text, slot)
            first.setdefault(surname, (at, slot if open_ and surname not in full else None))
            if " " in name.key:
                full.update({word: at for word in name.key.split() if word not in full})
            elif not alone:
                titled.add(surname)
    found = [
        (at, slot._replace(titled=slot.surname in titled, later=full.get(slot.surname, -1)))
        for at, slot in first.values()
        if slot and full.get(slot.surname) != at
    ]
    return sorted(found, key=lambda one: (one[0], one[1].start))


def _open(text: str, slot: _Slot) -> bool:
    """Whether words may be put before the name."""
    return bool(_OPEN_LEFT.search(text[: slot.start]) and _OPEN_RIGHT.match(text[slot.end :]))


def _texts(text: str, slot: _Slot, form: Form) -> Iterator[tuple[str, str]]:
    """The sentence with the full form, and what of it a source must have: with the office, and
    with the name alone."""
    for wanted in dict.fromkeys((form.full, form.plain)):
        shown = wanted
        if slot.start == 0:
            shown = wanted[0].upper() + wanted[1:]
        elif wanted.startswith("Former "):
            shown = "f" + wanted[1:]
        yield f"{text[: slot.start]}{shown}{text[slot.end :]}", wanted


def _passages(one: SummarySentence, cited: CitationList, bearers: Bearers) -> list[Sentence]:
    """What a sentence cites, with the facts; without parts of sentences that lost a card, whose
    places their text does not have."""
    places = {n: span for span, n in cited.numbers.items()}
    found = []
    for span in (places[n] for n in one.citations):
        whole = bearers.at(span)
        if whole is None:
            continue
        if span == whole.span or len(whole.text) == whole.span.end - whole.span.start:
            found.append(part(whole, span))
    return found


def _source(wanted: str, passages: Sequence[Sentence], bearers: Bearers) -> Sentence | None:
    """The passage that has the form, else the first sentence of an article that is cited already
    that has it, else the first."""
    near = {one.span.article_id for one in passages}
    held = next((one for one in passages if wanted in one.text), None)
    return held or min(
        bearers.having(wanted),
        key=lambda one: (one.span.article_id not in near, one.span),
        default=None,
    )
