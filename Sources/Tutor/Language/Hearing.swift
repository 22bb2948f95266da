import DocumentModel

// What the page shows by place alone, in words for whoever hears it line by line.

extension Voice {
  /// The columns of a forward pass: a gate's name, its formula and its value, without titles to see.
  var gateColumns: [Table.Column] {
    [
      Table.Column("", spoken: say(Phrase("name"))),
      Table.Column("", spoken: say(Phrase("definition"))),
      Table.Column("", .trailing, spoken: say(Phrase("value"))),
    ]
  }
}

extension Tree {
  /// Every branch says where it goes, for indentation cannot be heard: `x = -2   goes into q`.
  func tellingParents(in voice: Voice) -> Tree {
    var tree = self
    let place = ["parent": shortName]
    tree.branches = branches.map { branch in
      var branch = branch.tellingParents(in: voice)
      branch.belonging = Text("   ") + voice.say(Phrase("goes into {parent}", place))
      return branch
    }
    return tree
  }

  /// What stands before the first equals sign.
  private var shortName: Text {
    var name = Text()
    for span in label.spans {
      if span.role == .plain, span.text.contains("=") || span.text.hasPrefix("   ") { break }
      name += Text([span])
    }
    return name
  }
}
