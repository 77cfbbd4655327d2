"""Something is to be released inside a freeze.

Claim: the roadmap names a stretch of time in which nothing may be released, closed or changed, and an item ends on a day inside it.
A freeze that names teams or streams holds for their items only; what the freeze is made for is left alone.

Why it matters: by the roadmap's own rule the item cannot be delivered on that day.

Flagged:

    - **K1 Search**: in production by 13 November 2026
    - **K2 Billing**: in production by 9 October 2026

    Peak freeze: no releases from 2 November 2026 until 4 January 2027.

Fine:

    - **K1 Search**: in production by 30 October 2026
    - **K2 Billing**: in production by 9 October 2026

    Peak freeze: no releases from 2 November 2026 until 4 January 2027.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from agent.facts import canonical_terms
from agent.model.finding import Computation
from agent.model.quantity import Window
from agent.model.roadmap import Fact, Item, Roadmap
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.naming import name_of
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.vocabulary import pattern

GOES_OUT = (
    r"releases?|deployments?|deploys?|launch(?:es)?|go-lives?|cut-?overs?|rollouts?|auslieferung(?:en)?|freigaben?|veröffentlichung(?:en)?"
    r"|umstellung(?:en)?|produktivsetzung(?:en)?|entradas? em produção|lançamentos?|entregas?|implanta(?:ção|ções)|lanzamientos?"
    r"|despliegues?|puestas? en producción|mises? en (?:production|service)"
    r"|déploiements?|livraisons?|bascules?|rilasci?o?|messe? in produzione|релиз\w*|выкладк\w*|развертывани\w*|развёртывани\w*|запуск\w*"
)
FREEZE = re.compile(
    r"\b(?:freezes?|frozen|blackout|lock(?:down|out)|trading lock|moratorium|change stop"
    r"|(?:änderungs|liefer|release-?|freigabe|deployment-?)(?:stopp?|sperre)|frozen zone|sperrzeit|sperrfrist|einfrierphase|wartungssperre"
    r"|gel (?:des|de la|du)|période de gel|moratoire|congelamento|bloqueio|congelación|bloqueo|veda|blocco|заморозк\w*|мораторий)\b"
    r"|\b(?:no|without|keine?|nenhuma?|sem|ning[uú]na?|sin|aucune?|pas de|nessuna?|não (?:há|haverá)|no (?:hay|habrá)|non ci sono|нет)\s"
    rf"(?:[\w-]+\s){{0,3}}?(?:{GOES_OUT})\b"
    r"|\b(?:nothing|nichts|nada|rien|niente|nulla|ничего не)\s(?:[\w-]+\s){0,3}?(?:goes live|go live|goes out|ships?|shipped|(?:is|be|gets)"
    r" (?:released|deployed|rolled out|launched|delivered|switched)|ausgeliefert|freigegeben|umgestellt|veröffentlicht|live|lançado"
    r"|implantado|publicado|entregue|lanza\w*|desplieg\w*|publica\w*|entrega\w*|livré\w*|déployé\w*|mis en (?:production|ligne)"
    r"|rilascia\w*|выпуска\w*|запуска\w*)\b"
    rf"|\b(?:{GOES_OUT})\s(?:[\w-]+\s){{0,2}}?(?:forbidden|prohibited|banned|suspended|not allowed|stopped|verboten|untersagt"
    r"|gesperrt|ausgesetzt|nicht erlaubt"
    r"|proibid\w+|suspens\w+|vedad\w+|prohibid\w+|suspendid\w+|interdit\w*|suspendu\w*|vietat\w+|sospes\w+|запрещен\w*|запрещён\w*|приостан\w+)\b"
    r"|\b(?:may|can|must) (?:not )?(?:close|go live|ship|be released)\b"
    r"|凍結|リリース禁止|冻结|封版|封网"
    r"|(?:公開|リリース|切り?替え?|本番反映|デプロイ|移行|稼働開始|導入)[^。；;]{0,14}(?:行わない|行いません|しない|しません|禁止|停止|不可|見合わせ|避ける)"
    r"|(?:不得|禁止|严禁|暂停|停止|不允许|不进行|不安排|不做)[^。；;]{0,12}(?:上线|发布|切换|部署|变更|投产|割接)"
    r"|(?:上线|发布|切换|部署|变更|投产)[^。；;]{0,6}(?:禁止|暂停|停止)",
    re.IGNORECASE,
)
LONGEST = timedelta(days=140)  # a longer stretch is no freeze but a phase
LIMITED = re.compile(
    r"(?:freeze|blackout|lock(?:down)?|moratorium|stopp?|sperre)\s+(?:on|for|of|für|bei|auf)\s+(?:the\s+|die\s+|den\s+)?(\w+)",
    re.IGNORECASE,
)
DURING = re.compile(
    r"\b(?:during|while|around|before and after|während|wegen|rund um|durante|pendant|lors|autour|во время)\b", re.IGNORECASE
)
LIMITED_BEHIND = re.compile(  # "no rollouts to homes with heat pumps"
    r"\s(?:are\s|is\s)?(?:to|for|of|on|at|für|bei|an|von|pour|chez|para|per|для)\s(?!(?:the\s)?(?:production|prod|all|any|every|period)\b)\w",
    re.IGNORECASE,
)
EVERYTHING = frozenset(
    {
        "all",
        "any",
        "every",
        "production",
        "releases",
        "release",
        "changes",
        "deployments",
        "initiatives",
        "go",
        "alle",
        "jede",
        "everything",
        "new",
    }
)
GROUPING = frozenset({"team", "owner", "area", "category", "group"})
DATED = frozenset({"initiative", "task", "milestone", "deliverable", "phase"})
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Freeze:
    """A stretch without releases. Without a year, `months` and `days` repeat every year. `groups` limits it to these headings or teams."""

    sentence: Sentence
    window: Window
    terms: frozenset[str]

    @property
    def limited(self) -> bool:
        """Whether the wording limits it ("freeze on intake releases") to something that may be no known group."""
        said = FREEZE.search(self.sentence.text)
        behind = said and LIMITED_BEHIND.match(self.sentence.text, said.end())
        return bool(behind or ((match := LIMITED.search(self.sentence.text)) and match[1].casefold() not in EVERYTHING))

    def holds_on(self, day: date) -> bool:
        return any(start <= day <= end for start, end in self._stretches(day.year))

    def _stretches(self, year: int) -> Iterator[tuple[date, date]]:
        if self.window.start and self.window.end:
            yield self.window.start, self.window.end
        elif self.window.months and self.window.days:
            (first, last), (from_day, to_day) = self.window.months, self.window.days
            turns = (last, to_day) < (first, from_day)
            for at in (year - 1, year) if turns else (year,):
                yield _day(at, first, from_day), _day(at + turns, last, to_day)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that goes out on a day and is no item of the plan; `terms` are its words."""

    name: str
    place: Span
    day: date
    terms: frozenset[str]


