internal import Contract
import JobDSL

extension Job {
  /// The Kubernetes Job that carries this job out; its pod passes PodSecurity `restricted`.
  var kubernetesManifest: YAMLValue {
    let labels = labels
    return [
      "apiVersion": "batch/v1",
      "kind": "Job",
      "metadata": ["name": .string(name), "labels": labels, "annotations": annotations],
      "spec": [
        "backoffLimit": 6,
        "activeDeadlineSeconds": .integer(kubernetes.deadlineHours * 3600),
        // The ledger is what lasts; the Job stays a week for a look at its pod.
        "ttlSecondsAfterFinished": 604_800,
        "podReplacementPolicy": "Failed",
        "podFailurePolicy": Self.podFailurePolicy,
        "template": ["metadata": ["labels": labels], "spec": podSpec],
      ],
    ]
  }

  var name: String { document.metadata.name }

  private var labels: YAMLValue {
    [
      Label.name: .string(Label.ownName),
      Label.instance: .string(name),
      Label.component: "runner",
      Label.partOf: .string(Label.ownName),
      Label.managedBy: "emit",
    ]
  }

  private var annotations: YAMLValue {
    [
      Annotation.owner: .string(document.metadata.owner),
      Annotation.reason: .string(document.metadata.reason),
    ]
  }

  /// A verdict that another try can't change fails at once; an evicted pod is replaced and attaches to the work.
  ///
  /// The first rule that matches counts, so the verdict is asked first: a pod may end with one while its node is drained.
  /// What matches no rule is tried again and counted by backoffLimit.
  private static let podFailurePolicy: YAMLValue = [
    "rules": [
      ["action": "FailJob", "onExitCodes": runnerExits(.failsJob)],
      ["action": "Ignore", "onExitCodes": runnerExits(.isIgnored)],
      ["action": "Ignore", "onPodConditions": [["type": "DisruptionTarget", "status": "True"]]],
    ]
  ]

  private static func runnerExits(_ response: ExitStatus.PodResponse) -> YAMLValue {
    let codes = ExitStatus.exitCodes(with: response).map(YAMLValue.integer)
    return ["containerName": "runner", "operator": "In", "values": .list(codes)]
  }

  private var podSpec: YAMLValue {
    [
      "restartPolicy": "Never",
      "serviceAccountName": .string(kubernetes.serviceAccount),
      "securityContext": [
        "runAsNonRoot": true,
        "runAsUser": 65532,
        "runAsGroup": 65532,
        "fsGroup": 65532,
        "seccompProfile": ["type": "RuntimeDefault"],
      ],
      "containers": [container],
      "volumes": [
        ["name": "job", "configMap": ["name": .string(name)]],
        // Where people are told how the job ended; a namespace need not have it.
        ["name": "webhooks", "secret": ["secretName": "production-jobs-webhooks", "optional": true]],
      ],
    ]
  }

  private var container: YAMLValue {
    [
      "name": "runner",
      "image": "production-jobs-runner",
      "args": ["run", "/job/job.yaml"],
      "env": [
        Self.variable(PodVariable.namespace, from: "metadata.namespace"),
        ["name": "PRODUCTION_JOBS_LEDGER", "value": .string("kubernetes://$(\(PodVariable.namespace))")],
        Self.variable(PodVariable.jobUID, from: "metadata.labels['\(Label.controller)']"),
      ],
      // DAGSTER_URL and the like: once a namespace.
      "envFrom": [["configMapRef": ["name": "production-jobs"]]],
      "resources": resources,
      "securityContext": [
        "allowPrivilegeEscalation": false,
        "readOnlyRootFilesystem": true,
        "capabilities": ["drop": ["ALL"]],
      ],
      "terminationMessagePolicy": "FallbackToLogsOnError",
      "volumeMounts": [
        ["name": "job", "mountPath": "/job", "readOnly": true],
        ["name": "webhooks", "mountPath": "/webhooks", "readOnly": true],
      ],
    ]
  }

  /// What Kubernetes knows of the pod: https://kubernetes.io/docs/concepts/workloads/pods/downward-api/
  private static func variable(_ name: String, from field: String) -> YAMLValue {
    ["name": .string(name), "valueFrom": ["fieldRef": ["fieldPath": .string(field)]]]
  }

  private var resources: YAMLValue {
    [
      "requests": ["cpu": .string(kubernetes.cpu), "memory": .string(kubernetes.memory)],
      "limits": ["memory": .string(kubernetes.memory)],
    ]
  }
}
