"""Every setting of the product, in one frozen value.

A value comes from the first of these that has it: an environment variable (`ROADMAP_<NAME>`, with `__` before the key of a table; also
`OPENAI_API_KEY`, `OPENAI_BASE_URL`), `roadmap.toml`, `[tool.roadmap]` of `pyproject.toml`, the default. The files are looked for in the
working directory and upwards; the nearest folder with either wins.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, cast

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError

from agent.errors import SettingsError
from agent.grounded.configuration import ModelSettings

PREFIX = "ROADMAP_"
FailOn = Literal["error", "warning", "question", "never"]
# In a variable, a list is written with commas.
Words = Annotated[tuple[str, ...], BeforeValidator(lambda value: _split(value))]
Folder = Annotated[Path, AfterValidator(Path.expanduser)]


def _split(value: object) -> object:
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


class CheckSettings(BaseModel):
    """`[check]`: which rules run, and what makes `roadmap check` exit with 1."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    select: Words = ()
    ignore: Words = ()
    fail_on: FailOn = "error"
    baseline: str = ""
    inline_config: bool = Field(default=True, description="whether comments in documents may silence findings")
    thresholds: dict[str, float] = Field(default_factory=dict, description="limits of the rules that judge; see docs/rules.md")


class Settings(BaseModel):
    """What the commands obey. Secrets are held so that printing the settings does not show them."""

    model_config = ConfigDict(frozen=True, extra="ignore", validate_default=True)

    index: Folder = Field(default=Path(".roadmap"), description="folder of the index")
    store: str = Field(default="", description="http://host:port of a Chroma server; empty keeps vectors in the index folder")
    embedder: Literal["minilm", "openai", "hash"] = "minilm"
    embedder_model: str = Field(default="text-embedding-3-small", description="of the openai embedder")
    models: Folder = Field(default=Path("~/.cache/roadmap-agent"), description="folder that `roadmap models pull` fills")
    include: Words = Field(default=(), description="only files that match one of these patterns")
    exclude: Words = Field(default=(), description="no files that match one of these patterns")
    link: str = Field(default="file://{path}#L{line}", description="target of a clickable place; vscode://file/{path}:{line} opens VS Code")
    processes: int = Field(default=0, ge=0, description="processes that read and check several documents at once; 0 is one for each core")
    check: CheckSettings = CheckSettings()
    model: ModelSettings = ModelSettings()
    openai_api_key: SecretStr | None = Field(default=None, validation_alias="OPENAI_API_KEY")
    openai_base_url: str | None = Field(default=None, validation_alias="OPENAI_BASE_URL")
    github_token: SecretStr | None = Field(default=None, validation_alias="GITHUB_TOKEN")
    github_api_url: str = Field(default="https://api.github.com", validation_alias="GITHUB_API_URL")
    gitlab_token: SecretStr | None = Field(default=None, validation_alias="GITLAB_TOKEN")
    gitlab_api_url: str = Field(default="https://gitlab.com/api/v4", validation_alias="CI_API_V4_URL")


def load_settings(folder: Path) -> Settings:
    """The settings that apply in `folder`.

    Raises SettingsError, naming the file or variable and the key, for what is unknown or has a wrong value.
    """
    file, values = _find(folder.absolute())
    if file is not None:
        _refuse_unknown(values, file)
        values = _anchor(values, file.parent)
    try:
        return _with_environment(values)
    except ValidationError as error:
        raise _explain(error, file, values) from error


def settings_of(files: Mapping[str, str]) -> Settings:
    """The settings in the text of a `roadmap.toml` or, without one, a `pyproject.toml`, by name. No folder and no other file has a say.

    Paths stay as they are written. Raises SettingsError as `load_settings` does.
    """
    name = "roadmap.toml" if "roadmap.toml" in files else "pyproject.toml"
    values = _parsed(files.get(name, ""), name)
    if name == "pyproject.toml":
        tools = values.get("tool")
        table = tools.get("roadmap") if isinstance(tools, dict) else None
        values = cast("dict[str, object]", table) if isinstance(table, dict) else {}
    _refuse_unknown(values, Path(name))
    try:
        return _with_environment(values)
    except ValidationError as error:
        raise _explain(error, Path(name), values) from error


