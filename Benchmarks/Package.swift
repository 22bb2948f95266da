// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "benchmarks",
  dependencies: [.package(name: "backprop-tutor", path: "..")],
  targets: [
    .executableTarget(
      name: "benchmarks",
      dependencies: ["CLimit", .product(name: "GradientCore", package: "backprop-tutor")]),
    .target(name: "CLimit", cSettings: [.unsafeFlags(["-O3"])]),
  ],
  swiftLanguageModes: [.v6]
)
