"""`[model]` of the settings: which language model, how much it may read and cost, and what its tokens cost."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from agent.model.answer import Usage


class Price(BaseModel):
    """US dollars for a million tokens."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    input: float = Field(ge=0)
    output: float = Field(ge=0)


# List prices of OpenAI's own service, platform pricing page, standard tier, October 2025. They hold for no other server.
LIST_PRICES = {
    "gpt-5": Price(input=1.25, output=10.0),
    "gpt-5-mini": Price(input=0.25, output=2.0),
    "gpt-5-nano": Price(input=0.05, output=0.4),
    "gpt-4.1": Price(input=2.0, output=8.0),
    "gpt-4.1-mini": Price(input=0.4, output=1.6),
    "gpt-4.1-nano": Price(input=0.1, output=0.4),
    "gpt-4o": Price(input=2.5, output=10.0),
    "gpt-4o-mini": Price(input=0.15, output=0.6),
    "o3": Price(input=2.0, output=8.0),
    "o4-mini": Price(input=1.1, output=4.4),
}


class ModelSettings(BaseModel):
    """Limits hold for one question; a run that reaches one stops, and the answer comes from the embedded mode."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)

    name: str = Field(default="gpt-5-mini", description="the language model; 'none' never uses one")
    context_tokens: int = Field(default=60_000, ge=0, description="documents up to this size are given to the model whole")
    calls: int = Field(default=4, ge=1, description="calls of the model")
    tool_calls: int = Field(default=24, ge=0, description="calls of tools")
    tokens: int = Field(default=400_000, ge=1, description="tokens sent and received")
    cost_usd: float = Field(default=1.0, gt=0, description="cost, where the price of the model is known")
    seconds: float = Field(default=120.0, gt=0, description="time, waiting for the server included")
    request_seconds: float = Field(default=60.0, gt=0, description="time of one request")
    temperature: float | None = Field(default=None, ge=0, le=2, description="sent only when set: some models refuse it")
    prices: dict[str, Price] = Field(default_factory=dict, description="US dollars for a million tokens, by model")
    cache: Annotated[Path, AfterValidator(Path.expanduser)] = Field(
        default=Path("~/.cache/roadmap-agent/replies"), description="folder of replies that need not be asked for again"
    )
    tracing: bool = Field(default=False, description="let LangSmith record the runs, where its own variables ask for it")


def price_of(settings: ModelSettings, base_url: str | None) -> Price | None:
    """What the model costs; None when nobody said, which is never guessed. List prices are those of OpenAI's own service only."""
    return settings.prices.get(settings.name) or (LIST_PRICES.get(settings.name) if base_url is None else None)


def usage_of(input_tokens: int, output_tokens: int, price: Price | None) -> Usage:
    """Tokens and what they cost, in US dollars; `cost_usd` is None when the price is unknown."""
    cost = None if price is None else round((input_tokens * price.input + output_tokens * price.output) / 1e6, 6)
    return Usage(input_tokens=input_tokens, output_tokens=output_tokens, cost_usd=cost)
