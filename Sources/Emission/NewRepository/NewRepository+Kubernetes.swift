extension NewRepository {
  /// The runner's image that the package's own pipeline builds, without its version.
  var image: String {
    let registry =
      switch server {
      case .gitHub: "ghcr.io"
      // As GitLab.com has it; another's is anywhere.
      case .gitLab:
        package.host == PackageReference.Server.gitLab.host ? "registry.gitlab.com" : "\(Self.gap)-registry"
      }
    return "\(registry)/\(package.project.lowercased())/runner"
  }

  /// What lies over the package's setup of the namespace: all that it knows of a cluster.
  var kustomization: String {
    """
    # Once a namespace: kubectl apply -k kubernetes. What each file of it makes: ci/kubernetes/README.md of the package.
    # Until it is edited nothing runs: the network policy opens nothing.
    apiVersion: kustomize.config.k8s.io/v1beta1
    kind: Kustomization
    resources:
    - \(base)
    patches:
    - target: {kind: ConfigMap, name: production-jobs}
      patch: |-
        # EDIT: Dagster's webserver as a pod here reaches it, without /graphql.
        - {op: replace, path: /data/DAGSTER_URL, value: "http://dagster-dagster-webserver.dagster.svc"}
    - target: {kind: NetworkPolicy, name: production-jobs}
      patch: |-
        # EDIT: the namespace of Dagster's webserver, and the port that its container listens on.
        - {op: replace, path: /spec/egress/1/to/0/namespaceSelector/matchLabels/kubernetes.io~1metadata.name, value: EDIT}
        - {op: replace, path: /spec/egress/1/ports/0/port, value: 80}
        # EDIT: the API server's address and port, as /32: kubectl get endpointslices -n default kubernetes
        - {op: replace, path: /spec/egress/2/to/0/ipBlock/cidr, value: 192.0.2.1/32}
        - {op: replace, path: /spec/egress/2/ports/0/port, value: 443}
    - target: {kind: ValidatingAdmissionPolicy, name: production-jobs.jobs}
      patch: |-
        # Whose images run: the package's own, unless you have commands of your own and build one.
        - {op: test, path: /spec/variables/0/name, value: repository}
        - {op: replace, path: /spec/variables/0/expression, value: "'\(image)'"}
    # EDIT on GKE, further such patches: `triggers` and `planners` of production-jobs.jobs and production-jobs.records, and the
    # RoleBindings of both, have the Google accounts that the pipeline becomes.

    """
  }

  private var base: String {
    let root = package.url.hasPrefix("https://") ? package.url.withoutGit : package.page
    return "\(root)//ci/kubernetes?ref=\(package.version)"
  }
}

extension String {
  fileprivate var withoutGit: String {
    var url = self
    while url.hasSuffix("/") { url.removeLast() }
    return url.hasSuffix(".git") ? String(url.dropLast(4)) : url
  }
}
