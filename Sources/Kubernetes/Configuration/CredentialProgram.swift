internal import Diagnostics
internal import HTTP
internal import Programs
internal import YAML

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// A program that logs a user in, such as `gke-gcloud-auth-plugin`: `exec` in a kubeconfig.
///
/// https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins
struct CredentialProgram: Sendable {
  let command: String
  let arguments: [String]
  let environment: [String: String]
  let apiVersion: String
  /// What to do where the program is not there.
  let hint: String?

  /// The token that it prints, fetched when it is needed.
  var token: FetchedSecret {
    FetchedSecret(source: "<what \(command) prints>") { () throws(ConnectionSettingError) in try fetch() }
  }

  private func fetch() throws(ConnectionSettingError) -> FetchedSecret.Loan {
    let result: Program.Result
    let info =
      #"{"apiVersion":"\#(apiVersion)","kind":"ExecCredential","spec":{"interactive":false}}"#
    do {
      result = try Program(name: command)
        .run(arguments, environment: environment.merging(["KUBERNETES_EXEC_INFO": info]) { $1 })
    } catch {
      throw ConnectionSettingError(
        "can't log in: \(error)" + (hint.map { ". \($0)" } ?? "; see that it is installed and in the PATH")
      )
    }
    guard result.status == 0 else {
      throw ConnectionSettingError(
        "can't log in: \(command) ended with exit code \(result.status); it says why above"
      )
    }
    guard let credential = try? JSONDecoder().decode(Credential.self, from: Data(result.output)),
      let token = credential.status?.token, !token.isEmpty
    else {
      throw ConnectionSettingError(
        "can't log in: expected an ExecCredential with a token from \(command), found something else "
          + "(a client certificate from a program is not supported)"
      )
    }
    let expires = credential.status?.expirationTimestamp.flatMap { try? Date($0, strategy: .iso8601) }
    return FetchedSecret.Loan(text: token, expires: expires?.timeIntervalSince1970)
  }

  private struct Credential: Decodable {
    let status: Status?

    struct Status: Decodable {
      let token: String?
      let expirationTimestamp: String?
    }
  }
}

extension Kubeconfig.Entry {
  /// The program that logs the user in; nil where there is none.
  func program() throws(KubernetesConfigurationError) -> CredentialProgram? {
    guard let exec = node["exec"], exec.kind == .mapping else { return nil }
    let known = ["client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1"]
    let apiVersion = exec["apiVersion"]?.text ?? ""
    guard known.contains(apiVersion) else {
      throw KubernetesConfigurationError(
        "expected the apiVersion \(known[0]) or v1beta1 of exec in \"\(name)\" of \(file), found \(quoted(apiVersion))"
      )
    }
    guard let command = exec["command"]?.text, !command.isEmpty else {
      throw KubernetesConfigurationError("expected a command of exec in \"\(name)\" of \(file), found none")
    }
    var environment: [String: String] = [:]
    for variable in exec["env"].map({ Array($0.items) }) ?? [] {
      if let key = variable["name"]?.text, let value = variable["value"]?.text { environment[key] = value }
    }
    return CredentialProgram(
      // As with kubectl, a path with a folder in it is from the file's own.
      command: command.contains("/") && !command.hasPrefix("/") ? "\(folder)\(command)" : command,
      arguments: exec["args"].map { $0.items.map(\.text) } ?? [],
      environment: environment,
      apiVersion: apiVersion,
      hint: exec["installHint"].flatMap { $0.text.isEmpty ? nil : $0.text }
    )
  }

  /// The file's folder, with a slash at its end; empty for the working folder.
  private var folder: String {
    file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
  }
}
