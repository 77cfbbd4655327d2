"""Whether a place names somebody or something: persons behind an owner's label, proper names behind "which vendor"."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.glossary import concepts_in_run, concepts_of_words
from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.asking.single import asks_for_group
from agent.answers.asking.terms import CONTENT, Term
from agent.answers.asking.wanted import named_things
from agent.answers.asking.words import UNSPACED_LANGUAGES, is_unspaced, names_somebody, stem, words
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.persons import tells_who
from agent.answers.reading.records import people_of
from agent.answers.reading.units import Unit
from agent.answers.reading.view import View
from agent.expressions import expression

NAMED = 0.6  # a term counts as spoken of from this weight on: related concepts and halves of phrases stay below
TOP = 6
FEWEST_NAMES = 2  # of a list of people
_CAPITAL = expression(r"(?<=[a-z,;(/+&] )[A-Z][\w.+-]*[a-z][\w.+-]*|(?<=[(/])[A-Z][\w.+-]*[a-z][\w.+-]*")
_BRAND = expression(r"\b[A-Z][a-z]+[A-Z]\w*|\b[A-Z]{3,}\b|\b\w+\.(?:com|io|net|org|ai|dev)\b")
_LATIN = expression(r"[A-Za-z][\w.+-]{2,}")
_ROLE = expression(r"@\w+|\b(?:CTO|CEO|CFO|COO|CPO|CIO|CISO|PM|PO)\b")
_FULL_NAME = expression(r"\b[A-ZÀ-Þ](?:[a-zß-ÿ]+|\.) (?:[A-ZÀ-Þ]\. )?[A-ZÀ-Þ][a-zß-ÿ]+\b")


def top_places(question: Question, matchings: Sequence[Matching], share: float = 0.75) -> list[tuple[Matching, int]]:
    """The places that fit about as well as the best one."""
    pool = [
        (float(matching.scores[unit]), matching, unit) for matching in matchings for unit in map(int, matching.scores.argsort()[::-1][:TOP])
    ]
    pool.sort(key=lambda entry: -entry[0])
    return [(matching, unit) for score, matching, unit in pool if score >= pool[0][0] * share][:TOP]


def no_person(question: Question, matchings: Sequence[Matching]) -> bool:
    """Who owns, decides, maintains: some line must name a person or role for just that."""
    owners = [row for row, term in enumerate(question.terms) if set(term.concepts) & group("owner")]
    if question.wanted != "person":
        return False
    if not owners:
        return _no_name_of_person(question, matchings)
    for matching in matchings:
        others = [row for row in range(len(matching.labels)) if row not in owners and matching.weights[row] >= 0.3]
        for unit in matching.view.units:
            if max(float(matching.own[row, unit.index]) for row in owners) < NAMED and not _owned(matching.view, unit.index):
                continue
            if not _names_person(matching, owners, unit):
                continue
            if not others or float(matching.value[others] @ matching.spread[others, unit.index]) >= 0.5 * float(
                matching.value[others].sum()
            ):
                return False
    return True


def _no_name_of_person(question: Question, matchings: Sequence[Matching]) -> bool:
    """Who is the ...: a name or a role must stand as the value of a line; a team is answered by its roles."""
    if asks_for_group(question) or question.has("versus", "list", "how_many"):
        return False
    tops = top_places(question, matchings)
    return not any(
        _names_person(matching, (), matching.view.units[unit]) or _lists_people(question, matching, unit) for matching, unit in tops
    )


def _lists_people(question: Question, matching: Matching, unit: int) -> bool:
    """Whether a line that says a word of the question introduces a list of full names: "Guest lecturers:"."""
    members = [matching.view.units[index] for index in matching.view.members.get(unit, ())]
    names = sum(_FULL_NAME.match(member.text) is not None for member in members)
    said = any(float(matching.own[row, unit]) >= MATCHED for row, term in enumerate(question.terms) if term.weight >= CONTENT * 0.9)
    return said and names >= FEWEST_NAMES and names * 2 > len(members)


def _owned(view: View, unit: int) -> bool:
    return view.units[unit].line in view.owner_lines or tells_who(view, unit)


def _names_person(matching: Matching, owners: Sequence[int], unit: Unit) -> bool:
    """Whether a line gives somebody's name or role as its value: behind an owner's label, or an owner's column."""
    if _owned(matching.view, unit.index) or _names_known(matching.view, unit):
        return True
    label, colon, value = unit.text.partition(":")
    if not colon or not value.strip() or len(label) > 40:
        return _ROLE.search(unit.text) is not None and unit.kind != "heading"
    if _ROLE.search(value) is not None or _FULL_NAME.search(value) is not None or _says_role(value, matching.view.language):
        return True
    return _labels_owner(label, matching.view.language) and names_somebody(value)


