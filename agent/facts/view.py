"""A text under the scanners' eyes: as written, folded, and the convention it is read in."""

from __future__ import annotations

from msgspec import Struct

from agent.expressions import expression
from agent.facts.convention import Convention
from agent.facts.folding import GROUP_SPACE, fold, is_letter

_SPACES = (" ", GROUP_SPACE)


# The end of a full line of running text that goes on in the next one: no sentence ends there and no entry of a list begins.
_WRAPPED = expression(r"\n(?<=[^\n]{50}[^\s.:;!?|]\n)(?=[a-z(]|\d[\d.,]*(?:[ %]|[a-z]))(?!\d{1,3}[.)] )")


def _flowing(text: str, folded: str) -> str:
    """The folded text with a space for the line ends inside a sentence, so that "three⏎months" is read as one."""
    if "\n" not in text:
        return folded
    parts = list(folded)
    for match in _WRAPPED.finditer(text):
        parts[match.start()] = " "
    return "".join(parts)


class View(Struct, frozen=True):
    """`folded` has the same length as `text`; offsets are the same in both."""

    text: str
    convention: Convention
    folded: str = ""

    @classmethod
    def of(cls, text: str, convention: Convention) -> View:
        return cls(text, convention, _flowing(text, fold(text)))

    def char(self, at: int) -> str:
        """The folded character at `at`, "" outside the text."""
        return self.folded[at : at + 1] if at >= 0 else ""

    def skip_space(self, at: int, most: int = 1) -> int:
        """Behind at most `most` spaces; columns of a fence are set apart by more than one, so one is the rule."""
        folded, end = self.folded, at
        while end < at + most and folded[end : end + 1] in _SPACES:
            end += 1
        return end

    def starts_word(self, at: int) -> bool:
        """Whether no letter or digit is glued to the left of `at`."""
        return at < 1 or not _is_glued(self.folded[at - 1 : at])

    def ends_word(self, at: int) -> bool:
        """Whether no letter or digit is glued to the right of `at`."""
        return not _is_glued(self.char(at))


def _is_glued(character: str) -> bool:
    """Whether a character, or none, beside a word is part of it."""
    if not character.isalnum():  # a space or sign, as most are
        return character == "_"
    return is_letter(character) or character.isdecimal()
