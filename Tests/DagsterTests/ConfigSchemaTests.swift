import CodeLocations
import Foundation
import Testing

@testable import DagsterDefinitions

/// What of a configuration's type, as Dagster tells it, an author fills in.
@Suite struct ConfigSchemaTests {
  /// A scalar is `plain`, and one of Dagster's sources has a reference to the environment beside it.
  @Test(
    arguments: [
      ("String", .plain(.string)), ("Int", .plain(.integer)), ("Bool", .plain(.boolean)), ("Float", .float),
      ("StringSourceType", .string), ("IntSourceType", .integer), ("BoolSourceType", .boolean),
      ("ScalarUnion.Int-Selector.a9799b97", .plain(.integer)),
      ("Noneable.StringSourceType", .nullable(.string)),
      ("Array.String", .list(.plain(.string))),
    ] as [(String, ConfigShape)]
  )
  func onlySourcesTakeReferences(key: String, shape: ConfigShape) throws {
    func scalar(_ name: String) -> String {
      #"{"__typename": "RegularConfigType", "key": "\#(name)", "isSelector": false, "typeParamKeys": [], "givenName": "\#(name)"}"#
    }
    func union(_ key: String, of scalar: String) -> String {
      #"{"__typename": "ScalarUnionConfigType", "key": "\#(key)", "isSelector": false, "typeParamKeys": [], "scalarTypeKey": "\#(scalar)"}"#
    }
    func wrapper(_ type: String, _ key: String, _ inner: String) -> String {
      #"{"__typename": "\#(type)", "key": "\#(key)", "isSelector": false, "typeParamKeys": ["\#(inner)"]}"#
    }
    let types =
      ["String", "Int", "Bool", "Float"].map(scalar)
      + [
        union("StringSourceType", of: "String"), union("IntSourceType", of: "Int"),
        union("BoolSourceType", of: "Bool"), union("ScalarUnion.Int-Selector.a9799b97", of: "Int"),
        wrapper("NullableConfigType", "Noneable.StringSourceType", "StringSourceType"),
        wrapper("ArrayConfigType", "Array.String", "String"),
      ]
    let text = #"{"rootConfigType": {"key": "x"}, "allConfigTypes": [\#(types.joined(separator: ", "))]}"#
    let schema = try JSONDecoder().decode(ConfigSchema.self, from: Data(text.utf8))
    #expect(schema.shape(of: key) == shape)
  }
}