def _with_environment(values: Mapping[str, object]) -> Settings:
    """The values of a file below those of the environment, if it has any: what reads it takes a tenth of a start to import."""
    aliases = {field.validation_alias for field in Settings.model_fields.values()}
    if any(name.upper().startswith(PREFIX) or name.upper() in aliases for name in os.environ):
        return _of_environment()(**values)
    return Settings.model_validate(values)


@cache
def _of_environment() -> Callable[..., Settings]:
    """Makes settings of the variables and, where they say nothing, of what it is given."""
    from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

    class EnvironmentSettings(BaseSettings, Settings):
        model_config = SettingsConfigDict(frozen=True, extra="ignore", env_prefix=PREFIX, env_nested_delimiter="__", enable_decoding=False)

        @classmethod
        def settings_customise_sources(
            cls,
            settings_cls: type[BaseSettings],
            init_settings: PydanticBaseSettingsSource,
            env_settings: PydanticBaseSettingsSource,
            dotenv_settings: PydanticBaseSettingsSource,
            file_secret_settings: PydanticBaseSettingsSource,
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            """The environment before the files; the files arrive as arguments."""
            return env_settings, init_settings

    return EnvironmentSettings


def _find(folder: Path) -> tuple[Path | None, dict[str, object]]:
    for place in (folder, *folder.parents):
        own, shared = place / "roadmap.toml", place / "pyproject.toml"
        if own.is_file():
            return own, _read(own)
        if shared.is_file():
            tools = _read(shared).get("tool", {})
            if isinstance(tools, dict) and isinstance(tools.get("roadmap"), dict):
                return shared, cast("dict[str, object]", tools["roadmap"])
    return None, {}


def _read(file: Path) -> dict[str, object]:
    try:
        return _parsed(file.read_text(encoding="utf-8"), str(file))
    except UnicodeDecodeError as error:
        raise SettingsError(f"is not valid TOML: {error}", where=str(file), remedy="correct that line") from error
    except OSError as error:
        raise SettingsError(error.strerror or "cannot be read", where=str(file), remedy="check its permissions") from error


def _parsed(text: str, where: str) -> dict[str, object]:
    import tomllib

    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsError(f"is not valid TOML: {error}", where=where, remedy="correct that line") from error


def _refuse_unknown(values: dict[str, object], file: Path) -> None:
    tables: dict[str, type[BaseModel]] = {"check": CheckSettings, "model": ModelSettings}
    known = {name for name in Settings.model_fields if not name.startswith(("openai_", "github_", "gitlab_"))}
    unknown = [key for key in values if key not in known]
    for name, table in tables.items():
        inner = values.get(name)
        if isinstance(inner, dict):
            unknown += [f"{name}.{key}" for key in inner if key not in table.model_fields]
    if unknown:
        key = sorted(unknown)[0]
        if "key" in key.lower() or "secret" in key.lower():
            raise SettingsError(f"{key} is not read from files", where=str(file), remedy="set OPENAI_API_KEY in the environment instead")
        raise SettingsError(f"unknown key {key}", where=str(file), remedy=f"the keys are {', '.join(sorted(known))}")


def _anchor(values: dict[str, object], folder: Path) -> dict[str, object]:
    """Paths in a file are relative to that file, not to wherever the command runs."""
    check = values.get("check")
    anchored: dict[str, object] = {
        key: str(folder / str(Path(value).expanduser()))
        for key, value in values.items()
        if key in ("index", "models") and isinstance(value, str)
    }
    model = values.get("model")
    if isinstance(model, dict) and isinstance(model.get("cache"), str):
        anchored["model"] = {**model, "cache": str(folder / str(Path(model["cache"]).expanduser()))}
    if isinstance(check, dict) and isinstance(check.get("baseline"), str) and check["baseline"]:
        anchored_check = {**check, "baseline": str(folder / check["baseline"])}
        return {**values, **anchored, "check": anchored_check}
    return {**values, **anchored}


def _explain(error: ValidationError, file: Path | None, values: dict[str, object]) -> SettingsError:
    first = error.errors(include_input=False, include_url=False)[0]
    path = [str(part) for part in first["loc"]]
    in_file = file is not None and path and path[0] in values
    where = str(file) if in_file else "environment"
    key = ".".join(path) if in_file else "ROADMAP_" + "__".join(path).upper()
    return SettingsError(f"{key}: {first['msg']}", where=where, remedy="correct the value")
