import Dagster
import DagsterModel

extension AnswerTests {
  static func launch(_ members: String, status: Int = 200) -> Result<TransportResponse, TransportError> {
    .data(#""launchPartitionBackfill":{"# + members + "}", status: status)
  }

  static let graphQLAnswers = [
    Case(
      name: "Python exception in the union, HTTP 500",
      answer: launch(
        #""__typename":"PythonError","message":"KeyError: AssetKey(['nope'])\n","className":"KeyError""#,
        status: 500
      ),
      message: "the server failed with KeyError: KeyError: AssetKey(['nope'])",
      mayHaveTakenEffect: true
    ),
    Case(
      name: "read-only server",
      answer: launch(#""__typename":"UnauthorizedError","message":"Authorization failed""#),
      message: "not permitted: Authorization failed; check the token and what its owner may do, "
        + "and that the server is not read-only",
      mayHaveTakenEffect: false
    ),
    Case(
      name: "unknown keys",
      answer: launch(
        #""__typename":"PartitionKeysNotFoundError","message":"Partition keys","partitionKeys":["mars","venus"]"#
      ),
      message: #"the server does not know these 2 partitions: "mars", "venus""#,
      mayHaveTakenEffect: false
    ),
    Case(
      name: "unknown partition set",
      answer: launch(
        #""__typename":"PartitionSetNotFoundError","message":"Partition set x could not be found.""#
      ),
      message: #"the server has no partition set "orders""#,
      mayHaveTakenEffect: false
    ),
    Case(
      name: "wrong configuration",
      answer: launch(
        #""__typename":"RunConfigValidationInvalid","errors":[{"message":"Bad.","reason":"RUNTIME_TYPE_MISMATCH","#
          + #""stack":{"entries":[{"fieldName":"ops"},{"listIndex":2},{"mapKey":"k"}]},"valueRep":"'x'"}]"#
      ),
      message: "the run configuration is wrong: at ops[2].k: Bad.",
      mayHaveTakenEffect: false
    ),
    Case(
      name: "a refusal of another type",
      answer: launch(#""__typename":"InvalidSubsetError","message":"AssetKey(s) ['nope'] were selected""#),
      message: "the server refused (InvalidSubsetError): AssetKey(s) ['nope'] were selected",
      mayHaveTakenEffect: false
    ),
    Case(
      name: "an error without a message",
      answer: .answer(#"{"errors":[{}]}"#),
      message:
        "the server does not understand the request, its version likely differs from those this client knows: an "
        + "error without a message",
      mayHaveTakenEffect: false
    ),
    Case(
      name: "a member of another type",
      answer: launch(#""__typename":"LaunchBackfillSuccess","backfillId":[1]"#),
      message:
        "expected the answer to LaunchBackfill (data.launchPartitionBackfill.backfillId has another type), found "
        + #""{"data":{"launchPartitionBackfill":{"__typename":"LaunchBackfillSuccess","backfillId":[1]}}}""#,
      mayHaveTakenEffect: true
    ),
    Case(
      name: "a member that is null",
      answer: launch(#""__typename":null"#),
      message:
        "expected the answer to LaunchBackfill (data.launchPartitionBackfill.__typename is null), found "
        + #""{"data":{"launchPartitionBackfill":{"__typename":null}}}""#,
      mayHaveTakenEffect: true
    ),
    Case(
      name: "a union member of a later server",
      answer: launch(#""__typename":"QuotaExceededError""#),
      message: "the server refused (QuotaExceededError): without a message",
      mayHaveTakenEffect: false
    ),
    Case(
      name: "exception outside a union, HTTP 500",
      answer: .answer(
        #"{"data":null,"errors":[{"message":"An unknown error occurred.","path":["x"],"extensions":"#
          + #"{"errorInfo":{"message":"StopIteration\n","cls_name":"StopIteration"}}}]}"#,
        status: 500
      ),
      message: "the server failed with StopIteration: StopIteration",
      mayHaveTakenEffect: true
    ),
    Case(
      name: "refusal in a field of type Boolean",
      answer: .answer(
        #"{"data":null,"errors":[{"message":"Boolean cannot represent a non boolean value: "#
          + #"<GrapheneUnauthorizedError instance>","path":["setConcurrencyLimit"]}]}"#,
        status: 500
      ),
      message: "not permitted: Authorization failed; check the token and what its owner may do, "
        + "and that the server is not read-only",
      mayHaveTakenEffect: false
    ),
    Case(
      name: "coercion of variables, HTTP 500",
      answer: .answer(
        #"{"errors":[{"message":"Variable '$p' got invalid value","locations":[]}]}"#,
        status: 500
      ),
      message:
        "the server does not understand the request, its version likely differs from those this client "
        + "knows: Variable '$p' got invalid value",
      mayHaveTakenEffect: false
    ),
    Case(
      name: "data of another shape",
      answer: launch(#""__typename":"LaunchBackfillSuccess""#),
      message: "expected the answer to LaunchBackfill (no backfillId in data.launchPartitionBackfill), found "
        + #""{"data":{"launchPartitionBackfill":{"__typename":"LaunchBackfillSuccess"}}}""#,
      mayHaveTakenEffect: true
    ),
  ]
}
