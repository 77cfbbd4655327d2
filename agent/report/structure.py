"""Risks that the structure of a plan shows although nothing in it is wrong: no room, much that hangs on one thing, nothing to measure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from agent.model.finding import Evidence
from agent.model.quantity import Quantity
from agent.model.report import Centrality, Link, Mitigation, Owner
from agent.model.roadmap import Fact, Item, Metric
from agent.report.chains import all_waiting
from agent.report.plan import WORK, Plan
from agent.report.reading import title_place
from agent.report.risks import Draft, counting
from agent.report.scoring import IMPACT, Step
from agent.report.wording import counted, evidence_of, fitted, label, owner_of, short_name, some
from agent.rules.reading.amounts import span_of
from agent.rules.reading.naming import listed

LITTLE_ROOM = 7  # days between two items up to which the second has no room for a delay of the first
CENTRAL_SHARE, CENTRAL_FEWEST, CENTRAL_SHOWN = 0.4, 4, 2  # of the other items in the graph; items that wait; risks a document
CONCENTRATED_SHARE, CONCENTRATED_FEWEST = 0.4, 4  # of a total; parts it has
OWNER_SHARE, OWNER_FEWEST = 0.5, 4  # of the items that have an owner; items of one owner
UNMEASURED_SHARE, UNMEASURED_FEWEST = 0.3, 3
SILENT_FEWEST, SILENT_ABSENT = 8, 3  # planned items; of four kinds of facts
STUCK = {"blocked": 5, "at_risk": 4, "on_hold": 3}
COVERED = frozenset({"RA804", "RA813"})  # the check says already that measures have no number


def structural_risks(plan: Plan, links: Sequence[Link], centrality: Sequence[Centrality]) -> Iterator[Draft]:
    """At most a few drafts a document, each about something the plan can change."""
    yield from _no_room(plan, links)
    yield from _central(plan, centrality)
    yield from _concentrated(plan)
    yield from _one_owner(plan)
    yield from _unmeasured(plan)
    yield from _stuck(plan)
    yield from _silent(plan)


def _no_room(plan: Plan, links: Sequence[Link]) -> Iterator[Draft]:
    tight = [link for link in links if link.slack_days is not None and 0 <= link.slack_days <= LITTLE_ROOM and not _phases(plan, link)]
    if not tight:
        return
    first = min(tight, key=lambda link: link.slack_days or 0)
    on_path = [link for link in tight if link.critical]
    pairs = [f"{_short(plan, link.needed)} → {_short(plan, link.waiting)}" for link in tight]
    yield Draft(
        key=f"no-room\x1f{plan.path}",
        title=f"No room for delay between {some(pairs)}",
        category="schedule",
        source="structure",
        statement=f"{some(pairs, 6)}: "
        f"the second is to begin at most {LITTLE_ROOM} days after the first ends, and a delay of the one delays the other",
        consequence="every estimate that proves too low moves the next start",
        evidence=_distinct(place for link in tight for place in (evidence_of(plan.roadmap.by_key[link.needed].span), link.evidence)),
        likelihood=(Step(4 if first.slack_days == 0 else 3, f"the least room is {first.slack_days} days ({first.slack})"),),
        impact=(IMPACT["schedule"], *((Step(1, f"{_short(plan, on_path[0].waiting)} is on the critical path"),) if on_path else ())),
        computations=(
            *(counting(f"{_short(plan, link.needed)} → {_short(plan, link.waiting)}: {link.slack}") for link in tight),
            counting(f"little room: {LITTLE_ROOM} days or less"),
        ),
        mitigation=_proposed("plan a reserve between the two, or agree what is cut when the first is late"),
    )


def _phases(plan: Plan, link: Link) -> bool:
    """Phases follow each other without a gap by design."""
    return plan.kind(link.needed) == plan.kind(link.waiting) == "phase"


def _central(plan: Plan, centrality: Sequence[Centrality]) -> Iterator[Draft]:
    shown = [c for c in centrality if c.all_waiting >= max(CENTRAL_FEWEST, CENTRAL_SHARE * c.of) and plan.kind(c.item) != "phase"]
    for one in shown[:CENTRAL_SHOWN]:
        item = plan.roadmap.by_key[one.item]
        if plan.standing[one.item].state == "done":
            continue
        keys = all_waiting(plan.graph, one.item)
        waiting = [other for other in plan.roadmap.items if other.key in keys]
        yield Draft(
            key=f"central\x1f{plan.path}\x1f{one.item}",
            title=f"{one.all_waiting} of {one.of} items with dependencies wait for {one.name}",
            category="dependencies",
            source="structure",
            statement=f"{listed([label(other) for other in waiting])} cannot be done before {one.name}, {one.waiting} of them directly",
            consequence="a delay here is a delay everywhere behind it",
            evidence=_distinct([one.evidence, *(evidence_of(edge.span) for edge in plan.graph.edges if edge.needed.key == one.item)]),
            likelihood=(Step(3, "one item, with no other way around it in the plan"),),
            impact=(
                IMPACT["dependencies"],
                *((Step(1, f"{label(item)} is on the critical path"),) if one.critical else ()),
            ),
            computations=(
                counting(
                    f"waiting for {label(item)}: {', '.join(label(other) for other in waiting)} = {one.all_waiting}; "
                    f"all other items with dependencies = {one.of}; directly = {one.waiting}"
                ),
            ),
            owner=owner_of(item),
            mitigation=_proposed("start it first, staff it first, and let what waits begin on an agreed interface"),
        )


def _concentrated(plan: Plan) -> Iterator[Draft]:
    """One piece of work that takes much of a proven total; lines of a budget that are no work (people, hosting) are not meant."""
    for total in plan.roadmap.totals:
        parts = [(fact, value) for fact, value in total.groupings[0] if value.kind == "money"] if total.groupings else []
        works = [_work(plan, fact) for fact, _ in parts]
        if len(parts) < CONCENTRATED_FEWEST or None in works or len({item.key for item in works if item}) < len(parts):
            continue
        whole = sum(_middle(value) for _, value in parts)
        (fact, value), item = max(zip(parts, works, strict=True), key=lambda pair: _middle(pair[0][1]))
        part = _middle(value)
        if item and whole > 0 and part / whole >= CONCENTRATED_SHARE:
            ranged = any(one.least < one.most for _, one in parts)
            yield _concentration(plan, total.stated, fact, value, item, (part, whole), ranged=ranged)


def _concentration(
    plan: Plan, stated: Fact, fact: Fact, value: Quantity, item: Item, shares: tuple[float, float], *, ranged: bool
) -> Draft:
    part, whole = shares
    counted = ", each range taken at its middle" if ranged else ""
    name = fitted(stated.label or "the total", 40)
    percent, amount, total = f"{part / whole:.0%}", span_of(part, part, value), span_of(whole, whole, value)
    return Draft(
        key=f"concentrated\x1f{plan.path}\x1f{item.key}",
        title=f"{short_name(item)} takes {percent} of the budget it is part of",
        category="budget",
        source="structure",
        statement=f"{short_name(item)} costs {amount} of {total}, the sum of the parts of “{name}”{counted}",
        consequence="an overrun there cannot be made good by the rest",
        evidence=_distinct([evidence_of(fact.span), evidence_of(stated.span)]),
        likelihood=(Step(3, "software projects overrun by 30-40% on average (Molokken and Jorgensen 2003)"),),
        impact=(IMPACT["budget"], Step(1, f"{percent} of the budget hangs on it")),
        computations=(counting(f"{_middle_of(value)}{amount} ÷ {total} = {percent}"),),
        owner=owner_of(item),
        mitigation=_proposed("release it in stages, each against a result"),
    )


def _one_owner(plan: Plan) -> Iterator[Draft]:
    owned: dict[str, list[tuple[Item, Fact]]] = defaultdict(list)
    for item in plan.roadmap.items:
        fact = item.first("owner") if item.kind in WORK else None
        if fact and not fact.subject:
            owned[" ".join(fact.text.split())].append((item, fact))
    count = sum(len(items) for items in owned.values())
    for name, items in sorted(owned.items()):
        if len(owned) > 1 and len(items) >= OWNER_FEWEST and len(items) >= OWNER_SHARE * count:
            critical = [item for item, _ in items if item.key in plan.critical]
            yield Draft(
                key=f"owner\x1f{plan.path}\x1f{name.casefold()}",
                title=f"{fitted(name, 60)} owns {len(items)} of {count} items that have an owner",
                category="people",
                source="structure",
                statement=f"{fitted(name, 60)} is to carry {some([label(item) for item, _ in items], 8)}",
                consequence="absence or overload of one stops all of it",
                evidence=_distinct(evidence_of(fact.span) for _, fact in items),
                likelihood=(Step(3, "one owner for much of the plan"),),
                impact=(IMPACT["people"], *((Step(1, f"{label(critical[0])} is on the critical path"),) if critical else ())),
                computations=(counting(f"items with an owner = {count}; of {fitted(name, 60)} = {len(items)}"),),
                owner=Owner(name=fitted(name, 60), evidence=evidence_of(items[0][1].span)),
                mitigation=_proposed("name a deputy for each, or share them out"),
            )


def _unmeasured(plan: Plan) -> Iterator[Draft]:
    metrics = [metric for metric in plan.roadmap.metrics if metric.role in ("", "target")]
    empty = [metric for metric in metrics if metric.value is None]
    if len(empty) < max(UNMEASURED_FEWEST, UNMEASURED_SHARE * len(metrics)) or any(f.rule in COVERED for f in plan.findings):
        return
    names = list(dict.fromkeys(f"“{fitted(metric.name, 40)}”" for metric in empty))
    yield Draft(
        key=f"unmeasured\x1f{plan.path}",
        title=f"{len(empty)} of {len(metrics)} targets have no number",
        category="targets",
        source="structure",
        statement=f"{some(names, 6)} say what is to get better and not how far",
        consequence="nobody will be able to say whether they were reached",
        evidence=_distinct(_place(metric) for metric in empty),
        likelihood=(Step(3, "a target without a number is reached or missed by opinion"),),
        impact=(IMPACT["targets"],),
        computations=(counting(f"targets = {len(metrics)}; without a number = {len(empty)}"),),
        mitigation=_proposed("state the present value, the value to be reached and the day"),
    )


def _stuck(plan: Plan) -> Iterator[Draft]:
    """Items that the roadmap itself marks as blocked, late or paused, one draft a mark."""
    for status, points in STUCK.items():
        items = [item for item in plan.roadmap.items if item.kind in WORK and item.status == status]
        if items:
            said = status.replace("_", " ")
            names = [short_name(item) for item in items]
            waits = max(items, key=lambda item: plan.waiting.get(item.key, 0))
            waiting = plan.waiting.get(waits.key, 0)
            yield Draft(
                key=f"stuck\x1f{plan.path}\x1f{status}",
                title=f"{some(names)} {'is' if len(items) == 1 else 'are'} marked {said}",
                category="status",
                source="structure",
                statement=f"The roadmap marks {some(names, 8)} as {said}",
                evidence=_distinct(evidence_of(item.status_span or item.span) for item in items),
                likelihood=(Step(points, f"the roadmap itself says {said}"),),
                impact=(IMPACT["status"], *((Step(1, f"{waiting} items wait for {label(waits)}"),) if waiting else ())),
                owner=owner_of(items[0]) if len(items) == 1 else None,
                mitigation=_proposed("say who removes the obstacle and by when"),
            )


def _silent(plan: Plan) -> Iterator[Draft]:
    """A plan of some size that says nothing about most of what a reader needs to judge it."""
    items = [item for item in plan.roadmap.items if item.kind in WORK]
    counts = {
        "owners": sum(item.first("owner") is not None for item in items),
        "costs": sum(fact.attribute == "cost" for fact in plan.roadmap.facts),
        "dependencies": sum(bool(item.dependencies) or item.independent for item in items),
        "risks": sum(item.kind == "risk" for item in plan.roadmap.items),
    }
    absent = [name for name, count in counts.items() if not count]
    if len(items) < SILENT_FEWEST or len(absent) < SILENT_ABSENT:
        return
    yield Draft(
        key=f"silent\x1f{plan.path}",
        title=f"Nothing is said about {listed(absent)}",
        category="document",
        source="structure",
        statement=f"The roadmap plans {counted(len(items), 'item')} and says nothing about {listed(absent)}",
        consequence="whether it can be carried out, by whom and for how much cannot be checked",
        evidence=(evidence_of(title_place(plan.roadmap)),),
        likelihood=(Step(3, "what is not written down is decided by whoever meets it first"),),
        impact=(
            Step(1, "a gap in the text, until somebody relies on it"),
            Step(len(absent) - 2, f"{len(absent)} of {len(counts)} are missing: {listed(absent)}"),
        ),
        computations=(counting(f"planned items = {len(items)}; {', '.join(f'{n} = {c}' for n, c in counts.items())}"),),
        mitigation=_proposed(f"add {listed(absent)}, at least for the largest items"),
    )


def _work(plan: Plan, fact: Fact) -> Item | None:
    item = plan.roadmap.by_key.get(fact.item)
    return item if item is not None and item.kind in ("phase", "initiative", "task", "milestone") and not fact.subject else None


def _middle_of(value: Quantity) -> str:
    """How the middle of a range comes about, "" for a single amount."""
    if value.least == value.most:
        return ""
    low, high, middle = (span_of(amount, amount, value) for amount in (value.least, value.most, _middle(value)))
    return f"({low} + {high}) ÷ 2 = {middle}; "


def _middle(value: Quantity) -> float:
    return (value.least + value.most) / 2


def _short(plan: Plan, key: str) -> str:
    return label(plan.roadmap.by_key[key])


def _place(metric: Metric) -> Evidence:
    return evidence_of(metric.fact.span)


def _proposed(text: str) -> Mitigation:
    return Mitigation(text=text, basis="proposed")


def _distinct(places: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(places))
