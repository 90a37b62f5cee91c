/// What ci/dagster/catalog/configs.py defines.
enum ExpectedConfigs {
  private static let everything = [
    #"Text?: string = "differs by case""#, "anything: any", "described?: integer = 1 (How many, at most.)",
    "flag: boolean", "flag_or_default?: boolean = true",
    "loose: {known: integer, ...}", "matrix: [[integer]]", "maybe?: string or null",
    "maybe_or_default?: integer = 3", "maybe_or_null?: integer or null = null", "mode: Mode(FULL|DELTA)",
    #"mode_or_default?: Mode(FULL|DELTA) = "DELTA""#,
    "nested: {best?: {name: string, weight?: float = 1.5} or null = null, "
      + "by_name?: map({name: string, weight?: float = 1.5}) = {}, leaves: [{name: string, weight?: float = 1.5}]}",
    "number: integer", "number_or_default?: integer = 7", "numbers: map(integer)",
    #"output: one of {csv?: {separator?: string = ","} = {"separator": ","}, parquet: {row_group: integer}}"#,
    "password: secret string", "ratio: float", "text: string", #"text_or_default?: string = "x""#,
    "texts: [string]", #"texts_or_default?: [string] = ["a", "b"]"#,
    #"tree_or_default?: {height?: float = 1.5, name?: string = "oak"} = {"height": 1.5, "name": "oak"}"#,
  ].joined(separator: ", ")

  private static let manyOps = [
    "any_mapping?: {config?: {...} = {}}", "counted: {ops: {fetch: {config: {table: string}}}}",
    "fetch_again: {config: {table: string}}",
    #"old_style: {config: {level?: Level(LOW|HIGH) = "LOW", limit?: plain integer = 10, "#
      + "limit_or_null?: plain integer or null, path: plain string, rest?: {a: plain integer, ...}, "
      + "sizes?: map(plain integer), source: one of {file: plain string, table: {name: plain string}}, "
      + "tags?: [plain string]}}",
    "one_number: {config: plain integer}",
  ].joined(separator: ", ")

  static let assets: KeyValuePairs<String, String?> = [
    "everything": "{ops: {everything: {config: {\(everything)}}}}",
    "all_optional": "{ops?: {all_optional?: {config?: {size?: integer = 100}}}}",
    "no_fields": nil,
    "raw/prefixed": "{ops: {raw__prefixed: {config: {table: string}}}}",
    "left": "{ops: {both_sides: {config: {table: string}}}}",
    "right": "{ops: {both_sides: {config: {table: string}}}}",
    "of_graph": "{ops: {of_graph: {ops: {counted: {ops: {fetch: {config: {table: string}}}}}}}}",
    "with_vault": "{resources: {vault: {config: {path: string}}}}",
    "with_known": "{ops: {with_known: {config: {table: string}}}}",
    "checked": "{ops: {checked_checked_rows: {config: {table: string}}}}",
    "daily": nil,
  ]

  static let jobs: KeyValuePairs<String, String?> = [
    "many_ops": "{ops: {\(manyOps)}}",
    "with_input": "{ops: {wants_input: {inputs: {rows: plain integer}}}}",
    "vault_job": "{resources: {vault: {config: {path: string}}}}",
    "preset_job": #"{ops?: {fetch?: {config: {table: string}} = {"config": {"table": "preset"}}}}"#,
    "idle_job": nil,
    "refresh": nil,
  ]
}
