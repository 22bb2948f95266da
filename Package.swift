// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "backprop-tutor",
  products: [
    .executable(name: "backprop-tutor", targets: ["backprop-tutor"]),
    .library(name: "GradientCore", targets: ["GradientCore"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
  ],
  targets: [
    // MARK: - What is taught
    .target(name: "GradientCore", dependencies: ["CKernels"]),
    .target(name: "DocumentModel"),
    .target(name: "Tables"),
    .target(name: "Tutor", dependencies: ["GradientCore", "DocumentModel", "Tables"]),

    // MARK: - The texts and the lessons
    .target(name: "LessonTexts", path: "lessons", plugins: ["EmbedLessonTexts"]),
    .plugin(
      name: "EmbedLessonTexts", capability: .buildTool(), dependencies: ["embed-lesson-texts"]),
    .executableTarget(name: "embed-lesson-texts", path: "Plugins/embed-lesson-texts"),
    .target(name: "Lessons", dependencies: ["Tutor", "LessonTexts", "CMark"]),

    // MARK: - The two ends that touch the world
    .target(name: "Terminal", dependencies: ["DocumentModel", "CTerminal"]),
    .target(name: "LineEditing", dependencies: ["CEdit", "CTerminal"]),
    .executableTarget(
      name: "backprop-tutor",
      dependencies: [
        "GradientCore", "DocumentModel", "Tables", "Tutor", "Lessons", "Terminal", "LineEditing",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]),

    // MARK: - C
    .systemLibrary(name: "CEdit", pkgConfig: "libedit", providers: [.apt(["libedit-dev"])]),
    .systemLibrary(name: "CMark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"])]),
    // Compiled once for every kind of processor; no flags, so that it can be a dependency.
    .target(name: "CKernels"),
    // What terminals can do is asked of the library that libedit is built on.
    .target(
      name: "CTerminal",
      linkerSettings: [
        .linkedLibrary("tinfo", .when(platforms: [.linux])),
        .linkedLibrary("ncurses", .when(platforms: [.macOS])),
      ]),

    // MARK: - Tests
    .target(name: "AllocationMeter", path: "Tests/AllocationMeter"),
    .executableTarget(
      name: "AllocationProbe", dependencies: ["AllocationMeter", "GradientCore"],
      path: "Tests/AllocationProbe"),
    // Linked into the tests, it takes the kernels that KERNELS names.
    .target(name: "ForcedKernels", dependencies: ["CKernels"], path: "Tests/ForcedKernels"),
    .testTarget(
      name: "GradientCoreTests", dependencies: ["GradientCore", "CKernels", "ForcedKernels"],
      exclude: ["Golden/golden.json"]),
    .testTarget(name: "TablesTests", dependencies: ["Tables"], exclude: ["Corpus"]),
    .testTarget(name: "TutorTests", dependencies: ["Tutor"]),
    .testTarget(
      name: "LessonTests", dependencies: ["Lessons", "Terminal"], exclude: ["Snapshots"]),
    .testTarget(name: "TerminalTests", dependencies: ["Terminal"]),
    .testTarget(name: "HouseTests"),
    .testTarget(name: "EndToEndTests", dependencies: ["CTerminal", "backprop-tutor"]),
  ],
  swiftLanguageModes: [.v6]
)
