import Foundation
import KinoraKernel

/// The owner's corrections: one NFO file for each source in the data folder, named by its fingerprint. So they follow a file that is moved
/// or renamed, are kept with a backup of the folder, and never touch a library.
package struct Corrections: Sendable {
    /// A correction together with a mark of the file it stands in.
    struct Kept: Hashable, Sendable {
        var correction: Correction
        var mark: String
    }

    struct Found: Sendable {
        /// By the source's fingerprint.
        var kept: [String: Kept] = [:]
        /// Sources whose file cannot be read: what it said before goes on to count.
        var unreadable: Set<String> = []
        var notes: [String] = []
    }

    let folder: String

    /// - Parameter folder: an absolute path; made when the first correction is written.
    package init(folder: String) {
        self.folder = folder
    }

    /// More files than this are not looked at.
    private static let most = 100_000

    /// Everything the owner corrected.
    func all() async throws -> Found {
        try await BlockingWork.run { cancellation in
            var found = Found()
            for name in try FileTree.names(in: folder).prefix(Self.most) where name.hasSuffix(".nfo") {
                try cancellation.check()
                let source = String(name.dropLast(4))
                guard Self.isSource(source) else { continue }
                do {
                    found.kept[source] = try Self.read("\(folder)/\(name)")
                } catch let error as any Complaint {
                    found.unreadable.insert(source)
                    found.notes.append("The correction \(name) in the data folder is left out. \(error.sentence)")
                }
            }
            return found
        }
    }

    /// The owner's words about one source, if there are any.
    package func correction(of source: String) async throws -> Correction? {
        try await kept(of: source)?.correction
    }

    func kept(of source: String) async throws -> Kept? {
        guard let path = path(of: source) else { return nil }
        return try await BlockingWork.run { _ in
            do {
                return try Self.read(path)
            } catch FileTrouble.notThere {
                return nil
            }
        }
    }

    /// Writes a correction; after a crash the old or the new one stands, whole.
    func keep(_ correction: Correction, of source: String) async throws {
        guard let path = path(of: source) else { throw CorrectionTrouble.unknownSource }
        try await BlockingWork.run { [folder] _ in
            try FileTree.makeFolder(folder)
            try FileTree.write(CorrectionFile.data(correction), to: path)
            try FileTree.settle(folder)
        }
    }

    func remove(of source: String) async throws {
        guard let path = path(of: source) else { return }
        try await BlockingWork.run { _ in try FileTree.remove(path) }
    }

    private static func read(_ path: String) throws -> Kept {
        let bytes = try SmallFile.read(FilePath(bytes: Array(path.utf8)), atMost: CorrectionFile.longest)
        var mark = Stamp()
        mark.add(bytes)
        return Kept(correction: try CorrectionFile.correction(of: Data(bytes)), mark: mark.text)
    }

    private func path(of source: String) -> String? {
        Self.isSource(source) ? "\(folder)/\(source).nfo" : nil
    }

    /// Only what a fingerprint is made of can become a file's name.
    private static func isSource(_ name: String) -> Bool {
        (1...80).contains(name.utf8.count)
            && name.utf8.allSatisfy { Byte.isDigit($0) || (97...102).contains($0) || $0 == Byte.dash }
            && name.utf8.first != Byte.dash
    }
}
