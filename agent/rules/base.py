"""What a rule is: a small value with one function from a view of the loaded roadmaps to drafts of findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from msgspec import Struct

from agent.model.document import Document
from agent.model.finding import Basis, Computation, Family, Severity
from agent.model.roadmap import Item, Roadmap
from agent.model.span import Span
from agent.rules.reading.agenda import Agenda
from agent.rules.reading.aims import Aim, aims_in, aims_of_grid, is_course
from agent.rules.reading.doubts import is_template
from agent.rules.reading.entries import Entry, entries_of
from agent.rules.reading.graph import Graph, graph_of
from agent.rules.reading.grid import Grid, grids_of, row_span
from agent.rules.reading.groups import Figures, figures_of, groupings_of
from agent.rules.reading.happenings import Lines
from agent.rules.reading.kinship import Kinship
from agent.rules.reading.levels import Level, levels_of
from agent.rules.reading.lines import TextLine, lines_of
from agent.rules.reading.mentions import Mention, mentions_of
from agent.rules.reading.named import Named, named_of
from agent.rules.reading.own_day import own_day
from agent.rules.reading.passages import Passage, passages_of
from agent.rules.reading.pieces import Piece
from agent.rules.reading.plans import Plans
from agent.rules.reading.promises import Place, broken_promises
from agent.rules.reading.records import Field, Records, fields_of, records_of
from agent.rules.reading.references import Reference, references_to_nothing
from agent.rules.reading.relations import Breach, breaches
from agent.rules.reading.remarks import Remark, remarks_of
from agent.rules.reading.rows import MeasureRow, rows_of
from agent.rules.reading.runs import Run, runs_of
from agent.rules.reading.scope_words import is_beside
from agent.rules.reading.sections import Listed, lists_of
from agent.rules.reading.sentences import Sentence, sentences_of, span_of_sentence
from agent.rules.reading.series import Series, series_of
from agent.rules.reading.siblings import Siblings, siblings_of
from agent.rules.reading.stated_totals import StatedTotal, stated_totals_of
from agent.rules.reading.statements import Statement, statements_of
from agent.rules.reading.states import Standing, standings_of
from agent.rules.reading.timelines import Dated, phased, timelines_of
from agent.rules.reading.tokens import with_tokens
from agent.rules.reading.told import Told, told_dependencies
from agent.rules.reading.value_index import ValueIndex
from agent.rules.reading.visible import VisibleLine, visible_lines
from agent.rules.reading.word_index import WordIndex
from agent.rules.thresholds import Thresholds


@dataclass(frozen=True)
class View:
    """One roadmap under examination, the ones loaded beside it, and the settings. Not slotted: readings are cached on it."""

    roadmap: Roadmap
    others: tuple[Roadmap, ...]
    today: date
    thresholds: Thresholds
    plans: Plans = field(default_factory=Plans, compare=False, repr=False)  # shared by the views of one run

    @cached_property
    def document(self) -> Document:
        return self.roadmap.document

    @cached_property
    def is_form(self) -> bool:
        """Whether the document is to be filled in."""
        return is_template(self.document)

    @cached_property
    def graph(self) -> Graph:
        return graph_of(self.roadmap, self.told)

    @cached_property
    def told(self) -> Told:
        """The dependencies that sentences tell of ids."""
        return told_dependencies(self.scanned, self.sentences)

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What the roadmap plans, as sets of words."""
        return self.plans.pieces(self.roadmap)

    @cached_property
    def kin(self) -> tuple[tuple[Roadmap, Kinship], ...]:
        """The documents examined with this one that plan the same, each pair once: those whose path comes later."""
        later = (other for other in self.others if other.document.path > self.document.path)
        return tuple((other, kind) for other in later if (kind := self.plans.kinship(self.roadmap, other)))

    @cached_property
    def scanned(self) -> Roadmap:
        """The roadmap with the tokens of its text."""
        return with_tokens(self.roadmap)

    @cached_property
    def lists(self) -> tuple[Listed, ...]:
        """The lists with what names each."""
        return lists_of(self.roadmap)

    @cached_property
    def grids(self) -> tuple[Grid, ...]:
        return grids_of(self.scanned)

    @cached_property
    def text_lines(self) -> tuple[TextLine, ...]:
        """The lines of paragraphs, lists and fences that hold a word."""
        return tuple(lines_of(self.scanned))

    @cached_property
    def visible(self) -> tuple[VisibleLine, ...]:
        """The prose lines of the document, web addresses blanked."""
        return visible_lines(self.document)

    @cached_property
    def siblings(self) -> tuple[Siblings, ...]:
        """Lines that stand side by side."""
        return siblings_of(self.scanned)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        return sentences_of(self.scanned)

    @cached_property
    def own_day(self) -> date | None:
        """The day whose state the document tells."""
        return own_day(self.roadmap, self.sentences)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The sentences of running text that state figures, with the figures before them."""
        return tuple(passages_of(self.scanned, self.sentences))

    @cached_property
    def _drafts(self) -> dict[str, tuple[Draft, ...]]:
        return {}

    def drafts(self, rule: Rule) -> tuple[Draft, ...]:
        """What a rule finds here, worked out once, however many rules ask what it tells already."""
        if rule.code not in self._drafts:
            self._drafts[rule.code] = tuple(rule.find(self))
        return self._drafts[rule.code]

    @cached_property
    def _words_said(self) -> WordIndex:
        return WordIndex([sentence.text for sentence in self.sentences])

    def saying(self, *names: str) -> tuple[Sentence, ...]:
        """The sentences in which a word of one of some lists of the vocabulary stands."""
        found = self._words_said.holding(names[0]) if len(names) == 1 else {at for name in names for at in self._words_said.holding(name)}
        return tuple(self.sentences[at] for at in sorted(found))

    @cached_property
    def _values_said(self) -> ValueIndex:
        return ValueIndex(self.sentences)

    def stating(self, *kinds: str) -> tuple[Sentence, ...]:
        """The sentences with a quantity of one of some kinds ("money", "percent", ...) or a "window"; without a kind, with any quantity."""
        return self._values_said.holding(*kinds)

    @cached_property
    def remarks(self) -> tuple[Remark, ...]:
        """What the document says, a sentence, line or row at a time."""
        return remarks_of(self.scanned, self.sentences)

    @cached_property
    def dated(self) -> tuple[Dated, ...]:
        """What the document plans for when."""
        return tuple(entry for entry in self.dated_lines if not is_beside(entry.headings))

    @cached_property
    def dated_lines(self) -> tuple[Dated, ...]:
        """What the document plans and expects for when."""
        return timelines_of(self.scanned)

    @cached_property
    def lines(self) -> Lines:
        """The same, to be looked up by words."""
        return Lines(self.dated_lines, self.roadmap.language)

    @cached_property
    def lines_by_phase(self) -> Lines:
        """What the document plans and expects of which numbered phase, to be looked up by words."""
        return Lines(self.phased_lines, self.roadmap.language)

    @cached_property
    def agenda(self) -> Agenda:
        """What the document plans, by the names that its text gives it."""
        return Agenda(self.scanned, self.grids, self.dated)

    @cached_property
    def dangling(self) -> tuple[Reference, ...]:
        """References of the text to numbers that no document loaded gives to anything."""
        found = tuple(references_to_nothing(self.scanned, self.grids, self.sentences))
        others = {item.id.casefold() for other in self.others for item in other.items if item.id} if found else frozenset()
        return tuple(reference for reference in found if reference.text.casefold() not in others)

    @cached_property
    def phased(self) -> tuple[Dated, ...]:
        """What the document plans for which numbered phase."""
        return tuple(entry for entry in self.phased_lines if not is_beside(entry.headings))

    @cached_property
    def phased_lines(self) -> tuple[Dated, ...]:
        """What the document plans and expects of which numbered phase."""
        return phased(self.scanned)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The lines of lists, paragraphs and fences with the amounts they state."""
        return entries_of(self.scanned)

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """What lines state behind a label, one quantity each."""
        return fields_of(self.scanned)

    @cached_property
    def records(self) -> tuple[Records, ...]:
        """Labels that come again in section after section, or entry after entry."""
        return records_of(self.document.blocks, self.fields)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """The figures of measures and labels with what decides whether two of them may be compared."""
        return statements_of(self.roadmap)

    @cached_property
    def stated_totals(self) -> tuple[StatedTotal, ...]:
        return stated_totals_of(self.scanned, self.fields, self.grids)

    @cached_property
    def named(self) -> tuple[Named, ...]:
        """The figures of business terms, with their time and what they are of."""
        return named_of(self.scanned, self.grids)

    @cached_property
    def broken_promises(self) -> tuple[tuple[Place, Place], ...]:
        """What is promised for another time than the one it is planned for, with the place that plans it."""
        return tuple(broken_promises(self.roadmap, self.lists))

    @cached_property
    def aims(self) -> tuple[Aim, ...]:
        """Measures with a value now and a value to reach, in words and in tables with uncommon heads."""
        said = {id(sentence) for sentence in self.saying("stands_at", "goes_to")}
        may = [sentence for sentence in self.sentences if len(sentence.tokens) > 1 and (id(sentence) in said or is_course(sentence))]
        found = [aims_in(sentence, span_of_sentence(self.scanned, sentence), self.roadmap.language) for sentence in may]
        of_grids = [aim for grid in self.grids for aim in aims_of_grid(grid, [row_span(self.scanned, line) for line in grid.lines])]
        return (*(aim for aim in found if aim), *of_grids)

    @cached_property
    def levels(self) -> tuple[Level, ...]:
        """How high measures are to stand at moments of the plan."""
        return levels_of(self.scanned, self.sentences, self.statements)

    @cached_property
    def figures(self) -> Figures:
        return figures_of(self.roadmap)

    @cached_property
    def groupings(self) -> Mapping[str, Mapping[str, tuple[Item, ...]]]:
        return groupings_of(self.roadmap)

    @cached_property
    def measure_rows(self) -> tuple[MeasureRow, ...]:
        return rows_of(self.roadmap)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        return mentions_of(self.roadmap, self.sentences)

    @cached_property
    def standing(self) -> Mapping[str, Standing]:
        """The state of every item, by key."""
        return standings_of(self.scanned)

    @cached_property
    def series(self) -> tuple[Series, ...]:
        return series_of(self.roadmap)

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """What stands side by side with a time each."""
        return runs_of(self.scanned)

    @cached_property
    def breaches(self) -> tuple[tuple[Grid, Breach], ...]:
        """Table rows that break the formula of their columns."""
        return tuple((grid, breach) for grid in self.grids for breach in breaches(grid))


class Draft(Struct, frozen=True):
    """A finding before it has an id.

    `evidence` holds every place that takes part, the place to comment on first. `key` names the thing it is about in words that
    survive edits elsewhere (an item's key, a label). `severity` replaces the rule's own when the case is weaker or stronger. `parts` are
    the drafts that it tells as one.
    """

    message: str
    evidence: tuple[Span, ...]
    key: str = ""
    computation: Computation | None = None
    suggestion: str = ""
    severity: Severity | None = None
    parts: tuple[Draft, ...] = ()


class Rule(Struct, frozen=True):
    """One claim that a roadmap can break. `page` is its documentation: the docstring of the module that defines it."""

    code: str
    name: str
    family: Family
    severity: Severity
    basis: Basis
    find: Callable[[View], Iterable[Draft]]
    page: str
