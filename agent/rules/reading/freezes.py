"""Stretches of time in which nothing may be released, as sentences tell them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct

from agent.expressions import expression
from agent.facts import canonical_terms
from agent.model.quantity import Window
from agent.rules.reading.lines import by_line
from agent.rules.reading.scope_words import has_form
from agent.rules.reading.sentences import Sentence
from agent.rules.reading.vocabulary import pattern

# Japanese and Chinese bar things behind or before what is barred, without a gap.
BARRED_BARE = expression(
    r"(?:公開|リリース|切り?替え?|反映|デプロイ|移行|稼働開始|導入|変更)[^。；;]{0,14}(?:行わない|行いません|しない|しません|禁止|停止|不可|見合わせ|避ける)"
    r"|(?:不得|禁止|严禁|暂停|停止|不允许|不进行|不安排|不做|不)[^。；;]{0,12}(?:上线|发布|切换|部署|变更|投产|割接)"
    r"|(?:上线|发布|切换|部署|变更|投产)[^。；;]{0,6}(?:禁止|暂停|停止)"
)
REACH = 45  # characters between a negation and what it bars
APART = expression(r"[,;:()]|\b(?:when|while|if|until|unless|wenn|während|bis|cuando|hasta|quand|lorsque|jusqu|quando|finché|когда|если)\b")
# What follows says why: "because the pits are frozen".
CAUSE = expression(r"\b(?:because|weil|denn|porque|pois|parce qu|puisque|perché|omdat|потому что)\b", re.IGNORECASE)
LONGEST = timedelta(days=140)  # a longer stretch is no freeze but a phase
A_SEASON = timedelta(days=300)  # in which something is allowed
MOST_STRETCHES = 3  # of one sentence: more are a plan
LEAST_SHARED = 2
SHORTEST = 3  # letters of a stem that names what is barred
LABELLED = expression(r"\n[^\W\d_][^:\n]{1,40}:\s")
ONLY = expression(
    r"\b(?:only|nur|ausschließlich|seulement|uniquement|sólo|solo|solamente|únicamente|só|somente|apenas|alleen|только)\b|只能|仅|仅限|のみ",
    re.I,
)
LIMITED = expression(
    r"(?:freeze|blackout|lock(?:down)?|moratorium|stopp?|sperre)\s+(?:on|for|of|für|bei|auf)\s+(?:the\s+|die\s+|den\s+)?(\w+)",
    re.IGNORECASE,
)
LIMITED_BEHIND = expression(  # "no rollouts to homes with heat pumps"
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
    """A stretch without releases. Without a year, `months` and `days` repeat every year. `groups` limits it to these headings or teams.

    `barred` are the stems of what each negation bars, words of release aside ("no builds of any kind"); `named` tells whether it bars
    releases at all. `only` marks a stretch outside of which nothing may be done.
    """

    sentence: Sentence
    window: Window
    terms: frozenset[str]
    barred: tuple[frozenset[str], ...] = ()
    named: bool = True
    only: bool = False

    @property
    def limited(self) -> bool:
        """Whether the wording limits it ("freeze on intake releases") to something that may be no known group."""
        said = bars(self.sentence.text)
        behind = said and LIMITED_BEHIND.match(self.sentence.text, said.end())
        return bool(behind or ((match := LIMITED.search(self.sentence.text)) and match[1].casefold() not in EVERYTHING))

    def bars(self, terms: frozenset[str]) -> bool:
        """Whether something with these stems is of a sort that is barred by name: two of its words, or the only one."""
        shared = (sum(has_form(terms, term) for term in barred) for barred in self.barred)
        return any(count >= min(LEAST_SHARED, len(barred)) for count, barred in zip(shared, self.barred, strict=True))

    def meets(self, day: Window) -> date | None:
        """The day, told with or without its year, if it lies in the stretch."""
        if day.end is not None:
            return day.end if self._holds_on(day.end) else None
        if not (day.months and day.days):
            return None
        years = sorted({end.year for end in (self.window.start, self.window.end) if end})
        days = (_day(year, day.months[1], day.days[1]) for year in years)
        return next((known for known in days if self._holds_on(known)), None)

    def holds(self, window: Window) -> date | None:
        """The last day of a stretch of time that lies in this one as a whole."""
        if window.start is None or window.end is None or window.open_ended or window.end - window.start > LONGEST:
            return None
        return window.end if self._holds_on(window.start) and self._holds_on(window.end) else None

    def fills(self, window: Window) -> date | None:
        """The last day that this one takes of a stretch of time of which it takes at least half."""
        if self.only or window.start is None or window.end is None or window.open_ended or window.end - window.start > LONGEST:
            return None
        days = [window.start + timedelta(days=at) for at in range((window.end - window.start).days + 1)]
        held = [day for day in days if self._holds_on(day)]
        return held[-1] if len(held) * 2 >= len(days) else None

    def _holds_on(self, day: date) -> bool:
        if self.only and not (self.window.months or (self.window.start and self.window.start.year <= day.year)):
            return False
        return any(start <= day <= end for start, end in self._stretches(day.year)) != self.only

    def _stretches(self, year: int) -> Iterator[tuple[date, date]]:
        yearly = self.window.inferred and not self.named and self.window.months and self.window.days  # a season comes again
        if self.window.start and self.window.end and not yearly:
            yield self.window.start, self.window.end
        elif self.window.months and self.window.days:
            (first, last), (from_day, to_day) = self.window.months, self.window.days
            turns = (last, to_day) < (first, from_day)
            for at in (year - 1, year) if turns else (year,):
                yield _day(at, first, from_day), _day(at + turns, last, to_day)


def freezes_in(sentences: Sequence[Sentence], language: str) -> tuple[Freeze, ...]:
    """Every stretch without releases that a sentence names, with its dates in the same sentence or the next one."""
    found: list[Freeze] = []
    sentences = unfolded(sentences)
    for at, sentence in enumerate(sentences):
        windows = [window for window in sentence.windows if _is_stretch(window)]
        if not windows and sentence.kind != "heading" and at + 1 < len(sentences):
            following = sentences[at + 1]
            windows = [w for w in following.windows if _is_stretch(w)] if following.block == sentence.block else []
            windows = windows if len(windows) == 1 and bars(sentence.text) else []
        if not windows and sentence.windows and pattern("permitted").search(sentence.text):
            windows = [window for window in sentence.windows if _is_stretch(window, A_SEASON)]
        for window in windows[:MOST_STRETCHES]:
            found += _barring(sentence, window, language)
    return tuple(found)


def unfolded(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences, those that run over lines with a label each ("Harvest: no trials") line by line."""
    found: list[Sentence] = []
    for sentence in sentences:
        found += _labelled_lines(sentence) if "\n" in sentence.text and LABELLED.search(sentence.text) else (sentence,)
    return tuple(found)


