import KinoraKernel

/// What a scan of one library found: what is done, or in a dry run would be done.
package struct ScanReport: Codable, Hashable, Sendable {
    package enum Finding: String, Codable, Sendable, CaseIterable {
        /// A video that was never seen.
        case new
        /// Known content under another path.
        case moved
        /// Other content under a known path.
        case replaced
        /// A file that was missing is there again.
        case returned
        /// The same content with another time of change.
        case touched
        /// A known video with other NFO files, pictures or neighbours than before: its title is described anew.
        case described
        /// A known video with other subtitle files beside it than before.
        case subtitled
        /// A second file with the content of a known one.
        case copied
        case missing
        /// What is left of a film in several files that has lost some; not taken for a film.
        case torn
        /// Still being written.
        case growing
        case unusable
        /// An extra that is not prepared: a sample, a film behind menus, or any where the owner wants none.
        case extra
    }

    package struct Item: Codable, Hashable, Sendable {
        package var finding: Finding
        /// Relative to the library.
        package var path: String
        /// The files of a film in several, in their order; nil for one file.
        package var parts: [String]?
        /// The fingerprint, where the file was read.
        package var source: String?
        /// Where the content was before.
        package var formerPath: String?
        /// How the name is understood: `Harbour Lights (2021)`.
        package var readsAs: String?
        /// Why it cannot be used, or what is doubtful about it.
        package var reason: String?
        /// Whether it is known but not prepared: a film in several files of which some are missing (see `PartPlace`).
        package var isHeldBack = false
    }

    package var library: String
    package var kind: LibraryKind
    /// Why nothing at all was changed, if so.
    package var refusal: String?
    package var items: [Item] = []
    /// How many videos are as they were.
    package var unchanged = 0
    /// How many videos there are.
    package var videos = 0
    /// How many replaced files stay until what took their place is prepared.
    package var replaced = 0
    /// Other notes for the owner: folders that cannot be read, links that lead out of the library.
    package var notes: [String] = []

    package init(library: String, kind: LibraryKind) {
        self.library = library
        self.kind = kind
    }

    package func count(_ finding: Finding) -> Int { items.count { $0.finding == finding } }

    /// Whether applying it writes anything.
    package var hasChanges: Bool {
        refusal == nil && items.contains { ![.growing, .extra, .unusable, .torn].contains($0.finding) }
    }

    /// `3 new, 1 moved, 120 unchanged`.
    package var summary: String {
        let parts = Finding.allCases.compactMap { finding in count(finding) == 0 ? nil : "\(count(finding)) \(finding.rawValue)" }
        return (parts + ["\(unchanged) unchanged"]).joined(separator: ", ")
    }
}
