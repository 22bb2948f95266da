/// In which columns everything stands: for each layer the wires that arrive, the gates, the numbers
/// and the names, and behind it the wires that change their rows.
struct CircuitColumns {
  struct Layer {
    /// Where wires into gates meet.
    var bus = 0
    var head = 0
    /// Behind the last column of a number.
    var labelEnd = 0
    /// Of the blank before a name.
    var name = 0
    /// The first column that belongs to the channel.
    var end = 0
  }

  private(set) var layers: [Layer] = []
  /// The column of each track in each channel.
  private(set) var tracks: [[Int]] = []
  let width: Int

  init(_ layers: CircuitLayers, _ boxes: CircuitBoxes, _ channels: [CircuitChannel]) {
    var column = 0
    let last = layers.layers.count - 1
    for (index, items) in layers.layers.enumerated() {
      let nodes = items.filter { !layers.items[$0].isLane }.map { layers.items[$0].node }
      var layer = Layer()
      if index > 0 {
        let share = nodes.flatMap { boxes.shares[$0] }.map(cells).max() ?? 0
        column += share > 0 ? share + 2 : 0
        layer.bus = column
        let hasBus = items.contains { !layers.items[$0].isLane && layers.incoming[$0].count > 1 }
        column += boxes.style.isRoomy ? 3 : hasBus || share > 0 ? 1 : 0
      }
      layer.head = column
      let all = nodes.map { boxes.boxes[$0] }
      let head = all.map(\.headWidth).max() ?? 0
      let name = all.map(\.nameWidth).max() ?? 0
      let label = all.map(\.labelWidth).max() ?? 0
      if boxes.style.isRoomy {
        layer.labelEnd = column + head + label + 1
        layer.name = layer.labelEnd + 1
        column = layer.name + (name > 0 ? name + 2 : 0)
      } else {
        let blank = boxes.style.width == .close ? 1 : 0
        layer.name = column + head + 1
        column = max(layer.name + (name > 0 ? name + 2 : 0), column + label + 2 * blank)
        layer.labelEnd = column - blank
      }
      if index < last { column += boxes.style.isRoomy ? 2 : 1 }
      layer.end = column
      self.layers.append(layer)
      if index < last {
        let spacing = boxes.style.isRoomy ? 2 : 1
        let count = channels[index].trackCount
        tracks.append((0..<count).map { column + $0 * spacing })
        if count > 0 { column += (count - 1) * spacing + 2 }
      }
    }
    width = column
  }
}
