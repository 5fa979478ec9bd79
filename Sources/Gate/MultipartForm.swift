import HTTPTypes
import NIOCore

/// A form with files (`multipart/form-data`, RFC 7578), read without mercy: hostile bytes, bounded in number and size. What a file is called
/// and what kind it says it is are nobody's business here.
package struct MultipartForm: Sendable {
    /// Parts of one form.
    static let mostParts = 20
    /// Bytes of the lines before a part's content.
    static let mostHeadBytes = 4096
    /// Characters of a boundary (RFC 2046 section 5.1.1).
    static let longestBoundary = 70

    private var parts: [String: [UInt8]] = [:]

    /// - Parameters:
    ///   - contentType: the request's field.
    ///   - body: the whole of it.
    /// - Throws: `Refusal.badRequest` where it is anything but such a form, ends too early, or names a field twice.
    package init(_ contentType: String?, _ body: ByteBuffer) throws(Refusal) {
        guard let boundary = Self.boundary(contentType) else { throw .badRequest }
        let bytes = Array(body.readableBytesView)
        let mark = Array("--\(boundary)".utf8)
        // What stands before the first boundary is nobody's; every other stands on a line of its own.
        guard bytes.starts(with: mark) else { throw .badRequest }
        var index = mark.count
        let next = [13, 10] + mark
        for _ in 0...Self.mostParts {
            let rest = bytes[index...]
            if rest.starts(with: [45, 45]) { return }
            guard rest.starts(with: [13, 10]), let end = Self.first(next, in: bytes[...], from: index) else { throw .badRequest }
            try add(bytes[index..<end])
            index = end + next.count
        }
        throw .badRequest
    }

    /// What a field holds; nil where it is missing.
    package func bytes(_ name: String) -> [UInt8]? { parts[name] }

    /// A field's text; nil where it is missing, empty, no UTF-8, or has a NUL in it.
    package subscript(name: String) -> String? {
        guard let bytes = parts[name], !bytes.isEmpty, !bytes.contains(0) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }

    /// - Parameter part: from the line end behind its boundary up to the one before the next.
    private mutating func add(_ part: ArraySlice<UInt8>) throws(Refusal) {
        let blank: [UInt8] = [13, 10, 13, 10]
        let head = part.prefix(Self.mostHeadBytes)
        guard let end = Self.first(blank, in: head, from: head.startIndex),
            let lines = String(validating: head[head.startIndex..<end], as: UTF8.self),
            let name = Self.name(lines), parts[name] == nil
        else { throw .badRequest }
        parts[name] = Array(part[(end + blank.count)...])
    }

    /// `Content-Disposition: form-data; name="…"`. Browsers escape quotes and line ends in names with percent signs; ours have none.
    private static func name(_ head: String) -> String? {
        for line in head.split(whereSeparator: \.isNewline) {
            let field = line.split(separator: ":", maxSplits: 1)
            guard field.count == 2, field[0].lowercased() == "content-disposition" else { continue }
            guard let found = field[1].firstMatch(of: /^\s*form-data\s*;(?:.*;)?\s*name="([A-Za-z0-9-]{1,60})"/) else { return nil }
            return String(found.1)
        }
        return nil
    }

    private static func boundary(_ contentType: String?) -> String? {
        guard let contentType, contentType.lowercased().hasPrefix("multipart/form-data"),
            let found = contentType.firstMatch(of: /;\s*[Bb][Oo][Uu][Nn][Dd][Aa][Rr][Yy]="?([A-Za-z0-9'()+_,.\/:=?-]+)"?\s*$/)
        else { return nil }
        let boundary = String(found.1)
        return boundary.utf8.count <= longestBoundary ? boundary : nil
    }

    /// Where some bytes begin among others, from an index on.
    private static func first(_ wanted: [UInt8], in bytes: ArraySlice<UInt8>, from start: Int) -> Int? {
        let base = bytes.startIndex
        let found: Int?? = bytes.withContiguousStorageIfAvailable { all -> Int? in
            var index = start - base
            while index + wanted.count <= all.count {
                if all[index] == wanted[0], (1..<wanted.count).allSatisfy({ all[index + $0] == wanted[$0] }) { return index + base }
                index += 1
            }
            return nil
        }
        return found ?? nil
    }
}
