import Foundation
import PackagePlugin

/// Compiles every file of the target into one Swift file, so that a copied binary can teach.
///
/// The files are named as inputs one by one: an edited, added or removed text builds again.
@main
struct EmbedLessonTexts: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let target = target as? any SourceModuleTarget else { return [] }
    let texts = target.sourceFiles.map(\.url).filter { $0.pathExtension != "swift" }
      .sorted { $0.path < $1.path }
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedTexts.swift")
    return [
      .buildCommand(
        displayName: "Embedding the texts of \(target.name)",
        executable: try context.tool(named: "embed-lesson-texts").url,
        arguments: [output.path, target.directoryURL.path] + texts.map(\.path),
        inputFiles: texts,
        outputFiles: [output])
    ]
  }
}
