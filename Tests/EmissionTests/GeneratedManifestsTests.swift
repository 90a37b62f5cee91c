import Diagnostics
import Foundation
import JobDSL
import Jobs
import TestSupport
import Testing
import YAML

/// What no schema of Kubernetes' objects checks, on each committed `kubernetes.yaml`.
@Suite struct GeneratedManifestsTests {
  static let names = allJobs.map(\.document.metadata.name)

  private func manifest(_ name: String) throws -> Node {
    let path = "generated/\(name)/kubernetes.yaml"
    let reading = Reading(Array(try Data(contentsOf: inPackage(path))), file: path)
    try #require(reading.problems.map(\.description) == [])
    return try #require(reading.root)
  }

  /// Every value under `node` by its path with list indices as `[]`, such as `spec.template.spec.volumes[].name`.
  private func leaves(of node: Node, at path: String = "") -> [(path: String, value: Node)] {
    switch node.kind {
    case .scalar: [(path, node)]
    case .sequence: node.items.flatMap { leaves(of: $0, at: path + "[]") }
    case .mapping:
      node.pairs.flatMap { leaves(of: $0.value, at: path.isEmpty ? $0.key.text : "\(path).\($0.key.text)") }
    }
  }

  private func texts(_ suffix: String, in manifest: Node) -> [String] {
    leaves(of: manifest).filter { $0.path.hasSuffix(suffix) }.map(\.value.text)
  }

  private static let pod = "spec.template.spec"

  /// https://kubernetes.io/docs/concepts/security/pod-security-standards: each control of `baseline` and of
  /// `restricted`, with what it allows here. `nil`: the field must not be there at all.
  private static let restricted: [(suffix: String, allowed: [String]?)] = [
    ("\(pod).hostNetwork", nil), ("\(pod).hostPID", nil), ("\(pod).hostIPC", nil), ("\(pod).hostUsers", nil),
    ("securityContext.windowsOptions.hostProcess", nil), ("securityContext.privileged", nil),
    ("securityContext.capabilities.add[]", nil), ("volumes[].hostPath.path", nil), ("ports[].hostPort", nil),
    ("securityContext.seLinuxOptions.type", nil), ("securityContext.procMount", nil),
    ("securityContext.appArmorProfile.type", nil), ("securityContext.sysctls[].name", nil),
    ("\(pod).securityContext.runAsNonRoot", ["true"]), ("\(pod).securityContext.runAsUser", ["65532"]),
    ("\(pod).securityContext.runAsGroup", ["65532"]),
    ("\(pod).securityContext.seccompProfile.type", ["RuntimeDefault"]),
    ("\(pod).containers[].securityContext.allowPrivilegeEscalation", ["false"]),
    ("\(pod).containers[].securityContext.readOnlyRootFilesystem", ["true"]),
    ("\(pod).containers[].securityContext.capabilities.drop[]", ["ALL"]),
  ]

