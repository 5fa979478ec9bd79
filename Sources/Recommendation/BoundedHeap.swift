/// The greatest of many, a bounded number.
struct BoundedHeap {
    private var items: [(score: Float, title: Int32)] = []
    private let bound: Int

    init(_ bound: Int) {
        self.bound = max(1, bound)
        items.reserveCapacity(self.bound)
    }

    /// What must be surpassed.
    var least: Float { items.count < bound ? -.infinity : items[0].score }

    var sorted: [Int32] { items.sorted { ($0.score, $1.title) > ($1.score, $0.title) }.map(\.title) }

    mutating func add(_ score: Float, _ title: Int32) {
        if items.count < bound {
            items.append((score, title))
            var child = items.count - 1
            while child > 0, items[child].score < items[(child - 1) / 2].score {
                items.swapAt(child, (child - 1) / 2)
                child = (child - 1) / 2
            }
        } else if score > items[0].score {
            items[0] = (score, title)
            var parent = 0
            while true {
                var least = parent
                for child in (2 * parent + 1)...(2 * parent + 2) where child < bound && items[child].score < items[least].score {
                    least = child
                }
                if least == parent { return }
                items.swapAt(parent, least)
                parent = least
            }
        }
    }
}
