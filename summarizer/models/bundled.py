"""The writer that comes with the package: one fused sentence for each claim."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from summarizer.cards import without_cards
from summarizer.epithets import without_epithets
from summarizer.errors import ModelError
from summarizer.models.choose import Choice, shipped
from summarizer.models.commas import set_commas
from summarizer.models.extract import kind_of
from summarizer.models.reading import Reading, Vocabulary, read
from summarizer.models.surface import Piece, places, restore
from summarizer.models.threads import one_thread
from summarizer.models.trim import trim
from summarizer.models.weights import MANIFEST, bundled_path, sha256, verify
from summarizer.records import Claim, Draft, DraftSentence, Evidence

if TYPE_CHECKING:
    from summarizer.models.beam import Hypothesis, Settings
    from summarizer.models.fusion import FusionModel
    from summarizer.models.joints import JointReader

NAME = "fusion-small"
# more sentences than this say nothing new and cost time; the model was trained with up to five
MOST_SOURCES = 6
# how much more a second try pays for each word that does not go on where the last one stood
SECOND_JUMP = 2.0


class Parts(NamedTuple):
    """What a folder of weights holds."""

    model: FusionModel
    tokenizer: Any
    vocabulary: Vocabulary
    common: frozenset[str]
    reader: JointReader


class BundledWriter:
    """Seam `Writer`. Reads up to six sentences of a claim and writes one.

    Every name, number and quotation is copied from the claim's sentences, character by character;
    only function words and forms of the claim's own words are written freely.
    """

    def __init__(
        self, parts: Parts, settings: Settings, *, digest: str, choice: Choice | None = None
    ) -> None:
        self.parts = parts
        self.settings = settings
        self.choice = choice or Choice()
        self.digest = digest

    @classmethod
    def load(
        cls,
        path: Path | None = None,
        *,
        beams: int | None = None,
        settings: Settings | None = None,
        choice: Choice | None = None,
    ) -> BundledWriter:
        """Weights from a folder (None: those in the package), verified by their manifest.

        beams >= 1 (1 is greedy) replaces that of `settings`, which are else the tuned ones, as
        those of `choice` are. Raises ModelError.
        """
        from summarizer.models.beam import Settings

        search = settings or Settings()
        if beams is not None:
            search = replace(search, beams=beams)
        if search.beams < 1:
            raise ModelError(f"beams must be >= 1, was: {search.beams}")
        folder = path if path is not None else bundled_path(NAME)
        if folder is None:
            raise ModelError(f"the weights of {NAME} are not installed; install the package again")
        verify(folder)
        return cls(load_parts(folder), search, digest=sha256(folder / MANIFEST), choice=choice)

    @property
    def name(self) -> str:
        """ "fusion-small"."""
        return NAME

    def signature(self) -> str:
        """Name, the sha256 of the manifest, and how the search was set."""
        one, two = self.settings, self.choice
        search = (one.beams, one.penalty, one.reward, one.jump)
        least = shipped().threshold if two.least is None else two.least
        choice = (least, two.price, two.sure, two.lost, two.shared)
        numbers = ",".join(f"{number:g}" for number in (*search, *choice))
        return f"{NAME}/4:{self.digest[:16]}:{numbers}"

    def write(self, evidences: Sequence[Evidence]) -> tuple[Draft, ...]:
        """One draft per evidence, one sentence per claim, in the claims' order, trimmed."""
        claims = [claim for evidence in evidences for claim in evidence.claims]
        texts = iter(self.fuse([read_from(claim) for claim in claims]))
        drafts = [
            Draft(
                event_id=evidence.event.id,
                sentences=tuple(
                    drafted(next(texts), claim, at) for at, claim in enumerate(evidence.claims)
                ),
                writer=self.name,
            )
            for evidence in evidences
        ]
        return tuple(map(trim, drafts, evidences))

    def fuse(self, groups: Sequence[Sequence[str]]) -> list[str]:
        """One sentence for each group of one or more; the order within a group does not matter.

        A sentence alone is its own fusion. A group whose fusion fails is answered by its longest
        sentence. Equal groups are searched once. Raises ModelError for an empty group.
        """
        from summarizer.models.steps import GROUPS

        keys = []
        for group in groups:
            if not any(text.strip() for text in group):
                raise ModelError("a group must hold at least one sentence, was: empty")
            keys.append(ordered(group, self.parts.tokenizer))
        # groups of like length together, so that none waits long for another
        known = {key: key[0] for key in keys}
        several = {key for key in keys if len(key) > 1}
        fresh = sorted(several, key=lambda key: (sum(map(len, key)), key))
        for start in range(0, len(fresh), GROUPS):
            batch = fresh[start : start + GROUPS]
            known.update(zip(batch, self.fused(batch, self.settings), strict=True))
        return [known[key] for key in keys]

    def rewrite(self, texts: Sequence[str], refused: str) -> str:
        """A second try at a fusion of `texts` that the gate refused, with less freedom to jump
        between them; "" where it comes to the same or to one of them whole."""
        read = [without_epithets(without_cards(text)) for text in texts]
        key = ordered(read, self.parts.tokenizer)
        if len(key) < 2:
            return ""
        closer = replace(self.settings, jump=self.settings.jump + SECOND_JUMP)
        text = self.fused([key], closer)[0]
        return "" if text == refused or text in key else text

    def fused(self, batch: Sequence[tuple[str, ...]], settings: Settings) -> list[str]:
        """The fusions of at most `steps.GROUPS` groups in the model's order."""
        from summarizer.models.beam import search

        parts = self.parts
        readings = [read(texts, parts.tokenizer, parts.vocabulary) for texts in batch]
        with one_thread():
            found = search(parts.model, readings, settings, marks_of(parts.tokenizer))
            return [
                self.choice.best(texts_of(some, reading, parts), reading.texts, parts.reader)
                for some, reading in zip(found, readings, strict=True)
            ]


