"""`check --semantic`: a model proposes places that a person should look at; code verifies the places and words the finding."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from agent.grounded.brief import Brief, LanguageModel
from agent.grounded.fencing import fenced, visible_to_model
from agent.grounded.figures import Grounds, same_amount
from agent.grounded.ledger import Ledger
from agent.grounded.lines import Line, Lines, lines_of, quantities
from agent.grounded.prompts import instructions, sent_back
from agent.grounded.reply import Quote
from agent.grounded.tools import Desk, finding_record, tools_of
from agent.grounded.verifying import complaints, held_quotes, spoken
from agent.model.finding import Evidence, Finding
from agent.model.quantity import Quantity
from agent.model.roadmap import Item, Roadmap
from agent.ports import Search
from agent.rules.base import Rule
from agent.rules.semantic import CONTRADICTION, DEPENDENCY, MITIGATION, OVERLAP, UNREALISTIC

RuleName = Literal["possible-overlap", "possible-dependency", "contradictory-claims", "unrealistic-claim", "mitigation-without-action"]
RULES: dict[str, Rule] = {rule.name: rule for rule in (OVERLAP, DEPENDENCY, CONTRADICTION, UNREALISTIC, MITIGATION)}
PAIRS = frozenset({OVERLAP.name, DEPENDENCY.name, CONTRADICTION.name})
MOST_PARTS = 12  # pieces of long documents that one run looks at
LONGEST_REASON = 300


class Proposal(BaseModel):
    """Something a person should look at."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: RuleName
    quotes: tuple[Quote, ...] = Field(min_length=1, max_length=4, description="first the place to look at; two places for a pair")
    reason: str = Field(description="why, in one sentence; for unrealistic-claim the assumption behind it", max_length=1_000)


class Proposals(BaseModel):
    """Everything that is proposed about the documents shown; none is a good answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    proposals: tuple[Proposal, ...] = Field(default=(), max_length=40)


@dataclass(frozen=True, slots=True)
class Survey:
    """What a model is to look through. `fences` draws a random delimiter for each part; `budget` is in tokens of `count`."""

    roadmaps: Sequence[Roadmap]
    search: Search | None
    findings: Sequence[Finding]
    count: Callable[[str], int]
    budget: int
    fences: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Surveyed:
    """Verified findings, how many proposals did not hold, and lines of long documents that were not looked at."""

    findings: tuple[Finding, ...]
    rejected: int
    unread: int


def survey(asked: Survey, model: LanguageModel) -> Surveyed:
    """What the model proposes and code could verify, sorted by place. Computed findings are never touched.

    Raises ModelError when the model fails.
    """
    lines = lines_of(asked.roadmaps)
    parts = list(_parts(lines, asked.count, asked.budget))
    found: dict[str, Finding] = {}
    rejected = 0
    for part in parts[:MOST_PARTS]:
        ledger = Ledger(lines, {finding.id: finding for finding in asked.findings})
        proposals = model.converse(_brief(part, ledger, Desk(ledger, asked.search, asked.fences()))).reply.proposals
        held = [judge(proposal, ledger) for proposal in proposals]
        rejected += sum(isinstance(one, str) for one in held)
        found.update({one.id: one for one in held if isinstance(one, Finding) and one.id not in found})
    unread = sum(len(part) for part in parts[MOST_PARTS:])
    return Surveyed(tuple(sorted(found.values(), key=lambda one: (one.path, one.line, one.rule, one.id))), rejected, unread)


def _parts(lines: Lines, count: Callable[[str], int], budget: int) -> Iterator[range]:
    """The lines of all documents in pieces of at most `budget` tokens, cut between lines."""
    start, used = 1, 0
    for number in range(1, lines.count + 1):
        line = lines.at(number)
        size = count(line.text) + 4 if line is not None and line.text.strip() else 0  # the evidence number takes about four
        if used and used + size > budget:
            yield range(start, number)
            start, used = number, 0
        used += size
    if used:
        yield range(start, lines.count + 1)


def _brief(part: range, ledger: Ledger, desk: Desk) -> Brief[Proposals]:
    shown = ledger.show(part)
    known = [finding_record(finding, ledger) for finding in ledger.findings.values()]
    about = "\n".join(text for text, numbers in known if any(number in part for number in numbers))
    documents = fenced(f"lines\n{shown}\n\nfindings that the program computed already\n{about or 'none'}", desk.fence)
    return Brief(
        system=instructions("semantic", desk.fence),
        user=documents,
        tools=tools_of(desk),
        schema=Proposals,
        objections=lambda reply: [visible_to_model(why) for one in reply.proposals if isinstance(why := judge(one, ledger), str)],
        send_back=lambda reasons: sent_back(reasons, desk.fence),
        fence=desk.fence,
    )


def judge(proposal: Proposal, ledger: Ledger) -> Finding | str:
    """The finding that a proposal makes, or why it makes none, in words for the model."""
    quotes, reasons = held_quotes(proposal.quotes, ledger)
    if reasons:
        return reasons[0]
    lines = [line for line, _ in quotes]
    places = [_item_at(line, ledger.lines.roadmaps) for line in lines]
    if proposal.rule in PAIRS:
        why = _no_pair(proposal.rule, lines, places, ledger)
        if why:
            return why
    rule = RULES[proposal.rule]
    if any(_says_already(finding, rule, lines) for finding in ledger.findings.values()):
        return f"{proposal.rule}: the program computed a finding about these lines already"
    return _finding(rule, quotes, places, _reason(proposal.reason, lines, ledger))


def _no_pair(rule: str, lines: Sequence[Line], places: Sequence[Item | None], ledger: Ledger) -> str:
    if len({line.number for line in lines}) < 2:
        return f"{rule} needs quotes of two lines"
    if rule == CONTRADICTION.name:
        return _not_comparable(lines, ledger)
    first, second = places[0], places[1]
    if lines[0].path == lines[1].path and (_holds(first, lines[1]) or _holds(second, lines[0])):
        return f"{rule}: E{lines[0].number} and E{lines[1].number} are about the same item"
    if rule == DEPENDENCY.name and first is not None and second is not None and (_declares(first, second) or _declares(second, first)):
        return f"{rule}: the dependency is declared"
    return ""


def _holds(item: Item | None, line: Line) -> bool:
    return item is not None and item.span.line <= line.line <= item.end_line


def _not_comparable(lines: Sequence[Line], ledger: Ledger) -> str:
    """Figures contradict each other only where they are of one unit and differ; passages without figures may contradict in words."""
    amounts = [[q for q in quantities(ledger.lines.tokens(line)) if q.unit or q.kind != "count"] for line in lines[:2]]
    if not all(amounts):
        return ""
    pairs = [(a, b) for a in amounts[0] for b in amounts[1] if (a.kind, a.unit, a.per, a.change) == (b.kind, b.unit, b.per, b.change)]
    if not pairs:
        return f"the figures on E{lines[0].number} and E{lines[1].number} are of different units"
    return "" if any(_differ(a, b) for a, b in pairs) else f"the figures on E{lines[0].number} and E{lines[1].number} agree"


def _differ(a: Quantity, b: Quantity) -> bool:
    """Whether no reading of both amounts agrees: what is written rounded may be equal."""
    return not same_amount(a, b) and (a.high < b.low or b.high < a.low)


def _declares(one: Item, other: Item) -> bool:
    names = {name.casefold() for name in (other.key, other.id, other.title) if name}
    return any(dep.target == other.key or any(name in dep.text.casefold() for name in names) for dep in one.dependencies)


def _item_at(line: Line, roadmaps: Iterable[Roadmap]) -> Item | None:
    """The smallest item whose lines hold this one."""
    items = [item for r in roadmaps if r.document.path == line.path for item in r.items if item.span.line <= line.line <= item.end_line]
    return min(items, key=lambda item: (item.end_line - item.span.line, item.key), default=None)


def _says_already(finding: Finding, rule: Rule, lines: Sequence[Line]) -> bool:
    places = {(e.path, number) for e in finding.evidence for number in range(e.line, e.end_line + 1)}
    return finding.family == rule.family and all((line.path, line.line) in places for line in lines)


def _reason(text: str, lines: Sequence[Line], ledger: Ledger) -> str:
    """The model's reason, unless it holds a figure or an address that its lines do not."""
    words = spoken(text)[:LONGEST_REASON].rstrip()
    grounds = Grounds(ledger.lines, tuple(lines))
    return "" if complaints(words, grounds) else words


