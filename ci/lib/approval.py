"""Prints who approved a run, or says why it doesn't count: approval.py ACTOR ENVIRONMENT BRANCHES APPROVALS

The files are what GitHub's API answers: the environment, its deployment branch policies, the run's approvals.
"""

import json
import re
import sys
from pathlib import Path

SETTINGS = "Settings → Environments → production"


def problems(environment: dict, branches: dict) -> list[str]:
    """What the environment lacks, each with where to set it."""
    found = []
    reviews = [rule for rule in environment.get("protection_rules") or [] if rule.get("type") == "required_reviewers"]
    if not any(rule.get("reviewers") for rule in reviews):
        found.append("it has no required reviewers")
    if not any(rule.get("prevent_self_review") is True for rule in reviews):
        found.append('"Prevent self-review" is off')
    if environment.get("can_admins_bypass") is not False:
        found.append('"Allow administrators to bypass configured protection rules" is on')
    policy = environment.get("deployment_branch_policy") or {}
    allowed = [(rule.get("name"), rule.get("type", "branch")) for rule in branches.get("branch_policies") or []]
    if policy.get("custom_branch_policies") is not True or allowed != [("main", "branch")]:
        found.append("it is not limited to the branch main alone (Selected branches and tags)")
    return found


def approvers(approvals: list) -> list[str]:
    names = []
    for approval in approvals:
        environments = [each.get("name") for each in approval.get("environments") or []]
        if approval.get("state") == "approved" and "production" in environments:
            names.append(approval["user"]["login"])
    return sorted(set(names))


def verdict(actor: str, environment: dict, branches: dict, approvals: list) -> tuple[str, list[str]]:
    if environment.get("name") != "production":
        return "", ["GitHub told of another environment"]
    found = [f"{problem}: {SETTINGS}" for problem in problems(environment, branches)]
    names = approvers(approvals)
    if not names:
        found.append("nobody has approved this run")
    if any(name.lower() == actor.lower() for name in names):
        found.append(f"{actor} started this run and approved it")
    if not all(re.fullmatch(r"[A-Za-z0-9_-]{1,100}(\[bot\])?", name) for name in names):
        found.append("an approver has no name that GitHub gives")
    return ", ".join(names), found


def main(actor: str, *files: str) -> int:
    try:
        name, found = verdict(actor, *(json.loads(Path(file).read_text()) for file in files))
    except (ValueError, AttributeError, KeyError, TypeError) as error:
        name, found = "", [f"GitHub's answer isn't what its API promises: {error!r}"]
    for problem in found:
        print(f"approval: {problem}", file=sys.stderr)
    if not found:
        print(name)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
