"""Words by which one thing is called again: the meanings of a text, for comparing what it names with what another text names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from msgspec import Struct

from agent.expressions import expression
from agent.facts import canonical_terms, normalise
from agent.facts.folding import is_ideographic
from agent.facts.lexicon import strings
from agent.rules.reading.scope_words import distinctive
from agent.word_lists import read_lists

WORD = expression(r"[^\W_]+")
HAN = expression(r"[\u4e00-\u9fff]{2,40}")
KATAKANA = expression(r"[\u30a1-\u30ff]{2,40}")  # a word from abroad; hiragana is grammar
# What is done with a thing: introduced, extended, renewed, strengthened.
FORM = expression(
    "展開|導入|更新|強化|拡大|推進|実施|整備|改善|検討|対応|仕組み?|自動|建设|推广|导入|升级|优化|扩展|推进|完善|实施|开展|自动"
)
CHUNK = 4  # signs of Han: about two words
BEGINNING = 1  # letters by which forms of several words are looked up
WHOLE = 4  # letters: shorter forms are whole words, or would begin too many
ENDINGS = ("", "s", "n", "e", "en", "es")

Keys = frozenset[str]


@lru_cache(maxsize=4096)
def named_in(text: str, language: str) -> tuple[Keys, ...]:
    """What a text names, word by word: the stem of the word and the meanings it has; words of form and numbers are left out."""
    plain = normalise(text)
    words = WORD.findall(plain)
    meant = _meanings(words)
    found: list[Keys] = []
    for word in words:
        if is_ideographic(word[0]):
            found.extend(_in_run(word))
        elif not word[0].isdigit() and (stems := distinctive(canonical_terms(word, language))):
            found.append(stems | meant.get(word, frozenset()))
    return tuple(dict.fromkeys(found))


def _meanings(words: list[str]) -> Mapping[str, Keys]:
    """The meanings of the words of other than Han and kana text; a form of several words gives its meaning to each of them."""
    forms = _forms()
    found: dict[str, set[str]] = defaultdict(set)
    for word in words:
        found[word] |= forms.exact.get(word, set())
        for end in range(WHOLE + 1, len(word) + 1):
            found[word] |= forms.begun.get(word[:end], set())
    beginnings = {word[:BEGINNING] for word in words}
    for parts, meaning in (entry for beginning in beginnings for entry in forms.several.get(beginning, ())):
        carriers = [next((word for word in words if word.startswith(part)), "") for part in parts]
        if all(carriers):
            for word in carriers:
                found[word].add(meaning)
    return {word: frozenset(meanings) for word, meanings in found.items()}


def _in_run(run: str) -> Iterator[Keys]:
    """The meanings that stand in a run of Han and kana, longer forms first, and the pairs of signs of what is left."""
    left = FORM.sub(" ", run)
    for form, meanings in _forms().unspaced:
        if form in left:
            yield meanings
            left = left.replace(form, " ")
    for kanji in HAN.findall(left):
        for at in range(0, len(kanji), CHUNK):
            piece = kanji[at : at + CHUNK + 1]
            if len(piece) > 1:
                yield frozenset(piece[begin : begin + 2] for begin in range(len(piece) - 1))
    yield from (frozenset({word}) for word in KATAKANA.findall(left))


class _Forms(Struct, frozen=True):
    """The forms that begin a word, the whole words, those of several words by how the first begins, and those of Han and kana, longest
    first; each with its meanings."""

    begun: Mapping[str, set[str]]
    exact: Mapping[str, set[str]]
    several: Mapping[str, Sequence[tuple[tuple[str, ...], str]]]
    unspaced: Sequence[tuple[str, Keys]]


@cache
def _forms() -> _Forms:
    begun: dict[str, set[str]] = defaultdict(set)
    exact: dict[str, set[str]] = defaultdict(set)
    han: dict[str, set[str]] = defaultdict(set)
    several: set[tuple[tuple[str, ...], str]] = set()
    for at, listed in enumerate(strings(read_lists("agent.rules", "kindred_words.yaml")["kindred"])):
        meaning = f"={at}"
        for form in listed.split(";"):
            plain = normalise(form)
            parts = tuple(WORD.findall(plain))
            if len(parts) > 1:
                several.add((parts, meaning))
            elif parts and is_ideographic(plain[0]):
                han[plain].add(meaning)
            elif parts and len(plain) > WHOLE:
                begun[plain].add(meaning)
            else:
                for ending in ENDINGS if parts else ():
                    exact[plain + ending].add(meaning)
    longest_first = sorted(han, key=lambda form: (-len(form), form))
    by_beginning: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for parts, meaning in sorted(several):
        by_beginning[parts[0][:BEGINNING]].append((parts, meaning))
    return _Forms(begun, exact, by_beginning, tuple((form, frozenset(han[form])) for form in longest_first))
