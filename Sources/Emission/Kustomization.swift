import JobDSL

extension Job {
  /// Makes the ConfigMap from the document beside it; an overlay sets the image's version.
  var kustomization: YAMLValue {
    [
      "apiVersion": "kustomize.config.k8s.io/v1beta1",
      "kind": "Kustomization",
      "resources": ["kubernetes.yaml"],
      "configMapGenerator": [["name": .string(name), "files": ["job.yaml"]]],
    ]
  }
}
