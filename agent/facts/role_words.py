"""Which role words give a figure, where they do: "Target audience", "Market cap" and "Status vs. plan" name no target, limit or plan."""

from __future__ import annotations

from functools import cache, lru_cache

from agent.expressions import expression
from agent.facts.lexicon import load, strings, words
from agent.facts.phrases import Phrases, by_words, spans
from agent.facts.terms import normalise

_REAL = expression(
    r"(?<![\w-])real(?= (?:results?|customers?|clients?|value|impact|problems?|stories|story|people|business|examples?|use|feedback)\b)"
)
# In English before what it praises: "Real pain point". What follows a noun is the figure that came about: "Custo real".
_GENUINE = expression(r"^[\W\d]*real (?=[a-z]{3})(?!(?:costs?|spend|spending|revenue|usage|mensal|mensual|anual|até|hasta)\b)")
_AGAINST = expression(r"(?<!\w)(?:vs|versus|против)(?!\w)|对比|対比|に対する")


def role_of(text: str) -> str:
    """The role that words of the text give a figure: target, actual, baseline, limit, sla, gate, scenario, estimate; "" for none. The
    longest phrase wins, then the first."""
    plain = without_compounds(normalise(text))
    found = [span for span in spans(plain, _roles()) if span[1] - span[0] > 1 or len(plain) == 1]
    return max(found, key=lambda span: (span[1] - span[0], -span[0]), default=(0, 0, ""))[2]


@lru_cache(maxsize=8192)
def without_compounds(plain: str) -> str:
    """A folded text without the compounds whose words name a role elsewhere; nothing is left of one that sets two things against each
    other, for it speaks of both."""
    if _AGAINST.search(plain):
        return ""
    plain = " ".join(_GENUINE.sub(" ", _REAL.sub(" ", plain)).split())
    found = spans(plain, _compounds())
    if not found:
        return plain
    pieces, at = [], 0
    for start, end, _ in found:
        pieces.append(plain[at:start])
        at = end
    return " ".join(" ".join([*pieces, plain[at:]]).split())


@cache
def _roles() -> Phrases[str]:
    return by_words(words("roles"))


@cache
def _compounds() -> Phrases[str]:
    return Phrases((normalise(phrase), str(language)) for language, listed in load("role_compounds").items() for phrase in strings(listed))
