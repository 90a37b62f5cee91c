"""Requests as an API server hands them to its admission: objects with defaults, who asks, and what for."""

import copy

EVERYBODY = ["system:authenticated"]
ADMINISTRATORS = ["system:masters", *EVERYBODY]
KINDS = {
    "run": ("batch", "jobs"),
    "plan": ("batch", "jobs"),
    "cancel": ("batch", "jobs"),
    "suspended": ("batch", "jobs"),
    "pod": ("", "pods"),
    "namespace": ("", "namespaces"),
}


def changed(value, pointer, new):
    """A copy with something else at a JSON pointer: None removes, `-` appends."""
    value = copy.deepcopy(value)
    place = value
    *path, last = [p.replace("~1", "/").replace("~0", "~") for p in pointer.split("/")[1:]]
    for part in path:
        place = place[int(part)] if isinstance(place, list) else place.setdefault(part, {})
    if isinstance(place, list):
        if last == "-":
            place.append(new)
        elif new is None:
            del place[int(last)]
        else:
            place[int(last)] = new
    elif new is None:
        place.pop(last, None)
    else:
        place[last] = new
    return value


def defaulted(job):
    """A Job as the API server hands it to its admission: with its defaults, and the labels that its pods get."""
    job = copy.deepcopy(job)
    spec, template = job["spec"], job["spec"]["template"]
    pod = template["spec"]
    labels = {
        "batch.kubernetes.io/controller-uid": "uid",
        "batch.kubernetes.io/job-name": job["metadata"]["name"],
        "controller-uid": "uid",
        "job-name": job["metadata"]["name"],
    }
    spec.setdefault("suspend", False)
    spec |= {"parallelism": 1, "completions": 1, "completionMode": "NonIndexed", "manualSelector": False}
    spec["selector"] = {"matchLabels": {"batch.kubernetes.io/controller-uid": "uid"}}
    template["metadata"]["labels"] |= labels
    pod |= {
        "dnsPolicy": "ClusterFirst",
        "schedulerName": "default-scheduler",
        "serviceAccount": pod["serviceAccountName"],
        "terminationGracePeriodSeconds": 30,
    }
    for container in pod["containers"]:
        container |= {"imagePullPolicy": "IfNotPresent", "terminationMessagePath": "/dev/termination-log"}
        for variable in container["env"]:
            if "fieldRef" in variable.get("valueFrom", {}):
                variable["valueFrom"]["fieldRef"]["apiVersion"] = "v1"
    for volume in pod["volumes"]:
        volume["configMap" if "configMap" in volume else "secret"]["defaultMode"] = 420
    return job


class Requests:
    """Makes the requests of cases.yaml."""

    def __init__(self, setup, jobs, identities):
        self.identities = identities
        self.namespace = next(d["metadata"]["name"] for d in setup if d["kind"] == "Namespace")
        # As somebody sends them, without defaults.
        self.raw = {mode: next(d for d in documents if d["kind"] == "Job") for mode, documents in jobs.items()}
        of_kind = {(d["kind"], d["metadata"]["name"]): d for d in setup}
        # One that waits: of such a Job an API server lets some of the pod be changed.
        waiting = changed(self.raw["run"], "/spec/suspend", True)
        self.raw["suspended"] = changed(waiting, "/metadata/name", waiting["metadata"]["name"] + "1")
        self.objects = {mode: defaulted(job) for mode, job in self.raw.items()}
        document = next(d for d in jobs["run"] if d["kind"] == "ConfigMap")
        run = self.objects["run"]
        self.job = job = run["metadata"]["labels"]["app.kubernetes.io/instance"]
        self.objects |= {
            "document": document,
            "settings": of_kind["ConfigMap", "production-jobs"],
            "namespace": of_kind["Namespace", self.namespace],
            "record": {
                "apiVersion": "v1",
                "kind": "ConfigMap",
                "metadata": {"name": f"production-jobs.{job}", "namespace": self.namespace},
                "data": {"record.json": '{"version": 1}'},
            },
            "pod": {
                "apiVersion": "v1",
                "kind": "Pod",
                "metadata": {
                    "name": run["metadata"]["name"] + "-abcde",
                    "namespace": self.namespace,
                    "finalizers": ["batch.kubernetes.io/job-tracking"],
                    "ownerReferences": [
                        {
                            "apiVersion": "batch/v1",
                            "kind": "Job",
                            "name": run["metadata"]["name"],
                            "uid": "uid",
                            "controller": True,
                            "blockOwnerDeletion": True,
                        }
                    ],
                },
                "spec": run["spec"]["template"]["spec"],
            },
        }
        image = run["spec"]["template"]["spec"]["containers"][0]["image"]
        self.repository = image.split("@")[0]

    def named(self, text):
        """The cases with the names of what there is."""
        other = self.job[:-1] + ("y" if self.job.endswith("x") else "x")
        names = {"$JOB": self.job, "$OTHER": other, "$DOCUMENT": self.objects["document"]["metadata"]["name"]}
        for word, name in names.items():
            text = text.replace(word, name)
        return text

    def knows(self, name):
        """Whether there is somebody of that name: Google accounts are on GKE alone."""
        base, _, place = name.partition("-on-")
        return not place or len(self.identities[base]) > 1

    def user(self, name):
        """Who that is to an API server."""

        def account(name, namespace):
            groups = ["system:serviceaccounts", f"system:serviceaccounts:{namespace}", *EVERYBODY]
            return {"username": f"system:serviceaccount:{namespace}:{name}", "groups": groups}

        accounts = {
            "trigger": "production-jobs-trigger",
            "planner": "production-jobs-planner",
            "runner": "production-jobs",
            "plan-account": "production-jobs-plan",
        }
        people = {
            "administrator": {"username": "administrator", "groups": ADMINISTRATORS},
            "break-glass": {"username": "administrator", "groups": [*ADMINISTRATORS, "production-jobs:break-glass"]},
            "without-groups": {"username": "somebody"},
        }
        controllers = {
            "garbage-collector": "generic-garbage-collector",
            "ttl-controller": "ttl-after-finished-controller",
            "publisher": "root-ca-cert-publisher",
        }
        base, _, place = name.partition("-on-")
        elsewhere = name.removesuffix("-elsewhere")
        if place == "gke":
            return {"username": self.identities[base][1], "groups": EVERYBODY}
        if name in people:
            return people[name]
        if elsewhere in accounts:
            return account(accounts[elsewhere], self.namespace if elsewhere == name else "elsewhere")
        return account(controllers.get(name, name), "kube-system")

    def activation(self, case):
        """What expressions are evaluated with."""
        asked, changes = case["request"], case["changes"]
        do, what = asked["do"], asked["what"]
        group, resource = KINDS.get(what, ("", "configmaps"))
        before = after = self.objects[what]
        for pointer, new in changes.items():
            after = changed(after, pointer, new)
        request = {
            "operation": do.upper(),
            "name": after["metadata"]["name"],
            "namespace": self.namespace,
            "resource": {"group": group, "version": "v1", "resource": resource},
            "subResource": case.get("sub", ""),
            "userInfo": self.user(asked["as"]),
        }
        return {
            "object": None if do == "delete" else {} if do == "connect" else after,
            "oldObject": before if do in ("update", "delete") else None,
            "request": request,
        }
