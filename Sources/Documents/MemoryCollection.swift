/// The documents of one collection, kept by their names, with the keys of its unique indexes.
///
/// A class, so that changing it copies nothing; it is reached through `MemoryStore` alone, which is an actor.
final class MemoryCollection {
    private let schema: CollectionSchema
    private var subjects: [ByteText: FilterSubject] = [:]
    /// For each unique index, who holds a key.
    private var holders: [[UniqueKey: String]]

    init(schema: CollectionSchema) {
        self.schema = schema
        holders = schema.indexes.map { _ in [:] }
    }

    /// The same documents under another schema.
    /// - Throws: `StoreError.notUnique` when they break a new index.
    func prepared(for schema: CollectionSchema) throws -> MemoryCollection {
        guard schema != self.schema else { return self }
        let collection = MemoryCollection(schema: schema)
        for subject in subjects.values { try collection.insert(subject.document) }
        return collection
    }

    subscript(id: String) -> Document? { subjects[ByteText(id)]?.document }

    func insert(_ document: Document) throws {
        guard self[document.id] == nil else { throw StoreError.exists(collection: schema.name, id: document.id) }
        try put(document, over: nil)
    }

    func replace(with document: Document) throws {
        try put(document, over: self[document.id])
    }

    func delete(_ document: Document) {
        for (index, key) in uniqueKeys(of: document) { holders[index][key] = nil }
        subjects[ByteText(document.id)] = nil
    }

    func find(_ query: Query) -> [Document] {
        let matcher = FilterMatcher(query.filter)
        let found = query.ordered(subjects.values.filter(matcher.matches))
        return found.dropFirst(query.skip).prefix(query.limit).map(\.document)
    }

    func count(_ filter: Filter) -> Int {
        subjects.values.count(where: FilterMatcher(filter).matches)
    }

    private func put(_ document: Document, over former: Document?) throws {
        let keys = uniqueKeys(of: document)
        for (index, key) in keys {
            if let holder = holders[index][key], !holder.sameBytes(as: document.id) {
                throw StoreError.notUnique(collection: schema.name, paths: schema.indexes[index].paths)
            }
        }
        if let former { delete(former) }
        for (index, key) in keys { holders[index][key] = document.id }
        subjects[ByteText(document.id)] = FilterSubject(document, searchable: schema.searchable)
    }

    private func uniqueKeys(of document: Document) -> [(Int, UniqueKey)] {
        let subject = FilterSubject(document)
        return schema.indexes.enumerated().compactMap { index, wanted in
            guard wanted.unique else { return nil }
            return UniqueKey(wanted.paths.map { subject[$0] ?? .null }).map { (index, $0) }
        }
    }
}
