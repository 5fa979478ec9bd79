import Foundation
import KinoraKernel

/// A file of comma-separated values (RFC 4180), the first line perhaps with the names of the columns. Tabs, or two colons as in MovieLens'
/// older files, may stand for the commas; the first line says which.
struct CSVFile {
    let name: String
    /// Names of the columns, lower case; nil where the first line is no head.
    let head: [String]?
    /// Each row and the number of the line that it begins in.
    let rows: [(line: Int, fields: [String])]
    /// Whether two colons stand for the commas.
    let isOfColons: Bool

    /// - Parameter isHead: whether a first line names columns.
    init(_ path: String, isHead: ([String]) -> Bool) throws {
        name = (path as NSString).lastPathComponent.onOneLine()
        guard let data = FileManager.default.contents(atPath: path) else { throw EvaluationComplaint.unreadable(path) }
        isOfColons = Separator(of: data) == .colons
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

    private enum Separator {
        case comma, tab, colons

        init(of data: Data) {
            let first = data.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }.prefix(CSVFile.longestField)
            if first.contains(UInt8(ascii: ",")) || first.contains(UInt8(ascii: "\"")) {
                self = .comma
            } else if first.contains(UInt8(ascii: "\t")) {
                self = .tab
            } else {
                self = zip(first, first.dropFirst()).contains { $0 == UInt8(ascii: ":") && $1 == $0 } ? .colons : .comma
            }
        }
    }

    private static func rows(of data: Data, name: String) throws -> [(line: Int, fields: [String])] {
        let separator = Separator(of: data)
        if separator == .colons { return try lines(of: data, name: name) }
        let end = separator == .tab ? UInt8(ascii: "\t") : UInt8(ascii: ",")
        var rows: [(Int, [String])] = []
        var (fields, field): ([String], [UInt8]) = ([], [])
        var (line, begun, isQuoted, wasQuote) = (1, 1, false, false)
        func text() throws -> String {
            guard let text = String(validating: field, as: UTF8.self) else { throw EvaluationComplaint.notText(name, line: line) }
            return text
        }
        func endRow() throws {
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
            case end:
                fields.append(try text())
                field.removeAll(keepingCapacity: true)
            case UInt8(ascii: "\n") where wasReturn: break
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                try endRow()
                line += 1
                begun = line
            default: field.append(byte)
            }
            wasQuote = false
        }
        guard !isQuoted else { throw EvaluationComplaint.openQuote(name, line: begun) }
        try endRow()
        return rows
    }

    /// Fields between two colons, nothing quoted; what is not UTF-8 is Latin-1 there.
    private static func lines(of data: Data, name: String) throws -> [(line: Int, fields: [String])] {
        var rows: [(Int, [String])] = []
        for (number, bytes) in data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            guard bytes.count < longestField else { throw EvaluationComplaint.tooLong(name, line: number + 1) }
            let line = bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes
            guard !line.isEmpty else { continue }
            let text = String(validating: line, as: UTF8.self) ?? String(line.map { Character(Unicode.Scalar($0)) })
            rows.append((number + 1, text.split(separator: "::", omittingEmptySubsequences: false).map(String.init)))
        }
        return rows
    }
}
