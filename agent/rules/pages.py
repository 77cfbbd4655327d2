"""The documentation of rules, read from the docstrings of the modules that define them."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from functools import cache
from itertools import groupby

from msgspec import Struct

from agent.errors import SettingsError
from agent.rules.base import Rule
from agent.rules.catalogue import RULES
from agent.rules.semantic import SEMANTIC

SECTIONS = ("Claim:", "Why it matters:", "Source:", "Flagged:", "Fine:")
SEVERITY_MEANING = "**error**: cannot both be true. **warning**: very likely wrong or harmful. **question**: a reviewer should ask."
BASIS_MEANING = (
    "**computed**: arithmetic or dates decide. **rule**: the structure of the text decides. "
    "**model**: a language model proposes, code verifies the quotes, a person decides."
)
BY_MODEL = "proposed by a language model, with --semantic"


class Page(Struct, frozen=True):
    """One rule's documentation. `flagged` and `fine` are Markdown; a line `=== name` starts a further document of that name."""

    title: str
    claim: str
    why: str
    source: str
    flagged: str
    fine: str


@cache
def page(rule: Rule) -> Page:
    """The parts of a rule's page."""
    parts: dict[str, list[str]] = {"": []}
    current = ""
    for line in textwrap.dedent(rule.page).splitlines():
        heading = next((name for name in SECTIONS if line.startswith(name)), None)
        if heading:
            current = heading
            parts[current] = [line[len(heading) :].strip()]
        else:
            parts[current].append(line)
    title, claim, why, source = (" ".join(" ".join(parts.get(name, ())).split()) for name in ("", *SECTIONS[:3]))
    flagged, fine = (textwrap.dedent("\n".join(parts.get(name, ()))).strip("\n") + "\n" for name in SECTIONS[3:])
    return Page(title, _sentence(claim), _sentence(why), _sentence(source), flagged, fine)


def _sentence(words: str) -> str:
    """What stands behind the name of its section, as a sentence that can stand alone."""
    return words[:1].upper() + words[1:]


def rule_named(name: str) -> Rule:
    """The rule of a code or a name. Raises `SettingsError` when there is none."""
    found = next((rule for rule in (*RULES, *SEMANTIC) if name.casefold() in (rule.code.casefold(), rule.name)), None)
    if found is None:
        raise SettingsError(f"no rule is called '{name}'", remedy="see `roadmap rules`")
    return found


def explain(name: str) -> str:
    """The page of one rule as Markdown: what `roadmap explain` prints."""
    rule = rule_named(name)
    return _section(rule, "#")


def rule_list(rules: Sequence[Rule] = (*RULES, *SEMANTIC)) -> str:
    """One line a rule, grouped by family, those of a language model behind the others: what `roadmap rules` prints."""
    lines: list[str] = []
    width = max((len(rule.name) for rule in rules), default=0)
    for heading, members in groupby(rules, key=lambda rule: BY_MODEL if rule.basis == "model" else rule.family):
        lines.append(heading)
        lines += [f"  {rule.code}  {rule.name.ljust(width)}  {rule.severity.ljust(8)}  {page(rule).title}" for rule in members]
    return "\n".join(lines) + "\n"


def reference() -> str:
    """The text of `docs/rules.md`."""
    every = (*RULES, *SEMANTIC)
    head = [
        "<!-- Written by `make docs` from the docstrings in agent/rules; edit those. -->",
        "# Rules",
        f"`roadmap check` knows {len(RULES)} rules in {len({rule.family for rule in RULES})} families. With `--semantic` a language model "
        f"proposes questions of {len(SEMANTIC)} kinds more, [at the end](#{_anchor(SEMANTIC[0])}); they are never errors.",
        f"Severity: {SEVERITY_MEANING}",
        f"Basis: {BASIS_MEANING}",
        "Silence one finding with a comment that names the rule and says why: "
        "`<!-- roadmap-disable-next-line RA101 -- the reserve is approved separately -->` "
        "(also `disable-line`, `disable` ... `enable`, `disable-file`).",
        "| Code | Name | Family | Severity | Basis | What it says |\n|---|---|---|---|---|---|\n" + "\n".join(_row(rule) for rule in every),
    ]
    return "\n\n".join((*head, *(_section(rule, "##").rstrip() for rule in every))) + "\n"


def _row(rule: Rule) -> str:
    code = f"[{rule.code}](#{_anchor(rule)})"
    return f"| {code} | {rule.name} | {rule.family} | {rule.severity} | {rule.basis} | {page(rule).title} |"


def _anchor(rule: Rule) -> str:
    """What a page on a code host calls the heading of a rule."""
    return f"{rule.code.lower()}-{rule.name}"


def _section(rule: Rule, level: str) -> str:
    parts = page(rule)
    body = [
        f"{level} {rule.code} {rule.name}",
        parts.title,
        f"Family {rule.family}, severity {rule.severity}, basis {rule.basis}.",
        f"**Claim.** {parts.claim}",
        f"**Why it matters.** {parts.why}",
    ]
    if parts.source:
        body.append(f"**Source.** {parts.source}")
    body += [f"Flagged:\n\n{_fenced(parts.flagged)}", f"Fine:\n\n{_fenced(parts.fine)}"]
    return "\n\n".join(body) + "\n"


def _fenced(example: str) -> str:
    fence = "~~~~" if "```" in example else "```"
    return f"{fence}markdown\n{example.rstrip()}\n{fence}"
