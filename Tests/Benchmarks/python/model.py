"""The model that a Python team would write for the measured documents: Pydantic, strict, nothing unknown."""

from datetime import datetime
from typing import Annotated, Literal

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

FORMATS = {"hourly": "%Y-%m-%d-%H:%M", "daily": "%Y-%m-%d", "weekly": "%Y-%m-%d", "monthly": "%Y-%m-%d"}


def filled(text: str) -> str:
    if not text.strip():
        raise ValueError("expected text that is not blank")
    return text


Filled = Annotated[str, AfterValidator(filled)]
Name = Annotated[str, Field(pattern=r"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", max_length=63)]


class Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", populate_by_name=True)


class Metadata(Strict):
    name: Name
    owner: Filled
    reason: Filled


class Partitions(Strict):
    partitioning: Literal["daily", "hourly", "weekly", "monthly"]
    first: str | None = Field(None, alias="from")
    through: str | None = None
    keys: list[str] | None = None

    @model_validator(mode="after")
    def keys_are_times(self) -> "Partitions":
        form = FORMATS[self.partitioning]
        for key in self.keys or [self.first, self.through]:
            datetime.strptime(key, form)
        if self.keys and len(set(self.keys)) < len(self.keys):
            raise ValueError("expected each key once")
        return self


class AtMost(Strict):
    partitions: int | None = Field(None, ge=1)
    runs: int | None = Field(None, ge=1)


class Options(Strict):
    tags: dict[str, str] = {}
    priority: int = Field(0, ge=-1000, le=1000)


class Backfill(Strict):
    assets: list[Filled] = Field(min_length=1)
    partitions: Partitions
    max_concurrent_runs: int | None = Field(None, alias="maxConcurrentRuns", ge=1, le=1000)
    requires: list[Literal["noActiveBackfill", "upstreamMaterialized"]] = []
    at_most: AtMost | None = Field(None, alias="atMost")
    only: Literal["missing"] | None = None
    options: Options = Options()


class Step(Strict):
    backfill: Backfill


class Spec(Strict):
    steps: list[Step] = Field(min_length=1)


class Job(Strict):
    api_version: Literal["production-jobs/v1"] = Field(alias="apiVersion")
    kind: Literal["Job"]
    metadata: Metadata
    spec: Spec


def read(text: bytes) -> Job:
    return Job.model_validate(yaml.load(text, Loader=yaml.CSafeLoader))
