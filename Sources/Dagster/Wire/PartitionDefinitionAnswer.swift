internal import ExactText

/// A `PartitionDefinition` as it comes.
struct PartitionDefinitionAnswer: Decodable, Sendable {
  struct Dimension: Decodable, Sendable {
    let name: String
    let type: String
    let isPrimaryDimension: Bool
    let dynamicPartitionsDefinitionName: String?
  }

  let name: String?
  let type: String
  let fmt: String?
  let dimensionTypes: [Dimension]

  var definition: PartitionDefinition { PartitionDefinition(name: name, kind: kind) }

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
