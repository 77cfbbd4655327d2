"""A placeholder was never filled in.

Claim: a value reads TBD, XX, ???, "lorem ipsum", "[insert ...]" or the like.

Why it matters: a decision is open where the roadmap looks complete; whoever relies on the line relies on nothing.

Flagged:

    | Risk | Mitigation |
    |---|---|
    | Supplier fails | TBD |

Fine:

    | Status | Meaning |
    |---|---|
    | TODO | waits to be started |
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from agent.expressions import expression
from agent.model.finding import Severity
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import NAMED
from agent.rules.reading.naming import listed
from agent.rules.reading.visible import VisibleLine
from agent.rules.suppression import directives

FILLER = expression(
    r"(?<![^\W\d_]\s)\blorem ipsum\b(?=\s+dolor|\s*(?:[.…|*)\]]|$))"
    r"|\[(?:insert|your|enter|fill in|add(?! to\b)|replace)\b[^\]\n]{0,60}\](?!\()"
    r"|(?-i:\[(?:DATE|NAME|OWNER|AMOUNT|NUMBER|COMPANY|PRODUCT|TITLE|VALUE|URL|LINK|EMAIL|DATUM|BETRAG|FECHA|DATA|NOME|NOMBRE|NOM)\](?![(:\[]))"
    r"|\[(?:current date|today'?s date|city|ville|ciudad|cidade|stadt|città)\](?![(\[:/])"
    r"|\[[^\]\n]{0,30}\b(?:à (?:préciser|définir|compléter|confirmer)|por (?:definir|confirmar|completar|precisar)"
    r"|[aà] (?:definir|confirmar|preencher)|da (?:definire|confermare|completare)|(?:datum|name|betrag|wert) folgt|einzutragen"
    r"|(?:date|name|amount|owner) to (?:be )?(?:confirm|defin|complet)\w*)[^\]\n]{0,20}\](?![(\[:])"
    r"|(?<!=)<(?:insert|your|enter|fill in|placeholder)\b[^>\n]{0,60}>"
    r"|(?<![\w#/.-])X{3,}(?![\w/.-])(?=\s+\w)"
    r"|(?<!\d)(?<!\d )[$€£]\s?X{1,3}[KMB]?(?![A-Za-z\d])"
    r"|(?<![\w.-])X{1,3}\s?%"
    r"|(?-i:(?<![\w/.-])X{1,2}) (?:concurrent|active|paying|daily|monthly|new) (?:users|customers|requests|clients)\b"
    r"|(?-i:(?<![\w/.-])X{1,2}) (?:days|weeks|months|hours)\b"
    r"|(?<![\w/.-])(?:YYYY-MM-DD|DD[./]MM[./]YYYY|MM/DD/YYYY)(?![\w-]|\.\w| ?HH)"
    r"|(?:^\s*(?:[-*+]\s+)?|[|:[]\s*|[|:]\s*\()(?:placeholder|platzhalter)(?: text| value)?\b(?=\s*(?:[|)\]*]|$))",
    re.IGNORECASE,
)
# Lower case of which each pattern holds something: most lines hold none and are passed over.
HINTS = (
    *(expression(r"[\[未待要補填]"), expression(r"<[iyefp]"), expression(r"\?{3}")),
    *(expression(r"x(?<!\wx)"), expression(r"t\.?b\.?[dca]")),
)
HINT_WORDS = (
    *(
        "yyyy-",
        "dd.",
        "dd/",
        "mm/",
        "lorem",
        "placeholder",
        "platzhalter",
        "to be ",
        "finir",
        "préciser",
        "noch ",
        "уточн",
        "todo",
        "fixme",
    ),
    *("complé", "complet", "renseigner", "preencher", "rellenar", "confirm", "füllen", "ergänzen", "nachgereicht"),
    *("记入", "記入", "追って", "追记", "追記", "调整中", "調整中"),
)
MOST_SINGLE = 5  # more different ones are a form, and one finding
# A message that is to be sent holds fields by intent; a value in quotation marks is as long as its placeholder.
QUOTED = expression(r"\"[^\"\n]{20,400}\"|“[^”\n]{20,400}”|„[^“”\n]{20,400}[“”]|«[^»\n]{20,400}»|「[^」\n]{12,400}」")
# says itself that it is to be replaced; "X%" or "[City]" may stand for any, as a step or a message means it
TELLING = expression(r"[\[<](?:insert|your|enter|fill in|add|replace|placeholder|current date|today)|lorem", re.IGNORECASE)
QUOTED_FIGURE = expression(
    r"\"(?=[^\"\n]*[^\W\d_x]{3})[^\"\n]{0,30}"
    r"(?:[$€£]\s?X{1,3}|X{1,3}\s?%|X{1,2} (?:days|weeks|months|hours|users|customers))[^\"\n]{0,30}\"",
    re.IGNORECASE,
)  # how a text is to be worded
# A letter that somebody is to send: who sends it is filled in then.
GREETING = expression(
    r"\W*(?:hi|hello|hey|dear|subject|betreff|assunto|asunto|objet|oggetto|onderwerp|olá|hola|bonjour|ciao|hallo|beste|liebe|sehr geehrte"
    r"|estimad[oa]s?|prezad[oa]s?|cher|chère|gentile)\b",
    re.IGNORECASE,
)
LETTER = 120  # lines
QUOTE = expression(r"[\"“”„«»]")
SENDER = expression(
    r"[\[<](?:your (?:full |first )?(?:name|title|role|position|phone|e-?mail|company|signature)\b|NAME\]|NOME\]|NOMBRE\]|NOM\])",
    re.IGNORECASE,
)
IN_WORDS = frozenset("$€£xX")  # "$X", "X %", "X days" stand for any amount in a text that is quoted
OPEN_MARK = expression(r"(?<![\w-])(?:TBD|TBC|TBA|T\.B\.D\.|未定|待定|要確認|уточняется)(?![\w-])|\?{3,}", re.IGNORECASE)
OPEN_PHRASE = expression(
    r"(?:^|[|:：([*–—-])\s*(?P<value>to be (?:determined|defined|decided|confirmed|announced|completed|added|filled in|agreed)"
    r"|to be (?:assigned|named|appointed|scheduled)"
    r"|(?:a|por) (?:definir|completar|confirmar|preencher|rellenar)|(?:à|a) (?:définir|préciser|compléter|completer|confirmer|renseigner)"
    r"|da (?:definire|completare|confermare)|noch (?:offen|zu klären|festzulegen|zu ergänzen|auszufüllen)"
    r"|wird (?:noch festgelegt|nachgereicht)|(?:bitte )?(?:ausfüllen|ergänzen)"
    r"|待(?:补充|補充|填写|填寫|确认|確認|完善)|(?:後日)?(?:記入|追記)(?:予定|のこと)|追って(?:記入|決定|連絡)|調整中|调整中)"
    r"\s*(?:$|[|)\].,;。；*])",
    re.IGNORECASE,
)
TO_DO = expression(r"(?:^|[|:\[(*])\s*(?P<value>(?:TODO|FIXME)\s*:\s*\S{1,40}|XXX(?=\s*(?:\||$)))")
NO_VALUE = expression(
    r"dateformat|format|X\.X|(?:[DMY]{2,4}[-./]){2}[DMY]{2,4}\W+(?:[DMY]{2,4}[-./]){2}|decimal"
    r"|schema|template|vorlage|modelo|formato|['\"]YYYY|^ {0,3}\[[^\]\n]{1,80}\]:",
    re.IGNORECASE,
)


def _find(view: View) -> Iterator[Draft]:
    names: dict[str, str] = {}
    groups: dict[tuple[str, Severity, bool], list[int]] = {}
    excused = _excused(view)
    for at in _hinted(view.visible):
        line = view.visible[at]
        found = _placeholder(line.text)
        if found is not None and not NO_VALUE.search(line.text) and not (SENDER.match(found[0]) and _in_letter(view.visible, at)):
            groups.setdefault((found[0].casefold(), found[1], line.number in excused), []).append(line.number)
            names.setdefault(found[0].casefold(), found[0])
    yield from (_draft(view, names[text], severity, lines) for (text, severity, known), lines in groups.items() if known)
    open_ones = {(text, severity): lines for (text, severity, known), lines in groups.items() if not known}
    drafts = [_draft(view, names[text], severity, lines) for (text, severity), lines in open_ones.items()]
    sure = [draft for draft in drafts if draft.severity == "warning"]
    if len(sure) <= MOST_SINGLE:
        yield from drafts
        return
    yield _together(sure, [names[text] for text, severity in open_ones if severity == "warning"])
    yield from (draft for draft in drafts if draft not in sure)


def _excused(view: View) -> frozenset[int]:
    """The lines whose placeholders a comment explains: those of other lines are told apart from them, and stay."""
    explained = (one for one in directives(view.document) if one.silences and RULE.code in one.codes)
    return frozenset(number for one in explained for number in range(one.first, one.last + 1))


def _together(drafts: Sequence[Draft], names: Sequence[str]) -> Draft:
    """One finding for a form that nobody filled in."""
    shown = listed([*(f'"{name}"' for name in names[:NAMED]), f"{len(names) - NAMED} more"])
    return Draft(
        f"{len(drafts)} placeholders stand where values are missing: {shown}",
        tuple(sorted({span for draft in drafts for span in draft.evidence})),
        key="|".join(sorted(draft.key for draft in drafts)),
        suggestion="fill them in, or say that this is a form",
        severity="warning",
        parts=tuple(drafts),
    )


def _placeholder(text: str) -> tuple[str, Severity] | None:
    """What stands for a value in a line, and how sure that is."""
    fillers = list(FILLER.finditer(text))
    messages = [match.span() for match in QUOTED.finditer(text)] if fillers else []
    for filler in fillers:
        quoted = QUOTED_FIGURE.fullmatch(text[max(0, text.rfind('"', 0, filler.start())) : text.find('"', filler.end()) + 1])
        if filler[0][0] in IN_WORDS and QUOTE.search(text) and text[filler.start() - 1] + text[filler.end() :][:1] != '""':
            continue
        if not quoted and not any(start < filler.start() and filler.end() < end for start, end in messages):
            return _shown(filler[0]), "warning" if TELLING.match(filler[0]) else "question"
    if match := OPEN_MARK.search(text):
        return _shown(match[0]), "question"
    if match := OPEN_PHRASE.search(text) or TO_DO.search(text):
        return _shown(match["value"]), "question"
    return None


def _hinted(lines: Sequence[VisibleLine]) -> list[int]:
    """Which lines hold a hint: each is looked for in all of the text at once."""
    lowered = [line.text.lower() for line in lines]
    text = "\n".join(lowered)
    ends = list(accumulate(len(line) + 1 for line in lowered))
    places = {match.start() for hint in HINTS for match in hint.finditer(text)}
    for word in HINT_WORDS:
        at = text.find(word)
        while at >= 0:
            places.add(at)
            at = text.find(word, at + 1)
    return sorted({bisect_right(ends, place) for place in places})


def _in_letter(lines: Sequence[VisibleLine], at: int) -> bool:
    """Whether a greeting stands above a line in its section, not far away."""
    for before in range(at, -1, -1):
        line = lines[before]
        if line.text.startswith("#") or lines[at].number - line.number >= LETTER:
            return False
        if GREETING.match(line.text):
            return True
    return False


def _shown(text: str) -> str:
    bare = text.strip(" |:(*")
    return bare if bare.endswith("]") else bare.strip("[")


def _draft(view: View, text: str, severity: Severity, lines: Sequence[int]) -> Draft:
    """One finding for equal placeholders, wherever they stand."""
    where = f" on {len(lines)} lines" if len(lines) > 1 else ""
    return Draft(
        f'"{text}" stands where a value is missing{where}',
        tuple(view.document.span(number) for number in lines),
        key=text.casefold(),
        suggestion="fill it in, or say who decides it and by when",
        severity=severity,
    )


RULE = Rule("RA003", "placeholder", "document", "warning", "rule", _find, __doc__)
