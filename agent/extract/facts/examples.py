"""Figures of examples: what stands below "Example order" or behind "Example:" shows how something works, and nobody plans it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from msgspec.structs import replace

from agent.expressions import expression
from agent.extract.facts.making import Made
from agent.extract.wording.patterns import CJK
from agent.facts import lexicon, normalise

# What a reader would take for a figure of the plan.
_PLANNED = frozenset(
    ("cost", "rate", "revenue", "price", "funding", "margin", "saving", "benefit", "roi", "payback", "metric", "total", "subtotal")
)
_BRACKETS = expression(r"[(\[（【][^()\[\]（）【】]*[)\]）】]")
_LONGEST = 4  # words of a heading that ends with the word: "A typical pricing example"


def without_examples(made: Sequence[Made], title: str) -> tuple[Made, ...]:
    """The facts in which the amounts of examples are only what their labels call them. `title` is that of the document: a paper may be
    an example as a whole."""
    return tuple(
        replace(one, fact=replace(one.fact, attribute=""))
        if one.fact.attribute in _PLANNED and _is_of_example((one.fact.label, *one.fact.headings), title)
        else one
        for one in made
    )


def _is_of_example(names: Sequence[str], title: str) -> bool:
    return any(names_example(name) for name in names if name and name != title)


@lru_cache(maxsize=8192)
def names_example(text: str) -> bool:
    """Whether a heading or label says that what follows is an example: "Example 2: rent", "Usage examples", "Rechenbeispiel", 计算示例."""
    if any(_ends_as_example(normalise(bracket.strip("()[]（）【】"))) for bracket in _BRACKETS.findall(text)):
        return True  # "Proof (worked example)"
    folded = normalise(_BRACKETS.sub(" ", text)).strip(" .:0123456789")
    words = folded.split()
    if not words:
        return False
    if folded.startswith(_opening()):
        return True
    if words[0] in _spoken() or (CJK.search(folded) and folded.startswith(_spoken())):
        return True
    ends = words[-1] in _spoken() or folded.endswith(_joined())
    return ends and len(words) <= _LONGEST and not _ands() & {*words, *text.split()}


def _ends_as_example(inside: str) -> bool:
    words = inside.split()
    return bool(words) and words[-1] in _spoken() and len(words) <= _LONGEST


@cache
def _opening() -> tuple[str, ...]:
    """Two words that open the name of an example: "Worked example: a bakery"."""
    return tuple(normalise(word) for word in lexicon.word_list("sections", "examples_opening"))


@cache
def _spoken() -> tuple[str, ...]:
    return tuple(normalise(word) for word in lexicon.word_list("sections", "examples"))


@cache
def _joined() -> tuple[str, ...]:
    """The words that end longer ones: "Rechenbeispiel", 計算例."""
    listed = frozenset(map(normalise, lexicon.word_list("sections", "examples_joined")))
    return tuple(word for word in _spoken() if CJK.search(word) or word in listed)


@cache
def _ands() -> frozenset[str]:
    """ "Documentation and examples" is work."""
    return frozenset(("&", *lexicon.word_list("sections", "ands")))
