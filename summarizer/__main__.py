"""``python -m summarizer`` and the ``newsweave`` command."""

from __future__ import annotations


def main() -> None:
    """Run the command line; never shows a traceback for an error raised on purpose."""
    from summarizer.cli import run

    run()


if __name__ == "__main__":
    main()
