"""The error tree. Every error Newsweave raises on purpose is one of these.

NewsweaveError
├── UsageError          the caller asked for something that does not exist (CLI exit 2)
│   └── SettingsError   a setting is unknown or out of range
├── InputError          an input could not be read at all (CLI exit 3)
│   └── RecordError     one record of an input is bad; the others go on (CLI exit 4)
├── ModelError          a model could not be found, verified or loaded (CLI exit 5)
└── Cancelled           the caller no longer wants the result

A message says what was wrong, where, what is allowed and what to do.
"""

from __future__ import annotations


class NewsweaveError(Exception):
    """Base of all errors raised on purpose."""


class UsageError(NewsweaveError):
    """The caller asked for something that does not exist or contradicts itself."""


class SettingsError(UsageError):
    """A setting is unknown or out of its range."""


class InputError(NewsweaveError):
    """Nothing could be read from an input."""


class RecordError(InputError):
    """One record is bad. ``where`` is ``file``, ``file:line`` or ``articles[3].text``."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where = where
        self.reason = reason


class ModelError(NewsweaveError):
    """A model could not be found, verified or loaded."""


class Cancelled(NewsweaveError):
    """The caller no longer wants the result."""


# The exit code of a run that lost an event to an error that nobody foresaw; the rest is written.
EVENT_LOST = 6

# The one table from errors to exit codes; the most specific class wins (see ``exit_code``).
EXIT_CODES: dict[type[NewsweaveError], int] = {
    UsageError: 2,
    InputError: 3,
    RecordError: 4,
    ModelError: 5,
}


def exit_code(error: NewsweaveError) -> int:
    """The exit code of the command line for ``error``: 2, 3, 4 or 5; 1 for the bare base class."""
    for kind in type(error).__mro__:
        if kind in EXIT_CODES:
            return EXIT_CODES[kind]
    return 1
