"""Metrics: what is measured or promised, with role, statistic, scope, period and baseline."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from agent.expressions import expression
from agent.extract.facts.metric_roles import role_of_metric
from agent.extract.wording.befores import is_example, is_former, is_joined, is_led_to
from agent.extract.wording.clauses import Clause, clauses, is_share_of, measured_words, strip_joins
from agent.extract.wording.patterns import phrase_pattern
from agent.extract.wording.roles import role_of
from agent.extract.wording.words import topic_of
from agent.facts import lexicon, measure_of, normalise
from agent.facts.measures import (
    counts_alike,
    heads_label,
    is_multiple,
    lists_measure,
    measure_for,
    named_measures,
    takes_anything,
    tallies,
    tells_of,
)
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Fact, Metric, Role
from agent.model.token import Token

_SCOPE = expression(r"\b(?:for|on|per|para|por|pour|für|bei|per|для|на|при)\s+(?P<scope>[^,;.()]{3,60})", re.IGNORECASE)
_WITHIN = expression(
    r"\b(?:within|in|after|by|em|até|dentro de|en|d'ici|sous|innerhalb(?: von)?|in|bis|nach|через|за|в течение)\s*$", re.IGNORECASE
)
_WITHIN_BEHIND = expression(r"(?:以内|内|間|后|後)?(?:で|に)(?=\D{0,6}\d)|(?:内|后|后达到|内达到)(?=\D{0,6}\d)")  # 6ヶ月で300名
_CEILING = expression(r"/\s*$")
_LONGEST_OF_OTHERS = 4  # words of the name of a count of something else: "Customers: 50 schools"
_OPPOSITES = {"retention": "churn", "churn": "retention"}
_DIGIT = expression(r"\d")


def metrics_of(facts: Sequence[Fact]) -> tuple[Metric, ...]:
    """The metrics among the facts in document order, baselines from the same table row or arrow filled in."""
    found: list[Metric] = []
    for fact in facts:
        if fact.attribute == "metric" and not (topic_of(fact.label) == "acceptance" and not fact.quantities):
            found += _metrics(fact)
    return _with_baselines(found)


def _metrics(fact: Fact) -> list[Metric]:
    name = fact.subject or fact.label or fact.text
    role = role_of_metric(fact)
    tokens = _stated(fact)
    stated = next((token.value for token in fact.values if isinstance(token.value, Window)), None)
    period = stated or fact.window
    found: list[Metric] = []
    skipped: set[int] = set()
    for at, token in enumerate(tokens):
        if at in skipped or _is_aside(fact.text, token, tokens):
            continue
        if at and is_former(fact.text, token.start):
            found[-1:] = [replace(one, baseline=one.baseline or _quantity(token)) for one in found[-1:]]
            continue
        arrow = _arrow_target(fact, tokens, at)
        if arrow is not None:
            skipped.add(arrow)
            target = tokens[arrow]
            found.append(_metric(fact, name, target, "target", period, baseline=_quantity(token)))
            continue
        own = _own_role(fact, token) if len(tokens) > 1 else ""
        words = _words_of_its_own(fact, token, tokens[at - 1]) if at and not own else ""
        if at and not own and not words and not _stands_alone(fact, token, tokens[0]):
            continue
        if at and own and found and _is_of_same(found[-1], _quantity(token)):
            if own == "target" and not fact.role and found[-1].role == role:
                found[-1] = replace(found[-1], role="actual")  # "4.2% (target: < 5%)"
            found.append(replace(found[-1], value=_quantity(token), role=own, statistic=_quantity(token).statistic, baseline=None))
            continue
        found.append(_metric(fact, words or name, token, own or role, period))
    return found or [Metric(name, measure_of(name) or measure_of(fact.text), None, fact, role, "", "", period)]


def _stands_alone(fact: Fact, token: Token, first: Token) -> bool:
    """Whether a figure behind another is one of its own: its words name a measure, it has a period or a statistic, or it is of the same
    kind and no part of what stands before it ("2,000 (1,000 free, 700 paying)", "-30% (the top 3 reasons shown)")."""
    value, clause = _quantity(token), _clause_of(fact, token)
    if value.statistic or _period_of(fact, token, clause) is not None:
        return True
    words = measured_words(fact.text, clause, token)
    if words and measure_for(words, value) and not is_share_of(fact.text, token):
        return True
    enclosed = sum(fact.text.count(mark, first.end, token.start) for mark in "(（") > sum(
        fact.text.count(mark, first.end, token.start) for mark in ")）"
    )
    main = _quantity(first)
    bare = value.kind == "count" and not value.unit and main.kind in {"count", "score"}
    return not enclosed and (bare or (value.kind, value.unit) == (main.kind, main.unit))


def _words_of_its_own(fact: Fact, token: Token, before: Token) -> str:
    """What a figure measures that stands in another clause than the one before it, is of another kind and has words beside it:
    "MTTR < 5s, 95% anomaly detection". What brackets say only explains."""
    clause = _clause_of(fact, token)
    if (
        clause.start < before.end
        or _depth(fact.text[: token.start]) > 0
        or _quantity(before).kind == _quantity(token).kind
        or is_share_of(fact.text, token)
    ):
        return ""
    return measured_words(fact.text, clause, token)


def _depth(text: str) -> int:
    """How many brackets are open behind a text."""
    return sum(text.count(mark) for mark in "(（[") - sum(text.count(mark) for mark in ")）]")


def _is_of_same(metric: Metric, value: Quantity) -> bool:
    """Whether a figure with a role of its own is another one of what the metric before it measures: "90% (now: 67%)"."""
    return metric.value is not None and metric.value.kind == value.kind


def _stated(fact: Fact) -> list[Token]:
    """The quantities that a fact states: of a computation written out only the result, "(70 × 3) - 282 = -72"."""
    quantities = [token for token in fact.values if isinstance(token.value, Quantity)]
    equal = max((token.end for token in fact.values if token.kind == "operator" and token.value == "="), default=-1)
    results = [token for token in quantities if 0 <= equal <= token.start]
    return results or quantities


def _metric(fact: Fact, name: str, token: Token, role: Role, period: Window | None, baseline: Quantity | None = None) -> Metric:
    value = _quantity(token)
    clause = _clause_of(fact, token)
    unnamed = topic_of(name) in {"acceptance", "metrics"} or bool(role_of(name) and len(name.split()) == 1)
    share = is_share_of(fact.text, token)
    label = "" if _counts_beside_money(fact, value) else _measure_of_column(fact, value) or _measure_of_name(name, value)
    if share and label and label in named_measures(fact.text[token.end : clause.end]):
        label = ""  # "65% of all savings" below "Savings": a share of them
    label = _opposite(fact.text[token.end : clause.end], label)
    wide = takes_anything(label) and not value.change if label else clause.start > 0
    criterion = _is_criterion(fact, value)
    asked = len(fact.values) > 1 or unnamed or wide or criterion
    words = measured_words(fact.text, clause, token) if asked else ""
    share = share or is_multiple(name, value)
    own = measure_for(words, value) if words and not share else ""
    second = bool(_DIGIT.search(fact.text, clause.start, token.start))  # "€5K of rent or €50K in grants"
    around = "" if share or second or _counts_things(value) else measure_for(fact.text[clause.start : clause.end], value)
    measure = own or label or ("" if _is_of_others(fact.text, clause, token, around) else around)
    if measure == "test coverage" and not _speaks_of_tests(fact):
        measure = ""  # "65% coverage" of anything
    shown = words if words and (unnamed or criterion or (own and own != label)) else name
    scope = _SCOPE.search(fact.text, clause.start, clause.end)
    stated = _period_of(fact, token, clause) or period
    return Metric(shown, measure, value, fact, role, value.statistic, strip_joins(scope["scope"]) if scope else "", stated, baseline)


def _measure_of_name(name: str, value: Quantity) -> str:
    """The measure that a name is one of. A count is none of what its name only mentions: "Client success stories: 3"."""
    measure = measure_for(name, value)
    if value.kind not in {"count", "rate"} or measure not in lexicon.word_list("measure_kinds", "counted"):
        return measure
    words, counted = normalise(name).split() or [""], value.unit.split("/")[0]
    if counted and len(words) > _LONGEST_OF_OTHERS and not measure_of(counted):
        return ""  # "Extended the setup with a payment integration (50 lines)"
    if not counted and len(words) > _LONGEST_OF_OTHERS and tells_of(name, measure):
        return ""
    last = words[-1]
    if counted and not measure_of(counted) and last not in tallies() and not lists_measure(name, measure):
        return ""  # "CLI integration: 30 tests"
    headed = heads_label(name, measure) or last in tallies() or counts_alike(measure, counted)
    return measure if headed else ""


def _is_of_others(text: str, clause: Clause, token: Token, measure: str) -> bool:
    """Whether a change is one of something that those whom a measure counts only have: "40% faster client feedback"."""
    if not measure or _quantity(token).kind != "percent":
        return False
    return measure in lexicon.word_list("measure_kinds", "counted") and not heads_label(measured_words(text, clause, token), measure)


def _opposite(behind: str, measure: str) -> str:
    """The opposite of a measure where the words behind the figure name that: "Retention: <5% monthly churn"."""
    other = _OPPOSITES.get(measure, "")
    return other if other and other in named_measures(behind) else measure


def _measure_of_column(fact: Fact, value: Quantity) -> str:
    """What the header of a column measures where rows are named otherwise: customers below "Customers", in the row of "Support/SLA"."""
    measure = measure_for(fact.label, value) if fact.source == "column" and fact.label != fact.subject and "%" not in fact.label else ""
    return measure if measure and not takes_anything(measure) and heads_label(fact.label, measure) else ""


def _is_criterion(fact: Fact, value: Quantity) -> bool:
    """Whether a figure stands in a column of criteria beside what they are for: "Search tuning | response times <2 seconds"."""
    named = value.kind != "count" or (bool(value.unit) and value.unit.isascii())
    return fact.source == "column" and named and topic_of(fact.label) in {"acceptance", "metrics"} and role_of(fact.label) != "target"


def _own_role(fact: Fact, token: Token) -> Role:
    """The role that the words between the value before and a value give it: "at least 80% (current: 95%)"."""
    parts = (other for other in fact.values if isinstance(other.value, Quantity) or other.value == "->")
    before = max((other.end for other in parts if other.end <= token.start), default=0)
    return role_of(fact.text[before : token.start])


def _speaks_of_tests(fact: Fact) -> bool:
    """Whether a figure, what it belongs to or the headings around it speak of tests or code."""
    return any(
        phrase_pattern("measure_kinds", "tested").search(normalise(text.replace("-", " ")))
        for text in (fact.text, fact.label, fact.subject, fact.item, *fact.headings)
        if text
    )


def _counts_things(value: Quantity) -> bool:
    """Whether a count says itself what it is of, and that is no measure: "ready for 1,000 schools" beside "integrations"."""
    return value.kind == "count" and bool(value.unit) and value.unit.isascii() and not measure_of(value.unit)


def _counts_beside_money(fact: Fact, value: Quantity) -> bool:
    """Whether a count only explains the amount of money that the fact states first: "$20K a month (50 Basic, 5 Sponsors)"."""
    return value.kind == "count" and fact.quantities[0].kind == "money"


def _period_of(fact: Fact, token: Token, clause: Clause) -> Window | None:
    """The period right behind a value, or the only one in its own clause, when others have theirs: "€50K Year 1, €90K (Year 2)"."""
    windows = [other for other in fact.values if isinstance(other.value, Window)]
    if len(windows) < 2:
        return None
    behind = [other.value for other in windows if token.end <= other.start and not fact.text[token.end : other.start].strip(" (（[")]
    inside = behind or [other.value for other in windows if clause.start <= other.start < clause.end]
    return inside[0] if len(inside) == 1 and isinstance(inside[0], Window) else None


def _quantity(token: Token) -> Quantity:
    if not isinstance(token.value, Quantity):
        raise TypeError("only tokens of quantities become metrics")
    return token.value


def _clause_of(fact: Fact, token: Token) -> Clause:
    for clause in clauses(fact.text, 0, len(fact.text), fact.values):
        if clause.start <= token.start < clause.end:
            return clause
    return Clause(0, len(fact.text), fact.values)


def _is_aside(text: str, token: Token, tokens: list[Token]) -> bool:
    """A number that is not the value itself: the ceiling of a scale ("4.5/5"), the time until something else ("within 6 months")."""
    if is_example(text, token.start):
        return True
    if token.text.startswith("±") and token is not tokens[0]:
        return True  # how exact the value before is
    before = text[max(0, token.start - 16) : token.start]
    if _CEILING.search(before) and token is not tokens[0]:
        return True
    lead = before + _DIGIT.split(token.text, maxsplit=1)[0]
    when = _WITHIN.search(lead) or _WITHIN_BEHIND.match(text, token.end)
    return len(tokens) > 1 and _quantity(token).kind == "duration" and bool(when)


def _arrow_target(fact: Fact, tokens: list[Token], at: int) -> int | None:
    """The index of the value that an arrow or words lead to from the one at `at` ("$15M → $60M", "from 5% to 1%")."""
    if at + 1 >= len(tokens):
        return None
    between = fact.text[tokens[at].end : tokens[at + 1].start]
    arrows = any(t.kind == "operator" and t.value == "->" and tokens[at].end <= t.start < tokens[at + 1].start for t in fact.values)
    same = _quantity(tokens[at]).kind == _quantity(tokens[at + 1]).kind
    if same and (is_led_to(fact.text[: tokens[at].start], between) or (is_joined(between) and _falls(tokens[at], tokens[at + 1]))):
        return at + 1  # "from 5% to 1%", "5% to 1%"
    return at + 1 if arrows and same and len(between) <= 6 else None


def _falls(first: Token, second: Token) -> bool:
    return _quantity(first).least > _quantity(second).most


def _with_baselines(metrics: list[Metric]) -> tuple[Metric, ...]:
    """Targets of a table row take the baseline, else the actual value, of the same row."""
    rows: dict[tuple[int, int, str], dict[str, Quantity]] = {}
    for metric in metrics:
        if metric.fact.source == "column" and metric.value is not None and metric.role in {"baseline", "actual"}:
            rows.setdefault(_row(metric), {}).setdefault(metric.role, metric.value)
    return tuple(
        replace(metric, baseline=beside.get("baseline") or beside.get("actual"))
        if metric.role == "target" and metric.baseline is None and (beside := rows.get(_row(metric))) is not None
        else metric
        for metric in metrics
    )


def _row(metric: Metric) -> tuple[int, int, str]:
    return metric.fact.block, metric.fact.span.line, normalise(metric.fact.subject)
