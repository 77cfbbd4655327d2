"""Which planned things are the same: names, capabilities, languages, decisions of a person; and which are not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy
import pytest

from agent.compare.matching.across import Group, groups_of
from agent.compare.matching.mapping import read_mapping
from agent.compare.matching.meaning import Meaning
from agent.compare.matching.works import works_of
from agent.errors import SettingsError
from agent.ports import Vectors
from agent.versions.match import Match, best_first
from tests.compare.plans import roadmap


def plan(*names: str) -> str:
    return "# Plan\n\n## Q1 2026: Release\n\n" + "\n".join(f"- [ ] {name}" for name in names) + "\n"


def groups(*texts: str) -> tuple[Group, ...]:
    return groups_of([works_of(at, roadmap(text, f"{at}.md")) for at, text in enumerate(texts)])


def titles(found: tuple[Group, ...]) -> list[tuple[str, ...]]:
    return [tuple(work.item.title for work in group.members) for group in found]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Single sign-on", "SSO"),
        ("Role-based access", "Advanced RBAC"),
        ("Role-based access", "RBAC com permissões finas"),
        ("Audit logging", "Comprehensive audit logs"),
        ("Multi-region deployment", "Regional deployments"),
        ("Multi-tenancy", "Mandantenfähigkeit"),
        ("AR/VR", "Augmented reality"),
        ("Nightly cargo import", "Cargo import, nightly"),
        ("Context awareness", "Contextual awareness"),
        ("多租户", "Multi-tenancy"),
    ],
)
def test_two_names_of_one_thing_are_matched(one: str, other: str) -> None:
    assert titles(groups(plan(one, "Berth signs"), plan(other, "Fog horns"))) == [(one, other)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Data export", "Data import"),
        ("Load testing", "Load balancing"),
        ("Local partnerships", "Localization"),
        ("API access", "Accessibility"),
        ("Adaptive personalization", "Personality adaptation"),
        ("Workflow automation", "Cost optimization workflow automation"),
        ("Sensor pilot", "Sensor rollout"),
        ("Knowledge base integration", "Knowledge integration"),
        ("Berth search", "Tide search"),
        ("Web3 toolkit and SDK", "SDK"),
        ("AI-based berth routing", "Intelligent AI routing"),
        ("Tide sensor network v2", "Tide sensor network"),
    ],
)
def test_two_things_with_like_names_are_kept_apart(one: str, other: str) -> None:
    assert groups(plan(one, "Berth signs"), plan(other, "Fog horns")) == ()


def test_what_every_plan_has_is_shared_by_none() -> None:
    assert groups(plan("Testing", "Documentation"), plan("Testing", "Documentation")) == ()


def test_a_time_is_no_work() -> None:
    text = "# Plan\n\n## Q1 2026\n\n- [ ] {}\n\n## Q2 2026\n\n- [ ] {}\n"
    assert groups(text.format("Berth signs", "Quay cameras"), text.format("Fog horns", "Tide tables")) == ()


def test_each_work_is_in_one_group_and_each_group_has_one_of_each_roadmap() -> None:
    found = groups(plan("SSO", "Single sign-on for guests"), plan("Single sign-on"), plan("Login único (SSO)", "SSO"))
    members = [(work.side, work.item.key) for group in found for work in group.members]
    assert len(members) == len(set(members))
    assert all(len({work.side for work in group.members}) == len(group.members) for group in found)


def test_the_surest_pair_wins_over_the_greatest_sum() -> None:
    chosen = best_first([Match("a", "x", 0.9, "words"), Match("a", "y", 0.8, "words"), Match("b", "x", 0.8, "words")])
    assert chosen == (Match("a", "x", 0.9, "words"),)


def test_further_names_of_a_capability_are_shown_beside_it() -> None:
    (group,) = groups(plan("AR/VR"), plan("VR support", "AR support"))
    assert [work.item.title for work in group.also] == ["AR support"]


def test_the_order_of_items_does_not_change_what_is_matched() -> None:
    names = ["SSO", "Audit log", "Auto-scaling", "Berth signs"]
    forward = titles(groups(plan(*names), plan("Single sign-on", "Audit trail", "Autoscaling")))
    backward = titles(groups(plan(*reversed(names)), plan("Autoscaling", "Audit trail", "Single sign-on")))
    assert sorted(forward) == sorted(backward)
    assert len(forward) == 3


class Near:
    """An embedder for which the named texts mean the same, and all others are strangers."""

    name, dimensions, max_tokens = "near", 8, 100

    def __init__(self, *same: str) -> None:
        self._same = same

    def count(self, text: str) -> int:
        return len(text.split())

    def embed(self, texts: Sequence[str]) -> Vectors:
        vectors = numpy.zeros((len(texts), self.dimensions), dtype=numpy.float32)
        for row, text in enumerate(texts):
            vectors[row, 0 if text in self._same else row + 1] = 1.0
        return vectors


def test_meaning_finds_what_words_do_not() -> None:
    works = [
        works_of(at, roadmap(text, f"{at}.md")) for at, text in enumerate((plan("Fog horn", "Quay lamp"), plan("Signal in mist", "Buoy")))
    ]
    assert groups_of(works) == ()
    (group,) = groups_of(works, Meaning(works, Near("Fog horn", "Signal in mist")))
    assert ([work.item.title for work in group.members], group.basis, group.score) == (["Fog horn", "Signal in mist"], "meaning", 1.0)


class Decisions:
    texts = (plan("Fog horn", "Berth signs"), plan("Signal in fog", "Berth signs"))

    @classmethod
    def read(cls, text: str) -> tuple[Group, ...]:
        roadmaps = [roadmap(plan_, path) for plan_, path in zip(cls.texts, ("a.md", "b.md"), strict=True)]
        works = [works_of(at, one) for at, one in enumerate(roadmaps)]
        return groups_of(works, None, read_mapping(text, "pairs.csv", roadmaps))


def test_a_person_joins_what_has_no_word_in_common() -> None:
    found = Decisions.read("left_roadmap,left_item,right_roadmap,right_item,same\na.md,Fog horn,B,Signal in fog,yes\n")
    assert ("Fog horn", "Signal in fog") in titles(found)
    assert next(group.basis for group in found if group.members[0].item.title == "Fog horn") == "mapping"


def test_a_person_keeps_apart_what_is_called_the_same() -> None:
    assert Decisions.read("A,Berth signs,B,Berth signs,no\n") == ()


def test_a_decision_may_name_the_later_roadmap_first() -> None:
    assert ("Fog horn", "Signal in fog") in titles(Decisions.read("b.md,Signal in fog,a.md,Fog horn\n"))


def test_an_item_a_person_gave_away_is_not_matched_again() -> None:
    assert titles(Decisions.read("A,Berth signs,B,Signal in fog\n")) == [("Berth signs", "Signal in fog")]


def test_a_decision_reaches_all_who_call_it_the_same() -> None:
    roadmaps = [roadmap(plan(name), path) for name, path in (("Fog horn", "a.md"), ("Mist signal", "b.md"), ("Mist signal", "c.md"))]
    works = [works_of(at, one) for at, one in enumerate(roadmaps)]
    (group,) = groups_of(works, None, read_mapping("A,Fog horn,B,Mist signal\n", "pairs.csv", roadmaps))
    assert [work.side for work in group.members] == [0, 1, 2]


def test_two_works_that_a_person_parted_meet_in_no_group() -> None:
    roadmaps = [roadmap(plan("Quay lamp"), path) for path in ("a.md", "b.md", "c.md")]
    works = [works_of(at, one) for at, one in enumerate(roadmaps)]
    (group,) = groups_of(works, None, read_mapping("A,Quay lamp,C,Quay lamp,no\n", "pairs.csv", roadmaps))
    assert [work.side for work in group.members] == [0, 1]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("A,Fog horn,B", "pairs.csv:1: has 3 fields"),
        ("A,Fog horn,B,Signal in fog,maybe", "pairs.csv:1: says 'maybe'"),
        ("C,Fog horn,B,Signal in fog", "pairs.csv:1: knows no single roadmap 'C'"),
        ("A,Whistle,B,Signal in fog", "pairs.csv:1: finds no item 'Whistle' in a.md"),
        ("A,Fog horn,a.md,Berth signs", "pairs.csv:1: names one roadmap twice"),
        ('A,"Fog horn,B,Signal in fog', "is no CSV"),
    ],
)
def test_a_wrong_line_of_a_mapping_is_named(line: str, said: str) -> None:
    with pytest.raises(SettingsError) as error:
        Decisions.read(line + "\n")
    assert said in str(error.value)
