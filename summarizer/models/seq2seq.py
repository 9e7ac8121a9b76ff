"""Any encoder-decoder checkpoint as a writer, through `AutoModelForSeq2SeqLM.generate`.

The input is laid out by the prompt file of the checkpoint's family. Only safetensors weights are
read and no code of a checkpoint is run. The same evidence gives the same text in any batch: every
batch has the same number of rows, and a row's padded length depends on nothing but its own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.cancel import stop_if_asked
from summarizer.errors import SettingsError
from summarizer.models.checkpoint import Checkpoint, load_checkpoint
from summarizer.models.extract import kind_of
from summarizer.prompt import Family, ModelInput, build_inputs
from summarizer.records import Claim, Draft, DraftSentence, Evidence

if TYPE_CHECKING:
    from torch import Tensor

_WORD = re.compile(r"\w+")
_ENDS = re.compile(r"[.!?…][\"'”’»)\]]*$")
_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[A-Z0-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoding:
    """`beams` 1 is greedy; `rows` is the fixed size of a batch; nothing is sampled, and `seed`
    only fixes what a checkpoint's own generation code might draw."""

    beams: int
    rows: int
    seed: int
    max_new_tokens: int


class Seq2SeqWriter:
    """Seam `Writer` over one checkpoint. Made by `load`."""

    def __init__(self, checkpoint: Checkpoint, decoding: Decoding) -> None:
        self._checkpoint = checkpoint
        self._decoding = decoding

    @classmethod
    def load(
        cls,
        spec: str | Path,
        *,
        beams: int = 4,
        batch_size: int = 4,
        seed: int = 0,
        max_new_tokens: int | None = None,
        local_files_only: bool = False,
    ) -> Seq2SeqWriter:
        """The writer for a folder or a hub id.

        `max_new_tokens` bounds one output, at most and by default as the family's file says. A
        folder is never looked for anywhere else. Raises SettingsError for a value below 1, and
        ModelError in one line where the checkpoint is absent, not reachable, not an
        encoder-decoder, or has no safetensors.
        """
        for name, value in (
            ("beams", beams), ("batch_size", batch_size), ("max_new_tokens", max_new_tokens)
        ):  # fmt: skip
            if value is not None and value < 1:
                raise SettingsError(f"{name} must be at least 1, was: {value}")
        checkpoint = load_checkpoint(spec, local_files_only=local_files_only)
        decoding = Decoding(
            beams=beams,
            rows=batch_size,
            seed=seed,
            max_new_tokens=min(
                max_new_tokens or checkpoint.max_new_tokens, checkpoint.max_new_tokens
            ),
        )
        return cls(checkpoint, decoding)

    @property
    def name(self) -> str:
        """The hub id, or the folder's name."""
        return self._checkpoint.name

    @property
    def family(self) -> Family:
        """The layout in use."""
        return self._checkpoint.family

    def signature(self) -> str:
        """Name, hash of the weights, prompt file with version, and decoding settings."""
        how, family = self._decoding, self.family
        return (
            f"{self.name} {self._checkpoint.digest[:12]} prompt {family.name}/{family.version} "
            f"beams {how.beams} rows {how.rows} tokens {how.max_new_tokens} seed {how.seed}"
        )

    def write(self, evidences: Sequence[Evidence]) -> tuple[Draft, ...]:
        """One draft per evidence; batches run across events.

        A claim that is mostly quotation, that is too long for the model, or of which its text says
        nothing, is covered by its best source sentence, verbatim.
        """
        tasks: list[tuple[int, ModelInput]] = []
        for number, evidence in enumerate(evidences):
            tasks += [(number, one) for one in self._inputs(evidence)]
        texts = self.generate([one.text for _, one in tasks])
        sentences: dict[int, list[DraftSentence]] = defaultdict(list)
        for (number, one), text in zip(tasks, texts, strict=True):
            sentences[number] += _drafted(text, one.claims, evidences[number].claims)
        return tuple(
            Draft(event_id=e.event.id, sentences=tuple(sentences[n]), writer=self.name)
            for n, e in enumerate(evidences)
        )

    def rewrite(self, sources: Sequence[str], refused: str) -> str:
        """A second try at a sentence that the gate refused: from the best source alone; "" where
        that gives the same or nothing."""
        if not sources:
            return ""
        told = self._checkpoint.layout_of(sources[0])
        found = split(self.generate([told])[0]) if told else []
        return found[0] if found and found[0] != refused else ""

    def generate(self, texts: Sequence[str]) -> list[str]:
        """The model's text for each input, in the same order; "" for ""."""
        checkpoint, how = self._checkpoint, self._decoding
        rows = {n: checkpoint.encode(text) for n, text in enumerate(texts) if text}
        by_length: dict[int, list[int]] = defaultdict(list)
        for n, ids in rows.items():
            by_length[-(-len(ids) // checkpoint.step) * checkpoint.step].append(n)
        made = [""] * len(texts)
        for length in sorted(by_length):
            members = by_length[length]
            for start in range(0, len(members), how.rows):
                chosen = members[start : start + how.rows]
                outputs = self._batch([rows[n] for n in chosen], length)
                for n, output in zip(chosen, outputs, strict=True):
                    made[n] = output
        return made

    def _inputs(self, evidence: Evidence) -> tuple[ModelInput, ...]:
        checkpoint = self._checkpoint
        return tuple(
            ModelInput(text="", claims=one.claims, left_out=one.left_out)
            if len(one.claims) == 1 and _verbatim(evidence.claims[one.claims[0]])
            else one
            for one in build_inputs(
                evidence,
                checkpoint.family,
                lambda text: len(checkpoint.encode(text)),
                max_tokens=checkpoint.max_tokens,
                reserved=checkpoint.reserved,
            )
        )

    def _batch(self, rows: Sequence[Sequence[int]], length: int) -> list[str]:
        """Generate for at most `Decoding.rows` rows, all padded to `length`."""
        import torch

        how, checkpoint = self._decoding, self._checkpoint
        # The batch is filled with copies of its first row: its size must not depend on how many
        # rows there happen to be, because matrix kernels round differently for different sizes.
        filled = [*rows, *[rows[0]] * (how.rows - len(rows))]
        ids = torch.full((how.rows, length), checkpoint.pad_id)
        mask = torch.zeros((how.rows, length), dtype=torch.long)
        for n, row in enumerate(filled):
            ids[n, : len(row)] = torch.tensor(row)
            mask[n, : len(row)] = 1
        with torch.random.fork_rng(devices=[]), torch.inference_mode():
            torch.manual_seed(how.seed)
            outputs = self._run(ids, mask)
        return [checkpoint.text_of(row) for row in outputs[: len(rows)].tolist()]

    def _run(self, ids: Tensor, mask: Tensor) -> Tensor:
        checkpoint, how = self._checkpoint, self._decoding
        extra: dict[str, Any] = {}
        if checkpoint.family.global_attention:
            extra["global_attention_mask"] = checkpoint.global_mask(ids)

        def _ask(ids: Tensor, *_: object, **__: object) -> Tensor:
            """Called by `generate` at each step; it never ends a text itself."""
            import torch

            stop_if_asked()
            return torch.zeros(len(ids), dtype=torch.bool)

        made: Tensor = checkpoint.model.generate(
            input_ids=ids,
            attention_mask=mask,
            do_sample=False,
            num_beams=how.beams,
            early_stopping=how.beams > 1,
            max_new_tokens=how.max_new_tokens,
            stopping_criteria=[_ask],
            **dict(checkpoint.family.generation),
            **extra,
        )
        return made


def split(text: str) -> list[str]:
    """The finished sentences of generated text; a last one without an end was cut off."""
    flat = " ".join(text.split())
    places = [0, *(found.end() for found in _SENTENCE.finditer(flat)), len(flat)]
    parts = [flat[a:b].strip() for a, b in pairwise(places)]
    parts = [part for part in parts if _WORD.search(part)]
    if parts and not _ENDS.search(parts[-1]):
        parts.pop()
    return parts


def _verbatim(claim: Claim) -> bool:
    """Rewriting would only spoil it: the best rendering is mostly quotation."""
    return kind_of(claim.sentences[0].text) == "quoted"


def _drafted(text: str, group: Sequence[int], claims: Sequence[Claim]) -> list[DraftSentence]:
    """Draft sentences for the claims in `group`, each claim covered."""
    written = split(text)
    if len(group) == 1 and written:
        return [DraftSentence(text=one, claims=tuple(group)) for one in written]
    found = [(_told(one, group, claims), one) for one in written]
    made = [
        (min(told), 0, n, DraftSentence(text=one, claims=told))
        for n, (told, one) in enumerate(found)
        if told
    ]
    covered = {index for told, _ in found for index in told}
    for index in group:
        if index not in covered:
            source = claims[index].sentences[0].text
            sentence = DraftSentence(
                text=" ".join(source.split()), claims=(index,), kind=kind_of(source)
            )
            made.append((index, 1, 0, sentence))
    return [sentence for *_, sentence in sorted(made, key=lambda one: one[:3])]


def _told(text: str, group: Sequence[int], claims: Sequence[Claim]) -> tuple[int, ...]:
    """The claims of `group` that a sentence rests on: those that hold at least half of its words
    or half of whose words it holds, else the one that shares most; () where none shares any."""
    own = set(_WORD.findall(text.lower()))
    shares = {}
    for index in group:
        best = [set(_WORD.findall(s.text.lower())) for s in claims[index].sentences]
        shares[index] = max(len(own & one) / max(1, min(len(own), len(one))) for one in best)
    top = max(shares.values(), default=0.0)
    if not top:
        return ()
    return tuple(i for i in group if shares[i] == top or shares[i] >= 0.5)
