"""Times the text of COUNT documents by TOOL, ROUNDS times after once without.

Each tool gets to them as its users would: PyYAML from dictionaries, jsonnet from a template with a function,
cdk8s from an API object in a chart each.
"""

import json
import sys
import time

import documents


def pyyaml(count: int) -> int:
    import yaml

    return sum(
        len(yaml.dump(documents.job(number), Dumper=yaml.CSafeDumper, sort_keys=False)) for number in range(count)
    )


TEMPLATE = """
local job(number) = {
  apiVersion: 'production-jobs/v1', kind: 'Job',
  metadata: {
    name: 'reload-orders-%d' % number, owner: 'data-platform',
    reason: 'The source was corrected, INC-%d' % number,
  },
  spec: { steps: [
    { backfill: {
      assets: ['orders'],
      partitions: { partitioning: 'daily', from: '2024-03-01', through: '2024-03-15' },
      maxConcurrentRuns: 4,
    } },
    { materialize: { asset: 'dim_products', options: { tags: { ticket: 'INC-%d' % number } } } },
    { launch: {
      job: 'purge_job', location: 'lab',
      config: { ops: { purge: { config: { table: 'orders', older_than_days: number } } } },
    } },
  ] },
};
{ ['reload-orders-%d.yaml' % number]: std.manifestYamlDoc(job(number))
  for number in std.range(0, COUNT - 1) }
"""


def evaluated(evaluate, count: int) -> int:
    return len(evaluate("jobs.jsonnet", TEMPLATE.replace("COUNT", str(count))))


def jsonnet(count: int) -> int:
    import _jsonnet

    return evaluated(_jsonnet.evaluate_snippet, count)


def jrsonnet(count: int) -> int:
    import rjsonnet

    return evaluated(rjsonnet.evaluate_snippet, count)


def cdk8s(count: int) -> int:
    import cdk8s

    size = 0
    for number in range(count):
        chart = cdk8s.Chart(cdk8s.App(), "jobs")
        document = documents.job(number)
        object = cdk8s.ApiObject(chart, "job", api_version="production-jobs/v1", kind="Job", metadata={"name": "job"})
        object.add_json_patch(cdk8s.JsonPatch.add("/metadata", document["metadata"]))
        object.add_json_patch(cdk8s.JsonPatch.add("/spec", document["spec"]))
        size += len(cdk8s.Yaml.stringify(object.to_json()))
    return size


tool, count, rounds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
# The process's own time, except where a process of node does the work.
clock = time.perf_counter if tool == "cdk8s" else time.process_time
milliseconds = []
for round in range(rounds + 1):
    start = clock()
    assert {"pyyaml": pyyaml, "jsonnet": jsonnet, "jrsonnet": jrsonnet, "cdk8s": cdk8s}[tool](count) > 0
    if round > 0:
        milliseconds.append((clock() - start) * 1000)
print(json.dumps({"milliseconds": milliseconds}))
