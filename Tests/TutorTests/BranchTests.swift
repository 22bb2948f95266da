import GradientCore
import Testing

@testable import Tutor

@Suite struct BranchTests {
  static let gate = "x = 1; y = -3; f = x * y"
  static let layer = "W = normal(2, 3); x = [1 -1]; f = sum(tanh(x @ W))"

  @Test("a new name keeps the bench, and the name brings it back", arguments: [gate, layer])
  func back(circuit: String) {
    var talk = Talk(circuit, "branch start")
    let kept = talk.session.bench
    _ = talk.say("run; step = 0.5; g = f^2")
    #expect(talk.session.bench != kept)
    #expect(talk.say("branch start").first?.hasPrefix("back at start") == true)
    #expect(talk.session.bench == kept)
    #expect(talk.say("branch start") == ["The bench is as start keeps it."])
    #expect(talk.say("undo").first?.hasPrefix("took back branch start") == true)
    #expect(talk.session.bench.settings.step == 0.5)
  }

  @Test("undo, redo and load leave branches alone")
  func kept() {
    var talk = Talk(Self.gate, "x = 2; branch two", "x = 3")
    _ = talk.say("undo; undo; undo")
    #expect(talk.session.branches.names == ["two"])
    _ = talk.say("branch two")
    #expect(talk.value("x") == 2)
  }

  @Test("a branch repeats the same random numbers, and so does undo")
  func randomNumbers() {
    var talk = Talk("seed = 7; \(Self.gate); strategy random; branch here")
    let first = talk.say("step 3")
    _ = talk.say("branch here")
    #expect(talk.say("step 3") == first)
    _ = talk.say("undo")
    #expect(talk.say("step 3") == first)
    _ = talk.say("branch here")
    let drawn = talk.say("A = normal(2, 2)")
    _ = talk.say("branch here")
    #expect(talk.say("A = normal(2, 2)") == drawn)
  }

  @Test("a rewind keeps seed and initial values")
  func rewind() {
    var talk = Talk("seed = 5; x = normal(1, 2); f = sum(x^2); strategy local")
    talk.session.start = talk.session.bench
    let initial = talk.session.bench
    let first = talk.say("run 5")
    let far = talk.session.bench
    _ = talk.say("reset")
    #expect(talk.session.bench == initial)
    #expect(talk.say("run 5") == first)
    #expect(talk.session.bench == far)
  }

