import Foundation

/// Turns records into `Value`s and back.
enum ValueCoder {
    static func encode(_ value: some Encodable) throws -> Value { fatalError() }
    static func decode<T: Decodable>(_ type: T.Type, from value: Value) throws -> T { fatalError() }
}
