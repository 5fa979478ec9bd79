import KinoraKernel

/// What every engine can keep, checked before anything is written; so that what one engine takes, another takes too.
package enum DocumentRules {
    /// Fields that the store alone sets. At the top of a body they are left out without a word, so that what was read can be written back.
    package static let reserved: Set<String> = ["_id", "_etag", "createdAt", "updatedAt"]
    /// How deeply arrays and objects may lie in each other, the body itself included.
    package static let deepest = 64
    /// How long a body may be as JSON, in bytes. (MongoDB's bound is 16 MiB.)
    package static let longestBody = 8 << 20
    package static let longestID = 512
    package static let longestCollectionName = 60

    /// The body as it is kept: an object without the reserved fields.
    ///
    /// Kept exactly: any Unicode text, empty texts, quotation marks, control characters, every `Int64`, every finite number.
    /// - Throws: `StoreError.invalid` for anything but an object; for names of fields that are empty, begin with `$`, or hold a dot or a
    ///   NUL; for texts with a NUL, numbers that are not finite, too much depth or length.
    package static func accepted(_ body: Value) throws -> Value {
        guard case .object(var fields) = body else {
            throw StoreError.invalid("A document must be an object, not \(body.kindInWords).")
        }
        for name in reserved { fields[name] = nil }
        let kept = Value.object(fields)
        var length = 0
        try check(kept, depth: 1, length: &length)
        return kept
    }

    /// A document that is brought in as it is, body and name under the same rules as one that is new.
    package static func accepted(_ document: Document) throws -> Document {
        try check(id: document.id)
        try check(document.etag)
        return Document(
            id: document.id, etag: document.etag, createdAt: document.createdAt, updatedAt: document.updatedAt,
            body: try accepted(document.body))
    }

    private static func check(_ etag: ETag) throws {
        let isHexadecimal = etag.rawValue.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        guard isHexadecimal, etag.rawValue.utf8.count == 24 else {
            throw StoreError.invalid("“\(etag.rawValue.onOneLine(atMost: 80))” is no version of a document: 24 digits of 0-9 and a-f.")
        }
    }

    /// A value that a filter or a change names, under the same rules as a field of a body.
    package static func check(_ value: Value) throws {
        var length = 0
        try check(value, depth: 1, length: &length)
    }

    /// The name of a document: 1 to 512 bytes without control characters.
    package static func check(id: String) throws {
        guard !id.isEmpty, id.utf8.count <= longestID, id.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw StoreError.invalid(
                "“\(id.onOneLine(atMost: 80))” cannot be the name of a document: at most 512 bytes, no control characters.")
        }
    }

    /// The name and paths of a collection.
    package static func check(_ schema: CollectionSchema) throws {
        let name = schema.name.utf8
        let isPlain = name.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
            default: false
            }
        }
        let begins = name.first.map { $0 >= UInt8(ascii: "A") } ?? false
        guard isPlain, begins, name.count <= longestCollectionName else {
            throw StoreError.invalid(
                "“\(schema.name.onOneLine(atMost: 80))” cannot be the name of a collection: letters, digits and -, beginning with a letter."
            )
        }
        for path in schema.searchable + schema.indexes.flatMap(\.paths) { _ = try FieldPath.names(path) }
        guard schema.indexes.allSatisfy({ !$0.paths.isEmpty }) else {
            throw StoreError.invalid("An index of \(schema.name) names no field.")
        }
    }

    private static func check(_ value: Value, depth: Int, length: inout Int) throws {
        switch value {
        case .null, .bool, .int: length += 8
        case .date:
            // Written as an object, and so a level of its own.
            try check(depth: depth)
            length += 24
        case .double(let number):
            length += 8
            guard number.isFinite else { throw StoreError.invalid("A document cannot hold the number \(number).") }
        case .string(let text): try check(text: text, length: &length)
        case .array(let elements):
            try check(depth: depth)
            length += 2
            for element in elements { try check(element, depth: depth + 1, length: &length) }
        case .object(let fields):
            try check(depth: depth)
            length += 2
            for (name, field) in fields {
                try check(name: name)
                length += name.utf8.count + 4
                try check(field, depth: depth + 1, length: &length)
            }
        }
        guard length <= longestBody else {
            throw StoreError.invalid("A document cannot be longer than \(longestBody >> 20) MiB; keep large things as files.")
        }
    }

    private static func check(depth: Int) throws {
        guard depth <= deepest else {
            throw StoreError.invalid("A document cannot have more than \(deepest) arrays and objects inside each other.")
        }
    }

    private static func check(text: String, length: inout Int) throws {
        length += text.utf8.count + 2
        guard !text.utf8.contains(0) else { throw StoreError.invalid("A document cannot hold a text with a NUL character.") }
    }

    private static func check(name: String) throws {
        guard !name.isEmpty, name.utf8.first != UInt8(ascii: "$"), !name.utf8.contains(where: { $0 == 0 || $0 == UInt8(ascii: ".") }) else {
            throw StoreError.invalid(
                "A field cannot be called “\(name.onOneLine(atMost: 80))”: a name is not empty, begins with no $ and holds no dot and no NUL."
            )
        }
    }
}
