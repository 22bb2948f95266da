import DocumentModel

/// Blocks → rows of text that fit the width. Roles are still roles here.
struct Layout {
  var profile: TerminalProfile
  /// What is left of the width.
  var width: Int
  var typed: TypedLine?

  var visible: Visible { Visible(unicode: profile.unicode, plain: profile.plain) }
  var measure: Int { max(min(width, profile.measure - (profile.width - width)), 10) }

  func rows(_ blocks: [Block]) -> [Text] {
    var result: [Text] = []
    var isFirst = true
    for block in blocks {
      for row in rows(block, isFirst: isFirst) {
        let isRest = row.isEmpty && (result.last?.isEmpty ?? false)
        if !isRest { result.append(row) }
      }
      isFirst = false
    }
    return result
  }

  private func rows(_ block: Block, isFirst: Bool) -> [Text] {
    switch block {
    case .heading(let text, _, let aside): heading(text, aside: aside)
    case .paragraph(let text): wrapped(visible.prose(text), to: measure)
    case .line(let text): line(text)
    case .preformatted(let lines): lines.flatMap { line($0, sayingGaps: false) }
    case .list(let items, let ordered): list(items, ordered: ordered)
    case .table(let table): rows(table)
    case .tree(let tree): rows(tree)
    case .circuit(let circuit): rows(circuit)
    case .plot(let plot): rows(plot)
    case .picture(let picture): rows(picture)
    case .shares(let shares): rows(shares)
    case .beside(let left, let right): beside(left, right)
    case .transcript(let exchanges): exchanges.flatMap(rows)
    case .problem(let problem): rows(problem, under: isFirst ? typed : nil)
    case .indented(let blocks):
      indented(by: 2).rows(blocks).map { $0.isEmpty ? $0 : Text("  ") + $0 }
    case .drawn(let drawn, let spoken): rows(profile.plain ? spoken : drawn)
    case .rest: [Text()]
    }
  }

  /// Before a learner it is broken between words where the window is too narrow; a script gets one
  /// line.
  ///
  /// - Parameter sayingGaps: whether a listener hears where wide gaps are.
  func line(_ text: Text, sayingGaps: Bool = true) -> [Text] {
    var line = visible.fixed(text)
    if profile.plain, sayingGaps { line = line.sayingGaps }
    guard profile.isInteractive, cells(line) > width else { return [line] }
    let indentation = line.plain.prefix { $0 == " " }.count
    return wrapped(line, to: width, hanging: min(indentation + 2, width / 2))
  }

  func indented(by columns: Int) -> Layout {
    var inner = self
    inner.width = max(width - columns, 10)
    inner.typed = nil
    return inner
  }

  /// One row wherever that is possible: what is dimmed at the beginning gives way first, then what
  /// stands aside.
  private func heading(_ text: Text, aside: Text) -> [Text] {
    let title = visible.prose(text).with(plainAs: .strong)
    let aside = visible.prose(aside).with(plainAs: .hint)
    var rows = wrapped(title, to: measure)
    guard !aside.isEmpty else { return rows }
    let last = rows.popLast() ?? Text()
    if profile.plain { return rows + [last + ", " + aside] }
    let short = Text(Array(title.spans.drop { $0.role == .hint }))
    for title in [title, short] where !title.isEmpty {
      let gap = measure - cells(title) - cells(aside)
      if gap >= 2 { return [title + Text(blanks(gap)) + aside] }
    }
    if !short.isEmpty, cells(short) <= measure { return [short] }
    let gap = measure - cells(last) - cells(aside)
    if gap >= 2 { return rows + [last + Text(blanks(gap)) + aside] }
    return rows + [last, aside.padded(to: measure, .trailing)]
  }

  private func list(_ items: [[Block]], ordered: Bool) -> [Text] {
    let bullet = profile.unicode && !profile.plain ? "•" : "-"
    let column = ordered ? "\(items.count). ".count : 2
    return items.enumerated().flatMap { index, item in
      let marker = ordered ? Text("\(index + 1).", .hint) : Text(bullet, .hint)
      return indented(by: column).rows(item).enumerated().map { line, row in
        (line == 0 ? marker : Text()).padded(to: column) + row
      }
    }
  }

  private func rows(_ exchange: Exchange) -> [Text] {
    let prompt = "> "
    var answer = indented(by: 0)
    answer.typed = TypedLine(exchange.command, at: cells(prompt))
    return line(Text(prompt, .hint) + Text(exchange.command, .command))
      + answer.rows(exchange.answer.blocks)
  }
}
