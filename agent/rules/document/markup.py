"""Markup of a tool or a template was left in the text.

Claim: a line holds tags of a tool call or a chat model, unfilled template markup, an expression of a script, a merge conflict marker,
or a citation marker of a chat tool. Inline code and fences are examples and are left alone.

Why it matters: it is no part of the plan, and it tells readers that nobody read the file before it was published.

Flagged:

    # Plan

    - Search, Q3 2026
    </function_calls>

Fine:

    # Plan

    - Search, Q3 2026, described with `<parameter>` tags
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.expressions import expression
from agent.rules.base import Draft, Rule, View
from agent.rules.document.placeholder import QUOTED
from agent.rules.reading.naming import further

TOOL_TAG = expression(
    r"</?(?:[a-z]{2,8}:)?(?:function_?calls?|tool_?calls?|tool_?use|tool_?results?|invoke|parameter|content|artifact|thinking|scratchpad|system-reminder)"
    r"\b[^>\n]{0,200}(?:>|$)",
    re.IGNORECASE,
)
CHAT_TOKEN = expression(
    r"<\|[a-z_]{3,20}\|>|\[/?INST\]|:contentReference\[oaicite|【\d+†[^】\n]{0,40}】|\bcite(?:turn|start)\d", re.IGNORECASE
)
# "{{1}}" is a variable of a message to be sent, not one of a document template; "{{variableName}}" shows what one looks like, and
# "style={{ flex: 1 }}" is code.
TEMPLATE = expression(
    r"(?<!=)\{\{(?!\s*(?:\d+|variable[ _]?(?:name)?|placeholder|name|key|x|\.{3}|…)\s*\})[^{}<>%\n]{1,80}\}\}|<%=?[^%\n]{1,80}%>"
    r"|(?<![/=\w:{`-])\$\{[A-Za-z_][\w.]{0,40}\}",
    re.IGNORECASE,
)
# "$(date)" of a shell, "' + (Get-Date).AddDays(7) + '" of another one: the script that wrote the document did not run them
SCRIPT = expression(
    r"\$\(\s*(?:date|whoami|hostname|pwd|git|cat|echo|uname|basename|dirname|ls|wc|grep|Get-\w{1,20})\b[^()\n]{0,80}\)"
    r"|['\"] \+ [^'\"\n]{1,60}(?:\([^()\n]{0,60}\)[^'\"\n]{0,40}){1,2} ?\+ ['\"]|\(Get-Date\b[^()\n]{0,60}\)"
)
FIELDS = expression(
    r"\b(?:variables?|merge (?:tags?|fields?)|template variables?|placeholders?|tokens?|interpolation|substitut\w+|templating"
    r"|platzhalter|variablen|vari[aá]veis|marcadores?|champs|campos)\b",
    re.IGNORECASE,
)
CONFLICT_MARK = expression(r"^(?:<{7} |>{7} |={7}$)")
LOCAL_PATH = expression(r"\b[A-Z]:\\(?:[^\s\\<>\"|?*]+\\){1,12}[^\s<>\"|?*]*|(?<![\w/.])/(?:Users|home)/[A-Za-z][\w.-]*/[^\s)<>\"']+")
OWN_MACHINE = "a path of somebody's own machine"
UNFILLED = "unfilled template markup"
NEVER_RUN = "an expression of a script that was never run"
KINDS = (
    (TOOL_TAG, "markup of a tool call"),
    (CHAT_TOKEN, "a marker of a chat tool"),
    (TEMPLATE, UNFILLED),
    (SCRIPT, NEVER_RUN),
    (CONFLICT_MARK, "a merge conflict marker"),
    (LOCAL_PATH, OWN_MACHINE),
)


# What every one of these holds, and begins with or holds: one look at a line instead of five, and none at most.
SIGNS = frozenset("<>{【†[$'\"=\\/")
HINT = expression(r"[<>{【†]|\[/?INST|contentRef|\bcite|\$[({]|['\"] \+ |\(Get-|={7}|:\\|/(?:Users|home)/", re.IGNORECASE)
MOST_MARKS = 2  # backticks; more of them nest code in code
MOST_SINGLE = 3  # more are a form that nobody filled in, and one finding
NEAR = 2  # lines between two places that are reported together


def _find(view: View) -> Iterator[Draft]:
    drafts: list[Draft] = []
    group: list[tuple[int, str, str]] = []
    scripts: list[tuple[int, str, str]] = []  # one script wrote them all
    blocks = view.document.blocks
    head = blocks[0].end_line if blocks and blocks[0].kind == "front_matter" else 0  # what a tool is to run stands there
    for line in view.visible:
        may = not SIGNS.isdisjoint(line.text) or "cite" in line.text
        found = _found(line.text) if may and HINT.search(line.text) else None
        if found is None or (found[0].startswith("${") and line.raw.count("`") > MOST_MARKS):
            continue
        if found[1] == NEVER_RUN:
            scripts += [(line.number, *found)] if line.number > head else []
            continue
        if group and line.number - group[-1][0] > NEAR:
            drafts.append(_draft(view, group))
            group = []
        group.append((line.number, *found))
    drafts += [_draft(view, found) for found in (group, scripts) if found]
    if len(drafts) <= MOST_SINGLE:
        yield from drafts
        return
    spans = tuple(sorted({span for draft in drafts for span in draft.evidence}))
    yield Draft(
        f"{len(spans)} lines hold markup that was left over; {drafts[0].message}",
        spans,
        suggestion=drafts[0].suggestion,
        severity="question" if all(draft.severity == "question" for draft in drafts) else None,
        parts=tuple(drafts),
    )


def _found(text: str) -> tuple[str, str] | None:
    """What was left over in a line, and what it is; a quoted message or prompt holds fields by intent."""
    for pattern, what in KINDS:
        match = pattern.search(text)
        if match and pattern is TEMPLATE and FIELDS.search(text):
            continue  # "mails with variables {{first_name}}": the fields that it is about
        if match and not (pattern is TEMPLATE and any(a.start() < match.start() and match.end() < a.end() for a in QUOTED.finditer(text))):
            return match[0].strip(), what
    return None


def _draft(view: View, group: list[tuple[int, str, str]]) -> Draft:
    line, text, what = group[0]
    others = f" and {further(len(group) - 1, 'line')} of the kind" if len(group) > 1 else ""
    return Draft(
        f'line {line} holds {what}: "{text[:60]}"{others}',
        tuple(view.document.span(number) for number, _, _ in group),
        suggestion="delete it, or put it in inline code if it is meant to be shown",
        severity="question" if what in (OWN_MACHINE, UNFILLED) else None,  # a text about templates shows some
    )


RULE = Rule("RA002", "leftover-markup", "document", "warning", "rule", _find, __doc__)
