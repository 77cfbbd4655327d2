"""What looks like a question word and is none."""

from __future__ import annotations

import re

from agent.answers.asking.cues import (
    cue_spans,
    cues_of,
    unspaced_spans,
)
from agent.answers.asking.words import UNSPACED_LANGUAGES
from agent.expressions import expression

# "when" between clauses ("what do we do when it rains") asks for no time.
_WHEN = expression(r"\b(?:when|quando|cuando|quand|когда)\b", re.IGNORECASE)
_ASKED_WHEN = expression(
    r"(?:^|[,;:.!?–—(]\s*|\b(?:and|or|by|since|until|till|from|e|y|et|ou|o|de|desde|até|ate|hasta|depuis|и|с|до)\s+)(?:when|quando|cuando|quand|когда)\b",
    re.IGNORECASE,
)
# "what do we pay someone who brings ..." asks for no person.
_WHO = expression(r"\bwho(?:m|se)?\b", re.IGNORECASE)
_ASKED_WHO = expression(
    r"(?:^|[,;:.!?–—(]\s*|\b(?:and|or|to|for|by|with|from|of|on|under|is|are|say|says|know|tell)\s+)who(?:m|se)?\b", re.IGNORECASE
)
_QUAND = expression(r"\bquand\b", re.IGNORECASE)
_QUAND_MEME = expression(r"\bquand\sm[êe]me\b", re.IGNORECASE)
_QUI = expression(r"(?<!\w)qui\b", re.IGNORECASE)
_CE_QUI = expression(r"(?<!\w)(?:ce qui|est-ce qui)\b", re.IGNORECASE)


def not_asked(text: str, language: str) -> frozenset[str]:
    """What looks like a question word and is none.

    "when", where the question opens with another question word and "when" only joins a clause to it, and "who" that does; a French "qui"
    that asks for no person, and "quand même"; a time asked for by "何週" where it is only the beginning of "何週間", how many weeks.
    """
    found: set[str] = set()
    if _WHEN.search(text) is not None and _ASKED_WHEN.search(text) is None and OTHER_WORD.match(text):
        found.add("when")
    if _WHO.search(text) is not None and _ASKED_WHO.search(text) is None and OTHER_WORD.match(text):
        found.add("who")
    if language == "fr" and len(_QUAND.findall(text)) == len(_QUAND_MEME.findall(text)):
        found.add("when")
    if language == "fr" and len(_CE_QUI.findall(text)) == len(_QUI.findall(text)):
        found.add("who")
    if language in UNSPACED_LANGUAGES and _inside(text, "when", "how_long", language):
        found.add("when")
    if language == "es" and _WHERE_IN.search(text) is not None:
        found.add("share")
    if language == "zh" and _HOW_HIGH.search(text) is not None:
        found.add("how_many")
    if language in ("es", "pt") and _THROUGH_WHICH.match(text) is not None:
        found.add("why")
    found |= {cue for cue, bound in _BOUNDS if _within(text, cue, bound, language)}
    if MEANS.match(text) is not None:
        found |= {"average", "how_much"}
    told = ADD_UP.match(text) or _COMES_TO.match(text)
    if told is not None:
        found |= {"adds_up", "correct"} - cues_of(text[told.end() :], language)
    more = _ADD_TO.search(text)
    if more is not None:
        found |= {"sum", "adding"} - cues_of(f"{text[: more.start()]} {text[more.end() :]}", language)
    return frozenset(found)


_HOW_HIGH = expression(r"(?:是|为|達|达|到)多少[？?。\s]*$")  # "目标是多少" asks for a figure, "有多少用户" for a number of things
MEANS = expression(r"\W*what\s(?:do|does|did)\s.*\bmean\b\W*$", re.IGNORECASE)  # asks for no average
ADD_UP = expression(
    r"\W*(?:please\s|now\s|(?:can|could)\syou\s)?(?:add|sum|total|count)(?:ing)?\sup\b", re.IGNORECASE
)  # asks for a sum, not if it is right
# "what do the wages of May and June add up to": a sum, too.
_COMES_TO = expression(
    r"\W*(?:what|how\s(?:much|many|long))\s(?:do|does|did|will|would)\b[^,;:?]{1,120}?\b(?:add\sup|sum\sup|sum|come|amount)\sto\b",
    re.IGNORECASE,
)
# "which categories should we not add to", "why do we add another camp": what is put into the plan.
_ADD_TO = expression(
    r"\b(?:should|do|did|will|can|could|may|must|shall)\s(?:we|you|they|i)\s(?:not\s)?add\b(?!\s(?:up|together|the|all|both|these|those|them)\b)",
    re.IGNORECASE,
)
_WHERE_IN = expression(r"\ben qu[eé] parte\b", re.IGNORECASE)  # where, not which share
# "¿Por qué canales ...?" asks through which, not why: a plural follows that is no verb and no article.
_THROUGH_WHICH = expression(
    r"\W*por qu[eéê]\s(?!(?:las|los|nos|sus|es|estas?|estes|esses|dos|ambas|ambos|todas|todos|mas|más|tras|vas|tres)\b)\w+(?<!mo)s\b",
    re.IGNORECASE,
)
_BOUNDS = (
    ("maximum", "at_most"),
    ("minimum", "at_least"),
    ("how", "at_most"),
    ("how", "at_least"),
    ("open", "left_out"),  # "¿Qué queda fuera?"
    ("sum", "add_on"),
    ("adding", "add_on"),
    ("exclude", "left_out"),
    ("before", "difference"),  # "how far ahead of the next one"
    ("same", "difference"),  # "how much does the one differ from the other"
    ("more_than", "sum"),  # "over both phases"
    ("versus", "sum"),
    ("where", "how_much"),  # "all four added, where do we land?"
)


def _within(text: str, cue: str, bound: str, language: str) -> bool:
    """Whether a word stands only as a part of a phrase that means another thing: "höchstens" is not "das höchste"."""
    spans, wider = cue_spans(text, cue, language), cue_spans(text, bound, language)
    return bool(spans) and bool(wider) and all(any(start <= first and last <= end for start, end in wider) for first, last in spans)


def _inside(text: str, cue: str, other: str, language: str) -> bool:
    """Whether every phrase of a cue is part of a phrase of the other one."""
    spans, wider = unspaced_spans(text, cue, language), unspaced_spans(text, other, language)
    return bool(spans) and all(any(start <= first and last <= end for start, end in wider) for first, last in spans)


OTHER_WORD = expression(
    r"\W*(?:how|why|what|which|who|como|por qu[eê]|o que|qua(?:l|is)|qu[eé]|cu[aá]l(?:es)?|cómo|comment|pourquoi|que|quoi|quel(?:le)?s?"
    r"|(?:de|à|a|sur|pour|con|por|para|em|en|pelo|do|ao?)\s(?:qu[ei]|quoi|qu[eé]|quem|quién)"
    r"|(?:di|da|a|per|con|in|su)\s(?:chi|cosa|che|quale|quali)|(?:van|voor|met|aan|bij|op)\s(?:wie|welke?)"
    r"|(?:wo(?:für|von|rum|rauf|ran|mit|rauf|nach|zu)|um was|für was|von was)"
    r"|(?:for|on|of|from|to|with|by|in|under)\s(?:what|whom|which)"
    r"|как(?:ая|ой|ое|ие)?|почему|что)\b",
    re.IGNORECASE,
)
