/// A path below a folder as a URL may spell it: segments of ASCII letters, digits, `.`, `_` and `-`, none of which is `.` or `..`.
///
/// Everything that Kinora serves from folders is named by Kinora, in these characters. So nothing is decoded: a percent sign, a
/// backslash, a NUL or an empty segment is simply not a path of ours.
struct PlainPath: Hashable, Sendable {
    static let mostCharacters = 300

    let text: String

    init?(_ text: some StringProtocol) {
        guard !text.isEmpty, text.utf8.count <= Self.mostCharacters else { return nil }
        let segments = text.split(separator: "/", omittingEmptySubsequences: false)
        guard segments.allSatisfy({ Self.isSegment(String($0)) }) else { return nil }
        self.text = String(text)
    }

    private static func isSegment(_ segment: String) -> Bool {
        guard !segment.isEmpty, segment != ".", segment != ".." else { return false }
        return segment.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): true
            default: false
            }
        }
    }
}
