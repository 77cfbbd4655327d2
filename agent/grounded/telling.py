"""What the program computed, worded by a model: each sentence names the results it tells, and holds no figure that they do not.

The results are never touched. A sentence may say less well what they say; it cannot say anything else with a figure in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from agent.errors import ModelError
from agent.expressions import expression
from agent.facts.folding import fold
from agent.grounded.brief import Brief, LanguageModel, Room
from agent.grounded.fencing import fenced, visible_to_model
from agent.grounded.figures import Grounds, unfounded
from agent.grounded.growing import GrowingReply
from agent.grounded.ledger import Ledger
from agent.grounded.lines import Line, lines_of
from agent.grounded.order import turned_round
from agent.grounded.prompts import instructions, prompt, sent_back
from agent.grounded.reply import Quote
from agent.grounded.verifying import Rejected, complaints, held_quotes, spoken
from agent.model.finding import Computation, Evidence
from agent.model.roadmap import Roadmap
from agent.model.wording import Worded, Wording

MOST_PLACES = 4  # lines of one result that are shown, and cited where no words of it are quoted
_WORD = expression(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Known:
    """One result: the program's own words for it, where it stands, how it was computed.

    `key` names it in what comes out, `paths` are the roadmaps it is about. Whoever tells one that is `whole` gives all its figures; of one
    that is `ordered`, those of one unit come as they do in it: what was before what is, what is stated before what is summed.
    """

    key: str
    text: str
    evidence: tuple[Evidence, ...] = ()
    computed: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    whole: bool = False
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Telling:
    """What a model is to word, most important first, with the instructions in `prompt`: between `fewest` and `most` sentences.

    `names` are titles of roadmaps: a sentence with one of them has to name a result of one of its paths. `first` is the key of a result
    that has to be told, "" where none has.
    """

    prompt: str
    known: tuple[Known, ...]
    roadmaps: tuple[Roadmap, ...]
    names: Mapping[str, tuple[str, ...]]
    fewest: int
    most: int
    first: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """The wording, and what was left out of it."""

    wording: Wording
    dropped: tuple[Rejected, ...]


class Sentence(BaseModel):
    """One sentence and what it rests on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str = Field(description="one sentence, without evidence numbers", max_length=600)
    facts: tuple[int, ...] = Field(description="numbers of the results it tells, without the F", min_length=1, max_length=8)
    quotes: tuple[Quote, ...] = Field(default=(), max_length=8)


