"""What Dagster itself says has happened, by GraphQL."""

import json
import urllib.request
from collections import Counter
from dataclasses import dataclass

from shape import Range

BACKFILLS = """{ partitionBackfillsOrError(limit: 1000) { __typename ... on Error { message } ... on PartitionBackfills {
  results { id status numPartitions tags { key value } } } } }"""
RUNS = """query Runs($tags: [ExecutionTag!], $cursor: String) {
  runsOrError(filter: {tags: $tags}, cursor: $cursor, limit: 500) { __typename ... on Error { message } ... on Runs {
    results { runId status assetSelection { path } tags { key value } } } } }"""
STATUSES = """query Statuses($path: [String!]!) { assetNodeOrError(assetKey: {path: $path}) { __typename
  ... on Error { message } ... on AssetNode {
  assetPartitionStatuses { __typename ... on TimePartitionStatuses { ranges { status startKey endKey } } } } } }"""


class Refusal(Exception):
    """Dagster answers, and not with what was asked for."""


@dataclass
class Backfill:
    id: str
    status: str
    partitions: int


class Server:
    def __init__(self, url: str) -> None:
        self.url = url

    def ask(self, query: str, **variables: object) -> dict:
        body = json.dumps({"query": query, "variables": variables}).encode()
        request = urllib.request.Request(f"{self.url}/graphql", data=body, headers={"Content-Type": "application/json"})
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=120) as answer:
            found = json.load(answer)
        if found.get("errors"):
            raise Refusal(json.dumps(found["errors"])[:600])
        for name, value in found["data"].items():
            if value["__typename"].endswith("Error"):
                raise Refusal(f"{name} is {json.dumps(value)[:600]}")
        return found["data"]

    def backfills(self) -> dict[str, list[Backfill]]:
        """By the jobs whose tag they carry."""
        found: dict[str, list[Backfill]] = {}
        for each in self.ask(BACKFILLS)["partitionBackfillsOrError"]["results"]:
            job = {tag["key"]: tag["value"] for tag in each["tags"]}.get("production-jobs/job", "")
            found.setdefault(job, []).append(Backfill(each["id"], each["status"], each["numPartitions"]))
        return found

    def runs(self, backfill: str) -> list[dict]:
        tags = [{"key": "dagster/backfill", "value": backfill}]
        found: list[dict] = []
        while True:
            page = self.ask(RUNS, tags=tags, cursor=found[-1]["runId"] if found else None)["runsOrError"]["results"]
            found += page
            if len(page) < 500:
                return found

    def materialized(self, asset: str) -> set[str]:
        """The days that are materialized."""
        node = self.ask(STATUSES, path=asset.split("/"))["assetNodeOrError"]
        ranges = node["assetPartitionStatuses"]["ranges"]
        spans = [Range(each["startKey"], each["endKey"]) for each in ranges if each["status"] == "MATERIALIZED"]
        return {day for span in spans for day in span.days}


def covered(runs: list[dict]) -> dict[str, Counter]:
    """How many runs had each day of each asset."""
    found: dict[str, Counter] = {}
    for run in runs:
        tags = {tag["key"]: tag["value"] for tag in run["tags"]}
        if "dagster/asset_partition_range_start" in tags:
            span = Range(tags["dagster/asset_partition_range_start"], tags["dagster/asset_partition_range_end"])
        else:
            span = Range(tags["dagster/partition"], tags["dagster/partition"])
        for asset in run["assetSelection"] or []:
            found.setdefault("/".join(asset["path"]), Counter()).update(span.days)
    return found
