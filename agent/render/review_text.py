"""A review for a person at a terminal: the plan first, then what is newly wrong, then what was put right."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from agent.model.review import PlanChange, Review
from agent.render.amounts import counted
from agent.render.findings_text import problems
from agent.render.page import Page
from agent.render.terminal import place, printed
from agent.render.visible import one_line
from agent.render.wording import credit
from agent.review.plan import LARGE


def review_text(review: Review, page: Page) -> str:
    """The whole review on a page."""
    plan = [*_plan(review, page), ""] if review.changes else []
    return printed([*_words(review), *plan, *problems(review.findings, page), *_closing(review)], page)


def _words(review: Review) -> Iterator[RenderableType]:
    """The paragraph of a language model, where there is one."""
    if review.wording is not None:
        yield Text(one_line(" ".join(sentence.text for sentence in review.wording.sentences)))
        yield Text(credit(review.wording), style="label")
        yield ""


def _plan(review: Review, page: Page) -> Iterator[RenderableType]:
    path = ""
    for change in review.changes:
        if change.path != path:
            path = change.path
            yield Text(one_line(path), style="heading")
        where = place(change.path, change.line, change.line, page) if change.line else Text("")
        yield Padding(Text.assemble(_said(change), "  ", where), (0, 0, 0, 2))


def _said(change: PlanChange) -> str:
    step = f"{change.before or 'not stated'} → {change.after or 'no longer stated'}{f' ({change.difference})' if change.difference else ''}"
    inside = f", {counted(change.count, 'item')} inside" if change.count else ""
    subject = change.subject if change.attribute in ("", change.subject) else f"{change.subject}, {change.attribute}"
    words = {
        "document_added": f"new roadmap: {change.subject}{inside}",
        "document_removed": f"removed roadmap: {change.subject}{inside}",
        "added": f"added {change.subject}{f' ({change.after})' if change.after else ''}{inside}",
        "dropped": f"dropped {change.subject}{f' ({change.before})' if change.before else ''}{inside}",
        "renamed": f"renamed {change.before} → {change.after}",
        "scope": f"re-scoped {change.before} → {change.after}" if change.attribute in ("", *LARGE) else f"re-scoped {subject}: {step}",
        "moved": f"moved {change.subject}: {step}{inside}",
        "target": f"{'' if change.before else 'new '}target {subject}: {step if change.before else change.after}",
        "dependency_added": f"{change.subject} now {change.attribute or 'depends on'} {change.after}",
        "dependency_removed": f"{change.subject} no longer {change.attribute or 'depends on'} {change.before}",
    }
    return one_line(words.get(change.kind, f"{subject}: {step}{inside}"))


def _closing(review: Review) -> Iterator[RenderableType]:
    for finding in review.fixed_findings:
        yield Text.assemble(("fixed ", "good"), f"{finding.rule} {one_line(finding.message)}")
    for finding in review.altered_findings:
        yield Text.assemble(("still there ", finding.severity), f"{finding.rule} {one_line(finding.message)}")
    for directive in review.directives:
        silenced = counted(len(directive.silenced), "finding")
        yield Text(f"{one_line(directive.path)}:{directive.line} silences {silenced}: {one_line(directive.text)}")
    for note in review.notes:
        yield Text(one_line(note), style="label")
    said = [
        counted(len(review.findings), "new finding"),
        f"{len(review.fixed)} fixed",
        f"{review.unchanged} there before",
        counted(len(review.changes), "change of the plan", "changes of the plan"),
    ]
    yield Text(f"{', '.join(said)}; {counted(len(review.documents), 'changed document')} read.", style="label")
