/// The ties of one title: an open table in one piece, at most `Tuning.mostTies` full.
struct Ties: Equatable {
    private(set) var slots: [Tie] = []
    private(set) var count = 0
    /// What all ties ever weighed from here.
    var outgoing: UInt64 = 0
    var outgoingWide: UInt64 = 0

    private static let first = 8

    /// Adds to a tie, and makes it where there is none.
    mutating func add(_ title: Int32, near: UInt32, wide: UInt32) {
        outgoing += UInt64(near)
        outgoingWide += UInt64(wide)
        if slots.isEmpty { slots = [Tie](repeating: Tie(), count: Self.first) }
        var place = place(of: title)
        if slots[place].title != title {
            if count >= Tuning.mostTies {
                letGo()
                place = self.place(of: title)
            } else if count * 4 >= slots.count * 3 {
                rebuild(slots.filter { $0.title >= 0 }, capacity: slots.count * 2)
                place = self.place(of: title)
            }
            slots[place].title = title
            count += 1
        }
        slots[place].near = Self.sum(slots[place].near, near)
        slots[place].wide = Self.sum(slots[place].wide, wide)
        slots[place].people += 1
    }

    /// Takes away what was added; nothing, where the tie was let go meanwhile.
    mutating func remove(_ title: Int32, near: UInt32, wide: UInt32) {
        outgoing -= min(outgoing, UInt64(near))
        outgoingWide -= min(outgoingWide, UInt64(wide))
        guard !slots.isEmpty else { return }
        let place = place(of: title)
        guard slots[place].title == title else { return }
        slots[place].near -= min(slots[place].near, near)
        slots[place].wide -= min(slots[place].wide, wide)
        slots[place].people -= min(slots[place].people, 1)
        if slots[place].people == 0 {
            rebuild(slots.filter { $0.title >= 0 && $0.title != title }, capacity: slots.count)
        }
    }

    func tie(to title: Int32) -> Tie? {
        guard !slots.isEmpty else { return nil }
        let slot = slots[place(of: title)]
        return slot.title == title ? slot : nil
    }

    init() {}

    /// Of a snapshot; the places are found anew.
    init(_ ties: [Tie], outgoing: UInt64, outgoingWide: UInt64) {
        self.outgoing = outgoing
        self.outgoingWide = outgoingWide
        guard !ties.isEmpty else { return }
        var capacity = Self.first
        while ties.count * 4 > capacity * 3 { capacity *= 2 }
        rebuild(ties, capacity: capacity)
    }

    /// The ties by title: what is equal whatever the order in which it came.
    var sorted: [Tie] { slots.filter { $0.title >= 0 }.sorted { $0.title < $1.title } }

    private func place(of title: Int32) -> Int {
        let mask = slots.count - 1
        var place = Int(UInt32(bitPattern: title) &* 0x9E37_79B1 >> 7) & mask
        while slots[place].title >= 0 && slots[place].title != title { place = (place + 1) & mask }
        return place
    }

    private mutating func letGo() {
        let strongest = slots.filter { $0.title >= 0 }
            .sorted { ($0.wide, $0.near, $1.title) > ($1.wide, $1.near, $0.title) }
        rebuild(Array(strongest.prefix(Tuning.keptTies)), capacity: slots.count)
    }

    private mutating func rebuild(_ ties: [Tie], capacity: Int) {
        slots = [Tie](repeating: Tie(), count: capacity)
        for tie in ties { slots[place(of: tie.title)] = tie }
        count = ties.count
    }

    private static func sum(_ left: UInt32, _ right: UInt32) -> UInt32 {
        let (sum, isTooMuch) = left.addingReportingOverflow(right)
        return isTooMuch ? .max : sum
    }

    static func == (left: Ties, right: Ties) -> Bool {
        left.outgoing == right.outgoing && left.outgoingWide == right.outgoingWide && left.sorted == right.sorted
    }
}
