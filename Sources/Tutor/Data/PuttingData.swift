import DocumentModel
import GradientCore
import Tables

extension Bench {
  /// Where `data` puts its rows.
  static let dataNames = ["X", "Y"]

  /// Whether `X` and `Y` are what `data` put there, or what the learner made of it.
  public var hasData: Bool {
    data != nil && Self.dataNames.allSatisfy { definitions.value(ofLeaf: $0) != nil }
  }

  /// To be called after names were removed: what is left of X and Y is an input like others.
  mutating func forgetDataWithoutLeaves() {
    guard data != nil, Self.dataNames.contains(where: { definitions[$0] == nil }) else { return }
    data = nil
    for name in Self.dataNames where role(of: name) == .data {
      definitions[name] = .leaf(definitions.value(ofLeaf: name)!, .parameter)
    }
  }
}

extension Session {
  /// Puts rows into `X` and `Y`, in the place of others; what follows must still fit.
  mutating func put(_ data: DataSet, using engine: Engine) throws(Refusal) -> Answer {
    var notes = Document()
    if let old = bench.data, old.source == .own, bench.hasData {
      notes = wrappedNote(
        Phrase(
          "Your own rows make room for these; {undo} brings them back.",
          ["undo": Text("undo", .command)]))
    } else {
      notes = noteOnLostEntries()
    }
    let before = bench
    _ = try give(data, using: engine)
    return Answer(notes + summary(of: data) + consequence(since: before, using: engine))
  }

  /// The same with only what is said of entries that were changed by hand and are gone.
  mutating func give(_ data: DataSet, using engine: Engine) throws(Refusal) -> Document {
    let names = Bench.dataNames
    let lost = noteOnLostEntries()
    if !bench.hasData {
      for name in names {
        guard bench.definitions[name] == nil, bench.definitions.functions[name] == nil else {
          throw taken(name)
        }
      }
    }
    let hadData = bench.data != nil
    for (name, value) in zip(names, [data.features, data.targets]) {
      let role = hadData ? bench.role(of: name) ?? .data : .data
      bench.definitions[name] = .leaf(value, role)
      bench.recipes[name] = nil
    }
    bench.data = data
    let affected = names + names.flatMap { bench.definitions.dependents(of: $0) }
    guard affected.count > names.count else { return lost }
    do throws(CompilationError) {
      let evaluation = try engine.evaluation(of: affected, in: bench)
      let graph = evaluation.graph
      let present = bench
      bench.reconsiderObjective { name in
        graph.node(named: name).map { graph.shape(of: $0) }
          ?? (try? engine.value(of: name, in: present))?.shape
      }
    } catch {
      throw refusal(error, of: names, following: affected, in: "")
    }
    return lost
  }

  /// `X[3, 0] = 5` changes what stands on the bench and not the data behind it.
  private func noteOnLostEntries() -> Document {
    guard bench.hasData, let data = bench.data else { return Document() }
    let changed = zip(Bench.dataNames, [data.features, data.targets]).filter {
      bench.definitions.value(ofLeaf: $0) != $1
    }.map(\.0)
    guard !changed.isEmpty else { return Document() }
    return wrappedNote(
      Phrase(
        "What you had changed in {names} is gone, because the rows were put there anew; {undo} brings it back.",
        ["names": voice.list(changed), "undo": Text("undo", .command)]))
  }

  private func taken(_ name: String) -> Refusal {
    let others = bench.definitions.dependents(of: name)
    let places = [
      "name": Text(name, .name), "remove": Text("remove \(name)", .command),
      "others": voice.list(others),
    ]
    return Refusal(
      others.isEmpty
        ? Phrase(
          "The rows go into X and Y, and {name} is on the bench already. {remove} makes room.",
          places)
        : Phrase(
          "The rows go into X and Y, and {name} is on the bench already, read by {others}. Give it another name, or remove them.",
          places))
  }

  // MARK: - Where rows come from

  mutating func putShipped(
    _ name: String, _ options: TableOptions, at range: Range<Int>, using engine: Engine
  ) throws(Refusal) -> Answer {
    var reader = TableReader(target: options.target)
    let table: DataTable
    do throws(TableError) {
      try reader.take(Array((curriculum.dataFile(named: name) ?? "").utf8))
      table = try reader.finish()
    } catch {
      throw Refusal(TableSentences.sentence(error, path: name, say: voice.say), at: range)
    }
    return try put(table, from: .shipped(name, options), options, at: range, using: engine)
  }

  /// Asks for a file, or takes it where it is in hand already.
  mutating func read(
    _ request: TableRequest, expecting expected: DataCommand.Expected?, at range: Range<Int>,
    using engine: Engine
  ) throws(Refusal) -> Answer {
    switch tables[request] {
    case nil: return Answer(request: .table(request))
    case .read(let read):
      let answer = try put(read, for: request, at: range, using: engine)
      if let expected, let data = bench.data,
        data.features.shape.columns != expected.columns
          || data.targets.shape.columns != expected.targets
      {
        throw Refusal(
          Phrase(
            "{path} has other columns than when this was saved.",
            ["path": Problems.code(request.path)]), at: range)
      }
      if let read = expected?.read, let data = bench.data, data.promised == nil,
        read.rows != data.rowCount || read.fingerprint != data.fingerprint
      {
        changedTables.append(
          ChangedTable(path: request.path, rowsBefore: read.rows, rows: data.rowCount))
      }
      return answer
    case .missing:
      guard let expected else {
        throw Refusal(Problems.sentence(.notFound, path: request.path), at: range)
      }
      var data = DataSet(
        promising: expected,
        .file(path: request.path, fullPath: request.path, options: request.options))
      data.promise(currentPiece?.text ?? "")
      return try put(data, using: engine)
    }
  }

  mutating func put(
    _ read: ReadTable, for request: TableRequest, at range: Range<Int>?, using engine: Engine
  ) throws(Refusal) -> Answer {
    try put(
      read.table,
      from: .file(path: request.path, fullPath: read.fullPath, options: request.options),
      request.options, at: range, using: engine)
  }

  private mutating func put(
    _ table: DataTable, from source: DataSet.Source, _ options: TableOptions,
    at range: Range<Int>?, using engine: Engine
  ) throws(Refusal) -> Answer {
    let data: DataSet
    do throws(DataFault) {
      data = try DataSet(table, source: source, options: options)
    } catch {
      throw Refusal(TableSentences.sentence(error), at: range)
    }
    return try put(data, using: engine)
  }

  func unknownData(_ part: Arguments.Part) -> Refusal {
    let known = Generator.allCases.map(\.rawValue) + curriculum.dataFiles.keys.sorted()
    var places: [String: Text] = [
      "name": Problems.code(part.text),
      "known": voice.alternatives(known, .command),
      "quoted": Text("data \"\(QuotedName.quoted(part.text))\"", .command),
    ]
    let words = known + DataCommand.actions.map(\.word)
    let nearest = nearest(to: part.text, among: words)
    guard let nearest else {
      return Refusal(
        Phrase(
          "There are no data called {name}; there are {known}. {quoted} reads a file of this name.",
          places), at: part.range)
    }
    places["nearest"] = Text(nearest, .command)
    return Refusal(
      Phrase(
        "There are no data called {name}. Did you mean {nearest}? {quoted} reads a file of this name.",
        places), at: part.range, correction: "data \(nearest)")
  }
}
