/// A value of the part of CBOR (RFC 8949) that authenticators write: no floating point numbers, tags or lengths that are told later.
indirect enum CBOR: Hashable, Sendable {
    case integer(Int64)
    case bytes([UInt8])
    case text(String)
    case array([CBOR])
    case map([CBOR: CBOR])
    case boolean(Bool)
    case null

    subscript(_ key: String) -> CBOR? { entries?[.text(key)] }
    subscript(_ key: Int64) -> CBOR? { entries?[.integer(key)] }

    var entries: [CBOR: CBOR]? { if case .map(let entries) = self { entries } else { nil } }
    var bytes: [UInt8]? { if case .bytes(let bytes) = self { bytes } else { nil } }
    var text: String? { if case .text(let text) = self { text } else { nil } }
    var integer: Int64? { if case .integer(let number) = self { number } else { nil } }
}
