/// How a collection is written.
enum Representation: Sendable {
    /// The bare array of documents.
    case standard
    /// An object with the collection's properties, and the documents in `_embedded`.
    case plain

    init(_ parameters: Parameters) throws(APIProblem) {
        switch try parameters.one("rep")?.lowercased() {
        case nil, "s", "standard": self = .standard
        case "pj", "plain_json", "shal": self = .plain
        case "hal": throw .bad("illegal rep parameter: HAL is not spoken here; use s or pj")
        default: throw .bad("illegal rep parameter, it must be s or pj")
        }
    }
}
