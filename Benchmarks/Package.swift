// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "benchmarks",
  dependencies: [.package(name: "backprop-tutor", path: "..")],
  targets: [
    .executableTarget(
      name: "benchmarks",
      dependencies: [
        "CLimit", "CNetworks", .product(name: "GradientCore", package: "backprop-tutor"),
      ]),
    .target(name: "CLimit", cSettings: [.unsafeFlags(["-O3"])]),
    // For the processor at hand alone: the limit that the core's kernels are held against.
    .target(name: "CNetworks", cSettings: [.unsafeFlags(["-O3", "-march=native"])]),
  ],
  swiftLanguageModes: [.v6]
)