class Sentences(BaseModel):
    """The whole reply."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sentences: tuple[Sentence, ...] = Field(default=(), max_length=40)


def tell(asked: Telling, model: LanguageModel, room: Room) -> Told:
    """The sentences of the model that hold, in its order.

    Raises ModelError when the model fails, or when too little of what it says can be verified.
    """
    desk = _Desk(asked, Ledger(lines_of(asked.roadmaps)))
    documents = desk.shown(room)
    replied = model.converse(
        Brief(
            system=instructions("wording", room.fence, task=prompt(asked.prompt).text),
            user=fenced(documents, room.fence),
            tools=(),
            schema=Sentences,
            objections=lambda reply: _objections(reply, desk),
            send_back=lambda reasons: sent_back(reasons, room.fence),
            fence=room.fence,
            growing=GrowingReply("sentences", desk.held, room.watch) if room.watch is not None else None,
        )
    )
    judged = [desk.judge(sentence) for sentence in replied.reply.sentences]
    kept = tuple(one for one in judged if isinstance(one, Worded))[: asked.most]
    dropped = tuple(one for one in judged if isinstance(one, Rejected))
    if why := _missing(kept, asked):
        reason = dropped[0].reasons[0] if dropped else why
        raise ModelError(f"too little of the model's wording could be verified: {reason}", remedy="ask again, or try another model")
    return Told(Wording(model=model.name, sentences=kept, usage=replied.usage), dropped)


def shown_work(*computations: Computation | None) -> tuple[str, ...]:
    """How results were computed, as `computed` of what is known: formulas, and what they give where they do not end in it."""
    found = [text for one in computations if one is not None for text in (one.formula, "" if one.expected in one.formula else one.expected)]
    return tuple(dict.fromkeys(filter(None, found)))


def _objections(reply: Sentences, desk: _Desk) -> tuple[str, ...]:
    judged = [desk.judge(sentence) for sentence in reply.sentences]
    said = [
        f"{visible_to_model(one.text[:120])}: {visible_to_model(reason)}"
        for one in judged
        if isinstance(one, Rejected)
        for reason in one.reasons
    ]
    why = _missing([one for one in judged if isinstance(one, Worded)], desk.asked)
    return (*said, why) if why else tuple(said)


def _missing(kept: Sequence[Worded], asked: Telling) -> str:
    """What the sentences that hold still lack, "" where they will do."""
    if len(kept) < asked.fewest:
        return f"{len(kept)} sentences hold; at least {asked.fewest} are needed"
    if asked.first and not any(asked.first in one.about for one in kept):
        return "the result F1 is not told"
    return ""


@dataclass(frozen=True, slots=True)
class _Desk:
    """What sentences are held against."""

    asked: Telling
    ledger: Ledger

    def shown(self, room: Room) -> str:
        """As many results as fit the budget, each with its number and the lines it stands on."""
        said: list[str] = []
        places: dict[int, None] = {}
        left = room.budget
        for number, known in enumerate(self.asked.known, 1):
            lines = [line for line in self.lines(known) if line.number not in places]
            record = visible_to_model(self._record(number, known))
            left -= room.count(record) + sum(room.count(line.text) + 4 for line in lines)  # an evidence number takes about four
            if left < 0 and said:
                break
            said.append(record)
            places |= dict.fromkeys(line.number for line in lines)
        return "results\n" + "\n".join(said) + "\n\nlines\n" + self.ledger.show(places)

    def _record(self, number: int, known: Known) -> str:
        places = ", ".join(f"E{line.number}" for line in self.lines(known))
        return " | ".join(part for part in (f"F{number} {known.text}", *known.computed, places) if part)

    def lines(self, known: Known) -> tuple[Line, ...]:
        """The first lines that a result stands on."""
        numbers = dict.fromkeys(n for e in known.evidence for n in self.ledger.lines.numbers(e.path, e.line, e.end_line))
        found = [line for number in numbers if (line := self.ledger.lines.at(number)) is not None and line.open_text.strip()]
        return tuple(found[:MOST_PLACES])

    def held(self, value: object) -> str:
        """The words of a sentence that holds, "" of anything else."""
        try:
            judged = self.judge(Sentence.model_validate(value))
        except ValidationError:
            return ""
        return judged.text if isinstance(judged, Worded) else ""

    def judge(self, sentence: Sentence) -> Worded | Rejected:
        """A sentence holds when it names results, speaks of what they say, and every figure and quote in it is theirs."""
        text = spoken(sentence.text)
        quotes, reasons = held_quotes(sentence.quotes, self.ledger)
        known, unknown = self._named(sentence.facts)
        results = tuple(known.values())
        cited = tuple({line.number: line for line in (*(line for line, _ in quotes), *self._all_lines(results))}.values())
        paths = {line.path for line in cited}.union(*(one.paths for one in results))
        named = {name: not paths.isdisjoint(own) for name, own in self.asked.names.items()}
        grounds = Grounds(self.ledger.lines, cited, (), tuple(said for one in results for said in (one.text, *one.computed)))
        titled = replace(grounds, computed=(*grounds.computed, *(name for name, about in named.items() if about)))
        reasons += (*unknown, *complaints(text, titled), *self._left_out(text, known), *_turned_round(text, known), *_foreign(text, named))
        if not _speaks_of(text, grounds):
            reasons.append("the sentence does not say what its results say")
        if reasons:
            return Rejected(text, tuple(reasons))
        return Worded(text=text, about=tuple(one.key for one in results), evidence=self._cited(quotes, results))

    def _named(self, numbers: Sequence[int]) -> tuple[dict[int, Known], list[str]]:
        """The results that a sentence names, by number, and complaints about those that do not exist."""
        last = len(self.asked.known)
        known = {number: self.asked.known[number - 1] for number in numbers if 1 <= number <= last}
        return known, [f"there is no result F{number}" for number in numbers if not 1 <= number <= last]

    def _left_out(self, text: str, known: Mapping[int, Known]) -> list[str]:
        """Complaints about figures of whole results that a sentence about them does not give."""
        said = Grounds(self.ledger.lines, (), (), (text,))
        return [
            f'the figure "{figure}" of F{number} is left out'
            for number, one in known.items()
            if one.whole
            for figure in unfounded(one.text, said)
        ]

    def _all_lines(self, known: Iterable[Known]) -> Iterable[Line]:
        return (line for one in known for line in self.lines(one))

    def _cited(self, quotes: Sequence[tuple[Line, str]], known: Sequence[Known]) -> tuple[Evidence, ...]:
        """What is quoted; of results without a quote, the first line in each document."""
        told = {line.number for line, _ in quotes}
        more: list[Line] = []
        for lines in map(self.lines, known):
            if told.isdisjoint(line.number for line in lines):
                first: dict[str, Line] = {}
                for line in lines:
                    first.setdefault(line.path, line)
                more += first.values()
        return tuple(dict.fromkeys((*(_evidence(*quote) for quote in quotes), *(_evidence(line, line.raw.strip()) for line in more))))


def _turned_round(text: str, known: Mapping[int, Known]) -> list[str]:
    """Complaints about figures of ordered results that come in another order."""
    turned = {number: turned_round(text, one.text) for number, one in known.items() if one.ordered}
    return [f"{pair[0]} comes before {pair[1]} in F{number}, and behind it here" for number, pair in turned.items() if pair is not None]


def _foreign(text: str, named: Mapping[str, bool]) -> list[str]:
    """Complaints about roadmaps that a sentence names though it is about none of theirs. A title within another one tells nothing."""
    words, titles = fold(text), {name: fold(name) for name in named}
    certain = [name for name, title in titles.items() if len(title) > 3 and sum(title in other for other in titles.values()) == 1]
    return [f'"{name}" is named, but no result about it' for name in certain if not named[name] and titles[name] in words]


def _evidence(line: Line, quote: str) -> Evidence:
    return Evidence(path=line.path, line=line.line, end_line=line.line, quote=quote, locator=line.locator)


def _speaks_of(text: str, grounds: Grounds) -> bool:
    """Whether a sentence has something in common with what it rests on: two words, or a word and a figure."""
    held = {word for said in grounds.texts() for word in _WORD.findall(said)}
    common = {word for word in _WORD.findall(fold(text)) if word in held}
    return len(common) >= 2 or (bool(common) and any(character.isdecimal() for character in text))
