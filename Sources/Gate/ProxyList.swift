import HTTPTypes

/// The computers in front of the house whose word about visitors' addresses counts (`X-Forwarded-For`). Everybody else could write
/// anything there.
package struct ProxyList: Hashable, Sendable {
    private let addresses: Set<String>

    package init(_ addresses: Set<String> = []) {
        self.addresses = addresses
    }

    /// The last address that is none of ours, seen from here.
    package func visitor(of peer: String?, _ fields: HTTPFields) -> String {
        var address = peer ?? "unknown"
        guard addresses.contains(address) else { return address }
        let told = fields[values: .xForwardedFor].flatMap { $0.split(separator: ",") }
            .map { $0.trimming(while: { $0 == " " || $0 == "\t" }) }
        for text in told.reversed() {
            guard text.utf8.count <= 45, text.utf8.allSatisfy(Self.isOfAddress) else { return address }
            address = text
            if !addresses.contains(address) { break }
        }
        return address
    }

    private static func isOfAddress(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): true
        case UInt8(ascii: "."), UInt8(ascii: ":"): true
        default: false
        }
    }
}

extension Substring {
    fileprivate func trimming(while matches: (Character) -> Bool) -> String {
        String(drop(while: matches).reversed().drop(while: matches).reversed())
    }
}

extension HTTPField.Name {
    static let xForwardedFor = HTTPField.Name("X-Forwarded-For")!
}
