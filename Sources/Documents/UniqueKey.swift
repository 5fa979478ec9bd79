import Foundation
import KinoraKernel

/// What two documents may not have in common. Numbers are equal by value, texts by their bytes.
struct UniqueKey: Hashable {
    private enum Part: Hashable {
        case bool(Bool)
        case int(Int64)
        case double(Double)
        case text(ByteText)
        case date(Int64)
    }

    private let parts: [Part]

    /// Nil where one of the values is missing, null, an array or an object: such documents are exempt.
    init?(_ values: [Value]) {
        var parts: [Part] = []
        for value in values {
            switch value {
            case .null, .array, .object: return nil
            case .bool(let value): parts.append(.bool(value))
            case .int(let value): parts.append(.int(value))
            case .double(let value): parts.append(Int64(exactly: value).map(Part.int) ?? .double(value))
            case .string(let value): parts.append(.text(ByteText(value)))
            case .date(let value): parts.append(.date(value.milliseconds))
            }
        }
        self.parts = parts
    }

    private static let longestText = 400

    /// The key as a text that is equal exactly for equal keys: a JSON array, or the digest of one that would be long.
    var text: String {
        let json = Value.array(
            parts.map { part in
                switch part {
                case .bool(let value): .bool(value)
                case .int(let value): .int(value)
                case .double(let value): .double(value)
                case .text(let text): .string(String(decoding: text.bytes, as: UTF8.self))
                case .date(let milliseconds): .date(Moment(milliseconds: milliseconds))
                }
            }
        ).json
        return json.utf8.count <= Self.longestText ? json : "sha256:" + Digest(of: Data(json.utf8)).hex
    }
}
