import DocumentModel
import LineEditing
import Terminal
import Tutor

/// Where answers are shown: a window as it is now, in the colours that its learner prefers; or a
/// pipe.
final class Stage {
  let results = Output.results
  let complaints = Output.complaints

  private let start: Start
  private let surroundings: Surroundings
  private let isInteractive: Bool
  private var preferences = Preferences()
  private var language = Language.english
  /// What the terminal said when it was asked; nil before.
  private var answered: TerminalProfile.Background??

  init(_ start: Start, in surroundings: Surroundings, interactive: Bool) {
    (self.start, self.surroundings, isInteractive) = (start, surroundings, interactive)
  }

  /// From now on things look and sound as in `session`.
  func follow(_ session: Session) {
    (preferences, language) = (session.preferences, session.language)
  }

  /// For results.
  var page: Renderer { renderer(onErrors: false) }
  /// For complaints.
  var margin: Renderer { renderer(onErrors: true) }

  private func renderer(onErrors: Bool) -> Renderer {
    var profile = surroundings.profile(start, interactive: isInteractive, onErrors: onErrors)
    if profile.colors != .none { profile.background = chosenBackground }
    return Renderer(profile)
  }

  private var chosenBackground: TerminalProfile.Background {
    guard isInteractive else { return surroundings.namedBackground ?? .dark }
    return switch preferences[.theme] {
    case "light": .light
    case "dark": .dark
    default: background ?? surroundings.namedBackground ?? .dark
    }
  }

  /// Only an editor tells a late answer from keys.
  private var background: TerminalProfile.Background? {
    if let answered { return answered }
    let answer = redraws ? surroundings.background(within: 200) : nil
    answered = .some(answer)
    return answer
  }

  /// Says so where the learner chose another background than the one the terminal told of.
  func compareThemeWithTerminal() {
    guard case .some(.some(let told)) = answered, page.profile.colors != .none,
      told != chosenBackground
    else { return }
    notice(Wiring.background(isLight: told == .light))
  }

  /// Whether what was written can be written over.
  var redraws: Bool { isInteractive && surroundings.hasEditor && !start.plain }

  // MARK: - Answers

  enum End { case shown, interrupted }

  /// Results go where results go, complaints where complaints go, in their order.
  ///
  /// - Parameter typed: the line that stands right above on the screen.
  @discardableResult
  func show(_ answer: Answer, under typed: TypedLine? = nil, paging: Bool = true) -> End {
    let blocks = answer.document.blocks
    let isAllComplaint = answer.failed && !blocks.contains(where: \.isProblem)
    var rest = blocks[...]
    while let first = rest.first {
      let isComplaint = isAllComplaint || first.isProblem
      let run = rest.prefix { isAllComplaint || $0.isProblem == isComplaint }
      let isUnderLine = run.startIndex == blocks.startIndex
      let document = Document(Array(run))
      if isComplaint {
        complaints.write(margin.render(document, under: isUnderLine ? typed : nil))
      } else {
        let end = write(paging: paging) { $0.render(document, under: isUnderLine ? typed : nil) }
        if end == .interrupted { return .interrupted }
      }
      rest = rest[run.endIndex...]
    }
    return .shown
  }

  private func write(paging: Bool, _ render: @escaping (Renderer) -> String) -> End {
    guard paging, redraws, preferences[.pager] == "on" else {
      results.write(render(page))
      return .shown
    }
    let hint = Phrase("— more: Space, q ends —")
    var pager = Pager(
      on: results, hint: page.render(language.say(hint).with(plainAs: .hint)),
      window: { [unowned self] in page }, render: render)
    return pager.run()
  }

  /// Something to know that no command was about.
  func notice(_ phrase: Phrase) {
    complaints.write(
      margin.render(Document(.paragraph(language.say(phrase).with(plainAs: .hint)))))
  }

  // MARK: - A sign of life

  private var statusIsShown = false
  private var statusIsDue = ContinuousClock.now
  private var tenthsSaid: Int?

  /// Long work begins: nothing is said in the first second.
  func beginWork() {
    statusIsDue = .now + .seconds(1)
    tenthsSaid = nil
  }

  /// Says how far the work is: drawn over on one line or, for whoever listens, line by line.
  func showStatus(of session: Session, using engine: Engine) {
    guard .now >= statusIsDue else { return }
    if redraws {
      drawStatus(session.workStatus(using: engine))
    } else if isInteractive, surroundings.outputIsTerminal {
      sayStatus(of: session)
    }
  }

  /// Says how far a file is read, where that can be drawn over.
  func showStatus(ofReading path: String, bytes: Int) {
    guard redraws, .now >= statusIsDue else { return }
    drawStatus(language.say(Wiring.reading(path, megabytes: bytes >> 20)).with(plainAs: .hint))
  }

  /// First how to stop; then every tenth, at most one in two seconds.
  private func sayStatus(of session: Session) {
    guard let tenths = session.workTenths, tenths < 10 else { return }
    if let tenthsSaid, tenths <= tenthsSaid { return }
    if tenthsSaid == nil { results.write(page.render(Document(.line(session.wayOut)))) }
    if tenths > 0 {
      results.write(page.render(Document(.line(session.workStatus(tenths: tenths)))))
    }
    tenthsSaid = tenths
    statusIsDue = .now + .seconds(2)
  }

  /// One line that is drawn over, at most ten times a second.
  private func drawStatus(_ status: Text?) {
    guard let text = status else { return }
    let renderer = page
    TerminalDevice.lineIsPassing(true)
    results.write("\r" + renderer.render(text, cutTo: renderer.profile.width - 1) + "\u{1B}[K")
    statusIsShown = true
    statusIsDue = .now + .milliseconds(100)
  }

  /// Whether there was a status, in whose place is nothing now.
  @discardableResult
  func eraseStatus() -> Bool {
    guard statusIsShown else { return false }
    results.write("\r\u{1B}[K")
    TerminalDevice.lineIsPassing(false)
    statusIsShown = false
    return true
  }
}

extension Block {
  fileprivate var isProblem: Bool { if case .problem = self { true } else { false } }
}

extension Text {
  fileprivate func with(plainAs role: Role) -> Text {
    Text(spans.map { $0.role == .plain ? Span($0.text, role) : $0 })
  }
}
