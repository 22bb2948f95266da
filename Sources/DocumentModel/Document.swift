/// Everything that can be said to a learner, as values: no widths, no colours, no escapes.
public struct Document: Equatable, Sendable {
  public var blocks: [Block]

  public init(_ blocks: [Block] = []) { self.blocks = blocks }
  public init(_ block: Block) { blocks = [block] }

  public var isEmpty: Bool { blocks.isEmpty }
  public static func + (left: Document, right: Document) -> Document {
    Document(left.blocks + right.blocks)
  }
  public static func += (left: inout Document, right: Document) { left.blocks += right.blocks }
}

public enum Block: Equatable, Sendable {
  /// A title; `aside` stands at the right edge (a page number). Where the row is too narrow, what is
  /// dimmed at the title's beginning is left out, then the aside.
  case heading(Text, level: Int, aside: Text = "")
  /// Prose, wrapped at words to the width.
  case paragraph(Text)
  /// One line, an answer or an equation: wrapped only where a window has no room for it.
  case line(Text)
  /// Lines that keep their breaks and their columns, as far as a window has room for them.
  case preformatted([Text])
  case list([[Block]], ordered: Bool = false)
  case table(Table)
  case tree(Tree)
  case circuit(Circuit)
  case plot(Plot)
  case picture(Picture)
  case shares(Shares)
  /// Commands with their answers, as a lesson shows them.
  case transcript([Exchange])
  case problem(Problem)
  /// Blocks two columns further to the right.
  case indented([Block])
  /// Two columns of blocks; one below the other where the page is too narrow, and for whoever
  /// listens.
  case beside([Block], [Block])
  /// What is drawn in a way that only eyes follow, and the same in sentences.
  case drawn([Block], spoken: [Block])
  /// An empty line, as a rest between two thoughts.
  case rest
}

/// A command and what was answered.
public struct Exchange: Equatable, Sendable {
  public var command: String
  public var answer: Document

  public init(command: String, answer: Document) {
    self.command = command
    self.answer = answer
  }
}

/// Rows of cells in columns; without borders.
public struct Table: Equatable, Sendable {
  public enum Alignment: Equatable, Sendable {
    case leading, trailing
    /// An operator, a blank and a number, as in `· -4`: operators stand under each other, and so
    /// do the first digits behind them, with room for a minus where one of them has one.
    case operation
  }

  public struct Column: Equatable, Sendable {
    public var title: Text
    public var alignment: Alignment
    /// The title for whoever hears the rows one by one; where none is shown, too.
    public var spoken: Text
    public init(_ title: Text, _ alignment: Alignment = .leading, spoken: Text? = nil) {
      self.title = title
      self.alignment = alignment
      self.spoken = spoken ?? title
    }
  }

  /// Titles are shown unless all are empty.
  public var columns: [Column]
  public var rows: [[Text]]

  public init(columns: [Column], rows: [[Text]]) {
    self.columns = columns
    self.rows = rows
  }
}

/// An indented tree: a label and branches below it.
public struct Tree: Equatable, Sendable {
  public var label: Text
  /// Where it belongs, for whoever hears no indentation: `   goes into f`.
  public var belonging = Text()
  public var branches: [Tree]

  public init(_ label: Text, branches: [Tree] = []) {
    self.label = label
    self.branches = branches
  }
}

/// Something that could not be done: what, where, and what to do.
public struct Problem: Equatable, Sendable {
  public var message: Text
  /// The line in which the place lies, as it was typed.
  public var source: String?
  /// UTF-8 offsets into `source`.
  public var range: Range<Int>?

  public init(_ message: Text, source: String? = nil, range: Range<Int>? = nil) {
    self.message = message
    self.source = source
    self.range = range
  }
}
