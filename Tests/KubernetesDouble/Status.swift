public import JSONTree

/// A refusal, in the API server's own words; each is an error so that a handler can throw it.
public struct Status: Error, Hashable, Sendable {
  public var code: Int
  public var reason: String
  public var message: String
  public var details: JSONValue?
  public var retryAfter: Int?

  public init(
    _ code: Int,
    _ reason: String,
    _ message: String,
    details: JSONValue? = nil,
    retryAfter: Int? = nil
  ) {
    self.code = code
    self.reason = reason
    self.message = message
    self.details = details
    self.retryAfter = retryAfter
  }

  var answer: FakeAnswer {
    var json: JSONValue = [
      "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Failure", "message": .string(message),
      "reason": .string(reason), "code": .int(code),
    ]
    json["details"] = details
    return FakeAnswer(code, json, headers: retryAfter.map { ["retry-after": String($0)] } ?? [:])
  }

  static func notFound(_ resource: String, _ name: String) -> Status {
    Status(
      404,
      "NotFound",
      "\(resource) \"\(name)\" not found",
      details: ["name": .string(name), "kind": .string(resource)]
    )
  }

  static func alreadyExists(_ resource: String, _ name: String) -> Status {
    Status(
      409,
      "AlreadyExists",
      "\(resource) \"\(name)\" already exists",
      details: ["name": .string(name), "kind": .string(resource)]
    )
  }

  static func conflict(_ resource: String, _ name: String, _ why: String = modified) -> Status {
    Status(
      409,
      "Conflict",
      "Operation cannot be fulfilled on \(resource) \"\(name)\": \(why)",
      details: ["name": .string(name), "kind": .string(resource)]
    )
  }

  static let modified =
    "the object has been modified; please apply your changes to the latest version and try again"

  static func invalid(_ kind: String, _ name: String, _ why: String) -> Status {
    Status(
      422,
      "Invalid",
      "\(kind) \"\(name)\" is invalid: \(why)",
      details: ["name": .string(name), "kind": .string(kind)]
    )
  }

  static func badRequest(_ message: String) -> Status { Status(400, "BadRequest", message) }

  static let unauthorized = Status(401, "Unauthorized", "Unauthorized")

  static func forbidden(_ request: FakeRequest, user: String) -> Status {
    let target = request.target
    let group = target?.group ?? ""
    let kind = target.map { $0.resource + (group.isEmpty ? "" : ".\(group)") }
    let object = [kind, target?.name.map { "\"\($0)\"" }].compactMap(\.self).joined(
      separator: " "
    )
    return Status(
      403,
      "Forbidden",
      "\(object) is forbidden: User \"\(user)\" cannot \(request.verb) resource \"\(target?.permission ?? "")\" "
        + "in API group \"\(group)\" in the namespace \"\(target?.namespace ?? "")\""
    )
  }
}
