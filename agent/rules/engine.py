"""Runs the rules over loaded roadmaps and accounts for what was read. Pure: the date and every setting are passed in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from agent.errors import SettingsError
from agent.model.finding import DocumentAccount, Finding, Findings, ReadCounts, SeverityCounts, UnreadLine
from agent.model.roadmap import Roadmap
from agent.rules.base import Draft, Rule, View
from agent.rules.baseline import Accepted, compare
from agent.rules.catalogue import RULES
from agent.rules.document.directives import directive_findings
from agent.rules.echoes import without_echoes
from agent.rules.fingerprints import with_line_marks
from agent.rules.identity import findings_of
from agent.rules.reading.doubts import is_shown
from agent.rules.reading.plans import Plans
from agent.rules.semantic import SEMANTIC
from agent.rules.suppression import directives, sift
from agent.rules.thresholds import Thresholds
from agent.spreading import Spread, in_turn

TEXTUAL = frozenset({"document"})  # what is wrong with the text is wrong in an example too
SEVERITIES = ("error", "warning", "question")
KNOWN_CODES = frozenset(rule.code for rule in (*RULES, *SEMANTIC))


class Outcome(Struct, frozen=True):
    """Findings that stay, and those that comments in the documents silenced."""

    findings: tuple[Finding, ...]
    silenced: tuple[Finding, ...] = ()


def check(
    roadmaps: Sequence[Roadmap],
    *,
    today: date,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    thresholds: Thresholds | None = None,
    inline_config: bool = True,
) -> tuple[Finding, ...]:
    """All findings of the roadmaps, sorted by path, line and rule.

    `select` and `ignore` take rule codes, names, families or prefixes of codes ("RA1"); an empty `select` means all rules.
    Raises `SettingsError` when one of them names no rule.
    """
    return run(roadmaps, today=today, rules=selected(select, ignore), thresholds=thresholds, inline_config=inline_config).findings


def examine(
    roadmaps: Sequence[Roadmap],
    *,
    today: date,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    thresholds: Thresholds | None = None,
    inline_config: bool = True,
    baseline: Iterable[Accepted] = (),
    spread: Spread = in_turn,
) -> Findings:
    """`check` with the account of what was read, what comments silenced, and what a baseline accepts.

    `spread` may examine several roadmaps at once.
    """
    rules = selected(select, ignore)
    outcome = run(roadmaps, today=today, rules=rules, thresholds=thresholds, inline_config=inline_config, spread=spread)
    compared = compare(outcome.findings, baseline)
    counts = Counter(finding.severity for finding in compared.new)
    return Findings(
        documents=tuple(account(roadmap) for roadmap in roadmaps),
        findings=compared.new,
        summary=SeverityCounts(error=counts["error"], warning=counts["warning"], question=counts["question"]),
        suppressed=len(outcome.silenced),
        baselined=compared.accepted,
        stale=compared.stale,
    )


def run(
    roadmaps: Sequence[Roadmap],
    *,
    today: date,
    rules: Sequence[Rule],
    thresholds: Thresholds | None = None,
    inline_config: bool = True,
    spread: Spread = in_turn,
) -> Outcome:
    """Run some rules over all roadmaps."""
    codes = frozenset(rule.code for rule in rules)
    plans = Plans()

    def examined(at: int) -> Outcome:
        view = View(roadmaps[at], (*roadmaps[:at], *roadmaps[at + 1 :]), today, thresholds or Thresholds(), plans)
        raw = without_echoes([finding for rule in rules for finding in findings_of(rule, weighed(view, rule))])
        return _sifted(roadmaps[at], raw, codes) if inline_config else Outcome(tuple(raw))

    outcomes = spread(examined, range(len(roadmaps)), lambda at: sum(map(len, roadmaps[at].document.raw_lines)))
    found = [finding for outcome in outcomes for finding in outcome.findings]
    silenced = sorted((finding for outcome in outcomes for finding in outcome.silenced), key=_place)
    return Outcome(with_line_marks(sorted(found, key=_place), roadmaps), tuple(silenced))


def weighed(view: View, rule: Rule) -> tuple[Draft, ...]:
    """What a rule finds; what it says of figures that are only shown, or of a form to be filled in, is asked.

    What a rule only asks where it warns of other cases is told with both readings open.
    """
    return tuple(_asked(draft) if _is_open(view, rule, draft) else draft for draft in view.drafts(rule))


def _is_open(view: View, rule: Rule, draft: Draft) -> bool:
    if rule.severity == "question" and draft.severity in (None, "question"):
        return False
    shown = rule.family not in TEXTUAL and is_shown(view.document, draft.evidence)
    return draft.severity == "question" or view.is_form or shown


def _asked(draft: Draft) -> Draft:
    """The draft as a question, worded as one where it holds two figures or dates against each other."""
    message = f"{draft.message}: which of the two holds?" if ", but " in draft.message else draft.message
    return replace(draft, severity="question", message=message)


def _sifted(roadmap: Roadmap, raw: Sequence[Finding], codes: frozenset[str]) -> Outcome:
    """What the comments of a document leave of its findings, and what is to be said of the comments."""
    present = directives(roadmap.document)
    sieve = sift(raw, present)
    of_comments = directive_findings(roadmap.document, present, sieve.used, codes, KNOWN_CODES)
    return Outcome((*sieve.kept, *of_comments), tuple(sieve.silenced))


def selected(select: Sequence[str] = (), ignore: Sequence[str] = ()) -> tuple[Rule, ...]:
    """The rules that remain, in catalogue order."""
    chosen = [rule for rule in RULES if not select or any(_names(pattern, rule) for pattern in select)]
    for pattern in (*select, *ignore):
        if not any(_names(pattern, rule) for rule in RULES):
            raise SettingsError(f"no rule or family is called '{pattern}'", remedy="see `roadmap rules`")
    return tuple(rule for rule in chosen if not any(_names(pattern, rule) for pattern in ignore))


def fails(findings: Findings, fail_on: str) -> bool:
    """Whether there is a finding at or above a severity; "never" is never."""
    if fail_on == "never":
        return False
    if fail_on not in SEVERITIES:
        raise SettingsError(f"unknown severity '{fail_on}'", remedy="use error, warning, question or never")
    return any(getattr(findings.summary, severity) for severity in SEVERITIES[: SEVERITIES.index(fail_on) + 1])


def account(roadmap: Roadmap) -> DocumentAccount:
    """What was read from a document and what was not."""
    return DocumentAccount(
        path=roadmap.document.path,
        lines=len(roadmap.document.raw_lines),
        read=ReadCounts(
            items=len(roadmap.items),
            quantities=roadmap.numbers_bound,
            metrics=len(roadmap.metrics),
            dependencies=sum(len(item.dependencies) for item in roadmap.items),
        ),
        unread=tuple(UnreadLine(line=unread.line, reason=unread.reason) for unread in roadmap.unread),
    )


def _names(pattern: str, rule: Rule) -> bool:
    return pattern in (rule.name, rule.family) or (pattern.upper().startswith("RA") and rule.code.startswith(pattern.upper()))


def _place(finding: Finding) -> tuple[str, int, int, str, str]:
    return (finding.path, finding.line, finding.end_line, finding.rule, finding.id)
