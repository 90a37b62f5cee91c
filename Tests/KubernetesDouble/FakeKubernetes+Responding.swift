import JSONTree
import Synchronization

extension FakeKubernetes {
  func reached(_ phase: RequestPhase, _ request: FakeRequest) async {
    if let hook = settings.withLock(\.hook) { await hook(phase, request) }
  }

  func respond(to request: FakeRequest) async -> Listener.Response {
    let fault = settings.withLock { settings in
      settings.requests.append(request)
      return settings.takeFault(for: request)
    }
    await reached(.received, request)
    if let fault, fault.moment == .beforeEffect { return fault.response(to: nil) }
    if let target = request.target, target.subresource == "log" { return readLog(request, target) }
    let answer = carryOut(request)
    await reached(.applied, request)
    react(to: request, answer)
    return fault?.response(to: answer) ?? .answer(answer)
  }

  private func readLog(_ request: FakeRequest, _ target: FakeRequest.Target) -> Listener.Response {
    do throws(Status) {
      try authorize(request)
      return try logAnswer(to: request, of: target)
    } catch {
      return .answer(error.answer)
    }
  }

  /// All at once: no other request is carried out meanwhile.
  private func carryOut(_ request: FakeRequest) -> FakeAnswer {
    do throws(Status) {
      try authorize(request)
      return try store.withLock { store throws(Status) in try store.handle(request) }
    } catch {
      return error.answer
    }
  }

  private func authorize(_ request: FakeRequest) throws(Status) {
    let (tokens, denied) = settings.withLock { ($0.tokens, $0.denied) }
    if let tokens {
      let header = request.headers["authorization"] ?? ""
      guard header.hasPrefix("Bearer "), tokens.contains(String(header.dropFirst(7))) else {
        throw .unauthorized
      }
    }
    let permission = "\(request.verb) \(request.target?.permission ?? "")"
    if denied.contains(request.verb) || denied.contains(permission) {
      throw .forbidden(
        request,
        user: "system:serviceaccount:\(request.target?.namespace ?? "default"):runner"
      )
    }
  }
}

extension FakeKubernetes.Settings {
  fileprivate mutating func takeFault(for request: FakeRequest) -> Fault? {
    guard let index = faults.firstIndex(where: { $0.matches(request) }) else { return nil }
    let fault = faults[index].fault
    faults[index].left -= 1
    if faults[index].left == 0 { faults.remove(at: index) }
    return fault
  }
}

extension Fault {
  fileprivate func response(to answer: FakeAnswer?) -> Listener.Response {
    switch symptom {
    case .status(let status): .answer(status.answer)
    case .answer(let answer): .answer(answer)
    case .reset: .reset
    case .hang: .hang
    case .cutShort: .cutShort(answer ?? FakeAnswer(200, [:]))
    }
  }
}
