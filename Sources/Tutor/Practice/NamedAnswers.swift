extension Exercise.Named {
  /// Keys between commas or blanks.
  var keys: [String] { value.split { ", ".contains($0) }.map(String.init) }

  /// Conditions between commas, all of which show the mistake together.
  var conditions: [String] { value.partsBetweenCommas }
}

extension String {
  /// What stands between commas outside brackets, without blanks around it.
  package var partsBetweenCommas: [String] {
    var parts: [Substring] = [""]
    var depth = 0
    for character in self {
      if "([".contains(character) { depth += 1 }
      if ")]".contains(character) { depth -= 1 }
      if character == ",", depth == 0 {
        parts.append("")
      } else {
        parts[parts.count - 1].append(character)
      }
    }
    return parts.map { part in
      String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
  }
}
