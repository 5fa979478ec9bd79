import Foundation
import KinoraCatalogue
import KinoraKernel

/// What lies beside a title: its NFO file, and the pictures that were kept of it. Blocking to collect.
struct Findings: Sendable {
    var nfo: NFO?
    var poster: Artwork?
    var backdrop: Artwork?
    /// What was wrong with some of it, for the owner.
    var notes: [String] = []

    /// - Parameter candidates: paths relative to the library, best first; the first that can be read is taken.
    mutating func readNFO(_ candidates: [FilePath?], in library: FilePath) {
        for case let path? in candidates where nfo == nil {
            do {
                let bytes = try SmallFile.read(library.appending(path), atMost: NFOText.longest)
                nfo = try NFOReader.fields(of: Data(bytes))
            } catch {
                note(path, error)
            }
        }
    }

    mutating func readPoster(_ candidates: [FilePath], in library: FilePath, _ shelf: ArtworkShelf) {
        poster = keep(candidates, in: library, shelf)
    }

    mutating func readBackdrop(_ candidates: [FilePath], in library: FilePath, _ shelf: ArtworkShelf) {
        backdrop = keep(candidates, in: library, shelf)
    }

    private mutating func keep(_ candidates: [FilePath], in library: FilePath, _ shelf: ArtworkShelf) -> Artwork? {
        for path in candidates.prefix(Self.mostCandidates) {
            do {
                return try shelf.keep(library.appending(path))
            } catch {
                note(path, error)
            }
        }
        return nil
    }

    private static let mostCandidates = 8

    private mutating func note(_ path: FilePath, _ error: any Error) {
        let sentence = (error as? any Complaint)?.sentence ?? "It cannot be read."
        notes.append("\(String(decoding: path.name, as: UTF8.self)): \(sentence)")
    }
}
