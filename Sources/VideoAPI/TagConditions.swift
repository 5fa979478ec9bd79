import HTTPTypes
import KinoraDocuments

/// On which version of a document something is to be done: `If-Match` and `If-None-Match` (RFC 9110 section 13.1), with tags in quotation
/// marks or, as RESTHeart writes them, without.
struct TagConditions: Sendable {
    enum Tags: Hashable, Sendable {
        case any
        case these([String])

        /// A list of tags; weak ones count as strong, for a version is either the same or another.
        init?(_ fields: [String]) {
            guard !fields.isEmpty else { return nil }
            let entries = fields.flatMap { $0.split(separator: ",") }.map { entry in
                var tag = entry.drop(while: \.isWhitespace)
                while tag.last?.isWhitespace == true { tag.removeLast() }
                if tag.hasPrefix("W/") { tag = tag.dropFirst(2) }
                return tag.count >= 2 && tag.first == "\"" && tag.last == "\"" ? String(tag.dropFirst().dropLast()) : String(tag)
            }
            self = entries.contains("*") ? .any : .these(entries)
        }

        func holds(for tag: ETag?) -> Bool {
            guard let tag else { return false }
            return switch self {
            case .any: true
            case .these(let tags): tags.contains(tag.rawValue)
            }
        }
    }

    let match: Tags?
    let noneMatch: Tags?
    /// Whether a write must name the version that it means.
    let isRequired: Bool

    init(_ fields: HTTPFields, isRequired: Bool) {
        match = Tags(fields[values: .ifMatch])
        noneMatch = Tags(fields[values: .ifNoneMatch])
        self.isRequired = isRequired
    }

    /// The condition as the store itself can check it in one step with the write: none, or one tag. Nil where it takes reading first.
    var forTheStore: ETag?? {
        guard noneMatch == nil else { return nil }
        switch match {
        case nil: return isRequired ? nil : .some(nil)
        case .these(let tags) where tags.count == 1: return .some(ETag(rawValue: tags[0]))
        default: return nil
        }
    }

    /// - Parameter present: the version that stands, or nil where nothing does.
    /// - Throws: `APIProblem`: 409 where a tag is wanted, 412 where it is wrong.
    func checkWrite(of present: ETag?) throws(APIProblem) {
        guard match != nil || !isRequired || present == nil else { throw .tagRequired(present: present) }
        if let match, !match.holds(for: present) { throw .tagIsWrong(present: present) }
        if let noneMatch, noneMatch.holds(for: present) { throw .tagIsWrong(present: present) }
    }

    /// Whether a reader has this version already.
    func isKnown(_ present: ETag) -> Bool { noneMatch?.holds(for: present) ?? false }
}
