"""What the amounts of money in facts are: the nearest words that say it decide, and where none does it is left open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from msgspec.structs import replace

from agent.expressions import expression
from agent.extract.facts.making import Made
from agent.extract.facts.valued import is_fee, is_price_tag
from agent.extract.wording.clauses import Clause, clauses, values_in
from agent.extract.wording.meanings import explained
from agent.extract.wording.words import is_generic_amount, names_total, topic_of
from agent.facts import lexicon, lookup_label, normalise
from agent.facts.measures import is_average, named_measures
from agent.facts.money_roles import MoneyRole, is_torn, money_role, role_before, role_beside, role_of_attribute
from agent.facts.spoken_changes import lowers_by
from agent.model.quantity import Quantity
from agent.model.roadmap import Fact
from agent.model.token import Token

# Attributes that an amount may have been given by its place; any other was named.
_OPEN = frozenset({"", "cost", "revenue", "price", "benefit", "saving"})
_TOPICS: dict[str, MoneyRole] = {
    "budget": "cost",
    "team": "cost",
    "revenue": "revenue",
    "pricing": "price",
    "benefit": "benefit",
    "funding": "funding",
}
_NEXT = expression(r"[,;:()（）\[\]|–—→+=\n。、，；：]|\s[-/]\s|\.\s")
_WORDS_BESIDE = 4
_AMOUNT_OF = expression(r"[$€£¥₽]\s?\d[\d.,]*\s?\w?\+?\s+\w+")  # "Plan for $8M ARR": the amount it is about, not what stands below


def with_money_roles(made: Sequence[Made], titles: Mapping[str, str], silent: frozenset[str], language: str) -> tuple[Made, ...]:
    """The facts with each amount of money in the role that the nearest words give it; a fact of several roles is taken apart.
    `titles` are those of items by their keys, `silent` headings that say nothing of an amount below them: the title of the document, and
    those of work."""
    return _totals_as_parts([one for each in made for one in _roled(each, titles, silent, language)], language)


def _roled(made: Made, titles: Mapping[str, str], silent: frozenset[str], language: str) -> Iterator[Made]:
    fact = made.fact
    amounts = [token for token in fact.values if isinstance(token.value, Quantity) and token.value.kind == "money"]
    first = next((token for token in fact.values if isinstance(token.value, Quantity)), None)
    if amounts and fact.attribute == "metric" and fact.role == "gate" and role_of_words(fact.label, language) == "cost":
        yield replace(made, fact=replace(fact, attribute="cost", role=""))  # "Budget of the next wave" in a table of gates
        return
    if fact.attribute == "people" and amounts and first is amounts[0]:
        fact = replace(fact, attribute="")  # what a "Team plan" brings counts nobody
    computed = any(token.kind == "operator" and token.value == "=" for token in fact.values) and amounts[-1:] == list(fact.values[-1:])
    if not amounts or fact.attribute not in _OPEN | {"funding"} or (first is not amounts[0] and not computed):
        yield replace(made, fact=fact)
        return
    beside = [_role_beside(fact, token) for token in amounts]
    if "worth" in beside[1:] and beside[0] != "worth":  # "$2M at $8M post-money"
        given = fact.attribute if fact.attribute == "funding" else _settled(fact, beside[0], titles, silent, language).attribute
        yield from _apart(made, amounts, [role or given for role in beside])
    elif fact.attribute == "funding":
        yield replace(made, fact=fact)
    elif len({role for role in beside if role}) > 1:
        yield from _apart(made, amounts, beside)
    else:
        settled = _settled(fact, beside[0], titles, silent, language)
        yield _of_money_only(made, settled) if settled.attribute not in {"", made.fact.attribute} else replace(made, fact=settled)


def _settled(fact: Fact, beside: MoneyRole, titles: Mapping[str, str], silent: frozenset[str], language: str) -> Fact:
    """The fact in the role that the words at its first amount, its label or else a heading give it."""
    own: MoneyRole = _own_role(fact, beside, titles.get(fact.item, ""), language)
    if own == "cost" and not beside and topic_of(fact.label or fact.subject) == "team" and _sells(fact, silent, language):
        own = ""  # "Team: $99" among plans to subscribe to, "Team (200 customers)" among what they bring
    if own == "cost" and not _bought().isdisjoint(normalise(f"{fact.label} {fact.text}").split()) and _sells(fact, silent, language, True):
        own = ""  # "Additional purchases: $50" of a customer
    return _with_role(fact, own) if own else _inherited(fact, silent, language)


def _of_money_only(made: Made, fact: Fact) -> Made:
    """A fact whose amount of money became known for what it is: that says nothing of what is counted beside it
    ("Result: $8K revenue, 2 pilots")."""
    first = fact.values[0].start
    at = next((start - first for start in made.starts if {start - first + token.start for token in fact.values} <= {*made.starts}), None)
    if at is None:
        return replace(made, fact=fact)
    said = {at + start for start in explained(fact.attribute, fact.values)}
    apart = {at + token.start for token in fact.values} - said
    return Made(fact, made.place, tuple(start for start in made.starts if start not in apart))


def _totals_as_parts(made: Sequence[Made], language: str) -> tuple[Made, ...]:
    """A total that no word speaks for is what its parts are, where those that say it agree. "Total return" is no cost."""
    parts: dict[tuple[str, ...], set[str]] = {}
    for one in made:
        if _is_money(one.fact) and not names_total(one.fact.subject or one.fact.label) and one.fact.attribute:
            parts.setdefault(one.fact.headings, set()).add(one.fact.attribute)
    return tuple(_as_parts(one, parts.get(one.fact.headings, set()), language) for one in made)


def _as_parts(made: Made, roles: set[str], language: str) -> Made:
    fact = made.fact
    if fact.attribute or len(roles) != 1 or not _is_money(fact) or not names_total(fact.subject or fact.label):
        return made
    if role_of_words(fact.label, language) == "balance":
        return made
    return replace(made, fact=replace(fact, attribute=next(iter(roles))))


def _is_money(fact: Fact) -> bool:
    return fact.attribute in _OPEN and any(value.kind == "money" for value in fact.quantities[:1])


def _with_role(fact: Fact, role: MoneyRole) -> Fact:
    return replace(fact, attribute="" if role == "balance" else role)


def _own_role(fact: Fact, beside: MoneyRole, title: str, language: str) -> MoneyRole:
    """What the words at the amount say, else its label, row or item. A budget that is funding stays a budget, and what staff get beside
    their pay stays a cost."""
    labelled = _first_role((fact.label, fact.subject, title), language)
    if fact.attribute == "cost" and (labelled == "benefit" or (beside == "funding" and labelled == "cost")):
        return "cost"
    return beside or labelled


@cache
def _bought() -> frozenset[str]:
    """Words for what somebody buys, who may be a customer."""
    return frozenset(normalise(word) for word in lexicon.word_list("money", "bought"))


def _sells(fact: Fact, silent: frozenset[str], language: str, bought: bool = False) -> bool:
    """Whether the nearest heading that says what amounts are speaks of prices or income, or of what a customer is worth; of other sums of
    statements only where nothing is bought."""
    for heading in reversed(fact.headings):
        role = (role_of_words(heading, language) or _TOPICS.get(topic_of(heading), "")) if heading not in silent else ""
        if role:
            return role in {"price", "revenue"} or (role == "balance" and (not bought or "LTV" in named_measures(heading)))
    return False


def _first_role(texts: Sequence[str], language: str) -> MoneyRole:
    for text in texts:
        if role := role_of_words(text, language):
            return role
    staff = any(topic_of(text) == "team" for text in texts if text)  # money beside staff is what they are paid
    return "cost" if staff else ""


def _inherited(fact: Fact, silent: frozenset[str], language: str) -> Fact:
    """The fact in the role of the nearest heading that says one, where its own words left it open."""
    if fact.attribute == "benefit" and fact.label and any(is_torn(heading) for heading in fact.headings[-1:]):
        return replace(fact, attribute="")
    if fact.attribute == "revenue" and _is_weighed(fact, silent, language):
        return replace(fact, attribute="")
    if fact.attribute not in {"", "cost"} or (not fact.attribute and is_average(fact.label)):
        return fact
    for heading in reversed(fact.headings):
        if is_torn(heading) and heading not in silent:
            return replace(fact, attribute="") if fact.label else fact
        role = role_of_words(_AMOUNT_OF.sub(" ", heading), language) if heading not in silent else ""
        if role in {"saving", "benefit"} and fact.attribute == "cost":
            return fact  # "Before: $50K, now: $12K" below "Savings"
        if role:
            asked = is_price_tag(fact.quantities[0]) or (bool(fact.label) and is_fee(fact.quantities[0]))
            return _with_role(fact, "price" if role == "revenue" and asked else role)
        if (topic := _TOPICS.get(topic_of(heading), "")) != "":
            return _with_role(fact, topic) if not fact.attribute or topic != "benefit" else fact
    return fact if fact.attribute != "cost" or _is_price_tag(fact) else replace(fact, attribute="")


def _is_weighed(fact: Fact, silent: frozenset[str], language: str) -> bool:
    """Whether an amount stands right below a heading of what is neither paid nor earned ("Customer lifetime value"), and not below one of
    income in it."""
    for heading in reversed(fact.headings):
        role = role_of_words(heading, language) if heading not in silent else ""
        if role or topic_of(heading):
            return role == "balance"
    return False


def _is_price_tag(fact: Fact) -> bool:
    """Whether a bare amount beside something planned is what it costs: "Dispatch board ($45K)". Beside a year ("Year 3: Scale ($15M)") it
    may be anything, and so it may behind words that nobody knows."""
    if fact.label or not fact.item or fact.source not in {"heading", "bullet"}:
        return False
    window = fact.window
    yearly = window is not None and (window.precision == "year" or window.unit == "year")
    return not (yearly and window is not None and bool(fact.headings) and fact.headings[-1].startswith(window.text))


def _role_beside(fact: Fact, token: Token) -> MoneyRole:
    """What the words directly at an amount say: "$5K commission", "raise $500K", "receita de R$ 2M"."""
    others = [other for other in values_in(fact.values) if other is not token]
    high = min((other.start for other in others if other.start >= token.end), default=len(fact.text))
    behind = _NEXT.split(fact.text[token.end : high], maxsplit=1)[0]
    low = max((other.end for other in others if other.end <= token.start), default=0)
    before = _NEXT.split(fact.text[low : token.start])[-1]
    if lowers_by(before, 0, len(before)):
        return "saving"
    return role_beside(" ".join(behind.split()[:_WORDS_BESIDE])) or role_before(" ".join(before.split()[-_WORDS_BESIDE:]))


def role_of_words(text: str, language: str) -> MoneyRole:
    """The role that words say, compounds of German among them; "" for labels such as "Amount"."""
    if not text or is_generic_amount(text):
        return ""
    if role := money_role(text, language):
        return role
    known = lookup_label(text)
    return role_of_attribute(known.attribute) if known is not None else ""


def _apart(made: Made, amounts: Sequence[Token], roles: Sequence[str]) -> Iterator[Made]:
    """One fact for each amount whose own words say what it is: "$2M revenue, $1M cost"."""
    fact = made.fact
    cut = clauses(fact.text, 0, len(fact.text), fact.values)
    for token, role in zip(amounts, roles, strict=True):
        clause = next((one for one in cut if one.start <= token.start < one.end), Clause(0, len(fact.text), fact.values))
        inside = [other for other in clause.tokens if other is token or other not in amounts]
        yield replace(made, fact=_part(fact, clause, inside, role or roles[0]))


def _part(fact: Fact, clause: Clause, tokens: Sequence[Token], role: str) -> Fact:
    text = fact.text[clause.start : clause.end]
    lead = len(text) - len(text.lstrip())
    moved = tuple(token.moved(-clause.start - lead) for token in tokens)
    return replace(fact, attribute=role, text=text.strip(), values=moved)
