"""A question, read: its language, what it asks for, and the terms that say about what."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from agent.answers.asking.alternatives import alternatives
from agent.answers.asking.characters import simplified
from agent.answers.asking.closing import closes, compares_only
from agent.answers.asking.comparatives import asks_difference, compares_prices
from agent.answers.asking.counted import Numbered, arabic, counted_things
from agent.answers.asking.cues import (
    LANGUAGES,
    asks_early,
    cues_of,
    number_words,
    opens_with,
    ordinal_words,
    stop_words,
)
from agent.answers.asking.glossary import languages_of_words
from agent.answers.asking.groups import group
from agent.answers.asking.not_asked import ADD_UP, MEANS, OTHER_WORD, not_asked
from agent.answers.asking.spoken import asked_by_noun, plainly
from agent.answers.asking.terms import CONTENT, HAN_COUNT, Term, set_against, terms_of
from agent.answers.asking.wanted import Wanted, wanted_of
from agent.answers.asking.words import UNSPACED_LANGUAGES, is_kana, words
from agent.answers.asking.written import in_figures
from agent.expressions import expression
from agent.facts.folding import fold
from agent.facts.language import detect_language

RANKS_TIMES = "ranks_times"  # a cue that no phrase gives: it is asked which of several times has the most of something
LIKELY = 0.2  # what the language of the documents counts, beside one word
SURE = 2.0  # small words: with fewer, the words of the glossary are asked too
# "Q4 26", "H1'27": a year in two digits behind a quarter or half.
_SHORT_YEAR = expression(r"(?<!\w)([QqHhTtSs][1-4])[\s'’/-]{1,2}(\d\d)(?![\d.,%])")
# Behind an id of letters Han and kana may follow at once ("A1に"), not behind a bare number ("8.5万円").
_ID = expression(r"(?<![A-Za-z0-9_])(?:[A-Z]{1,6}[-.]?\d+(?:\.\d+)*[a-z]?(?![A-Za-z0-9_À-ʯ]|\s*%)|(?:v?\d+\.\d+(?:\.\d+)*|#\d+)\b(?!\s*%))")


@dataclass(frozen=True, slots=True)
class Question:
    """`cues` are names of the cue lexicon; `count` is the number of things the question speaks of ("the four phases"), 0 if none."""

    text: str
    language: str
    cues: frozenset[str]
    wanted: Wanted
    terms: tuple[Term, ...]
    numbered: tuple[Numbered, ...] = ()
    ids: tuple[str, ...] = ()
    count: int = 0
    is_verdict: bool = False

    def has(self, *cues: str) -> bool:
        return any(cue in self.cues for cue in cues)

    def start_of(self, term: Term) -> int:
        """Where a term of the question stands in its text; -1 where its language writes no spaces and folding lost it."""
        return fold(self.text).find(term.text) if term.unspaced else words(self.text)[term.position].start

    def written(self, term: Term) -> str:
        """A term as the question writes it, with its accents and capitals."""
        listed = words(self.text)
        last = term.position + len(term.words) - 1
        if term.unspaced or last >= len(listed) or [word.text for word in listed[term.position : last + 1]] != list(term.words):
            return term.text
        return self.text[listed[term.position].start : listed[last].end]

    @property
    def concepts(self) -> frozenset[str]:
        return frozenset(concept for term in self.terms for concept in term.concepts)


def subject_terms(question: Question) -> list[Term]:
    """The terms that say what a question is about, beyond what is measured and per what time."""
    measures = group("money") | group("quantity") | group("per_time") | {"duration", "effort"}
    return [term for term in question.terms if term.weight >= CONTENT * 0.9 and not set(term.concepts) & measures]


def read_question(text: str, likely: Sequence[str] = ()) -> Question:
    """The question as far as its words go; `likely` are the languages of the documents, which decide where the words do not."""
    text = _SHORT_YEAR.sub(r"\1 20\2", text)
    language = question_language(text, likely)
    text = in_figures(plainly(text, language), language)
    text = arabic(text) if language in UNSPACED_LANGUAGES else text
    written, text = text, simplified(text, language)
    cues = _ranked(text, language, _negated(text, cues_of(text, language) - not_asked(text, language)))
    cues |= {"difference"} if asks_difference(text, language, cues) else frozenset()
    asked = text if language != "it" else _AND_IT.sub("", text)  # "E la fase 2?" is no "È la fase 2 ...?"
    opens = opens_with(asked, "yes_no", language) and (language not in UNSPACED_LANGUAGES or _no_question_word(text, language))
    opens = opens and (language != "fr" or _EST_CE.match(text) is not None or _no_question_word(text, language))  # "la", "les" open too
    opens = opens or (bool(cues & _CHECKS) and opens_with(_JOINT.sub(", ", text), "yes_no", language))
    verdict = opens or (_no_question_word(text, language) and compares_only(text, language, cues))
    verdict = (
        verdict or closes(text, language, cues, asks=not _no_question_word(text, language)) or bool(alternatives(text, language, cues))
    )
    terms = terms_of(written, language)
    cues -= {"correct"} if set_against(terms) and not verdict else frozenset()
    cues |= frozenset() if verdict else asked_by_noun(text, language, cues, terms)
    cues = cues - {"when"} | {RANKS_TIMES} if _ranks_times(text, cues, terms) else cues
    numbered = counted_things(text, language)
    things = bool(numbered) or any(term.timed for term in terms)
    wanted = wanted_of(text, language, cues, terms, verdict=verdict, things=things)
    wanted = "way" if wanted in ("name", "any") and MEANS.match(text) is not None else wanted
    cues -= {"adds_up"} if wanted == "name" and not verdict else set()  # "which milestones lead to the opening" asks for no sum
    wanted = "money" if wanted in ("quantity", "any") and "difference" in cues and compares_prices(text, language) else wanted
    if "lasting_most" in cues and wanted in ("name", "any", "quantity") and _asks_for_work(terms):
        wanted = "duration"
    return Question(written, language, cues, wanted, terms, numbered, _ids(text), _count(text, language), verdict)


# "which year has the highest cost": the time is a column or a row, what is ranked is a figure.
_WHICH_TIME = expression(r"\W*(?:in |during )?(?:which|what) (?:day|week|month|quarter|half|year|sprint)\b", re.IGNORECASE)


def _ranks_times(text: str, cues: frozenset[str], terms: Sequence[Term]) -> bool:
    """Whether a question asks which of several times has the most or the least of something that is measured."""
    if not cues & {"maximum", "minimum"} or _WHICH_TIME.match(text) is None:
        return False
    return any(set(term.concepts) & (group("money") | group("quantity") | group("measured")) for term in terms)


def _asks_for_work(terms: Sequence[Term]) -> bool:
    """Whether a question speaks of something that takes time: phases, tasks, projects."""
    return any(set(term.concepts) & (group("item_nouns") | {"milestone", "sprint", "initiative"}) for term in terms)


_CHECKS = frozenset({"same", "correct", "adds_up"})
_JOINT = expression(r",\s(?:and|und|e|y|et|и)\s", re.IGNORECASE)  # "how many are there, and is that the same in the table?"
_AND_IT = expression(r"^\W*[Ee]d?\s")
_EST_CE = expression(r"\W*(?:est[- ]ce qu['e’]|y a[- ]t[- ]il)(?!\s(?:qui|quoi)\b)", re.IGNORECASE)


# "not finished", "noch nicht fertig": what is done is asked for only to be left out.
_UNDONE = expression(
    r"\b(?:not|n't|isn.t|aren.t)\s(?:yet\s|fully\s)?(?:actually\s|really\s)?(?:finished|completed?|done|ready|delivered|shipped|released|ticked|checked|closed)\b"
    r"|\bnicht\s(?:ganz\s|wirklich\s)?(?:fertig|abgeschlossen|erledigt|umgesetzt|beendet)"
    r"|\bn[ãa]o\s(?:\w+\s)?(?:conclu[ií]|feit|pront|finaliz|entreg|termin|acab|encerr|complet)"
    r"|\bno\s(?:\w+\s){0,2}(?:termin|complet|hech|list[oa]|finaliz|acab|entreg)|\bpas\s(?:encore\s)?(?:été\s)?(?:termin|fait|achev|livr|fini|prêt)"
    r"|\bnon\s(?:\w+\s){0,2}(?:finit|fatt|pront|completat|terminat|conclus|chius|consegnat)"
    r"|\bniet\s(?:\w+\s)?(?:af\b|klaar|gedaan|voltooid|afgerond|gereed)"
    r"|(?<!\w)не\s(?:готов|заверш|выполн|сделан)",
    re.IGNORECASE,
)


# "¿Qué sistema tiene más formularios?": in Romance languages a question for which one has more asks for the most, unless two are compared.
_COMPARED = expression(
    r"(?<!\w)(?:m[aá]s|mais|plus|menos|moins)\s(?:\S+\s){0,4}?(?:que|do que|de que|qu['’])(?!\w)|(?<!\w)(?:ou|o|dos|deux)(?!\w)",
    re.IGNORECASE,
)


def _ranked(text: str, language: str, cues: frozenset[str]) -> frozenset[str]:
    if language not in ("es", "pt", "fr") or "more_than" in cues or not opens_with(text, "which", language):
        return cues
    if not cues & {"greater", "smaller"} or cues & {"difference", "ratio"} or _COMPARED.search(text) is not None:
        return cues
    return cues | ({"maximum"} if "greater" in cues else {"minimum"})


def _negated(text: str, cues: frozenset[str]) -> frozenset[str]:
    return (cues - {"done"}) | {"open"} if "done" in cues and _UNDONE.search(text) else cues


def _no_question_word(text: str, language: str) -> bool:
    """Whether no clause begins with a question word: what is asked is then whether something is so."""
    if OTHER_WORD.match(text) is not None or ADD_UP.match(text) is not None:
        return False  # "how early", "how risky": no phrase of a cue, yet a question word
    cues = ("who", "when", "how_long", "how_much", "how_many", "where", "why", "how", "which", "list")
    return not any(asks_early(text, cue, code) for cue in cues for code in dict.fromkeys((language, "en")))


@cache
def _language_words() -> dict[str, dict[str, float]]:
    """How much a word speaks for each language: shared words are divided among their languages."""
    owners: dict[str, set[str]] = {}
    for code in LANGUAGES:
        for word in (*stop_words(code), *number_words(code), *ordinal_words(code)):
            owners.setdefault(word, set()).add(code)
    return {word: dict.fromkeys(codes, 1 / len(codes)) for word, codes in owners.items()}


def question_language(text: str, likely: Sequence[str] = ()) -> str:
    """The language of a short text: by script, else by its function words; English when nothing speaks for another."""
    by_script = detect_language(text)
    if by_script == "zh" and any(is_kana(character) for character in text):
        return "ja"  # "全部で何時間": of a short text one kana tells
    if by_script in ("ja", "zh", "ru", "ko"):
        return by_script
    scores: dict[str, float] = dict.fromkeys(LANGUAGES, 0.0)
    for word in words(text):
        for code, weight in _language_words().get(word.text, {}).items():
            scores[code] += weight
    if max(scores.values()) < SURE or scores["en"] == max(scores.values()):
        for code, weight in languages_of_words([word.text for word in words(text)]).items():
            scores[code] += weight
    for code in ("pt", "es", "fr", "de"):
        scores[code] += sum(1 for letter in text.lower() if letter in _LETTERS[code]) * 0.5
    spelled = frozenset(_WORD.findall(text.lower()))
    for code, accented in _ACCENTED.items():
        scores[code] += 0.5 * len(spelled & accented)
    for code in likely:
        scores[code] = scores.get(code, 0.0) + (LIKELY if scores.get(code) else 0.0)
    best = max(scores.values())
    return "en" if scores["en"] >= best else min(code for code, score in scores.items() if score == best)


_WORD = expression(r"[^\W\d_]+")
# Words by whose accents languages differ.
_ACCENTED = {
    "pt": frozenset({"é", "mês", "até", "três", "já", "há"}),
    "it": frozenset({"è", "più", "può", "già", "perché", "sarà"}),
    "es": frozenset({"qué", "cuándo", "cuánto", "quién", "más", "sólo"}),
    "fr": frozenset({"où", "à"}),
}
_LETTERS = {"pt": "ãõ", "es": "ñ¿¡", "fr": "èêàùœ", "de": "äöüß"}


def _ids(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(match.group() for match in _ID.finditer(text)))


def _count(text: str, language: str) -> int:
    """The size of the group spoken of: "the four phases", "all twelve milestones", "dos cinco roadmaps"."""
    han = HAN_COUNT.search(text) if language in UNSPACED_LANGUAGES else None
    if han is not None:
        return 2 if han.group(1) == "两" else "一二三四五六七八九十".index(han.group(1)) + 1
    numbers = {**number_words("en"), **number_words(language)}
    listed = words(text)
    found = [
        (text[word.end : word.end + 1] == "-", numbers[word.text])  # "the three-year benefit of all four": four are spoken of
        for word, after in itertools.pairwise(listed)
        if word.text in numbers and numbers[word.text] > 1 and not after.text.isdecimal()
    ]
    return min(found, key=lambda pair: pair[0], default=(False, 0))[1]
