#!/usr/bin/env python3
"""check.py --setup FILE --run FILE --plan FILE --cancel FILE [--cluster]

Holds the admission policies of ci/kubernetes against cases.yaml, and each part of each policy against the
cases: where a part can be left out and no case tells, that fails.

--setup is what `kubectl kustomize ci/kubernetes` prints; --run, --plan and --cancel are what it prints of the
overlays that `trigger --write-overlay` writes.

With --cluster the same requests are made at the API server that KUBECONFIG's current context names, where the setup is
applied: each as a dry run, but for a document, a Job and a record to change.
"""

import argparse
import sys
from pathlib import Path

import yaml

from cluster import Cluster
from policies import Check, policies, verdict, weaker
from requested import Requests


def load(path):
    return [d for d in yaml.safe_load_all(Path(path).read_text(encoding="utf-8")) if d]


def cases(requests):
    """Title, what is asked for, and the message that refuses it or None."""
    seen = set()
    text = Path(__file__).with_name("cases.yaml").read_text(encoding="utf-8")
    for group in yaml.safe_load(requests.named(text)):
        for title, changes in group["cases"].items():
            assert title not in seen, f"cases.yaml: {title} is there twice"
            seen.add(title)
            if requests.knows(group["request"]["as"]):
                yield title, group | {"changes": changes}, group.get("refused")


def unexpected(found, told):
    """What is said otherwise than expected."""
    for title, activation, expected in told:
        answer = verdict(found, activation)
        if answer != expected:
            yield f"{title}: expected {expected or 'it to pass'}, found {answer or 'that it passes'}"


def mutants(found):
    """Each policy set with one part less, and what was left out."""
    for policy in found:
        for checks in (policy.conditions, policy.validations):
            for index, check in enumerate(checks):
                original = check.expression
                for expression in ["true", *weaker(original)]:
                    checks[index] = Check(expression, check.message)
                    yield f"{policy.name}: {check.message}: {' '.join(expression.split())}", policy
                checks[index] = check


def survivors(found, told):
    """How many mutants there are, and those that no case tells from the whole."""
    count = 0
    alive = []
    for what, changed in mutants(found):
        count += 1
        concerned = [t for t in told if changed.is_for(t[1]["request"])]
        if next(unexpected(found, concerned), None) is None:
            alive.append(what)
    return count, alive


def told_by(found, told, name):
    """What a variable of a policy says."""
    values = [p.evaluated(p.variables[name], told) for p in found if name in p.variables]
    return values[0]


def held_against_policies(found, requests):
    """What is not as expected, and what is where all is."""
    told = [(title, requests.activation(case), expected) for title, case, expected in cases(requests)]
    problems = list(unexpected(found, told))
    count, alive = (0, []) if problems else survivors(found, told)
    problems += [f"no case needs this: {what}" for what in alive]
    refused = sum(1 for t in told if t[2])
    return problems, f"{refused} requests are refused and {len(told) - refused} pass; {count} parts are needed"


def held_against_cluster(requests):
    """The same, of an API server."""
    tried = [case for case in cases(requests) if case[1].get("only") != "here"]
    problems = []
    with Cluster(requests) as cluster:
        cluster.prepare([requests.user(case["request"]["as"]) for _, case, _ in tried])
        problems += cluster.differing_defaults()
        for title, case, expected in tried:
            asked = case["request"]
            user = requests.user(asked["as"])
            answer = cluster.answer(asked["do"], asked["what"], case["changes"], user, case.get("sub", ""))
            if answer != expected:
                problems.append(f"{title}: expected {expected or 'it to pass'}, found {answer or 'that it passes'}")
    refused = sum(1 for t in tried if t[2])
    return problems, f"{refused} requests are refused and {len(tried) - refused} pass at the API server"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("setup", "run", "plan", "cancel"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--cluster", action="store_true")
    options = parser.parse_args()
    setup = load(options.setup)
    jobs = {name: load(getattr(options, name)) for name in ("run", "plan", "cancel")}
    found, namespace = policies(setup)
    activation = {"object": None, "oldObject": None, "request": {"namespace": namespace}}
    identities = {name: told_by(found, activation, name + "s") for name in ("trigger", "planner")}
    requests = Requests(setup, jobs, identities)
    if options.cluster:
        problems, result = held_against_cluster(requests)
    else:
        for policy in found:
            if "repository" in policy.variables:
                policy.variables["repository"] = repr(requests.repository)
        problems, result = held_against_policies(found, requests)
        if sum(identities.values(), []) != told_by(found, activation, "pipeline"):
            problems.append("admission-jobs.yaml and admission-records.yaml know other identities of the pipeline")
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        sys.exit(f"admission: {len(problems)} problems")
    print(f"Admission: {result}")


if __name__ == "__main__":
    main()
