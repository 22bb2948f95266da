import DocumentModel
import GradientCore

extension Session {
  /// In a smaller window a training is told in lines.
  public static let smallestLiveView = (columns: 60, rows: 16)

  /// A training that is under way, as large as the window; nil where none is, or the window is too
  /// small.
  ///
  /// - Parameter elapsed: seconds since it began, which are shown and nothing else.
  public func liveView(
    columns: Int, rows: Int, elapsed: Double, using engine: Engine
  ) -> Document? {
    guard columns >= Self.smallestLiveView.columns, rows >= Self.smallestLiveView.rows,
      let facts = trainingFacts(using: engine)
    else { return nil }
    let width = min(columns, 120)
    let reading = networkReading(using: engine)
    let head: [Block] = [
      .line(title(of: facts, reading, width: width)), .rest,
      .line(progressBar(of: facts, elapsed: elapsed, width: width)),
      .line(numbers(of: facts, width: width)), .rest,
    ]
    let foot = voice.say(
      Phrase(
        "{key} stops between two batches and keeps everything",
        ["key": Text("Ctrl-C", .command)])
    ).dimmed
    let body = trainingPictures(
      of: reading, to: facts.goal, columns: width, rows: rows - 7, using: engine)
    return Document(head + body + [.rest, .line(foot)])
  }

  /// How the last training went, for the page; nil where nothing was trained.
  public func trainingPicture(columns: Int, rows: Int, using engine: Engine) -> Document? {
    guard bench.training.history.count > 1 else { return nil }
    let blocks = trainingPictures(
      of: networkReading(using: engine), to: bench.training.run.epoch,
      columns: min(max(columns, 20), 120), rows: min(max(rows, 5), 24), using: engine)
    return Document([.rest] + blocks)
  }

  // MARK: - Above the pictures

  /// `train   moons · 2-8-8-1 tanh · adam 0.01 · batch 32     epoch 62 of 100`; what has no room is
  /// left out from the end.
  private func title(of facts: TrainingFacts, _ reading: NetworkReading?, width: Int) -> Text {
    var parts: [Text] = []
    if let data = bench.data { parts.append(Text(data.name)) }
    if let form = reading?.form, !form.isEmpty { parts.append(Text(form)) }
    parts.append(Text(facts.optimizer.rule.rawValue + " ") + voice.value(facts.rate.toDigits(4)))
    if facts.batchSize > 0 {
      parts.append(
        voice.say(Phrase("batch {size}", ["size": Problems.number(facts.batchSize)])))
    }
    let aside = voice.say(
      Phrase(
        "epoch {epoch} of {goal}",
        ["epoch": Problems.number(facts.epoch), "goal": Problems.number(facts.goal)])
    ).dimmed
    while true {
      let name = Text(voice.command("train").plain, .strong)
      let title =
        parts.isEmpty ? name : name + "   " + parts.joined(separator: Text(" · ", .hint))
      let gap = width - title.plain.count - aside.plain.count
      if gap >= 2 || parts.isEmpty {
        return title + Text(String(repeating: " ", count: max(gap, 1))) + aside
      }
      parts.removeLast()
    }
  }

  /// Its parts keep their places, so that nothing jumps.
  private func progressBar(of facts: TrainingFacts, elapsed: Double, width: Int) -> Text {
    let percent = "\(Int(facts.fraction * 100))"
    let rate = elapsed > 0.05 ? rateText(Double(facts.samples) / elapsed) : Text()
    let left =
      facts.fraction > 0.001 && elapsed > 0.2
      ? voice.say(
        Phrase(
          "{time} left",
          ["time": timeText(elapsed * (1 - facts.fraction) / facts.fraction)])) : Text()
    let right = [
      percent.padded(to: 4) + Text(" %", .hint), rate.padded(to: 17).dimmed,
      left.padded(to: 13).dimmed,
    ].joined(separator: "  ")
    let room = width - 2 - 2 - right.plain.count
    let halves = Int((facts.fraction * Double(2 * room)).rounded())
    let done = String(repeating: "█", count: halves / 2) + (halves % 2 == 1 ? "▌" : "")
    let rest = String(repeating: "·", count: max(room - done.count, 0))
    return Text("  ") + Text(done, .value) + Text(rest, .hint) + "  " + right
  }

  private func rateText(_ rate: Double) -> Text {
    let units: [(size: Double, name: String)] = [(1e9, " G"), (1e6, " M"), (1e3, " k")]
    let unit = units.first { rate >= $0.size } ?? (1, "")
    let number = rate / unit.size
    let text = number >= 100 ? "\(Int(number))" : Numbers(digits: 2).text(number)
    return voice.say(Phrase("{number} rows/s", ["number": Text(text + unit.name)]))
  }

