// swift-tools-version: 6.2
import PackageDescription

// The products of other packages that targets import.
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient: Target.Dependency = .product(name: "AsyncHTTPClient", package: "async-http-client")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioSSL: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
let unixSignals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")

let package = Package(
  name: "production-jobs",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "emit", targets: ["emit"]),
    .executable(name: "runner", targets: ["runner"]),
    .executable(name: "trigger", targets: ["trigger"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.0.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.80.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.30.0"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.26.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.8.0"),
  ],
  targets: [
    // Reading and writing text. Nothing here knows what a job is.
    .systemLibrary(
      name: "CLibYAML",
      pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]
    ),
    // What people and other programs rely on: exit codes, tags, labels, step numbers.
    .target(name: "Contract"),
    .target(name: "ExactText"),
    .target(name: "Diagnostics", dependencies: ["ExactText"]),
    .target(name: "YAML", dependencies: ["CLibYAML", "Diagnostics"]),
    .target(name: "Schema", dependencies: ["Diagnostics", "ExactText", "YAML"]),

    // The language, the jobs written in it, and what turns them into generated/.
    .target(name: "JobDSL", dependencies: ["Contract", "Diagnostics", "ExactText", "Schema", "YAML"]),
    .target(name: "Jobs", dependencies: ["JobDSL"], packageAccess: false, plugins: ["RegisterJobs"]),
    .target(name: "Programs", dependencies: ["Diagnostics"]),
    // Folders of generated files, and how they differ from what belongs there.
    .target(name: "FileTree"),
    // What Dagster tells, as values.
    .target(name: "DagsterModel", dependencies: ["ExactText", "JSONTree"]),
    // A team's own Dagster: from its definitions to the lock, and from the lock to Swift.
    .target(
      name: "Catalog",
      dependencies: ["DagsterModel", "Diagnostics", "ExactText", "FileTree", "JSONTree", "JobDSL", "Schema"]
    ),
    .target(
      name: "Emission",
      dependencies: [
        "Catalog", "Contract", "Diagnostics", "ExactText", "FileTree", "JobDSL", "Programs", "Schema", "YAML",
      ]
    ),
    .executableTarget(
      name: "emit",
      dependencies: ["Catalog", "Diagnostics", "Emission", "FileTree", "Jobs", argumentParser]
    ),
    .executableTarget(name: "JobRegistry", dependencies: ["Diagnostics"]),
    .plugin(name: "RegisterJobs", capability: .buildTool(), dependencies: ["JobRegistry"]),

    // What runs in the cluster.
    .target(name: "JSONTree", dependencies: ["ExactText", "YAML"]),
    .target(
      name: "HTTP",
      dependencies: ["Diagnostics", asyncHTTPClient, nioCore, nioHTTP1, nioPosix, nioSSL]
    ),
    .target(name: "Dagster", dependencies: ["DagsterModel", "ExactText", "HTTP", "JSONTree"]),
    // What code locations define, for the catalog.
    .target(
      name: "DagsterDefinitions",
      dependencies: ["Dagster", "DagsterModel", "ExactText", "JSONTree", crypto]
    ),
    .target(name: "Kubernetes", dependencies: ["Diagnostics", "HTTP", "JSONTree", "Programs", "YAML"]),
    .target(name: "Ledger", dependencies: ["Diagnostics"]),
    .target(name: "ClusterLedger", dependencies: ["Contract", "Kubernetes", "Ledger"]),
    // A job's attempt, from the pure machine of at most once to what people read of it.
    .target(name: "Attempt", dependencies: ["Contract", "Diagnostics", "Ledger"]),
    // The kinds of work that a step may start in Dagster.
    .target(
      name: "Works",
      dependencies: ["Attempt", "Contract", "Dagster", "DagsterModel", "ExactText", "JSONTree", "Ledger"]
    ),
    .target(
      name: "Planning",
      dependencies: [
        "Attempt", "Contract", "Dagster", "DagsterModel", "Diagnostics", "ExactText", "JobDSL", "JSONTree",
        "Ledger",
        "Schema", "Works", "YAML",
        crypto,
      ]
    ),
    .target(
      name: "Running",
      dependencies: [
        "Attempt", "Contract", "Dagster", "DagsterModel", "Diagnostics", "JobDSL", "Ledger", "Planning",
        "Works",
      ]
    ),
    .target(
      name: "Reporting",
      dependencies: [
        "Contract", "Dagster", "DagsterModel", "Diagnostics", "ExactText", "JSONTree", "Ledger", "Planning",
      ]
    ),
    .target(
      name: "CommandLineSupport",
      dependencies: ["Contract", "Diagnostics", "Kubernetes", argumentParser, unixSignals]
    ),
    .executableTarget(
      name: "runner",
      dependencies: [
        "Attempt", "Catalog", "ClusterLedger", "CommandLineSupport", "Contract", "Dagster",
        "DagsterDefinitions", "DagsterModel",
        "Diagnostics", "ExactText", "FileTree", "JobDSL", "Kubernetes", "Ledger", "Planning", "Reporting",
        "Running", argumentParser,
      ]
    ),

    // What starts it there, from a pipeline or by hand.
    .target(
      name: "Triggering",
      dependencies: [
        "Contract", "Diagnostics", "HTTP", "JobDSL", "JSONTree", "Kubernetes", "Ledger", "Planning",
        "Programs",
        "Reporting", "YAML", crypto,
      ]
    ),
    .executableTarget(
      name: "trigger",
      dependencies: [
        "ClusterLedger", "CommandLineSupport", "Contract", "Diagnostics", "Kubernetes", "Ledger",
        "Triggering",
        argumentParser,
      ]
    ),

    .target(name: "SeededRandom", path: "Tests/SeededRandom"),
    .target(name: "TestSupport", dependencies: [nioSSL], path: "Tests/TestSupport"),
    .target(
      name: "KubernetesDouble",
      dependencies: ["JSONTree", "TestSupport", nioCore, nioHTTP1, nioPosix, nioSSL],
      path: "Tests/KubernetesDouble"
    ),
    // What has to hold for any input, whoever wrote it; ci/fuzz hunts for one for which it does not.
    .target(
      name: "FuzzTargets",
      dependencies: ["CLibYAML", "Diagnostics", "ExactText", "JobDSL", "Schema", "SeededRandom", "YAML"],
      path: "Tests/Fuzz/Targets"
    ),
    .target(
      name: "FuzzAnswerTargets",
      dependencies: [
        "Dagster", "DagsterModel", "ExactText", "FuzzTargets", "JobDSL", "JSONTree", "Ledger", "Planning",
        "Reporting",
      ],
      path: "Tests/Fuzz/AnswerTargets"
    ),
    // The cluster of KUBECONFIG, for suites that are skipped without one.
    .target(
      name: "RealCluster",
      dependencies: ["HTTP", "Kubernetes", "TestSupport"],
      path: "Tests/RealCluster"
    ),
    .testTarget(name: "ContractTests", dependencies: ["Contract", "TestSupport"]),
    .testTarget(name: "ExactTextTests", dependencies: ["ExactText"]),
    .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"]),
    .testTarget(
      name: "YAMLTests",
      dependencies: ["Diagnostics", "FuzzTargets", "SeededRandom", "YAML"],
      exclude: ["Corpus"]
    ),
    .testTarget(name: "FuzzTests", dependencies: ["FuzzAnswerTargets", "FuzzTargets", "JobDSL"]),
    .testTarget(name: "SchemaTests", dependencies: ["Diagnostics", "ExactText", "Schema", "YAML"]),
    .testTarget(
      name: "JobDSLTests",
      dependencies: ["Diagnostics", "FuzzTargets", "JobDSL", "Schema", "TestSupport", "YAML"],
      exclude: ["Golden"]
    ),
    .testTarget(
      name: "CompileFailure",
      dependencies: ["JobDSL", "TestSupport"],
      exclude: ["Catalog", "Fixtures"]
    ),
    .testTarget(
      name: "CatalogTests",
      dependencies: [
        "Catalog", "DagsterModel", "Diagnostics", "ExactText", "FileTree", "JobDSL", "Schema", "TestSupport",
      ]
    ),
    .testTarget(name: "JobRegistryTests", dependencies: ["Diagnostics", "JobRegistry", "TestSupport"]),
    .testTarget(
      name: "EmissionTests",
      dependencies: [
        "Diagnostics", "Emission", "FileTree", "JobDSL", "Jobs", "SeededRandom", "TestSupport", "YAML",
        "emit",
      ],
      exclude: ["StandIns"]
    ),
    // On the programs only so that they are built: their help is read.
    .testTarget(
      name: "DocumentationTests",
      dependencies: ["Emission", "JobDSL", "Jobs", "TestSupport", "emit", "runner", "trigger"]
    ),
    .testTarget(name: "ProgramsTests", dependencies: ["Programs"]),
    .testTarget(name: "JSONTreeTests", dependencies: ["JSONTree"]),
    .testTarget(
      name: "DagsterTests",
      dependencies: [
        "Dagster", "DagsterModel", "ExactText", "HTTP", "JSONTree", "TestSupport", nioCore, nioPosix, nioSSL,
      ]
    ),
    .testTarget(
      name: "ExecutionTests",
      dependencies: [
        "Attempt", "ClusterLedger", "Contract", "Dagster", "DagsterModel", "Diagnostics", "ExactText", "HTTP",
        "JobDSL",
        "JSONTree",
        "Kubernetes", "KubernetesDouble", "Ledger", "Planning", "Programs", "RealCluster", "Reporting",
        "Running", "Schema", "TestSupport", "Works",
      ]
    ),
    .testTarget(
      name: "KubernetesTests",
      dependencies: ["HTTP", "JSONTree", "Kubernetes", "KubernetesDouble", "TestSupport"]
    ),
    // On `trigger` and `emit` only so that they are built: they are run as processes.
    .testTarget(
      name: "TriggeringTests",
      dependencies: [
        "ClusterLedger", "Contract", "Dagster", "DagsterModel", "HTTP", "JSONTree", "Kubernetes",
        "KubernetesDouble",
        "Ledger",
        "RealCluster", "TestSupport", "Triggering", "YAML", "emit", "trigger",
      ]
    ),
    // Breaks things on purpose between the real runner and the real Dagster; ci/faults runs it.
    .executableTarget(
      name: "faults",
      dependencies: [
        "Dagster", "DagsterModel", "ExactText", "JSONTree", "KubernetesDouble", "Ledger", "SeededRandom",
        "TestSupport",
        argumentParser, asyncHTTPClient, nioCore, nioHTTP1, nioPosix, unixSignals,
      ],
      path: "Tests/Faults"
    ),
    .testTarget(
      name: "FaultsTests",
      dependencies: [
        "Dagster", "DagsterModel", "Ledger", "SeededRandom", "TestSupport", "faults", nioCore, nioHTTP1,
      ]
    ),
    // Times reading and writing in a process; ci/bench runs it.
    .executableTarget(
      name: "measure",
      dependencies: ["CLibYAML", "Emission", "FileTree", "JobDSL", argumentParser],
      path: "Tests/Benchmarks/Measure"
    ),
    // On the programs only so that they are built: they are run as processes.
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "ClusterLedger", "Contract", "Dagster", "DagsterDefinitions", "DagsterModel", "ExactText", "JobDSL",
        "JSONTree", "Kubernetes",
        "KubernetesDouble",
        "Ledger", "Planning", "RealCluster", "TestSupport", "emit", "faults", "runner", "trigger",
      ]
    ),
  ],
  swiftLanguageModes: [.v6]
)

