import KinoraDocuments

/// Reads `sort=year`, `sort=-year`, `sort={"year":-1,"title":1}`; several are taken in their order.
enum SortReader {
    /// - Returns: newest name first where nothing is said.
    static func sorts(_ texts: [String]) throws -> [Sort] {
        let sorts = try texts.flatMap { $0.hasPrefix("{") ? try object($0) : [try field($0)] }
        let query = Query(sort: sorts.isEmpty ? [.descending("_id")] : sorts)
        try query.check()
        guard !sorts.contains(where: { $0.path == "_etag" }) else { throw APIProblem.bad("_etag has no order.") }
        return query.sort
    }

    /// `+` arrives as a space, for that is what it means in an address.
    private static func field(_ text: String) throws -> Sort {
        let sign = text.first.flatMap { "+- ".contains($0) ? $0 : nil }
        let path = sign == nil ? text : String(text.dropFirst())
        guard !path.isEmpty else { throw APIProblem.bad("illegal sort parameter, it names no field") }
        return Sort(path, ascending: sign != "-")
    }

    private static func object(_ text: String) throws -> [Sort] {
        guard text.utf8.count <= FilterReader.Limits.address.bytes else { throw APIProblem.bad("illegal sort parameter, it is too long") }
        let value: Value
        do {
            value = try Value(json: text)
        } catch {
            throw APIProblem.bad("illegal sort parameter: \(error.sentence)")
        }
        guard case .object(let fields) = value, !fields.isEmpty else { throw APIProblem.bad("illegal sort parameter, it is empty") }
        return try names(in: text).map { name in
            switch fields[name] {
            case .int(1), .double(1): .ascending(name)
            case .int(-1), .double(-1): .descending(name)
            default: throw APIProblem.bad("illegal sort parameter, \(name) is neither 1 nor -1")
            }
        }
    }

    /// The names of a JSON object that is known to be one, in the order in which they stand; a `Value` does not keep it.
    private static func names(in text: String) throws -> [String] {
        let bytes = Array(text.utf8)
        var names: [String] = []
        var (depth, index, expectsName) = (0, 0, false)
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                expectsName = depth == 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: ","): expectsName = depth == 1
            case UInt8(ascii: "\""):
                let end = Self.end(ofTextAt: index, in: bytes)
                if expectsName, case .string(let name) = try Value(json: bytes[index...end]) { names.append(name) }
                expectsName = false
                index = end
            default: break
            }
            index += 1
        }
        return names
    }

    private static func end(ofTextAt start: Int, in bytes: [UInt8]) -> Int {
        var index = start + 1
        while index < bytes.count - 1, bytes[index] != UInt8(ascii: "\"") { index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1 }
        return min(index, bytes.count - 1)
    }
}
