"""Newsweave: articles about one event become one neutral summary that cites its exact sources.

from summarizer import Settings, build_pipeline, read_paths
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.build import pipeline as build_pipeline
    from summarizer.config import Settings
    from summarizer.read import read_paths
    from summarizer.records import Article
    from summarizer.summaries import Digest

__version__ = "0.1.0"
__all__ = ["Article", "Digest", "Settings", "__version__", "build_pipeline", "read_paths"]

# name -> (module, attribute): nothing is imported before it is asked for.
_HOMES = {
    "Article": ("summarizer.records", "Article"),
    "Digest": ("summarizer.summaries", "Digest"),
    "Settings": ("summarizer.config", "Settings"),
    "build_pipeline": ("summarizer.build", "pipeline"),
    "read_paths": ("summarizer.read", "read_paths"),
}


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module 'summarizer' has no attribute {name!r}")
    module, attribute = _HOMES[name]
    return getattr(import_module(module), attribute)
