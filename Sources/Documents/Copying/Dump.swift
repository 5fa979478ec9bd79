import KinoraKernel

/// Documents as JSON Lines: what `kinora export` writes and `kinora import` reads.
///
/// 1. The first line is a header: `{"collections":[{"count":2,"name":"films"}],"exportedAt":{"$date":…},"format":"kinora-documents","version":1}`.
///    Counts are those at the beginning; a house that goes on working meanwhile may have written more.
/// 2. One document a line: `{"_etag":…,"_id":…,"body":{…},"collection":…,"createdAt":…,"updatedAt":…}`, ordered by collection and then by
///    `_id`, both by their bytes. Names of fields stand in the order of their bytes, without white space: equal documents give equal bytes.
/// 3. The last line says how many documents there were, and the SHA-256 digest of their lines with their line ends:
///    `{"end":{"documents":2,"sha256":"…"}}`. A dump without it was cut off.
package enum Dump {
    package static let format = "kinora-documents"
    package static let version: Int64 = 1
    /// The longest line that is read, in bytes: a body at its longest, were each of its bytes written as `\u00..`.
    package static let longestLine = DocumentRules.longestBody * 6 + (1 << 20)

    /// One document and where it stands.
    package struct Line: Hashable, Sendable {
        package var collection: String
        package var document: Document
        /// Counted from 1, the header included.
        package var number: Int
        /// Bytes.
        package var length: Int
    }

    static func header(_ counts: [(name: String, count: Int)], at now: Moment) -> Value {
        let collections = counts.map { Value.object(["name": .string($0.name), "count": .int(Int64($0.count))]) }
        return ["format": .string(format), "version": .int(version), "exportedAt": .date(now), "collections": .array(collections)]
    }

    static func line(_ document: Document, of collection: String) -> Value {
        [
            "collection": .string(collection), "_id": .string(document.id), "_etag": .string(document.etag.rawValue),
            "createdAt": .date(document.createdAt), "updatedAt": .date(document.updatedAt), "body": document.body,
        ]
    }

    static func end(documents: Int, digest: Digest) -> Value {
        ["end": ["documents": .int(Int64(documents)), "sha256": .string(digest.hex)]]
    }
}
