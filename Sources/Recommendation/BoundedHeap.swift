/// The greatest of many, a bounded number. Of equal scores the one with the greater key comes first.
struct BoundedHeap {
    private struct Item {
        var score: Float
        var key: UInt32
        var title: Int32

        @inline(__always)
        static func < (left: Self, right: Self) -> Bool {
            if left.score != right.score { return left.score < right.score }
            return (left.key, right.title) < (right.key, left.title)
        }
    }

    private var items: [Item] = []
    private let bound: Int

    init(_ bound: Int) {
        self.bound = max(1, bound)
        items.reserveCapacity(self.bound)
    }

    /// What must be reached.
    var least: Float { items.count < bound ? -.infinity : items[0].score }

    var sorted: [Int32] { items.sorted { $1 < $0 }.map(\.title) }

    mutating func add(_ score: Float, _ key: UInt32, _ title: Int32) {
        let item = Item(score: score, key: key, title: title)
        if items.count < bound {
            items.append(item)
            var child = items.count - 1
            while child > 0, items[child] < items[(child - 1) / 2] {
                items.swapAt(child, (child - 1) / 2)
                child = (child - 1) / 2
            }
        } else if items[0] < item {
            items[0] = item
            var parent = 0
            while true {
                var least = parent
                for child in (2 * parent + 1)...(2 * parent + 2) where child < bound && items[child] < items[least] { least = child }
                if least == parent { return }
                items.swapAt(parent, least)
                parent = least
            }
        }
    }
}