def _labelled_lines(sentence: Sentence) -> Iterator[Sentence]:
    for at, text, tokens in by_line(sentence.text, sentence.tokens):
        yield Sentence(text, sentence.line + at, sentence.line + at, sentence.block, sentence.kind, tokens)


def _barring(sentence: Sentence, window: Window, language: str) -> Iterator[Freeze]:
    """The freeze that a sentence makes of a stretch, if it bars anything."""
    said = bars(sentence.text)
    released = said is not None and not pattern("put_up").fullmatch(said[0])
    terms = frozenset(canonical_terms(sentence.text, language))
    only = not released and any(ONLY.search(sentence.text, 0, token.start) for token in sentence.tokens if token.value is window)
    if only and pattern("permitted").search(sentence.text):
        yield Freeze(sentence, window, terms, (_barred_terms(sentence, 0, language),), named=False, only=True)
        return
    barred = tuple(filter(None, (_barred_terms(sentence, word.end(), language) for word in pattern("bars").finditer(sentence.text))))
    barred += tuple(
        filter(None, (_barred_before(sentence, word.start(), language) for word in pattern("forbidden").finditer(sentence.text)))
    )
    if (released or barred) and _is_stretch(window):
        yield Freeze(sentence, window, terms, barred, named=released)


def _barred_terms(sentence: Sentence, start: int, language: str) -> frozenset[str]:
    """The stems of what is barred: the words behind a negation up to the next comma or time, those aside that say nothing of their own."""
    ends = [token.start for token in sentence.tokens if isinstance(token.value, Window) and token.start >= start]
    if (cut := APART.search(sentence.text, start)) and not sentence.text[start : cut.start()].isspace():
        ends.append(cut.start())
    said = sentence.text[start : min(ends, default=len(sentence.text))]
    plain = pattern("barred_anyhow").sub(" ", pattern("permitted").sub(" ", ONLY.sub(" ", said)))
    return frozenset(term for term in canonical_terms(plain, language) if term.isalpha() and (len(term) > SHORTEST or not term.isascii()))


def _barred_before(sentence: Sentence, end: int, language: str) -> frozenset[str]:
    """The stems of what is told to be forbidden: the words before that, from the last comma on."""
    said = APART.split(sentence.text[:end])[-1]
    plain = pattern("barred_anyhow").sub(" ", said)
    terms = frozenset(term for term in canonical_terms(plain, language) if term.isalpha() and (len(term) > SHORTEST or not term.isascii()))
    return terms if len(terms) <= LEAST_SHARED else frozenset()


def bars(text: str) -> re.Match[str] | None:
    """The words that bar releases: a name of such a stretch ("quiet period"), or a negation and what then may not go out.

    Of a negation the match is that of what it bars, so that what it is limited to can be read behind it.
    """
    named = pattern("freezes").search(CAUSE.split(text)[0]) or BARRED_BARE.search(text)
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


def _is_stretch(window: Window, longest: timedelta = LONGEST) -> bool:
    if window.start and window.end:
        return window.precision in ("day", "week") and timedelta(0) < window.end - window.start <= longest
    return (
        window.months is not None and window.days is not None and (window.months[0] != window.months[1] or window.days[0] != window.days[1])
    )


def _day(year: int, month: int, day: int) -> date:
    """A day of the calendar; the 29th of February becomes the 28th in other years."""
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month, 28)
