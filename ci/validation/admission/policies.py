"""ValidatingAdmissionPolicies as an API server reads them: which there are for a request, and what they say of it.

Expressions are evaluated by CEL's own C++ implementation. `variables.NAME` is put in place, in parentheses: an API
server evaluates a variable where it is needed as well, and an error in it counts where it stands.
"""

import re
from dataclasses import dataclass, field

from cel_expr_python import cel

ROOTS = ("object", "oldObject", "request")
_environment = cel.NewEnv(variables={root: cel.Type.DYN for root in ROOTS})
_compiled = {}


@dataclass
class Check:
    """A validation or a match condition."""

    expression: str
    message: str


@dataclass
class Policy:
    name: str
    rules: list
    variables: dict
    conditions: list = field(default_factory=list)
    validations: list = field(default_factory=list)

    def is_for(self, request):
        kind = request["resource"]
        resource = kind["resource"] + ("/" + request["subResource"] if request["subResource"] else "")
        return any(
            kind["group"] in rule["apiGroups"]
            and kind["version"] in rule["apiVersions"]
            and resource in rule["resources"]
            and request["operation"] in rule["operations"]
            for rule in self.rules
        )

    def inlined(self, expression):
        """The expression without variables."""

        def text(match):
            return "(" + self.inlined(self.variables[match[1]]) + ")"

        return re.sub(r"\bvariables\.(\w+)", text, expression)

    def evaluated(self, expression, activation):
        """What comes of it in Python; an error as what it says."""
        text = self.inlined(expression)
        if text not in _compiled:
            _compiled[text] = _environment.compile(text)
        return _compiled[text].eval(data=activation).plain_value()

    def value(self, expression, activation):
        """True, False, or an error's text."""
        value = self.evaluated(expression, activation)
        return value if isinstance(value, bool) else f"error: {value}"


def policies(documents):
    """The policies among objects that are bound, denying, to the namespace; and that namespace's name."""
    namespaces = [d["metadata"]["name"] for d in documents if d["kind"] == "Namespace"]
    assert len(namespaces) == 1, f"expected one namespace, found {namespaces}"
    selector = {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": namespaces[0]}}}
    bound = {
        d["spec"]["policyName"]
        for d in documents
        if d["kind"] == "ValidatingAdmissionPolicyBinding"
        and "Deny" in d["spec"]["validationActions"]
        and d["spec"]["matchResources"] == selector
    }
    found = [_policy(d) for d in documents if d["kind"] == "ValidatingAdmissionPolicy"]
    assert {p.name for p in found} == bound, f"expected each policy to be bound, found {bound}"
    return found, namespaces[0]


def _policy(document):
    spec = document["spec"]
    assert spec["failurePolicy"] == "Fail", f"{document['metadata']['name']} lets errors pass"
    return Policy(
        name=document["metadata"]["name"],
        rules=spec["matchConstraints"]["resourceRules"],
        variables={v["name"]: v["expression"] for v in spec.get("variables", [])},
        conditions=[Check(c["expression"], c["name"]) for c in spec.get("matchConditions", [])],
        validations=[Check(v["expression"], v["message"]) for v in spec["validations"]],
    )


def verdict(found, activation):
    """The first reason for which a request is refused; None where it isn't."""
    for policy in found:
        if not policy.is_for(activation["request"]):
            continue
        if any(policy.value(c.expression, activation) is False for c in policy.conditions):
            continue
        for check in policy.conditions + policy.validations:
            value = policy.value(check.expression, activation)
            if value is False:
                return check.message
            if value is not True:
                return value
    return None


# A part of an expression between operators, at whatever depth.
_TOKEN = re.compile(r"'[^']*'|&&|\|\||[()\[\]{}?:,]|[^'&|()\[\]{}?:,]+|.", re.S)


def weaker(expression):
    """Each expression that this one becomes when a part of a conjunction holds always, or one of a disjunction never.

    In a right policy each part is there for something: for each of these there is a request that tells it from the
    whole.
    """
    if "&&" not in expression and "||" not in expression:
        return
    for start, end, before, after in _parts(expression):
        if "&&" in (before, after):
            yield expression[:start] + " true " + expression[end:]
        elif "||" in (before, after):
            yield expression[:start] + " false " + expression[end:]


def _parts(expression):
    """Where each part begins and ends, and the operators around it."""
    found, open_parts, position = [], [[0, ""]], 0

    def close(end, operator):
        start, before = open_parts.pop()
        if expression[start:end].strip():
            found.append((start, end, before, operator))

    for token in _TOKEN.findall(expression):
        end = position + len(token)
        if token in "([{":
            open_parts.append([end, ""])
        elif token in ")]}":
            close(position, "")
        elif token in ("&&", "||", "?", ":", ","):
            close(position, token)
            open_parts.append([end, token])
        position = end
    close(position, "")
    return found
