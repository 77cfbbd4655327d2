"""Findings about suppression comments: the engine makes them, since only it knows what a comment silenced."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from agent.model.document import Document
from agent.model.finding import Finding
from agent.rules.base import Draft, Rule, View
from agent.rules.identity import findings_of
from agent.rules.suppression import Directive

UNKNOWN_PAGE = """A suppression comment names no known rule, or gives no reason.

Claim: a `roadmap-disable` comment has no rule code, a code that does not exist, or no reason after `--`. Such a comment silences nothing.

Why it matters: a silence that nobody can explain later hides real errors.

Flagged:

    <!-- roadmap-disable-next-line RA101 -->
    Total: $3M

Fine:

    Total: $3M, see the appendix
"""
UNUSED_PAGE = """A suppression comment silences nothing.

Claim: no finding of the named rule stands where the comment points.

Why it matters: the error was repaired or moved; the comment would hide the next one.

Flagged:

    <!-- roadmap-disable-next-line RA008 -- the address is an example -->
    Contact: product@example.com

Fine:

    <!-- roadmap-disable-next-line RA008 -- the address is an example -->
    Contact: product @example.com
"""
UNCLOSED_PAGE = """A suppression block is never closed.

Claim: `roadmap-disable` has no matching `roadmap-enable`, so it reaches to the end of the file.

Why it matters: everything added below is silenced too. Use `roadmap-disable-file` when that is meant.

Flagged:

    <!-- roadmap-disable RA008 -- examples -->
    Contact: product @example.com

Fine:

    <!-- roadmap-disable RA008 -- examples -->
    Contact: product @example.com
    <!-- roadmap-enable RA008 -->
"""


def _none(_view: View) -> Iterator[Draft]:
    return iter(())


UNKNOWN = Rule("RA090", "suppression-invalid", "document", "warning", "rule", _none, UNKNOWN_PAGE)
UNUSED = Rule("RA091", "suppression-unused", "document", "warning", "rule", _none, UNUSED_PAGE)
UNCLOSED = Rule("RA092", "suppression-unclosed", "document", "warning", "rule", _none, UNCLOSED_PAGE)


def directive_findings(
    document: Document, found: Sequence[Directive], used: Collection[tuple[int, str]], active: Collection[str], known: Collection[str]
) -> tuple[Finding, ...]:
    """What is wrong with the directives of a document. Only rules that ran (`active`) can be said to be unused."""
    pairs = (
        (UNKNOWN, (draft for d in found for draft in _invalid(document, d, known))),
        (UNUSED, (draft for d in found for draft in _unused(document, d, used, active))),
        (UNCLOSED, (_unclosed(document, d) for d in found if d.kind == "disable" and d.silences and not d.closed)),
    )
    return tuple(finding for rule, drafts in pairs if rule.code in active for finding in findings_of(rule, drafts))


def _invalid(document: Document, directive: Directive, known: Collection[str]) -> Iterator[Draft]:
    unknown = [code for code in directive.codes if code not in known]
    if unknown:
        yield _draft(
            document,
            directive,
            f"the suppression comment names {', '.join(unknown)}, which is no rule",
            "see `roadmap rules` for the codes",
        )
    elif directive.kind != "enable" and not directive.codes:
        yield _draft(document, directive, "the suppression comment names no rule and silences nothing", "name the rule: RA101 -- reason")
    elif directive.kind != "enable" and not directive.reason:
        yield _draft(
            document,
            directive,
            "the suppression comment gives no reason and silences nothing",
            "add the reason after two dashes: RA101 -- reason",
        )


def _unused(document: Document, directive: Directive, used: Collection[tuple[int, str]], active: Collection[str]) -> Iterator[Draft]:
    for code in directive.codes if directive.silences else ():
        if code in active and (directive.line, code) not in used:
            yield _draft(document, directive, f"the suppression of {code} silences nothing", "delete the comment")


def _unclosed(document: Document, directive: Directive) -> Draft:
    return _draft(
        document,
        directive,
        f"the suppression of {', '.join(directive.codes)} is never closed and reaches to the end of the file",
        f"add <!-- roadmap-enable {directive.codes[0]} --> or use disable-file",
    )


def _draft(document: Document, directive: Directive, message: str, suggestion: str) -> Draft:
    return Draft(message, (document.span(directive.line, text=directive.text),), key=directive.kind, suggestion=suggestion)
