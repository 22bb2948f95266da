import DocumentModel

extension Layout {
  /// Two cells for each entry, because cells are twice as high as wide.
  func rows(_ picture: Picture) -> [Text] {
    guard !profile.plain else { return wrapped(visible.prose(picture.sentence), to: width) }
    let shades: [Character] = profile.unicode ? Array(" ░▒▓█") : Array(" .:=#")
    let rows = picture.rows.map { row in
      Text(
        String(
          row.flatMap { entry -> [Character] in
            guard entry.isFinite else { return ["?", "?"] }
            let shade = shades[min(max(Int(entry * 5), 0), 4)]
            return [shade, shade]
          }), .value)
    }
    guard rows.allSatisfy({ cells($0) <= width }) else {
      return wrapped(visible.prose(picture.sentence), to: width)
    }
    return rows + (picture.caption.isEmpty ? [] : [visible.fixed(picture.caption)])
  }

  /// Names, numbers and bars in columns; in a row each for whoever listens.
  func rows(_ shares: Shares) -> [Text] {
    guard !profile.plain else {
      return shares.rows.flatMap { line($0.name + ": " + $0.value) }
    }
    let names = shares.rows.map { visible.fixed($0.name) }
    let values = shares.rows.map { visible.fixed($0.value) }
    let (nameWidth, valueWidth) = (names.map(cells).max() ?? 0, values.map(cells).max() ?? 0)
    let room = min(24, width - nameWidth - valueWidth - 4)
    let block: Character = profile.unicode ? "█" : "#"
    return shares.rows.indices.map { index in
      let start = names[index].padded(to: nameWidth + 2)
      let value = values[index].padded(to: valueWidth)
      guard room >= 4 else { return start + value }
      let length = Int((min(max(shares.rows[index].share, 0), 1) * Double(room)).rounded())
      return start + value + "  " + Text(String(repeating: block, count: length), .value)
    }
  }
}
