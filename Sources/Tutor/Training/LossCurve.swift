import DocumentModel
import GradientCore

extension Session {
  /// How the loss came down, from epoch to epoch.
  ///
  /// - Parameters:
  ///   - last: where the axis ends; a training that is under way has room to go on.
  ///   - size: of the rectangle; nil for what fits the page.
  func lossCurve(to last: Int? = nil, size: (columns: Int, rows: Int)? = nil) -> Plot {
    var marks = bench.training.history
    if let work = trainingWork, marks.first.map({ $0.epoch > work.firstEpoch }) ?? true {
      marks.insert(.init(epoch: work.firstEpoch, loss: work.firstLoss), at: 0)
    }
    let aside = marks.compactMap { mark in
      mark.validation.map { TrainingState.Mark(epoch: mark.epoch, loss: $0) }
    }
    let finite = (marks + aside).map(\.loss).filter(\.isFinite)
    let (low, high) = (finite.min() ?? 0, finite.max() ?? 1)
    // A line that falls by decades is a corner on a linear axis.
    let isLogarithmic = low > 0 && high / low > 100
    let range =
      isLogarithmic ? low...high : min(low, 0)...max(high, low < 0 ? low + 1e-12 : 1e-12)
    let first = Double(marks.first?.epoch ?? 0)
    let end = max(Double(last ?? marks.last?.epoch ?? 1), first + 1)
    var plot = Plot(
      x: Plot.Axis(size == nil ? voice.say(Phrase("epoch")) : "", first...end),
      y: Plot.Axis("", range, isLogarithmic ? .logarithmic : .linear),
      series: [
        Plot.Series(
          voice.say(Phrase("{loss}, by epoch", ["loss": Text(bench.objective ?? "", .name)])),
          .line, role: .value,
          points: marks.map { Plot.Point(Double($0.epoch), $0.loss) })
      ],
      sentence: sentence(on: marks, of: Text(bench.objective ?? "", .name)))
    if !aside.isEmpty {
      plot.series.append(
        Plot.Series(
          voice.say(Phrase("validation")), .dashes, role: .plain,
          points: Self.thinned(aside, from: first, to: end)))
      plot.sentence += " " + sentence(on: aside, of: voice.say(Phrase("The validation loss")))
    }
    plot.size = size
    return plot
  }

  /// Dashes run together where several points share a place: the first of each of some parts of the
  /// axis, and the last of all.
  private static func thinned(
    _ marks: [TrainingState.Mark], from first: Double, to end: Double
  ) -> [Plot.Point] {
    let parts = 80.0
    var last = -1
    return marks.indices.compactMap { index in
      let epoch = Double(marks[index].epoch)
      let part = Int((epoch - first) / (end - first) * parts)
      guard part > last || index == marks.count - 1 else { return nil }
      last = part
      return Plot.Point(epoch, marks[index].loss)
    }
  }

  private func sentence(on marks: [TrainingState.Mark], of loss: Text) -> Text {
    guard let first = marks.first, let last = marks.last,
      let best = marks.filter({ $0.loss.isFinite }).min(by: { $0.loss < $1.loss })
    else { return voice.say(Phrase("No loss was written down yet.")) }
    let short = Voice(language: language, numbers: Numbers(digits: 4))
    let places = [
      "loss": loss, "first": short.value(first.loss),
      "last": short.value(last.loss), "begin": Problems.number(first.epoch),
      "end": Problems.number(last.epoch), "best": short.value(best.loss),
      "epoch": Problems.number(best.epoch),
    ]
    return voice.say(
      best == last
        ? Phrase(
          "{loss} from {first} at epoch {begin} to {last} at epoch {end}, its lowest value.", places
        )
        : Phrase(
          "{loss} from {first} at epoch {begin} to {last} at epoch {end}; it was lowest, {best}, at epoch {epoch}.",
          places))
  }
}
