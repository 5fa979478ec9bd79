import KinoraCatalogue
import KinoraDocuments
import KinoraKernel

/// Reads the tags inside video files, once each, after a scan took them in.
package struct TagErrand: Sendable {
    private let descriptions: Descriptions
    private let reader: any TagReader

    package init(_ descriptions: Descriptions, reader: any TagReader) {
        self.descriptions = descriptions
        self.reader = reader
    }

    /// How many files are read before other errands have their turn.
    private static let mostAtOnce = 50

    /// Reads what waits, up to a bound.
    /// - Returns: whether there was anything.
    package func run() async throws -> Bool {
        let waiting = try await descriptions.sheets.find(Query(.equal("waitsFor", .string("tags")), limit: Self.mostAtOnce))
        for sheet in waiting {
            try Task.checkCancellation()
            try await read(sheet.value)
        }
        return !waiting.isEmpty
    }

    /// A file that cannot be read says nothing; preparing it tells why.
    private func read(_ sheet: FactSheet) async throws {
        var facts = Facts()
        if case .source(let source) = sheet.subject,
            let known = try await Records<Source>(in: descriptions.store).read(source)?.value, known.missingSince == nil
        {
            do {
                let path = FilePath(text: known.library).appending(FilePath(text: known.path)).text
                facts = try await reader.tags(of: path).facts(besides: Self.name(sheet))
            } catch is Trouble {
                facts = Facts()
            }
        }
        try await descriptions.note(sheet.subject) { [facts] sheet in
            var facts = facts
            facts.keepPictures(of: sheet[.tags])
            if facts.pictures != sheet[.tags]?.pictures ?? [] { sheet.wait(for: .pictures) }
            sheet[.tags] = facts
            sheet.waitsFor.removeAll { $0 == .tags }
        }
        if !facts.isEmpty { try await descriptions.compose(around: sheet.subject) }
    }

    /// What the file's name calls it; nil for an episode that has nothing but its number.
    private static func name(_ sheet: FactSheet) -> String? {
        guard let title = sheet[.name]?.title else { return nil }
        let isNumber = title.hasPrefix("Episode ") && title.dropFirst(8).allSatisfy(\.isNumber)
        return isNumber ? nil : title
    }
}
