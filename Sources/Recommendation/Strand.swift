import Foundation

/// What a title of a history is tied to one before it by, in `Tuning.steps`; the same whenever it is asked.
struct Strand {
    var forward: UInt32
    var backward: UInt32
    var wide: UInt32

    /// The titles of a history that one of its places is tied to.
    @inline(__always)
    static func each(to place: Int, in watched: UnsafeBufferPointer<Edge>, _ body: (_ other: Int32, Strand) -> Void) {
        let share = Tuning.steps * pow(Float(place + 1), -Tuning.historyPower)
        let wide = UInt32(share.rounded())
        let nearest = max(0, place - Tuning.nearPast)
        for index in max(0, place - Tuning.widePast)..<nearest {
            body(watched[index].title, Strand(forward: 0, backward: 0, wide: wide))
        }
        for index in nearest..<place {
            let near = share * fading[place - index - 1]
            let strand = Strand(forward: UInt32(near.rounded()), backward: UInt32((near * Tuning.backwards).rounded()), wide: wide)
            body(watched[index].title, strand)
        }
    }

    /// Those titles.
    static func others(of place: Int, in watched: UnsafeBufferPointer<Edge>) -> Slice<UnsafeBufferPointer<Edge>> {
        watched[max(0, place - Tuning.widePast)..<place]
    }

    /// By the titles that lie between the two.
    private static let fading = (0..<Tuning.nearPast).map { exp(-Float($0) / Tuning.nearFading) }
}
