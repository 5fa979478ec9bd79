import Foundation
import KinoraKernel

/// A file of comma-separated values (RFC 4180), the first line perhaps with the names of the columns.
struct CSVFile {
    let name: String
    /// Names of the columns, lower case; nil where the first line is no head.
    let head: [String]?
    /// Each row and the number of the line that it begins in.
    let rows: [(line: Int, fields: [String])]

    /// - Parameter isHead: whether a first line names columns.
    init(_ path: String, isHead: ([String]) -> Bool) throws {
        name = (path as NSString).lastPathComponent.onOneLine()
        guard let data = FileManager.default.contents(atPath: path) else { throw EvaluationComplaint.unreadable(path) }
        var rows = try Self.rows(of: data, name: name)
        if let first = rows.first, isHead(first.fields) {
            head = first.fields.map { $0.lowercased().trimmingCharacters(in: .whitespaces) }
            rows.removeFirst()
        } else {
            head = nil
        }
        self.rows = rows
    }

    /// The place of the first column that bears one of the names; of a file without a head, the place given.
    func column(_ names: String..., or place: Int?) -> Int? {
        guard let head else { return place }
        return names.lazy.compactMap { head.firstIndex(of: $0) }.first
    }

    /// Bytes; longer than anything that is meant.
    private static let longestField = 1 << 20

    private static func rows(of data: Data, name: String) throws -> [(line: Int, fields: [String])] {
        var rows: [(Int, [String])] = []
        var (fields, field): ([String], [UInt8]) = ([], [])
        var (line, begun, isQuoted, wasQuote) = (1, 1, false, false)
        func text() throws -> String {
            guard let text = String(validating: field, as: UTF8.self) else { throw EvaluationComplaint.notText(name, line: line) }
            return text
        }
        func end() throws {
            if !fields.isEmpty || !field.isEmpty { rows.append((begun, fields + [try text()])) }
            fields.removeAll()
            field.removeAll(keepingCapacity: true)
        }
        var wasReturn = false
        for byte in data.starts(with: [0xEF, 0xBB, 0xBF]) ? data.dropFirst(3) : data {
            guard field.count < longestField else { throw EvaluationComplaint.tooLong(name, line: begun) }
            if isQuoted, byte != UInt8(ascii: "\"") {
                if byte == UInt8(ascii: "\n") { line += 1 }
                field.append(byte)
                continue
            }
            defer { wasReturn = byte == UInt8(ascii: "\r") }
            switch byte {
            case UInt8(ascii: "\""):
                if !isQuoted && wasQuote { field.append(byte) }
                isQuoted.toggle()
                wasQuote = !isQuoted
                continue
            case UInt8(ascii: ","):
                fields.append(try text())
                field.removeAll(keepingCapacity: true)
            case UInt8(ascii: "\n") where wasReturn: break
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                try end()
                line += 1
                begun = line
            default: field.append(byte)
            }
            wasQuote = false
        }
        guard !isQuoted else { throw EvaluationComplaint.openQuote(name, line: begun) }
        try end()
        return rows
    }
}
