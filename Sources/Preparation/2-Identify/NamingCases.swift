import Foundation
import KinoraKernel

/// Judges the reader by a file of cases: paths, and how each must be understood. The command `kinora name --cases FILE`.
package enum NamingCases {
    /// - Parameter year: the present year.
    /// - Throws: `NamingCasesTrouble`.
    package static func score(file: String, year: Int) throws -> NamingScore {
        guard let data = FileManager.default.contents(atPath: file) else { throw NamingCasesTrouble.unreadable(file) }
        return try score(data, named: file, year: year)
    }

    package static func score(_ data: Data, named file: String, year: Int) throws -> NamingScore {
        guard let whole = try? JSONSerialization.jsonObject(with: data) as? [String: Any] else { throw NamingCasesTrouble.notCases(file) }
        let reader = NameReader(year: year)
        var score = NamingScore()
        for row in whole["cases"] as? [[String: Any]] ?? [] {
            guard let row = Row(row) else { throw NamingCasesTrouble.notCases(file) }
            try judge(row, with: reader, &score)
        }
        for row in whole["groups"] as? [[String: Any]] ?? [] {
            guard let row = Row(row) else { throw NamingCasesTrouble.notCases(file) }
            score.note(
                row.id, row.level, misses: GroupCase.misses(row.expect, row.paths, kind: row.kind, reader: reader),
                of: row.paths.joined(separator: " + "))
        }
        return score
    }

    private struct Row {
        var id: String
        var level: String
        var kind: LibraryKind
        var paths: [String]
        var expect: [String: Any]

        init?(_ row: [String: Any]) {
            guard let id = row["id"] as? String, let expect = row["expect"] as? [String: Any] else { return nil }
            self.id = id
            self.expect = expect
            level = row["level"] as? String ?? "must"
            kind = (row["library"] as? String).flatMap(LibraryKind.init) ?? .mixed
            paths = row["paths"] as? [String] ?? (row["path"] as? String).map { [$0] } ?? []
        }
    }

    private static func judge(_ row: Row, with reader: NameReader, _ score: inout NamingScore) throws {
        guard row.expect["rule"] == nil, let path = row.paths.first else { return score.skip() }
        if let content = row.expect["content"] as? String {
            let got = try json(NFOReader.fields(of: Data(content.utf8)))
            let expected = row.expect["fields"] as? [String: Any] ?? [:]
            return score.note(row.id, row.level, misses: misses(expected, got), of: content)
        }
        let understanding = reader.read(FilePath(bytes: Array(path.utf8)), libraryKind: row.kind)
        // What lies in a file and not in its name is judged elsewhere.
        let expected = row.expect.filter { !["patterns", "fields"].contains($0.key) }
        score.note(row.id, row.level, misses: misses(expected, try json(understanding)), of: path)
    }

    private static func json(_ value: some Encodable) throws -> [String: Any] {
        try JSONSerialization.jsonObject(with: JSONEncoder().encode(value)) as? [String: Any] ?? [:]
    }

    private static func misses(_ expected: [String: Any], _ got: [String: Any]) -> [NamingScore.Field] {
        expected.keys.sorted().compactMap { key in
            let isRight =
                key == "type" ? isType(got[key] as? String ?? "", expected[key] as? String ?? "") : text(expected[key]) == text(got[key])
            return isRight ? nil : NamingScore.Field(name: key, expected: text(expected[key]), got: text(got[key]))
        }
    }

    private static func isType(_ got: String, _ expected: String) -> Bool {
        if expected.hasPrefix("not_") { return got != expected.dropFirst(4) }
        return got == expected || expected == "series_folder" && got == "season_folder"
    }

    /// A form in which values of JSON compare; nothing, null and what is empty are the same.
    private static func text(_ value: Any?) -> String {
        switch value {
        case let list as [Any]: list.map { text($0) }.joined(separator: ", ")
        case let object as [String: Any]: object.keys.sorted().map { "\($0)=\(text(object[$0]))" }.joined(separator: ", ")
        case let string as String: string
        case let number as NSNumber: number.stringValue
        default: ""
        }
    }
}

/// Why a file of cases cannot be judged.
package enum NamingCasesTrouble: Complaint, Hashable {
    case unreadable(String)
    case notCases(String)

    package var sentence: String {
        switch self {
        case .unreadable(let file): "Cannot read \(file); check the path and its permissions."
        case .notCases(let file):
            "\(file) holds no naming cases: it must be a JSON object with \"cases\", each with an id, a path and what to expect."
        }
    }
}
