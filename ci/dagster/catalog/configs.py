"""Configuration of every shape, of assets and of jobs."""
from enum import Enum
from typing import Any, Literal, Optional, Union

import dagster as dg
from pydantic import Field


class Mode(Enum):
    FULL = "full"
    DELTA = "delta"


class Leaf(dg.Config):
    name: str
    weight: float = 1.5


class Tree(dg.Config):
    name: str = "oak"
    height: float = 1.5


class Branch(dg.Config):
    leaves: list[Leaf]
    by_name: dict[str, Leaf] = {}
    best: Optional[Leaf] = None


class Csv(dg.Config):
    kind: Literal["csv"] = "csv"
    separator: str = ","


class Parquet(dg.Config):
    kind: Literal["parquet"] = "parquet"
    row_group: int


class Loose(dg.PermissiveConfig):
    known: int


class Everything(dg.Config):
    text: str
    number: int
    ratio: float
    flag: bool
    mode: Mode
    anything: Any
    texts: list[str]
    numbers: dict[str, int]
    nested: Branch
    matrix: list[list[int]]
    output: Union[Csv, Parquet] = Field(discriminator="kind")
    loose: Loose
    maybe: Optional[str]
    text_or_default: str = "x"
    number_or_default: int = 7
    flag_or_default: bool = True
    mode_or_default: Mode = Mode.DELTA
    maybe_or_null: Optional[int] = None
    maybe_or_default: Optional[int] = 3
    texts_or_default: list[str] = ["a", "b"]
    tree_or_default: Tree = Tree()
    described: int = Field(default=1, description="How many, at most.")
    password: str = Field(json_schema_extra={"dagster__is_secret": True})
    Text: str = "differs by case"


@dg.asset(group_name="configured")
def everything(config: Everything) -> None: ...


class Optionals(dg.Config):
    size: int = 100


@dg.asset(group_name="configured")
def all_optional(config: Optionals) -> None: ...


class Nothing(dg.Config): ...


@dg.asset(group_name="configured")
def no_fields(config: Nothing) -> None: ...


class Table(dg.Config):
    table: str


@dg.asset(group_name="configured", key_prefix="raw")
def prefixed(config: Table) -> None: ...


@dg.multi_asset(specs=[dg.AssetSpec("left"), dg.AssetSpec("right")], group_name="configured")
def both_sides(config: Table):
    yield from ()


# Assets made of graphs: their ops within them have the configuration.
@dg.op
def fetch(config: Table):
    return config.table


@dg.op
def count(rows):
    return len(rows)


@dg.graph
def counted():
    return count(fetch())


@dg.graph_asset(group_name="configured")
def of_graph():
    return counted()


# Of the older kind, without classes.
@dg.op(
    config_schema={
        "path": str,
        "limit": dg.Field(int, default_value=10),
        "limit_or_null": dg.Field(dg.Noneable(int), is_required=False),
        "rest": dg.Field(dg.Permissive({"a": int}), is_required=False),
        "source": dg.Selector({"file": str, "table": {"name": str}}),
        "level": dg.Field(dg.Enum("Level", [dg.EnumValue("LOW"), dg.EnumValue("HIGH")]), default_value="LOW"),
        "tags": dg.Field(dg.Array(str), is_required=False),
        "sizes": dg.Field(dg.Map(str, int, key_label_name="name"), is_required=False),
    }
)
def old_style() -> None: ...


@dg.op(config_schema=int)
def one_number(context) -> None: ...


@dg.op(config_schema=dict)
def any_mapping(context) -> None: ...


@dg.op
def unconfigured() -> None: ...


@dg.job(description="Several ops, one of them twice.")
def many_ops():
    old_style()
    one_number()
    any_mapping()
    unconfigured()
    counted()
    fetch.alias("fetch_again")()


@dg.op
def wants_input(rows: int) -> None: ...


@dg.job
def with_input():
    wants_input()


class Vault(dg.ConfigurableResource):
    path: str
    retries: int = 3


class Known(dg.ConfigurableResource):
    path: str = "/"


@dg.asset(group_name="configured")
def with_vault(vault: Vault) -> None: ...


@dg.asset(group_name="configured")
def with_known(known: Known, config: Table) -> None: ...


@dg.op
def use_vault(vault: Vault) -> None: ...


@dg.job(resource_defs={"vault": Vault.configure_at_launch()})
def vault_job():
    use_vault()


@dg.asset(group_name="configured")
def checked() -> None: ...


@dg.op
def read_threshold(config: Optionals) -> None: ...


@dg.asset_check(asset=checked)
def checked_rows(config: Table):
    return dg.AssetCheckResult(passed=True)


@dg.job(config={"ops": {"fetch": {"config": {"table": "preset"}}}})
def preset_job():
    count(fetch())


defs = dg.Definitions(
    assets=[everything, all_optional, no_fields, prefixed, both_sides, of_graph, with_vault, with_known, checked],
    asset_checks=[checked_rows],
    jobs=[many_ops, with_input, vault_job, preset_job],
    resources={"vault": Vault.configure_at_launch(), "known": Known()},
)
