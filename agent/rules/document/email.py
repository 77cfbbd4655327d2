"""An e-mail address cannot be right.

Claim: a text that is meant as an address has a blank around the "@", two "@", or no domain.

Why it matters: the contact a reader needs does not work.

Flagged:

    Contact: product @example.com

Fine:

    Contact: product@example.com, on the chat as @product
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.expressions import expression
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.visible import visible_lines

BROKEN_ADDRESS = expression(
    r"(?<![\w.+@/-])[A-Za-z][\w.+-]{1,40}(?:\s@\s?|@\s)[A-Za-z0-9][\w-]{0,40}\.(?:com|org|net|io|dev|ai|eu|de|fr|br|pt|es|it|co|app|edu|gov|jp|cn|ru|uk|info|tech)\b"
    r"|(?<![\w.+@-])[\w.+-]{1,40}@@[\w.-]{1,60}"
    r"|(?<![\w.+@-])[\w.+-]{1,40}@[\w-]{1,40}\.\.[\w.-]{1,60}"
)

# "route all @example.com mail": every address of a domain
ALL_OF_DOMAIN = expression(
    r"(?:all|any|every|each|the|our|your|an?|to|at|of|with|from|alle|todos|todas|tous|toutes|tutti) @", re.IGNORECASE
)

ADDRESSES = expression(r"\s(?:e-?mails?|addresses|accounts|users|mailboxes|mail|Adressen|correos|endere[çc]os|adresses)\b", re.IGNORECASE)
DOMAINS = expression(r"[,;]\s@\w")  # "(skip @kiosk.com, @pier.com)"


def _find(view: View) -> Iterator[Draft]:
    for line in visible_lines(view.document, urls=True):
        if "@" not in line.text:
            continue
        for match in BROKEN_ADDRESS.finditer(line.text):
            named = ALL_OF_DOMAIN.match(match[0]) or ADDRESSES.match(line.text, match.end()) or DOMAINS.match(line.text, match.end())
            if named or _is_before_domain(line.text, match):
                continue
            repaired = re.sub(r"\s*@+\s*", "@", match[0]).replace("..", ".")
            yield Draft(
                f'"{match[0]}" is no valid e-mail address',
                (view.document.span(line.number, text=match[0]),),
                key=match[0],
                suggestion=f"write {repaired}",
            )


def _is_before_domain(text: str, match: re.Match[str]) -> bool:
    """Whether a word of the sentence stands before a domain: "exclude employees, skip @acme.com"; no word does behind the label of a
    field."""
    return " @" in match[0] and "@ " not in match[0] and text[: match.start()].rstrip()[-1:] not in (":", "：", "|", "<", "(", "")


RULE = Rule("RA008", "malformed-email", "document", "warning", "rule", _find, __doc__)
