"""Settings to a pipeline: here the names of models become objects, imported late."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from summarizer.config import Settings

if TYPE_CHECKING:
    from summarizer.pipeline import Pipeline
    from summarizer.seams import Writer

BUNDLED = "fusion-small"

# name -> "module:attribute"
_PARTS = {
    "embedder": "summarizer.models.embedders:load_embedder",
    "extract": "summarizer.models.extract:ExtractWriter",
    "bundled": "summarizer.models.bundled:BundledWriter",
    "writer_folder": "summarizer.models.hub:writer_folder",
    "seq2seq": "summarizer.models.seq2seq:Seq2SeqWriter",
    "judge": "summarizer.models.judges:FeatureJudge",
}


def part(name: str) -> Any:
    """The class or function behind ``name``."""
    module, _, attribute = _PARTS[name].partition(":")
    return getattr(import_module(module), attribute)


def writer(settings: Settings) -> Writer:
    """The writer that ``settings.writer`` names.

    "auto" is the bundled model where it is installed, else "extract". A model that was asked for
    by name and cannot be loaded raises ModelError; nothing is replaced in silence.
    """
    from summarizer.models import weights

    chosen = settings.writer
    bundled = BUNDLED if chosen == "auto" else chosen
    if weights.is_broken(bundled):
        # says what is missing
        weights.verify(weights.weights_folder() / bundled)
    if chosen == "auto":
        chosen = BUNDLED if weights.bundled_path(BUNDLED) is not None else "extract"
    extract: Writer = part("extract")()
    if chosen == "extract":
        return extract
    folder = weights.bundled_path(chosen) or weights.packaged(chosen)
    loaded: Writer
    if folder is not None:
        loaded = part("bundled").load(folder, beams=settings.beams or None)
    else:
        loaded = part("seq2seq").load(chosen, beams=settings.beams or 4, seed=settings.seed)
    return loaded


def pipeline(settings: Settings | None = None) -> Pipeline:
    """A pipeline with its models loaded and verified. Raises ModelError."""
    from summarizer.models import weights
    from summarizer.pipeline import Pipeline

    settings = settings or Settings()
    if settings.threads:
        import_module("torch").set_num_threads(settings.threads)
    known = settings.writer in ("auto", "extract") or weights.is_broken(settings.writer)
    if not known and weights.bundled_path(settings.writer) is None:
        # A name that stands for nothing is told before anything is loaded.
        part("writer_folder")(settings.writer)
    return Pipeline(
        embedder=part("embedder")(settings.embedder),
        writer=writer(settings),
        extract=part("extract")(),
        judge=part("judge").load(),
        settings=settings,
    )
