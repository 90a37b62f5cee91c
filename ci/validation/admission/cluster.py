"""The same requests at a real API server: by impersonation, and as dry runs.

Everybody who asks may do everything by RBAC meanwhile, so that nothing refuses but admission.
"""

import copy
import http.client
import json
import re
import subprocess
import time
import urllib.parse

from requested import changed, defaulted

JOBS = ("run", "plan", "cancel", "suspended")
_DENIED = re.compile(r"ValidatingAdmissionPolicy '[^']*' with binding '[^']*' denied request: (.*)", re.S)
# What a pod is entered by: the method, and what the server wants to know beside.
_ENTRIES = {
    "exec": ("POST", "exec?command=id&stdout=true"),
    "attach": ("POST", "attach?stdout=true"),
    "portforward": ("POST", "portforward?ports=80"),
    "proxy": ("GET", "proxy/"),
}


class Cluster:
    """The cluster of KUBECONFIG's current context, by `kubectl proxy`."""

    def __init__(self, requests):
        self.requests = requests
        self.root = f"/api/v1/namespaces/{requests.namespace}"
        self.binding = f"/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/{requests.namespace}.admission-test"
        # By default it lets nobody enter a pod, which is what is tried here.
        command = ["kubectl", "proxy", "--port=0", "--reject-paths=^$"]
        self.proxy = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.address = self.proxy.stdout.readline().split(" on ")[1].strip()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.ask("DELETE", self.binding)
        self.proxy.terminate()
        self.proxy.wait()

    def ask(self, method, path, body=None, user=None, dry=False):
        """The status code and what is answered."""
        connection = http.client.HTTPConnection(self.address, timeout=30)
        connection.putrequest(method, path + ("?dryRun=All" if dry else ""))
        data = b"" if body is None else json.dumps(body).encode()
        connection.putheader("Content-Type", "application/json")
        connection.putheader("Content-Length", str(len(data)))
        if user:
            connection.putheader("Impersonate-User", user["username"])
            for group in user.get("groups", []):
                connection.putheader("Impersonate-Group", group)
        connection.endheaders(data)
        response = connection.getresponse()
        text = response.read().decode(errors="replace")
        connection.close()
        try:
            return response.status, json.loads(text)
        except ValueError:
            return response.status, {"message": text}

    def must(self, method, path, body=None, user=None):
        """What is answered, where that is what was asked for or is there already."""
        status, answer = self.ask(method, path, body, user)
        assert status < 300 or status == 409, f"{method} {path}: {status} {answer.get('message')}"
        return answer

    def path(self, what, name=""):
        kind = f"/apis/batch/v1/namespaces/{self.requests.namespace}/jobs" if what in JOBS else self.root
        if what == "pod":
            kind += "/pods"
        elif what not in (*JOBS, "namespace"):
            kind += "/configmaps"
        return kind + (f"/{name}" if name and what != "namespace" else "")

    def prepare(self, users):
        """Lets everybody do everything, waits for the policies, and makes what is changed and removed by the cases."""
        self.must("POST", self.binding.rpartition("/")[0], self._everything(users))
        raw, user = self.requests.raw, self.requests.user
        deadline = time.monotonic() + 60
        while not self.answer("create", "run", {}, user("administrator")):
            assert time.monotonic() < deadline, "the policies don't count after 60 s: is the setup applied?"
            time.sleep(0.5)
        self.must("POST", self.path("document"), self.requests.objects["document"], user("trigger"))
        for what in ("run", "suspended"):
            self.must("POST", self.path(what), raw[what], user("trigger"))
        self.must("POST", self.path("record"), self.requests.objects["record"], user("runner"))
        name = raw["run"]["metadata"]["name"]
        query = "?labelSelector=" + urllib.parse.quote(f"batch.kubernetes.io/job-name={name}")
        while not (pods := self.must("GET", self.path("pod") + query)["items"]):
            assert time.monotonic() < deadline, f"the Job {name} has no pod after 60 s"
            time.sleep(0.5)
        self.pod = pods[0]["metadata"]["name"]

    def _everything(self, users):
        subjects = [
            {"kind": "User", "apiGroup": "rbac.authorization.k8s.io", "name": name}
            for name in sorted({user["username"] for user in users})
        ]
        return {
            "apiVersion": "rbac.authorization.k8s.io/v1",
            "kind": "ClusterRoleBinding",
            "metadata": {"name": self.binding.rpartition("/")[2]},
            "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "cluster-admin"},
            "subjects": subjects,
        }

    def answer(self, do, what, changes, user, sub=""):
        """Why it is refused; None where it isn't."""
        known = self.requests.raw.get(what) or self.requests.objects[what]
        name = self.pod if what == "pod" and do != "create" else known["metadata"]["name"]
        path = self.path(what, "" if do == "create" else name)
        if do == "connect":
            method, rest = _ENTRIES[sub]
            status, answer = self.ask(method, f"{path}/{rest}", user=user)
        elif do == "delete":
            status, answer = self.ask("DELETE", path, user=user, dry=True)
        else:
            body = copy.deepcopy(known) if do == "create" else self.must("GET", path)
            for pointer, new in changes.items():
                body = changed(body, pointer, new)
            path += f"/{sub}" if sub else ""
            status, answer = self.ask("POST" if do == "create" else "PUT", path, body, user, dry=True)
        message = answer.get("message") or ""
        if denied := _DENIED.search(message):
            return denied[1]
        # What is there already, or has no node to be entered on, was let through to that point.
        return None if status < 300 or status == 409 or do == "connect" else f"{status}: {message}"

    def differing_defaults(self):
        """Where a Job isn't as `defaulted` takes it to be."""
        for mode, user in (("run", "trigger"), ("plan", "planner"), ("cancel", "planner")):
            raw = self.requests.raw[mode]
            if mode == "run":
                raw = changed(raw, "/metadata/name", "defaults-1")
            status, found = self.ask("POST", self.path(mode), raw, self.requests.user(user), dry=True)
            text = json.dumps(found["spec"]).replace(found["metadata"]["uid"], "uid")
            yield from _differences(mode, defaulted(raw)["spec"], json.loads(text))


def _differences(path, expected, found):
    if isinstance(expected, dict) and isinstance(found, dict):
        for key in {**expected, **found}:
            yield from _differences(f"{path}.{key}", expected.get(key), found.get(key))
    elif isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        for index, pair in enumerate(zip(expected, found)):
            yield from _differences(f"{path}.{index}", *pair)
    elif expected != found:
        yield f"{path}: expected the default {expected}, found {found}"
