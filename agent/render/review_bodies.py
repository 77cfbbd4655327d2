"""The bodies of a review: one summary, and one for each inline comment. Whatever comes from a document or a person is shown as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import quote

from agent.expressions import expression
from agent.model.finding import Evidence, Finding
from agent.model.review import AddedDirective, PlanChange
from agent.model.wording import Wording as ModelWording
from agent.render.amounts import counted
from agent.render.markdown import coded
from agent.render.markdown import escaped as escaped_line
from agent.render.terminal import fit
from agent.render.visible import one_line
from agent.render.wording import credit
from agent.review.marker import SUMMARY, WORDS, Mark
from agent.review.plan import LARGE

Entry = TypeVar("Entry")
TICKS = expression("`{3,}")
MARKS = {"error": "🔴", "warning": "🟠", "question": "🔵"}
MESSAGE_WIDTH, QUOTE_WIDTH = 700, 200
PLACES_OPEN, PLACES_SHOWN = 3, 12
ENTRIES_OPEN = 12
SMALL_STEPS = ("renamed", "scope", "word")  # folded away first, unless they are of a phase
KIND_OPEN = 3  # changes of a plan that are shown before any of another kind is folded away
# Characters each part of the summary may take; together they stay below the 65,536 that a comment holds.
PLAN_BUDGET, PROBLEM_BUDGET, FIXED_BUDGET, SILENCED_BUDGET = 16_000, 26_000, 8_000, 6_000


@dataclass(frozen=True, slots=True)
class Wording:
    """How bodies are written: `key` goes into the marks, `link` is the address of a file at the head (`{path}` in it), or "".

    `suggestion` is what the host calls a code block that can be applied to the line.
    """

    key: str = "roadmap"
    link: str = ""
    suggestion: str = "suggestion"


@dataclass(frozen=True, slots=True)
class SummaryParts:
    """What the summary tells, each most important first."""

    base: str
    head: str
    documents: tuple[str, ...]
    plan: tuple[PlanChange, ...] = ()
    problems: tuple[Finding, ...] = ()
    fixed: tuple[Finding, ...] = ()
    altered: tuple[Finding, ...] = ()
    directives: tuple[AddedDirective, ...] = ()
    unchanged: int = 0
    dismissed: int = 0
    notes: tuple[str, ...] = ()
    words: ModelWording | None = None


def summary_body(parts: SummaryParts, wording: Wording) -> str:
    """The sticky comment: what changed in the plan, what is newly wrong, what was put right."""
    sections = [str(Mark(wording.key, SUMMARY)), "## Roadmap review", _verdict(parts)]
    if parts.words is not None:
        said = " ".join(sentence.text for sentence in parts.words.sentences)
        sections.append(f"{WORDS} {escaped(said)} <sub>{escaped(credit(parts.words))}</sub>")
    if parts.plan:
        sections.append("### What changes in the plan\n\n" + _plan(parts.plan, wording))
    if parts.problems:
        sections.append("### New problems\n\n" + _list(parts.problems, lambda finding: _entry(finding, wording), PROBLEM_BUDGET))
    if parts.altered:
        told = _list(parts.altered, lambda finding: _entry(finding, wording), FIXED_BUDGET)
        sections.append(f"### Edited, but still there\n\n{told}")
    if parts.fixed:
        sections.append("### Fixed\n\n" + _list(parts.fixed, _fixed, FIXED_BUDGET))
    if parts.directives:
        told = _list(parts.directives, lambda directive: _directive(directive, wording), SILENCED_BUDGET)
        sections.append(f"### Silenced by this change\n\n{told}")
    sections.append(_footer(parts))
    return "\n\n".join(sections) + "\n"


def comment_body(
    finding: Finding, edit: str | None, wording: Wording, place: tuple[str, int] | None = None, also: Sequence[Finding] = ()
) -> str:
    """One inline comment: the sentence, the sum, the other places, the edit; a suggestion block where the line is known.

    `place` is the path and the line it stands on, by default the finding's own; `also` are further findings about that line.
    """
    mark = Mark(wording.key, finding.id, finding.rule, also=tuple(other.id for other in also))
    here = place or (finding.path, finding.line)
    seen = "" if here[0] == finding.path else f", seen from {_code(_shown(finding.path, finding.line, finding.end_line))}"
    parts = [f"{mark}\n{MARKS[finding.severity]} **{finding.severity}**{seen}: {_message(finding)}"]
    if finding.computation is not None and " ≠ " not in finding.computation.formula:
        computed = finding.computation
        parts.append(f"Stated {escaped(computed.stated)}, computed {escaped(fit(computed.formula, MESSAGE_WIDTH))}.")
    others = [evidence for evidence in finding.evidence if (evidence.path, evidence.line) != here]
    if others:
        parts.append(_places(others))
    if edit is not None:
        parts.append(f"If the other figures are right:\n\n{_suggestion(edit, wording.suggestion)}")
    elif finding.suggestion:
        parts.append(f"To settle it: {escaped(fit(finding.suggestion, MESSAGE_WIDTH))}.")
    if also:
        parts.append("Also here:\n\n" + "\n".join(_beside(other, here) for other in also))
    parts.append(f"<sub>{finding.rule} {finding.name}</sub>")
    return "\n\n".join(parts) + "\n"


def _beside(other: Finding, here: tuple[str, int]) -> str:
    """A further finding about the line, in one line: the sentence, the sum, its own place where that is another."""
    work = f", computed {escaped(fit(other.computation.formula, QUOTE_WIDTH))}" if other.computation is not None else ""
    place = f" {_code(_shown(other.path, other.line, other.end_line))}" if (other.path, other.line) != here else ""
    return f"- {MARKS[other.severity]} {_message(other)}{work}{place} `{other.rule}`"


def _places(others: Sequence[Evidence]) -> str:
    """Where else to look; folded away when it is many places. Without links: they would name the head, and every push would edit this."""
    told = "\n".join(f"- {_code(_shown(e.path, e.line, e.end_line))}: {_quote(e)}" for e in others[:PLACES_SHOWN])
    if len(others) > PLACES_SHOWN:
        told += f"\n- and {len(others) - PLACES_SHOWN} more"
    return told if len(others) <= PLACES_OPEN else f"<details><summary>{len(others)} other places</summary>\n\n{told}\n\n</details>"


def change_line(change: PlanChange) -> str:
    """One change of a plan in words, as Markdown."""
    subject, before, after = f"**{escaped(change.subject)}**", escaped(change.before), escaped(change.after)
    inside = f", with {counted(change.count, 'item')} inside" if change.count else ""
    step = f"{before or '_not stated_'} → {after or '_no longer stated_'}" + (
        f" ({escaped(change.difference)})" if change.difference else ""
    )
    attribute = escaped(change.attribute)
    said = {
        "document_added": f"New roadmap {subject}, {counted(change.count, 'item')}",
        "document_removed": f"Roadmap {subject} is removed, {counted(change.count, 'item')}",
        "added": f"Added {subject}{f' ({after})' if after else ''}{inside}",
        "dropped": f"Dropped {subject}{f' ({before})' if before else ''}{inside}",
        "renamed": f"Renamed {before} → {subject}",
        "scope": f"Re-scoped {before} → {subject}" if change.attribute in ("", *LARGE) else f"Re-scoped {subject}, {attribute}: {step}",
        "moved": f"Moved {subject}{'' if change.attribute in ('window', 'section') else f', {attribute}'}: {step}{inside}",
        "status": f"{subject} is now {after or '_without a state_'}{f', was {before}' if before else ''}{inside}",
        "dependency_added": f"{subject} now {attribute or 'depends on'} {after}",
        "dependency_removed": f"{subject} no longer {attribute or 'depends on'} {before}",
        "target": _target(change, step),
    }
    return said.get(
        change.kind, f"{subject}, {attribute}: {step}" if attribute and change.attribute != change.subject else f"{subject}: {step}"
    )


def _target(change: PlanChange, step: str) -> str:
    """A promise with another value, a new one, or one that is taken back; `attribute` is what it is a promise of."""
    subject = f"**{escaped(change.subject)}**{f' ({escaped(change.attribute)})' if change.attribute else ''}"
    if change.before and change.after:
        return f"Target {subject}: {step}"
    return (
        f"New target {subject}: {escaped(change.after)}" if change.after else f"Target {subject} is dropped, was {escaped(change.before)}"
    )


def _verdict(parts: SummaryParts) -> str:
    counts = [sum(finding.severity == severity for finding in parts.problems) for severity in MARKS]
    said = [f"{MARKS[severity]} {counted(number, f'new {severity}')}" for severity, number in zip(MARKS, counts, strict=True) if number]
    if not said:
        said = ["✅ No new problems"]
    if parts.fixed:
        said.append(f"{len(parts.fixed)} fixed")
    if parts.plan:
        said.append(counted(len(parts.plan), "change of the plan", "changes of the plan"))
    return " · ".join(said)


def _plan(changes: Sequence[PlanChange], wording: Wording) -> str:
    paths = list(dict.fromkeys(change.path for change in changes))
    share = PLAN_BUDGET // len(paths)
    blocks = []
    for path in paths:
        own = _foremost([change for change in changes if change.path == path])
        told = _list(own, lambda change: f"- {change_line(change)}{_line(change.path, change.line, wording)}", share)
        blocks.append(f"{_file(path, wording)}\n\n{told}" if len(paths) > 1 else told)
    return "\n\n".join(blocks)


def _foremost(changes: Sequence[PlanChange]) -> Sequence[PlanChange]:
    """When some will be folded away, the first of each kind before the others: a budget says more than the tenth new item."""
    if len(changes) <= ENTRIES_OPEN + 2:
        return changes
    seen: Counter[str] = Counter()
    foremost: list[PlanChange] = []
    others: list[PlanChange] = []
    for change in changes:
        seen[change.kind] += 1
        (foremost if seen[change.kind] <= KIND_OPEN and (change.kind not in SMALL_STEPS or change.attribute in LARGE) else others).append(
            change
        )
    return (*foremost, *others)


def _list(entries: Sequence[Entry], say: Callable[[Entry], str], budget: int) -> str:
    """One line an entry, for as long as the budget lasts; the first ones open, the others folded away, then how many are left."""
    lines: list[str] = []
    for entry in entries:
        line = say(entry)
        if lines and budget < len(line):
            break
        budget -= len(line) + 1
        lines.append(line)
    left = [f"- and {len(entries) - len(lines)} more"] if len(lines) < len(entries) else []
    if len(lines) <= ENTRIES_OPEN + 2:
        return "\n".join((*lines, *left))
    shown, folded = "\n".join(lines[:ENTRIES_OPEN]), "\n".join((*lines[ENTRIES_OPEN:], *left))
    return f"{shown}\n\n<details><summary>{len(entries) - ENTRIES_OPEN} more</summary>\n\n{folded}\n\n</details>"


def _entry(finding: Finding, wording: Wording) -> str:
    return (
        f"- {MARKS[finding.severity]} {_message(finding)} {_where(finding.path, finding.line, finding.end_line, wording)} `{finding.rule}`"
    )


def _fixed(finding: Finding) -> str:
    return f"- {_message(finding)} `{finding.rule}`"


def _directive(directive: AddedDirective, wording: Wording) -> str:
    rules = ", ".join(f"`{finding.rule}` {_message(finding)}" for finding in directive.silenced[:3])
    more = f" and {len(directive.silenced) - 3} more" if len(directive.silenced) > 3 else ""
    silenced = f"silences {rules}{more}" if rules else "silences nothing now"
    return f"- {_where(directive.path, directive.line, directive.line, wording)} {silenced}: {_code(fit(directive.text, QUOTE_WIDTH))}"


def _footer(parts: SummaryParts) -> str:
    said = [f"Compared `{parts.base[:9]}` with `{parts.head[:9]}`", f"read {counted(len(parts.documents), 'changed document')}"]
    if parts.unchanged:
        said.append(f"{counted(parts.unchanged, 'finding')} there before and not repeated")
    if parts.dismissed:
        said.append(f"{counted(parts.dismissed, 'finding')} resolved by a reviewer and not repeated")
    return f"<sub>{'; '.join((*said, *(escaped(note) for note in parts.notes)))}.</sub>"


def escaped(text: str) -> str:
    """Text inside a line of ours, which it never begins."""
    return escaped_line(text, begins=False)


def _message(finding: Finding) -> str:
    return escaped(fit(finding.message, MESSAGE_WIDTH))


def _quote(evidence: Evidence) -> str:
    return _code(fit(evidence.quote, QUOTE_WIDTH))


def _code(text: str) -> str:
    """A code span in which no comment begins, not even one that is only shown."""
    return coded(text).replace("<!--", "<\u200b!--")


def _where(path: str, line: int, end_line: int, wording: Wording) -> str:
    shown = _shown(path, line, end_line)
    if not wording.link:
        return _code(shown)
    return f"[{escaped(shown)}]({_address(path, wording)}#L{line}{f'-L{end_line}' if end_line > line else ''})"


def _shown(path: str, line: int, end_line: int) -> str:
    return f"{one_line(path)}:{line}" + (f"-{end_line}" if end_line > line else "")


def _line(path: str, line: int, wording: Wording) -> str:
    if not line:
        return ""
    return f" [L{line}]({_address(path, wording)}#L{line})" if wording.link else f" (L{line})"


def _file(path: str, wording: Wording) -> str:
    return f"**[{escaped(path)}]({_address(path, wording)})**" if wording.link else f"**{escaped(path)}**"


def _address(path: str, wording: Wording) -> str:
    # Plain text rather than rendered Markdown, because only there lines have anchors.
    return wording.link.replace("{path}", quote(path.encode("utf-8", "replace"))) + "?plain=1"


def _suggestion(line: str, name: str) -> str:
    ticks = "`" * max([3, *(len(run) + 1 for run in TICKS.findall(line))])
    return f"{ticks}{name}\n{line}\n{ticks}"
