// swift-tools-version: 6.2
import PackageDescription

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

// The products of other packages that targets import.
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient = networking("AsyncHTTPClient", in: "async-http-client")
let nioCore = networking("NIOCore", in: "swift-nio")
let nioHTTP1 = networking("NIOHTTP1", in: "swift-nio")
let nioPosix = networking("NIOPosix", in: "swift-nio")
let nioSSL = networking("NIOSSL", in: "swift-nio-ssl")
let unixSignals = networking("UnixSignals", in: "swift-service-lifecycle")

/// What a package that only writes jobs neither fetches nor builds: it depends on this one with `traits: []`.
func networking(_ product: String, in package: String) -> Target.Dependency {
  .product(name: product, package: package, condition: .when(traits: ["Runner"]))
}

/// What each target depends on.
typealias Targets = KeyValuePairs<String, [Target.Dependency]>

let libraries: Targets = [
  // What people and other programs rely on: exit codes, tags, labels, step numbers.
  "Contract": [],
  // Reading and writing text. Nothing here knows what a job is.
  "ExactText": [],
  "Diagnostics": ["ExactText"],
  "YAML": ["CLibYAML", "Diagnostics"],
  "Schema": ["Diagnostics", "ExactText", "YAML"],
  "JSONTree": ["ExactText", "YAML"],
  // Days and times of day without a zone, and how keys spell them.
  "CivilCalendar": [],
  // What a run's configuration is made of.
  "ConfigValues": ["Diagnostics", "ExactText", "Schema", "YAML"],
  // Which partitions of an asset are meant.
  "PartitionSelections": ["CivilCalendar", "Diagnostics", "ExactText", "Schema"],
  // The language, and what turns the jobs written in it into generated/.
  "JobDSL": [
    "CivilCalendar", "ConfigValues", "Contract", "Diagnostics", "ExactText", "PartitionSelections", "Schema",
    "YAML",
  ],
  "Programs": ["Diagnostics"],
  // What code locations define; from there to the lock, and from the lock to Swift.
  "CodeLocations": ["ExactText"],
  "Catalog": [
    "CivilCalendar", "CodeLocations", "Diagnostics", "ExactText", "FileTree", "JobDSL", "JSONTree", "Schema",
  ],
  // Folders of generated files, and how they differ from what belongs there.
  "FileTree": [],
  // What files of jobs declare, as far as words and signs tell.
  "SwiftSource": ["Diagnostics"],
  "Emission": [
    "Catalog", "Contract", "Diagnostics", "ExactText", "FileTree", "JobDSL", "Programs", "Schema",
    "SwiftSource",
    "YAML",
  ],
  // What else Dagster tells, as values.
  "DagsterModel": ["ExactText", "JSONTree", "YAML"],
  // What is outside.
  "HTTP": ["Diagnostics", asyncHTTPClient, nioCore, nioHTTP1, nioPosix, nioSSL],
  "Dagster": ["DagsterModel", "ExactText", "HTTP", "JSONTree"],
  "DagsterDefinitions": [
    "CivilCalendar", "CodeLocations", "Dagster", "DagsterModel", "ExactText", "JSONTree",
  ],
  "Kubernetes": ["Diagnostics", "HTTP", "JSONTree", "Programs", "YAML"],
  "Ledger": ["CivilCalendar", "Contract", "Diagnostics"],
  "ClusterLedger": ["Contract", "Kubernetes", "Ledger"],
  // A job's attempt: the pure machine of at most once, the kinds of work that a step may start in Dagster, and so on
  // to what people read of it.
  "Attempt": ["Contract", "Diagnostics", "ExactText", "Ledger"],
  "Works": [
    "Attempt", "CivilCalendar", "Contract", "Dagster", "DagsterModel", "Diagnostics", "ExactText",
    "Instigators",
    "JSONTree",
    "Ledger", "RunHistory",
  ],
  // What is known of earlier runs, for plans, and another try at them.
  "RunHistory": ["Contract", "Dagster", "DagsterModel", "ExactText", "JSONTree"],
  // What Dagster launches runs by: schedules and sensors.
  "Instigators": ["Dagster", "DagsterModel", "ExactText", "JSONTree"],
  // What a plan comes to, as a person approves it.
  "Effects": ["Contract", "ExactText"],
  "Planning": [
    "Attempt", "Contract", "Dagster", "DagsterModel", "Diagnostics", "Effects", "ExactText",
    "Instigators", "JobDSL", "JSONTree", "Ledger", "RunHistory", "Schema", "Works", "YAML",
  ],
  // What has ended in Dagster, and another try at it.
  "Reexecution": [
    "Contract", "Dagster", "DagsterModel", "Diagnostics", "ExactText", "JobDSL", "JSONTree", "Ledger",
    "Planning",
    "RunHistory", "Schema", "Works",
  ],
  "Running": [
    "Attempt", "Contract", "Dagster", "DagsterModel", "Diagnostics", "ExactText", "JobDSL", "Ledger",
    "Planning",
    "Works",
  ],
  "Reporting": [
    "Contract", "Dagster", "DagsterModel", "Diagnostics", "Effects", "ExactText", "JSONTree", "Ledger",
    "Planning",
    "RunHistory", "Works",
  ],
  // Tells people how a job ended.
  "Notifying": [
    "Attempt", "Contract", "Diagnostics", "ExactText", "HTTP", "JobDSL", "JSONTree", "Ledger", "Planning",
    "Reporting",
  ],
  // The programs' commands, for any package's `emit` and `runner`.
  "EmitCommand": ["Catalog", "Contract", "Diagnostics", "Emission", "FileTree", "JobDSL", argumentParser],
  "RunnerCommand": [
    "Attempt", "Catalog", "ClusterLedger", "CodeLocations", "CommandLineSupport", "Contract", "Dagster",
    "DagsterDefinitions", "Diagnostics", "ExactText", "FileTree", "JobDSL", "Kubernetes", "Ledger",
    "Notifying", "Planning", "Reexecution", "Reporting", "Running", "Works", argumentParser,
  ],
  "CommandLineSupport": ["Contract", "Diagnostics", "Kubernetes", argumentParser, unixSignals],
  // What starts it in the cluster, from a pipeline or by hand.
  "Triggering": [
    "Contract", "Diagnostics", "ExactText", "HTTP", "JobDSL", "JSONTree", "Kubernetes", "Ledger", "Programs",
    "Reporting", "YAML",
  ],
]

