"""What headings say about the lines below them: the topic of a section, the kind of item a numbered word names."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import cast

from msgspec import Struct

from agent.expressions import expression
from agent.extract.wording.patterns import CJK, patterns, phrase_pattern
from agent.extract.wording.scenarios import scenario_of
from agent.facts import lexicon, lookup_label, normalise, sure_label
from agent.model.roadmap import ItemKind

_FIRST_WORD = expression(r"[^\W\d_]+")
_BRACKETS = expression(r"[(\[（【][^()\[\]（）【】]*[)\]）】]")
_NUMBER_WORD = expression(r"^(?:\d+(?:\.\d+)*|[ivx]+|[a-z]|#?\d+)$")
# Topics whose words also end the names of features ("Search improvements"): other words beside them make a name.
_NAMED_ALONE = frozenset(
    {"initiatives", "tasks", "completed", "in_progress", "planned", "timeline", "milestones", "objectives", "background", "approach"}
)
_WORK = frozenset({"initiatives", "tasks", "planned", "in_progress", "completed", "deliverables", "milestones"})
_PROGRESS = frozenset({"completed", "in_progress", "planned", "out_of_scope"})
_ASIDE = expression(r"\s+[-–—·|]\s+")
_LONGEST_QUESTION = 90  # characters
_FEW = 3  # words
_CJK_REST = 6  # characters of a heading beside its topic
_PARTICLES = "のと的与和及・"
_NUMBERING = expression(r"^[\d.-]*(?:[一二三四五六七八九十]{1,3}、|第[\d一二三四五六七八九十]{1,3}[章节節部])?[\d.-]*")
_CONTENT = expression(r"[^\W_]+")
_ARTICLE = 3  # letters: "the", "les", "die"
# Words that begin with one for a sum: "Gesamtumsatz", 总成本, 総工数; but 总结, 総合 and 总监 name no sum.
_COMPOUND_TOTAL = expression(
    r"gesamt(?=[^\W\d_]{4})|[总總総](?![结結体體监監部览覧裁局理务務则則合称論论集編编统統书書括会會])(?=[\u3040-\u30ff\u3400-\u9fff]{2,7}$)"
)
_LONGEST_TOTAL = 6  # words
_LOOSE_TOTALS = frozenset(
    {"all", "sum", "together", "overall", "combined", "geral", "soma", "suma", "conjunto", "ensemble", "somme", "zusammen"}
)


class Words(Struct, frozen=True):
    """`topics` maps a folded phrase to its topic, `said` are the words of these; `head_first` holds the phrases that others may follow."""

    kinds: dict[str, ItemKind]
    topics: dict[str, str]
    said: frozenset[str]
    head_first: frozenset[str]
    tails: frozenset[str]
    joins: frozenset[str]
    whole: frozenset[str]  # topics only where nothing else is said: "Sales", not "Marketing and sales"


@cache
def words() -> Words:
    topics: dict[str, str] = {}
    head_first: set[str] = set()
    for topic, phrases in lexicon.words("sections", "topics").items():
        for phrase in phrases:
            folded = normalise(phrase.removesuffix(" *"))
            topics.setdefault(folded, topic)
            if phrase.endswith(" *"):
                head_first.add(folded)
    kinds = {normalise(word): cast(ItemKind, kind) for kind, names in lexicon.words("sections", "kinds").items() for word in names}
    tails, joins, whole = (frozenset(normalise(word) for word in lexicon.word_list("sections", key)) for key in ("tails", "joins", "whole"))
    said = frozenset(word for phrase in topics for word in phrase.split())
    return Words(kinds, topics, said, frozenset(head_first), tails, joins, whole)


_GRADED = expression(
    r"\s[-–—|:]+\s\W*(?:(?:very )?(?:low|medium|moderate|high|critical)[- ]risk|ri(?:sco|esgo|schio|sque) (?:baixo|médio|alto|bajo|medio"
    r"|basso|faible|moyen|élevé)|(?:geringes|mittleres|hohes) risiko|(?:низкий|средний|высокий) риск|[低中高]风险)\s*(?:[(（].*)?$",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def topic_of(heading: str) -> str:
    """The topic a heading names ("metrics", "risks", "team" ...), or "".

    The topic word must be what the heading is about: "Technical Risks", "Team of 2026", "Métricas de Sucesso" are; "Team collaboration"
    and "Cost optimisation tools" are features.
    """
    known = words()
    folded = normalise(heading)
    if folded in known.topics:
        return known.topics[folded]
    if (graded := _GRADED.search(heading)) is not None:  # "Stream 3: Licences - ⚠️ MEDIUM RISK (45 %)" lists no risks
        return topic_of(heading[: graded.start()])
    head, colon, tail = heading.replace("：", ":").partition(":")
    if colon and scenario_of(tail):  # "Cash flow: base case"
        return topic_of(head)
    folded = normalise(_BRACKETS.sub(" ", heading)) or folded
    if not folded or folded in known.topics:
        return known.topics.get(folded, "")
    if CJK.search(folded):
        return _cjk_topic(folded, known) or _progress_topic(heading, folded)
    parts = [part for part in folded.split() if not _NUMBER_WORD.match(part)]
    topic = _phrase_topic(tuple(parts), known)
    while not topic and len(parts) > 1 and parts[-1] in known.tails:
        parts.pop()
        topic = _phrase_topic(tuple(parts), known)
    return topic or _progress_topic(heading, folded)


def asks_progress(heading: str) -> bool:
    """Whether words around it say how far the things below a heading are: "What comes next", not "Planned"."""
    folded = normalise(heading)
    return folded not in words().topics and bool(_progress_topic(heading, folded))


def _progress_topic(heading: str, folded: str) -> str:
    """How far the things below a heading are: "What are we working on right now?", "Later - ideas"."""
    aside = _ASIDE.split(heading, maxsplit=1)
    ahead = words().topics.get(normalise(aside[0]), "") if len(aside) > 1 else ""
    if ahead in _PROGRESS:
        return ahead
    if len(folded) > _LONGEST_QUESTION:
        return ""
    return next(iter(patterns("questions").said_in(folded)), "")


def is_topic(heading: str) -> bool:
    """Whether a heading is nothing but a topic word that names no feature ("Success metrics", "Budget")."""
    topic = words().topics.get(normalise(heading), "")
    return bool(topic) and topic not in _NAMED_ALONE


def _phrase_topic(parts: tuple[str, ...], known: Words) -> str:
    if not parts or len(parts) > 8 or known.said.isdisjoint(parts):
        return ""
    for size in range(min(len(parts), 5), 0, -1):  # "Technical Risks", "Phase 1 Success Metrics"
        topic = known.topics.get(" ".join(parts[-size:]), "")
        if " ".join(parts[-size:]) in known.whole and len(parts) > size:
            continue
        most = 1 if topic in _NAMED_ALONE and all(part in known.kinds for part in parts[:-size]) else 0 if topic in _NAMED_ALONE else 4
        if topic and len(parts) - size <= most and not _joined(parts[:-size], known):
            return topic
    for size in range(min(len(parts), 5), 0, -1):
        head = " ".join(parts[:size])
        topic = known.topics.get(head, "")
        if topic and head not in known.whole and (parts[size] in known.joins or (head in known.head_first and len(parts) - size <= 3)):
            return topic
    return ""


def _joined(before: tuple[str, ...], known: Words) -> bool:
    """ "Roadmap to our goals", "Plan of risks": what stands before a preposition is the head, unless it is a topic itself."""
    return any(part in known.joins and part not in _word_set("ands") for part in before[1:])


def _cjk_topic(folded: str, known: Words) -> str:
    """The topic of a heading in Han or kana: its last word, or its first before a particle or a word of another script."""
    compact = _NUMBERING.sub("", folded.replace(" ", ""))
    listed = _cjk_topics()
    for size in range(len(compact), max(0, len(compact) - _CJK_REST - 1), -1):
        first, rest, last = compact[:size], compact[size:], compact[len(compact) - size :]
        found = [last] if last in listed else []
        if first in listed and rest and (rest[0] in _PARTICLES or rest[0].isascii() or rest in _word_set("cjk_tails")):
            found.append(first)
        if found:
            return known.topics[min(found, key=listed.__getitem__)]
    return ""


@cache
def _cjk_topics() -> dict[str, int]:
    """The phrases in Han or kana with their places in the list: of two as long, the one listed first counts."""
    return {phrase: at for at, phrase in enumerate(words().topics) if CJK.search(phrase)}


@lru_cache(maxsize=4096)
def kind_of(word: str) -> ItemKind | None:
    """The kind of item a word names when a number goes with it ("Phase", "Fase", "マイルストーン")."""
    return words().kinds.get(normalise(word))


@lru_cache(maxsize=4096)
def names_work(lead: str) -> bool:
    """Whether one of the words above a list says that work is listed: "Required steps", "Implementation", "Was noch fehlt"."""
    folded = normalise(lead)
    return bool(phrase_pattern("sections", "work").search(folded)) or any(words().topics.get(part) in _WORK for part in folded.split())


@lru_cache(maxsize=4096)
def names_account(heading: str) -> bool:
    """Whether a heading of few words ends in one for what is told of work: "Testing summary", "Known limitations", "Estadísticas"."""
    folded = normalise(heading)
    if len(folded.split()) > _FEW or _BRACKETS.search(heading):
        return False
    found = list(phrase_pattern("sections", "accounts").finditer(folded))
    return bool(found) and found[-1].end() == len(folded)


@lru_cache(maxsize=4096)
def is_join(word: str) -> bool:
    """A small word that joins others ("of", "de", "und")."""
    return normalise(word) in words().joins


@lru_cache(maxsize=4096)
def names_staff(text: str) -> bool:
    """Whether words say that those who work on the plan are spoken of: "Equipe MVP", "Year 1 organisation", 体制."""
    return bool(patterns("staff")["staff"].search(normalise(text)))


@lru_cache(maxsize=4096)
def names_paper(text: str) -> bool:
    """Whether what a text is called ends in a word for something written: "Market survey", "Relatório de mercado", 調査レポート; or in one
    for how things stand: "Status at a glance", "Project status", "État actuel"."""
    folded = normalise(text)
    found = list(phrase_pattern("sections", "papers").finditer(folded))
    if found and (found[-1].end() == len(folded) or found[0].start() == 0):
        return True
    states = list(phrase_pattern("sections", "states_of_things").finditer(folded))
    return bool(states) and (states[-1].end() == len(folded) or (states[0].start() == 0 and " " in states[0].group()))


@lru_cache(maxsize=1024)
def mentions_paper(text: str) -> bool:
    """Whether the title of a document calls it a plan, a report or the like somewhere in its words."""
    folded = normalise(text)
    return any(phrase_pattern("sections", key).search(folded) for key in ("plan_papers", "papers", "states_of_things"))


@lru_cache(maxsize=1024)
def names_writing(words: str) -> bool:
    """Whether words before a day say that something was written or looked at then: "added", "as of", "Stand", 更新."""
    known = sure_label(words)
    return (known is not None and known.attribute == "as_of") or normalise(words) in _word_set("written")


def opens_with_colour(text: str) -> bool:
    """Whether a line begins with a colour, as one of a scale does: "Green (80%+) - good"."""
    first = _FIRST_WORD.search(text)
    return first is not None and normalise(first[0]) in _word_set("colours")


@lru_cache(maxsize=4096)
def names_tier(heading: str) -> bool:
    """Whether a heading names one of the plans that customers subscribe to: "Pro plan", "Plano Básico", "Free tier"."""
    return bool(patterns("tiers")["tiers"].search(normalise(heading)))


@lru_cache(maxsize=1024)
def names_rank(label: str) -> bool:
    """Whether a word numbers things as often by rank or kind as in time: "Tier", "Pilar", "Stage"; a table of such needs a time."""
    return normalise(label) in _word_set("ranks")


@lru_cache(maxsize=8192)
def is_total(text: str) -> bool:
    """Whether a label names a total or subtotal."""
    folded = normalise(text)
    return bool(patterns("totals").said_in(folded))


@lru_cache(maxsize=4096)
def speaks_of_mitigation(heading: str) -> bool:
    """Whether a heading about risks promises what is done about them."""
    return bool(patterns("mitigating")["mitigating"].search(normalise(heading)))


@lru_cache(maxsize=1024)
def promises_mitigation(heading: str) -> bool:
    """Whether a heading names what is done about risks, and not the risks as well: "Risk mitigation", not "Risks & mitigations"."""
    return speaks_of_mitigation(heading) and not (set("&/+") & set(heading)) and not any(map(is_join, normalise(heading).split()))


def prose_stop() -> frozenset[str]:
    """Labels of fields that mean nothing between other words."""
    return _word_set("prose_stop")


@lru_cache(maxsize=8192)
def names_total(label: str) -> bool:
    """Whether a row or bullet label names a sum: "Total", "Total started", "Brutto gesamt", "合計". "All hands" and "Total users" among
    other counts are left to the caller."""
    folded = normalise(label)
    totals = patterns("totals")
    match = next((match for name in totals.said_in(folded) if (match := totals[name].search(folded))), None)
    if match is None:
        return bool(_COMPOUND_TOTAL.match(folded)) and len(folded.split()) <= _LONGEST_TOTAL
    if match.group() == folded:
        return True
    return (
        (folded.startswith(match.group()) or folded.endswith(match.group()))
        and match.group() not in _LOOSE_TOTALS
        and len(folded.split()) <= _LONGEST_TOTAL
    )


@lru_cache(maxsize=8192)
def is_exact_total(label: str) -> bool:
    """Whether a label is nothing but a word for a sum."""
    folded = normalise(label)
    return any((match := pattern.search(folded)) is not None and match.group() == folded for pattern in patterns("totals").values())


def sums_section(label: str, heading: str) -> bool:
    """Whether a label names a sum of what stands under a heading: "Budget for next" under "Next (July to October)", "Phase 2 total"."""
    known = lookup_label(label)
    if known is None or not (known.attribute in {"cost", "total", "subtotal", "effort"} or known.is_total):
        return False
    words_said = [word for word in _CONTENT.findall(normalise(label)) if len(word) > _ARTICLE or not word.isalpha()]
    said = [word for word in words_said if lookup_label(word) is None and not is_join(word)]
    return bool(said) and set(said) <= set(_CONTENT.findall(normalise(heading)))


def names_subtotal(label: str) -> bool:
    """Whether a label names a sum of only some of the rows above."""
    return bool(patterns("totals")["subtotal"].search(normalise(label)))


@lru_cache(maxsize=4096)
def passed_over(label: str) -> bool:
    """Rows that repeat what other rows say: running totals, averages, changes."""
    folded = normalise(label)
    match = patterns("skipped_rows")["skipped_rows"].search(folded)
    return match is not None and (match.start() == 0 or match.end() == len(folded)) and len(folded.split()) <= 4


@lru_cache(maxsize=4096)
def period_total(label: str) -> bool:
    """A column header such as "Year" or "Gesamt" behind columns of shorter periods."""
    return normalise(label) in _word_set("period_totals")


@lru_cache(maxsize=4096)
def is_generic_amount(label: str) -> bool:
    """Labels such as "Amount" or "Value" that say how much and not of what."""
    return normalise(label) in _word_set("generic_amounts")


def is_bygone(word: str) -> bool:
    """Whether a word says that a length of time is over: "last 5 weeks"."""
    return normalise(word) in _word_set("bygone")


def is_weight_column(label: str) -> bool:
    """Columns that say how much each row counts among the others: a weight of 10 % is no figure of what the row names."""
    return normalise(label) in _word_set("weights")


def is_remark_column(label: str) -> bool:
    """Columns such as "How measured" or "Source": what stands in them is no value of the row."""
    return normalise(label) in _word_set("remark_columns")


@cache
def _word_set(name: str) -> frozenset[str]:
    return frozenset(normalise(word) for word in lexicon.word_list("sections", name))
