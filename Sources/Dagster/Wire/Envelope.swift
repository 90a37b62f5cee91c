internal import JSONTree

/// What every GraphQL answer is: data, or errors.
struct Envelope<Content: Decodable>: Decodable {
  let content: Content?
  let errors: [GraphQLFault]

  enum CodingKeys: String, CodingKey {
    case data, errors
  }

  init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: CodingKeys.self)
    errors = (try? members.decodeIfPresent([GraphQLFault].self, forKey: .errors)) ?? []
    // Data beside errors is partial: none of the operations can use it.
    content = errors.isEmpty ? try members.decodeIfPresent(Content.self, forKey: .data) : nil
  }
}

/// One entry of a GraphQL answer's `errors`.
struct GraphQLFault: Decodable {
  struct Extensions: Decodable {
    struct ErrorInfo: Decodable {
      let message: String?
      let className: String?

      enum CodingKeys: String, CodingKey {
        case message
        case className = "cls_name"
      }
    }

    let errorInfo: ErrorInfo?
  }

  let message: String
  let errorInfo: Extensions.ErrorInfo?
  /// An error of execution has a path; one of syntax, validation or coercion has none.
  let hasPath: Bool

  enum CodingKeys: String, CodingKey {
    case message, extensions, path
  }

  init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: CodingKeys.self)
    message = try members.decodeIfPresent(String.self, forKey: .message) ?? "an error without a message"
    errorInfo = (try? members.decodeIfPresent(Extensions.self, forKey: .extensions))?.errorInfo
    hasPath = (try? members.decodeIfPresent(JSONValue.self, forKey: .path)) != nil
  }

  var isOfExecution: Bool { hasPath || errorInfo != nil }
}

extension DagsterError.Reason {
  /// The reason behind a GraphQL answer's errors.
  init(_ faults: [GraphQLFault]) {
    guard let fault = faults.first(where: \.isOfExecution) else {
      self = .graphQL(faults.map(\.message))
      return
    }
    // A field of type Boolean cannot carry the refusal, which ends up in the complaint about the type.
    if fault.message.contains("GrapheneUnauthorizedError") {
      self = .unauthorized(message: "Authorization failed")
    } else {
      let message = fault.errorInfo?.message ?? fault.message
      self = .rejected(message: message.trimmed, className: fault.errorInfo?.className)
    }
  }
}

extension String {
  /// Without white space at its ends.
  package var trimmed: String {
    let start = drop { $0.isWhitespace }
    return start.lastIndex { !$0.isWhitespace }.map { String(start[...$0]) } ?? ""
  }
}
