import KinoraDocuments

/// A filter on the write of one document, which must match as well; otherwise there is no such document. Here, and only here, `_etag` can be
/// asked for, which is how RESTHeart is made to compare a version in one step with the write.
struct DocumentFilter: Sendable {
    private let filter: Filter
    private let tags: [String]

    /// Nil where there is no filter.
    init?(_ texts: [String]) throws {
        guard !texts.isEmpty else { return nil }
        var (rest, tags): ([String], [String]) = ([], [])
        for text in texts {
            guard let value = try? Value(json: text), case .object(var fields) = value, let tag = fields.removeValue(forKey: "_etag") else {
                rest.append(text)
                continue
            }
            guard case .string(let text) = try ExtendedJSON.read(tag) else {
                throw APIProblem.bad(#"_etag is compared with {"$oid": "…"} alone."#)
            }
            tags.append(text)
            if !fields.isEmpty { rest.append(Value.object(fields).json) }
        }
        filter = try FilterReader.filter(rest)
        self.tags = tags
    }

    func admits(_ document: Document) -> Bool {
        tags.allSatisfy { $0 == document.etag.rawValue } && filter.matches(FilterSubject(document))
    }
}
