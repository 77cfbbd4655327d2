"""Lines that say when without a colon: "Launch on Tuesday, 9 November", "Publicado el 22 de junio"."""

from __future__ import annotations

from collections.abc import Sequence

from agent.expressions import expression
from agent.extract.wording.labels import Field, content_start
from agent.facts import SURE, lookup_headers, lookup_label
from agent.facts.calendar_words import phrases_of
from agent.facts.folding import fold
from agent.model.quantity import Window
from agent.model.token import Token

_MOST_WORDS = 6  # before the time
_WORD = expression(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ENDS = expression(r"[\s.)）。]*$")


def dated_label(text: str, tokens: Sequence[Token]) -> Field | None:
    """The label and the time of a line that holds nothing else; None where it holds more, or the words name no start or end."""
    times = [token for token in tokens if token.kind != "status"]
    if len(times) != 1 or not isinstance(times[0].value, Window) or not _ENDS.match(text, times[0].end):
        return None
    first = content_start(text, 0, times[0].start)
    words = list(_WORD.finditer(text, first, times[0].start))
    if not 0 < len(words) <= _MOST_WORDS:
        return None
    for count in range(len(words), 0, -1):
        end = words[count - 1].end()
        if _names_end(text[first:end]) and all(_joins(word[0]) for word in words[count:]):
            return Field(first, end, end, times[0].start, times[0].end, ":")
    return None


def _names_end(label: str) -> bool:
    meaning = next(iter(lookup_headers(label)), None) or lookup_label(label)
    return meaning is not None and meaning.confidence >= SURE and meaning.attribute in {"start", "end"}


def _joins(word: str) -> bool:
    return fold(word) in phrases_of("prepositions", "weekdays", "day_articles", "from", "until")
