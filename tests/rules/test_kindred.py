"""Words by which one thing is called again."""

from __future__ import annotations

from importlib import resources

import pytest
import yaml

from agent.rules.reading.kindred import named_in


def _share_a_meaning(one: str, other: str, language: str) -> bool:
    first, second = (frozenset[str]().union(*named_in(text, language)) for text in (one, other))
    return any(key.startswith("=") for key in first & second)


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("Move an appointment to a later day", "Rescheduling", "en"),
        ("Points for rail passengers", "Rewards", "en"),
        ("Fahrräder", "Velos", "de"),
        ("Billets pour une classe", "Écoles", "fr"),
        ("カメラで撮る", "画像", "ja"),
        ("退款流程", "退货", "zh"),
    ],
)
def test_other_words_for_one_thing_share_a_meaning(one: str, other: str, language: str) -> None:
    assert _share_a_meaning(one, other, language)


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("Careful wording", "Vehicles", "en"),
        ("Business rules", "Coaches", "en"),
        ("Larger type", "Opening hours", "en"),
        ("外国", "検査", "ja"),
    ],
)
def test_words_that_only_begin_alike_share_none(one: str, other: str, language: str) -> None:
    assert not _share_a_meaning(one, other, language)


def test_numbers_and_words_of_form_name_nothing() -> None:
    assert named_in("Add 12 new features", "en") == ()


def test_every_meaning_has_several_forms() -> None:
    listed = yaml.safe_load(resources.files("agent.rules").joinpath("kindred_words.yaml").read_text(encoding="utf-8"))["kindred"]
    assert all(isinstance(line, str) and len(set(line.split(";"))) > 3 for line in listed)
    assert len(set(listed)) == len(listed)
