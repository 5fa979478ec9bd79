/// Black bars around the picture of a film, in rows and columns of its miniatures.
struct FrameBars: Hashable, Sendable {
    var top = 0
    var bottom = 0
    var left = 0
    var right = 0

    /// A row or column is a bar when it is black in every picture; a dark scene makes no bars as long as another one is bright there.
    private static let black = 28.0
    /// Narrower bars are an encoder's edge, and wider ones a film of darkness; parts of the side, per cent.
    private static let narrowest = 2
    private static let widest = 35

    static func around(_ miniatures: [FrameMiniature]) -> FrameBars {
        guard let side = miniatures.first?.side else { return FrameBars() }
        func rows(_ order: [Int]) -> Int {
            order.firstIndex { row in miniatures.contains { $0.brightness(ofRow: row) > black } } ?? side
        }
        func columns(_ order: [Int]) -> Int {
            order.firstIndex { column in miniatures.contains { $0.brightness(ofColumn: column) > black } } ?? side
        }
        let forth = Array(0..<side)
        let back = Array(forth.reversed())
        func kept(_ count: Int) -> Int { count * 100 >= narrowest * side && count * 100 <= widest * side ? count : 0 }
        return FrameBars(top: kept(rows(forth)), bottom: kept(rows(back)), left: kept(columns(forth)), right: kept(columns(back)))
    }

    var isEmpty: Bool { self == FrameBars() }

    /// The picture inside, in pixels of the film; even, and a little smaller than measured, because bars have soft edges.
    func crop(width: Int, height: Int, side: Int) -> (x: Int, y: Int, width: Int, height: Int) {
        func pixels(_ count: Int, of length: Int) -> Int { count == 0 ? 0 : ((count * length + side - 1) / side + 3) / 2 * 2 }
        let (x, y) = (pixels(left, of: width), pixels(top, of: height))
        let inner = (width - x - pixels(right, of: width), height - y - pixels(bottom, of: height))
        return (x, y, inner.0 / 2 * 2, inner.1 / 2 * 2)
    }
}
