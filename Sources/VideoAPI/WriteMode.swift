/// What a write means where the document exists, or does not.
enum WriteMode: String, Sendable, CaseIterable {
    case insert, update, upsert

    init(_ parameters: Parameters, else standard: WriteMode) throws(APIProblem) {
        guard let text = try parameters.one("wm", "writeMode") else {
            self = standard
            return
        }
        guard let mode = WriteMode(rawValue: text.lowercased()) else {
            throw .bad("illegal writeMode parameter, it must be insert, update or upsert")
        }
        self = mode
    }
}
