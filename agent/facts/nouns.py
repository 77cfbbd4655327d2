"""The noun behind a number: what is counted."""

from __future__ import annotations

import re
from functools import cache

from agent.expressions import expression
from agent.facts.folding import fold, is_ideographic
from agent.facts.lexicon import word_list
from agent.facts.phrases import Phrases
from agent.facts.view import View

_WORD = expression(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SLASHED_WORD = expression(r"[^\W\d_]+(?:['’/-][^\W\d_]+)*")  # "UX/UI-Designer"
_SIBILANT = expression(r"\w{2}[^aeous]uses$")  # "campuses", and neither "houses" nor "clauses"
_CAPITALS = expression(r"[A-Z][A-Z]{1,4}s?(?![\w&/+.-])(?! [A-Z0-9])")
_DECIMALS = expression(r"\d[.,]\d{1,2}\s$")  # "Spark 2.4 API": a version
_KATAKANA = expression(r"[ァ-ヴ][ァ-ヴー・]+(?<!・)(?![ァ-ヴー/／])")  # "3シナリオ": Japanese writes what it took from elsewhere so
_LAST_WORD = expression(r"[A-Za-z]+$")
_WORDS = 4  # modifiers and the noun itself
_RUSSIAN_ADJECTIVE = expression(r"[а-я]{2}(?:ых|их|ые|ие)$")
_HEAD_LAST = frozenset({"en", "nl"})
_OTHER_SCRIPT = frozenset({"ja", "zh", "ru"})  # a word in Latin letters there is English
# Plural endings and what takes their place, longest first.
_ENDINGS = {
    language: tuple(tuple(pair.split(">")) for pair in pairs.split())
    for language, pairs in {
        "en": "sses>ss ches>ch shes>sh ies>y xes>x s>",
        "pt": "ões>ão ães>ão ais>al éis>el eis>el óis>ol res>r zes>z ns>m s>",
        "es": "ciones>ción siones>sión dores>dor tores>tor dades>dad les>l nes>n ces>z s>",
        "fr": "eaux>eau aux>al eux>eu s>",
        "de": "teams>team apis>api tools>tool apps>app features>feature tests>test",
    }.items()
}


def noun_at(view: View, at: int, *, singular: bool) -> tuple[str, int] | None:
    """The counted noun that follows a number ending at `at`, in the singular, and where it ends."""
    if is_ideographic(view.char(at) or " "):
        return _counter(view, at)
    start = view.skip_space(at)
    if start == at:
        return None
    if is_ideographic(view.char(start) or " "):
        return _counter(view, start)
    language = view.convention.language
    if language == "de":
        return _german_noun(view, start)
    if language in {"it", "ru", "id"}:
        return _any_noun(view, start)
    return _plural(view, start, language) or (_known_noun(view, start) if singular else None) or _abbreviation(view, start)


def _counter(view: View, at: int) -> tuple[str, int] | None:
    """個, 社, 件 ... and the noun behind it if it is a known one; or the noun right behind the number."""
    counter = _table("counters").match(view.folded, at)
    end = counter[1] if counter else at
    known = _table("counted").match(view.folded, view.skip_space(end)) or counter or _lone_counter(view, at)
    if known is None and (katakana := _KATAKANA.match(view.text, at)) is not None:
        return katakana.group(), katakana.end()
    return known


def _lone_counter(view: View, at: int) -> tuple[str, int] | None:
    """A character that counts only where no word goes on from it: 200字, but not 3字段."""
    found = _table("lone_counters").match(view.folded, at)
    return found if found and not is_ideographic(view.char(found[1]) or " ") else None


def _words(view: View, start: int, pattern: re.Pattern[str] = _WORD) -> list[re.Match[str]]:
    """The words from `start` on, single spaces between them, up to one that belongs to another phrase."""
    found: list[re.Match[str]] = []
    at = start
    for _ in range(_WORDS):
        match = pattern.match(view.text, at)
        if not match or fold(match.group()) in _set("stop"):
            break
        found.append(match)
        at = view.skip_space(match.end())
        if at == match.end():
            break
    return found


def _plural(view: View, start: int, language: str) -> tuple[str, int] | None:
    """The first plural among the next words; in English the last of plurals that follow each other ("5 sales operations managers")."""
    found: tuple[str, int] | None = None
    before = ""
    listed = _words(view, start)
    for at, match in enumerate(listed):
        word = fold(match.group())
        if _is_plural(word) and not found and _is_adverb(before, language):
            return None  # "19 honestly beats 23", "the 409 now names it": a verb
        before = word
        if _is_plural(word):
            found = (_singular(match.group(), language), match.end())
            if language not in _HEAD_LAST:
                return found
        elif found and not (found[0] in _set("modifying") and any(_is_plural(fold(after.group())) for after in listed[at + 1 : at + 2])):
            return found  # "100 data source integrations": what data is before a noun is no end
    return found


def _is_adverb(word: str, language: str) -> bool:
    return language == "en" and (word in _set("adverbs") or (word.endswith("ly") and len(word) > 5 and word not in _set("not_adverbs")))


def _abbreviation(view: View, start: int) -> tuple[str, int] | None:
    """ "33,400 XYZ", "2 SREs": an abbreviation right behind a number is what it counts."""
    match = _CAPITALS.match(view.text, start)
    if not match or match.group() in _set_as_written("no_counted_abbreviations") or _DECIMALS.search(view.text, max(0, start - 6), start):
        return None
    return match.group().removesuffix("s"), match.end()


def _known_noun(view: View, start: int) -> tuple[str, int] | None:
    """ "1 backend engineer", "1 customer success manager", "1 new market": a known noun, else the word itself when nothing stands behind
    it."""
    listed = _words(view, start)
    for at, match in enumerate(listed):
        if fold(match.group()) in _set("singular"):
            following = next((after for after in listed[at + 1 : at + 3] if fold(after.group()) in _set("roles")), match)
            return following.group().lower(), following.end()
    if len(listed) == 1 and len(listed[0].group()) > 2 and fold(listed[0].group()) not in _set("adjectives"):
        return listed[0].group().lower(), listed[0].end()
    return None


def role_at(view: View, at: int) -> tuple[str, int] | None:
    """The role that "2x" counts: "2x Senior Backend Engineer"."""
    start = view.skip_space(at)
    for match in _words(view, start) if start > at else []:
        word = fold(match.group())
        if word in _set("roles") or word.removesuffix("s") in _set("roles"):
            return _singular(match.group(), view.convention.language), match.end()
    return None


def _german_noun(view: View, start: int) -> tuple[str, int] | None:
    """German writes nouns with a capital and hardly shows the plural: the last of the first capitals that follow each other."""
    found: tuple[str, int] | None = None
    for match in _words(view, start, _SLASHED_WORD):
        if match.group()[0].isupper():
            found = (_singular(match.group(), "de"), match.end())
        elif found:
            break
    return found


def _any_noun(view: View, start: int) -> tuple[str, int] | None:
    """Languages whose plural does not show at a glance: the next word that is no adjective."""
    if view.convention.language == "ru" and view.text[start : start + 1].isascii():
        return _plural(view, start, "en")
    for match in _words(view, start):
        word = fold(match.group())
        if word not in _set("adjectives") and not _RUSSIAN_ADJECTIVE.search(word) and len(word) > 2:
            return match.group().lower(), match.end()
    return None


def _is_plural(word: str) -> bool:
    if word in _set("unmarked"):
        return True
    if word in _set("adjectives") or word in _set("not_plural"):
        return False
    last = word.rsplit("-", 1)[-1]
    if last.endswith("s") and last[:-1] in _set("abbreviated"):
        return True
    return (len(last) > 3 and (last[-1] == "s" and last[-2:] not in {"ss", "us", "is"})) or last.endswith("aux")


def _singular(written: str, language: str) -> str:
    word = written.lower()
    if fold(word) in _set("unmarked"):
        return word[:-1] if written.endswith("s") and written[:-1].isupper() else word
    english = language == "en" or (language in _OTHER_SCRIPT and word.isascii())
    if english and (_SIBILANT.search(word) or word in _set("sibilant")):
        return word[:-2]  # "viruses", "aliases"
    for ending, replacement in _ENDINGS.get("en" if english else language, ()):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: len(word) - len(ending)] + replacement
    return word


def plural_of(noun: str) -> str:
    """Several of what is counted, which quantities keep in the singular, as English writes it: "businesses", "person-days".

    Words of other scripts, abbreviations in capitals, and those that are the same for one and many stay ("people", "FTE").
    """
    last = _LAST_WORD.search(noun)
    if last is None or not noun.isascii() or noun.isupper() or fold(last[0]) in _set("unmarked"):
        return noun
    if last[0].endswith(("ss", "x", "ch", "sh")) or f"{last[0]}es" in _set("sibilant"):
        return f"{noun}es"
    if noun.endswith("s"):
        return noun
    return f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2:-1] not in tuple("aeiou") else f"{noun}s"


@cache
def _set(key: str) -> frozenset[str]:
    return frozenset(fold(word) for word in word_list("nouns", key))


@cache
def _set_as_written(key: str) -> frozenset[str]:
    return frozenset(word_list("nouns", key))


@cache
def _table(key: str) -> Phrases[str]:
    return Phrases((word, word) for word in word_list("nouns", key))
