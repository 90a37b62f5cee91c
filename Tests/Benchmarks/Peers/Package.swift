// swift-tools-version: 6.2
import PackageDescription

// What `ci/bench` measures this package against. On its own, so that nobody who builds the product has Yams.
let package = Package(
  name: "peers",
  platforms: [.macOS(.v15)],
  dependencies: [.package(url: "https://github.com/jpsim/Yams", exact: "6.2.2")],
  targets: [
    .executableTarget(name: "empty"),
    .executableTarget(name: "yams-reading", dependencies: [.product(name: "Yams", package: "Yams")]),
    .executableTarget(name: "launch"),
  ],
  swiftLanguageModes: [.v6]
)