def _find(view: View) -> Iterator[Draft]:
    freezes = _freezes(view)
    if not freezes:
        return
    groups = _groups(view.roadmap)
    parents = {item.parent for item in view.roadmap.items}
    told = set()
    for item in view.roadmap.items:
        day = _release_day(item) if item.kind != "phase" or item.key not in parents else None
        told.add(_place(item).line)
        for freeze in freezes if day else ():
            if day and freeze.holds_on(day) and _applies(view.roadmap, freeze, item, groups):
                yield _draft(freeze, Event(name_of(item), _place(item), day, frozenset()), view, item.key)
    for event in _events(view):
        for freeze in freezes if event.place.line not in told else ():
            if freeze.holds_on(event.day) and not freeze.limited and not _is_of(freeze, event.terms):
                told.add(event.place.line)
                yield _draft(freeze, event, view, event.name.casefold())


def _freezes(view: View) -> tuple[Freeze, ...]:
    found = []
    for at, sentence in enumerate(view.sentences):
        windows = [window for window in sentence.windows if _is_stretch(window)]
        if not windows and sentence.kind != "heading" and at + 1 < len(view.sentences):
            following = view.sentences[at + 1]
            windows = [w for w in following.windows if _is_stretch(w)] if following.block == sentence.block else []
        if len(windows) == 1 and FREEZE.search(sentence.text):
            found.append(Freeze(sentence, windows[0], frozenset(canonical_terms(sentence.text, view.roadmap.language))))
    return tuple(found)


def _events(view: View) -> Iterator[Event]:
    """Dated lines and sentences that say that something goes live, with one day each."""
    language = view.roadmap.language
    for entry in view.dated:
        window = entry.time.window
        if entry.time.line == entry.line and _is_day(window) and pattern("goes_out").search(entry.text) and window.end:
            yield Event(_named(entry.text), view.document.span(entry.line), window.end, _terms(entry.text, language))
    for sentence in view.sentences:
        windows = sentence.windows
        alone = sentence.kind in ("paragraph", "item") and len(windows) == 1 and _is_day(windows[0])
        if alone and windows[0].end and pattern("goes_out").search(sentence.text) and not FREEZE.search(sentence.text):
            place = span_of_sentence(view.scanned, sentence)
            yield Event(_named(sentence.text), place, windows[0].end, _terms(sentence.text, language))


