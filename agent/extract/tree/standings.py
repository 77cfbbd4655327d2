"""Headings and leads that say how far the things below them are, and nothing else: "Done", "🚧 In progress (Q1)", "Concluído", "进行中"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from agent.expressions import compiled, expression
from agent.extract.tree.grades import alternatives, folded_words
from agent.extract.tree.nodes import Node, Tree
from agent.extract.wording.scanned import Scanned
from agent.facts import lexicon, normalise
from agent.facts.folding import fold
from agent.facts.statuses import status_words

_BRACKETS = expression(r"[(\[（【][^()\[\]（）【】]{0,60}[)\]）】]")
_PARTS = expression(r"[,/|;、，・→]|->")
_FEWEST_STATES, _FEWEST_PARTS = 2, 3
_LISTS = frozenset({"", "initiatives", "tasks"})
TOPICS = {"completed": "done", "in_progress": "in_progress", "planned": "planned"}
_NO_STANDING = frozenset({"new", "research"})  # such things may be at any stage


def read_standings(scanned: Scanned, tree: Tree) -> dict[int, str]:
    """For each node that only says how far what stands in it is, that status; "" when its word names as well what holds it ("Plan")."""
    found: dict[int, str] = {}
    for node in tree.nodes:
        if node.index == 0 or node.title.id:
            continue
        text = scanned.document.blocks[node.block].text[node.start : node.stop]
        if node.title.name or not node.title.status:
            if node.kind != "bullet" and node.section_topic in _LISTS and (status := _of_things(text)):
                found[node.index] = status
            continue
        if node.kind == "bullet" and not text.rstrip().endswith((":", "：")):
            continue
        if any(character.isalpha() for character in text):
            said = node.title.status not in _NO_STANDING and normalise(text) not in _nouns()
            found[node.index] = node.title.status if said else ""
    return found


def standing_above(tree: Tree, node: int | None, standings: Mapping[int, str], items: Mapping[int, int]) -> str:
    """The status that the headings around a place give it, from `node` outwards up to what encloses it as an item (`items`)."""
    for above in tree.above(node):
        if status := standing(above, standings):
            return status
        if above.index in items:
            return ""
    return ""


def standing(node: Node, standings: Mapping[int, str]) -> str:
    """The status a node gives to what stands in it, "" for most."""
    return standings.get(node.index, "") or TOPICS.get(node.section_topic, "")


@lru_cache(maxsize=1024)
def lists_states(text: str) -> bool:
    """Whether a text names the states that there are ("open (new), in_progress, done") and says of nothing which it has."""
    parts = _PARTS.split(fold(_BRACKETS.sub(" ", text)).replace("_", " ").replace("`", ""))
    found = [status_words().get(part.strip(" .:")) for part in parts]
    return len(set(found) - {None}) >= _FEWEST_STATES and found.count(None) <= 1 and len(parts) >= _FEWEST_PARTS


def _of_things(text: str) -> str:
    """The status of "Completed items", "Geplante Funktionen (Q3)": a form of status, what planned things are called, and nothing else."""
    folded = folded_words(_BRACKETS.sub(" ", text))
    match = next((match for pattern in _patterns() if (match := pattern.fullmatch(folded))), None)
    return _forms()[match["status"]] if match else ""


@cache
def _forms() -> dict[str, str]:
    return {folded_words(word): status for status, words in lexicon.words("priorities", "standing").items() for word in words}


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    status, thing = alternatives(_forms()), alternatives(lexicon.word_list("priorities", "things"))
    return compiled(rf"(?P<status>{status}) ?(?:{thing})(?: (?:{thing}))?"), compiled(rf"(?:{thing}) (?P<status>{status})")


@cache
def _nouns() -> frozenset[str]:
    """Words of status that are also the name of a plan."""
    return frozenset(normalise(word) for word in lexicon.word_list("priorities", "plans"))
