import GradientCore

/// The commands that make a data set again, as `save` and the progress write them: never its
/// numbers.
extension DataSet {
  /// `moons`, `points.csv`.
  public var name: String {
    switch source {
    case .generated(let generator, _, _, _): generator.rawValue
    case .shipped(let name, _): name
    case .file(let path, _, _): path.split(separator: "/").last.map(String.init) ?? path
    }
  }

  public var recipe: [String] { recipe(withFullPath: false) }

  /// - Parameter withFullPath: whether the file is named from the root of the file system, so that
  ///   it is found from every folder.
  func recipe(withFullPath: Bool) -> [String] {
    if let promised { return promised }
    var commands = [sourceCommand(withFullPath: withFullPath)]
    for row in (rowCount - addedCount)..<rowCount {
      let values = (0..<rawFeatures.shape.columns).map { Self.text(rawFeatures[row, $0]) }
      commands.append("data add \(values.joined(separator: " ")) \(targetText(of: row))")
    }
    if let split { commands.append("data split \(Self.text(split.share)) seed \(split.seed)") }
    if isStandardized { commands.append("data standardize") }
    return commands
  }

  private func sourceCommand(withFullPath: Bool) -> String {
    switch source {
    case .generated(let generator, let count, let noise, let seed):
      return "data \(generator) \(count) noise \(Self.text(noise)) seed \(seed)"
    case .shipped(let name, let options): return "data \(name)" + Self.text(options)
    case .file(let path, let fullPath, let options):
      return "data " + Self.quoted(withFullPath ? fullPath : path) + Self.text(options)
        + " expecting \(features.shape.rows) \(features.shape.columns) \(targets.shape.columns)"
    }
  }

  /// The target of a row of `rawTargets` as it is typed.
  private func targetText(of row: Int) -> String {
    let columns = rawTargets.shape.columns
    let values = rawTargets.elements[(row * columns)..<((row + 1) * columns)]
    guard let place = classIndex(of: values) else { return Self.text(values.first!) }
    let name = classes[place]
    let isWord = name.allSatisfy { $0.isLetter || $0.isNumber || ".-_".contains($0) }
    return isWord ? name : Self.quoted(name)
  }

  private static func quoted(_ name: String) -> String { "\"\(QuotedName.quoted(name))\"" }

  private static func text(_ options: TableOptions) -> String {
    (options.target.map { " target " + quoted($0) } ?? "") + (options.kind.map { " \($0)" } ?? "")
  }

  private static func text(_ number: Double) -> String {
    let text = Numbers.exact.text(number)
    // What begins with a sign and goes on with more than a number stands in parentheses.
    return text.contains(" ") ? "(\(text))" : text
  }
}
