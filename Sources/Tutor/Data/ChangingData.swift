import DocumentModel
import GradientCore

extension Session {
  /// The data on the bench.
  func presentData() throws(Refusal) -> DataSet {
    guard let data = bench.data, bench.hasData else {
      throw Refusal(
        Phrase(
          "There are no data yet. {example} computes some, {file} reads a file.",
          [
            "example": Text("data moons", .command), "file": Text("data points.csv", .command),
          ]))
    }
    return data
  }

  /// What the objective is now, where it was another one.
  func consequence(since before: Bench, using engine: Engine) -> Document {
    let text = following(Bench.dataNames, since: before, using: engine)
    guard !text.isEmpty else { return Document() }
    return Document(.line(Text(Array(text.spans.drop { $0.text.allSatisfy { $0 == " " } }))))
  }

  /// Said once, where rows are scaled from now on by what was found of others.
  private func noteOnScale(since before: Bench) -> Document {
    guard before.data?.isStandardizationFresh == true, let data = bench.data, data.isStandardized,
      !data.isStandardizationFresh
    else { return Document() }
    return wrappedNote(
      Phrase(
        "Means and deviations stay as {command} found them, so that what was trained on them goes on reading the same numbers. {command} once more takes them anew.",
        ["command": Text("data standardize", .command)]))
  }

  /// Where the rows cannot be read now, what was to be done with them is only kept.
  private mutating func keepsPromise(_ data: DataSet) -> Bool {
    guard data.promised != nil, let line = currentPiece?.text else { return false }
    bench.data?.promise(line)
    return true
  }

  /// `data add 1.5 -2 1`: the columns in their order, then the target.
  mutating func addToData(
    _ parts: [Arguments.Part], using engine: Engine
  ) throws(Refusal) -> Answer {
    let before = bench
    guard bench.definitions["X"] != nil || bench.definitions["Y"] != nil || bench.data != nil
    else { return try beginData(with: parts, using: engine) }
    var document = try adoptTypedData(using: engine)
    var data = try presentData()
    if keepsPromise(data) { return Answer() }
    let columns = data.columnNames
    guard parts.count == columns.count + 1 else {
      let count = [
        "expected": Problems.number(columns.count + 1), "got": Problems.number(parts.count),
      ]
      let names = columns + [data.targetName]
      throw Refusal(
        names.count > 8
          ? Phrase("A row here has {expected} values, not {got}.", count)
          : Phrase(
            "A row here has {expected} values, {names}, not {got}.",
            count.merging(["names": voice.list(names)]) { first, _ in first }),
        at: parts.last!.range)
    }
    var row: [Double] = []
    for part in parts.dropLast() { row.append(try entry(part, of: columns + [data.targetName])) }
    let target = try target(parts.last!, in: data)
    guard (data.rowCount + 1) * max(columns.count, target.count) <= 10_000_000 else {
      throw Refusal(Phrase("The data are as large as they can be."))
    }
    data.add(row, target: target)
    document += try give(data, using: engine)
    document += added(row, parts.last!.text, to: data)
    return Answer(document + noteOnScale(since: before) + consequence(since: before, using: engine))
  }

  func added(_ row: [Double], _ target: String, to data: DataSet) -> Document {
    let places = [
      "row": voice.value(Double(data.features.shape.rows - 1)),
      "values": Text(row.map(voice.numbers.text).joined(separator: " "), .value),
      "target": Text("\(data.targetName) = \(target)", .code),
    ]
    return Document(
      .paragraph(voice.say(Phrase("Added as row {row} of X: {values}, {target}.", places))))
  }

  /// A number of a row; a word there is told what stands where.
  mutating func entry(_ part: Arguments.Part, of names: [String]) throws(Refusal) -> Double {
    guard let formula = try? Formula(parsing: part.text),
      case .name(let name)? = formula.nodes.last?.kind,
      formula.nodes.count == 1, bench.definitions[name] == nil,
      bench.definitions.settings[name] == nil
    else { return try number(part) }
    throw Refusal(
      names.count > 8
        ? Phrase(
          "{found} is no number. The target stands last in a row.",
          ["found": Problems.code(part.text)])
        : Phrase(
          "{found} is no number. A row is {names}: the target stands last.",
          ["found": Problems.code(part.text), "names": voice.list(names)]), at: part.range)
  }

  mutating func number(_ part: Arguments.Part) throws(Refusal) -> Double {
    let formula: Formula
    do {
      formula = try Formula(parsing: part.text)
    } catch {
      throw refusal(error, in: part.text, offset: part.range.lowerBound)
    }
    var computed: Double?
    do throws(Refusal) {
      computed = try value(of: formula, in: part.text).value.scalar
    } catch {
      throw Refusal(error.reason, at: part.range)
    }
    guard let computed, computed.isFinite else {
      throw Refusal(
        Phrase("{found} is not one finite number.", ["found": Problems.code(part.text)]),
        at: part.range)
    }
    return computed
  }

