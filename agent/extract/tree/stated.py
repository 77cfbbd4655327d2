"""Headings and bullets that state something of what is around them and name nothing planned themselves."""

from __future__ import annotations

from functools import cache

from agent.expressions import expression
from agent.extract.tree.nodes import Node
from agent.extract.wording.labels import Field
from agent.extract.wording.scanned import Scanned
from agent.extract.wording.words import names_account
from agent.facts import lexicon, lookup_label, normalise, sure_label
from agent.facts.folding import fold, is_ideographic
from agent.model.quantity import Quantity

# Attributes that a heading only states of what is around it, beside a value and alone.
_STATED = frozenset({"status", "team", "people", "cost", "effort", "duration", "owner", "priority", "revenue", "funding", "version"})
_TOLD = frozenset({"scope", "note", "status", "impact", "complexity", "likelihood", "confidence"})
_BOUNDS = frozenset("<>≤≥＜＞")
_BRACKETED = expression(r"[(（][^()（）]*[)）]")


def only_describes(node: Node) -> bool:
    """Whether a heading names an attribute of what is around it, or an account of it, and nothing planned: "Description", "Q4 team: 6-8
    engineers", "Current status: ready", "Test statistics"."""
    name = node.title.name
    label, colon, value = name.partition(":") if ":" in name else name.partition("：")
    label = label.strip()
    sure = sure_label(label)
    plain = sure.attribute if sure is not None and not sure.qualifier else ""
    if colon and value.strip():
        meaning = lookup_label(label)
        return plain in _STATED or (meaning is not None and meaning.attribute == "status")
    return plain in _TOLD or (not node.title.windows and names_account(name))


def names_plan(name: str) -> bool:
    """Whether what a document is called says that it is a plan: "Project roadmap of the ferry", "Feuille de route"."""
    plain, papers = normalise(name), _plan_papers()
    return plain in papers or any(word in papers for word in plain.split())


@cache
def _plan_papers() -> frozenset[str]:
    return frozenset(normalise(word) for word in lexicon.word_list("sections", "plan_papers"))


def explains(label: str, value: str, language: str) -> bool:
    """Whether a line tells why or how something is done, or on what it depends: "Why first: it saves days", "Go: if the pilot holds"."""
    return _opens_with(label, "asking", language) or _opens_with(value, "deciding", language)


def _opens_with(text: str, key: str, language: str) -> bool:
    folded = fold(text.strip(" *_\"“”'"))
    for word in _first_words(key, language):
        after = folded[len(word) : len(word) + 1]
        if folded.startswith(word) and (is_ideographic(word[0]) or not (after.isalnum() or after == "-")):
            return True
    return False


@cache
def _first_words(key: str, language: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in lexicon.words("sections", key).get(language, ()))


def opens_with_figure(scanned: Scanned, node: Node, field: Field) -> bool:
    """Whether the first thing behind a label is a number: "Success rate: ≥85%"."""
    first = next(iter(scanned.tokens_in(node.block, field.value_start, field.value_end)), None)
    return first is not None and isinstance(first.value, Quantity) and first.start <= field.value_start + 2


def is_level(scanned: Scanned, node: Node, field: Field) -> bool:
    """Whether a label has nothing behind it but a bound or a share, or what is paid again and again: "Bounce rate: < 40%", "CDN: $5/month".
    What is planned has a length or a cost of its own, and a box may stand before anything."""
    block = scanned.document.blocks[node.block]
    if field.separator != ":" or block.checked is not None:
        return False
    first = next(iter(scanned.tokens_in(node.block, field.value_start, field.value_end)))
    value = first.value
    if not isinstance(value, Quantity) or value.kind in {"duration", "count"}:
        return isinstance(value, Quantity) and value.comparator in {"<", ">", "<=", ">="} and first.text[:1] in _BOUNDS
    if value.kind == "money":
        return bool(value.per) or value.most == 0
    rest = _BRACKETED.sub("", block.text[first.end : field.value_end])
    return first.text[:1] in _BOUNDS or not any(map(str.isalpha, rest))
