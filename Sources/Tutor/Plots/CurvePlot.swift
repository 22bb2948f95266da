import DocumentModel
import GradientCore

extension Session {
  /// A curve with its tangent at the present point.
  func plot(_ curve: Curve, of function: BenchFunction) -> Plot {
    let x = function.inputs[0].title
    var series: [Plot.Series] = []
    let here = curve.present
    let isInside = curve.range.contains(here.x) && here.y.isFinite
    if isInside, here.slope.isFinite, curve.kink(at: here.x) == nil {
      let ends = [curve.range.lowerBound, curve.range.upperBound]
      series.append(
        Plot.Series(
          voice.say(Phrase("tangent, slope {slope}", ["slope": voice.gradient(here.slope)])),
          .dashes, role: .gradient,
          points: ends.map { Plot.Point($0, here.y + here.slope * ($0 - here.x)) }))
    }
    series.append(
      Plot.Series(function.label, points: curve.points.map { Plot.Point($0.x, $0.y) }))
    if isInside {
      series.append(
        Plot.Series(
          x + " = " + voice.value(here.x), .marks("●"), role: .strong,
          points: [Plot.Point(here.x, here.y)]))
    }
    return Plot(
      x: Plot.Axis(x, curve.range), y: Plot.Axis(function.label, curve.shown), series: series,
      sentence: sentences(on: curve, of: function).map(voice.say).joined(separator: " "))
  }

  /// What is to be seen, in words.
  private func sentences(on curve: Curve, of function: BenchFunction) -> [Phrase] {
    let x = function.inputs[0].title
    func at(_ place: Double) -> Text { x + " = " + voice.value(place) }
    func zero(_ stretch: ClosedRange<Double>) -> Text {
      guard stretch.lowerBound < stretch.upperBound else { return at(stretch.lowerBound) }
      return voice.say(
        Phrase(
          "{x} from {a} to {b}",
          [
            "x": x, "a": voice.value(stretch.lowerBound), "b": voice.value(stretch.upperBound),
          ]))
    }
    let ends: [String: Text] = [
      "f": function.label, "x": x, "a": voice.value(curve.range.lowerBound),
      "b": voice.value(curve.range.upperBound),
    ]
    guard let low = curve.lowest, let high = curve.highest else {
      return [Phrase("{f} is not a finite number for any {x} from {a} to {b}.", ends)]
    }
    var phrases: [Phrase] = []
    if !curve.poles.isEmpty {
      let places = [
        "low": voice.value(curve.shown.lowerBound.toDigits(3)),
        "high": voice.value(curve.shown.upperBound.toDigits(3)),
      ]
      phrases.append(
        Phrase(
          "{f} for {x} from {a} to {b}, drawn between {low} and {high}.",
          ends.merging(places) { $1 }))
    } else if curve.isConstant {
      phrases.append(
        Phrase(
          "{f} is {value} for every {x} from {a} to {b}.",
          ends.merging(["value": voice.value(low.y)]) { $1 }))
    } else {
      let numbers = numbers(telling: low.y, from: high.y)
      let places = [
        "low": Text(numbers.text(low.y), .value), "lowest": at(low.x),
        "high": Text(numbers.text(high.y), .value),
        "highest": at(high.x),
      ]
      phrases.append(
        Phrase(
          "{f} for {x} from {a} to {b}: lowest {low} at {lowest}, highest {high} at {highest}.",
          ends.merging(places) { $1 }))
    }
    phrases += presentPhrase(curve, at)
    let turns = curve.turns.filter {
      $0.x != low.x && $0.x != high.x && !curve.hasKink(near: $0.x)
    }.map { at($0.x) }
    if let list = several(turns) {
      phrases.append(Phrase("It turns at {places}.", ["places": list]))
    }
    if !curve.isConstant, let list = several(curve.zeros.map(zero)) {
      phrases.append(Phrase("It is zero at {places}.", ["places": list]))
    }
    if curve.kinks.count > 2, let list = several(curve.kinks.map { at($0.x) }) {
      phrases.append(
        Phrase(
          "It has {count} kinks, at {places}.",
          ["count": Problems.number(curve.kinks.count), "places": list]))
    }
    phrases += (curve.kinks.count > 2 ? [] : curve.kinks).map { kink in
      Phrase(
        "It has a kink at {place}: slope {left} to the left, {right} to the right.",
        [
          "place": at(kink.x), "left": voice.gradient(kink.left.toDigits(5)),
          "right": voice.gradient(kink.right.toDigits(5)),
        ])
    }
    if let list = several(curve.jumps.map(at)) {
      phrases.append(Phrase("It jumps at {places}.", ["places": list]))
    }
    if let list = several(curve.poles.map(at)) {
      phrases.append(
        Phrase("It leaves all bounds at {places}; the drawing is cut there.", ["places": list]))
    }
    if let gap = curve.samples.first(where: { !$0.y.isFinite }) {
      phrases.append(
        Phrase(
          "It is not a finite number at {count} of {total} points, as at {place}.",
          [
            "count": Problems.number(curve.samples.count { !$0.y.isFinite }),
            "total": Problems.number(curve.samples.count), "place": at(gap.x),
          ]))
    }
    return phrases
  }