def _names_known(view: View, unit: Unit) -> bool:
    """Whether a line names somebody whom the plan names as an owner elsewhere."""
    return bool(people_of(view)) and any(f" {name} " in f" {' '.join(word.text for word in words(unit.text))} " for name in people_of(view))


def _says_role(text: str, language: str) -> bool:
    """Whether a text names a role that decides: "Project Sponsor approval"."""
    return bool(_concepts(text, language) & group("roles"))


def _labels_owner(label: str, language: str) -> bool:
    """Whether a label says that somebody's name follows: "owner", "Verantwortlich"."""
    return "owner" in _concepts(label, language)


def _concepts(text: str, language: str) -> frozenset[str]:
    listed = [word.text for word in words(text)]
    found = {concept for named in concepts_of_words(listed, language) for concept in named.concepts}
    return frozenset(
        found | {concept for word in listed if is_unspaced(word) for _, more in concepts_in_run(word, language) for concept in more}
    )


def no_name(question: Question, matchings: Sequence[Matching]) -> bool:
    """Which vendor, tool, school: some good place must hold a name that the question does not."""
    head = next((term for term in question.terms if term.weight >= CONTENT * 0.3), None)
    if question.wanted not in ("name", "quantity", "money") or "which" not in question.cues or head is None:
        return False
    named = group("named")
    if any(word.text in ("type", "types", "kind", "kinds", "sort") for word in words(question.text)):
        return False
    asked_for = named_things(question.text, question.language, question.terms) if question.language not in UNSPACED_LANGUAGES else ()
    if question.language not in UNSPACED_LANGUAGES and not asked_for:
        return False  # "what may kill the company" asks for no company
    heads = [
        term
        for term in asked_for or question.terms[:3]
        if (set(term.concepts) & named or term.words[-1] in group("firm_words")) and term.position <= head.position + 3
    ]
    if not heads or (question.language in _PLURAL_S and any(word.endswith("s") for term in heads for word in term.words)):
        return False
    rows = [question.terms.index(term) for term in heads]
    asked = {stem(word.text, question.language) for word in words(question.text)}
    for matching, unit in top_places(question, matchings, 0.6):
        if max(float(matching.own[row, index]) for row in rows for index in _introduced(matching.view, unit)) < MATCHED:
            continue
        for index in (unit, *matching.view.members.get(unit, ())):
            text = matching.view.units[index].text
            if matching.view.units[index].kind != "heading" and any(
                not _asked(name, asked, question.language) for name in _names(text, matching.view.language)
            ):
                return False
    return True


def _introduced(view: View, unit: int) -> tuple[int, ...]:
    """A line and what introduces it directly: the item around it, its lead line, the names of its columns, its heading."""
    found = view.units[unit]
    return tuple(index for index in (unit, *found.parents[:1], found.lead, found.header, *found.headings[:1]) if index >= 0)


_PLURAL_S = ("en", "pt", "es", "fr")  # "which tools" asks for a list


def _names(text: str, language: str) -> list[str]:
    """Words of a text that look like proper names, as its language lets one tell."""
    if language in UNSPACED_LANGUAGES:
        return _LATIN.findall(text)
    found = [*_BRAND.findall(text), *([] if language == "de" else _CAPITAL.findall(text))]
    return [name for name in found if not _is_common(name, language)]


def _is_common(name: str, language: str) -> bool:
    """Whether a capitalised word is one that plans use: "MRR", "MVP", "API"."""
    listed = [word.text for word in words(name)]
    return bool(listed) and sum(named.last - named.first for named in concepts_of_words(listed, language)) == len(listed)


def _asked(name: str, asked: set[str], language: str) -> bool:
    return all(stem(word.text, language) in asked for word in words(name))


def names_term(term: Term, text: str, language: str) -> bool:
    """Whether a text names a term of the question, by its words or by another name for it."""
    listed = [word.text for word in words(text)]
    stems = {stem(word, language) for word in listed}
    return bool(_concepts(text, language) & set(term.concepts)) or any(stem(word, language) in stems for word in term.words)
