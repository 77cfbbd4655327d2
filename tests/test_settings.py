"""Where settings come from, and how a wrong one is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.errors import SettingsError
from agent.settings import load_settings


def write(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_defaults_hold_without_any_file(tmp_path: Path) -> None:
    settings = load_settings(tmp_path)
    assert (settings.index, settings.embedder, settings.check.fail_on) == (Path(".roadmap"), "minilm", "error")


def test_an_environment_that_says_nothing_changes_no_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "GITHUB_TOKEN", "GITHUB_API_URL", "GITLAB_TOKEN", "CI_API_V4_URL"):
        monkeypatch.delenv(name, raising=False)
    write(tmp_path, "roadmap.toml", 'embedder = "hash"\n[check]\nselect = ["RA1"]\n')
    without = load_settings(tmp_path)
    monkeypatch.setenv("ROADMAP_DEBUG", "1")  # no setting, but reason enough to read the environment
    assert load_settings(tmp_path).model_dump() == without.model_dump()


def test_roadmap_toml_is_found_from_a_folder_below(tmp_path: Path) -> None:
    write(tmp_path, "roadmap.toml", 'embedder = "hash"\n[check]\nignore = ["RA101"]\n')
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    settings = load_settings(below)
    assert (settings.embedder, settings.check.ignore) == ("hash", ("RA101",))


def test_roadmap_toml_wins_over_pyproject_in_the_same_folder(tmp_path: Path) -> None:
    write(tmp_path, "pyproject.toml", '[tool.roadmap]\nembedder = "openai"\n')
    assert load_settings(tmp_path).embedder == "openai"
    write(tmp_path, "roadmap.toml", 'embedder = "hash"\n')
    assert load_settings(tmp_path).embedder == "hash"


def test_a_pyproject_of_something_else_is_passed_by(tmp_path: Path) -> None:
    write(tmp_path, "roadmap.toml", 'embedder = "hash"\n')
    inner = tmp_path / "package"
    inner.mkdir()
    write(inner, "pyproject.toml", "[project]\nname = 'x'\n")
    assert load_settings(inner).embedder == "hash"


def test_the_environment_wins_over_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "roadmap.toml", 'embedder = "hash"\n[check]\nfail_on = "never"\nselect = ["RA1"]\n')
    monkeypatch.setenv("ROADMAP_EMBEDDER", "openai")
    monkeypatch.setenv("ROADMAP_CHECK__FAIL_ON", "warning")
    settings = load_settings(tmp_path)
    assert (settings.embedder, settings.check.fail_on, settings.check.select) == ("openai", "warning", ("RA1",))


def test_lists_in_variables_are_written_with_commas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROADMAP_EXCLUDE", "drafts/**, *.bak")
    assert load_settings(tmp_path).exclude == ("drafts/**", "*.bak")


def test_paths_in_a_file_start_from_that_file(tmp_path: Path) -> None:
    write(tmp_path, "roadmap.toml", 'index = "state/index"\n[check]\nbaseline = "accepted.json"\n')
    below = tmp_path / "docs"
    below.mkdir()
    settings = load_settings(below)
    assert settings.index == tmp_path / "state" / "index"
    assert settings.check.baseline == str(tmp_path / "accepted.json")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("indx = 'x'\n", "unknown key indx"),
        ("[check]\nfail = 'x'\n", "unknown key check.fail"),
        ("[check]\nselect = 7\n", "check.select"),
        ("embedder = 'word2vec'\n", "embedder"),
        ("include = 3\n", "include"),
        ("check = 'all'\n", "check"),
        ("openai_api_key = 'sk-canary'\n", "set OPENAI_API_KEY in the environment"),
        ("a = \n", "not valid TOML"),
        ("a = '\udcff'\n", "not valid TOML"),
    ],
)
def test_a_wrong_file_is_one_line_that_names_file_and_key(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "roadmap.toml"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(SettingsError) as raised:
        load_settings(tmp_path)
    message = str(raised.value)
    assert message.startswith(f"{file}: ")
    assert told in message
    assert "\n" not in message
    assert "sk-canary" not in message


@pytest.mark.parametrize("name", ["ROADMAP_EMBEDDER", "ROADMAP_CHECK__FAIL_ON", "ROADMAP_CHECK__UNHEARD_OF"])
def test_a_wrong_variable_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "nonsense")
    with pytest.raises(SettingsError, match=name):
        load_settings(tmp_path)


def test_printing_the_settings_does_not_show_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-canary-123")
    settings = load_settings(tmp_path)
    assert settings.openai_api_key is not None
    assert settings.openai_api_key.get_secret_value() == "sk-canary-123"
    assert "canary" not in repr(settings) + str(settings) + settings.model_dump_json()