  @Test(arguments: names)
  func passesEachControlOfRestricted(name: String) throws {
    let manifest = try manifest(name)
    for control in Self.restricted {
      #expect(texts(control.suffix, in: manifest) == control.allowed ?? [], "\(control.suffix)")
    }
    let pod = try #require(manifest["spec"]?["template"]?["spec"])
    #expect(
      pod["containers"]?.count == 1 && pod["initContainers"] == nil && pod["ephemeralContainers"] == nil
    )
    let volumes = pod["volumes"]?.items.flatMap { $0.pairs.map(\.key.text) }.filter { $0 != "name" }
    #expect(volumes == ["configMap", "secret"])
  }

  /// The values that Kubernetes' API reference allows for each field of the manifests that is an enum.
  private static let enums: [String: Set<String>] = [
    "apiVersion": ["batch/v1"], "kind": ["Job"],
    "spec.podReplacementPolicy": ["Failed"],  // the only one that goes with a podFailurePolicy
    "spec.podFailurePolicy.rules[].action": ["Ignore", "FailJob", "FailIndex", "Count"],
    "spec.podFailurePolicy.rules[].onExitCodes.operator": ["In", "NotIn"],
    "spec.podFailurePolicy.rules[].onPodConditions[].type": ["DisruptionTarget"],
    "spec.podFailurePolicy.rules[].onPodConditions[].status": ["True"],
    "\(pod).restartPolicy": ["Never"],
    "\(pod).containers[].terminationMessagePolicy": ["File", "FallbackToLogsOnError"],
  ]

  @Test(arguments: names)
  func enumsHaveValuesThatKubernetesKnows(name: String) throws {
    let leaves = leaves(of: try manifest(name))
    for (path, allowed) in Self.enums {
      let found = Set(leaves.filter { $0.path == path }.map(\.value.text))
      #expect(!found.isEmpty && found.isSubset(of: allowed), "\(path): \(found)")
    }
    // A condition's status is text; written plainly it would be a boolean.
    let status = leaves.first { $0.path.hasSuffix("onPodConditions[].status") }
    #expect(status?.value.scalar == .string)
  }

  @Test(arguments: names)
  func exitCodesAreAsTheAPIWantsThem(name: String) throws {
    let rules = try #require(try manifest(name)["spec"]?["podFailurePolicy"]?["rules"])
    let codes = rules.items.compactMap { $0["onExitCodes"]?["values"]?.items.compactMap { Int($0.text) } }
    #expect(codes.count == 2)
    for list in codes {
      #expect(list == Set(list).sorted() && !list.contains(0) && !list.isEmpty && list.count <= 255)
    }
    // Between them each code once.
    #expect(codes.joined().count == Set(codes.joined()).count)
  }

  @Test(arguments: names)
  func namesAndLabelsAreDNS1123(name: String) throws {
    let manifest = try manifest(name)
    #expect(manifest["metadata"]?["name"]?.text == name)
    let paths = [
      "metadata.name", "\(Self.pod).serviceAccountName", "\(Self.pod).containers[].name",
      "\(Self.pod).volumes[].name",
      "\(Self.pod).containers[].volumeMounts[].name", "\(Self.pod).volumes[].configMap.name",
      "\(Self.pod).volumes[].secret.secretName",
      "\(Self.pod).containers[].envFrom[].configMapRef.name",
    ]
    let leaves = leaves(of: manifest)
    for path in paths {
      let found = leaves.filter { $0.path == path }.map(\.value.text)
      #expect(!found.isEmpty, "\(path)")
      for text in found {
        #expect(text.count <= 63 && text.contains(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/), "\(path): \(text)")
      }
    }
    for label in leaves where label.path.contains("labels.") {
      let ok = label.value.text.contains(/^[A-Za-z0-9]([-_.A-Za-z0-9]*[A-Za-z0-9])?$/)
      #expect(ok && label.value.text.count <= 63 && label.value.scalar == .string, "\(label.path)")
    }
    for variable in leaves where variable.path.hasSuffix("env[].name") {
      #expect(variable.value.text.contains(/^[A-Z_][A-Z0-9_]*$/))
    }
  }

  /// https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity
  @Test(arguments: names)
  func quantitiesAndDurationsAreInRange(name: String) throws {
    let manifest = try manifest(name)
    let quantities = leaves(of: manifest).filter { $0.path.contains("containers[].resources.") }
    #expect(quantities.count == 3)
    for quantity in quantities {
      let text = quantity.value.text
      #expect(
        text.contains(/^[0-9]+(\.[0-9]+)?(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?$/),
        "\(quantity.path): \(text)"
      )
      #expect(quantity.value.scalar == .string || Int(text) != nil)
    }
    let spec = try #require(manifest["spec"])
    let deadline = try #require(spec["activeDeadlineSeconds"].flatMap { Int($0.text) })
    let lasting = try #require(spec["ttlSecondsAfterFinished"].flatMap { Int($0.text) })
    #expect((1...2_147_483_647).contains(deadline) && (86_400...2_147_483_647).contains(lasting))
    #expect(spec["backoffLimit"].flatMap { Int($0.text) }.map { $0 >= 0 } == true)
  }
}
