"""Stretches of time in which nothing may be released, as sentences tell them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from agent.facts import canonical_terms
from agent.model.quantity import Window
from agent.rules.reading.sentences import Sentence

GOES_OUT = (
    r"releases?|deployments?|deploys?|launch(?:es)?|go-lives?|cut-?overs?|rollouts?|auslieferung(?:en)?|freigaben?|veröffentlichung(?:en)?"
    r"|umstellung(?:en)?|produktivsetzung(?:en)?|entradas? em produção|lançamentos?|entregas?|implanta(?:ção|ções)|lanzamientos?"
    r"|despliegues?|puestas? en producción|mises? en (?:production|service)"
    r"|déploiements?|livraisons?|bascules?|rilasci?o?"
    r"|messe? in (?:produzione|servizio|esercizio)|релиз\w*|выкладк\w*|развертывани\w*|развёртывани\w*|запуск\w*"
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
    r"|\b(?:forbidden|prohibited|verboten|untersagt|proibid\w+|prohibid\w+|interdit\w*|vietat\w+|запрещен\w*|запрещён\w*)\s"
    rf"(?:[\w-]+\s){{0,3}}?(?:{GOES_OUT})\b"
    r"|\b(?:may|can|must) (?:not )?(?:close|go live|ship|be released)\b"
    r"|凍結|リリース禁止|冻结|封版|封网"
    r"|(?:公開|リリース|切り?替え?|反映|デプロイ|移行|稼働開始|導入|変更)[^。；;]{0,14}(?:行わない|行いません|しない|しません|禁止|停止|不可|見合わせ|避ける)"
    r"|(?:不得|禁止|严禁|暂停|停止|不允许|不进行|不安排|不做)[^。；;]{0,12}(?:上线|发布|切换|部署|变更|投产|割接)"
    r"|(?:上线|发布|切换|部署|变更|投产)[^。；;]{0,6}(?:禁止|暂停|停止)",
    re.IGNORECASE,
)
LONGEST = timedelta(days=140)  # a longer stretch is no freeze but a phase
LIMITED = re.compile(
    r"(?:freeze|blackout|lock(?:down)?|moratorium|stopp?|sperre)\s+(?:on|for|of|für|bei|auf)\s+(?:the\s+|die\s+|den\s+)?(\w+)",
    re.IGNORECASE,
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


def freezes_in(sentences: Sequence[Sentence], language: str) -> tuple[Freeze, ...]:
    """Every stretch without releases that a sentence names, with its dates in the same sentence or the next one."""
    found = []
    for at, sentence in enumerate(sentences):
        windows = [window for window in sentence.windows if _is_stretch(window)]
        if not windows and sentence.kind != "heading" and at + 1 < len(sentences):
            following = sentences[at + 1]
            windows = [w for w in following.windows if _is_stretch(w)] if following.block == sentence.block else []
        if len(windows) == 1 and FREEZE.search(sentence.text):
            found.append(Freeze(sentence, windows[0], frozenset(canonical_terms(sentence.text, language))))
    return tuple(found)


def _is_stretch(window: Window) -> bool:
    if window.start and window.end:
        return window.precision in ("day", "week") and timedelta(0) < window.end - window.start <= LONGEST
    return (
        window.months is not None and window.days is not None and (window.months[0] != window.months[1] or window.days[0] != window.days[1])
    )


def _day(year: int, month: int, day: int) -> date:
    """A day of the calendar; the 29th of February becomes the 28th in other years."""
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month, 28)
