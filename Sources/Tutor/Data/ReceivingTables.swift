import DocumentModel
import GradientCore

/// What is known of a file of rows that a bench needs.
enum TableInHand: Equatable, Sendable {
  case read(ReadTable)
  /// It cannot be read now.
  case missing
}

/// A file that holds other rows than when the bench was saved.
struct ChangedTable: Equatable, Sendable {
  var path: String
  var rowsBefore: Int
  var rows: Int
}

/// A saved bench that waits for the files of rows that it names.
struct AwaitingLoad: Equatable, Sendable {
  var script: String
  var file: String
}

extension Session {
  /// Puts a table on the bench, or goes on loading a bench that needs it.
  mutating func fulfilled(
    _ wanted: TableRequest, with result: Result<ReadTable, TableProblem>, using engine: Engine
  ) throws(Refusal) -> Answer {
    let load = awaitingLoad
    awaitingLoad = nil
    if let load, case .failure(.file(.notFound)) = result {
      // The rest of the bench is worth having without its rows.
      tables[wanted] = .missing
      return self.load(load.script, from: load.file, using: engine)
    }
    switch result {
    case .failure(let problem):
      throw Refusal(
        TableSentences.sentence(problem, path: wanted.path, say: voice.say),
        // Where the reading was stopped, the line does not stand right above any more.
        at: load == nil && problem != .interrupted ? place(of: wanted) : nil)
    case .success(let read):
      guard let load else {
        return try put(read, for: wanted, at: place(of: wanted), using: engine)
      }
      tables[wanted] = .read(read)
      return self.load(load.script, from: load.file, using: engine)
    }
  }

  /// Where the file is named in the command that asked for it.
  private func place(of wanted: TableRequest) -> Range<Int>? {
    guard let text = currentPiece?.text else { return nil }
    var arguments = Arguments(text, after: text.prefix { !isBlank($0.utf8.first!) }.utf8.count)
    return arguments.rest().first { $0.text == wanted.path }?.range
  }

  /// What is said after a bench was loaded whose rows are not those with which it was saved.
  func notes(onRowsOf loaded: Session) -> Document {
    var document = Document()
    if let data = loaded.bench.data, data.promised != nil { document += promise(of: data) }
    for table in loaded.changedTables {
      let places: [String: Text] = [
        "path": Problems.code(table.path), "rows": Problems.number(table.rows),
        "before": Problems.number(table.rowsBefore),
      ]
      document += Document(
        .paragraph(
          voice.say(
            table.rows == table.rowsBefore
              ? Phrase("{path} holds other numbers than when this was saved.", places)
              : Phrase(
                "{path} has changed: rows {rows}, and {before} when this was saved.", places)
          ).with(.problem)))
    }
    return document
  }

  /// Nothing waits any more for a file of rows.
  mutating func forgetTables() {
    tables = [:]
    awaitingLoad = nil
  }

  /// Loads a script and reads at once what it needs; what cannot be read is held by zeros.
  mutating func load(
    _ script: String, using engine: Engine,
    reading read: (TableRequest) -> Result<ReadTable, TableProblem>
  ) -> (Answer, missing: [TableRequest]) {
    var missing: [TableRequest] = []
    var answer = load(script, from: "", using: engine)
    while case .table(let wanted) = answer.request {
      if case .success(let table) = read(wanted) {
        tables[wanted] = .read(table)
      } else {
        tables[wanted] = .missing
        missing.append(wanted)
      }
      answer = load(script, from: "", using: engine)
      // A file that has other columns than it had is no better than none.
      if answer.failed, tables[wanted] != .missing {
        tables[wanted] = .missing
        missing.append(wanted)
        answer = load(script, from: "", using: engine)
      }
    }
    forgetTables()
    return (answer, missing)
  }
}
