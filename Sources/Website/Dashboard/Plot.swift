/// Bars over time, drawn as SVG on the server: nothing to load, and it stands still.
struct Plot: Sendable {
    let title: String
    /// The sum, in words.
    let total: String
    let bars: [Bar]
    /// What stands below the first and the last bar.
    let first: String
    let last: String
    let width = Plot.width
    let height = Plot.height

    struct Bar: Sendable {
        let x: Int
        let y: Int
        let width: Int
        let height: Int
        /// What it says, for those who point at it or hear it.
        let label: String
    }

    private static let width = 360
    private static let height = 96
    private static let gap = 2

    /// - Parameters:
    ///   - values: from the oldest on; at least one.
    ///   - label: of the bar at a place.
    init(_ title: String, total: String, _ values: [Double], label: (Int) -> String, first: String, last: String) {
        self.title = title
        self.total = total
        self.first = first
        self.last = last
        let most = max(values.max() ?? 0, .leastNonzeroMagnitude)
        let step = max(1, Self.width / max(1, values.count))
        bars = values.enumerated().map { place, value in
            // What is there at all can be seen.
            let height = value > 0 ? max(2, Int(value / most * Double(Self.height))) : 0
            return Bar(x: place * step, y: Self.height - height, width: max(1, step - Self.gap), height: height, label: label(place))
        }
    }
}
