/// The candidate that `word` was probably meant to be, or nil where none is near enough.
///
/// A slip is a letter too many, too few, wrong, or swapped with its neighbour; longer words may
/// have more of them. Accents and capitals do not count, and the beginning of a word is near it.
public func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
  let letters = folded(word)
  guard !letters.isEmpty else { return nil }
  var best: (candidate: String, distance: Int, lost: Int)?
  for candidate in candidates where candidate != word {
    let other = folded(candidate)
    guard let distance = likeness(letters, other) else { continue }
    // Of two words as near, the one that has more of the letters; else the earlier.
    let lost = lettersMissing(of: letters, in: other)
    if let best, (best.distance, best.lost) <= (distance, lost) { continue }
    best = (candidate, distance, lost)
  }
  return best?.candidate
}

private func lettersMissing(of word: [Unicode.Scalar], in other: [Unicode.Scalar]) -> Int {
  var rest = other
  return word.count { letter in
    guard let found = rest.firstIndex(of: letter) else { return true }
    rest.remove(at: found)
    return false
  }
}

/// A word in small letters without accents: `próximo` is `proximo`, and `x₀` is `x0`.
public func folded(_ word: String) -> [Unicode.Scalar] {
  var result: [Unicode.Scalar] = []
  for scalar in word.lowercased().unicodeScalars {
    if scalar.isASCII {
      result.append(scalar)
    } else if scalar.properties.generalCategory == .nonspacingMark {
      continue
    } else if let value = scalar.properties.numericValue, value >= 0, value < 10 {
      result.append(Unicode.Scalar(UInt8(0x30 + Int(value))))
    } else {
      result.append(baseLetter(scalar))
    }
  }
  return result
}

/// The letter under an accent, by the name of the scalar: "LATIN SMALL LETTER C WITH CEDILLA".
private func baseLetter(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
  let prefix = "LATIN SMALL LETTER "
  guard let name = scalar.properties.name, name.hasPrefix(prefix) else { return scalar }
  let rest = name.dropFirst(prefix.count)
  guard rest.dropFirst().hasPrefix(" WITH "), let letter = rest.lowercased().unicodeScalars.first
  else { return scalar }
  return letter
}

/// How far apart two words are, smaller being nearer; nil where they are not alike.
private func likeness(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int? {
  let isBeginning = a.count >= 3 && b.starts(with: a)
  let limit = a.count < 5 ? 1 : a.count < 9 ? 2 : 3
  guard abs(a.count - b.count) <= limit else { return isBeginning ? 2 * (limit + 1) : nil }
  let distance = editDistance(a, b)
  // Half of the letters at least have to be right: `q` is not `x`.
  if distance <= limit, 2 * distance <= max(a.count, b.count) {
    // Of two words as near, the one with the same first letter.
    return 2 * distance + (a.first == b.first ? 0 : 1)
  }
  return isBeginning ? 2 * (limit + 1) : nil
}

/// The Damerau–Levenshtein distance, in which no letter takes part in two slips.
private func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...b.count)
  for i in a.indices {
    var row = [i + 1]
    row.reserveCapacity(b.count + 1)
    for j in b.indices {
      var distance = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        distance = min(distance, beforeLast[j - 1] + 1)
      }
      row.append(distance)
    }
    beforeLast = last
    last = row
  }
  return last[b.count]
}
