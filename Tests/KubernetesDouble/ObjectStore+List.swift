import Foundation
import JSONTree

extension ObjectStore {
  /// A page of the objects that the selector picks, in the order of their names.
  func list(_ request: FakeRequest, _ target: FakeRequest.Target, _ kind: Kind) throws(Status) -> FakeAnswer {
    let selector = try LabelSelector(request.query["labelSelector"] ?? "")
    let fields = try FieldSelector(request.query["fieldSelector"] ?? "", of: kind)
    let start = try Self.start(request.query["continue"])
    let found = objects.sorted { $0.key < $1.key }.filter { key, object in
      key.resource == target.resource && key.namespace == target.namespace && key.name > start
        && selector.matches(object["metadata"]?["labels"]?.texts ?? [:]) && fields.matches(object)
    }
    let limit = request.query["limit"].flatMap { Int($0) } ?? 0
    let page = limit > 0 ? found.prefix(limit) : found[...]
    var metadata: JSONValue = ["resourceVersion": .string(currentVersion)]
    if page.count < found.count, let last = page.last {
      metadata["continue"] = .string(Data(last.key.name.utf8).base64EncodedString())
      metadata["remainingItemCount"] = .int(found.count - page.count)
    }
    // https://kubernetes.io/docs/reference/using-api/api-concepts/#metadata-only-fetches
    let isPartial = request.headers["accept"]?.contains("as=PartialObjectMetadataList") ?? false
    let items = page.map { _, object in
      var item: JSONValue = isPartial ? ["metadata": object["metadata"] ?? [:]] : object
      (item["kind"], item["apiVersion"]) = (nil, nil)
      return item
    }
    return FakeAnswer(
      200,
      [
        "kind": isPartial ? "PartialObjectMetadataList" : .string("\(kind.kind)List"),
        "apiVersion": isPartial ? "meta.k8s.io/v1" : .string(kind.apiVersion), "metadata": metadata,
        // Seen on 1.32: a list of metadata has null where there is nothing.
        "items": isPartial && items.isEmpty ? .null : .array(items),
      ]
    )
  }

  private static func start(_ token: String?) throws(Status) -> String {
    guard let token, !token.isEmpty else { return "" }
    guard let data = Data(base64Encoded: token) else {
      throw .badRequest("continue key is not valid: illegal base64 data")
    }
    return String(decoding: data, as: UTF8.self)
  }
}

/// `a.b=c`, of the few fields that a kind has for it.
struct FieldSelector {
  private var path: [String] = []
  private var value = ""

  init(_ text: String, of kind: Kind) throws(Status) {
    guard !text.isEmpty else { return }
    let sides = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard sides.count == 2, kind.kind == "Event", sides[0] == "involvedObject.uid" else {
      throw .badRequest("field label not supported: \(sides.first ?? text)")
    }
    path = sides[0].split(separator: ".").map(String.init)
    value = sides[1]
  }

  func matches(_ object: JSONValue) -> Bool {
    path.isEmpty || path.reduce(object as JSONValue?) { $0?[$1] }?.text == value
  }
}

/// `a=b`, `a==b`, `a!=b`, `a`, `!a`, joined by commas.
struct LabelSelector {
  private let terms: [@Sendable ([String: String]) -> Bool]

  init(_ text: String) throws(Status) {
    var terms: [@Sendable ([String: String]) -> Bool] = []
    for term in text.split(separator: ",").map(String.init) {
      guard !term.contains("("), !term.contains(" ") else {
        throw .badRequest("unable to parse requirement: \(term)")
      }
      if let range = term.range(of: "!=") {
        let (key, value) = (String(term[..<range.lowerBound]), String(term[range.upperBound...]))
        terms.append { $0[key] != value }
      } else if let range = term.range(of: "==") ?? term.range(of: "=") {
        let (key, value) = (String(term[..<range.lowerBound]), String(term[range.upperBound...]))
        terms.append { $0[key] == value }
      } else if term.hasPrefix("!") {
        terms.append { $0[String(term.dropFirst())] == nil }
      } else {
        terms.append { $0[term] != nil }
      }
    }
    self.terms = terms
  }

  func matches(_ labels: [String: String]) -> Bool { terms.allSatisfy { $0(labels) } }
}
