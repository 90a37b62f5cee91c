internal import ExactText

/// A `PartitionDefinition` as it comes.
package struct PartitionDefinitionAnswer: Decodable, Sendable {
  package struct Dimension: Decodable, Sendable {
    package let name: String
    package let type: String
    package let isPrimaryDimension: Bool
    package let dynamicPartitionsDefinitionName: String?
  }

  package let name: String?
  package let type: String
  package let fmt: String?
  package let dimensionTypes: [Dimension]

  package var definition: PartitionDefinition { PartitionDefinition(name: name, kind: kind) }

  private var kind: PartitionDefinition.Kind {
    switch type {
    case "TIME_WINDOW": .timeWindow(format: fmt ?? "")
    case "STATIC": .static
    case "DYNAMIC":
      .dynamic(name: ExactString(name ?? dimensionTypes.first?.dynamicPartitionsDefinitionName ?? ""))
    case "MULTIPARTITIONED": .multi(dimensionTypes.map(\.dimension))
    default: .unknown(type)
    }
  }
}

extension PartitionDefinitionAnswer.Dimension {
  fileprivate var dimension: PartitionDefinition.Dimension {
    PartitionDefinition.Dimension(name: name, kind: kind, isPrimary: isPrimaryDimension)
  }

  private var kind: PartitionDefinition.Dimension.Kind {
    switch type {
    case "TIME_WINDOW": .timeWindow
    case "STATIC": .static
    case "DYNAMIC": .dynamic(name: ExactString(dynamicPartitionsDefinitionName ?? ""))
    default: .unknown(type)
    }
  }
}
