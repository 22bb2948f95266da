import DocumentModel
import GradientCore
import Tables

/// What is said of a file of rows that is none.
enum TableSentences {
  static func sentence(
    _ problem: TableProblem, path: String, say: (Phrase) -> Text
  ) -> Phrase {
    switch problem {
    case .file(let failure): Problems.sentence(failure, path: path)
    case .table(let error): sentence(error, path: path, say: say)
    case .interrupted:
      Phrase(
        "Reading {path} was stopped; the bench is as it was.", ["path": Problems.code(path)])
    }
  }

  /// - Parameter say: how a sentence inside another one is said.
  static func sentence(
    _ error: TableError, path: String, say: (Phrase) -> Text
  ) -> Phrase {
    var places: [String: Text] = ["path": Problems.code(path)]
    func at(_ line: Int) -> [String: Text] {
      places["line"] = Problems.number(line)
      return places
    }
    switch error {
    case .empty: return Phrase("{path} is empty.", places)
    case .binary(let line):
      return Phrase(
        "{path} is no text: line {line} holds bytes that no text has. A table is saved as CSV.",
        at(line))
    case .notUTF8(let line):
      return Phrase(
        "Line {line} of {path} is not written in UTF-8. Save it again as CSV in UTF-8.", at(line))
    case .unclosedQuote(let line):
      return Phrase(
        "In line {line} of {path} a quote is opened that nothing closes, so all that follows would be one cell.",
        at(line))
    case .rowTooLong(let line):
      return Phrase("Line {line} of {path} is longer than 1 MB; that is no row.", at(line))
    case .oneColumn:
      return Phrase(
        "{path} has one column only. Cells are separated by commas, semicolons or tabs, and the target needs a column beside the others.",
        places)
    case .noRows: return Phrase("{path} has names of columns and no row below them.", places)
    case .noGoodRows(let fault):
      places["fault"] = say(sentence(fault))
      return Phrase("No row of {path} can be used. The first: {fault}.", places)
    case .noNumbers:
      return Phrase("{path} has no column of numbers beside the target.", places)
    case .thousands(let example, let column):
      places["column"] = Text(column, .name)
      places["example"] = Problems.code(example)
      return Phrase(
        "{path} has no column of numbers beside the target. {column} holds {example}: without signs between thousands it would be one.",
        places)
    case .noColumn(let name, let names):
      places["name"] = Problems.code(name)
      places["names"] = Text(abridged(names).joined(separator: ", "), .code)
      return Phrase("{path} has no column {name}; there are {names}.", places)
    case .tooManyNumbers(let line):
      places["limit"] = Problems.number(TableReader.mostNumbers)
      places["head"] = Text("head -n 100000", .code)
      return Phrase(
        "{path} is too large: in line {line} it has more than {limit} numbers. A part of it will do; {head} takes the first rows.",
        at(line))
    case .tooManyLabels(let column):
      places["column"] = Text(column, .name)
      places["limit"] = Problems.number(TableReader.mostLabels)
      return Phrase(
        "Column {column} of {path} has more than {limit} different words; these are no classes. {target} takes another column.",
        places.merging(["target": Text("target NAME", .command)]) { first, _ in first })
    }
  }

  static func sentence(_ fault: DataFault) -> Phrase {
    switch fault {
    case .oneClass(let name, let column):
      Phrase(
        "Every row has {column} = {name}; one class cannot be told from others.",
        ["name": Problems.code(name), "column": Text(column, .name)])
    case .tooManyClasses(let count, let rows):
      Phrase(
        "{count} classes times {rows} rows are more than 10000000 numbers.",
        ["count": Problems.number(count), "rows": Problems.number(rows)])
    case .wordsAreNoNumbers(let column):
      Phrase("Column {column} holds words, not numbers.", ["column": Text(column, .name)])
    }
  }

  /// `line 5: x2 is empty`.
  static func sentence(_ fault: DataTable.Fault) -> Phrase {
    var places: [String: Text] = ["line": Problems.number(fault.line)]
    switch fault.defect {
    case .cellCount(let found, let expected):
      places["found"] = Problems.number(found)
      places["expected"] = Problems.number(expected)
      return Phrase("line {line}: cells {found}, not {expected}", places)
    case .empty(let column):
      places["column"] = Text(column, .name)
      return Phrase("line {line}: {column} is empty", places)
    case .notANumber(let text, let column):
      places["column"] = Text(column, .name)
      places["found"] = Problems.code(text)
      return Phrase("line {line}: {column} is {found}, no number", places)
    case .notFinite(let text, let column):
      places["column"] = Text(column, .name)
      places["found"] = Problems.code(text)
      return Phrase("line {line}: {column} is {found}, no finite number", places)
    }
  }

  private static func abridged(_ names: [String]) -> [String] {
    names.count <= 12 ? names : names.prefix(6) + ["…"] + names.suffix(5)
  }
}