def _finding(rule: Rule, quotes: Sequence[tuple[Line, str]], places: Sequence[Item | None], reason: str) -> Finding:
    evidence = tuple(
        Evidence(path=line.path, line=line.line, end_line=line.line, quote=line.raw.strip(), locator=line.locator)
        for line in dict.fromkeys(line for line, _ in quotes)
    )
    first = evidence[0]
    subjects = sorted({f"{line.path}\x1f{item.key if item else _normal(line.raw)}" for (line, _), item in zip(quotes, places, strict=True)})
    if len(subjects) < len({line.number for line, _ in quotes}):  # two lines of one item: the item does not tell them apart
        subjects = sorted({f"{line.path}\x1f{_normal(line.raw)}" for line, _ in quotes})
    said = " and ".join(f'"{_short(words)}"' for words in dict.fromkeys(words for _, words in quotes))
    return Finding(
        id=hashlib.sha256("\x1f".join((rule.code, *subjects)).encode("utf-8", "surrogatepass")).hexdigest()[:16],
        rule=rule.code,
        name=rule.name,
        family=rule.family,
        severity="question",
        basis="model",
        path=first.path,
        line=first.line,
        end_line=first.end_line,
        message=f"{_OPENINGS[rule.code]}: {said}" + (f". The model's reason: {reason}" if reason else ""),
        evidence=evidence,
    )


_OPENINGS = {
    OVERLAP.code: "These may be the same work",
    DEPENDENCY.code: "The first may need the second and does not say so",
    CONTRADICTION.code: "These may contradict each other",
    UNREALISTIC.code: "This may rest on an assumption that is not stated",
    MITIGATION.code: "This answer to a risk may change nothing",
}


def _normal(text: str) -> str:
    return " ".join(text.casefold().split())


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 100 else words[:99] + "…"
