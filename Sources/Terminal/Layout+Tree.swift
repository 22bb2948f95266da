import DocumentModel

extension Layout {
  func rows(_ tree: Tree) -> [Text] {
    var rows: [Text] = []
    add(tree, behind: "", goingOnBehind: "", to: &rows)
    return rows
  }

  /// A label that is wrapped goes on behind the guides of what stands below it.
  private func add(
    _ tree: Tree, behind guide: String, goingOnBehind below: String, to rows: inout [Text]
  ) {
    let label =
      profile.plain
      ? visible.fixed(tree.label + tree.belonging).sayingGaps : visible.fixed(tree.label)
    let beside = below + (tree.branches.isEmpty ? guides.below : guides.beside)
    for (index, line) in broken(label, behind: guide, goingOnBehind: beside).enumerated() {
      rows.append(Text(index == 0 ? guide : beside, .hint) + line)
    }
    for (index, branch) in tree.branches.enumerated() {
      let isLast = index == tree.branches.count - 1
      add(
        branch, behind: below + (isLast ? guides.last : guides.next),
        goingOnBehind: below + (isLast ? guides.below : guides.beside), to: &rows)
    }
  }

  private func broken(_ label: Text, behind guide: String, goingOnBehind beside: String) -> [Text] {
    guard profile.isInteractive, cells(guide) + cells(label) > width else { return [label] }
    return wrapped(label, to: max(width - max(cells(guide), cells(beside)), 10))
  }

  private var guides: (next: String, last: String, beside: String, below: String) {
    if profile.plain { return ("  ", "  ", "  ", "  ") }
    return profile.unicode ? ("├─ ", "└─ ", "│  ", "   ") : ("|- ", "`- ", "|  ", "   ")
  }
}