def read_from(claim: Claim) -> list[str]:
    """The wordings of a claim as the writer reads them: without modifiers that only judge and
    without the cards of names that a scraper left in them."""
    return [without_epithets(without_cards(one.text)) for one in claim.sentences]


def texts_of(found: Sequence[Hypothesis], reading: Reading, parts: Parts) -> list[str]:
    """The hypotheses as text."""
    return [set_commas(spelled(one, reading, parts), reading.texts) for one in found]


def drafted(text: str, claim: Claim, at: int) -> DraftSentence:
    """A draft sentence; one that is a source sentence to the letter is not called written."""
    if any(" ".join(without_cards(one.text).split()) == text for one in claim.sentences):
        # Nothing was fused: then the claim's best wording serves better than its longest.
        best = claim.sentences[0].text
        if without_cards(best) == best:
            return DraftSentence(text=best, claims=(at,), kind=kind_of(best))
        text = without_cards(best)
    return DraftSentence(text=text, claims=(at,), kind="written")


def ordered(group: Sequence[str], tokenizer: Any) -> tuple[str, ...]:
    """Different, non-empty sentences, white space made plain, longest first as in training."""
    texts = {" ".join(text.split()) for text in group} - {""}
    sizes = {text: len(tokenizer.encode(text, add_special_tokens=False).ids) for text in texts}
    return tuple(sorted(texts, key=lambda text: (-sizes[text], text))[:MOST_SOURCES])


def marks_of(tokenizer: Any) -> dict[str, int]:
    """The ids of the marks that the rules of decoding know."""
    return {mark: tokenizer.token_to_id(mark) for mark in ".?!()"}


def spelled(best: Hypothesis, reading: Reading, parts: Parts) -> str:
    """The text of a hypothesis, with the surface of the sources."""
    pieces = []
    bound = (reading.joined | ((reading.quoted >= 0) & ~reading.starts)).tolist()
    for token, place in zip(best.tokens, places(best.liking, bound), strict=True):
        word = parts.vocabulary.spelled[token]
        glued = word.startswith("##")
        word = word.removeprefix("##")
        if place < 0:
            pieces.append(Piece(text=word, glued=glued))
            continue
        group, start, end = (
            int(values[place]) for values in (reading.group, reading.start, reading.end)
        )
        pieces.append(Piece(text=word, glued=glued, group=group, start=start, end=end))
    return restore(pieces, reading.texts, common=parts.common)


def has_tiles() -> bool:
    """Whether this processor multiplies bfloat16 matrices in hardware (AMX)."""
    import torch

    check = getattr(torch.cpu, "_is_amx_tile_supported", None)
    return bool(check is not None and check())


def tokenizer_of(path: Path, size: int) -> Any:
    """The tokenizer, neither padding nor cutting. Raises ValueError for a file that is none, or one
    with other than `size` tokens."""
    from tokenizers import Tokenizer

    try:
        found = Tokenizer.from_file(str(path))
    except Exception as error:  # the library raises nothing more exact
        raise ValueError(f"{path.name}: {error}") from None
    if found.get_vocab_size() != size:
        raise ValueError(f"{path.name} must have {size} tokens, was: {found.get_vocab_size()}")
    found.no_padding()
    found.no_truncation()
    return found


def load_parts(folder: Path) -> Parts:
    """Model, tokenizer and word list of a verified folder."""
    import torch
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    from summarizer.models.fusion import FusionModel, Linear
    from summarizer.models.inputs import FusionConfig
    from summarizer.models.joints import PREFIX, JointModel, JointReader

    kinds = {torch.bfloat16, torch.float16, torch.float32}
    try:
        config = FusionConfig.from_dict(json.loads((folder / "config.json").read_text("utf-8")))
        tokenizer = tokenizer_of(folder / "tokenizer.json", config.vocabulary)
        tensors = load_file(folder / "model.safetensors")
        common = (folder / "words.txt").read_text("utf-8").split()
        odd = sorted(name for name, one in tensors.items() if one.dtype not in kinds)
        if odd:
            raise ValueError(f"{odd[0]} must be of floats, was: {tensors[odd[0]].dtype}")
        with torch.device("meta"):
            model, joints = FusionModel(config), JointModel(config)
        state = {name: value.float() for name, value in tensors.items()}
        theirs = {name: state.pop(name) for name in tensors if name.startswith(PREFIX)}
        model.load_state_dict(state, assign=True)
        theirs[f"{PREFIX}words.weight"] = model.words.weight
        joints.load_state_dict(
            {name.removeprefix(PREFIX): value for name, value in theirs.items()}, assign=True
        )
    except (OSError, ValueError, KeyError, TypeError, RuntimeError, SafetensorError) as error:
        raise ModelError(f"{folder}: is not a model of this version: {error}") from error
    spelled_as = {token: word for word, token in tokenizer.get_vocab().items()}
    vocabulary = Vocabulary(
        spelled=spelled_as, closed=config.closed, start_id=config.start_id, stop_id=config.stop_id
    )
    if has_tiles():
        for layer in (*model.modules(), *joints.modules()):
            if isinstance(layer, Linear):
                layer.to(torch.bfloat16)
    for one in (model, joints):
        one.eval().requires_grad_(False)
    reader = JointReader(joints, tokenizer)
    return Parts(model, tokenizer, vocabulary, frozenset(common), reader)
