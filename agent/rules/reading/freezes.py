"""Stretches of time in which nothing may be released, as sentences tell them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct

from agent.facts import canonical_terms
from agent.model.quantity import Window
from agent.rules.reading.sentences import Sentence
from agent.rules.reading.vocabulary import pattern

# Japanese and Chinese bar things behind or before what is barred, without a gap.
BARRED_BARE = re.compile(
    r"(?:公開|リリース|切り?替え?|反映|デプロイ|移行|稼働開始|導入|変更)[^。；;]{0,14}(?:行わない|行いません|しない|しません|禁止|停止|不可|見合わせ|避ける)"
    r"|(?:不得|禁止|严禁|暂停|停止|不允许|不进行|不安排|不做|不)[^。；;]{0,12}(?:上线|发布|切换|部署|变更|投产|割接)"
    r"|(?:上线|发布|切换|部署|变更|投产)[^。；;]{0,6}(?:禁止|暂停|停止)"
)
REACH = 45  # characters between a negation and what it bars
APART = re.compile(r"[,;:()]|\b(?:when|while|if|until|unless|wenn|während|bis|cuando|hasta|quand|lorsque|jusqu|quando|finché|когда|если)\b")
LONGEST = timedelta(days=140)  # a longer stretch is no freeze but a phase
LIMITED = re.compile(
    r"(?:freeze|blackout|lock(?:down)?|moratorium|stopp?|sperre)\s+(?:on|for|of|für|bei|auf)\s+(?:the\s+|die\s+|den\s+)?(\w+)",
    re.IGNORECASE,
)
LIMITED_BEHIND = re.compile(  # "no rollouts to homes with heat pumps"
    r"\s(?:are\s|is\s)?(?:to|for|of|on|in|at|für|bei|an|von|pour|chez|para|en|em|per|для)\s"
    r"(?!(?:the\s)?(?:production|producción|produção|service|prod|all|any\w*|every\w*|period|public|customers|users|clients|market)\b)\w",
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


class Freeze(Struct, frozen=True):
    """A stretch without releases. Without a year, `months` and `days` repeat every year. `groups` limits it to these headings or teams."""

    sentence: Sentence
    window: Window
    terms: frozenset[str]

    @property
    def limited(self) -> bool:
        """Whether the wording limits it ("freeze on intake releases") to something that may be no known group."""
        said = bars(self.sentence.text)
        behind = said and LIMITED_BEHIND.match(self.sentence.text, said.end())
        return bool(behind or ((match := LIMITED.search(self.sentence.text)) and match[1].casefold() not in EVERYTHING))

    def meets(self, day: Window) -> date | None:
        """The day, told with or without its year, if it lies in the stretch."""
        if day.end is not None:
            return day.end if self._holds_on(day.end) else None
        if not (day.months and day.days):
            return None
        years = sorted({end.year for end in (self.window.start, self.window.end) if end})
        days = (_day(year, day.months[1], day.days[1]) for year in years)
        return next((known for known in days if self._holds_on(known)), None)

    def _holds_on(self, day: date) -> bool:
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
        if len(windows) == 1 and bars(sentence.text):
            found.append(Freeze(sentence, windows[0], frozenset(canonical_terms(sentence.text, language))))
    return tuple(found)


def bars(text: str) -> re.Match[str] | None:
    """The words that bar releases: a name of such a stretch ("quiet period"), or a negation and what then may not go out.

    Of a negation the match is that of what it bars, so that what it is limited to can be read behind it.
    """
    named = pattern("freezes").search(text) or BARRED_BARE.search(text)
    either = ((word, name == "forbidden") for name in ("bars", "forbidden") for word in pattern(name).finditer(text))
    return named or next(filter(None, (_barred_by(text, word, either_side=both) for word, both in either)), None)


def goes_without(text: str) -> bool:
    """Whether a line says that nothing of what it plans goes out ("without any switch-over")."""
    lacks = pattern("lacks").finditer(text)
    return any(_barred_by(text, word, either_side=False) for word in lacks)


def _barred_by(text: str, word: re.Match[str], *, either_side: bool) -> re.Match[str] | None:
    """What goes out right behind a word, or before it."""
    out = pattern("handed_over")
    behind = out.search(text, word.end())
    if behind and behind.start() - word.end() <= REACH and not APART.search(text, word.end(), behind.start()):
        return behind
    before = out.search(text, max(0, word.start() - REACH)) if either_side else None
    return before if before and before.end() < word.start() and not APART.search(text, before.end(), word.start()) else None


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