  private func timeText(_ seconds: Double) -> Text {
    let whole = Int(min(seconds, 1e9).rounded(.up))
    if whole < 100 { return Text("\(whole) s") }
    if whole < 6000 { return Text("\((whole + 59) / 60) min") }
    return Text("\(whole / 3600) h \(whole % 3600 / 60) min")
  }

  private func numbers(of facts: TrainingFacts, width: Int) -> Text {
    let short = Numbers(digits: 4)
    func part(_ name: Text, _ value: Double) -> Text {
      name.dimmed + " " + Text(short.text(value), .value)
    }
    func percentage(_ share: Double) -> Text {
      Text(short.text((share * 1000).rounded() / 10), .value) + Text(" %", .hint)
    }
    var parts = [part(Text(facts.objective, .name), facts.loss).padded(leading: 16)]
    if let validation = facts.validation {
      parts.append(part(voice.say(Phrase("validation")), validation).padded(leading: 20))
    }
    if let accuracy = facts.accuracy {
      var text = voice.say(Phrase("accuracy")).dimmed + " " + percentage(accuracy)
      if let validation = facts.validationAccuracy {
        text +=
          Text(", ", .hint) + voice.say(Phrase("validation")).dimmed + " "
          + percentage(validation)
      }
      parts.append(text)
    }
    while parts.count > 1, parts.joined(separator: "   ").plain.count + 2 > width {
      parts.removeLast()
    }
    return Text("  ") + parts.joined(separator: "   ")
  }

  // MARK: - The pictures

  /// The loss, and beside it the map, or what is taken for what.
  private func trainingPictures(
    of reading: NetworkReading?, to goal: Int, columns: Int, rows: Int, using engine: Engine
  ) -> [Block] {
    // Two rows for the axis, one for the legend.
    let height = max(rows - 3, 3)
    let alone: [Block] = [
      .plot(lossCurve(to: goal, size: (columns: columns - 8, rows: height)))
    ]
    guard let reading else { return alone }
    let mapWidth = min(height * 12 / 5, columns * 56 / 100 - 6)
    let curveWidth = columns - mapWidth - 6 - 3
    let size = (columns: mapWidth, rows: height)
    if let map = decisionMap(of: reading, size: size, using: engine) {
      let curve = lossCurve(to: goal, size: (columns: curveWidth, rows: height))
      return [.beside([.plot(curve)], [.plot(map)], leftWidth: curveWidth)]
    }
    let classes = classNames(for: reading)
    guard !classes.isEmpty, classes.count + 2 <= rows,
      let judgement = judgement(of: reading, using: engine)
    else { return alone }
    let left = columns * 44 / 100
    let right = columns - left - 3
    let confusion = confusionPicture(of: judgement, classes, columns: right)
    // The mistakes stand below the matrix or, where that has no room, below a lower curve.
    let pictureRows = bench.data?.picture.map { $0.rows + 2 } ?? 0
    let areRight = pictureRows > 0 && rows >= classes.count + 2 + pictureRows
    let areLeft = pictureRows > 0 && !areRight && rows - pictureRows >= 7
    let mistakes =
      areRight || areLeft
      ? mistakePicture(of: judgement, reading, columns: areRight ? right : left) : nil
    var plot = lossCurve(to: goal, size: (columns: left, rows: height))
    // A legend of two entries may need a row for each.
    let legend = plot.series.reduce(5) { $0 + $1.name.plain.count + 6 }
    let legendRows = plot.series.count > 1 && legend > left ? 2 : 1
    plot.size?.rows -= legendRows - 1 + (areLeft ? pictureRows : 0)
    let curve = Block.plot(plot)
    let below = mistakes.map { [.rest, $0] } ?? []
    return [
      .beside(
        [curve] + (areLeft ? below : []), [confusion] + (areRight ? below : []), leftWidth: left)
    ]
  }
}

extension Text {
  /// Blanks behind it.
  fileprivate func padded(leading width: Int) -> Text {
    self + Text(String(repeating: " ", count: max(width - plain.count, 0)))
  }

  /// Blanks before it.
  fileprivate func padded(to width: Int) -> Text {
    Text(String(repeating: " ", count: max(width - plain.count, 0))) + self
  }
}

extension String {
  fileprivate func padded(to width: Int) -> Text {
    Text(String(repeating: " ", count: max(width - count, 0))) + Text(self, .value)
  }
}
