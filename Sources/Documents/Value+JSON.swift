import KinoraKernel

extension Value {
    /// The value that a JSON text (RFC 8259, UTF-8) describes.
    ///
    /// Numbers without fraction and exponent are whole and must fit into `Int64`; `{"$date": milliseconds}` is a date. Refused are: names
    /// that stand twice in an object, NUL characters, lone surrogates, bytes that are no UTF-8, numbers too large for a `Double`, more
    /// depth than `DocumentRules.deepest`, and anything behind the value.
    package init(json bytes: some Sequence<UInt8>) throws(JSONProblem) {
        try self.init(json: bytes, deepest: DocumentRules.deepest)
    }

    /// - Parameter deepest: how deeply arrays and objects may lie in each other; more than usual where documents stand in an array.
    package init(json bytes: some Sequence<UInt8>, deepest: Int) throws(JSONProblem) {
        let parsed: Result<Value, JSONProblem> =
            bytes.withContiguousStorageIfAvailable { Self.parse($0, deepest) }
            ?? Array(bytes).withUnsafeBufferPointer { Self.parse($0, deepest) }
        self = try parsed.get()
    }

    package init(json text: String) throws(JSONProblem) {
        try self.init(json: text.utf8)
    }

    private static func parse(_ bytes: UnsafeBufferPointer<UInt8>, _ deepest: Int) -> Result<Value, JSONProblem> {
        Result { () throws(JSONProblem) in
            var reader = JSONReader(bytes: bytes, deepest: deepest)
            return try reader.wholeText()
        }
    }

    /// The value as JSON without white space, names in the order of their bytes: equal values give equal texts.
    /// A number that is not finite has no form in JSON and stands as null; no store keeps one.
    package var json: String { String(decoding: jsonBytes, as: UTF8.self) }

    package var jsonBytes: [UInt8] {
        var writer = JSONWriter()
        writer.write(self)
        return writer.bytes
    }
}
