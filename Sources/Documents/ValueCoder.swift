/// Turns records into `Value`s and back.
///
/// Whole numbers stay whole, a `Moment` becomes `.date`, nil stands as a missing field where the type's coding leaves it out, and enums
/// stand as their raw values. A whole number is read where a floating one is expected, and the other way round where nothing is lost.
package enum ValueCoder {
    /// - Throws: `EncodingError`, naming the field.
    package static func encode(_ value: some Encodable) throws -> Value {
        try ValueEncoder.slot(for: value, at: []).value
    }

    /// - Throws: `DecodingError`, naming the field.
    package static func decode<T: Decodable>(_ type: T.Type, from value: Value) throws -> T {
        try ValueDecoder(value: value, codingPath: []).decode(type)
    }
}
