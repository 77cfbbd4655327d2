"""What kind of thing a question asks for: an amount, a time, a person, a name ..., by its question words and the noun behind them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

from agent.answers.asking.cues import cue_spans, listed, load, mapping, opens_with
from agent.answers.asking.groups import group
from agent.answers.asking.terms import LIGHT, Term, is_everyday
from agent.answers.asking.words import UNSPACED_LANGUAGES, words
from agent.expressions import expression
from agent.facts.folding import fold

Wanted = Literal[
    "person",
    "date",
    "window",
    "duration",
    "frequency",
    "money",
    "count",
    "percent",
    "quantity",
    "name",
    "reason",
    "way",
    "verdict",
    "place",
    "any",
]
_RANKED = frozenset({"maximum", "minimum", "average", "same", "versus", "difference", "more_than", "less_than"})
_TIMES = frozenset({"day", "week", "month", "quarter", "year"})
_DATES = frozenset({"deadline", "date"})
_NOUN_FIRST = ("pt", "es", "fr", "id", "it")  # adjectives and complements stand behind the noun
LONGEST_NAME = 4  # words of what is asked for


def wanted_of(text: str, language: str, cues: frozenset[str], terms: Sequence[Term], *, verdict: bool, things: bool) -> Wanted:
    """What is to be said; `things` that the question speaks of counted things or of a time ("what happens in phase 2")."""
    wanted = _wanted(text, language, cues, terms, verdict=verdict)
    if wanted in ("money", "quantity", "count") and _NAMES.search(text) is not None:
        return "name"
    if wanted in ("money", "quantity") and not cues & {"how_much", "how_many", "costs", "sum"} and opens_with(text, "how", language):
        return "way"
    if wanted in ("money", "quantity", "count", "name", "any") and any(first == 0 for first, _ in cue_spans(text, "dealt_with", language)):
        return "way"  # "what would we do if a cheap competitor shows up": no list of competitors
    if wanted in ("money", "quantity", "count") and (
        _DONE.match(text) is not None or _asks_things(text, language, cues, terms) or _GOT.match(text) is not None
    ):
        return "name"
    if cues >= {"speed", "versus"} and "sum" not in cues and wanted == "money":
        return "duration"  # "which has to answer faster, the price search or ..."
    if "happens" in cues and wanted not in ("verdict", "person", "duration") and opens_with(text, "happens", language):
        return "name" if things and _WHAT_IF.match(text) is None else "way"  # "what if the ferry is late in March"
    return wanted


# "what goes into", "which ways of", "哪几种": things are to be named, whatever figures the other words speak of.
_NAMES = expression(
    r"^\W*(?:(?:which|what)\s(?:\w+\s)?(?:parts|ways|kinds|types|sorts|sources|forms|methods|options|means)\b"
    r"|what\s(?:goes\sinto|belongs\sto|is\sincluded|is\spart\sof|falls\sunder)\b"
    r"|was\s(?:gehört|kommt|fällt)\b|welche\s(?:teile|arten|formen|möglichkeiten|quellen|wege|methoden)\b"
    r"|o\sque\s(?:entra|inclui|faz\sparte|compõe|contém|compreende)\b|quais\s(?:partes|formas|tipos|fontes|maneiras|opções|métodos)\b"
    r"|qué\s(?:entra|incluye|abarca|comprende|contiene|formas|tipos|fuentes|maneras|opciones|métodos)\b"
    r"|(?:qu['’]est-ce\squi\sentre|que\scomprend)\b|quel(?:le)?s\s(?:sortes|types|sources|formes|options|méthodes|moyens)\b"
    r"|(?:che\s)?cosa\s(?:entra|include|comprende|contiene|fa\sparte|rientra)\b|quali\s(?:parti|forme|tipi|fonti|modi|opzioni|metodi|mezzi)\b"
    r"|wat\s(?:omvat|bevat|hoort|valt\sonder)\b|welke\s(?:delen|soorten|vormen|bronnen|manieren|opties|methoden)\b"
    r"|что\sвходит|какие\s(?:способы|виды|типы|источники|формы|варианты|методы)(?!\w))"
    r"|哪几[种个项类]|哪些(?:种类|方式|途径|来源)|どんな(?:種類|方法|手段)|どのような(?:種類|方法|手段)",
    re.IGNORECASE,
)


# "what are we obliged to do once the budget is used up": what is done, not an amount.
_DONE = expression(
    r"\W*what\s(?:are|must|should|have|will|can|do|does|shall|would|is)\s(?!.{0,80}\bcosts?\b)(?:\w+\s){1,4}do\b", re.IGNORECASE
)


# "what do we get for 20K": the amount is told, what it buys is asked for.
_GOT = expression(
    r"\W*what\s(?:do|does|did|will|would|can|could)\s(?:\w+\s){1,3}(?:get|receive|buy)\b.{0,40}(?:[$€£¥]\s?\d|\d\s?(?:k|m|euros?|dollars?|eur|usd)\b)",
    re.IGNORECASE,
)
_ONE_OF = expression(r"\W*which\s(?:one\s)?of\b", re.IGNORECASE)
_DUE = expression(
    r"\W*what(?:['’]s|\sis|\swas|\sfalls|\swill\sbe)?\s(?:still\s|already\s|not\s|all\s)?due\b"
    r"|\W*(?:qué|o que|(?:che )?cosa)\s(?:nos\s|se\s|ci\s)?(?:vencen?|caducan?|scad(?:e|ono))\b",
    re.IGNORECASE,
)  # things, not the day
_WHAT_IF = expression(r"\W*(?:and\s|but\s)?what\sif\b", re.IGNORECASE)


def _asks_things(text: str, language: str, cues: frozenset[str], terms: Sequence[Term]) -> bool:
    """Whether things in the plural stand behind an opening "which" that no figure is called by: "which countries have a price of ...".

    What money is spent on is a list of things as well.
    """
    ranked = _RANKED - {"more_than", "less_than", "versus"} | {"sum", "how_many"}
    if language != "en" or cues & ranked or _ONE_OF.match(text) is not None or not opens_with(text, "which", language):
        return False
    named = named_things(text, language, tuple(terms))
    figured = group("money") | group("quantity") | group("per_time") | group("measured")
    noun = named[-1] if named else None
    if noun is None:
        return "use_of_funds" in {concept for term in terms for concept in term.concepts}
    plain = {noun.text, noun.words[-1]} & (group("figure_words") | _words("rates"))
    return noun.words[-1].endswith("s") and not plain and not set(noun.concepts) & figured


def _wanted(text: str, language: str, cues: frozenset[str], terms: Sequence[Term], *, verdict: bool) -> Wanted:
    concepts = frozenset(concept for term in terms for concept in term.concepts)
    if verdict:
        return "verdict"
    if "why" in cues and opens_with(text, "why", language):
        return "reason"  # "why is the price so low" asks for no price
    if "who" in cues:
        return "name" if "hire" in concepts else "person"  # who is to be hired is a role, not somebody
    if "condition" in cues and "when" in cues:
        return "way"  # "when does it count as done": under what conditions
    if "how_often" in cues and not cues & {"sum", "difference", "change", "ratio"}:
        return "frequency"
    if "calendar_date" in cues:
        return "date"
    if "when" in cues:
        return "window"
    if "share" in cues:
        return "percent"
    if "how_long" in cues or ("duration" in concepts and "which" in cues):
        return "duration"
    named = () if cues & (_RANKED | {"how_much", "how_many", "sum", "costs"}) else named_things(text, language, tuple(terms))
    if named and set(named[0].concepts) & _TIMES and not set(named[0].concepts) - _TIMES:
        return "window"  # "qué semana", "an welchem Montag"
    if named and set(named[-1].concepts) & _DATES and not named[-1].words[-1].endswith("s") and _DUE.match(text) is None:
        return "window"  # "what is the hard deadline for"
    if named and _is_somebody(named, language) and "hire" not in concepts:
        return "person"  # "which developer has been assigned", "what is the name of the QA lead"
    if named and any(word in _words("stakes") for term in named for word in term.words):
        return "percent"
    if language in _NOUN_FIRST and "how_many" in cues and _counts_money(text, language, terms):
        return "money"
    return _by_concept(cues, _asked(cues, terms, concepts, named, text, language))


_IN_PLURAL = frozenset({"revenue", "profit", "savings", "cost", "money"})  # "cuántos ingresos": plurals that nobody counts


def _counts_money(text: str, language: str, terms: Sequence[Term]) -> bool:
    """Whether what stands behind "how many" is an amount of money."""
    behind = {last for _, last in cue_spans(text, "how_many", language)}
    return any(term.position in behind and bool(set(term.concepts) & _IN_PLURAL) for term in terms)


def _is_somebody(named: Sequence[Term], language: str) -> bool:
    """Whether one person is to be named: by the noun for one, in the singular."""
    if language not in ("en", "de"):
        return False
    *before, noun = named
    figured = group("money") | group("quantity") | group("per_time")
    plain = not any(
        set(term.concepts) & figured or (_is_general(term) and term.text != "name" and not set(term.concepts) & group("item_nouns"))
        for term in before
    )
    return plain and bool(set(noun.concepts) & group("somebody")) and not noun.words[-1].endswith("s")


def _asked(
    cues: frozenset[str], terms: Sequence[Term], concepts: frozenset[str], named: Sequence[Term], text: str, language: str
) -> frozenset[str]:
    """The concepts of what is asked for: those of the things behind "which" where it names some, else those of all words."""
    verb = len(named) == 1 or (len(named) > 1 and named[1].words[-1].endswith("s"))
    if language == "en" and verb and _names_one_item(named[0]) and _WHICH_ONE.match(text) is not None:
        return frozenset()  # "which phase covers the price list", "which milestone includes cost tracking"
    if all(_is_general(term) or set(term.concepts) == {"limit"} for term in named):
        return concepts  # "quel est le montant maximum des ..."
    if any(word in _words("margins") for term in named for word in term.words):
        return frozenset({"share"})  # a margin is told in percent as often as in money
    if language in _NOUN_FIRST and named[0].words[-1].endswith("s") and named[0].words[-1] not in _general_words():
        return frozenset(named[0].concepts)  # "qué planes de precios": plans
    head = _head(named, language)
    return frozenset(concept for term in ((head,) if head is not None else named) for concept in term.concepts)


_WHICH_ONE = expression(r"\W*which\s", re.IGNORECASE)


def _names_one_item(term: Term) -> bool:
    return bool(set(term.concepts) & _ITEMS) and not term.words[-1].endswith("s")


def _head(named: Sequence[Term], language: str) -> Term | None:
    """The noun that the ones before it only describe: "which fund bank API" asks for an API, not for funds; None where it says little."""
    telling = [term for term in named if not _is_general(term) and not set(term.concepts) & group("per_time")]
    return telling[-1] if language == "en" and len(telling) > 1 and telling[-1].concepts and telling[-1] is named[-1] else None


def named_things(text: str, language: str, terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """The words behind "which" that say what is to be named: "total budget" of "what is the total budget for ...".

    Empty where nothing of the kind stands there ("what does a seat cost") and in languages without spaces.
    """
    span = next(iter(sorted(cue_spans(text, "which", language))), None)
    if span is None or language in UNSPACED_LANGUAGES:
        return ()
    spelled = [word.text for word in words(text)]
    at = span[1]
    while at < len(spelled) and spelled[at] in joining_of("copulas", language):
        at += 1
    by_place = {term.position: term for term in terms}
    found: list[Term] = []
    while at < len(spelled) and len(found) < LONGEST_NAME:
        term = by_place.get(at)
        general = bool(found) and _is_general(found[-1])
        if term is None and not (general and spelled[at] in joining_of("joints", language)):
            break
        if term is None and language == "en" and spelled[at] in _PLACED and _names_items(found[-1]):
            return (found[-1],)  # "the critical tasks in sales" are tasks
        if term is not None:
            if language in _NOUN_FIRST and found and not general:
                break  # "qué aspecto gana": the verb
            ends_so = language == "en" and term.words[-1].endswith("s") and not term.words[-1].endswith("ss")
            many = ends_so and not _is_general(term)
            behind = spelled[at + len(term.words)] if at + len(term.words) < len(spelled) else ""
            verb = is_everyday(term.words[0], language) or (not term.concepts and bool(found) and _is_firm(found[-1]))
            if ends_so and found and (verb or behind in joining_of("determiners", language)):
                break  # "which vendor delivers the steel", "which hospital hosts trials": the verb
            if many:
                return (term,)  # "price tiers" are tiers
            found.append(term)
        at += len(term.words) if term is not None else 1
    return tuple(found)


_PLACED = frozenset({"in", "for"})
_ITEMS = frozenset({"task", "feature", "milestone", "deliverable", "phase", "project"})


def _names_items(term: Term) -> bool:
    """Whether a word is a plural for parts of a plan."""
    return term.words[-1].endswith("s") and bool(set(term.concepts) & _ITEMS)


def asks_measure(text: str, language: str, terms: tuple[Term, ...]) -> bool:
    """Whether what is to be told is a measure by its name, which only a figure tells: "what uptime", "what commission"."""
    named = named_things(text, language, terms)
    told = _words("margins") | _words("stakes")
    return any(set(term.concepts) & group("quantity") or told & set(term.words) for term in named[-1:])


def _is_firm(term: Term) -> bool:
    """Whether a word is what somebody with a name of its own is called: a vendor, a bank, a hospital."""
    return bool(set(term.concepts) & group("named")) or term.words[-1] in group("firm_words")


def _is_general(term: Term) -> bool:
    """Whether a word says only that there is a figure, and of what stands behind it: "the target for", "a taxa de"."""
    return term.weight <= LIGHT or term.words[-1] in _general_words()


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(map(fold, listed(load("wanted")[kind])))


@cache
def framing_words() -> frozenset[str]:
    """Verbs that say only that a plan holds what is asked: "what uptime do we promise"."""
    return _words("framing")


@cache
def _general_words() -> frozenset[str]:
    return frozenset(map(fold, group("figure_words"))) | _words("rates")


@cache
def joining_of(kind: str, language: str) -> frozenset[str]:
    """Words between "what" and the thing asked for ("is the"), or between it and what it is of ("of the")."""
    return frozenset(fold(word) for word in listed(mapping(load("wanted")[kind]).get(language)))


def _by_concept(cues: frozenset[str], asked: frozenset[str]) -> Wanted:
    amounts = group("money") if "how_much" in cues else group("money") - {"contingency"}  # "what is our contingency" asks for a plan
    money = bool(asked & amounts)
    if "how_many" in cues and cues & {"open", "done"} and not money:
        return "count"
    if asked & group("quantity") and cues & {"how_much", "how_many", "which"} and not money:
        return "quantity"
    if "costs" in cues or (money and cues >= {"how_much", "how_many"}):
        return "money"
    if money and cues & {"how_much", "which", "sum"} and "how_many" not in cues:
        return "money"
    if "how_many" in cues:
        return "count"
    if "how_much" in cues and "which" not in cues:
        return "money" if money else "quantity"
    if "why" in cues:
        return "reason"
    if "how" in cues:
        return "way"
    if "where" in cues:
        return "place"
    if "average" in cues and cues & {"which", "how_much"}:
        return "quantity"  # "what is the average order value"
    return "name" if cues & {"which", "list"} else "any"