let programs: Targets = [
  "emit": ["EmitCommand", "Jobs"],
  "runner": ["RunnerCommand"],
  "trigger": [
    "ClusterLedger", "CommandLineSupport", "Contract", "Diagnostics", "Kubernetes", "Ledger", "Triggering",
    argumentParser,
  ],
]

/// On programs only so that they are built: they are run as processes.
let tests: Targets = [
  "ContractTests": ["Contract", "TestSupport"],
  "CommandLineSupportTests": ["CommandLineSupport", "Contract", "TestSupport"],
  "ExactTextTests": ["ExactText"],
  "DiagnosticsTests": ["Diagnostics"],
  "YAMLTests": ["Diagnostics", "FuzzTargets", "SeededRandom", "YAML"],
  "FuzzTests": ["FuzzAnswerTargets", "FuzzTargets", "JobDSL"],
  "SchemaTests": ["Diagnostics", "ExactText", "Schema", "YAML"],
  "JobDSLTests": [
    "CivilCalendar", "Diagnostics", "FuzzTargets", "JobDSL", "PartitionSelections", "Schema", "TestSupport",
    "YAML",
  ],
  "CompileFailure": ["JobDSL", "TestSupport"],
  "CatalogTests": [
    "Catalog", "CodeLocations", "Diagnostics", "ExactText", "FileTree", "JobDSL", "Schema", "TestSupport",
  ],
  "JobRegistryTests": ["Diagnostics", "JobRegistry", "SwiftSource", "TestSupport"],
  "EmissionTests": [
    "Diagnostics", "Emission", "FileTree", "JobDSL", "Jobs", "Ledger", "SeededRandom", "TestSupport", "YAML",
    "emit",
  ],
  // On `emit`, `runner` and `trigger` too: what the pages say of their options is held against their help.
  "DocumentationTests": ["Emission", "JobDSL", "Jobs", "TestSupport", "emit", "runner", "trigger"],
  "ProgramsTests": ["Programs"],
  "JSONTreeTests": ["JSONTree"],
  "DagsterTests": [
    "CodeLocations", "Dagster", "DagsterDefinitions", "DagsterModel", "ExactText", "HTTP", "JSONTree",
    "TestSupport", nioCore, nioPosix, nioSSL,
  ],
  "ExecutionTests": [
    "Attempt", "ClusterLedger", "Contract", "Dagster", "DagsterModel", "Diagnostics", "Effects", "ExactText",
    "HTTP", "JobDSL", "JSONTree", "Kubernetes", "KubernetesDouble", "Ledger", "Planning", "Programs",
    "Notifying", "RealCluster", "Reexecution", "Reporting", "RunHistory", "Running", "Schema", "TestSupport",
    "Works",
  ],
  "KubernetesTests": ["HTTP", "JSONTree", "Kubernetes", "KubernetesDouble", "TestSupport"],
  "TriggeringTests": [
    "ClusterLedger", "Contract", "Dagster", "DagsterModel", "HTTP", "JSONTree", "Kubernetes",
    "KubernetesDouble", "Ledger", "RealCluster", "TestSupport", "Triggering", "YAML", "emit", "trigger",
  ],
  "FaultsTests": [
    "Dagster", "DagsterModel", "Ledger", "SeededRandom", "TestSupport", "faults", nioCore, nioHTTP1,
  ],
  "EndToEndTests": [
    "Attempt", "ClusterLedger", "CodeLocations", "Contract", "Dagster", "DagsterDefinitions", "DagsterModel",
    "ExactText", "Instigators", "JobDSL", "JSONTree", "Kubernetes", "KubernetesDouble", "Ledger", "Planning",
    "RealCluster", "Running", "TestSupport", "Works", "emit", "faults", "runner", "trigger",
  ],
]

