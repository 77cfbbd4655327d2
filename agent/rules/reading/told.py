"""Dependencies that a sentence tells of two ids: "T4 depends on T3 and T2." """

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from agent.expressions import expression
from agent.model.roadmap import Dependency, Item, Roadmap
from agent.model.token import Token
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.vocabulary import pattern

WAITS = expression(r"依赖|依存|前提|wartet auf|baut auf|attend|espera a|aspetta", re.IGNORECASE)
BETWEEN = expression(r"[\s,;、，和と及&+/]*(?:(?:and|und|et|y|e|и)\s)?\s*", re.IGNORECASE)
END = expression(r"\s*(?:ab|に依存(?:する|します)?|が前提(?:となる|です|である)?|の(?:後|完了後))?\s*[.。]?\s*", re.IGNORECASE)
REACH = 30  # characters between the item and what it waits for

Told = tuple[tuple[Item, Dependency], ...]


def told_dependencies(roadmap: Roadmap, sentences: Sequence[Sentence]) -> Told:
    """What sentences of this one form say, beside what the items declare; a target that no item defines has the key ""."""
    known = roadmap.by_id
    found = []
    for sentence in sentences:
        ids = [token for token in sentence.tokens if token.kind == "id"]
        item = known.get(ids[0].text.casefold()) if len(ids) > 1 and sentence.kind in ("paragraph", "item") else None
        kind = _kind(sentence, ids) if item else ""
        if item is None or not kind or ids[0].start > 2 or not _is_whole(sentence.text, ids):
            continue
        span = span_of_sentence(roadmap, sentence)
        for token in ids[1:]:
            other = known.get(token.text.casefold())
            found.append((item, Dependency(token.text, other.key if other else "", span, "blocks" if kind == "blocks" else "depends_on")))
    return tuple(found)


def _kind(sentence: Sentence, ids: Sequence[Token]) -> str:
    """Whether the first id waits for the others ("needs") or they for it ("blocks"); "" when the sentence says neither."""
    between = sentence.text[ids[0].end : ids[1].start]
    if len(between) > REACH or pattern("denied").search(between):
        return ""
    words = [token.value for token in sentence.tokens if token.kind == "reference" and ids[0].end <= token.start < ids[1].start]
    if words in (["blocks"], ["before"]):
        return "blocks"
    behind = sentence.text[ids[-1].end :]
    return "needs" if words in (["depends_on"], ["after"]) or WAITS.search(between) or WAITS.search(behind) else ""


def _is_whole(text: str, ids: Sequence[Token]) -> bool:
    """Whether nothing but the ids stands behind the verb."""
    joined = all(BETWEEN.fullmatch(text, one.end, other.start) for one, other in pairwise(ids[1:]))
    return joined and END.fullmatch(text, ids[-1].end) is not None
