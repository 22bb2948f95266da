import DocumentModel
import GradientCore

/// `glossary [TERM]`.
struct GlossaryCommand: Command {
  static let usage = Usage(
    "glossary", "[TERM]", group: .course, completes: .terms,
    summary: Phrase("explain a term, in all languages"),
    details: [
      Phrase("A term is found in any language, without its accents, and by its beginning."),
      Phrase("Alone it lists all terms, lesson by lesson."),
    ],
    example: ["glossary", "glossary chain rule", "glossary regra da cadeia"])

  private let parts: [Arguments.Part]

  init(_ arguments: inout Arguments, in session: Session) { parts = arguments.rest() }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    let glossary = session.glossary
    guard !glossary.isEmpty else { throw Refusal(Phrase("There is no glossary here.")) }
    guard let first = parts.first, let last = parts.last else {
      return Answer(list(glossary, in: session))
    }
    let typed = parts.map(\.text).joined(separator: " ")
    let found = session.terms(meantBy: typed)
    guard found.isEmpty else {
      return found.count == 1
        ? Answer(session.explanation(of: found[0]))
        : Answer(choice(among: found, typed, in: session))
    }
    let range = first.range.lowerBound..<last.range.upperBound
    let name = Problems.code(typed)
    guard let nearest = nearest(to: typed, in: session) else {
      throw Refusal(
        Phrase(
          "The glossary has no {name}. {glossary} lists its terms.",
          ["name": name, "glossary": Text("glossary", .command)]), at: range)
    }
    throw Refusal(
      Phrase(
        "The glossary has no {name}. Did you mean {nearest}?",
        ["name": name, "nearest": Text(nearest, .code)]),
      at: range, correction: "glossary \(nearest)")
  }

  /// A slip may stand in one word of several.
  private func nearest(to typed: String, in session: Session) -> String? {
    let names = Dictionary(
      session.termNames.map { ($0.asTerm, $0) }, uniquingKeysWith: { first, _ in first })
    return GradientCore.nearest(to: typed.asTerm, among: names.keys.sorted())
      .flatMap { names[$0] }
  }

  private func choice(among ids: [String], _ typed: String, in session: Session) -> Document {
    let terms = ids.compactMap { id in session.glossary.first { $0.id == id } }
    let columns = [Table.Column(""), Table.Column("")]
    let rows = terms.map { [Text($0.name, .strong), $0.definition] }
    return Document([
      .line(
        session.voice.say(
          Phrase("Several terms begin with {name}:", ["name": Problems.code(typed)]))),
      .indented([.table(Table(columns: columns, rows: rows))]),
    ])
  }

  /// Lesson by lesson, in the order in which they are introduced.
  private func list(_ glossary: [GlossaryTerm], in session: Session) -> Document {
    let rows = session.lessons.compactMap { lesson -> [Text]? in
      let names = glossary.filter { $0.lesson == lesson.id }.map(\.name)
      guard !names.isEmpty else { return nil }
      return [Text("\(lesson.number)"), Text(names.joined(separator: ", "))]
    }
    let columns = [
      Table.Column("", .trailing, spoken: session.voice.say(Phrase("lesson"))), Table.Column(""),
    ]
    return Document([.table(Table(columns: columns, rows: rows))])
  }
}

extension Session {
  /// The names in all languages, and the definitions, the learner's first.
  func explanation(of id: String) -> Document {
    let others = curriculum.languages.filter { $0.code != languageCode }
    let all = ([language] + others).compactMap { language in
      language.glossary.first { $0.id == id }.map { (language, $0) }
    }
    guard let (_, own) = all.first else { return Document() }
    let names = all.map { Text($0.1.names.joined(separator: ", "), .strong) }
    let lesson = lesson(own.lesson).map { lesson in
      voice.say(
        Phrase(
          "lesson {number}, {title}",
          ["number": Text("\(lesson.number)"), "title": Text(lesson.title)]))
    }
    var blocks: [Block] = [.line(names.joined(separator: " · "))]
    if let lesson { blocks.append(.line(lesson.dimmed)) }
    blocks.append(.indented([.paragraph(own.definition)]))
    for (language, term) in all.dropFirst() {
      blocks += [
        .rest,
        .indented([.paragraph(Text(language.name + ": ", .hint) + term.definition.dimmed)]),
      ]
    }
    return Document(blocks)
  }
}
