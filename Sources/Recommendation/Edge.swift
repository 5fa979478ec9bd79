/// (Profile)-[WATCHED]->(Title), as it lies in memory: 20 bytes without holes, in the order in which the titles began to count.
struct Edge: Equatable {
    var title: Int32
    var seconds: UInt32
    /// Seconds since 1970.
    var firstAt: UInt32
    var lastAt: UInt32
    /// Sittings.
    var count: UInt16
    /// 0 … 255.
    var reached: UInt8
    var marks: UInt8

    static let counts: UInt8 = 1
    static let unwanted: UInt8 = 2

    init(title: Int32, at second: UInt32) {
        self.title = title
        seconds = 0
        firstAt = second
        lastAt = second
        count = 0
        reached = 0
        marks = 0
    }

    /// Whether enough of it was seen to say something about the profile.
    var isCounted: Bool { marks & Self.counts != 0 }
    /// "Not for me".
    var isUnwanted: Bool { marks & Self.unwanted != 0 }
    var completion: Float { Float(reached) / 255 }
}
