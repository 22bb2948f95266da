import GradientCore
import Testing

@Suite struct AncestryTests {
  private static let one = Definitions.Item.leaf(Matrix(1), .parameter)
  private static let two = Definitions.Item.leaf(Matrix(2), .parameter)

  private func square(of name: String) throws -> Definitions.Item {
    .formula(Definition(try Formula(parsing: "\(name)^2")))
  }

  @Test func `definitions with names added are known to have grown`() throws {
    var before = Definitions()
    before["x"] = Self.one
    var after = before
    #expect(after.growsFrom(before))
    after["y"] = Self.two
    after["f"] = try square(of: "x")
    #expect(after.growsFrom(before))
    #expect(!before.growsFrom(after))
    #expect(!after.hasSameStructure(as: before))
  }

  @Test func `whatever touches what was there is no growth`() throws {
    var before = Definitions(settings: ["h": 0.1])
    before["x"] = Self.one
    before["f"] = try square(of: "x")
    let changes: [(inout Definitions) -> Void] = [
      { $0["x"] = Self.two }, { $0["x"] = .leaf(Matrix(1), .held) }, { $0["f"] = nil },
      { $0["f"] = Self.one }, { $0.settings["h"] = 0.2 },
      { $0.functions["g"] = nil },
    ]
    for change in changes {
      var after = before
      change(&after)
      after["new"] = Self.one
      #expect(!after.growsFrom(before))
    }
  }

  @Test func `two that grew apart are not taken for each other`() {
    var base = Definitions()
    base["x"] = Self.one
    var (left, right) = (base, base)
    left["a"] = Self.one
    right["a"] = Self.two
    #expect(!left.growsFrom(right) && !right.growsFrom(left))
    #expect(left != right)
    right["a"] = Self.one
    #expect(left == right, "where they come from is no part of what they are")
    #expect(left.hasSameStructure(as: right))
  }

  @Test func `values of leaves and settings are no structure`() throws {
    var before = Definitions(settings: ["h": 0.1])
    before["x"] = Self.one
    var after = before
    after["x"] = Self.two
    after.settings["h"] = 0.2
    #expect(after.hasSameStructure(as: before))
    #expect(after != before)
    after["x"] = .leaf(Matrix(2), .held)
    #expect(!after.hasSameStructure(as: before))
  }

  @Test func `a very long line of ancestors can be let go`() {
    var definitions = Definitions()
    let first = definitions
    for number in 0..<200_000 { definitions["x\(number)"] = Self.one }
    #expect(!definitions.growsFrom(first), "so far back nobody looks")
    definitions = Definitions()
    #expect(definitions.names.isEmpty)
  }
}
