"""Whether a sentence asks if something is so, by how it ends or by the verb behind its subject."""

from __future__ import annotations

from agent.answers.asking.cues import cue_spans, opens_with
from agent.answers.asking.groups import group
from agent.answers.asking.words import UNSPACED_LANGUAGES, words
from agent.expressions import expression

# A Japanese question word that asks: "何回" does, "何回でも" (as often as one likes) does not.
_JAPANESE_ASKS = expression(r"(?:何|いつ|どこ|誰|だれ|いくら|いくつ|どれ|どの|どちら|どんな|なぜ|どう)(?!.{0,3}でも)")
# What stands between the last comma, colon or dash of a sentence and its question mark: "when do we break even - text and table agree?".
_LAST_CLAUSES = expression(r"(?:^|[,;:.!?？–—]\s|\s-\s)((?:(?![,;:.!?？–—]\s|\s-\s)[^?？])+)[?？]")
_ASKING = ("who", "when", "how_long", "how_much", "how_many", "where", "why", "how", "which", "list", "costs")
_CLOSING = ("same", "adds_up", "correct")


def closes(text: str, language: str, cues: frozenset[str], *, asks: bool) -> bool:
    """Whether a question that does not begin like one asks for yes or no: "As regras batem?", "La nota es la media?", "...ですか".

    `asks` says that a question word stands at its beginning.
    """
    bare = text.rstrip().rstrip("?？").rstrip()
    if language == "zh":
        return bare.endswith(("吗", "嗎", "对不对", "對不對", "是不是"))
    if language == "ja":
        return bare.endswith("か") and _JAPANESE_ASKS.search(text) is None
    if cues & group("comparing_cues") and any(_ends_in_check(clause, language) for clause in _LAST_CLAUSES.findall(text)):
        return True
    if not text.rstrip().endswith(("?", "？")):
        return False
    said = words(text)
    linked = language in ("es", "pt", "fr") and any(word.text in group("linking_verbs") for word in said[1:-1])
    return linked and not asks and not cues & set(_ASKING)


def _ends_in_check(clause: str, language: str) -> bool:
    """Whether the last clause of a sentence says at its end what is to be checked, and does not ask for something else."""
    said = len(words(clause))
    ends = any(last == said for cue in _CLOSING for _, last in cue_spans(clause, cue, language))
    return ends and not any(opens_with(clause, cue, language) for cue in _ASKING)


_AMOUNTS = ("how_much", "how_many", "how_long", "costs")
LAST_WORDS = 6  # among which an amount is asked for at the end: "... come to how much a month?"


def compares_only(text: str, language: str, cues: frozenset[str]) -> bool:
    """Whether a question without a question word at its beginning compares, and does not ask for an amount.

    An amount is asked for at the end ("the two come to how much a month?"), or by what is to be added ("rent and heating, both together?").
    """
    last = len(words(text)) - LAST_WORDS
    if language not in UNSPACED_LANGUAGES and any(first >= last for cue in _AMOUNTS for first, _ in cue_spans(text, cue, language)):
        return False
    return bool(cues & group("comparing_cues") - ({"versus"} if "sum" in cues else frozenset()))
