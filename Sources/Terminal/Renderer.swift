import DocumentModel

/// A document as characters. The same document and profile always give the same characters.
public struct Renderer: Sendable {
  public let profile: TerminalProfile

  public init(_ profile: TerminalProfile) { self.profile = profile }

  /// Every line ends with a line break; an empty document is an empty string.
  ///
  /// - Parameter typed: the line that stands right above on the screen, so that a problem in it is
  ///   pointed at there instead of repeating it.
  public func render(_ document: Document, under typed: TypedLine? = nil) -> String {
    var layout = Layout(profile: profile, width: profile.width)
    layout.typed = typed
    let theme = Theme(profile)
    return layout.rows(document.blocks).reduce(into: "") {
      $0 += theme.paint($1.trimmingTrailingBlanks.joiningEqualRoles)
      $0 += "\n"
    }
  }

  /// A document in rows of this window, without line breaks.
  public func rows(_ document: Document) -> [String] {
    let theme = Theme(profile)
    return Layout(profile: profile, width: profile.width).rows(document.blocks).map {
      theme.paint($0.trimmingTrailingBlanks.joiningEqualRoles)
    }
  }

  /// One line without a line break: a prompt.
  public func render(_ text: Text) -> String {
    Theme(profile).paint(
      visible.fixed(text).joiningEqualRoles)
  }

  /// One line of at most so many cells.
  public func render(_ text: Text, cutTo width: Int) -> String {
    let whole = visible.fixed(text)
    guard cells(whole) > width, let first = wrapped(whole, to: max(width, 1)).first else {
      return render(text)
    }
    return Theme(profile).paint(first.joiningEqualRoles)
  }

  /// How many cells a text fills.
  public func width(of text: Text) -> Int { cells(visible.fixed(text)) }

  private var visible: Visible { Visible(unicode: profile.unicode, plain: profile.plain) }
}

/// A line as a learner sees it on the screen: what was typed, and the column at which it begins.
public struct TypedLine: Equatable, Sendable {
  public var text: String
  public var column: Int

  public init(_ text: String, at column: Int) {
    self.text = text
    self.column = column
  }
}

extension Text {
  var joiningEqualRoles: Text {
    var result = Text()
    for span in spans where !span.text.isEmpty {
      if result.spans.last?.role == span.role {
        result.spans[result.spans.count - 1].text += span.text
      } else {
        result.spans.append(span)
      }
    }
    return result
  }
}
