internal import CodeLocations
internal import ExactText

extension ConfigSchema {
  /// What of a run's configuration somebody writes: without executor and loggers, without ops that have none, and of
  /// resources only what they require. Nil when nothing is left.
  ///
  /// - Parameter own: the only op of a run of some assets; nil for a job. Of others only what is required is kept:
  ///   until Dagster 1.11 the schema of a selection has the ops that are not selected too, as what need not be given.
  func shape(ofOp own: ExactString? = nil) -> ConfigShape? {
    let kept = fields(of: root).compactMap { field -> ConfigField? in
      switch field.name {
      case "ops":
        container(
          field,
          ops(of: field.configTypeKey).filter {
            own?.wrappedValue.isExactly($0.name) ?? true || $0.isRequired
          }
        )
      case "resources": required(field)
      case "execution", "loggers": nil
      default: field.isRequired ? self.field(field) : nil
      }
    }
    return kept.isEmpty ? nil : .fields(ConfigFields(kept.sortedByName))
  }

  /// The same for a run of each op alone, by the ops' names; without those that take none.
  func shapesOfOps() -> [ExactString: ConfigShape] {
    guard let ops = fields(of: root).first(where: { $0.name.isExactly("ops") }) else { return [:] }
    let shapes = self.ops(of: ops.configTypeKey).map { op -> (ExactString, ConfigShape) in
      let field = ConfigField(name: "ops", shape: .fields(ConfigFields([op])), isRequired: op.isRequired)
      return (ExactString(op.name), .fields(ConfigFields([field])))
    }
    return Dictionary(shapes, uniquingKeysWith: { first, _ in first })
  }

  /// Whether a run of all of it has to be given something for resources.
  var requiresResources: Bool {
    fields(of: root).contains { $0.name.isExactly("resources") && required($0) != nil }
  }

  private func ops(of key: String) -> [ConfigField] {
    fields(of: key).compactMap { op in container(op, parts(ofOp: op.configTypeKey)) }.sortedByName
  }

  private func parts(ofOp key: String) -> [ConfigField] {
    fields(of: key).compactMap { part -> ConfigField? in
      switch part.name {
      case "config": config(part)
      case "ops": container(part, ops(of: part.configTypeKey))
      default: part.isRequired ? field(part) : nil
      }
    }.sortedByName
  }

  private func config(_ part: Field) -> ConfigField? {
    var config = field(part)
    guard !part.isRequired else { return config }
    switch config.shape {
    case .any: return nil
    case .fields(let found) where !found.isPermissive:
      if found.fields.isEmpty { return nil }
      // Its fields say it already.
      config.defaultValue = nil
    default: break
    }
    return config
  }

  private func container(_ field: Field, _ parts: [ConfigField]) -> ConfigField? {
    guard !parts.isEmpty else { return nil }
    // A job's own configuration, which holds as long as nobody writes another one. Else its fields say it already.
    let isPreset = !field.isRequired && parts.contains(where: \.isRequired)
    return ConfigField(
      name: field.name,
      shape: .fields(ConfigFields(parts)),
      isRequired: field.isRequired,
      defaultValue: isPreset ? field.defaultValueAsJson : nil
    )
  }

  /// What of resources has to be given: down to each field of a configuration that is required.
  private func required(_ resources: Field) -> ConfigField? {
    guard resources.isRequired else { return nil }
    let kept = fields(of: resources.configTypeKey).filter(\.isRequired).map { resource in
      let parts = fields(of: resource.configTypeKey).filter(\.isRequired).map(requiredConfig)
      return container(resource, parts.sortedByName) ?? field(resource)
    }
    return container(resources, kept.sortedByName)
  }

  private func requiredConfig(_ config: Field) -> ConfigField {
    let kept = fields(of: config.configTypeKey).filter(\.isRequired).map { field($0) }
    let isSelector = types[ExactString(config.configTypeKey)]?.isSelector ?? false
    return isSelector ? field(config) : container(config, kept.sortedByName) ?? field(config)
  }
}