def _terms(text: str, language: str) -> frozenset[str]:
    """The words of a line, those aside that say that something goes live."""
    return frozenset(canonical_terms(pattern("goes_out").sub(" ", text), language))


def _is_day(window: Window) -> bool:
    return window.precision == "day" and not window.open_ended and window.start == window.end and window.end is not None


def _named(text: str) -> str:
    words = " ".join(text.split())
    return f'"{words if len(words) <= LONGEST_NAME else words[:LONGEST_NAME].rsplit(" ", 1)[0] + " ..."}"'


def _is_stretch(window: Window) -> bool:
    if window.start and window.end:
        return window.precision in ("day", "week") and timedelta(0) < window.end - window.start <= LONGEST
    return (
        window.months is not None and window.days is not None and (window.months[0] != window.months[1] or window.days[0] != window.days[1])
    )


def _release_day(item: Item) -> date | None:
    window = item.window
    exact = window is not None and not item.window_inherited and window.precision == "day" and not window.open_ended
    return window.end if window and exact and item.kind in DATED else None


def _groups(roadmap: Roadmap) -> dict[str, frozenset[frozenset[str]]]:
    """The names of teams, streams and sections that items belong to, each as its stems, by item key."""
    found: dict[str, frozenset[frozenset[str]]] = {}
    for item in roadmap.items:
        named = [item.headings[-1]] if item.headings else []
        named += [fact.text for fact in item.facts if fact.attribute in GROUPING or _is_group(fact)]
        parent = roadmap.by_key.get(item.parent)
        named += [parent.title] if parent else []
        named += _chart_sections(roadmap, item)
        stems = (frozenset(term for term in canonical_terms(name, roadmap.language) if term.isalpha()) for name in named)
        found[item.key] = frozenset(terms for terms in stems if terms)
    return found


def _chart_sections(roadmap: Roadmap, item: Item) -> Iterator[str]:
    """The section of a Gantt chart that an item stands in."""
    for span in (item.span, *item.mentions):
        block = next((b for b in roadmap.document.blocks if b.kind == "fence" and b.line <= span.line <= b.end_line), None)
        above = block.text.split("\n")[: span.line - block.line] if block else []
        section = next((line.split(None, 1)[1] for line in reversed(above) if line.strip().startswith("section ")), "")
        if section:
            yield section


def _is_group(fact: Fact) -> bool:
    return not fact.attribute and len(fact.text) <= 40 and not fact.values


def _applies(roadmap: Roadmap, freeze: Freeze, item: Item, groups: dict[str, frozenset[frozenset[str]]]) -> bool:
    """Whether a freeze holds for an item: it is limited to no group of items, or to one the item is in; and it is not made for the item."""
    own = frozenset(canonical_terms(item.title, roadmap.language))
    if _is_of(freeze, own):
        return False
    named = {terms for every in groups.values() for terms in every if terms <= freeze.terms}
    if named or freeze.limited:
        return bool(groups[item.key] & named)
    return True


def _is_of(freeze: Freeze, own: frozenset[str]) -> bool:
    """Whether a freeze is made for something with these words."""
    shared = own & freeze.terms
    return bool(shared and (len(shared) * 2 >= len(own) or DURING.search(freeze.sentence.text)))


def _draft(freeze: Freeze, event: Event, view: View, key: str) -> Draft:
    window = " ".join(freeze.window.text.split())
    return Draft(
        f"{event.name} is to end on {event.day}, inside the freeze {window}",
        (event.place, span_of_sentence(view.roadmap, freeze.sentence)),
        key=f"{key}|{window}",
        computation=Computation(formula=f"{event.day} lies in {window}", expected=f"a day outside {window}", stated=str(event.day)),
        suggestion="move the end before or after the freeze, or state the exception",
    )


def _place(item: Item) -> Span:
    for attribute in ("end", "window"):
        facts = [fact for fact in item.all(attribute) if fact.windows]
        if facts:
            return facts[-1].span
    return item.span


def _day(year: int, month: int, day: int) -> date:
    """A day of the calendar; the 29th of February becomes the 28th in other years."""
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month, 28)


RULE = Rule("RA401", "release-in-freeze", "schedule", "warning", "computed", _find, __doc__)
