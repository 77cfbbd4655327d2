"""`review` around the pure layers: which files are read on both sides, with whose settings, and what comes of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from agent.changesets import SideReader, Trees
from agent.errors import SettingsError
from agent.grounding import EMBEDDED, ModelOptions, grounding

if TYPE_CHECKING:
    from datetime import date

    from agent.model.review import Review
    from agent.model.roadmap import Roadmap
    from agent.ports import ChangeSource
    from agent.review import Analysis
    from agent.rules.engine import Outcome
    from agent.settings import Settings

CONFIGURATIONS = ("roadmap.toml", "pyproject.toml")


@dataclass(frozen=True, slots=True)
class ReviewOptions:
    """What `review` was asked. `paths` start at the top of the repository; empty filters leave it to the settings of the base. `model` adds
    a paragraph to the summary; `say` is told where it fails.
    """

    today: date
    paths: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str = ""
    most_comments: int = 10
    key: str = "roadmap"
    model: ModelOptions = EMBEDDED
    say: Callable[[str], None] = lambda line: None


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review and whether it fails the run."""

    review: Review
    failed: bool


def review_here(base: str, head: str, options: ReviewOptions) -> Reviewed:
    """Review a change in the repository around the working directory; paths start there, as a person types them."""
    from agent.adapters.git import GitRepository, top_of

    here = Path.cwd()
    top = top_of(here)
    return review_change(
        GitRepository(here, base, head), replace(options, paths=tuple(_from_top(path, here, top) for path in options.paths))
    )


def _from_top(path: str, here: Path, top: Path) -> str:
    folder, name = os.path.split(os.path.normpath(here / path))
    inside = os.path.relpath(Path(os.path.realpath(folder)) / name, os.path.realpath(top)).replace(os.sep, "/")
    if inside == ".." or inside.startswith("../"):
        raise SettingsError("is outside the repository", where=path, remedy="name files of the repository that is reviewed")
    return inside


def review_change(source: ChangeSource, options: ReviewOptions, *, link: str = "") -> Reviewed:
    """Review a change without posting anything. Raises RoadmapError when the source cannot be read or the base has wrong settings."""
    from agent.render.review import review_of
    from agent.render.review_bodies import Wording

    analysis, settings = analysed(source, options)
    review = review_of(analysis, Wording(options.key, link), most_comments=options.most_comments)
    return Reviewed(review, fails(review, options.fail_on or settings.check.fail_on))


def analysed(source: ChangeSource, options: ReviewOptions) -> tuple[Analysis, Settings]:
    """Read and compare both sides of a change; the settings are those of the branch it goes to."""
    from agent.review import Wanted, analyse, changed_documents, documents_beside

    change = source.change()
    trees = Trees(source)
    settings = settings_at(trees, change.target)
    wanted = Wanted(options.paths, options.include or settings.include, (*settings.exclude, *options.exclude))
    choice = changed_documents(change.files, wanted)
    reader = SideReader(source, trees, change)
    pairs = [pair for file in choice.files if (pair := reader.pair(file)) is not None]
    near = documents_beside(tuple(trees.entries(change.head).values()), choice.files, wanted) if pairs else ()
    beside = [roadmap for entry in near if (roadmap := reader.unchanged(entry)) is not None]
    examine = _examiner(options, settings)
    before = examine([*(pair.before for pair in pairs if pair.before is not None), *beside])
    after = examine([*(pair.after for pair in pairs if pair.after is not None), *beside])
    notes = [f"{path} was not read: {reason}" for path, reason in reader.unread.items()]
    known = (*trees.entries(change.base), *trees.entries(change.head))
    notes += [f"{path} names no file on either side" for path in options.paths if not _names_one(path, known)]
    if choice.passed_over:
        notes.append(f"{choice.passed_over} other documents of this large change were not read: name them to include them")
    accepted = accepted_at(trees, change.target, settings)
    analysis = analyse(change, pairs, before, after, accepted=accepted, unread=tuple(reader.unread), notes=notes)
    return _worded(analysis, tuple(pair.after for pair in pairs if pair.after is not None), options), settings


def _worded(analysis: Analysis, roadmaps: tuple[Roadmap, ...], options: ReviewOptions) -> Analysis:
    """The analysis with the paragraph of a language model, where there is one and what it says holds.

    The environment and the command line alone say which: no file of a checkout decides where documents go and what is paid.
    """
    from agent.settings import settings_of

    mind = grounding(settings_of({}), options.model, options.say)
    if mind is None or not (analysis.plan or analysis.introduced or analysis.delta.fixed):
        return analysis
    from agent.grounded.telling_review import review_telling
    from agent.render.review import review_of
    from agent.render.review_bodies import Wording

    return replace(analysis, wording=mind.word(review_telling(review_of(analysis, Wording(), most_comments=0), roadmaps)))


def _names_one(path: str, known: Sequence[str]) -> bool:
    """Whether a path is a file, a folder or a pattern rather than a slip of the pen."""
    folder = "" if path in (".", "") else f"{path.strip('/')}/"
    return bool(set("*?[") & set(path)) or any(name == path or name.startswith(folder) for name in known)


def fails(review: Review, fail_on: str) -> bool:
    """Whether the change introduces a finding at or above a severity."""
    from agent.render.review import introduced
    from agent.rules import fails as reaches

    return reaches(introduced(review), fail_on)


def settings_at(trees: Trees, commit: str) -> Settings:
    """The settings as the target branch has them: what the change says about its own review has no effect."""
    from agent.settings import settings_of

    return settings_of({name: text for name in CONFIGURATIONS if (text := trees.text(commit, name)) is not None})


def accepted_at(trees: Trees, commit: str, settings: Settings) -> frozenset[str]:
    """The ids in the baseline of the target branch; none without one."""
    from agent.rules.baseline import read_baseline

    name = settings.check.baseline
    text = trees.text(commit, name) if name else None
    return frozenset(entry.id for entry in read_baseline(text, name)) if text is not None else frozenset()


def _examiner(options: ReviewOptions, settings: Settings) -> Callable[[Sequence[Roadmap]], Outcome]:
    from agent.rules import thresholds_from
    from agent.rules.engine import run, selected

    rules = selected(options.select or settings.check.select, (*settings.check.ignore, *options.ignore))
    thresholds = thresholds_from(settings.check.thresholds, "check.thresholds")

    def examine(roadmaps: Sequence[Roadmap]) -> Outcome:
        ordered = sorted(roadmaps, key=lambda roadmap: roadmap.document.path)
        return run(ordered, today=options.today, rules=rules, thresholds=thresholds, inline_config=settings.check.inline_config)

    return examine