/// What lies in a test's folder and isn't compiled.
let uncompiled = [
  "YAMLTests": ["Corpus"], "JobDSLTests": ["Golden"], "CompileFailure": ["Catalog", "Fixtures"],
  "EmissionTests": ["StandIns"],
]

/// What tests and measurements share.
let testLibraries: Targets = [
  "SeededRandom": [],
  "TestSupport": [nioCore, nioPosix, nioSSL],
  "KubernetesDouble": ["JSONTree", "TestSupport", nioCore, nioHTTP1, nioPosix, nioSSL],
  // The cluster of KUBECONFIG, for suites that are skipped without one.
  "RealCluster": ["HTTP", "Kubernetes", "TestSupport"],
  // What has to hold for any input, whoever wrote it; ci/fuzz hunts for one for which it does not.
  "FuzzTargets": ["CLibYAML", "Diagnostics", "ExactText", "JobDSL", "Schema", "SeededRandom", "YAML"],
  "FuzzAnswerTargets": [
    "Dagster", "DagsterModel", "ExactText", "FuzzTargets", "Instigators", "JobDSL", "JSONTree", "Ledger",
    "Planning", "Reporting",
  ],
]

let testPrograms: Targets = [
  // Breaks things on purpose between the real runner and the real Dagster; ci/faults runs it.
  "faults": [
    "Dagster", "DagsterModel", "ExactText", "Instigators", "JSONTree", "KubernetesDouble", "Ledger",
    "SeededRandom", "TestSupport", argumentParser, asyncHTTPClient, nioCore, nioHTTP1, nioPosix, unixSignals,
  ],
  // Times reading and writing in a process; ci/bench runs it.
  "measure": ["CLibYAML", "Emission", "FileTree", "JobDSL", argumentParser],
]

