// swift-tools-version: 6.2
import PackageDescription

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
    .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
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
    .target(name: "Diagnostics"),
    .target(name: "YAML", dependencies: ["CLibYAML", "Diagnostics"]),
    .target(name: "Schema", dependencies: ["Diagnostics", "YAML"]),

    // The language, the jobs written in it, and what turns them into generated/.
    .target(name: "JobDSL", dependencies: ["Diagnostics", "Schema"]),
    .target(
      name: "Jobs",
      dependencies: ["JobDSL"],
      packageAccess: false,
      plugins: ["RegisterJobs"]
    ),
    .target(name: "Programs"),
    .target(name: "Emission", dependencies: ["Diagnostics", "JobDSL", "Programs", "YAML"]),
    .executableTarget(
      name: "emit",
      dependencies: [
        "Emission", "Jobs",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]
    ),
    .executableTarget(name: "JobRegistry", dependencies: ["Diagnostics"]),
    .plugin(name: "RegisterJobs", capability: .buildTool(), dependencies: ["JobRegistry"]),

    // What runs in the cluster.
    .target(
      name: "HTTP",
      dependencies: [
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ]
    ),
    .target(name: "Dagster", dependencies: ["HTTP"]),
    .target(name: "Kubernetes", dependencies: ["Diagnostics", "HTTP", "Programs", "YAML"]),
    .target(
      name: "Execution",
      dependencies: [
        "Dagster", "Diagnostics", "JobDSL", "Kubernetes", "Schema", "YAML",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"),
      ]
    ),
    .executableTarget(
      name: "runner",
      dependencies: [
        "Dagster", "Diagnostics", "Execution", "JobDSL", "Kubernetes",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ]
    ),

    // What starts it there, from a pipeline or by hand.
    .target(
      name: "Triggering",
      dependencies: [
        "Diagnostics", "Execution", "HTTP", "Kubernetes", "Programs", "YAML",
        .product(name: "Crypto", package: "swift-crypto"),
      ]
    ),
    .executableTarget(
      name: "trigger",
      dependencies: [
        "Diagnostics", "Execution", "Kubernetes", "Triggering",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ]
    ),

    .target(
      name: "TestSupport",
      dependencies: [.product(name: "NIOSSL", package: "swift-nio-ssl")],
      path: "Tests/TestSupport"
    ),
    .target(
      name: "KubernetesDouble",
      dependencies: [
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ],
      path: "Tests/KubernetesDouble"
    ),
    .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"]),
    .testTarget(name: "YAMLTests", dependencies: ["CLibYAML", "Diagnostics", "YAML"]),
    .testTarget(name: "SchemaTests", dependencies: ["Diagnostics", "Schema", "YAML"]),
    .testTarget(
      name: "JobDSLTests",
      dependencies: ["Diagnostics", "JobDSL", "Schema", "TestSupport", "YAML"],
      exclude: ["Golden"]
    ),
    .testTarget(
      name: "CompileFailure",
      dependencies: ["JobDSL", "TestSupport"],
      exclude: ["Catalog", "Fixtures"]
    ),
    .testTarget(name: "JobRegistryTests", dependencies: ["Diagnostics", "JobRegistry", "TestSupport"]),
    .testTarget(
      name: "EmissionTests",
      dependencies: ["Diagnostics", "Emission", "JobDSL", "Jobs", "TestSupport", "YAML", "emit"]
    ),
    .testTarget(name: "ProgramsTests", dependencies: ["Programs"]),
    .testTarget(
      name: "DagsterTests",
      dependencies: [
        "Dagster", "TestSupport",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ]
    ),
    .testTarget(
      name: "ExecutionTests",
      dependencies: [
        "Dagster", "Diagnostics", "Execution", "JobDSL", "Kubernetes", "KubernetesDouble", "Schema", "YAML",
      ]
    ),
    .testTarget(
      name: "KubernetesTests",
      dependencies: ["HTTP", "Kubernetes", "KubernetesDouble", "TestSupport"]
    ),
    // On `trigger` and `emit` only so that they are built: they are run as processes.
    .testTarget(
      name: "TriggeringTests",
      dependencies: [
        "Execution", "HTTP", "Kubernetes", "KubernetesDouble", "TestSupport", "Triggering", "YAML", "emit",
        "trigger",
      ]
    ),
    // Breaks things on purpose between the real runner and the real Dagster; ci/faults runs it.
    .executableTarget(
      name: "faults",
      dependencies: [
        "Dagster", "Execution", "KubernetesDouble", "TestSupport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      path: "Tests/Faults"
    ),
    .testTarget(
      name: "FaultsTests",
      dependencies: [
        "Dagster", "Execution", "TestSupport", "faults",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ]
    ),
    // Times reading and writing in a process; ci/bench runs it.
    .executableTarget(
      name: "measure",
      dependencies: [
        "CLibYAML", "Emission", "JobDSL",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Tests/Benchmarks/Measure"
    ),
    // On the programs only so that they are built: they are run as processes.
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "Dagster", "Execution", "JobDSL", "Kubernetes", "KubernetesDouble", "TestSupport", "emit", "runner",
        "trigger",
      ]
    ),
  ],
  swiftLanguageModes: [.v6]
)

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
