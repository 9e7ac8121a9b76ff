"""``python -m summarizer`` and the ``newsweave`` command: every ending has its exit code."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

from summarizer.errors import NewsweaveError, exit_code

FAILED = 1  # the output could not be written
INTERRUPTED = 130  # 128 and the number of the signal, as shells have it
PIPE_CLOSED = 141  # as after SIGPIPE


def main() -> NoReturn:
    """Run the command line; never shows a traceback for an error raised on purpose."""
    _open_streams()
    try:
        code = _run()
        sys.stdout.flush()
    except NewsweaveError as error:
        _complain(str(error))
        code = exit_code(error)
    except KeyboardInterrupt:
        _complain("interrupted")
        # At once: taking the loaded models down in good order takes seconds.
        _let_go()
        os._exit(INTERRUPTED)
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): nothing to say to it.
        code = PIPE_CLOSED
    except OSError as error:
        _complain(f"{error.filename or 'the output'} cannot be used ({error.strerror or error})")
        code = FAILED
    _let_go()
    sys.exit(code)


def _complain(message: str) -> None:
    """One line on standard error."""
    print(f"newsweave: {message}", file=sys.stderr)


def _run() -> int:
    """Run the command that ``sys.argv`` names. What goes wrong with the option parser is told in
    its words; what nobody foresaw is raised."""
    from typer.main import get_command

    from summarizer.cli import app

    try:
        # Not `main`, which turns a closed pipe into exit code 1.
        with get_command(app).make_context("newsweave", sys.argv[1:]) as context:
            context.command.invoke(context)
    except Exception as error:
        show = getattr(error, "format_message", None)
        if type(error).__name__ == "NoArgsIsHelpError" and show is not None:
            print(show())
            return 2
        if show is not None:
            where = getattr(getattr(error, "ctx", None), "command_path", "") or _asked()
            _complain(f"{show().rstrip('.')} (see {where} --help)")
            return int(getattr(error, "exit_code", 2))
        if type(error).__name__ in {"Abort", "Exit"}:
            return int(getattr(error, "exit_code", FAILED))
        raise
    return 0


def _asked() -> str:
    """The command that was asked for, where what is wrong does not say it."""
    name = next((one for one in sys.argv[1:] if not one.startswith("-")), "")
    return f"newsweave {name}".rstrip()


def _open_streams() -> None:
    """A stream that the caller closed (``>&-``) is None; what is written there goes nowhere."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode))


def _let_go() -> None:
    """What could not be written must not be tried again, and complained of, at the exit."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
