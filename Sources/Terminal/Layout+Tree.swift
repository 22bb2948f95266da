import DocumentModel

extension Layout {
  func rows(_ tree: Tree) -> [Text] {
    var rows = [visible.fixed(tree.label)]
    add(tree.branches, under: "", to: &rows)
    return rows
  }

  private func add(_ branches: [Tree], under guide: String, to rows: inout [Text]) {
    for (index, branch) in branches.enumerated() {
      let isLast = index == branches.count - 1
      rows.append(
        Text(guide + (isLast ? guides.last : guides.next), .hint) + visible.fixed(branch.label))
      add(branch.branches, under: guide + (isLast ? guides.below : guides.beside), to: &rows)
    }
  }

  private var guides: (next: String, last: String, beside: String, below: String) {
    if profile.plain { return ("  ", "  ", "  ", "  ") }
    return profile.unicode ? ("├─ ", "└─ ", "│  ", "   ") : ("|- ", "`- ", "|  ", "   ")
  }
}