  @Test("branches are listed, replaced and dropped")
  func list() {
    var talk = Talk(Self.gate)
    #expect(
      talk.say("branch")
        == ["There are no branches yet. branch NAME keeps the bench under that name."])
    #expect(talk.say("branch a") == ["a keeps this bench    x = 1  y = -3"])
    _ = talk.say("step; branch b")
    #expect(
      talk.say("branch") == [
        "branch | output | steps | evaluations | ", "a | f = -3 | 0 | 0 | ",
        "b | f = -2.03 | 1 | 1 | the bench now",
      ])
    _ = talk.say("x = 9; branch keep a")
    #expect(talk.session.branches["a"] == talk.session.bench)
    #expect(talk.say("branch drop a b") == ["Forgot the branches a and b."])
    #expect(talk.session.branches.isEmpty)
  }

  @Test("what cannot be a branch is refused, with the place")
  func refusals() {
    var talk = Talk(Self.gate, "branch start")
    #expect(talk.problem("branch 2nd")?.hasPrefix("2nd cannot be the name of a branch") == true)
    #expect(talk.problem("branch now")?.hasPrefix("now cannot be the name of a branch") == true)
    #expect(talk.problem("branch drop strat") == "I don't know strat. Did you mean start?")
    #expect(talk.problem("compare nothing") == "There is no branch nothing. There are start.")
    #expect(talk.place("compare start nothing") == "nothing")
    #expect(talk.problem("compare")?.hasPrefix("Use compare like this") == true)
    for number in 1..<Branches.maximumCount { _ = talk.say("branch b\(number)") }
    #expect(talk.problem("branch more")?.hasPrefix("There are 100 branches already") == true)
    #expect(talk.problem("branch keep b1") == nil)
  }

  @Test("compare puts beside each other what is different")
  func compare() {
    var talk = Talk(Self.gate, "branch a", "run 3; h = 0.01; ties = first; strategy local")
    _ = talk.say("g = f + x; branch b")
    #expect(
      talk.say("compare a b") == [
        " | a | b", "x | 1 | 0.127", "y | -3 | -2.789", "f | -3 | -0.354203",
        "g | not there | f + x = -0.227203", "h | 1e-05 | 0.01", "ties | split | first",
        "output | maximize f | maximize g", "strategy | analytic gradient | random local search",
        "steps | 0 | 3", "evaluations | 0 | 3",
      ])
    #expect(talk.say("compare a a") == ["a and a are the same."])
    #expect(talk.say("compare b") == ["b and now are the same."])
    _ = talk.say("branch a; x = 2")
    #expect(
      talk.say("compare a now") == [
        " | a | now", "x | 1 | 2", "f | -3 | -6", "steps | 0 | 0", "evaluations | 0 | 0",
        "f is -3 in a and -6 in now: a is better by 3.",
      ])
    _ = talk.say("f = x - y; minimize f; branch c; x = 7")
    #expect(talk.say("compare c").last == "f is 5 in c and 10 in now: c is better by 5.")
    #expect(talk.say("compare a c").contains("f | x * y = -3 | x - y = 5"))
  }

  @Test("matrices are compared by shape and a few numbers")
  func matrices() {
    var talk = Talk(Self.layer, "branch a", "step")
    let lines = talk.say("compare a")
    #expect(lines[1].hasPrefix("W | 2×3 ["))
    #expect(lines.allSatisfy { $0.count <= 80 })
  }

  @Test("branches last from day to day, with their counters")
  func progress() throws {
    var talk = Talk(Self.gate, "branch a")
    _ = talk.say("run 4; W = normal(2, 2); branch far; branch = 7; x = 5")
    let script = talk.session.progressScript()
    var next = Talk()
    try next.session.restore(from: script)
    #expect(next.session.branches.names == ["a", "far"])
    #expect(next.session.branches["far"]?.steps == 4)
    #expect(next.value("x") == 5)
    #expect(next.value("branch") == 7)
    #expect(next.session.progressScript() == script)
    var other = Talk("z = 1; branch theirs")
    _ = other.say("branch a")
    try next.session.restore(
      from: talk.session.progressScript(mergedWith: other.session.progressScript()))
    #expect(next.session.branches.names == ["a", "far", "theirs"])
    #expect(next.session.branches["a"] == talk.session.branches["a"])
  }

  @Test("a branch of very many numbers lasts for the session, and says so")
  func large() {
    var talk = Talk("W = zeros(101, 100)")
    #expect(
      talk.say("branch big").last
        == "It lasts until you leave: more than 10000 numbers are not kept from day to day.")
    _ = talk.say("W = 1; branch small")
    #expect(talk.session.progressScript().contains("branch small 0 0"))
    #expect(!talk.session.progressScript().contains("branch big"))
    _ = talk.say("branch big")
    #expect(talk.say("sum(W) + 1") == ["1"])
  }

  @Test("names of branches are completed")
  func completion() {
    let talk = Talk(Self.gate, "branch start; branch far")
    let items = { (line: String) in
      talk.session.completions(for: line, cursor: line.utf8.count).items.map(\.text)
    }
    #expect(items("branch ") == ["start", "far", "keep", "drop"])
    #expect(items("branch drop f") == ["far"])
    #expect(items("compare start ") == ["far"])
    #expect(items("compare ") == ["start", "far", "now"])
    #expect(items("check d") == ["directions"])
  }
}
