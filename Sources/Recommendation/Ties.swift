/// The ties of one title: an open table in one piece, at most `Tuning.mostTies` full.
struct Ties: Equatable {
    private(set) var slots: [Tie] = []
    private(set) var count = 0
    /// What all ties ever weighed from here, and to here, in `Tuning.steps`.
    var outgoing: UInt64 = 0
    var outgoingWide: UInt64 = 0
    var incoming: UInt64 = 0
    var incomingWide: UInt64 = 0

    private static let first = 8

    /// Where a title would be if no other were in its way, and which one is.
    @inline(__always)
    func look(for title: Int32) -> (place: Int, title: Int32) {
        slots.withUnsafeBufferPointer { slots in
            let place = Self.home(of: title, slots.count - 1)
            return slots.isEmpty ? (0, -1) : (place, slots[place].title)
        }
    }

    /// Adds to a tie, and makes it where there is none.
    ///
    /// - Parameter look: what was seen at a title's home.
    @inline(__always)
    mutating func add(_ title: Int32, near: UInt32, wide: UInt32, _ look: (place: Int, title: Int32)) {
        guard look.title == title else { return add(title, near: near, wide: wide) }
        outgoing &+= UInt64(near)
        outgoingWide &+= UInt64(wide)
        slots.withUnsafeMutableBufferPointer { $0[look.place].add(near: near, wide: wide) }
    }

    /// Adds to a tie, and makes it where there is none.
    mutating func add(_ title: Int32, near: UInt32, wide: UInt32) {
        outgoing &+= UInt64(near)
        outgoingWide &+= UInt64(wide)
        if slots.isEmpty { slots = [Tie](repeating: Tie(), count: Self.first) }
        var place = slots.withUnsafeBufferPointer { Self.place(of: title, in: $0) }
        if slots[place].title != title {
            if count >= Tuning.mostTies {
                letGo()
                place = slots.withUnsafeBufferPointer { Self.place(of: title, in: $0) }
            } else if count * 4 >= slots.count * 3 {
                fill(slots.filter { $0.title >= 0 }, capacity: slots.count * 2)
                place = slots.withUnsafeBufferPointer { Self.place(of: title, in: $0) }
            }
            count += 1
        }
        slots.withUnsafeMutableBufferPointer { slots in
            slots[place].title = title
            slots[place].add(near: near, wide: wide)
        }
    }

    /// Takes away what was added; nothing, where the tie was let go meanwhile.
    mutating func remove(_ title: Int32, near: UInt32, wide: UInt32) {
        outgoing -= min(outgoing, UInt64(near))
        outgoingWide -= min(outgoingWide, UInt64(wide))
        guard !slots.isEmpty else { return }
        slots.withUnsafeMutableBufferPointer { slots in
            let place = Self.place(of: title, in: UnsafeBufferPointer(slots))
            guard slots[place].title == title else { return }
            slots[place].near -= min(slots[place].near, near)
            slots[place].wide -= min(slots[place].wide, wide)
            slots[place].people -= min(slots[place].people, 1)
            guard slots[place].people == 0 else { return }
            Self.free(place, in: slots)
            count -= 1
        }
    }

    func tie(to title: Int32) -> Tie? {
        guard !slots.isEmpty else { return nil }
        let slot = slots.withUnsafeBufferPointer { $0[Self.place(of: title, in: $0)] }
        return slot.title == title ? slot : nil
    }

    init() {}

    /// Of a snapshot; the places are found anew.
    init(_ ties: [Tie]) {
        guard !ties.isEmpty else { return }
        var capacity = Self.first
        while ties.count * 4 > capacity * 3 { capacity *= 2 }
        fill(ties, capacity: capacity)
    }

    /// Puts other ties in the place of these; what they ever weighed stays.
    mutating func fill(_ ties: [Tie]) {
        let filled = Ties(ties)
        (slots, count) = (filled.slots, filled.count)
    }

    /// The ties by title: what is equal whatever the order in which it came.
    var sorted: [Tie] { slots.filter { $0.title >= 0 }.sorted { $0.title < $1.title } }

    static func == (left: Ties, right: Ties) -> Bool {
        left.outgoing == right.outgoing && left.outgoingWide == right.outgoingWide && left.incoming == right.incoming
            && left.incomingWide == right.incomingWide && left.sorted == right.sorted
    }

    // MARK: - The table

    private static func home(of title: Int32, _ mask: Int) -> Int {
        Int((UInt32(bitPattern: title) &* 0x9E37_79B1) >> 15) & mask
    }

    /// Where a title is, or where it would be put.
    private static func place(of title: Int32, in slots: UnsafeBufferPointer<Tie>) -> Int {
        let mask = slots.count - 1
        var place = home(of: title, mask)
        while slots[place].title >= 0 && slots[place].title != title { place = (place + 1) & mask }
        return place
    }

    /// Frees a place and moves up those that had to give way to it.
    private static func free(_ freed: Int, in slots: UnsafeMutableBufferPointer<Tie>) {
        let mask = slots.count - 1
        var (hole, next) = (freed, (freed + 1) & mask)
        while slots[next].title >= 0 {
            let distance = (next - home(of: slots[next].title, mask)) & mask
            if distance >= (next - hole) & mask {
                slots[hole] = slots[next]
                hole = next
            }
            next = (next + 1) & mask
        }
        slots[hole] = Tie()
    }

    private mutating func fill(_ ties: [Tie], capacity: Int) {
        slots = [Tie](repeating: Tie(), count: capacity)
        slots.withUnsafeMutableBufferPointer { slots in
            for tie in ties { slots[Self.place(of: tie.title, in: UnsafeBufferPointer(slots))] = tie }
        }
        count = ties.count
    }

    /// Keeps the widest `Tuning.keptTies`; of equals those with the smaller number.
    private mutating func letGo() {
        withUnsafeTemporaryAllocation(of: Tie.self, capacity: slots.count) { kept in
            withUnsafeTemporaryAllocation(of: UInt64.self, capacity: slots.count) { ranks in
                slots.withUnsafeMutableBufferPointer { slots in
                    var all = 0
                    for slot in slots where slot.title >= 0 {
                        ranks.initializeElement(at: all, to: slot.rank)
                        all += 1
                    }
                    let ranks = UnsafeMutableBufferPointer(rebasing: ranks[..<all])
                    let least = Selection.greatest(Tuning.keptTies, of: ranks)
                    var found = 0
                    for place in slots.indices {
                        if slots[place].title >= 0, slots[place].rank >= least {
                            kept.initializeElement(at: found, to: slots[place])
                            found += 1
                        }
                        slots[place] = Tie()
                    }
                    for tie in kept[..<found] { slots[Self.place(of: tie.title, in: UnsafeBufferPointer(slots))] = tie }
                    count = found
                }
            }
        }
    }
}