/// Their folders in Tests, where they have other names.
let testFolders = [
  "FuzzTargets": "Fuzz/Targets", "FuzzAnswerTargets": "Fuzz/AnswerTargets", "faults": "Faults",
  "measure": "Benchmarks/Measure",
]
func path(_ name: String) -> String { "Tests/\(testFolders[name] ?? name)" }

/// Whether another package depends on this one. That one has jobs, an `emit` and a `runner` of its own, and names are
/// unique among all packages together: there is nothing here but the libraries.
///
/// SwiftPM has it among its `checkouts` then, beside the `repositories` that those are made of; where it has it elsewhere,
/// as by a path, the variable says so.
let isDependency: Bool = {
  if Context.environment["PRODUCTION_JOBS_IS_DEPENDENCY"] == "1" { return true }
  let folders = Context.packageDirectory.split(separator: "/")
  guard let name = folders.last, folders.dropLast().last == "checkouts" else { return false }
  let repositories = "/" + folders.dropLast(2).joined(separator: "/") + "/repositories"
  return (try? FileManager.default.contentsOfDirectory(atPath: repositories))?
    .contains { $0.hasPrefix("\(name)-") } ?? false
}()

/// The jobs of this repository, with the programs for them, and its tests.
var own: [Target] = [
  .target(
    name: "Jobs",
    dependencies: ["DagsterNames", "JobDSL"],
    exclude: ["Catalog"],
    packageAccess: false,
    plugins: ["RegisterJobs"]
  ),
  // What the team's Dagster has, by names: a module of its own, so that a changed job compiles the jobs alone.
  .target(
    name: "DagsterNames",
    dependencies: ["JobDSL"],
    path: "Sources/Jobs/Catalog",
    packageAccess: false
  ),
]
own += programs.map { .executableTarget(name: $0, dependencies: $1) }
own += testLibraries.map { .target(name: $0, dependencies: $1, path: path($0)) }
own += testPrograms.map { .executableTarget(name: $0, dependencies: $1, path: path($0)) }
own += tests.map { .testTarget(name: $0, dependencies: $1, exclude: uncompiled[$0] ?? []) }

let package = Package(
  name: "production-jobs",
  platforms: [.macOS(.v15)],
  products: (isDependency ? [] : programs.map(\.key)).map { .executable(name: $0, targets: [$0]) }
    + [
      // What a company's own package has its jobs, its `emit` and, with commands of its own, its `runner` from.
      .library(name: "JobDSL", targets: ["ExactText", "JobDSL", "Schema"]),
      .library(name: "EmitCommand", targets: ["EmitCommand"]),
      .library(
        name: "RunnerCommand",
        targets: [
          "Dagster", "DagsterModel", "Diagnostics", "JSONTree", "Ledger", "Planning", "RunnerCommand",
          "Works",
        ]
      ),
      .plugin(name: "RegisterJobs", targets: ["RegisterJobs"]),
    ],
  traits: [
    .trait(name: "Runner", description: "The runner, which speaks to Dagster and Kubernetes."),
    .default(enabledTraits: ["Runner"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.80.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.30.0"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.26.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.8.0"),
  ],
  targets: libraries.map { .target(name: $0, dependencies: $1) }
    + [
      .systemLibrary(
        name: "CLibYAML",
        pkgConfig: "yaml-0.1",
        providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]
      ),
      .executableTarget(name: "JobRegistry", dependencies: ["Diagnostics", "SwiftSource"]),
      .plugin(name: "RegisterJobs", capability: .buildTool(), dependencies: ["JobRegistry"]),
    ] + (isDependency ? [] : own),
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
    "ExactText", "Diagnostics", "YAML", "Schema", "JobDSL", "JSONTree", "CivilCalendar", "DagsterModel",
    "Dagster",
    "Ledger", "Attempt", "Planning", "Reporting", "FuzzTargets", "FuzzAnswerTargets",
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