  /// A number, or a class by its name.
  private mutating func target(
    _ part: Arguments.Part, in data: DataSet
  ) throws(Refusal) -> [Double] {
    guard data.isClassification, data.source != .own else {
      return [try entry(part, of: data.columnNames + [data.targetName])]
    }
    guard let place = data.classes.firstIndex(of: part.text) else {
      throw Refusal(
        data.classes.count > 20
          ? Phrase("There is no class {found}.", ["found": Problems.code(part.text)])
          : Phrase(
            "There is no class {found}; {column} is {classes}.",
            [
              "found": Problems.code(part.text), "column": Text(data.targetName, .name),
              "classes": voice.alternatives(data.classes, .code),
            ]), at: part.range)
    }
    return Matrix.targets(ofClasses: [place], count: data.classes.count).elements
  }

  /// `data split 0.8`; 1 puts every row into training.
  mutating func splitData(
    share: Double, seed: Int?, at range: Range<Int>, using engine: Engine
  ) throws(Refusal) -> Answer {
    let before = bench
    var document = try adoptTypedData(using: engine)
    var data = try presentData()
    if keepsPromise(data) { return Answer() }
    guard share < 1 || data.split != nil else {
      throw Refusal(Phrase("All rows are for training already."), at: range)
    }
    guard data.rowCount - (data.source == .own ? 0 : data.addedCount) > 1 else {
      throw Refusal(Phrase("One row cannot be divided."), at: range)
    }
    let seed = seed ?? Int(bench.settings.seed)
    data.divide(share < 1 ? DataSet.Split(share: share, seed: seed) : nil)
    document += try give(data, using: engine)
    document += Document(parts(of: data).map { .line($0) })
    return Answer(document + noteOnScale(since: before) + consequence(since: before, using: engine))
  }

  /// `data standardize`, `data standardize off`, and with `by` what a saved bench says.
  mutating func standardizeData(
    _ isOn: Bool, by numbers: [Arguments.Part], using engine: Engine
  ) throws(Refusal) -> Answer {
    let before = bench
    var document = try adoptTypedData(using: engine)
    var data = try presentData()
    if keepsPromise(data) { return Answer() }
    if !numbers.isEmpty {
      data.standardize(with: try standardization(numbers, of: data))
      return Answer(try give(data, using: engine))
    }
    guard isOn != data.isStandardized || isOn && !data.isStandardizationFresh else {
      throw Refusal(
        isOn
          ? Phrase("The columns are standardized already.")
          : Phrase("The columns are as they were read."))
    }
    data.standardize(isOn)
    guard data.features.elements.allSatisfy(\.isFinite) else {
      throw Refusal(Phrase("These numbers are too large to be standardized."))
    }
    document += try give(data, using: engine)
    document += columnsInWords(of: data)
    return Answer(document + consequence(since: before, using: engine))
  }

  /// The mean and the deviation of each column.
  private mutating func standardization(
    _ parts: [Arguments.Part], of data: DataSet
  ) throws(Refusal) -> DataSet.Standardization {
    var numbers: [Double] = []
    for part in parts { numbers.append(try number(part)) }
    let columns = data.columnNames.count
    let deviations = numbers.dropFirst(columns)
    guard numbers.count == 2 * columns, deviations.allSatisfy({ $0 > 0 }) else {
      throw Refusal(
        Phrase(
          "Here stand a mean for each column, {columns} in all, and then as many deviations above 0.",
          ["columns": Problems.number(columns)]), at: parts[0].range)
    }
    return .init(means: Array(numbers.prefix(columns)), deviations: Array(deviations))
  }

  /// `data drop`.
  mutating func dropData(using engine: Engine) throws(Refusal) -> Answer {
    let data = try presentData()
    let followers = Bench.dataNames.flatMap { bench.definitions.dependents(of: $0) }
    let users = bench.definitions.names.filter { name in
      followers.contains(name)
        && Bench.dataNames.contains { bench.definitions.names(readBy: name).contains($0) }
    }
    guard users.isEmpty else {
      throw Refusal(
        Phrase(
          "X or Y is read by {users}. Remove that first, or replace the data by others.",
          ["users": voice.list(users)]))
    }
    for name in Bench.dataNames { bench.definitions[name] = nil }
    bench.data = nil
    return Answer(
      voice.say(Phrase("Forgot the data of {name}.", ["name": Text(data.name, .code)])))
  }
}

extension DataSet {
  /// Keeps a command that cannot be carried out now.
  mutating func promise(_ command: String) { promised = (promised ?? []) + [command] }
}
