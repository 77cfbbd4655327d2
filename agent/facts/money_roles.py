"""What an amount of money is, by the words beside it: paid, earned, asked for, given, saved, or only worth so much."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Literal, cast, get_args

from agent.expressions import expression
from agent.facts.folding import fold, is_ideographic
from agent.facts.lexicon import load, section, strings, word_list
from agent.facts.phrases import Phrases, spans
from agent.facts.terms import normalise

MoneyRole = Literal["", "cost", "revenue", "price", "funding", "saving", "benefit", "margin", "worth", "balance"]
# The attributes whose words name a role as well.
_ATTRIBUTES: dict[str, MoneyRole] = {
    "cost": "cost",
    "revenue": "revenue",
    "price": "price",
    "saving": "saving",
    "benefit": "benefit",
    "roi": "benefit",
    "margin": "margin",
}
_BRACKETS = expression(r"[(\[（【][^()\[\]（）【】]*[)\]）】]")
_LISTS = expression(r"[(\[（【][^()\[\]（）【】]*[,/、，&][^()\[\]（）【】]*[)\]）】]")
_LINKING = expression(r" (?:of|for|from|on|in|de|do|da|dos|das|du|des|del|della|di|von|vom|fur|por|para|pour|per|на|по|от|за|из) ")
_JOINED = expression(r" (?:and|&|vs|e|y|et|und|i|и|dan) |[&与和及/]")
# Languages in which what a compound is stands at its end; in the others it stands first.
_HEAD_LAST = frozenset({"en", "de", "ru", "ja", "zh"})
_MODIFIES = expression(r"-[a-z]")  # "revenue-dependent features", "cost-effective hosting": no word for the amount
_LONGEST = 160
_LONGEST_AMOUNT = 40  # characters of a label that only names an amount


@lru_cache(maxsize=16384)
def money_role(text: str, language: str = "en") -> MoneyRole:
    """The role that a label, title or heading gives an amount of money beside or below it; "" when none of its words says one.

    What the words are about decides: "Cost savings" are savings, "Custo de assinatura" is a cost, "Valuation of the seed round" a value.
    Words in brackets speak only where those outside say nothing.
    """
    if not text or len(text) > _LONGEST:
        return ""
    outside = _BRACKETS.sub(" ", text)
    if (role := _role(normalise(outside), language)) or outside == text:
        return role
    inside = _role(normalise(text), language)
    return "" if inside == "worth" and _LISTS.search(text) else inside  # "Legal (contracts, terms)": what the lawyers draw up


@lru_cache(maxsize=8192)
def names_amount(label: str, language: str = "en") -> bool:
    """Whether a label as a whole is a word for an amount of money ("Total revenue", "Custos anuais", 月度净利), so that the bare numbers
    beside it are money: not "Sales", which may be counted, nor "Cost centre", "Budget code" or 毛利率."""
    if not label or len(label) > _LONGEST_AMOUNT:
        return False
    plain = normalise(_BRACKETS.sub(" ", label))
    found = spans(plain, _amount_names())
    if not found:
        return False
    if language in _HEAD_LAST or is_ideographic(plain[found[-1][0]]):
        return found[-1][1] == len(plain)
    return len(plain[: found[0][0]].split()) <= 1


@cache
def _amount_names() -> Phrases[str]:
    return Phrases((normalise(word), word) for word in word_list("money", "amount_names"))


@lru_cache(maxsize=4096)
def is_torn(text: str) -> bool:
    """Whether a heading names money that is paid and money that comes back side by side: "Investment & ROI", "Costs and benefits"."""
    plain = normalise(_BRACKETS.sub(" ", text))
    named = {role for _, _, role in spans(plain, _phrases())}
    return "cost" in named and bool(named & {"benefit", "revenue", "saving"}) and bool(_JOINED.search(fold(text)))


def role_beside(text: str) -> MoneyRole:
    """The role that the words right behind an amount give it ("commission", "in revenue", "de receita"): only one of the first two words
    can be the noun that the amount is of."""
    plain = normalise(text)
    found = next(iter(spans(plain, _phrases())), None)
    if found is None or len(plain[: found[0]].split()) > (0 if is_ideographic(plain[found[0]]) else 1):
        return ""
    return found[2]


def role_before(text: str) -> MoneyRole:
    """The role that the words right before an amount give it ("raise", "ARR of", "receita de"): the last of them that says one, at most
    one other word away."""
    plain = normalise(text)
    found = spans(plain, _phrases())
    if not found or len(plain[found[-1][1] :].split()) > 1:
        return ""
    return found[-1][2]


def role_of_attribute(attribute: str) -> MoneyRole:
    """The role of an amount that an attribute of the lexicon speaks of; "" for attributes of other things."""
    return _ATTRIBUTES.get(attribute, "")


def _role(plain: str, language: str) -> MoneyRole:
    found = [span for span in spans(plain, _phrases()) if not _MODIFIES.match(plain, span[1])]
    if not found:
        return ""
    linking = _LINKING.search(plain)
    head = [span for span in found if linking is None or span[1] <= linking.start()]
    if linking is not None and head:
        found = head
    return found[-1][2] if language in _HEAD_LAST else found[0][2]


@cache
def _phrases() -> Phrases[MoneyRole]:
    unsure = {normalise(word) for word in word_list("qualifiers", "whole")}
    listed: list[tuple[str, MoneyRole]] = []
    for role in load("money_roles"):
        listed += [(word, _checked(str(role))) for spellings in section("money_roles", role).values() for word in strings(spellings)]
    for attribute, role in _ATTRIBUTES.items():
        words = (word for spellings in section("attributes", attribute).values() for word in strings(spellings))
        listed += [(word, role) for word in words if normalise(word) not in unsure]
    return Phrases((normalise(word), role) for word, role in listed)


def _checked(name: str) -> MoneyRole:
    if name not in get_args(MoneyRole):
        raise ValueError(f"money_roles.yaml names no role {name!r}")
    return cast(MoneyRole, name)