/// The names of some targets and of all that they depend on.
func withDependencies(of names: [String], among targets: [Target]) -> Set<String> {
  var (found, ahead) = (Set(names), names)
  while let name = ahead.popLast() {
    for case .byNameItem(let other, _) in targets.first(where: { $0.name == name })?.dependencies ?? []
    where found.insert(other).inserted {
      ahead.append(other)
    }
  }
  return found
}

// For ci/fuzz alone, which sets both: nothing but the fuzzers and what they look into, compiled so that libFuzzer
// sees which way an input takes.
if let libFuzzer = Context.environment["FUZZ_LIBRARY"], let flags = Context.environment["FUZZ_FLAGS"] {
  let instrumentation = flags.split(separator: " ").map(String.init)
  let examined = [
    "ExactText", "Diagnostics", "YAML", "Schema", "JobDSL", "JSONTree", "DagsterModel", "Dagster", "Ledger",
    "Attempt",
    "Planning", "Reporting",
    "FuzzTargets",
    "FuzzAnswerTargets",
  ]
  // Not gold, which fails on the debug information of what is instrumented.
  let link = LinkerSetting.unsafeFlags([libFuzzer, "-lstdc++", "-use-ld=lld"] + instrumentation)
  package.products = []
  let needed = withDependencies(of: examined, among: package.targets)
  package.targets = package.targets.filter { needed.contains($0.name) }
  package.targets += [
    .systemLibrary(name: "CLibFuzzer", path: "Tests/Fuzz/CLibFuzzer"),
    .target(name: "FuzzDriver", dependencies: ["CLibFuzzer", "FuzzTargets"], path: "Tests/Fuzz/Driver"),
    .executableTarget(
      name: "document-fuzzer",
      dependencies: ["FuzzDriver", "FuzzTargets"],
      path: "Tests/Fuzz/DocumentFuzzer",
      linkerSettings: [link]
    ),
    .executableTarget(
      name: "answer-fuzzer",
      dependencies: ["FuzzAnswerTargets", "FuzzDriver", "FuzzTargets"],
      path: "Tests/Fuzz/AnswerFuzzer",
      linkerSettings: [link]
    ),
  ]
  for target in package.targets where examined.contains(target.name) {
    target.swiftSettings = [.unsafeFlags(instrumentation)]
  }
}

// Upcoming features are on everywhere, and a warning is an error.
// Each is a proposal of https://github.com/swiftlang/swift-evolution/tree/main/proposals.
let upcomingFeatures = [
  "ExistentialAny",  // 0335
  "InternalImportsByDefault",  // 0409
  "MemberImportVisibility",  // 0444
  "NonisolatedNonsendingByDefault",  // 0461
]
for target in package.targets where ![.system, .plugin, .binary].contains(target.type) {
  // A job's author writes `import JobDSL` and needs to know no more about imports.
  let features = upcomingFeatures.filter { target.name != "Jobs" || $0 != "InternalImportsByDefault" }
  target.swiftSettings =
    (target.swiftSettings ?? [])
    + features.map { .enableUpcomingFeature($0) }
    + [.treatAllWarnings(as: .error)]
}

// An asset that Dagster has no longer is deprecated in the catalog, so that `emit`, which says the same as an error, can
// still be built to retire the jobs that name it.
for target in package.targets where target.name == "Jobs" {
  target.swiftSettings?.append(.treatWarning("DeprecatedDeclaration", as: .warning))
}
