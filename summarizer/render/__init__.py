"""A digest as JSON, Markdown, HTML or on a terminal; nothing but `records` is needed."""

from summarizer.render.digest_json import as_dict, to_json
from summarizer.render.html import to_html
from summarizer.render.markdown import to_markdown
from summarizer.render.terminal import print_terminal

__all__ = ["as_dict", "print_terminal", "to_html", "to_json", "to_markdown"]
