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
    case .own: "own"
    }
  }

  public var recipe: [String] { recipe(withFullPath: false) }

  /// - Parameter withFullPath: whether the file is named from the root of the file system, so that
  ///   it is found from every folder.
  func recipe(withFullPath: Bool) -> [String] {
    if let promised { return promised }
    let adding = ((rowCount - addedCount)..<rowCount).map { row in
      let values = (0..<rawFeatures.shape.columns).map { Self.text(rawFeatures[row, $0]) }
      return "data add \(values.joined(separator: " ")) \(targetText(of: row))"
    }
    let splitting =
      split.map {
        ["data split \(Self.text($0.share)) seed \($0.seed)"]
      } ?? []
    // A split of one's own data takes all rows that are there, so what came later comes later.
    let changes = source == .own ? splitting + adding : adding + splitting
    return [sourceCommand(withFullPath: withFullPath)] + changes + standardizing
  }

  private var standardizing: [String] {
    guard let standardization else { return [] }
    if isStandardizationFresh { return ["data standardize"] }
    let numbers = (standardization.means + standardization.deviations).map(Self.text)
    return ["data standardize by " + numbers.joined(separator: " ")]
  }

  /// What X or Y is typed as, before `data own` makes data of both; nil for data that are made by
  /// commands.
  func typed(_ name: String) -> Matrix? {
    guard source == .own else { return nil }
    let whole = name == Bench.dataNames[0] ? rawFeatures : rawTargets
    return addedCount == 0 ? whole : whole.gathering(Array(0..<(rowCount - addedCount)))
  }

  private func sourceCommand(withFullPath: Bool) -> String {
    switch source {
    case .generated(let generator, let count, let noise, let seed):
      return "data \(generator) \(count) noise \(Self.text(noise)) seed \(seed)"
    case .shipped(let name, let options): return "data \(name)" + Self.text(options)
    case .file(let path, let fullPath, let options):
      return "data " + Self.quoted(withFullPath ? fullPath : path) + Self.text(options)
        + " expecting \(features.shape.rows) \(features.shape.columns) \(targets.shape.columns)"
        + " \(rowCount - addedCount) \(fingerprint)"
    case .own: return "data own"
    }
  }

  /// A number that is another one, as good as certainly, where the rows that were read are others:
  /// FNV-1a over the numbers, folded to 32 bits.
  var fingerprint: Int {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for matrix in [rawFeatures, rawTargets] {
      for number in matrix.elements[..<((rowCount - addedCount) * matrix.shape.columns)] {
        hash = (hash ^ number.bitPattern) &* 0x100_0000_01b3
      }
    }
    return Int((hash ^ (hash >> 32)) & 0xFFFF_FFFF)
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