  /// With enough digits to tell two numbers apart that begin alike.
  private func numbers(telling low: Double, from high: Double) -> Numbers {
    let size = max(abs(low), abs(high))
    guard size.isFinite, high > low else { return voice.numbers }
    var needed = 3
    var rest = (high - low) / size
    while rest < 1, needed < 15 {
      rest *= 10
      needed += 1
    }
    return Numbers(digits: max(voice.numbers.digits, needed))
  }

  private func presentPhrase(_ curve: Curve, _ at: (Double) -> Text) -> [Phrase] {
    let here = curve.present
    guard curve.range.contains(here.x), !curve.isConstant else { return [] }
    let numbers = numbers(telling: curve.lowest?.y ?? here.y, from: curve.highest?.y ?? here.y)
    let places = [
      "place": at(here.x), "value": Text(numbers.text(here.y), .value),
      "slope": voice.gradient(here.slope),
    ]
    return [
      Phrase("Now, at {place}, it is {value} and its slope is {slope}.", places)
    ]
  }

  /// `x = 1, x = 2 and x = 3`; the first of very many; nil of none.
  private func several(_ places: [Text]) -> Text? {
    guard !places.isEmpty else { return nil }
    if places.count > 6 {
      return places.prefix(4).joined(separator: ", ") + ", …"
    }
    guard places.count > 1 else { return places[0] }
    return voice.say(
      Phrase(
        "{first} and {last}",
        ["first": places.dropLast().joined(separator: ", "), "last": places.last!]))
  }
}

extension Curve {
  fileprivate func hasKink(near x: Double) -> Bool {
    kinks.contains { abs($0.x - x) < 1e-6 * (range.upperBound - range.lowerBound) }
  }

  func kink(at x: Double) -> Kink? {
    kinks.first { abs($0.x - x) < 1e-9 * (range.upperBound - range.lowerBound) }
  }
}

extension Double {
  /// The nearest number with so many significant digits.
  func toDigits(_ digits: Int) -> Double {
    Double(Numbers(digits: digits).text(self)) ?? self
  }

  /// The next of 1, 2, 5, 10, … times a power of ten that is not smaller; of a positive number.
  var roundedUpNicely: Double {
    var unit = 1.0
    while unit * 10 <= self { unit *= 10 }
    while unit > self { unit /= 10 }
    return [1, 2, 5, 10].map { $0 * unit }.first { $0 >= self * (1 - 1e-12) } ?? 10 * unit
  }

  /// What a plot shows around this value when nothing is said: round numbers.
  var surroundings: ClosedRange<Double> {
    let half = Swift.max(2, Swift.abs(self)).roundedUpNicely
    let unit = half / 10
    let middle = (self / unit).rounded()
    return (middle - 10) * unit...(middle + 10) * unit
  }
}
