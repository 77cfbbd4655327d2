"""Untrusted text made safe to print: what would command a terminal or hide from the reader becomes visible characters."""

from __future__ import annotations

from agent.expressions import expression

# C0 and C1 controls, DEL; soft hyphen; zero-width and bidirectional controls; line separators; tag characters; lone surrogates.
# Left alone: tab and newline (the caller decides), variation selectors and the zero-width joiner, which emoji need.
UNSAFE = expression(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)


def visible(text: str) -> str:
    """The text with every unsafe character written as its escape (`\\x1b`, `\\u202e`)."""
    return UNSAFE.sub(lambda match: match.group().encode("unicode_escape", "backslashreplace").decode("ascii"), text)


def one_line(text: str) -> str:
    """The same on one line, runs of white space as one blank."""
    return visible(" ".join(text.split()))
