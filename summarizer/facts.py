"""The facts of a sentence that a summary must not alter: numbers, names, quotations.

This module only gathers the public helpers of the modules beside it.
"""

from __future__ import annotations

from summarizer.names import DEMONYMS, may_hold, name_alias, names, surnames
from summarizer.numbers import numbers
from summarizer.quotes import quotes

__all__ = ["DEMONYMS", "may_hold", "name_alias", "names", "numbers", "quotes", "surnames"]
