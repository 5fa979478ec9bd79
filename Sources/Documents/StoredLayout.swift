import KinoraKernel

/// How a document lies in a database of MongoDB's kind: the body's fields at the top, and beside them what the store keeps of its own.
///
/// The engine that speaks MongoDB and the one that reaches the same database over HTTP write the same fields, and so may share it. Next to
/// `_id`, `_etag` (an ObjectId of the tag's 24 digits), `createdAt` and `updatedAt` (dates) stand
/// - `_words`: the folded words of the searchable fields, each once. A word is found by its beginning in an ordinary index.
/// - `_keys`: for each unique index the text of the key, absent where the document is exempt. On each lies a sparse unique index.
/// - `_order`: for each path that an index names what it holds, absent for null, arrays and objects. Documents sort by it: such a field
///   never holds an array, so its order is the one that `Sort` promises, and an index of several of them never refuses a document (MongoDB
///   refuses one with arrays in two fields of an index).
///
/// Fields of a body that are called like these are written with a `~` in front. Names within an object stand in the order of their bytes,
/// always, so that two objects are equal to the database exactly when they hold the same.
package struct StoredLayout: Sendable {
    package static let wordsField = "_words"
    package static let keysField = "_keys"
    package static let orderField = "_order"
    package static let ownNames: Set<String> = [wordsField, keysField, orderField]
    /// Fields that the store sets and that filters and sorts may name.
    private static let moments: Set<String> = ["createdAt", "updatedAt"]
    /// Raised when the fields below mean something else than before; documents are then written anew at start.
    private static let version = 1

    package let schema: CollectionSchema
    /// The paths that have an entry in `_order`.
    private let orderedPaths: Set<String>

    package init(_ schema: CollectionSchema) {
        self.schema = schema
        orderedPaths = Set(schema.indexes.flatMap(\.paths)).filter { !Self.isSetByStore($0) }
    }

    /// Everything that is written of a document, except its tag.
    package func fields(of document: Document) -> [String: Value] {
        guard case .object(let body) = document.body else { return [:] }
        var fields = ownFields(of: document)
        for (name, value) in body { fields[Self.storedName(name)] = value }
        fields["_id"] = .string(document.id)
        fields["createdAt"] = .date(document.createdAt)
        fields["updatedAt"] = .date(document.updatedAt)
        return fields
    }

    /// What the store derives from a document, for its own use.
    package func ownFields(of document: Document) -> [String: Value] {
        var fields: [String: Value] = [:]
        let words = Set(FoldedWords.of(document.body, at: schema.searchable).map(ByteText.init)).map {
            String(decoding: $0.bytes, as: UTF8.self)
        }
        if !words.isEmpty { fields[Self.wordsField] = .array(words.sorted { $0.precedesByBytes($1) }.map(Value.string)) }
        let subject = FilterSubject(document)
        let keys = schema.indexes.filter(\.unique).compactMap { index in
            UniqueKey(index.paths.map { subject[$0] ?? .null }).map { (Self.entry(index.paths), Value.string($0.text)) }
        }
        if !keys.isEmpty { fields[Self.keysField] = .object(Dictionary(keys) { first, _ in first }) }
        let order = orderedPaths.compactMap { path in subject[path].flatMap { $0.hasOrder ? (Self.entry([path]), $0) : nil } }
        if !order.isEmpty { fields[Self.orderField] = .object(Dictionary(order) { first, _ in first }) }
        return fields
    }

    /// The body within what was read.
    package static func body(of fields: [String: Value]) -> Value {
        var body: [String: Value] = [:]
        for (name, value) in fields where !DocumentRules.reserved.contains(name) && !ownNames.contains(name) {
            body[bodyName(name)] = value
        }
        return .object(body)
    }

    /// Which unique index an entry of `_keys` belongs to.
    package func uniquePaths(ofEntry name: String) -> [String]? {
        schema.indexes.first { $0.unique && Self.entry($0.paths) == name }?.paths
    }

    /// The index that keeps paths unique.
    package func uniqueIndex(_ paths: [String]) -> StoredIndex {
        StoredIndex(only: Self.keysField + "." + Self.entry(paths), unique: true)
    }

    /// Where a path of a filter lies; nil for what no document has, because the store alone sets it and does not show it.
    package static func storedPath(_ path: String) -> String? {
        let names = path.split(separator: ".", maxSplits: 1)
        guard let first = names.first else { return nil }
        if DocumentRules.reserved.contains(String(first)) { return isSetByStore(path) ? path : nil }
        return names.count == 1 ? storedName(String(first)) : storedName(String(first)) + "." + names[1]
    }

    /// The field that gives the order of a path, where one is kept.
    package func orderPath(_ path: String) -> String? {
        if Self.isSetByStore(path) { return path }
        return orderedPaths.contains(path) ? Self.orderField + "." + Self.entry([path]) : nil
    }

    /// Changes whenever documents that stand have other fields of the store's than this layout gives them.
    package var fingerprint: String {
        let keys = schema.indexes.filter(\.unique).map { Self.entry($0.paths) }.sorted()
        let paths = [schema.searchable.sorted(), keys, orderedPaths.sorted()]
        return Value.array([.int(Int64(Self.version))] + paths.map { .array($0.map(Value.string)) }).json
    }

    static func isSetByStore(_ path: String) -> Bool { path == "_id" || moments.contains(path) }

    // MARK: Names

    private static func storedName(_ name: String) -> String {
        isEscapable(name) ? "~" + name : name
    }

    private static func bodyName(_ stored: String) -> String {
        stored.utf8.first == UInt8(ascii: "~") && isEscapable(stored) ? String(stored.dropFirst()) : stored
    }

    /// One of our names, or one that was written with signs in front.
    private static func isEscapable(_ name: String) -> Bool {
        ownNames.contains(String(name.drop { $0 == "~" }))
    }

    /// One name for one or several paths: `group+number`. What would be a path or an operator is written as in a URL.
    static func entry(_ paths: [String]) -> String {
        paths.map { path in
            path.unicodeScalars.map { scalar in
                switch scalar {
                case "%": "%25"
                case "+": "%2B"
                case ".": "%2E"
                case "$": "%24"
                default: String(scalar)
                }
            }.joined()
        }.joined(separator: "+")
    }
}

extension Value {
    /// Whether it has a place in an order of its own; everything else sorts as null.
    fileprivate var hasOrder: Bool { kind > .null && kind <= .date }
}
